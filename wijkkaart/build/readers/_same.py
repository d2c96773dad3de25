"""Which rows are one and the same place: a building and the point in it, or what a register has as well."""

from collections.abc import Hashable, Sequence
from math import hypot
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart.model import RD
from wijkkaart.store import Snapshot

NEAR = 50.0
"""Metres between a building's middle and a point with the same name and category that is the same place."""
LISTED = 100.0
"""Metres within which a register's place is the same: its point is that of an address, not of a building."""

_REGISTERS = {
    "duo": ("basisschool", "speciaal_onderwijs", "voortgezet_onderwijs"),
    "lrk": ("kinderopvang",),
    "ov-haltes": ("ov_halte", "station"),
}
"""Source to the categories of which it has every place there is."""

Row = dict[Hashable, Any]


def merged(rows: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """`rows` with a building and the point that is the same place (name and category are) made one.

    `rows` has `name`, `category`, `type` (node, way or relation), `tags` (how many), and `x` and `y` in
    metres. The one with more tags stays; where it has nothing in one of `fields`, the other's is taken.
    """
    found = sorted(rows.to_dict("records"), key=lambda row: -row["tags"])
    kept: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        others = kept.setdefault((row["name"].casefold(), row["category"]), [])
        same = next((other for other in others if row["name"] and _same(row, other)), None)
        if same is None:
            others.append(row)
            continue
        same.update({field: row[field] for field in fields if not same[field]})
    return pd.DataFrame([row for group in kept.values() for row in group], columns=rows.columns)


def _same(one: Row, other: Row) -> bool:
    """Two points, such as the stops on either side of a street, are two places."""
    return one["type"] != other["type"] and hypot(one["x"] - other["x"], one["y"] - other["y"]) <= NEAR


def also_listed(rows: pd.DataFrame, store: Snapshot) -> npt.NDArray[np.bool_]:
    """Which `rows` (`category`, and `x` and `y` in metres) are on the map already, from a register.

    A gemeente has some hundreds of stops and schools: each of them twice would make every count wrong.
    """
    listed = np.zeros(len(rows), bool)
    places = store.places()
    places = places[places["source"].isin([*_REGISTERS]) & places.geometry.notna() & ~places["example"]]
    for source, known in places.to_crs(RD).groupby("source"):
        ours = np.flatnonzero(rows["category"].isin(_REGISTERS[str(source)]))
        points = gpd.points_from_xy(rows["x"].iloc[ours], rows["y"].iloc[ours])
        near, _ = known.sindex.nearest(points, return_all=False, max_distance=LISTED)
        listed[ours[near]] = True
    return listed
