"""The arithmetic of an area that consists of parts: sums, shares, weighted means, with their bounds.

Arrays have a row a part and a column a year; NaN is a part without a figure. A whole is never worked
out of some of its parts as if the others weren't there: what a missing part may do counts in the bounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart.core.compare.rounding import Floats, Mask, Reason
from wijkkaart.core.compare.weighing import mean_bounds
from wijkkaart.model import Indicator, Status

ENOUGH = 0.8
"""The part of the whole that must have a figure for a share or mean of the whole."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of the whole by year; where they can't be compared, `reason` says why."""

    value: Floats
    lower: Floats
    upper: Floats
    reason: npt.NDArray[np.object_]

    @classmethod
    def empty(cls, years: int) -> "Figures":
        nan = np.full(years, np.nan)
        return cls(nan, nan, nan, np.array([str(Reason.MISSING)] * years, dtype=object))

    def where(self, keep: Mask, other: "Figures") -> "Figures":
        """These figures in the years to keep, the other ones in the rest."""
        names = ("value", "lower", "upper", "reason")
        return Figures(*(np.where(keep, getattr(self, name), getattr(other, name)) for name in names))


@dataclass(frozen=True, eq=False)
class Grid:
    """One indicator of all parts over the years."""

    value: Floats
    lower: Floats
    upper: Floats
    estimate: Mask
    boundaries: npt.NDArray[np.int64]
    """By year, the newest division that a part's figure is of."""
    source: str = ""


class Parts:
    """Bounded figures of the parts of an area, by indicator."""

    def __init__(
        self, bounded: pd.DataFrame, parts: Sequence[str], indicators: Mapping[str, Indicator]
    ) -> None:
        rows = bounded[bounded.code.isin(parts) & bounded.indicator.isin([*indicators])]
        self.parts = tuple(parts)
        self.known = indicators
        year = rows.year.to_numpy(dtype=int)
        self.years = np.unique(year)
        turn, names = pd.factorize(rows.indicator)
        place = pd.Index(self.parts).get_indexer(pd.Index(rows.code))
        at = (turn, place, np.searchsorted(self.years, year))
        shape = (len(names), len(self.parts), len(self.years))
        value, lower, upper = (np.full(shape, np.nan) for _ in range(3))
        for grid, column in ((value, rows.value), (lower, rows.lower), (upper, rows.upper)):
            grid[at] = column.to_numpy(dtype=float)
        estimate = np.zeros(shape, dtype=bool)
        estimate[at] = (rows.status == Status.ESTIMATE).to_numpy()
        boundaries = np.zeros((len(names), len(self.years)), dtype=np.int64)
        of = rows.boundaries if "boundaries" in rows else rows.year
        np.maximum.at(boundaries, (turn, at[2]), of.to_numpy(dtype=np.int64))
        # The source of the values; of a figure without any, that of what's missing.
        order = rows.assign(has=rows.value.notna()).sort_values("has", kind="stable")
        sources = order.drop_duplicates("indicator", keep="last").set_index("indicator").source.to_dict()
        self._grids = {
            str(name): Grid(value[n], lower[n], upper[n], estimate[n], boundaries[n], str(sources[name]))
            for n, name in enumerate(names)
        }
        nan = np.full(shape[1:], np.nan)
        self._nothing = Grid(nan, nan, nan, np.zeros(shape[1:], dtype=bool), self.years)
        self.indicators = [each for each in indicators if each in self._grids]

    def of(self, indicator: str) -> Grid:
        """The figures of an indicator; all NaN when there are none."""
        return self._grids.get(indicator, self._nothing)

    def there(self, indicator: Indicator) -> Mask:
        """Which parts have the figure, or the counts that it's made of."""
        has: Mask = ~np.isnan(self.of(indicator.id).value)
        if indicator.numerator and indicator.denominator:
            counts = (self.of(indicator.numerator).value, self.of(indicator.denominator).value)
            has |= ~np.isnan(counts[0]) & ~np.isnan(counts[1])
        return has

    def sizes(self, indicator: Indicator) -> Floats:
        """The whole that a figure is of, as far as it's known: its denominator, else the inhabitants."""
        for name in (indicator.denominator, "inwoners"):
            value = self.of(name).value if name else np.empty((0, 0))
            if value.size and not np.isnan(value).all():
                found: Floats = np.where(np.isnan(value).all(axis=0), np.nan, np.nansum(value, axis=0))
                return found
        return np.full(len(self.years), np.nan)


def added(counts: Grid) -> Figures:
    """The sum, only where every part has a count; else `lower` says what there is at least."""
    whole = ~np.isnan(counts.value).any(axis=0)
    value = np.where(whole, counts.value.sum(axis=0), np.nan)
    some = ~np.isnan(counts.value).all(axis=0)
    lower = np.where(some, np.nansum(counts.lower, axis=0), np.nan)
    upper = np.where(whole, counts.upper.sum(axis=0), np.nan)
    # A count with a value but without bounds (an estimate) leaves the sum without bounds.
    loose = whole & np.isnan(upper)
    return Figures(value, np.where(loose, np.nan, lower), upper, _reasons(value, loose))


def recomputed(part: Grid, whole: Grid, indicator: Indicator) -> Figures:
    """Numerators added, divided by denominators added; only where every part has both."""
    over, under = added(part), added(whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = indicator.factor * over.value / under.value
        lower = indicator.factor * over.lower / under.upper
        upper = indicator.factor * over.upper / under.lower
    value = np.where(under.value > 0, value, np.nan)
    if indicator.unit == "%":
        value, upper = np.minimum(value, 100.0), np.minimum(upper, 100.0)
    missing = np.isnan(value)
    lower, upper = np.where(missing, np.nan, lower), np.where(missing, np.nan, upper)
    return Figures(value, lower, upper, _reasons(value, ~missing & np.isnan(upper)))


def weighted(each: Grid, weight: Grid, most: float | None, rough: float = 0.0) -> Figures:
    """Mean of the parts by a weight that all of them have, over at least ENOUGH of it.

    `rough` is what share of a weight may not count: some dwellings have no value.

    `most` is what a share can be at most: what's missing may be anything from 0 to that. Of a mean no
    such bound is known, so where a part is missing it can't be compared.
    """
    known = ~np.isnan(each.value)
    total = weight.value.sum(axis=0)
    there = np.where(known, weight.value, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(known, each.value * weight.value, 0.0).sum(axis=0) / there
    value = np.where((total > 0) & (there >= ENOUGH * total), value, np.nan)
    low, high = each.lower, each.upper
    if most is not None:
        low, high = np.where(known, low, 0.0), np.where(known, high, most)
    lower, upper = np.full(len(value), np.nan), np.full(len(value), np.nan)
    for year in np.flatnonzero(~np.isnan(value)):
        weights = (weight.lower[:, year] * (1 - rough), weight.upper[:, year])
        lower[year], upper[year] = mean_bounds(low[:, year], high[:, year], *weights)
    loose = ~np.isnan(value) & (np.isnan(lower) | np.isnan(upper))
    lower, upper = np.where(loose, np.nan, lower), np.where(loose, np.nan, upper)
    return Figures(value, np.round(lower, 9), np.round(upper, 9), _reasons(value, loose))


def between(each: Grid) -> Figures:
    """No value, but the range of the parts, which the whole lies in; only where all of them have one."""
    whole = np.all(~np.isnan(each.value), axis=0)
    # An estimate without margin: the printed value is all there is to go by.
    low = np.where(np.isnan(each.lower), each.value, each.lower).min(axis=0, initial=np.inf)
    high = np.where(np.isnan(each.upper), each.value, each.upper).max(axis=0, initial=-np.inf)
    nothing = Figures.empty(each.value.shape[1])
    return replace(nothing, lower=np.where(whole, low, np.nan), upper=np.where(whole, high, np.nan))


def _reasons(value: Floats, loose: Mask) -> npt.NDArray[np.object_]:
    found = np.where(np.isnan(value), str(Reason.MISSING), np.where(loose, str(Reason.MARGIN), ""))
    return found.astype(object)
