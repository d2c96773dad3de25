"""Notities: what the team knows beside the figures and records, by subject, kind and area."""

import streamlit as st

from wijkkaart.core.search import plain
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.present import choices, dutch
from wijkkaart.present.record import about
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.ui import account, components, session
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.records import notes
from wijkkaart.ui.records.around import around

_ALL = "alles"
_SHOWN = 50


def _filtered(found: list[Record], guide: Guide) -> list[Record]:
    """The notes that answer to the filters, the newest first."""
    words, kinds, origins = st.columns([2, 1, 1])
    with words:
        typed = plain(
            st.text_input("Zoek", key="notitie_zoek", live="300ms", type="search", placeholder="een woord")
            or ""
        )
    with kinds:
        labels = choices.options("about_kind")
        kind = st.selectbox(
            "Gaat over", [_ALL, *labels], key="notitie_over", format_func=lambda each: labels.get(each, each)
        )
    with origins:
        known = choices.options("note_origin")
        origin = st.selectbox(
            "Hoe weten we dit",
            [_ALL, *known],
            key="notitie_bron",
            format_func=lambda each: known.get(each, each),
        )
    said = around(guide)
    found = [each for each in found if kind in (_ALL, each["about_kind"])]
    found = [each for each in found if origin in (_ALL, each["origin"])]
    if typed:
        found = [each for each in found if typed in plain(f"{each.name} {each['text']} {about(each, said)}")]
    return sorted(found, key=lambda each: str(each["date"]), reverse=True)


def _page() -> None:
    guide = open_guide()
    here = session.gemeente(guide.atlas)
    everything = [each for each in guide.records(RecordKind.NOTE) if not each.trashed]
    notes.add("area", session.area_or(here), "Notitie toevoegen", here)
    found = _filtered(everything, guide)
    st.html(
        f'<p class="wk-tally" role="status"><strong>{dutch.number(len(found))}</strong> van '
        f"{dutch.count(len(everything), 'notitie', 'notities')}</p>"
    )
    if not found:
        st.info("Geen notitie gevonden. Zoek op een ander woord, of voeg er een toe.")
    said = around(guide)
    for note in found[:_SHOWN]:
        notes.show(note, about(note, said))
    if len(found) > _SHOWN:
        st.caption(f"De nieuwste {_SHOWN} staan hier. Zoek op een woord om andere te vinden.")


with st.container(key="smal"):
    st.title("Notities")
    st.write("Wat het team weet en niet in cijfers staat: gesprekken, waarnemingen en eigen tellingen.")
    if account.allowed(Role.TEAM):
        try:
            _page()
        except WijkkaartError as error:
            components.problem(error)
