"""Areas that are alike by chosen figures, with why they are and where they differ all the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkkaart.core.compare.rounding import Floats, Reason
from wijkkaart.model import gemeente_of

ENOUGH = 0.75
"""The share of the figures that another area must have to be compared by."""
FARTHEST = 4.0
"""Beyond so many spreads from the middle nothing counts for more."""
SAID = 3
"""How many reasons, and how many differences, are told."""


@dataclass(frozen=True, eq=False)
class Features:
    """Chosen figures of many areas: tables with a row an area and a column a figure."""

    value: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame


@dataclass(frozen=True)
class Trait:
    """A figure of both areas."""

    indicator: str
    value: float
    other: float
    apart: float
    """How far apart they lie, in spreads of all areas."""


@dataclass(frozen=True)
class Alike:
    """An area that is like the one asked for."""

    code: str
    distance: float
    """Root of the mean square of how far the figures lie apart, in spreads: 0 is the same."""
    shared: int
    """By how many figures the two were compared."""
    because: tuple[Trait, ...]
    """What they have in common that most areas haven't, most telling first."""
    but: tuple[Trait, ...]
    """Where they differ most, for certain."""


def features(
    bounded: pd.DataFrame, indicators: Sequence[str], level: str, years: Mapping[str, int]
) -> Features:
    """The figures of all areas of a level, each of one year; what is of too few people is left out."""
    rows = bounded[(bounded.level == level) & bounded.indicator.isin([*indicators])]
    rows = rows[(rows.year == rows.indicator.map(dict(years))) & (rows.reason != Reason.FEW)]
    shape = rows.drop_duplicates(["code", "indicator"], keep="last").set_index(["code", "indicator"])
    tables = (shape[name].unstack().reindex(columns=[*indicators]) for name in ("value", "lower", "upper"))
    return Features(*tables)


def similar(
    given: Features,
    code: str,
    *,
    most: int = 10,
    gemeente: str = "",
    outside: bool = False,
    weights: Mapping[str, float] | None = None,
    places: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> list[Alike]:
    """The areas most like `code`, nearest first; [] when it has none of the figures.

    Figures are put in robust z-scores: distances to the middle in spreads of the middle half of all areas.
    With `gemeente` only areas in it, or with `outside` only those outside it; `places` has the gemeente of
    areas whose code doesn't tell. Never those in `without`. `weights` make figures count for more, or with 0
    for nothing.
    """
    if code not in given.value.index:
        return []
    z = standardised(given.value.to_numpy(dtype=float))
    names = [*given.value.columns]
    weight = np.array([(weights or {}).get(name, 1.0) for name in names])
    codes = given.value.index.to_numpy(dtype=object)
    mine = z[given.value.index.get_loc(code)]
    apart = z - mine
    there = ~np.isnan(apart)
    own = float(weight[~np.isnan(mine)].sum())
    if own <= 0:
        return []
    shared = there @ weight
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.sqrt((np.where(there, apart, 0.0) ** 2) @ weight / shared)
    allowed = (shared >= ENOUGH * own) & (codes != code) & ~np.isin(codes, [*without])
    if gemeente:
        known = places or {}
        inside = np.array([(known.get(each) or gemeente_of(each)) == gemeente for each in codes])
        allowed &= inside != outside
    order = [place for place in np.argsort(distance, kind="stable") if allowed[place]][:most]
    return [_alike(given, code, str(codes[at]), float(distance[at]), mine, apart[at], weight) for at in order]


def standardised(values: Floats) -> Floats:
    """Columns as robust z-scores, NaN where a column is the same everywhere."""
    known = ~np.isnan(values).all(axis=0)
    z = np.full(values.shape, np.nan)
    if known.any():
        columns = values[:, known]
        low, middle, high = np.nanpercentile(columns, [25, 50, 75], axis=0)
        spread = (high - low) / 1.349
        spread = np.where(spread > 0, spread, np.nanstd(columns, axis=0))
        with np.errstate(invalid="ignore", divide="ignore"):
            z[:, known] = np.where(spread > 0, (columns - middle) / spread, np.nan)
    found: Floats = np.clip(z, -FARTHEST, FARTHEST)
    return found


def _alike(
    given: Features, code: str, other: str, distance: float, mine: Floats, apart: Floats, weight: Floats
) -> Alike:
    """The other area with what they share and what they don't."""
    known = ~np.isnan(apart) & (weight > 0)
    # That both lie far from the middle, and close together, tells more than that both are as most are.
    telling = np.where(known, np.abs(mine) - 2 * np.abs(apart), -np.inf)
    lower, upper = given.lower.loc[[code, other]].to_numpy(), given.upper.loc[[code, other]].to_numpy()
    with np.errstate(invalid="ignore"):
        certain = known & ((lower[0] > upper[1]) | (upper[0] < lower[1]))
    far = np.where(certain, np.abs(apart), -np.inf)
    near = [at for at in np.argsort(-telling, kind="stable") if known[at] and abs(apart[at]) < 0.5]
    differ = [at for at in np.argsort(-far, kind="stable") if certain[at] and abs(apart[at]) >= 0.5]
    values = given.value.loc[[code, other]].to_numpy()
    names = [*given.value.columns]

    def trait(at: int) -> Trait:
        return Trait(names[at], float(values[0, at]), float(values[1, at]), abs(float(apart[at])))

    because, but = (tuple(trait(at) for at in chosen[:SAID]) for chosen in (near, differ))
    return Alike(other, distance, int(known.sum()), because, but)
