"""Scores of a social index, never without the parts that they're made of.

z = direction × (value − mean) / spread, at most 3 either way; score = 100 + 15 z, between 40 and 160. A
dimension is the weighted mean of its scores when at least half of its figures are there, the index that
of its dimensions when at least three quarters of them are. Mean and spread are those of the base; a figure
that the base can't measure is missing everywhere, and counts as such.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    "least": "float",
    "most": "float",
    "with_range": "int",
    "unevenly": "int",
}
"""Columns of scores, and then one a dimension: a row an area.

`lower` and `upper` are the index at the worst and best of rounding and margins, NaN when a margin isn't
known; `band` 0 to 3 by BANDS; `flag` B (reliable) or I (indicative); `used` figures `of` so many, with
the ids of those `missing`, joined by `;`; `why` there is no index, in Dutch, else "".

Of an own area some missing figures are known to lie between those of its parts. Were these `with_range`
figures counted too, the index would lie in `least` to `most` (NaN without any, or where there are still too
few); of a dimension `X` that's `X_least` and `X_most`. What figures that count may be, since it isn't known
how heavily each part weighs, is in it too: there are `unevenly` so many. An estimate without a margin counts
as it's printed.
"""


@dataclass(frozen=True, eq=False)
class Scores:
    """An index of many areas with its parts. Arrays have a row an area and a column an input."""

    definition: IndexDefinition
    base: Base
    codes: tuple[str, ...]
    years: Mapping[str, int]
    """The year of each figure; 0 for one that no area has."""
    inputs: tuple[tuple[Dimension, IndexInput], ...]
    score: Floats
    table: pd.DataFrame
    """SCORE_COLUMNS and a column a dimension."""
    parts: pd.DataFrame
    """A row an area and input: `code dimension indicator year weight value lower upper score`; NaN where it's
    missing. Of an own area the bounds may be known where the value isn't: then it lies between its parts."""

    def weights(self) -> tuple[Floats, Floats]:
        """Weights of the inputs and of the dimensions."""
        inputs = np.array([entry.weight for _, entry in self.inputs])
        return inputs, np.array([dimension.weight for dimension in self.definition.dimensions])

    def counted(self) -> Mask:
        """Which inputs weigh anything: by themselves, in a dimension that does."""
        found: Mask = np.array([entry.weight > 0 and side.weight > 0 for side, entry in self.inputs])
        return found

    def members(self) -> Mask:
        """Which inputs (columns) are in which dimension (rows)."""
        dimensions = [dimension.id for dimension in self.definition.dimensions]
        return np.array([[each.id == name for each, _ in self.inputs] for name in dimensions])


_FEW = f"minder dan {FEWEST_PEOPLE} inwoners"
_UNKNOWN = "hoeveel inwoners er zijn, is niet bekend"
TOO_FEW_FIGURES = "te weinig cijfers voor ten minste drie kanten"


def score(
    definition: IndexDefinition,
    base: Base,
    bounded: pd.DataFrame,
    codes: Sequence[str],
    *,
    years: Mapping[str, int] | None = None,
) -> Scores:
    """The index of `codes` by a fixed base, each figure of its newest well filled year among them.

    Areas of fewer than FEWEST_PEOPLE inhabitants get no index, neither do those with too few figures. With
    `years` each figure is of the year given for it.
    """
    inputs = tuple(definition.inputs)
    codes = list(codes)
    rows = bounded[bounded.code.isin(codes)]
    names = [m.indicator for m in base.measures.values()]
    chosen_years = dict(years) if years is not None else choose_years(rows, names, codes)
    shape = (len(codes), len(inputs))
    value, lower, upper, least, most = (np.full(shape, np.nan) for _ in range(5))
    chosen = rows[(rows.year == rows.indicator.map(chosen_years)) & (rows.reason != Reason.FEW)]
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
        value[:, column], lower[:, column], upper[:, column] = found.value, found.lower, found.upper
        bare = found.value.isna()
        for grid, edge, loosely in ((least, found.lower, "least"), (most, found.upper, "most")):
            grid[:, column] = edge.where(bare, found.get(loosely, np.nan))
        # What only lies between bounds is missing.
        bounds = [np.where(found.value.isna(), np.nan, edge[:, column]) for edge in (lower, upper)]
        sign = 1.0 if entry.direction == "good" else -1.0
        edges = [sign * (each - measure.mean) / measure.spread for each in (value[:, column], *bounds)]
        points[:, column], a, b = (_points(edge) for edge in edges)
        lows[:, column], highs[:, column] = np.minimum(a, b), np.maximum(a, b)
    nothing = pd.DataFrame()
    made = Scores(definition, base, tuple(codes), chosen_years, inputs, points, nothing, nothing)
    bars = _bars(rows, codes)
    table = pd.concat([_table(made, lows, highs, bars), _ranges(made, least, most, bars)], axis=1)
    order = [*SCORE_COLUMNS, *(column for column in table.columns if column not in SCORE_COLUMNS)]
    return replace(made, table=table[order], parts=_parts(made, value, lower, upper))


def score_apart(scores: Scores, bounded: pd.DataFrame, codes: Sequence[str]) -> Scores:
    """The index of areas that aren't among those of `scores`, such as own areas, by all that these go by.

    Base, weights and years are theirs, and nothing of theirs changes: the base was made without them.
    """
    return score(scores.definition, scores.base, bounded, codes, years=scores.years)


def _bars(rows: pd.DataFrame, codes: Sequence[str]) -> npt.NDArray[np.object_]:
    """Why each area may have no index whatever its figures, in Dutch; "" when it may."""
    people = np.asarray(inhabitants(rows).reindex(pd.Index(codes)), dtype=np.float64)
    least = np.asarray(inhabitants(rows, "lower").reindex(pd.Index(codes)), dtype=np.float64)
    unknown = np.isnan(people) & ~(least >= FEWEST_PEOPLE)
    return np.where(people < FEWEST_PEOPLE, _FEW, np.where(unknown, _UNKNOWN, "")).astype(object)


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


def _table(made: Scores, lows: Floats, highs: Floats, bars: npt.NDArray[np.object_]) -> pd.DataFrame:
    points = made.score
    inputs, dimensions = (weights[None, :] for weights in made.weights())
    members = made.members()
    barred = bars != ""
    index, themes = combine(points, members, inputs, dimensions)
    edges = [combine(each, members, inputs, dimensions)[0][:, 0] for each in (lows, highs)]
    there = ~np.isnan(points)
    # A score without bounds leaves the index without: what's not known isn't nothing.
    loose = (there & made.counted() & (np.isnan(lows) | np.isnan(highs))).any(axis=1)
    whole = np.where(barred, np.nan, index[:, 0])
    lower, upper = (np.where(barred | loose | np.isnan(whole), np.nan, edge) for edge in edges)
    counted = made.counted()
    used = (there & counted).sum(axis=1)
    names = np.array([entry.indicator for _, entry in made.inputs], dtype=object)
    asked = [theme[:, 0] for theme, weight in zip(themes, dimensions[0], strict=True) if weight > 0]
    full = ~np.isnan(asked).any(axis=0)
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
            "why": np.where(barred, bars, np.where(np.isnan(whole), TOO_FEW_FIGURES, "")),
        }
    )
    for dimension, theme in zip(made.definition.dimensions, themes, strict=True):
        frame[dimension.id] = np.where(barred, np.nan, theme[:, 0])
    return frame


def _ranges(made: Scores, lower: Floats, upper: Floats, bars: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Between what the index and its dimensions lie when figures that have these bounds count by them."""
    inputs, dimensions = (weights[None, :] for weights in made.weights())
    ranged = (lower <= upper) & made.counted()
    bare = ranged & np.isnan(made.score)
    unevenly = ranged & ~bare & (lower < upper)
    ranged = bare | unevenly
    ends = []
    for column, (_, entry) in enumerate(made.inputs):
        measure = made.base.measures.get(entry.indicator)
        sign = 1.0 if entry.direction == "good" else -1.0
        mean, spread = (measure.mean, measure.spread) if measure else (np.nan, 1.0)
        ends.append([_points(sign * (edge[:, column] - mean) / spread) for edge in (lower, upper)])
    low, high = (np.stack([each[side] for each in ends], axis=1) for side in (0, 1))
    low, high = np.minimum(low, high), np.maximum(low, high)
    # What has no margin counts as it is.
    low, high = (np.where(np.isnan(edge), made.score, edge) for edge in (low, high))
    some = ranged.any(axis=1) & (bars == "")
    counts = {"with_range": bare, "unevenly": unevenly}
    found: dict[str, Any] = {name: np.where(some, each.sum(axis=1), 0) for name, each in counts.items()}
    for name, edge in (("least", low), ("most", high)):
        index, themes = combine(edge, made.members(), inputs, dimensions)
        found[name] = np.where(some, index[:, 0], np.nan)
        for dimension, inside, theme in zip(made.definition.dimensions, made.members(), themes, strict=True):
            mine = some & ranged[:, inside].any(axis=1)
            found[f"{dimension.id}_{name}"] = np.where(mine, theme[:, 0], np.nan)
    return pd.DataFrame(found)


def _parts(made: Scores, value: Floats, lower: Floats, upper: Floats) -> pd.DataFrame:
    measures = [made.base.measures.get(entry.indicator) for _, entry in made.inputs]
    areas, count = len(made.codes), len(made.inputs)
    used = [m.indicator if m else e.indicator for m, (_, e) in zip(measures, made.inputs, strict=True)]
    each: dict[str, list[Any]] = {
        "dimension": [dimension.id for dimension, _ in made.inputs],
        "indicator": used,
        "year": [made.years.get(name, 0) for name in used],
        "weight": [entry.weight for _, entry in made.inputs],
    }
    frame = pd.DataFrame({name: column * areas for name, column in each.items()})
    frame.insert(0, "code", np.repeat(np.array(made.codes, dtype=object), count))
    numbers = {"value": value, "lower": lower, "upper": upper, "score": made.score}
    return frame.assign(**{name: grid.ravel() for name, grid in numbers.items()})
