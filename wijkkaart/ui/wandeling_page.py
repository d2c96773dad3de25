"""Wandelroute: a walk past places that have to be checked, on paper, and what came of it."""

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.freshness import freshness
from wijkkaart.guide import Guide
from wijkkaart.present import dutch, wandeling, werklijst
from wijkkaart.present.record_words import Around
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.ui import account, components
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.keeping import area, walking
from wijkkaart.ui.records import changing
from wijkkaart.ui.records.around import around, now, said

_USUAL, _MOST = 12, 60
_CHOSEN, _OF = "wandel_plekken", "_wandel_gebied"


def _choose(guide: Guide) -> tuple[str, list[Record], Record | None, bool]:
    """Which area, which places, where to begin, and whether to come back there."""
    first, second = st.columns(2)
    with first:
        gemeente = area.gemeente(guide.atlas)
    with second:
        code = area.inside(guide.atlas, gemeente, "wandel_gebied")
    months = settings().shelf_months
    stale = {each.id: each for each in wandeling.stale_places(guide, code, now().date(), months)}
    if st.session_state.get(_OF) != code or _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = [each.id for each in wandeling.near([*stale.values()], _USUAL)]
    st.session_state[_OF] = code
    st.session_state[_CHOSEN] = [id_ for id_ in st.session_state[_CHOSEN] if id_ in stale]
    if stale:
        chosen = (
            " Gekozen is wat het langst wacht, met wat daarbij in de buurt ligt."
            if len(stale) > _USUAL
            else ""
        )
        st.caption(f"{dutch.count(len(stale), 'plek moet', 'plekken moeten')} hier nagekeken worden.{chosen}")
    ids = st.multiselect(
        "Langs welke plekken",
        [*stale],
        key=_CHOSEN,
        format_func=lambda id_: stale[id_].name,
        placeholder="Kies plekken",
        max_selections=_MOST,
        select_all=False,
    )
    places = {
        each.id: each
        for each in guide.records(RecordKind.LOCATION)
        if wandeling.can_pass(each) and guide.area_of(each).gemeente == gemeente
    }
    start = st.selectbox(
        "Begin bij",
        [*places],
        key="wandel_begin",
        index=None,
        format_func=lambda id_: places[id_].name,
        placeholder="Waar het handigst is",
    )
    back = st.checkbox("Terug naar het begin", key="wandel_terug", value=True)
    begin = places.get(start or "")
    return code, [stale[id_] for id_ in ids if id_ != (start or "")], begin, back


def _afterwards(records: list[Record], words: Around) -> None:
    """What was seen, for all places at once."""
    st.subheader("Terug van de wandeling?", anchor=False)
    st.write("Tik aan wat klopt. Wat niet klopt, past u aan bij de plek zelf.")
    groups: dict[str, dict[str, list[str]]] = {}
    for record in records:
        asked = werklijst.questions(record, freshness(record, words.today, words.months), words)
        groups[record.id] = {each.short: list(each.fields) for each in asked}
    st.button(
        "Tik alles aan",
        key="wandel_alles",
        type="tertiary",
        icon=":material/done_all:",
        on_click=walking.tick_all,
        args=({walking.key(record): [*groups[record.id]] for record in records},),
    )
    for number, record in enumerate(records, 1):
        with st.container(key=f"gelopen-{record.id}", horizontal=True, vertical_alignment="bottom"):
            st.pills(
                f"{number}. {literal(record.name)}",
                [*groups[record.id]],
                selection_mode="multi",
                key=walking.key(record),
            )
            st.page_link(
                "bewerken_page.py", label="Aanpassen", icon=":material/edit:", query_params={"id": record.id}
            )
    st.button(
        "Noteer wat klopt",
        key="wandel_noteer",
        type="primary",
        icon=":material/check:",
        on_click=walking.note,
        args=(records, groups),
    )


def _page(guide: Guide) -> None:
    said(changing.undo)
    with st.container(key="wandel-keuze"):
        code, records, start, back = _choose(guide)
    if not records:
        st.success("Hier is niets om langs te lopen: alles is op tijd nagekeken, of u koos nog geen plek.")
        return
    found = wandeling.route(guide, records, start, back=back)
    words = around(guide, code)
    title = f"Wandeling langs plekken in {guide.atlas.name(code)}"
    with st.container(key="wandelblad"):
        st.html(wandeling.sheet(found, title, dutch.day(words.today), words, start))
    with st.container(key="wandel-na", border=True):
        _afterwards(list(found.records), words)


with st.container(key="wandeling"):
    with st.container(key="wandel-kop"):
        st.title("Wandelroute")
        st.write("Plekken nakijken te voet: kies ze, druk af met Ctrl en P, en noteer daarna wat klopt.")
    if account.allowed(Role.TEAM):
        with components.guarded():
            area.style()
            _page(open_guide())
