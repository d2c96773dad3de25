"""Classes for a map: limits that can be printed, and the class of every area."""

from dataclasses import dataclass
from enum import StrEnum

import jenkspy
import numpy as np
import pandas as pd

NO_DATA = 254
"""Class of an area without a value."""
NOT_DRAWN = 255
"""Class of an area that isn't shown at all."""

_RANKS = 5_000


class Method(StrEnum):
    """How class limits are chosen; the values stand in the URL."""

    QUANTILES = "kwantielen"
    NATURAL = "natuurlijk"
    EQUAL = "gelijk"


@dataclass(frozen=True)
class Classes:
    """Class limits and who is in which class."""

    lowest: float
    """Lowest value of the first class."""
    limits: tuple[float, ...]
    """Highest value of each class, ascending; the last is the highest value there is."""
    index: np.ndarray
    """Class of every value, uint8, in the order given; NO_DATA where there is none."""
    counts: tuple[int, ...]
    """Number of areas in each class."""
    missing: int
    """Number of areas without a value."""


def classify(values: pd.Series, method: Method, *, k: int = 5, decimals: int = 0) -> Classes:
    """At most `k` classes of `values` (NaN where there is none) by `method`.

    Limits are rounded to the decimals in which values are printed, so that what the legend says is
    what the map shows. Equal values are never split over classes: fewer classes may come out.
    """
    found = values.dropna().round(decimals).to_numpy(dtype=float)
    if not found.size:
        return Classes(np.nan, (), np.full(len(values), NO_DATA, np.uint8), (), len(values))
    distinct = np.unique(found)
    limits = distinct if len(distinct) <= k else _limits(found, method, k)
    return _assign(values, np.unique(np.round(limits, decimals)), decimals)


def deviation(values: pd.Series, reference: float, *, decimals: int = 0) -> Classes:
    """Five classes around `reference`: clearly lower, lower, about the same, higher, clearly higher.

    What is half a standard deviation from the reference, or one printed step, is about the same:
    less isn't a difference. What is more than one and a half away is clearly lower or higher. Both
    sides are alike, and all is rounded to the decimals in which values are printed.
    """
    found = values.dropna()
    spread = float(found.std()) if len(found) > 1 else 0.0
    step = 10.0**-decimals
    middle = round(reference, decimals)
    near = max(round(spread / 2, decimals), step)
    far = max(round(spread * 1.5, decimals), near + step)
    top = max(float(found.max()) if len(found) else middle, middle + far + step)
    limits = np.array([middle - far - step, middle - near - step, middle + near, middle + far, top])
    return _assign(values, np.round(limits, decimals), decimals)


def _limits(found: np.ndarray, method: Method, k: int) -> np.ndarray:
    match method:
        case Method.QUANTILES:
            return np.unique(np.quantile(found, np.arange(1, k + 1) / k, method="inverted_cdf"))
        case Method.EQUAL:
            return np.linspace(found.min(), found.max(), k + 1)[1:]
        case Method.NATURAL:
            return _natural(found, k)


def _natural(found: np.ndarray, k: int) -> np.ndarray:
    """Fisher's natural breaks: the limits with the least sum of squares within the classes.

    Of a whole country they're sought among evenly spaced ranks, which is quicker and as telling.
    """
    ranked = np.sort(found)
    if len(ranked) > _RANKS:
        ranked = ranked[np.linspace(0, len(ranked) - 1, _RANKS).astype(int)]
    distinct = len(np.unique(ranked))
    return np.asarray(jenkspy.jenks_breaks(ranked, n_classes=min(k, distinct))[1:], dtype=float)


def _assign(values: pd.Series, limits: np.ndarray, decimals: int) -> Classes:
    numbers = values.round(decimals).to_numpy(dtype=float)
    known = ~np.isnan(numbers)
    limits[-1] = max(limits[-1], numbers[known].max(initial=limits[-1]))
    index = np.full(len(numbers), NO_DATA, np.uint8)
    index[known] = np.searchsorted(limits, numbers[known], side="left").astype(np.uint8)
    counts = np.bincount(index[known], minlength=len(limits))
    lowest = float(numbers[known].min()) if known.any() else float("nan")
    return Classes(
        lowest, tuple(float(x) for x in limits), index, tuple(int(n) for n in counts), int((~known).sum())
    )
