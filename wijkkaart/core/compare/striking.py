"""What is striking of an area: where it differs most from the whole that it's part of, for certain."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkkaart.core.compare.comparing import Comparison, Verdict, compare
from wijkkaart.core.compare.own_area import OWN_LEVEL
from wijkkaart.core.compare.rounding import Reason, value_of
from wijkkaart.core.compare.table import choose_years, comparison_table
from wijkkaart.model import Indicator, Level

LEAST = 0.5
"""How far apart, in spreads of the areas alike, two figures must lie at least to be striking."""
FEWEST = 5
"""With fewer areas alike than this it isn't known what is a usual difference."""
PER_THEME = 2
_KINDS = ("share", "mean", "score")


@dataclass(frozen=True)
class Striking:
    """A figure that differs from that of the parent, for certain."""

    comparison: Comparison
    sure: float
    """How far apart the bounds of the two lie, in spreads: what remains when rounding is at its worst."""
    spread: float
    """The usual difference between areas of this level in the gemeente, in the unit of the figure."""


def striking(
    bounded: pd.DataFrame,
    code: str,
    parent: str,
    indicators: Iterable[Indicator],
    *,
    most: int = 6,
    years: Mapping[str, int] | None = None,
) -> list[Striking]:
    """At most `most` figures in which `code` differs from `parent`, the surest and largest first.

    `bounded` holds the other areas of the same level and gemeente too: what's usual among them is the
    measure. Every theme has its turn before one has a second. Counts and classes are left out.
    """
    asked = [each for each in indicators if each.kind in _KINDS]
    level, gemeente = _kin(bounded, code)
    alike = bounded[(bounded.level == level) & (bounded.gemeente == gemeente)]
    chosen = dict(years or _years(alike, bounded, asked, parent))
    beside = comparison_table(bounded, [code], asked, reference=parent, years=chosen).cells
    differs = beside.indicator[beside.verdict.isin([Verdict.HIGHER, Verdict.LOWER])]
    usual = {str(name): rows for name, rows in alike[alike.reason != Reason.FEW].groupby("indicator")}
    rows = bounded[bounded.code.isin([code, parent]) & bounded.indicator.isin(differs)]
    found = []
    for indicator in (each for each in asked if each.id in set(differs) & set(usual)):
        year = chosen[indicator.id]
        own, whole = (value_of(rows, each, indicator.id, year) for each in (code, parent))
        comparison = compare(own, whole, indicator)
        values = usual[indicator.id]
        spread = spread_of(values.value[values.year == year])
        gap = min(abs(comparison.difference.low), abs(comparison.difference.high))
        if spread and gap >= LEAST * spread:
            found.append(Striking(comparison, gap / spread, spread))
    return _spread_over_themes(sorted(found, key=lambda each: -each.sure), most)


def _years(alike: pd.DataFrame, bounded: pd.DataFrame, asked: list[Indicator], parent: str) -> dict[str, int]:
    """The year of each figure: well filled among the areas alike, and known of the parent."""
    rows = pd.concat([alike, bounded[bounded.code == parent]])
    return choose_years(rows, [each.id for each in asked], alike.code.unique(), beside=parent)


def spread_of(values: "pd.Series[float]") -> float:
    """The usual distance between areas, as a standard deviation of their middle half; NaN when too few."""
    known = values.dropna()
    if len(known) < FEWEST:
        return math.nan
    low, high = np.percentile(known, [25, 75])
    spread = float(high - low) / 1.349
    return spread or float(known.std())


def _kin(bounded: pd.DataFrame, code: str) -> tuple[str, str]:
    """Level and gemeente of the areas that an area is like; an own area is measured among wijken."""
    rows = bounded[bounded.code == code]
    if rows.empty:
        return "", ""
    level = str(rows.level.iloc[0])
    return (Level.WIJK if level == OWN_LEVEL else level), str(rows.gemeente.iloc[0])


def _spread_over_themes(found: list[Striking], most: int) -> list[Striking]:
    """The first of every theme, then the second, up to PER_THEME."""
    turns: list[tuple[int, int, Striking]] = []
    seen: dict[str, int] = {}
    for place, each in enumerate(found):
        theme = each.comparison.indicator.theme
        seen[theme] = seen.get(theme, 0) + 1
        turns.append((seen[theme], place, each))
    return [each for turn, _, each in sorted(turns, key=lambda t: t[:2]) if turn <= PER_THEME][:most]
