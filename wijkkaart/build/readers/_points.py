"""From what files call coordinates to points: swapped, in RD, with decimal commas, or none at all."""

import re
from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wijkkaart.build.readers._clean import as_text, count
from wijkkaart.model import RD, WGS84
from wijkkaart.raw import Raw

LAT = (50.7, 53.8)
LON = (3.2, 7.3)
"""The Netherlands in degrees."""
_RD_X = (0.0, 300_000.0)
_RD_Y = (300_000.0, 640_000.0)
"""The Netherlands in metres of RD; the two don't overlap, nor do those in degrees: an order can be told."""
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")

SWAPPED = "lengte- en breedtegraad verwisseld"
WAS_RD = "RD-coördinaten waar graden horen"
OUTSIDE = "coördinaten niet bruikbaar of buiten Nederland: geen plek op de kaart"


def number(text: str) -> float:
    """A number with decimal comma or point, thousands apart or not; NaN when it isn't one."""
    bare = re.sub(r"\s", "", text)
    if not _NUMBER.fullmatch(bare):
        return float("nan")
    head, mark, tail = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", bare).groups()  # type: ignore[union-attr]
    return float(re.sub(r"[.,]", "", head) + (f".{tail}" if mark else ""))


def numbers(column: pd.Series) -> np.ndarray:
    """A column of text or numbers as floats."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(float, na_value=np.nan)
    return np.array([number(text) for text in as_text(column)], float)


def points_of(raw: Raw, fields: dict[str, str], repaired: Counter[str]) -> gpd.GeoSeries:
    """A point (EPSG:4326) or None for each row, from the geometry or else from columns.

    `fields` is what `recognise` found. What had to be put right, and what couldn't be, is counted.
    """
    lon = np.full(len(raw.frame), np.nan)
    lat = lon.copy()
    swapped, was_rd, outside = (np.zeros(len(lon), bool) for _ in range(3))
    for first, second, plain_rd in _candidates(raw, fields):
        todo = np.isnan(lon)
        given = ~(np.isnan(first) | np.isnan(second)) & ~((first == 0) & (second == 0)) & todo
        degrees = given & _within(first, LON) & _within(second, LAT)
        turned = given & _within(first, LAT) & _within(second, LON)
        metres = given & _within(first, _RD_X) & _within(second, _RD_Y)
        turned_metres = given & _within(first, _RD_Y) & _within(second, _RD_X)
        east = np.where(turned | turned_metres, second, first)
        north = np.where(turned | turned_metres, first, second)
        rd = metres | turned_metres
        if rd.any():
            there = gpd.GeoSeries(gpd.points_from_xy(east[rd], north[rd]), crs=RD).to_crs(WGS84)
            east[rd], north[rd] = there.x, there.y
        good = degrees | turned | rd
        lon[good], lat[good] = east[good], north[good]
        swapped |= turned | turned_metres
        was_rd |= rd & (not plain_rd)
        outside |= given & ~good
    count(repaired, SWAPPED, swapped)
    count(repaired, WAS_RD, was_rd)
    count(repaired, OUTSIDE, outside & np.isnan(lon))
    return as_points(lon, lat, raw.frame.index)


def as_points(lon: np.ndarray, lat: np.ndarray, index: pd.Index) -> gpd.GeoSeries:
    """Points (EPSG:4326), or None where there's no number."""
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=index, crs=WGS84)
    return points.where(~np.isnan(lon))


def _within(values: np.ndarray, bounds: tuple[float, float]) -> np.ndarray:
    return (values >= bounds[0]) & (values <= bounds[1])


def _candidates(raw: Raw, fields: dict[str, str]) -> list[tuple[np.ndarray, np.ndarray, bool]]:
    """The pairs (east, north) that a file offers, and whether RD is what one expects there."""
    found = []
    if raw.geometry is not None:
        found.append((*_of_geometry(raw.geometry), raw.geometry.crs is None))
    if {"lat", "lon"} <= set(fields):
        found.append((numbers(raw.frame[fields["lon"]]), numbers(raw.frame[fields["lat"]]), False))
    if {"x", "y"} <= set(fields):
        found.append((numbers(raw.frame[fields["x"]]), numbers(raw.frame[fields["y"]]), True))
    if "coordinates" in fields:
        cells = as_text(raw.frame[fields["coordinates"]])
        pairs = np.array([_pair(text) for text in cells], float).reshape(-1, 2)
        found.append((pairs[:, 0], pairs[:, 1], True))
    return found


def _of_geometry(geometry: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
    points = geometry.to_crs(WGS84) if geometry.crs is not None and geometry.crs.is_projected else geometry
    middle = shapely.centroid(points.to_numpy())
    return shapely.get_x(middle), shapely.get_y(middle)


def _pair(text: str) -> tuple[float, float]:
    """Two numbers in one cell, as east and north: `52.15, 5.38`, `52,15; 5,38`, `POINT (5.38 52.15)`."""
    parts = re.findall(r"[-+]?\d+(?:\.\d+)?" if "." in text else r"[-+]?\d+(?:,\d+)?", text)
    if len(parts) != 2:
        return (float("nan"), float("nan"))
    first, second = number(parts[0]), number(parts[1])
    # Degrees are written latitude first, metres and WKT the other way round.
    if text.upper().startswith("POINT") or first > 180:
        return (first, second)
    return (second, first)
