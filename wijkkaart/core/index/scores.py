"""Scores of a social index, never without the parts that they're made of.

z = direction × (value − mean) / spread, at most 3 either way; score = 100 + 15 z, between 40 and 160. A
dimension is the weighted mean of its scores when at least half of its figures are there, the index that
of its dimensions when at least three quarters of them are. Mean and spread are those of the base.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart.core.compare.rounding import Floats, Mask, Reason
from wijkkaart.core.compare.table import choose_years
from wijkkaart.core.index.base import FEWEST_PEOPLE, Base, inhabitants
from wijkkaart.index_definition import BANDS, Dimension, IndexDefinition, IndexInput

POINTS, MIDDLE, LOWEST, HIGHEST, FARTHEST = 15.0, 100.0, 40.0, 160.0, 3.0
OF_DIMENSION, OF_INDEX = 0.5, 0.75
"""The part of the figures of a dimension, and of the dimensions, that must be there."""
RELIABLE = 0.75
"""The part of all figures that an index must rest on to be called reliable."""

SCORE_COLUMNS = {
    "code": "str",
    "index": "float",
    "lower": "float",
    "upper": "float",
    "band": "float",
    "flag": "str",
    "used": "int",
    "of": "int",
    "missing": "str",
    "why": "str",
}
"""Columns of scores, and then one a dimension: a row an area.

`lower` and `upper` are the index at the worst and best of rounding and margins, NaN when a margin isn't
known; `band` 0 to 3 by BANDS; `flag` B (reliable) or I (indicative); `used` figures `of` so many, with
the ids of those `missing`, joined by `;`; `why` there is no index, in Dutch, else "".
"""


@dataclass(frozen=True, eq=False)
class Scores:
    """An index of many areas with its parts. Arrays have a row an area and a column an input."""

    definition: IndexDefinition
    base: Base
    codes: tuple[str, ...]
    inputs: tuple[tuple[Dimension, IndexInput], ...]
    score: Floats
    table: pd.DataFrame
    """SCORE_COLUMNS and a column a dimension."""
    parts: pd.DataFrame
    """A row an area and input: `code dimension indicator year value score weight`; NaN where it's missing."""

    def weights(self) -> tuple[Floats, Floats]:
        """Weights of the inputs and of the dimensions."""
        inputs = np.array([entry.weight for _, entry in self.inputs])
        return inputs, np.array([dimension.weight for dimension in self.definition.dimensions])

    def members(self) -> Mask:
        """Which inputs (columns) are in which dimension (rows)."""
        dimensions = [dimension.id for dimension in self.definition.dimensions]
        return np.array([[each.id == name for each, _ in self.inputs] for name in dimensions])


_FEW = f"minder dan {FEWEST_PEOPLE} inwoners"
_DIMENSIONS = "te weinig cijfers voor ten minste drie kanten"


def score(definition: IndexDefinition, base: Base, bounded: pd.DataFrame, codes: Sequence[str]) -> Scores:
    """The index of `codes` by a fixed base, each figure of its newest well filled year among them.

    Areas of fewer than FEWEST_PEOPLE inhabitants get no index, neither do those with too few figures.
    """
    inputs = tuple(definition.inputs)
    codes = list(codes)
    rows = bounded[bounded.code.isin(codes)]
    names = [m.indicator for m in base.measures.values()]
    years = choose_years(rows, names, codes)
    shape = (len(codes), len(inputs))
    value, low, high = (np.full(shape, np.nan) for _ in range(3))
    chosen = rows[(rows.year == rows.indicator.map(years)) & (rows.reason != Reason.FEW)]
    groups = {
        str(name): group.drop_duplicates("code").set_index("code")
        for name, group in chosen.groupby("indicator")
    }
    points, lows, highs = (np.full(shape, np.nan) for _ in range(3))
    for column, (_, entry) in enumerate(inputs):
        measure = base.measures.get(entry.indicator)
        if measure is None or measure.indicator not in groups:
            continue
        found = groups[measure.indicator].reindex(pd.Index(codes))
        value[:, column], low[:, column], high[:, column] = found.value, found.lower, found.upper
        sign = 1.0 if entry.direction == "good" else -1.0
        edges = [sign * (each[:, column] - measure.mean) / measure.spread for each in (value, low, high)]
        points[:, column], a, b = (_points(edge) for edge in edges)
        lows[:, column], highs[:, column] = np.minimum(a, b), np.maximum(a, b)
    people = np.asarray(inhabitants(rows).reindex(pd.Index(codes)), dtype=np.float64)
    made = Scores(definition, base, tuple(codes), inputs, points, pd.DataFrame(), pd.DataFrame())
    table = _table(made, points, lows, highs, people)
    parts = _parts(made, value, years)
    return Scores(definition, base, tuple(codes), inputs, points, table, parts)


def _points(z: Floats) -> Floats:
    found: Floats = np.clip(MIDDLE + POINTS * np.clip(z, -FARTHEST, FARTHEST), LOWEST, HIGHEST)
    return found


def combine(points: Floats, members: Mask, inputs: Floats, dimensions: Floats) -> tuple[Floats, list[Floats]]:
    """The index, and each dimension, for many sets of weights: arrays with a row an area, a column a set.

    `points` has a row an area and a column an input, NaN where it's missing; `members` says which inputs
    a dimension has; `inputs` and `dimensions` have a row a set of weights. What weighs nothing doesn't
    count as missing either.
    """
    there = ~np.isnan(points)
    filled = np.where(there, points, 0.0)
    total = np.zeros((len(points), len(inputs)))
    weight, count = np.zeros_like(total), np.zeros_like(total)
    found = []
    with np.errstate(invalid="ignore", divide="ignore"):
        for which, inside in enumerate(members):
            mine = inputs[:, inside]
            asked = (mine > 0).sum(axis=1)
            present = there[:, inside] @ (mine > 0).T.astype(float)
            means = filled[:, inside] @ mine.T / (there[:, inside].astype(float) @ mine.T)
            means = np.where((asked > 0) & (present >= OF_DIMENSION * asked), means, np.nan)
            found.append(means)
            has = ~np.isnan(means)
            total += np.where(has, means, 0.0) * dimensions[:, which]
            weight += has * dimensions[:, which]
            count += has & (dimensions[:, which] > 0)
        asked_dimensions = (dimensions > 0).sum(axis=1)
        enough = (weight > 0) & (count >= OF_INDEX * asked_dimensions)
        return np.where(enough, total / weight, np.nan), found


def band(index: Floats) -> Floats:
    """0 below 70, 1 from 70, 2 from 90 up to and including 110, 3 above 110; NaN without an index."""
    rounded = np.round(index, 9)
    found = (rounded >= BANDS[0]).astype(float) + (rounded >= BANDS[1]) + (rounded > BANDS[2])
    return np.where(np.isnan(index), np.nan, found)


def _table(made: Scores, points: Floats, lows: Floats, highs: Floats, people: Floats) -> pd.DataFrame:
    inputs, dimensions = (weights[None, :] for weights in made.weights())
    members = made.members()
    few = ~(people >= FEWEST_PEOPLE)
    index, themes = combine(points, members, inputs, dimensions)
    edges = [combine(each, members, inputs, dimensions)[0][:, 0] for each in (lows, highs)]
    there = ~np.isnan(points)
    # A score without bounds leaves the index without: what's not known isn't nothing.
    loose = (there & (np.isnan(lows) | np.isnan(highs))).any(axis=1)
    whole = np.where(few, np.nan, index[:, 0])
    lower, upper = (np.where(few | loose | np.isnan(whole), np.nan, edge) for edge in edges)
    counted = inputs[0] > 0
    used = (there & counted).sum(axis=1)
    names = np.array([entry.indicator for _, entry in made.inputs], dtype=object)
    full = np.array([~np.isnan(theme[:, 0]) for theme in themes]).all(axis=0)
    firm = full & (used >= RELIABLE * counted.sum()) & (band(lower) == band(upper))
    frame = pd.DataFrame(
        {
            "code": list(made.codes),
            "index": whole,
            "lower": lower,
            "upper": upper,
            "band": band(whole),
            "flag": np.where(np.isnan(whole), "", np.where(firm, "B", "I")),
            "used": used,
            "of": int(counted.sum()),
            "missing": [";".join(names[~row & counted]) for row in there],
            "why": np.where(few, _FEW, np.where(np.isnan(whole), _DIMENSIONS, "")),
        }
    )
    for dimension, theme in zip(made.definition.dimensions, themes, strict=True):
        frame[dimension.id] = np.where(few, np.nan, theme[:, 0])
    return frame


def _parts(made: Scores, value: npt.NDArray[np.float64], years: dict[str, int]) -> pd.DataFrame:
    measures = [made.base.measures.get(entry.indicator) for _, entry in made.inputs]
    areas, count = len(made.codes), len(made.inputs)
    used = [m.indicator if m else e.indicator for m, (_, e) in zip(measures, made.inputs, strict=True)]
    each: dict[str, list[Any]] = {
        "dimension": [dimension.id for dimension, _ in made.inputs],
        "indicator": used,
        "year": [years.get(name, 0) for name in used],
        "weight": [entry.weight for _, entry in made.inputs],
    }
    frame = pd.DataFrame({name: column * areas for name, column in each.items()})
    frame.insert(0, "code", np.repeat(np.array(made.codes, dtype=object), count))
    return frame.assign(value=value.ravel(), score=made.score.ravel())
