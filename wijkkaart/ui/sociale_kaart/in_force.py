"""The filters in force: how they're shown, taken away and told."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.sociale_kaart import filters
from wijkkaart.ui.components import literal
from wijkkaart.ui.sociale_kaart import session
from wijkkaart.ui.sociale_kaart.asking import Answer, ask
from wijkkaart.ui.sociale_kaart.state import NETWORKS, Search

QUICK = {
    "nu": ("wanneer", "nu", "Nu open"),
    "vandaag": ("wanneer", "vandaag", "Vandaag"),
    "morgen": ("wanneer", "morgen", "Morgen"),
    "week": ("wanneer", "week", "Deze week"),
    "gratis": ("kosten", "gratis", "Gratis"),
    "inloop": ("aanmelden", "inloop", "Zonder aanmelden"),
    "rolstoel": ("rolstoel", "ja", "Rolstoel"),
}
"""Quick choice to the filter and value that it stands for, and its label."""


def active(answer: Answer, guide: Guide) -> None:
    """The filters in force, each to be taken away by a click."""
    search = answer.search
    quick_ones = {(field, value) for field, value, _ in QUICK.values()}
    chips = filters.chips(search.chosen, guide.atlas.name)
    # The quick choices show and lose their own.
    shown = (
        []
        if search.toon == NETWORKS
        else [each for each in chips if (each.field, each.value) not in quick_ones]
    )
    shown = [each for each in shown if each.field != "soort"]
    if not (shown or search.bij or len(chips) > 1):
        return
    with st.container(key="sk-actief", horizontal=True, gap="small", vertical_alignment="center"):
        for chip in shown:
            _chip(f"weg-{chip.field}-{chip.value}", chip.label, chip.field, chip.value)
        if search.bij:
            _chip("weg-bij", f"Bij {answer.near.name if answer.near else search.bij}", "bij", "")
        st.button("Alle filters wissen", key="sk-wis", type="tertiary", on_click=session.clear)


def _chip(key: str, label: str, field: str, value: str) -> None:
    st.button(
        literal(label),
        key=key,
        icon=":material/close:",
        icon_position="right",
        help=f"Neem het filter {literal(label)} weg",
        on_click=_without,
        args=(field, value),
    )


def ways_out(guide: Guide, answer: Answer, moment: datetime) -> None:
    """What to leave out so that something is found, with how much that is."""
    search = answer.search
    ways = [(chip.label, chip.field, chip.value) for chip in filters.chips(search.chosen, guide.atlas.name)]
    ways += [
        (label, name, "")
        for name, label in (("bij", "de afstand"), ("zoek", "de woorden"))
        if getattr(search, name)
    ]
    for label, field, value in ways:
        found = ask(guide, replace(search, **_left(search, field, value)), moment, answer.own).found.total
        if found:
            st.button(
                literal(
                    f"Zonder {label if label.startswith('de ') else f'‘{label}’'}: {dutch.number(found)}"
                ),
                key=f"uitweg-{field}-{value}",
                icon=":material/filter_alt_off:",
                on_click=_without,
                args=(field, value),
            )


def _without(field: str, value: str) -> None:
    session.change(**_left(session.now(), field, value))


def _left(search: Search, field: str, value: str) -> dict[str, Any]:
    """What changes when a filter is taken away."""
    if not value:
        return {field: ""}
    values: dict[str, Any] = {field: tuple(each for each in getattr(search, field) if each != value)}
    if field == "dag" and not values["dag"]:
        values["dagdeel"] = ()
    return values


def said(answer: Answer, guide: Guide) -> str:
    """All that is asked, in a line for a download; "" for nothing."""
    search = answer.search
    parts: list[str] = [f"zoekt ‘{search.zoek}’"] if search.zoek else []
    parts += [chip.label for chip in filters.chips(search.chosen, guide.atlas.name)]
    if search.gebied != answer.gemeente:
        parts.append(answer.own.name if answer.own else guide.atlas.name(search.gebied))
    if answer.near:
        parts.append(f"binnen {filters.RADII[search.straal]} van {answer.near.name}")
    return ", ".join(parts)
