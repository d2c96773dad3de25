"""What 100 stands for: the mean and spread of every figure in one area and year, kept fixed.

Kept in a file beside the scores, or an index of another year would be measured with another rule.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.years import best_year
from wijkkaart.errors import InvalidData
from wijkkaart.index_definition import IndexDefinition
from wijkkaart.model import COUNTRY

FEWEST_PEOPLE = 100
"""Areas with fewer inhabitants don't count in the base, and get no index."""
FEWEST_AREAS = 5
"""A figure that fewer areas have gives no mean and spread to measure by."""


@dataclass(frozen=True)
class Measure:
    """What a figure is measured by: (value - mean) / spread."""

    indicator: str
    """The figure itself, or what takes its place."""
    year: int
    mean: float
    """Of the areas, weighted by inhabitants."""
    spread: float
    """Standard deviation over the areas."""
    areas: int


@dataclass(frozen=True)
class Base:
    """The area, year and level that 100 is the mean of."""

    area: str
    level: str
    year: int
    measures: Mapping[str, Measure]
    """Id of an input to its measure; what's not in it can't be scored."""
    left_out: Mapping[str, str]
    """Id of an input to why it can't be, in Dutch."""

    def to_dict(self) -> dict[str, Any]:
        """As plain data, to keep in a file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Base":
        """A base that was kept. Raises InvalidData when it isn't one."""
        try:
            measures = {name: Measure(**row) for name, row in kept["measures"].items()}
            rest = {name: kept[name] for name in ("area", "level", "year", "left_out")}
            return cls(**rest, measures=measures)
        except (KeyError, TypeError, AttributeError) as error:
            raise InvalidData(
                f"De bewaarde basis van de index is niet te lezen ({error}).",
                "Verwacht: gebied, niveau, jaar, en van elk cijfer gemiddelde en spreiding.",
                "Maak een nieuwe basis.",
            ) from error


def make_base(definition: IndexDefinition, bounded: pd.DataFrame, area: str, level: str, year: int) -> Base:
    """Mean and spread of every input over the areas of a level in `area` (a gemeente, or NL00).

    Of each figure the newest well filled year up to `year` counts. Areas with fewer than FEWEST_PEOPLE
    inhabitants don't. `bounded` is of `rounding.bounded`.
    """
    rows = bounded[(bounded.level == level) & (bounded.year <= year)]
    if area != COUNTRY:
        rows = rows[rows.gemeente == area]
    people = inhabitants(rows)
    rows = rows[rows.code.map(people).ge(FEWEST_PEOPLE) & rows.value.notna() & (rows.reason != Reason.FEW)]
    groups = {str(name): group for name, group in rows.groupby("indicator")}
    measures, left_out = {}, {}
    for _, entry in definition.inputs:
        tried = (_measure(name, groups.get(name), people) for name in (entry.indicator, *entry.instead))
        found = [each for each in tried if isinstance(each, Measure)]
        if found:
            measures[entry.indicator] = found[0]
        else:
            left_out[entry.indicator] = str(_measure(entry.indicator, groups.get(entry.indicator), people))
    return Base(area, level, year, measures, left_out)


def inhabitants(rows: pd.DataFrame, edge: str = "value") -> "pd.Series[float]":
    """Code to its inhabitants in the newest year with a count; with `lower` how many there are at least."""
    counts = rows[(rows.indicator == "inwoners") & rows[edge].notna()].sort_values("year")
    return counts.drop_duplicates("code", keep="last").set_index("code")[edge]


def _measure(name: str, rows: pd.DataFrame | None, people: "pd.Series[float]") -> Measure | str:
    """What a figure is measured by, or why it can't be."""
    if rows is None:
        return "geen cijfers in het basisgebied"
    counts = rows.groupby("year").size().rename("filled").reset_index()
    year = best_year(counts.assign(n=int(counts.filled.max())))
    values = rows[rows.year == year].drop_duplicates("code").set_index("code").value
    if year is None or len(values) < FEWEST_AREAS:
        return f"cijfers van minder dan {FEWEST_AREAS} gebieden in het basisgebied"
    spread = float(np.std(values))
    if spread <= 0:
        return "overal in het basisgebied hetzelfde"
    weights = people.reindex(values.index).to_numpy(dtype=float)
    return Measure(name, year, float(np.average(values, weights=weights)), spread, len(values))
