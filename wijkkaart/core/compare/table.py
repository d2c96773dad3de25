"""Many areas by many figures at once: values, differences with a reference, places, good and bad."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart.core.compare.comparing import Verdict, favourable, verdicts
from wijkkaart.core.compare.ranking import rank_ranges
from wijkkaart.core.compare.rounding import Floats, Reason, Value
from wijkkaart.core.years import best_year
from wijkkaart.model import Indicator, Status

TABLE_COLUMNS = {
    "code": "str",
    "indicator": "str",
    "year": "int",
    "value": "float",
    "lower": "float",
    "upper": "float",
    "size": "float",
    "status": "str",
    "source": "str",
    "reason": "str",
    "difference": "float",
    "verdict": "str",
    "why": "str",
    "quality": "str",
    "first": "float",
    "last": "float",
    "of": "int",
}
"""Columns of a comparison table: a row an area and figure.

`reason` is why the figure itself can't be compared; `difference` with the reference, `verdict` (a Verdict,
"" without a reference) and `why` it's unsure (a Reason); `quality` is `better` or `worse` than the reference
where that's certain and the figure has a direction, else ""; `first` to `last` of `of` are the places
that it may have among the areas of the table (`ranking.RANK_COLUMNS`).
"""

_NUMBERS = ("value", "lower", "upper", "size")
_TEXTS = {"status": str(Status.NOT_MEASURED), "source": "", "reason": str(Reason.MISSING)}


@dataclass(frozen=True, eq=False)
class Column:
    """One figure of all areas. It follows from the areas and the reference, whatever stands beside it."""

    indicator: Indicator
    year: int
    """0 when no area has the figure."""
    cells: Mapping[str, npt.NDArray[Any]]
    """TABLE_COLUMNS but for code, indicator and year: one of each an area."""
    beside: Value
    """The figure of the reference."""


@dataclass(frozen=True, eq=False)
class Table:
    """A comparison of areas by figures."""

    codes: tuple[str, ...]
    reference: str
    columns: tuple[Column, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The figures, in order."""
        return tuple(each.indicator for each in self.columns)

    @cached_property
    def years(self) -> dict[str, int]:
        """The year of each figure; 0 for one that no area has."""
        return {each.indicator.id: each.year for each in self.columns}

    @cached_property
    def cells(self) -> pd.DataFrame:
        """TABLE_COLUMNS: the figures of the first area, then of the second, and so on."""
        names = [each.id for each in self.indicators]
        cells: dict[str, Any] = {
            "code": np.repeat(np.array(self.codes, dtype=object), len(names)),
            "indicator": np.tile(np.array(names, dtype=object), len(self.codes)),
            "year": np.tile(np.array([*self.years.values()], dtype=int), len(self.codes)),
        }
        if self.columns:
            rest = [name for name in TABLE_COLUMNS if name not in cells]
            cells |= {
                name: np.stack([each.cells[name] for each in self.columns], axis=1).ravel() for name in rest
            }
        return pd.DataFrame(cells).reindex(columns=[*TABLE_COLUMNS])

    def wide(self, column: str = "value") -> pd.DataFrame:
        """One column of the cells with a row an area and a column a figure."""
        grid = self.cells[column].to_numpy().reshape(len(self.codes), len(self.indicators))
        return pd.DataFrame(grid, index=[*self.codes], columns=[each.id for each in self.indicators])


def choose_years(
    bounded: pd.DataFrame,
    indicators: Iterable[str],
    codes: Iterable[str] | None = None,
    *,
    beside: str = "",
) -> dict[str, int]:
    """For each figure the newest year that is well filled among the areas; 0 when there's none.

    With `beside` only years in which that area has the figure too, as long as there are any.
    """
    asked = [*indicators]
    rows = bounded[bounded.indicator.isin(asked) & bounded.value.notna()]
    there = rows[rows.code == beside]
    if codes is not None:
        rows = rows[rows.code.isin([*codes])]
    filled = rows.groupby(["indicator", "year"]).size().rename("filled").reset_index()
    both = filled.merge(there[["indicator", "year"]].drop_duplicates(), on=["indicator", "year"])
    filled = pd.concat([filled[~filled.indicator.isin(both.indicator)], both])
    # Every year is asked of the same areas, whether or not the table has an empty row for them.
    filled = filled.assign(n=max(int(filled.filled.max()), 1) if len(filled) else 1)
    groups = {str(name): best_year(group) for name, group in filled.groupby("indicator")}
    return {name: groups.get(name) or 0 for name in asked}


def comparison_table(
    bounded: pd.DataFrame,
    codes: Sequence[str],
    indicators: Sequence[Indicator],
    *,
    reference: str = "",
    years: Mapping[str, int] | None = None,
) -> Table:
    """`codes` by `indicators`, each beside the area `reference` when one is given.

    `bounded` is of `rounding.bounded`, with the rows of the reference too; figures of own areas may be
    added to it. Without `years` each figure has the newest well filled year that the reference has too.
    The reference takes no place.
    """
    chosen = dict(years) if years is not None else {}
    rest = [each.id for each in indicators if each.id not in chosen]
    chosen |= choose_years(bounded, rest, codes, beside=reference)
    asked = [*codes, *([reference] if reference and reference not in codes else [])]
    grids = _grids(bounded, asked, [each.id for each in indicators], chosen)
    at = asked.index(reference) if reference else None
    columns = []
    for place, each in enumerate(indicators):
        known = {name: grid[: len(codes), place] for name, grid in grids.items()}
        found = _column(grids, place, each, at, len(codes))
        beside = _value(grids, place, at, reference, each.id, chosen[each.id])
        columns.append(Column(each, chosen[each.id], known | found, beside))
    return Table(tuple(codes), reference, tuple(columns))


def _grids(
    bounded: pd.DataFrame, codes: Sequence[str], indicators: Sequence[str], years: Mapping[str, int]
) -> dict[str, npt.NDArray[Any]]:
    """What is known of every area and figure, as grids."""
    rows = bounded[bounded.code.isin(codes) & bounded.indicator.isin(indicators)]
    rows = rows[rows.year == rows.indicator.map(years)]
    at = (
        pd.Index(codes).get_indexer(pd.Index(rows.code)),
        pd.Index(indicators).get_indexer(pd.Index(rows.indicator)),
    )
    shape = (len(codes), len(indicators))
    grids: dict[str, npt.NDArray[Any]] = {}
    for name in _NUMBERS:
        grids[name] = np.full(shape, np.nan)
        grids[name][at] = rows[name].to_numpy(dtype=float)
    for name, nothing in _TEXTS.items():
        grids[name] = np.full(shape, nothing, dtype=object)
        grids[name][at] = rows[name].to_numpy(dtype=object)
    return grids


def _value(
    grids: Mapping[str, npt.NDArray[Any]],
    place: int,
    reference: int | None,
    code: str,
    indicator: str,
    year: int,
) -> Value:
    """What the grids say of the reference."""
    if reference is None:
        nan = float("nan")
        return Value(code, indicator, year, nan, nan, nan, Status.NOT_MEASURED, reason=Reason.MISSING)
    value, lower, upper, size = (float(grids[name][reference, place]) for name in _NUMBERS)
    status, source, reason = (str(grids[name][reference, place]) for name in _TEXTS)
    return Value(code, indicator, year, value, lower, upper, Status(status), size, Reason(reason), source)


def _column(
    grids: dict[str, npt.NDArray[Any]], place: int, indicator: Indicator, reference: int | None, areas: int
) -> dict[str, npt.NDArray[Any]]:
    """What follows from the grids for one figure: the columns from `difference` on."""
    value, lower, upper, reason = (grids[name][:, place] for name in ("value", "lower", "upper", "reason"))
    allowed = reason == ""
    low, high = np.where(allowed, lower, np.nan)[:areas], np.where(allowed, upper, np.nan)[:areas]
    if reference is not None and reference < areas:
        low[reference] = high[reference] = np.nan
    first, last = rank_ranges(low, high, descending=indicator.direction != "bad")
    found = {"first": first, "last": last, "of": np.full(areas, int((~np.isnan(low)).sum()))}
    nothing = np.full(areas, "", dtype=object)
    if reference is None:
        return {
            "difference": np.full(areas, np.nan),
            "verdict": nothing,
            "why": nothing,
            "quality": nothing,
            **found,
        }
    verdict, why = _beside(lower, upper, reason, indicator, reference)
    names = {each: favourable(indicator, each) for each in Verdict}
    words = {each: "" if good is None else "better" if good else "worse" for each, good in names.items()}
    quality = np.array([words.get(each, "") for each in verdict], dtype=object)
    count = indicator.kind == "count"
    difference = np.full(areas, np.nan) if count else (value - value[reference])[:areas]
    return {
        "difference": difference,
        "verdict": verdict[:areas],
        "why": why[:areas],
        "quality": quality[:areas],
    } | found


def _beside(
    lower: Floats, upper: Floats, reason: npt.NDArray[Any], indicator: Indicator, reference: int
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Verdicts beside the reference, and why they're unsure."""
    verdict = verdicts(lower, upper, lower[reference], upper[reference], indicator)
    why = np.where(reason != "", reason, reason[reference])
    if indicator.kind == "count":
        why = np.where(why == "", str(Reason.COUNT), why)
    verdict = np.where(why == "", verdict, str(Verdict.UNSURE))
    why = np.where((why == "") & (verdict == Verdict.UNSURE), str(Reason.OVERLAP), why)
    verdict, why = verdict.astype(object), why.astype(object)
    # An area beside itself: there's nothing to say.
    verdict[reference] = why[reference] = ""
    return verdict, why
