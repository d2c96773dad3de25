"""Records that may be one and the same: how alike they are, and why.

Everything that is alike is a reason by itself, and reasons add up as independent ones do: two that make it
likely for 60% and 50% make it 80%. What tells against it (far apart, another organisation) takes from it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np
from rapidfuzz import fuzz, process

from wijkkaart.core.likeness import Traits, alike_names, metres, telling, traits
from wijkkaart.record import Record, RecordKind

LIKELY = 0.5
"""From this score on somebody should look."""
_SIMILAR = 0.72
"""Names less alike than this say nothing."""
_NEAR, _FAR = 150.0, 1500.0
"""Metres: closer than the first is a reason, further than the second tells against it."""
_CELL = 500
"""Cells a degree, so about 220 by 140 metres."""
_CLOSE = 60
"""How many of the most alike names are looked at."""
_COMPARED = frozenset({RecordKind.ORGANIZATION, RecordKind.LOCATION, RecordKind.SERVICE, RecordKind.CONTACT})


@dataclass(frozen=True)
class Likeness:
    """A record that may be the same."""

    id: str
    score: float
    """0 to 1, from `LIKELY` on."""
    why: tuple[str, ...]
    """Dutch, the strongest first: `zelfde naam`, `12 meter ervandaan`."""


class Known:
    """Records made ready to look for doubles among; worth keeping where they're asked often."""

    def __init__(self, records: Iterable[Record]) -> None:
        found = (record for record in records if record.kind in _COMPARED and not record.trashed)
        self._traits = [traits(record) for record in found]
        self._blocks: dict[tuple[str, object], list[int]] = defaultdict(list)
        self._names: list[str] = []
        self._owners: list[int] = []
        for number, each in enumerate(self._traits):
            for key in _keys(each):
                self._blocks[key].append(number)
            for name in each.names:
                self._names.append(telling(name))
                self._owners.append(number)

    def alike(
        self, candidate: Record, apart: Collection[tuple[str, str]] = frozenset(), limit: int = 8
    ) -> list[Likeness]:
        """As the function `alike`."""
        mine = traits(candidate)
        found = []
        for number in self._candidates(mine):
            other = self._traits[number]
            pair = (min(mine.id, other.id), max(mine.id, other.id))
            if other.id == mine.id or other.kind != mine.kind or pair in apart:
                continue
            likeness = compare(mine, other)
            if likeness.score >= LIKELY:
                found.append(likeness)
        return sorted(found, key=lambda each: (-each.score, each.id))[:limit]

    def _candidates(self, mine: Traits) -> set[int]:
        """Those that share a number or address, lie near, or have a name like it."""
        found = {number for key in _keys(mine) for number in self._blocks.get(key, ())}
        if mine.point is not None:
            row, column = _cell(mine.point)
            around = product((row - 1, row, row + 1), (column - 1, column, column + 1))
            found.update(number for cell in around for number in self._blocks.get(("cell", cell), ()))
        if self._names:
            for name in mine.names:
                scores = process.cdist(
                    [telling(name)], self._names, scorer=fuzz.token_set_ratio, dtype=np.uint8
                )
                best = np.argsort(scores[0], kind="stable")[::-1][:_CLOSE]
                found.update(self._owners[place] for place in best if scores[0][place] >= 60)
        return found


def alike(
    candidate: Record,
    others: Iterable[Record] | Known,
    apart: Collection[tuple[str, str]] = frozenset(),
    limit: int = 8,
) -> list[Likeness]:
    """The records of the same kind that may be the same as `candidate`, the likeliest first.

    `candidate` may be one that isn't saved yet. `apart` holds pairs of ids, the lower first, of which
    somebody said that they differ. Where many are asked after, give `Known(others)`.
    """
    known = others if isinstance(others, Known) else Known(others)
    return known.alike(candidate, apart, limit)


def compare(one: Traits, other: Traits) -> Likeness:
    """How likely two are the same."""
    reasons: list[tuple[float, str]] = []
    name = alike_names(one, other)
    if name >= _SIMILAR:
        said = "zelfde naam" if name == 1 else f"de naam lijkt erop ({name:.0%})"
        reasons.append((0.6 if name == 1 else 0.5 * (name - _SIMILAR) / (1 - _SIMILAR) + 0.05, said))
    away = metres(one, other)
    if away is not None and away <= _NEAR:
        said = "op dezelfde plek" if away < 5 else f"{away:.0f} meter ervandaan"
        reasons.append((0.4 * (1 - away / (2 * _NEAR)), said))
    organisations = one.kind == RecordKind.ORGANIZATION
    for same, weight, said in (
        (one.kvk and one.kvk == other.kvk, 0.85 if organisations else 0.5, "zelfde KVK-nummer"),
        (one.address and one.address == other.address, 0.4, "zelfde postcode en huisnummer"),
        (one.email and one.email == other.email, 0.4, "zelfde e-mailadres"),
        (one.phones & other.phones, 0.4, "zelfde telefoonnummer"),
        (one.website and one.website == other.website, 0.35, "zelfde website"),
        (one.organisation and one.organisation == other.organisation, 0.25, "van dezelfde organisatie"),
    ):
        if same:
            reasons.append((weight, said))
    doubt = 1.0
    for weight, _ in reasons:
        doubt *= 1 - weight
    score = (1 - doubt) * _against(one, other, name, away)
    reasons.sort(key=lambda reason: -reason[0])
    return Likeness(other.id, round(score, 3), tuple(said for _, said in reasons))


def _against(one: Traits, other: Traits, name: float, away: float | None) -> float:
    """What is left of a score after what tells against it."""
    left = 1.0
    if name < _SIMILAR:
        # One house, one phone, and many who use them.
        left *= 0.6
    if away is not None and away > _FAR:
        left *= 0.6
    if one.organisation and other.organisation and one.organisation != other.organisation:
        left *= 0.7
    if one.address and other.address and one.address != other.address and not (away and away <= _NEAR):
        left *= 0.8
    if one.category and other.category and one.category != other.category:
        left *= 0.8
    if one.kvk and other.kvk and one.kvk != other.kvk:
        left *= 0.6
    return left


def _keys(each: Traits) -> list[tuple[str, object]]:
    """What another must share one of to be looked at; near ones are looked for by cell."""
    keys: list[tuple[str, object]] = [("phone", number) for number in each.phones]
    named = (("email", each.email), ("website", each.website), ("kvk", each.kvk), ("address", each.address))
    keys += [(kind, value) for kind, value in named if value]
    if each.point is not None:
        keys.append(("cell", _cell(each.point)))
    return keys


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return int(point[0] * _CELL), int(point[1] * _CELL)
