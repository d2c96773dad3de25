"""What happened to a record, with the way back."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from wijkkaart.core.visibility import strip
from wijkkaart.present.record_history import HistoryLine, lines
from wijkkaart.present.record_words import Around
from wijkkaart.record import FieldMeta, Record, Role, may_see
from wijkkaart.register import reading
from wijkkaart.register.history import Change, history
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records import changing

_SHOWN = 10


def seen(changes: Iterable[Change], known: dict[str, Record | None], role: Role) -> list[Change]:
    """The changes of fields that a role may see, now and then; `known` are the records as they stand."""
    return [each for each in changes if _open(each, known.get(each.record_id), role)]


def _open(change: Change, record: Record | None, role: Role) -> bool:
    if role is Role.ADMIN:
        return True
    if record is None:
        return False
    told = (record.meta.get(change.field), change.meta_before, change.meta_after)
    return all(may_see(role, (meta or FieldMeta()).visibility or Role.TEAM) for meta in told)


def show(id_: str, around: Around) -> None:
    """The history of a record the visitor may see, for the team."""
    with st.expander(
        "Geschiedenis", icon=":material/history:", key="geschiedenis", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        record = reading.get(account.register(), id_)
        if record is None or strip(record, account.role(), around.today) is None:
            return
        changes = seen(history(account.register(), id_), {id_: record}, account.role())
        found = lines(changes, around)
        edits = {each.version: each.edit for each in changes}
        shown = len(found) if st.session_state.get("geschiedenis-alles") else _SHOWN
        for number, line in enumerate(found[:shown]):
            _line(line, edits[line.version], newest=number == 0, current=record.version)
        if len(found) > shown:
            st.checkbox(f"Toon alles ({len(found)})", key="geschiedenis-alles")


def text(line: HistoryLine) -> str:
    """A line with its details as HTML."""
    details = "".join(f"<li>{escape(each)}</li>" for each in line.details)
    return f"<p>{escape(line.text)}</p>" + (
        f'<ul class="wk-small wk-details">{details}</ul>' if details else ""
    )


def _line(line: HistoryLine, edit: str, *, newest: bool, current: int) -> None:
    with st.container(border=True, key=f"versie-{line.version}"):
        st.html(text(line))
        with st.container(horizontal=True):
            if current != line.version or not newest:
                st.button(
                    "Zet terug zoals het toen was",
                    key=f"terug-{line.version}",
                    icon=":material/restore:",
                    type="tertiary",
                    on_click=changing.restore,
                    args=(line.record, line.version),
                )
            if line.version > 1:
                st.button(
                    "Maak deze wijziging ongedaan",
                    key=f"ongedaan-{line.version}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=changing.undo,
                    args=(edit,),
                )


def named(line: HistoryLine, around: Around) -> str:
    """The name of the record that a line is about, as it may be shown."""
    return literal(around.name(line.record))
