"""Places of sources as they are drawn and listed in a gemeente."""

import geopandas as gpd
import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.model import RD, Level


def in_gemeente(atlas: Atlas, everything: gpd.GeoDataFrame, gemeente: str) -> pd.DataFrame:
    """Rows that lie in a gemeente or say so themselves.

    With `lat`, `lon`, an empty `record`, and the `buurt` and `wijk` they lie in.
    An example may be drawn over a real gemeente; what it holds doesn't stand there.
    """
    if gemeente not in atlas.examples:
        everything = everything[~everything.example]
    inside = _inside(atlas, everything, gemeente).reset_index(drop=True)
    table = pd.DataFrame(inside.drop(columns="geometry"))
    return table.assign(lon=inside.geometry.x, lat=inside.geometry.y, record="")


def _inside(atlas: Atlas, everything: gpd.GeoDataFrame, gemeente: str) -> gpd.GeoDataFrame:
    for level in (Level.BUURT, Level.WIJK, Level.GEMEENTE):
        year = atlas.drawn_year(gemeente, level, None)
        if year is None:
            continue
        shapes = atlas.areas(level, year, gemeente)[["code", "geometry"]].rename(columns={"code": "in"})
        # On a border counts too; what stands in water, which areas leave out, can only say so itself.
        joined = everything.to_crs(RD).sjoin(shapes, how="left", predicate="intersects")
        joined = joined[~joined.index.duplicated()]
        lies = joined["in"].notna() | (everything.gemeente == gemeente)
        inside = everything[lies].copy()
        code = joined["in"][lies].fillna("")
        inside["buurt"] = code.where(code.str.startswith("BU"), "")
        inside["wijk"] = ("WK" + code.str[2:8]).where(code.str[:2].isin(["BU", "WK"]), "")
        return inside
    return everything[everything.gemeente == gemeente].assign(buurt="", wijk="")
