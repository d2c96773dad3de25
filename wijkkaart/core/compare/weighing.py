"""The bounds of a weighted mean of which the weights are known only between bounds of their own."""

import math

import numpy as np

from wijkkaart.core.compare.rounding import Floats


def mean_bounds(low: Floats, high: Floats, least: Floats, most: Floats) -> tuple[float, float]:
    """The lowest and highest weighted mean of values from `low` to `high`, each weighing `least` to `most`.

    Exact: a mean rises with the weight of a value above it and falls with that of one below. So at its
    highest each value above it weighs the most that it may, each other one the least. Which ones lie above is
    tried for every place in the order of the values. NaN when a bound is, or nothing can weigh anything.
    """
    return -_highest(-low, least, most), _highest(high, least, most)


def _highest(values: Floats, least: Floats, most: Floats) -> float:
    if np.isnan(values).any() or np.isnan(least).any() or np.isnan(most).any() or not (most > 0).any():
        return math.nan
    if np.isinf(values).any():
        return math.inf if values.max() > 0 else -math.inf
    order = np.argsort(-values)
    values, least, most = values[order], least[order], most[order]
    weights = _heavy_before(least, most)
    # Where nothing weighs anything there's no mean; with all at their most there's one.
    there = weights > 0
    return float((_heavy_before(least * values, most * values)[there] / weights[there]).max())


def _heavy_before(least: Floats, most: Floats) -> Floats:
    """The sum with the first n at their most and the others at their least, for n from 0 to all of them."""
    found: Floats = np.append(0.0, np.cumsum(most)) + np.append(np.cumsum(least[::-1])[::-1], 0.0)
    return found
