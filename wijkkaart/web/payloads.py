"""What the map fetches: outlines, names, classes, values and places, as bytes."""

import json
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely

from wijkkaart.atlas import Atlas
from wijkkaart.core.figure import Choice
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, WGS84
from wijkkaart.present import figures, places

_TOLERANCE = 4.0
"""Metres by which outlines may be simplified; shared borders stay shared."""
_DECIMALS = 5
"""Of a degree: about a metre."""


def as_json(value: object) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def outlines(atlas: Atlas, gemeente: str, level: str, year: int) -> bytes:
    """GeoJSON (EPSG:4326) of the areas of a gemeente, in the order of their codes."""
    found = atlas.areas(level, year, gemeente)
    shapes = _drawable(found)
    named = [as_json({"code": c, "name": n}).decode() for c, n in zip(found.code, found.name, strict=True)]
    features = (
        f'{{"type":"Feature","properties":{properties},"geometry":{shape}}}'
        for properties, shape in zip(named, shapes, strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def _drawable(areas: gpd.GeoDataFrame) -> Sequence[str]:
    simple = shapely.coverage_simplify(areas.geometry.to_numpy(), _TOLERANCE)
    lost = shapely.is_empty(simple)
    simple[lost] = areas.geometry.to_numpy()[lost]
    degrees = gpd.GeoSeries(simple, crs=areas.crs).to_crs(WGS84).to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, _DECIMALS))
    return [str(text) for text in shapely.to_geojson(rounded)]


def names(atlas: Atlas, level: str, year: int) -> bytes:
    """Codes and names of the areas of the country, in the order of the tiles' `i`."""
    codes = atlas.codes(level, year, COUNTRY)
    rows = atlas.index[(atlas.index.level == level) & (atlas.index.year == year)].set_index("code")
    return as_json({"codes": codes, "names": rows.name.loc[list(codes)].tolist()})


def classes(atlas: Atlas, choice: Choice) -> bytes:
    """One byte an area, in the order of the tiles' `i`."""
    return atlas.figure(choice).class_bytes()


def values(atlas: Atlas, choice: Choice) -> bytes:
    """The printed value of every area, in the order of the tiles' `i`."""
    return as_json(figures.values(atlas.figure(choice)))


def spots(guide: Guide, gemeente: str) -> bytes:
    """What the guide's role may see in a gemeente and has coordinates."""
    return as_json(places.payload(guide.places(gemeente)))
