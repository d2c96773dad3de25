"""Repairs of outlines: coordinate system, validity, dimensions, parts. Pure functions over GeoSeries."""

from collections import Counter

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from wijkkaart.errors import InvalidFile
from wijkkaart.model import RD, WGS84

_RD_X, _RD_Y = (0.0, 300_000.0), (300_000.0, 625_000.0)
_LON, _LAT = (3.0, 8.0), (50.0, 54.0)
_MARGIN = 15_000.0
"""Metres that an outline may stick out of the RD rectangle: the sea part of a gemeente."""

NO_OUTLINE = "geen omtrek"
NOT_POLYGON = "geen vlak"
BROKEN = "omtrek niet te herstellen"
ABROAD = "ligt buiten Nederland"

Bools = npt.NDArray[np.bool_]
Shapes = npt.NDArray[np.object_]


def to_rd(geometry: gpd.GeoSeries, file: str) -> tuple[gpd.GeoSeries, Counter[str]]:
    """Outlines in EPSG:28992, whatever the file says, and what had to be put right (reason to rows).

    What the coordinates can only be goes before the CRS that is stated: RD in a GeoJSON that, by
    its standard, would be WGS84; latitude and longitude swapped. Only coordinates that could be
    neither are converted from the stated CRS. Raises InvalidFile, naming `file`, when none is stated.
    """
    crs = geometry.crs
    shapes = np.asarray(geometry.array, dtype=object)
    x, y = _centres(shapes)
    repaired: Counter[str] = Counter()
    rd, rd_swapped = _within(x, _RD_X, y, _RD_Y), _within(y, _RD_X, x, _RD_Y)
    degrees, swapped = _within(x, _LON, y, _LAT), _within(y, _LON, x, _LAT)
    other = np.isfinite(x) & ~(rd | rd_swapped | degrees | swapped)
    turned = rd_swapped | swapped
    if turned.any():
        shapes = shapes.copy()
        shapes[turned] = shapely.transform(shapes[turned], lambda xy: xy[:, ::-1])
    repaired["x en y (lengte en breedte) stonden verwisseld"] += int(turned.sum())
    if not _is_rd(crs):
        repaired["coördinaten zijn RD, maar dat stond niet in het bestand"] += int((rd | rd_swapped).sum())
    if crs is None or not crs.is_geographic:
        repaired["coördinaten zijn graden, maar dat stond niet in het bestand"] += int(
            (degrees | swapped).sum()
        )
    if other.any():
        if crs is None:
            raise _unknown_crs(file)
        shapes = _convert(shapes, other, crs)
    as_degrees = degrees | swapped
    if as_degrees.any():
        stated = crs if crs is not None and crs.is_geographic else pyproj.CRS(WGS84)
        shapes = _convert(shapes, as_degrees, stated)
    return gpd.GeoSeries(shapes, index=geometry.index, crs=RD), +repaired


def polygons(geometry: gpd.GeoSeries) -> tuple[gpd.GeoSeries, pd.Series, Counter[str]]:
    """Valid 2D polygons in EPSG:28992, why a row has none ("" where it has), and what was repaired.

    Expects outlines in EPSG:28992. An invalid polygon keeps the surface it encloses; lines and points
    that are left of it are dropped.
    """
    shapes = np.asarray(geometry.array, dtype=object)
    reasons = np.full(len(shapes), "", dtype=object)
    repaired: Counter[str] = Counter()
    reasons[shapely.is_missing(shapes) | shapely.is_empty(shapes)] = NO_OUTLINE
    reasons[(reasons == "") & ~_finite(shapes)] = BROKEN
    raised = (reasons == "") & shapely.has_z(shapes)
    repaired["hoogte weggelaten"] += int(raised.sum())
    usable = reasons == ""
    shapes = shapes.copy()
    shapes[~usable] = None
    shapes = np.asarray(shapely.force_2d(shapes), dtype=object)
    invalid = usable & ~shapely.is_valid(shapes)
    # `structure` unites overlapping parts, where the default would make holes of them.
    shapes[invalid] = shapely.make_valid(shapes[invalid], method="structure", keep_collapsed=False)
    shapes, polygonal = _polygonal(shapes)
    reasons[usable & ~polygonal] = NOT_POLYGON
    reasons[invalid & ~polygonal] = BROKEN
    repaired["ongeldige omtrek hersteld"] += int((invalid & polygonal).sum())
    reasons[(reasons == "") & ~_in_country(shapes)] = ABROAD
    shapes[reasons != ""] = None
    series = gpd.GeoSeries(shapes, index=geometry.index, crs=RD)
    return series, pd.Series(reasons, index=geometry.index, dtype="str"), +repaired


def unite(geometry: gpd.GeoSeries, keys: pd.Series) -> tuple[gpd.GeoSeries, Counter[str], Counter[str]]:
    """One outline for each key: (geometry of the first row of each key, repaired, left out).

    Rows with the key and the outline of an earlier one are left out; other outlines with the same
    key are the parts of one area, and are united.
    """
    repaired: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    first = geometry[~keys.duplicated()].copy()
    double = keys[keys.duplicated(keep=False)]
    for rows in double.groupby(double).groups.values():
        parts = [geometry.at[rows[0]]]
        for row in rows[1:]:
            if any(shapely.equals(part, geometry.at[row]) for part in parts):
                left_out["dubbel, met dezelfde omtrek"] += 1
            else:
                parts.append(geometry.at[row])
                repaired["losse delen van één gebied samengevoegd"] += 1
        first.at[rows[0]] = shapely.union_all(parts)
    return first, repaired, left_out


def _centres(shapes: Shapes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    bounds = shapely.bounds(shapes)
    return (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2


def _within(
    a: npt.NDArray[np.float64],
    range_a: tuple[float, float],
    b: npt.NDArray[np.float64],
    range_b: tuple[float, float],
) -> Bools:
    found: Bools = (a >= range_a[0]) & (a <= range_a[1]) & (b >= range_b[0]) & (b <= range_b[1])
    return found


def _is_rd(crs: pyproj.CRS | None) -> bool:
    if crs is None:
        return False
    return crs.to_epsg() in (28992, 7415) or ("RD" in crs.name and crs.is_projected) or "RD New" in crs.name


def _convert(shapes: Shapes, mask: Bools, crs: pyproj.CRS) -> Shapes:
    converted = shapes.copy()
    converted[mask] = np.asarray(gpd.GeoSeries(shapes[mask], crs=crs).to_crs(RD).array, dtype=object)
    return converted


def _finite(shapes: Shapes) -> Bools:
    coordinates, rows = shapely.get_coordinates(shapes, return_index=True)
    found = np.ones(len(shapes), dtype=bool)
    found[rows[~np.isfinite(coordinates).all(axis=1)]] = False
    return found


def _polygonal(shapes: Shapes) -> tuple[Shapes, Bools]:
    """The polygons in each shape, and which shapes had any."""
    kinds = shapely.get_type_id(shapes)
    for row in np.flatnonzero(kinds == shapely.GeometryType.GEOMETRYCOLLECTION):
        parts = [p for p in shapely.get_parts(shapes[row]) if p.geom_type in ("Polygon", "MultiPolygon")]
        shapes[row] = shapely.union_all(parts) if parts else None
    kinds = shapely.get_type_id(shapes)
    found: Bools = np.isin(kinds, (3, 6)) & ~shapely.is_empty(shapes)
    return shapes, found


def _in_country(shapes: Shapes) -> Bools:
    x, y = _centres(shapes)
    wide_x = (_RD_X[0] - _MARGIN, _RD_X[1])
    return _within(x, wide_x, y, (_RD_Y[0] - _MARGIN, _RD_Y[1] + _MARGIN))


def _unknown_crs(file: str) -> InvalidFile:
    return InvalidFile(
        f"{file}: het is niet duidelijk in welk coördinatenstelsel deze omtrekken staan.",
        "Verwacht: RD (EPSG:28992) of lengte- en breedtegraden (EPSG:4326), in Nederland.",
        "Bewaar het bestand als GeoPackage in RD, of voeg bij een shapefile het .prj-bestand toe.",
    )
