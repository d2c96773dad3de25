"""What may be in the register twice, and two records side by side, field by field."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wijkkaart.core.duplicates import Known
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


def pairs(
    guide: Guide, gemeente: str, sources: Iterable[Record], apart: Collection[tuple[str, str]]
) -> list[Pair]:
    """What may be double in a gemeente, the likeliest first.

    `sources` are the places of sources that no record has taken over, `apart` the pairs said to differ.
    """
    found = guide.remember(("dubbel", gemeente), lambda: _pairs(guide, gemeente, list(sources)))
    return [pair for pair in found if pair.key not in apart]


def _pairs(guide: Guide, gemeente: str, sources: list[Record]) -> list[Pair]:
    records = {record.id: record for record in guide.records() if _in(guide, record, gemeente)}
    others = {record.id: record for record in sources}
    known = Known([*records.values(), *sources])
    found: dict[tuple[str, str], Pair] = {}
    for record in records.values():
        for likeness in known.alike(record):
            source = others.get(likeness.id)
            if source is not None and not record["source_ref"]:
                origin = next((meta.origin for meta in source.meta.values()), "")
                pair = Pair(record, source, likeness.score, likeness.why, f"{origin}:{source.id}")
            elif source is None:
                pair = _ordered(record, records[likeness.id], likeness.score, likeness.why)
            else:
                continue
            found.setdefault(pair.key, pair)
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.key))


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
