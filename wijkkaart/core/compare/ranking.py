"""Ranks as ranges: areas whose bounds overlap can't be told apart, so they share their places."""

import numpy as np
import pandas as pd

from wijkkaart.core.compare.rounding import Floats
from wijkkaart.model import Indicator

RANK_COLUMNS = {"first": "float", "last": "float", "of": "int"}
"""The first and the last place that an area may have, and among how many; NaN for what isn't ranked."""


def rank_ranges(lower: Floats, upper: Floats, *, descending: bool = True) -> tuple[Floats, Floats]:
    """First and last possible place of each figure; 1 is the highest, or the lowest if not `descending`.

    An area comes certainly before another only when their bounds don't touch. NaN bounds have no place.
    """
    known = ~np.isnan(lower) & ~np.isnan(upper)
    low, high = (lower, upper) if descending else (-upper, -lower)
    lows, highs = np.sort(low[known]), np.sort(high[known])
    first, last = np.full(len(low), np.nan), np.full(len(low), np.nan)
    # Before it come those whose lower bound lies above its upper bound, after it the reverse.
    first[known] = 1 + len(lows) - np.searchsorted(lows, high[known], side="right")
    last[known] = len(highs) - np.searchsorted(highs, low[known], side="left")
    return first, last


def best_first(indicator: Indicator) -> bool | None:
    """Whether place 1 is the best; None when it's merely the highest, since no value is better."""
    return None if indicator.direction == "none" else True


def rank(bounded: pd.DataFrame, indicator: Indicator, year: int) -> pd.DataFrame:
    """`code`, `value` and RANK_COLUMNS of the areas with a figure in a year, place 1 first.

    `bounded` is of `rounding.bounded`; give only areas of one level. Place 1 is the best where the
    indicator has a direction, else the highest. What may not be compared has no place.
    """
    rows = bounded[(bounded.indicator == indicator.id) & (bounded.year == year)]
    rows = rows[rows.value.notna()]
    allowed = (rows.reason == "").to_numpy()
    lower = np.where(allowed, rows.lower, np.nan)
    upper = np.where(allowed, rows.upper, np.nan)
    down = indicator.direction != "bad"
    first, last = rank_ranges(lower, upper, descending=down)
    found = rows[["code", "value"]].assign(first=first, last=last, of=int(allowed.sum()))
    order = found.assign(key=found.value * (-1 if down else 1))
    return found.loc[order.sort_values(["first", "last", "key", "code"]).index].reset_index(drop=True)
