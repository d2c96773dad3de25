"""The lines of a record's page: sections of facts, buttons to call and go, the map, what belongs to it."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from wijkkaart.catalogue import sources
from wijkkaart.core.freshness import Freshness
from wijkkaart.present import dutch
from wijkkaart.present.record import Fact, Section
from wijkkaart.present.record_summary import Group
from wijkkaart.record import Record, fields_of
from wijkkaart.ui.components import literal

_SHOWN = 12
_ACTIONS = {"phones": ("Bel", "call"), "email": ("Mail", "mail"), "address": ("Route", "directions")}


def actions(own: Sequence[Section], others: Mapping[str, Sequence[Section]]) -> None:
    """Call, mail, go there, open the website: the first of each, as large buttons.

    `others` is name to facts of whom to ask or where to go when the record itself doesn't say.
    """
    found: dict[str, str] = {}
    for whose, sections in {"": own, **others}.items():
        for fact in (fact for section in sections for fact in section.facts):
            name = "website" if fact.name in {"website", "url"} else fact.name
            if fact.href and name not in found and name in {*_ACTIONS, "website"}:
                found[name] = _action(name, fact, whose)
    if found:
        order = ("phones", "email", "address", "website")
        links = "".join(found[name] for name in order if name in found)
        st.html(f'<nav class="wk-actions" aria-label="Contact">{links}</nav>')


def _action(name: str, fact: Fact, whose: str) -> str:
    label, icon = _ACTIONS.get(name, ("Website", "language"))
    href = _route(fact.href) if name == "address" else fact.href
    said = f"{label} {whose}" if whose else f"{label} {fact.text}" if name == "phones" else label
    away = ' target="_blank" rel="noopener noreferrer"' if name in {"website", "address"} else ""
    return (
        f'<a class="wk-action" href="{escape(href)}"{away}>'
        f'<span class="wk-symbol" aria-hidden="true">{icon}</span>{escape(said)}</a>'
    )


def _route(href: str) -> str:
    """The way there on OpenStreetMap, for whoever clicks it: every device has a browser."""
    point = href.removeprefix("geo:").partition("?")[0]
    lat, _, lon = point.partition(",")
    return f"https://www.openstreetmap.org/directions?to={lat}%2C{lon}"


def section(found: Section, record: Record) -> None:
    """Facts under a heading, each with who checked it and where it's from."""
    lines = "".join(_line(fact, record) for fact in found.facts if not fact.record)
    st.html(
        f'<h2 class="wk-part">{escape(found.title)}</h2>'
        + (f'<dl class="wk-facts">{lines}</dl>' if lines else "")
    )
    # Right under its heading a place needs no label of its own; after other facts it does.
    named = "" if lines else found.title
    for number, fact in enumerate(fact for fact in found.facts if fact.record):
        label = "" if fact.label == named else fact.label
        named = fact.label
        with st.container(key=f"feit-{fact.name}-{number}", horizontal=True, vertical_alignment="center"):
            st.html(f'<span class="wk-label">{escape(label)}</span>', width="content")
            link(fact.record, fact.text)


def link(id_: str, name: str) -> None:
    """The way to another record."""
    st.page_link("record_page.py", label=literal(name), query_params={"id": id_})


def _line(fact: Fact, record: Record) -> str:
    text = escape(fact.text).replace("\n", "<br>")
    if fact.href and not fact.href.startswith("geo:"):
        away = (
            "" if fact.href.startswith(("tel:", "mailto:")) else ' target="_blank" rel="noopener noreferrer"'
        )
        text = f'<a href="{escape(fact.href)}"{away}>{text}</a>'
    small = [fact.checked] if fact.checked else []
    if origin := _origin(record, fact.name):
        small.append(f"uit {origin}")
    if small:
        stale = " wk-stale" if fact.stale else ""
        text += f'<span class="wk-checked{stale}">{escape(" · ".join(small))}</span>'
    return (
        f'<div><dt><span class="wk-symbol" aria-hidden="true">{escape(fact.icon)}</span>'
        f"<span>{escape(fact.label)}</span></dt><dd>{text}</dd></div>"
    )


def _origin(record: Record, name: str) -> str:
    """Where a value is from, when it's not own knowledge."""
    known = record.meta.get(name)
    if known is None or not known.origin:
        return ""
    found = sources().get(known.origin)
    return found.publisher if found else known.origin


def related(groups: Sequence[Group]) -> None:
    """The records that belong to this one."""
    for group in groups:
        if group.title == "Notities":
            continue
        st.html(f'<h2 class="wk-part">{escape(group.title)}</h2>')
        _lines(group, group.lines[:_SHOWN])
        rest = group.lines[_SHOWN:]
        if rest:
            with st.expander(f"Nog {dutch.number(len(rest))}"):
                _lines(group, rest)


def _lines(group: Group, lines: Sequence[object]) -> None:
    for line in lines:
        with st.container(key=f"hoort-{_slug(group.title)}-{line.id}"):  # type: ignore[attr-defined]
            link(line.id, line.name)  # type: ignore[attr-defined]
            if line.text:  # type: ignore[attr-defined]
                st.html(f'<p class="wk-small wk-under">{escape(line.text)}</p>')  # type: ignore[attr-defined]


def _slug(title: str) -> str:
    return title.split()[0].lower()


def bar(found: Freshness, said: str) -> None:
    """How fresh it is, as a bar and in words."""
    if found.share is None:
        return
    percent = round(100 * found.share)
    st.html(
        f'<div class="wk-fresh"><div class="wk-bar" role="img" aria-label="{percent}% is nagekeken">'
        f'<span style="width:{percent}%"></span></div><p class="wk-small">{escape(said)}</p></div>'
    )


def shelves(record: Record, shown: Mapping[str, object]) -> dict[str, list[str]]:
    """What can be confirmed together: heading to the fields that say something."""
    titles = {"hours": "De tijden", "contact": "Telefoon, mail en website", "address": "Het adres"}
    found: dict[str, list[str]] = {}
    for name, field in fields_of(record.kind).items():
        if field.shelf and shown.get(name) not in (None, "", [], {}):
            found.setdefault(titles[field.shelf], []).append(name)
    return found
