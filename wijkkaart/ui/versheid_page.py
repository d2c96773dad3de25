"""Versheid: how much of the sociale kaart was checked in time, by area, with the list behind it."""

from html import escape
from urllib.parse import quote

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.freshness import Freshness
from wijkkaart.guide import Guide
from wijkkaart.model import Level
from wijkkaart.present import dutch, figures, versheid
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.present.versheid import Fresh, State
from wijkkaart.record import Record, Role
from wijkkaart.ui import account, components, map_frame, session
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.given import given
from wijkkaart.ui.keeping import area
from wijkkaart.ui.records.around import now

_MAP, _AREA = "kaart_versheid", "versheid_gebied"
_STALE, _NEVER = "Te lang niet nagekeken", "Nog nooit nagekeken"
_SHOWN = 25


def _percent(found: Fresh) -> str:
    return "geen gegevens" if found.percent is None else f"{dutch.number(found.percent)}%"


def _row(found: Fresh, kind: str = "") -> str:
    percent = found.percent
    bar = (
        ""
        if percent is None
        else f'<div class="wk-bar" aria-hidden="true"><span style="width:{percent:.0f}%"></span></div>'
    )
    counts = "".join(
        f"<td>{dutch.number(number)}</td>"
        for number in (found.total.records, found.total.stale_records, found.never)
    )
    return (
        f'<tr class="{kind}"><th scope="row">{escape(found.name)}</th><td>{bar}</td>'
        f"<td>{_percent(found)}</td>{counts}</tr>"
    )


def _table(found: State) -> None:
    """Each area with a bar, the least fresh first; without records last."""
    parts = sorted(found.parts, key=lambda each: (each.percent is None, each.percent or 0.0, each.name))
    head = "".join(
        f'<th scope="col">{text}</th>'
        for text in ("Gebied", "", "Op tijd nagekeken", "Aantal", "Verouderd", "Nooit nagekeken")
    )
    lines = "".join(map(_row, parts)) + _row(found.whole, "wk-total")
    st.html(f'<table class="wk-area-table"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>')


def _clicked() -> None:
    event = st.session_state.get(_MAP) or {}
    if event.get("kind") == "area" and event.get("id"):
        st.session_state[_AREA] = str(event["id"])


def _map(guide: Guide, found: State, level: str) -> None:
    shown = versheid.figure(guide, found, level, now().date())
    if shown is None:
        st.info("Van dit gebied zijn er geen grenzen om op de kaart te tekenen.")
        return
    with st.container(key="versheid-kaart"):
        state = versheid.map_state(guide, shown, found.whole.code, session.background())
        map_frame.draw(state, _MAP, 420, _clicked)
        components.legend(f"{versheid.INDICATOR.label}, %", figures.legend(shown), "")


def _list(guide: Guide, found: State, code: str) -> None:
    """The records behind the figure of an area."""
    which = st.segmented_control(
        "Welke", [_STALE, _NEVER], key="versheid_welke", default=_STALE, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    records = [
        (record, each)
        for record, each in found.records.get(code, ())
        if (each.stale if which == _STALE else each.checked is None)
    ]
    today = now().date()
    records.sort(key=lambda pair: (-pair[1].overdue(today), pair[0].name.casefold()))
    name = literal(guide.atlas.name(code))
    st.write(f"Nagekeken moet: {dutch.number(len(records))} in {name}.")
    lines = "".join(_line(record, each) for record, each in records[:_SHOWN])
    st.html(f'<ul class="wk-list">{lines}</ul>')
    if len(records) > _SHOWN:
        st.caption(f"Dit zijn de eerste {_SHOWN}. Kies een kleiner gebied om de rest te zien.")
    with st.container(horizontal=True):
        st.page_link("werklijst_page.py", label="Nabellen", icon=":material/call:")
        st.page_link(
            "wandeling_page.py",
            label="Maak een wandelroute",
            icon=":material/directions_walk:",
            query_params={"gebied": code},
        )


def _line(record: Record, found: Freshness) -> str:
    days = found.overdue(now().date())
    last = f"nagekeken op {dutch.day(found.checked)}" if found.checked else "nog nooit nagekeken"
    late = f", {dutch.count(days, 'dag', 'dagen')} over de datum" if days else ""
    if found.never:
        late = ", maar niet alles" if found.checked else ""
    return (
        f'<li><a class="wk-row" href="/record?id={quote(record.id)}" target="_self"><span class="wk-words">'
        f'<span class="wk-name">{escape(record.name)}</span>'
        f'<span class="wk-line">{KIND_NAMES[record.kind][0]} · {last}{late}</span></span></a></li>'
    )


def _page(guide: Guide) -> None:
    atlas = guide.atlas
    first, second = st.columns(2)
    with first:
        gemeente = area.gemeente(atlas)
    levels = [level for level in atlas.levels(gemeente) if level in (Level.WIJK, Level.BUURT)]
    if not levels:
        st.info("Van deze gemeente zijn er geen wijken of buurten.")
        return
    with second:
        level = st.segmented_control(
            "Verdeeld in", levels, key="versheid_niveau", default=levels[-1], required=True,
            format_func=lambda each: figures.LEVEL_NAMES[each][1],
        )  # fmt: skip
    found = versheid.state(guide, gemeente, str(level), now().date(), settings().shelf_months)
    whole = found.whole
    if whole.percent is None:
        st.info("Er is hier nog niets in het register dat kan verouderen.")
        return
    stale = whole.total.stale_records
    st.html(
        f'<p class="wk-lead"><strong>{_percent(whole)}</strong> van de adressen, tijden en contactgegevens '
        f"in {escape(whole.name)} is op tijd nagekeken. Van de {dutch.number(whole.total.records)} plekken, "
        f"activiteiten en organisaties is bij {dutch.number(stale)} iets verouderd; "
        f"{dutch.number(whole.never)} zijn nog nooit nagekeken.</p>"
    )
    wide, narrow = st.columns([1.4, 1], gap="medium")
    with wide:
        _map(guide, found, str(level))
        _table(found)
    with narrow:
        codes = [whole.code, *(each.code for each in found.parts)]
        asked = st.query_params.get("gebied", "")
        usual = asked if asked in codes else whole.code
        given(_AREA, st.session_state[_AREA] if st.session_state.get(_AREA) in codes else usual)
        code = st.selectbox("Gebied", codes, key=_AREA, format_func=atlas.name)
        _list(guide, found, str(code))


with st.container(key="versheid-pagina"):
    st.title("Hoe vers is de sociale kaart?")
    st.write(
        "Per gebied: welk deel van adressen, tijden en contactgegevens het team op tijd heeft nagekeken."
    )
    if account.allowed(Role.TEAM):
        with components.guarded():
            area.style()
            _page(open_guide())
