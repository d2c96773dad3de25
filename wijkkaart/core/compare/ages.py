"""How many people of certain ages live in the parts of an area, as far as the counted age groups tell.

CBS counts people of 0-14, 15-24, 25-44, 45-64 and of 65 or older. Of 18 and older there are then all of 25
and older at least, and those of 15-24 besides at most; what rounding does to each count comes on top.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wijkkaart.core.compare.parts import Grid, Parts
from wijkkaart.core.compare.rounding import Floats
from wijkkaart.model import Indicator

OLDEST = 90
"""To which age the last group is taken to run, where it's guessed how many of a group are of an age."""


@dataclass(frozen=True, eq=False)
class _Group:
    """The people of some ages; where nobody counted them there are none to infinitely many."""

    first: float
    end: float
    value: Floats
    lower: Floats
    upper: Floats

    @property
    def years(self) -> float:
        """How many ages it has."""
        return max(min(self.end, OLDEST) - self.first, 1.0)

    def within(self, first: float, end: float) -> float:
        """Which part of its ages lies from `first` up to `end`."""
        inside = min(self.first + self.years, end) - max(self.first, first)
        return max(0.0, inside) / self.years


def people_of(table: Parts, first: int, end: int | None) -> Grid:
    """People from `first` up to `end` years old (None: and older), with bounds that surely hold them.

    The value is a guess: of each year of age within a group as many. NaN where no upper bound is known, or
    the counts contradict each other.
    """
    stop = math.inf if end is None else float(end)
    whole, groups = _everybody(table), _groups(table)
    outside = [each for each in groups if each.end <= first or stop <= each.first]
    inside = [each for each in groups if first <= each.first and each.end <= stop]
    touching = [each for each in groups if each not in outside]
    rest = [each for each in groups if each not in inside]
    # Two ways to the same people: adding up who is, and taking from all who isn't.
    lower = np.maximum(_sum(e.lower for e in inside), whole.lower - _sum(e.upper for e in rest))
    upper = np.minimum(_sum(e.upper for e in touching), whole.upper - _sum(e.lower for e in outside))
    lower = np.maximum(lower, 0.0)
    wrong = (_sum(e.lower for e in groups) > whole.upper) | (_sum(e.upper for e in groups) < whole.lower)
    unknown = np.isinf(upper) | wrong
    value = np.clip(_guess(whole, groups, first, stop), lower, upper)
    value, lower, upper = (np.where(unknown, np.nan, each) for each in (value, lower, upper))
    return Grid(value, lower, upper, np.zeros(unknown.shape, dtype=bool), table.years)


def _sum(each: Iterable[Floats]) -> Floats | float:
    return sum(each, 0.0)


def _guess(whole: _Group, groups: Iterable[_Group], first: float, end: float) -> Floats:
    """Who weren't counted by age are spread over the ages that nobody counted."""
    gone = [np.isnan(each.value) for each in groups]
    years = _sum(each.years * none for each, none in zip(groups, gone, strict=True))
    counted = _sum(np.where(none, 0.0, each.value) for each, none in zip(groups, gone, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        yearly = np.maximum(whole.value - counted, 0.0) / years
    found = np.zeros_like(whole.value)
    for each, none in zip(groups, gone, strict=True):
        if share := each.within(first, end):
            found += share * np.where(none, yearly * each.years, each.value)
    return found


def _everybody(table: Parts) -> _Group:
    return _counted(table, next((each for each in _counts(table) if _of_all(each)), None))


def _of_all(count: Indicator) -> bool:
    return count.age_from == 0 and count.age_to is None


def _counts(table: Parts) -> list[Indicator]:
    """The counts of people of certain ages, the youngest first."""
    found = [each for each in table.known.values() if each.kind == "count" and each.age_from is not None]
    return sorted(found, key=lambda each: each.age_from or 0)


def _groups(table: Parts) -> list[_Group]:
    """Groups of all ages together, of which none overlap; ages that aren't counted are a group too."""
    found: list[_Group] = []
    end = 0.0
    nobody = _counted(table, None)
    for group in (_counted(table, each) for each in _counts(table) if not _of_all(each)):
        if group.first < end:
            continue
        if group.first > end:
            found.append(_Group(end, group.first, nobody.value, nobody.lower, nobody.upper))
        found.append(group)
        end = group.end
    if end < math.inf:
        found.append(_Group(end, math.inf, nobody.value, nobody.lower, nobody.upper))
    return found


def _counted(table: Parts, count: Indicator | None) -> _Group:
    """What was counted, or what follows from the share of all people that it's the numerator of."""
    grid = table.of(count.id if count else "")
    edges = [grid.value, grid.lower, grid.upper]
    for share in (e for e in table.known.values() if count and e.numerator == count.id and e.denominator):
        part, whole, gone = table.of(share.id), table.of(share.denominator), np.isnan(edges[0])
        pairs = ((part.value, whole.value), (part.lower, whole.lower), (part.upper, whole.upper))
        made = (some * all_ / share.factor for some, all_ in pairs)
        edges = [np.where(gone, new, old) for new, old in zip(made, edges, strict=True)]
    first, end = (count.age_from or 0, count.age_to or math.inf) if count else (0, math.inf)
    lower, upper = np.nan_to_num(edges[1], nan=0.0), np.nan_to_num(edges[2], nan=np.inf)
    return _Group(first, end, edges[0], lower, upper)
