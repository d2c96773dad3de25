"""What was found, as a list beside a map."""

import math
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from wijkkaart.guide import Guide
from wijkkaart.model import gemeente_of
from wijkkaart.present import dutch, kaart
from wijkkaart.present.record_words import Around
from wijkkaart.present.sociale_kaart import filters, rows
from wijkkaart.ui import components
from wijkkaart.ui import session as shared
from wijkkaart.ui.map_frame import draw
from wijkkaart.ui.sociale_kaart import controls, in_force, session
from wijkkaart.ui.sociale_kaart.asking import Answer, on_map

_MAP, _SHOWN = "sk_kaart_frame", "_sk_shown"
_PAGE, _HEIGHT = 40, 600
_DEGREE = 111_320.0
"""Metres in a degree of latitude."""


def show(guide: Guide, answer: Answer, around: Around) -> None:
    """The list and the map; on a phone one of both."""
    st.html(f'<span class="wk-toont-{answer.search.toon}"></span>')
    beside, on_the_map = st.columns([1, 1.25], gap="small")
    # The map goes first: the browser draws it while the rest is still being made.
    with on_the_map, st.container(key="kaart"):
        draw(_state(guide, answer), _MAP, _HEIGHT, _clicked)
    with beside, st.container(key="paneel"):
        _list(guide, answer, around)


def _state(guide: Guide, answer: Answer) -> kaart.State:
    atlas, search = guide.atlas, answer.search
    levels = atlas.levels(answer.gemeente)
    state = kaart.state(
        atlas,
        guide,
        area=search.gebied,
        gemeente=answer.gemeente,
        parts=answer.own.parts if answer.own else (),
        figure=None,
        level=levels[-1] if levels else "buurt",
        show_figures=False,
        chosen=on_map(guide, answer),
        place=_spot(guide, answer),
        background=shared.background(),
    )
    if answer.near is None:
        return state
    radius = float(search.straal)
    view = {
        "id": f"{search.gebied} {answer.near.point} {radius}",
        "bounds": _around(answer.near.point, radius),
    }
    return {**state, "view": view}


def _around(point: tuple[float, float], metres: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The box that holds all within some metres of a point."""
    high = metres / _DEGREE
    wide = high / math.cos(math.radians(point[0]))
    return (point[0] - high, point[1] - wide), (point[0] + high, point[1] + wide)


def _spot(guide: Guide, answer: Answer) -> str:
    """The id on the map of what is opened: an offer is there once for every place where it's given."""
    opened = answer.search.plek
    if not opened:
        return ""
    table = guide.places(answer.gemeente)
    rows_ = table[(table.id == opened) | (table.record == opened)]
    return str(rows_.id.iloc[0]) if len(rows_) else ""


def _clicked() -> None:
    event = st.session_state.get(_MAP) or {}
    name = str(event.get("id") or "")
    if event.get("kind") == "place":
        session.change(plek=name.partition("@")[0])
    elif event.get("kind") == "area" and name:
        here = shared.area()
        shared.change(gebied=gemeente_of(name) if name == here else name, plek="")


def _list(guide: Guide, answer: Answer, around: Around) -> None:
    found, search = answer.found, answer.search
    tally, sort = st.columns([1.35, 1], gap="small", vertical_alignment="center")
    said = rows.tally(found.total, answer.total, when=_when(answer), partial=found.partial, near=found.near)
    tally.html(f'<p class="wk-tally" role="status">{escape(said)}</p>')
    if answer.search.bij:
        st.html(f'<p class="wk-small">{escape(controls.reach_said(answer))}</p>')
    if not found.total:
        _nothing(guide, answer, around)
        return
    with sort:
        controls.order(answer)
    fresh = repr(replace(search, plek="", midden="", maandag="", toon=""))
    shown = _more(fresh)
    left = found.total - shown
    with st.container(key="plekken-lijst"):
        components.listing(
            rows.rows(found.page(0, shown), guide, around),
            key="sk_lijst",
            label="Gevonden",
            chosen=search.plek,
            fresh=fresh,
            more=f"Toon meer ({dutch.number(left)})" if left > 0 else "",
            on_choose=lambda name: session.change(plek=name),
            on_more=partial(_show_more, fresh, shown),
        )


def _more(fresh: str) -> int:
    """How many rows of this list are shown; another list starts again."""
    kept = st.session_state.get(_SHOWN)
    return int(kept[1]) if kept and kept[0] == fresh else _PAGE


def _show_more(fresh: str, shown: int) -> None:
    st.session_state[_SHOWN] = (fresh, shown + 4 * _PAGE)


def _when(answer: Answer) -> str:
    return filters.moment_said(answer.spoken.days, answer.spoken.parts, answer.spoken.when)


def _nothing(guide: Guide, answer: Answer, around: Around) -> None:
    """What to do when nothing was found: what would give something, one click each."""
    if not answer.total:
        st.info(
            "Hier staat nog niets in de sociale kaart. Wie zich aanmeldt voor het team kan plekken en aanbod "
            "toevoegen; op de pagina Ophalen haalt u plekken op bij de bron."
        )
        return
    st.info(
        "Niets voldoet aan alles wat u vraagt. Neem een filter weg, kies een groter gebied, of zoek op een "
        "ander woord."
    )
    in_force.ways_out(guide, answer, around.moment)
    st.button(
        "Alle filters wissen", key="sk-wis-leeg", icon=":material/filter_alt_off:", on_click=session.clear
    )
