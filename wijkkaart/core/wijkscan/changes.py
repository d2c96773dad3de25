"""What changed of figures and register since a group accepted them, and accepting it one by one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from wijkkaart.core.wijkscan import markup
from wijkkaart.core.wijkscan.amounts import agree, reworded
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, RecordSeen

FIGURE, RECORD = "figure", "record"
ELSEWHERE = "@"
"""In the id of a figure of another area: `inwoners@GM0307`."""
_T = TypeVar("_T")


class What(StrEnum):
    """What became of a figure or record."""

    NEW_YEAR = "new_year"
    REVISED = "revised"
    """A figure of the same year that is another now."""
    VANISHED = "vanished"
    """A figure that the source has no more."""
    NEW = "new"
    CHANGED = "changed"
    """A record of which name, line or paragraph is another."""
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """A figure or record that isn't as it was accepted."""

    kind: str
    """FIGURE or RECORD."""
    id: str
    what: What
    before: FigureSeen | RecordSeen | None
    now: FigureSeen | RecordSeen | None


def known(seen: FigureSeen | None) -> bool:
    """Whether a figure has a value: `geheim` and `geen gegevens` are none."""
    return seen is not None and any(map(str.isdigit, seen.text))


def changes(basis: Basis, now: Basis) -> list[Change]:
    """What isn't as it was accepted: figures, then records, each in the order of now."""
    return [*_figures(basis, now), *_records(basis, now)]


def _figures(basis: Basis, now: Basis) -> Iterable[Change]:
    for key in dict.fromkeys([*now.figures, *basis.figures]):
        before, after = basis.figures.get(key), now.figures.get(key)
        if ELSEWHERE in key and (before is None or after is None):
            # Of other areas only what texts use is followed; not used any more isn't gone.
            continue
        what = _became(before, after)
        if what:
            yield Change(FIGURE, key, what, before, after)


def _became(before: FigureSeen | None, after: FigureSeen | None) -> What | None:
    if not known(after):
        return What.VANISHED if known(before) else None
    assert after is not None
    if before is None or not known(before):
        return What.NEW
    if not before.year:  # only what a text says of it is known
        return None if agree(before.text, after.text) else What.REVISED
    if before.year != after.year:
        return What.NEW_YEAR
    same = (before.text, before.source) == (after.text, after.source)
    return None if same else What.REVISED


def _records(basis: Basis, now: Basis) -> Iterable[Change]:
    for key in dict.fromkeys([*now.records, *basis.records]):
        before, after = basis.records.get(key), now.records.get(key)
        if before == after:
            continue
        what = What.NEW if before is None else What.GONE if after is None else What.CHANGED
        yield Change(RECORD, key, what, before, after)


def accept(basis: Basis, change: Change, now: Basis) -> Basis:
    """The basis with one thing as it is now; brought up to date to the day of `now` when nothing is left.

    To accept all at once is to keep `now` itself.
    """
    if change.kind == FIGURE:
        found = replace(basis, figures=_with(basis.figures, change.id, now.figures.get(change.id)))
    else:
        found = replace(basis, records=_with(basis.records, change.id, now.records.get(change.id)))
    return found if changes(found, now) else replace(found, at=now.at)


def _with(seen: Mapping[str, _T], key: str, value: _T | None) -> dict[str, _T]:
    found = {name: each for name, each in seen.items() if name != key}
    return found if value is None else {**seen, key: value}


def along(text: str, accepted: Iterable[Change]) -> str:
    """An own text of which the figures that say what was accepted before say what is now.

    A figure that somebody worded otherwise stays, and so does one that vanished.
    """
    pairs = {
        each.id: (each.before.text, each.now.text)
        for each in accepted
        if isinstance(each.before, FigureSeen) and isinstance(each.now, FigureSeen)
    }
    if not any(key in text for key in pairs):
        return text

    def said(key: str, words: str) -> str:
        return reworded(words, *pairs[key]) if key in pairs else words

    return markup.rewritten(text, said)


def alongside(texts: Mapping[str, str], accepted: Iterable[Change]) -> dict[str, str]:
    """Key of a part to its new text, of those that change when these changes are accepted."""
    chosen = tuple(accepted)
    found = {key: along(text, chosen) for key, text in texts.items()}
    return {key: text for key, text in found.items() if text != texts[key]}


def with_texts(basis: Basis, texts: Iterable[str]) -> Basis:
    """The basis with figures of other areas as texts say them, where they were never accepted."""
    said = {
        key: FigureSeen(words, 0, "")
        for text in texts
        if ELSEWHERE in text
        for key, words in markup.references(text).figures
        if ELSEWHERE in key
    }
    return replace(basis, figures={**said, **basis.figures}) if said else basis
