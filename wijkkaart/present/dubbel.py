"""What may be in the register twice, and two records side by side, field by field."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from wijkkaart.core.duplicates import Known, Likeness
from wijkkaart.core.uniting import Pick, can_both, differing
from wijkkaart.guide import Guide
from wijkkaart.present.record_words import Around, in_text
from wijkkaart.record import Record, RecordKind, fields_of

_UNITED = frozenset({RecordKind.ORGANIZATION, RecordKind.LOCATION, RecordKind.SERVICE, RecordKind.NETWORK})


@dataclass(frozen=True)
class Pair:
    """Two that may be one and the same."""

    one: Record
    """Of the register; of two, the one of which most is known."""
    other: Record
    score: float
    """0 to 1."""
    why: tuple[str, ...]
    """`zelfde naam`, `12 meter ervandaan`: the strongest first."""
    source: str = ""
    """`source_ref` of `other` when it's a source's place; "" when it's in the register too."""

    @property
    def key(self) -> tuple[str, str]:
        """Both ids, the lower first."""
        return (min(self.one.id, self.other.id), max(self.one.id, self.other.id))

    @property
    def can_unite(self) -> bool:
        """Whether they can be made one: what's held of persons should be erased, and not spread."""
        return self.one.kind in _UNITED


@dataclass(frozen=True)
class Row:
    """One field of both."""

    name: str
    label: str
    one: str
    other: str
    picks: tuple[Pick, ...] = ()
    """What there is to choose; nothing where both say the same, or only one says something."""


class Search:
    """Looks for doubles in one gemeente, bit by bit: what was looked at is so again only when it changed.

    One belongs to one visitor, as what they may see is in it.
    """

    def __init__(self) -> None:
        self._of: tuple[str, ...] = ()
        self.gemeente = ""
        """Where was looked last."""
        self._seen: dict[str, Record] = {}
        self._found: dict[tuple[str, str], Pair] = {}
        self.left = 0
        """How many records weren't looked at yet."""
        self.total = 0

    def look(self, guide: Guide, gemeente: str, sources: Callable[[], list[Record]], seconds: float) -> None:
        """Go on for so many seconds, with what changed last first.

        `sources` gives the places of sources that no record has taken over.
        """
        of = (guide.atlas.version, guide.role.value, gemeente)
        if of != self._of:
            self._of, self._seen, self._found = of, {}, {}
            self.gemeente = gemeente
        records = {record.id: record for record in guide.records() if _in(guide, record, gemeente)}
        waiting = [record for record in records.values() if not self._same(record)]
        gone = self._seen.keys() - records.keys()
        self.total, self.left = len(records), len(waiting)
        if not waiting and not gone:
            return
        others = {source.id: source for source in sources()}
        for id_ in gone | {record.id for record in waiting}:
            self._seen.pop(id_, None)
        there = self._seen.keys() | others.keys()
        self._found = {key: pair for key, pair in self._found.items() if there.issuperset(key)}
        known = Known([*records.values(), *others.values()])
        until = time.monotonic() + seconds
        for record in sorted(waiting, key=lambda each: each.modified, reverse=True):
            for likeness in known.alike(record):
                pair = _pair(record, records.get(likeness.id), others.get(likeness.id), likeness)
                if pair is not None:
                    self._found[pair.key] = pair
            self._seen[record.id] = record
            self.left -= 1
            if time.monotonic() > until:
                break

    def _same(self, record: Record) -> bool:
        """Whether a record was looked at and says the same as then: who checked it makes no difference."""
        seen = self._seen.get(record.id)
        return seen is not None and (seen is record or seen.values == record.values)

    def pairs(self, apart: Collection[tuple[str, str]]) -> list[Pair]:
        """What was found until now, the likeliest first; `apart` are pairs that were said to differ."""
        found = [pair for pair in self._found.values() if pair.key not in apart]
        return sorted(found, key=lambda pair: (-pair.score, pair.key))


def _pair(record: Record, other: Record | None, source: Record | None, likeness: Likeness) -> Pair | None:
    if other is not None:
        return _ordered(record, other, likeness.score, likeness.why)
    if source is None or record["source_ref"]:
        return None
    origin = next((meta.origin for meta in source.meta.values()), "")
    return Pair(record, source, likeness.score, likeness.why, f"{origin}:{source.id}")


def _in(guide: Guide, record: Record, gemeente: str) -> bool:
    """Whether a record belongs to a gemeente; one of which nothing tells where does so everywhere."""
    where = guide.gemeenten_of(record.id)
    return not record.trashed and (gemeente in where or not where)


def _ordered(first: Record, second: Record, score: float, why: tuple[str, ...]) -> Pair:
    """The one of which most is known first; of equals the eldest."""
    one, other = sorted((first, second), key=lambda each: (-len(each.values), each.created, each.id))
    return Pair(one, other, score, why)


def rows(one: Record, other: Record, around: Around, *, choose: bool) -> list[Row]:
    """All that either says, in the order of the form; `choose` when there's something to choose."""
    found = []
    differ = differing(one, other)
    for name, field in fields_of(one.kind).items():
        texts = [in_text(field, each[name], around) for each in (one, other)]
        if not any(texts):
            continue
        picks: tuple[Pick, ...] = ()
        if choose and name in differ:
            picks = (Pick.KEPT, Pick.OTHER, *((Pick.BOTH,) if can_both(one.kind, name) else ()))
        found.append(Row(name, field.label, texts[0], texts[1], picks))
    return found
