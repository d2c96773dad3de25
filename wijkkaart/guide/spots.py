"""In which gemeente, wijk and buurt something lies, for any year of boundaries held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from wijkkaart.atlas import Atlas
from wijkkaart.keep import kept
from wijkkaart.model import RD, WGS84, Level


@dataclass(frozen=True)
class Spot:
    """Where something is: codes, "" for what isn't known."""

    gemeente: str = ""
    wijk: str = ""
    buurt: str = ""

    @property
    def smallest(self) -> str:
        """The code of the smallest area that's known."""
        return self.buurt or self.wijk or self.gemeente


class Spots:
    """Point in polygon on the boundaries of an atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def of(self, points: Mapping[str, tuple[float, float, str]], year: int | None = None) -> dict[str, Spot]:
        """Id to where it lies. `points` has latitude, longitude, and the gemeente that's said ("" for none).

        Without a `year`, the boundaries are those that are drawn now. On a border counts as in one of
        both; what lies in no area is in the gemeente that's said, as long as there's one with that code.
        """
        found: dict[str, Spot] = {}
        left = dict(points)
        groups: dict[str, list[str]] = {}
        for key, (_, _, said) in points.items():
            if said in self._atlas.gemeenten:
                groups.setdefault(said, []).append(key)
        for said, keys in groups.items():
            inside = self._inside(said, {key: points[key][:2] for key in keys}, year)
            found |= inside
            for key in inside:
                del left[key]
        if left:
            for gemeente, keys in self._gemeenten({key: left[key][:2] for key in left}, year).items():
                inside = self._inside(gemeente, {key: points[key][:2] for key in keys}, year)
                found |= {key: inside.get(key, Spot(gemeente)) for key in keys}
        for key, (_, _, said) in points.items():
            found.setdefault(key, Spot(said if said in self._atlas.gemeenten else ""))
        return found

    def _gemeenten(self, points: Mapping[str, tuple[float, float]], year: int | None) -> dict[str, list[str]]:
        codes, tree = self._tree(Level.GEMEENTE, year, "")
        found: dict[str, list[str]] = {}
        for key, number in _hits(tree, points).items():
            found.setdefault(codes[number], []).append(key)
        return found

    def _inside(
        self, gemeente: str, points: Mapping[str, tuple[float, float]], year: int | None
    ) -> dict[str, Spot]:
        """Where points lie in a gemeente; those outside it are left out."""
        for level in (Level.BUURT, Level.WIJK, Level.GEMEENTE):
            codes, tree = self._tree(level, year, gemeente)
            if codes:
                return {key: _spot(codes[number]) for key, number in _hits(tree, points).items()}
        return {}

    @kept(64)
    def _tree(self, level: str, year: int | None, gemeente: str) -> tuple[tuple[str, ...], shapely.STRtree]:
        areas = self._areas(level, year, gemeente)
        return tuple(areas.code), shapely.STRtree(areas.geometry.to_numpy())

    def _areas(self, level: str, year: int | None, gemeente: str) -> gpd.GeoDataFrame:
        index = self._atlas.index
        if year is None and gemeente:
            year = self._atlas.drawn_year(gemeente, level, None)
        elif year is None:
            rows = index[index.level == level]
            year = int(rows.year.max()) if len(rows) else None
        found = self._atlas.areas(level, year or 0, gemeente or None)
        if not gemeente:
            # An example may be drawn over a real gemeente; the real one goes first.
            found = found[~found.gemeente.isin(self._atlas.examples)] if self._atlas.has_real() else found
        return found


def _spot(code: str) -> Spot:
    gemeente = "GM" + code[2:6]
    if code.startswith("GM"):
        return Spot(gemeente)
    return Spot(gemeente, "WK" + code[2:8], code if code.startswith("BU") else "")


@cache
def _to_rd() -> Transformer:
    return Transformer.from_crs(WGS84, RD, always_xy=True)


def _hits(tree: shapely.STRtree, points: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """Key to the number of the first area in which its point lies."""
    keys = [*points]
    if not keys or not len(tree.geometries):
        return {}
    lat, lon = np.array([points[key] for key in keys], float).T
    x, y = _to_rd().transform(lon, lat)
    pairs: Iterable[tuple[int, int]] = tree.query(shapely.points(x, y), predicate="intersects").T.tolist()
    found: dict[str, int] = {}
    for point, area in sorted(pairs):
        found.setdefault(keys[point], area)
    return found
