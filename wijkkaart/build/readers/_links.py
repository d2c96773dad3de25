"""Activities and persons that name the place where they are, put there."""

import geopandas as gpd
import pandas as pd

from wijkkaart.core.search import plain
from wijkkaart.model import WGS84, Kind


def place_by_name(rows: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """`rows` (PLACE_COLUMNS) with the place that their `address` names, by id or name, filled in.

    Only activities and key persons are looked at. They get the place's address, postcode, town and
    gemeente, and its point when they have none of their own. A name that several places in the
    row's gemeente have (or several anywhere, when that's unknown) says nothing; stops don't count.
    """
    todo = rows[(rows.kind != Kind.PLACE) & (rows.address != "")]
    targets = places[(places.kind == Kind.PLACE) & (places.category != "ov_halte")]
    if todo.empty or targets.empty:
        return rows
    targets = targets.reset_index(drop=True)
    by_id = {key: row for row, key in enumerate(targets.id)}
    # An id that is a bare number in the file has the kind and the file in front here.
    short = targets.id.where(targets.id.str.startswith("place:"), "").str.rsplit(":", n=1).str[-1]
    by_name: dict[str, list[int]] = {}
    for row, (name, number) in enumerate(zip(targets.name, short, strict=True)):
        for key in {plain(name), number} - {""}:
            by_name.setdefault(key, []).append(row)
    gemeenten = targets.gemeente.tolist()
    found = {}
    for row, address, gemeente in zip(todo.index, todo.address, todo.gemeente, strict=True):
        named = by_name.get(plain(address), [])
        near = [place for place in named if not gemeente or gemeenten[place] in {"", gemeente}]
        match = by_id.get(address, near[0] if len(near) == 1 else None)
        if match is not None:
            found[row] = match
    return _placed(rows, targets, found) if found else rows


def _placed(rows: gpd.GeoDataFrame, targets: gpd.GeoDataFrame, found: dict[int, int]) -> gpd.GeoDataFrame:
    """`rows` with those in `found` (row to row of `targets`) at their place."""
    index = pd.Index(found)
    there = targets.loc[list(found.values())].set_axis(index)
    street = ", " + there.address
    rows = rows.copy()
    rows.loc[index, "address"] = there["name"] + street.where(there.address != "", "")
    without = rows.geometry.loc[index].isna()
    rows.loc[index, ["postcode", "city"]] = there[["postcode", "city"]]
    for column in ("gemeente", "approximate"):
        rows.loc[index[without], column] = there.loc[without, column]
    points = rows.geometry.copy()
    points.loc[index[without]] = there.geometry[without]
    return rows.set_geometry(gpd.GeoSeries(points, crs=WGS84))
