"""Recent veranderd, and the trash: what the team did, and the way back."""

import streamlit as st

from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.record_history import lines, moment
from wijkkaart.present.record_summary import KIND_NAMES
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import reading
from wijkkaart.register.history import recent
from wijkkaart.ui import account, components
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.records import changing, history
from wijkkaart.ui.records.around import around, said

_RECENT, _TRASH = "Recent veranderd", "Prullenbak"
_EVERYBODY, _ALL = "iedereen", "alles"
_LOOKED, _SHOWN = 600, 30


def _changes(guide: Guide) -> None:
    """The last changes, each with undo."""
    mine, kinds = st.columns(2)
    with mine:
        who = st.selectbox("Van wie", [_EVERYBODY, "mijzelf"], key="van_wie")
    with kinds:
        kind = st.selectbox(
            "Soort",
            [_ALL, *RecordKind],
            key="veranderd_soort",
            format_func=lambda each: KIND_NAMES[each][1] if each in KIND_NAMES else each,
        )
    by = "" if who == _EVERYBODY else account.author().name
    found = recent(account.register(), _LOOKED, by=by, kind=None if kind == _ALL else RecordKind(kind))
    # Whoever may not be seen any more isn't told of.
    found = [each for each in found if guide.record(each.record_id) is not None]
    ids = dict.fromkeys(each.record_id for each in found)
    known = {id_: reading.get(account.register(), id_) for id_ in [*ids][: 2 * _SHOWN]}
    found = history.seen(found, known, account.role()) if account.role() is not Role.ADMIN else found
    words = around(guide)
    shown = lines(found, words, name=False)[:_SHOWN]
    edits = {(each.record_id, each.version): each.edit for each in found}
    if not shown:
        st.info("Er is nog niets veranderd.")
    for line in shown:
        with st.container(border=True, key=f"verandering-{line.record}-{line.version}"):
            st.page_link("record_page.py", label=history.named(line, words), query_params={"id": line.record})
            st.html(history.text(line))
            st.button(
                "Ongedaan maken",
                key=f"ongedaan-{line.record}-{line.version}",
                icon=":material/undo:",
                type="tertiary",
                on_click=changing.undo,
                args=(edits[line.record, line.version],),
            )


def _trash(guide: Guide) -> None:
    """What was thrown away."""
    found = sorted(
        (each for each in guide.records() if each.trashed), key=lambda each: each.trashed, reverse=True
    )
    if not found:
        st.info("De prullenbak is leeg.")
        return
    st.write(
        f"{dutch.count(len(found), 'ding', 'dingen')}. Alles blijft bewaard met zijn geschiedenis; alleen "
        "het team ziet het."
    )
    for record in found:
        _thrown(record)


def _thrown(record: Record) -> None:
    with st.container(
        border=True, key=f"weggegooid-{record.id}", horizontal=True, vertical_alignment="center"
    ):
        st.page_link("record_page.py", label=literal(record.name), query_params={"id": record.id})
        st.caption(f"{KIND_NAMES[record.kind][0]}, weggegooid op {moment(record.trashed)}", width="stretch")
        st.button(
            "Terughalen",
            key=f"terug-{record.id}",
            icon=":material/restore_from_trash:",
            on_click=changing.untrash,
            args=(record.id, record.name),
        )


with st.container(key="smal"):
    st.title("Veranderd en weggegooid")
    st.write("Alles wat het team wijzigt, staat hier, en alles is terug te draaien.")
    if account.allowed(Role.TEAM):
        try:
            said(changing.undo)
            _guide = open_guide()
            _tab = st.segmented_control(
                "Wat", [_RECENT, _TRASH], key="veranderd", default=_RECENT, required=True,
                label_visibility="collapsed",
            )  # fmt: skip
            (_changes if _tab == _RECENT else _trash)(_guide)
        except WijkkaartError as error:
            components.problem(error)
