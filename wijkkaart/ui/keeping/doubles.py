"""Pairs that may be one, and what is done about them."""

import streamlit as st

from wijkkaart.core.source_places import place_record
from wijkkaart.core.uniting import Pick
from wijkkaart.export.choosing import rows_in
from wijkkaart.guide import Guide
from wijkkaart.model import Kind
from wijkkaart.present.dubbel import Pair, Search
from wijkkaart.record import Record
from wijkkaart.register import settle, uniting
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing

_APART = "_geen_dubbel"
_SKIPPED = "_later"
_SEARCH = "_dubbel_zoeken"


def search() -> Search:
    """What this visitor found until now."""
    if _SEARCH not in st.session_state:
        st.session_state[_SEARCH] = Search()
    found: Search = st.session_state[_SEARCH]
    return found


def pairs(guide: Guide, gemeente: str, seconds: float, *, again: bool = True) -> list[Pair]:
    """What may be double and wasn't settled, after looking on for so long; what was put off comes last.

    Unless `again`, what was found before will do.
    """

    def sources() -> list[Record]:
        table = guide.places(gemeente)
        free = table[(table.record == "") & (table.kind == Kind.PLACE)]
        return [place_record(row) for row in rows_in(free)]

    looking = search()
    if again or looking.gemeente != gemeente:
        looking.look(guide, gemeente, sources, seconds)
    found = looking.pairs(settle.apart(account.register()))
    later = st.session_state.get(_SKIPPED, [])
    return sorted(found, key=lambda pair: later.index(pair.key) if pair.key in later else -1)


def skip(pair: Pair) -> None:
    """Put a pair off."""
    later = [key for key in st.session_state.get(_SKIPPED, []) if key != pair.key]
    st.session_state[_SKIPPED] = [*later, pair.key]


def apart(pair: Pair) -> None:
    """They differ: don't ask again."""

    def do() -> str:
        settle.settle_apart(account.register(), *pair.key, account.author().name)
        st.session_state[_APART] = pair.key
        return f"Onthouden: {literal(pair.one.name)} en {literal(pair.other.name)} zijn niet hetzelfde."

    doing(do)


def not_apart(key: tuple[str, str]) -> None:
    """Take that back."""

    def do() -> str:
        settle.forget_apart(account.register(), *key)
        st.session_state.pop(_APART, None)
        return "Teruggenomen: de vraag staat er weer."

    doing(do)


def just_apart() -> tuple[str, str] | None:
    """The pair that was just said to differ; asked once."""
    return st.session_state.pop(_APART, None)


def unite(kept: Record, other: Record, versions: tuple[int, int], names: dict[str, str]) -> None:
    """Make one of both; `names` is each field that there's a choice for to the key of its widget."""
    edits = []

    def do() -> str:
        picks = {name: Pick(st.session_state[key]) for name, key in names.items() if key in st.session_state}
        record, edit = uniting.unite(
            account.register(),
            (kept.id, versions[0]),
            (other.id, versions[1]),
            picks,
            account.author(),
        )
        edits.append(edit)
        return (
            f"Samengevoegd: {literal(record.name)}. Wat naar het andere verwees, verwijst nu hiernaar. "
            "Het andere ligt in de prullenbak."
        )

    doing(do, lambda: edits[0])


def claim(pair: Pair) -> None:
    """The record is the source's place."""
    edits = []

    def do() -> str:
        record, edit = uniting.claim(account.register(), pair.one.id, pair.source, account.author())
        edits.append(edit)
        return (
            f"{literal(record.name)} is nu één plek. Wat het team weet gaat voor; wat leeg is, vult de bron."
        )

    doing(do, lambda: edits[0])
