"""How firmly an index stands: what other weights, or one figure less, would have made of it."""

import numpy as np
import pandas as pd

from wijkkaart.core.compare.rounding import Floats
from wijkkaart.core.index.scores import Scores, band, combine

DRAWS, SEED, BOTTOM = 1000, 20261126, 5
_AT_ONCE = 2_000_000
"""How many numbers are worked on at a time: the country by a thousand weightings doesn't fit."""

STABILITY_COLUMNS = {
    "code": "str",
    "band_kept": "float",
    "low": "float",
    "high": "float",
    "bottom": "bool",
    "bottom_share": "float",
    "left_out_kept": "float",
    "tips": "str",
}
"""Columns of stability: a row an area that has an index.

`band_kept` is the share of random weightings in which the area keeps its band, `low` to `high` where its
index lies in nine of ten; `bottom` whether it's among the lowest (ties included), `bottom_share` in what
share of weightings it is; `left_out_kept` the share of the inputs it has that can be left out one by one
without another band, and `tips` the ids of those that can't, joined by `;`.
"""


def stability(scores: Scores, *, draws: int = DRAWS, seed: int = SEED, bottom: int = BOTTOM) -> pd.DataFrame:
    """STABILITY_COLUMNS of the areas that have an index, in the order of `scores`.

    Each weighting multiplies every weight, of inputs and of dimensions, by a random number: all divisions
    of the total are as likely. The seed makes the answer the same each time. With fewer areas than twice
    `bottom` there's no bottom to speak of, nor with a `bottom` of 0: of areas that aren't ranked.
    """
    has = scores.table["index"].notna().to_numpy()
    points = scores.score[has]
    codes = np.array(scores.codes, dtype=object)[has]
    inputs, dimensions = scores.weights()
    rng = np.random.default_rng(seed)
    many = inputs * rng.exponential(size=(draws, len(inputs)))
    over = dimensions * rng.exponential(size=(draws, len(dimensions)))
    members = scores.members()
    now = scores.table["index"].to_numpy(dtype=float)[has]
    random = np.empty((len(points), draws))
    step = max(1, _AT_ONCE // max(draws, 1))
    for start in range(0, len(points), step):
        chunk = slice(start, start + step)
        random[chunk] = combine(points[chunk], members, many, over)[0]
    lowest, share = _bottom(now, random, bottom)
    counts = ~np.isnan(points) & scores.counted()
    # What isn't there can't be left out.
    kept = _left_out(points, scores, now) | ~counts
    names = np.array([entry.indicator for _, entry in scores.inputs], dtype=object)
    low, high = np.nanpercentile(random, [5, 95], axis=1) if len(points) else (np.empty(0), np.empty(0))
    return pd.DataFrame(
        {
            "code": codes,
            "band_kept": (band(random) == band(now)[:, None]).mean(axis=1),
            "low": low,
            "high": high,
            "bottom": lowest,
            "bottom_share": share,
            "left_out_kept": (kept & counts).sum(axis=1) / np.maximum(counts.sum(axis=1), 1),
            "tips": [";".join(names[~row]) for row in kept],
        }
    )


def _bottom(now: Floats, random: Floats, places: int) -> tuple[np.ndarray, Floats]:
    """Who is among the lowest now, and how often with other weights."""
    if not places or len(now) < 2 * places:
        return np.zeros(len(now), dtype=bool), np.full(len(now), np.nan)
    limit = np.partition(random, places - 1, axis=0)[places - 1]
    return now <= np.partition(now, places - 1)[places - 1], (random <= limit).mean(axis=1)


def _left_out(points: Floats, scores: Scores, now: Floats) -> np.ndarray:
    """Whether an area (row) keeps its band without an input (column)."""
    inputs, dimensions = scores.weights()
    one_less = np.where(np.eye(len(inputs), dtype=bool), 0.0, inputs)
    index, _ = combine(points, scores.members(), one_less, np.tile(dimensions, (len(inputs), 1)))
    return band(index) == band(now)[:, None]
