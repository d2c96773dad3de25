"""Which buurten an outline that somebody drew stands for.

Figures are known of whole buurten only, so a drawn area becomes the buurten that lie in it for the
most part. How well these fit the outline is told, and nothing is cut in proportion: people don't live
spread evenly over a buurt.
"""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from wijkkaart.errors import WijkkaartError

LEAST = 0.5
"""The share of a buurt that must lie inside for it to be part of the area."""

DRAWN_COLUMNS = {"code": "str", "share": "float", "chosen": "bool"}
"""A row a buurt that the outline touches, and what share of it lies inside."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The buurten that a drawn area stands for."""

    table: pd.DataFrame
    """DRAWN_COLUMNS, most inside first."""
    by_addresses: bool
    """Whether shares are of addresses; else of land."""
    covered: float
    """The share of the outline that the chosen buurten cover."""
    outside: float
    """The share of the chosen buurten that lies outside the outline."""

    @property
    def parts(self) -> list[str]:
        """Codes of the chosen buurten."""
        return [*self.table.code[self.table.chosen]]


def drawn_parts(
    outline: BaseGeometry,
    buurten: gpd.GeoDataFrame,
    addresses: gpd.GeoSeries | None = None,
    *,
    least: float = LEAST,
) -> Drawn:
    """The buurten (`code`, EPSG:28992) that lie for at least `least` inside `outline` (EPSG:28992).

    With `addresses` (points, EPSG:28992) the share is that of the addresses, where a buurt has any;
    without them that of the land. Raises WijkkaartError when no buurt lies in it.
    """
    outline = shapely.make_valid(outline)
    touched = buurten[buurten.intersects(outline)]
    inside = touched.intersection(outline).area
    share = (inside / touched.area).to_numpy()
    if addresses is not None:
        share = _of_addresses(touched, outline, addresses).fillna(pd.Series(share, touched.index)).to_numpy()
    table = pd.DataFrame({"code": touched.code.to_numpy(), "share": share, "chosen": share >= least})
    # A line that runs along a border by accident touches buurten that nobody meant.
    keep = table.chosen | (table.share > 0.01)
    chosen = table.chosen.to_numpy()
    if not chosen.any():
        raise WijkkaartError(
            "In het getekende gebied ligt geen enkele buurt voor het grootste deel.",
            "Cijfers zijn er alleen van hele buurten.",
            "Teken het gebied ruimer, of kies de buurten in de lijst.",
        )
    overlap, whole = float(inside[chosen].sum()), float(touched.area[chosen].sum())
    table = table[keep].sort_values(["share", "code"], ascending=[False, True], ignore_index=True)
    return Drawn(table, addresses is not None, overlap / outline.area, 1 - overlap / whole)


def _of_addresses(buurten: gpd.GeoDataFrame, outline: BaseGeometry, addresses: gpd.GeoSeries) -> pd.Series:
    """The share of the addresses of each buurt that lies inside; NaN where a buurt has none."""
    points = gpd.GeoDataFrame({"inside": addresses.within(outline)}, geometry=addresses, crs=addresses.crs)
    joined = points.sjoin(buurten[["geometry"]], predicate="within")
    return joined.groupby("index_right").inside.mean().reindex(buurten.index)
