"""Recorded crimes at dataderden.cbs.nl, as sources.md §3.3 tells of them. All numbers are made up.

The areas are those of Amersfoort and Amstelveen in 2024; all years are on one division.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from tests.publishers.odata3 import Column, Table

ID, TITLE = "47018NED", "Geregistreerde misdrijven; soort misdrijf, wijk, buurt, jaarcijfers"
YEARS = range(2012, 2026)
KINDS = {
    "0.0.0": 60.0,
    "1.1.1": 3.0,
    "1.1.2": 1.0,
    "1.2.1": 4.0,
    "1.2.2": 1.0,
    "1.2.3": 7.0,
    "1.2.4": 1.0,
    "1.4.1": 1.0,
    "1.4.3": 0.3,
    "1.4.4": 1.5,
    "1.4.5": 2.5,
    "1.4.6": 0.3,
    "1.6.3": 0.1,
    "2.1.1": 2.0,
    "2.2.1": 6.0,
    "2.5.1": 1.0,
    "2.5.2": 3.0,
    "3.2.1": 0.1,
    "3.7.4": 1.0,
}
"""Kind of crime to about how many there are in a buurt; the rare ones are there to be left alone."""


def table(shared: Path) -> Table:
    """The table with years."""
    columns = [
        Column("GeregistreerdeMisdrijven", "Geregistreerde misdrijven"),
        Column("Gemeentenaam", "Gemeentenaam", "", text=True),
        Column("SoortRegio", "Soort regio", "", text=True),
    ]
    return Table(
        ID,
        TITLE,
        columns,
        lambda made: _rows(made, codes(shared)),
        dimensions={"SoortMisdrijf": 6, "Perioden": 8},
    )


def codes(shared: Path) -> list[str]:
    """The country, and both gemeenten with their wijken and buurten."""
    found = ["NL00", "GM0307", "GM0362"]
    for name in ("amersfoort", "amstelveen"):
        for level in ("wijk", "buurt"):
            path = shared / f"boundaries/{name}_{level}en_2024.geojson"
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            found += [feature["properties"][f"{level}code"] for feature in features]
    return found


def _rows(made: Table, areas: list[str]) -> pd.DataFrame:
    """Every area, kind and year: larger areas have more, and about one in twenty isn't published."""
    index = pd.MultiIndex.from_product(
        [areas, KINDS, YEARS], names=["WijkenEnBuurten", "SoortMisdrijf", "year"]
    )
    found = index.to_frame(index=False)
    size = found.WijkenEnBuurten.str[:2].map({"NL": 14_000, "GM": 140, "WK": 5, "BU": 1})
    mean = found.SoortMisdrijf.map(KINDS) * size
    dice = np.random.default_rng(47018)
    number = pd.Series(dice.poisson(mean).astype(float))
    hidden = (found.WijkenEnBuurten.str.startswith("BU")) & (dice.random(len(found)) < 0.05)
    key, name, kind = made.keys
    return pd.DataFrame(
        {
            "WijkenEnBuurten": found.WijkenEnBuurten,
            "SoortMisdrijf": found.SoortMisdrijf,
            "Perioden": found.year.astype("str") + "JJ00",
            key: number.mask(hidden),
            name: "Amersfoort",
            kind: "Buurt",
        }
    )
