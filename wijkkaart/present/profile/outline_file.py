"""Outlines in a file that somebody made elsewhere: GeoJSON in degrees or in RD, read with care.

Programs disagree on how a file tells its coordinate system, and many don't tell it. Degrees and RD don't
overlap in the Netherlands, so where the numbers lie decides; anything else is named and refused.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from wijkkaart.errors import InvalidData
from wijkkaart.model import RD, WGS84

MOST = 100
"""So many areas a file may hold."""
_NAMES = ("naam", "name", "gebied", "wijk", "buurt")
_AS_GEOJSON = "Bewaar het gebied als GeoJSON, bijvoorbeeld met QGIS, of teken het hier op de kaart."
_Box = tuple[float, float, float, float]
_DEGREES: _Box = (3.0, 50.0, 7.5, 54.0)
_METRES: _Box = (0.0, 290_000.0, 300_000.0, 640_000.0)
_SWAPPED: _Box = (50.0, 3.0, 54.0, 7.5)
_WEB: _Box = (330_000.0, 6_400_000.0, 840_000.0, 7_170_000.0)


@dataclass(frozen=True)
class Outline:
    """An outline as a file has it."""

    name: str
    """"" when it has none."""
    shape: BaseGeometry
    """Polygons only, valid: EPSG:28992."""
    given: Mapping[str, Any]
    """The same as GeoJSON, as it was drawn: WGS84."""
    mended: bool
    """Whether it crossed itself, and so was taken otherwise than it was drawn."""


def check_bytes(data: bytes) -> None:
    """Raises InvalidData for what by its first bytes is a file of another kind."""
    start = data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise InvalidData("Het bestand is leeg.", "Verwacht: GeoJSON of CSV.", "Bewaar het opnieuw.")
    kinds = {
        b"PK\x03\x04": "een zip-bestand, misschien een shapefile, KMZ of Excel",
        b"SQLite format": "een GeoPackage",
        b"\x00\x00\x27\x0a": "een shapefile",
        b"\x1f\x8b": "een ingepakt bestand (gzip)",
        b"%PDF": "een PDF",
    }
    kind = next((name for first, name in kinds.items() if start.startswith(first)), "")
    if start.startswith(b"<"):
        lower = start.lower()
        kind = next((name for name in ("kml", "gpx", "gml", "html") if f"<{name}".encode() in lower), "xml")
        kind = kind.upper()
    if kind:
        raise InvalidData(
            f"Dit is {kind}, hoe het bestand ook heet.", "Verwacht: GeoJSON of CSV.", _AS_GEOJSON
        )


def read(text: str) -> list[Outline]:
    """The outlines in GeoJSON, in its order; what has no outline is left out. Raises InvalidData."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidData(
            "Dit is geen geldige GeoJSON: het bestand is afgebroken of beschadigd.",
            "Verwacht: GeoJSON met een of meer vlakken.",
            _AS_GEOJSON,
        ) from error
    try:
        rows = found["features"] if found.get("type") == "FeatureCollection" else [found]
        rows = [row if row.get("type") == "Feature" else {"geometry": row} for row in rows]
        rows = [row for row in rows if row.get("geometry")]
        with np.errstate(invalid="ignore"):  # what is no number is refused below
            shapes = [shapely.force_2d(shape(row["geometry"])) for row in rows]
        numbers = shapely.get_coordinates(shapes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, GEOSException) as error:
        raise _no_areas("Dit is geen GeoJSON met vlakken.") from error
    _check(shapes, numbers)
    crs = _crs(shapes)
    in_metres = gpd.GeoSeries(shapes, crs=crs).to_crs(RD)
    in_degrees = gpd.GeoSeries(shapes, crs=crs).to_crs(WGS84)
    return [
        Outline(
            _name(row),
            _polygons(shapely.make_valid(outline)),
            json.loads(json.dumps(mapping(given))),
            not outline.is_valid,
        )
        for row, outline, given in zip(rows, in_metres, in_degrees, strict=True)
    ]


def _check(shapes: list[BaseGeometry], numbers: np.ndarray) -> None:
    """Raises InvalidData for what are no areas, for too many, and for coordinates that are no numbers."""
    if not shapes or all(each.is_empty for each in shapes):
        raise _no_areas("In dit bestand staat geen enkel vlak.")
    if len(shapes) > MOST:
        raise InvalidData(
            f"Het bestand heeft {len(shapes)} vlakken.", f"Het mogen er {MOST} zijn.", "Verdeel het bestand."
        )
    kinds = {each.geom_type for each in shapes}
    if not kinds <= {"Polygon", "MultiPolygon"}:
        line = any("Line" in kind for kind in kinds)
        point = any("Point" in kind for kind in kinds)
        what = "lijnen" if line else "punten" if point else "meer dan vlakken"
        raise _no_areas(f"In dit bestand staan {what}, en dit is dus geen GeoJSON met vlakken.")
    if not np.isfinite(numbers).all() or any(each.is_empty for each in shapes):
        raise _no_areas("Dit is geen GeoJSON met vlakken: er ontbreken coördinaten.")


def _no_areas(found: str) -> InvalidData:
    return InvalidData(
        found,
        "Verwacht: een of meer vlakken (Polygon of MultiPolygon), in lengte- en breedtegraden of in RD.",
        _AS_GEOJSON,
    )


def _crs(shapes: list[BaseGeometry]) -> str:
    """The coordinate system by where the coordinates lie; raises InvalidData for one that can't be taken."""
    bounds = shapely.total_bounds(shapes)
    if _within(bounds, _DEGREES):
        return WGS84
    if _within(bounds, _METRES):
        return RD
    first = " ".join(f"{number:.7g}" for number in bounds[:2])
    if _within(bounds, _SWAPPED):
        raise _other("lengte- en breedtegraad staan verwisseld", first, "Zet de lengtegraad voorop.")
    remedy = "Bewaar het opnieuw, in WGS84 (EPSG:4326) of RD (EPSG:28992)."
    web = _within(bounds, _WEB)
    raise _other(
        "zij zijn in Web Mercator (EPSG:3857)" if web else "zij liggen niet in Nederland", first, remedy
    )


def _within(bounds: np.ndarray, box: _Box) -> bool:
    west, south, east, north = bounds
    return bool(box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3])


def _other(what: str, first: str, remedy: str) -> InvalidData:
    return InvalidData(
        f"De coördinaten van dit bestand kloppen niet: {what} (het begint bij {first}).",
        "Verwacht: lengte- en breedtegraden (zoals 5.38 52.15) of RD in meters (zoals 155000 463000).",
        remedy,
    )


def _polygons(mended: BaseGeometry) -> BaseGeometry:
    """The areas of a shape that was mended, without the lines and points that may come of it."""
    # Twice: what is mended may be a collection with areas of several parts.
    pieces = shapely.get_parts(shapely.get_parts(mended))
    return shapely.union_all([each for each in pieces if each.geom_type == "Polygon"])


def _name(row: Mapping[str, Any]) -> str:
    given = row.get("properties")
    known = given if isinstance(given, Mapping) else {}
    lower = {str(key).casefold(): str(value) for key, value in known.items() if value}
    return next((lower[name] for name in _NAMES if name in lower), "")
