"""What was found on a walk, noted in one go."""

from collections.abc import Iterable, Mapping

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.freshness import freshness
from wijkkaart.core.worklist import week_of
from wijkkaart.present import dutch
from wijkkaart.record import Record
from wijkkaart.register import settle
from wijkkaart.register.history import Action
from wijkkaart.register.saving import confirm_in
from wijkkaart.register.writing import editing
from wijkkaart.ui import account
from wijkkaart.ui.records.around import doing, now, say


def key(record: Record) -> str:
    """The key of what was seen of a record."""
    return f"gezien-{record.id}"


def tick_all(found: Mapping[str, Iterable[str]]) -> None:
    """Choose everything; `found` is the key of each widget to what it offers."""
    for name, options in found.items():
        st.session_state[name] = list(options)


def note(records: list[Record], groups: Mapping[str, Mapping[str, list[str]]]) -> None:
    """Klopt nog, for all that was ticked, as one edit: all of it is kept, or nothing.

    `groups` is the id of each record to what was offered: its words to the fields they stand for.
    """
    chosen: list[tuple[Record, list[str]]] = []
    for record in records:
        words = st.session_state.get(key(record)) or ()
        names = [name for each in words for name in groups[record.id][each]]
        if names:
            chosen.append((record, names))
    if not chosen:
        say("Vink eerst aan wat klopt.")
        return
    edits: list[str] = []

    def do() -> str:
        today, register = now().date(), account.register()
        with editing(register, account.author(), Action.CONFIRM) as edit:
            edits.append(edit.id)
            done = [
                confirm_in(edit, record.id, names, today, base_version=record.version)
                for record, names in chosen
            ]
        for record in done:
            if not freshness(record, today, settings().shelf_months).stale:
                settle.settle_done(register, record.id, week_of(today))
            st.session_state.pop(key(record), None)
        return f"Genoteerd: {dutch.count(len(done), 'plek', 'plekken')} nagekeken."

    doing(do, lambda: edits[0])
