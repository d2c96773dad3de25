"""The map of an area for on paper: its outline among those around it, and a number at each place."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Polygon, box

from wijkkaart.atlas import Atlas
from wijkkaart.core.route import Point, rd
from wijkkaart.model import Level
from wijkkaart.present.profile.area import Area
from wijkkaart.present.route_picture import HEIGHT, RADIUS, WIDTH, Frame, numbers, scale_bar

FONT = "Source Sans, Source Sans Pro, Liberation Sans, Arial, sans-serif"
_INSIDE, _OUTSIDE, _LINE, _EDGE = "#fdfefe", "#eef2f2", "#9aa9ac", "#0b5d6b"
_LEGEND = 34.0
_SLIT = 4.0
"""Half of how wide a slit between two parts of an area is at most, in the picture."""
_ROOM = 400.0
"""Metres around an area in which a place is still on its map."""


@dataclass(frozen=True)
class Spot:
    """A place on the map: WGS84."""

    lat: float
    lon: float


def outlines(atlas: Atlas, area: Area) -> gpd.GeoDataFrame | None:
    """The outlines of the gemeente to draw an area in, EPSG:28992 with `code` and `name`; None without any.

    Of an area in it the buurten; of the gemeente itself its wijken.
    """
    levels = [level for level in atlas.levels(area.gemeente) if level is not Level.GEMEENTE]
    if not levels:
        return None
    whole = area.level is Level.GEMEENTE and not area.own
    level = levels[0] if whole else levels[-1]
    year = atlas.drawn_year(area.gemeente, level, None)
    return None if year is None else atlas.areas(level, year, area.gemeente)


def _inside(found: gpd.GeoDataFrame, area: Area) -> np.ndarray:
    if area.level is Level.GEMEENTE and not area.own:
        return np.ones(len(found), dtype=bool)
    codes = set(area.codes)
    return np.array([code in codes or f"WK{code[2:8]}" in codes for code in found.code], dtype=bool)


def draw(found: gpd.GeoDataFrame, area: Area, spots: Sequence[Spot]) -> str | None:
    """The map as SVG with a number at each spot, from 1; None when the area isn't among the outlines.

    With a legend, a scale and north.
    """
    inside = _inside(found, area)
    if not inside.any():
        return None
    shape = shapely.union_all(found.geometry[inside].to_numpy())
    points = [rd(spot.lat, spot.lon) for spot in spots]
    west, south, east, north = shape.bounds
    frame = Frame([(west, south), (east, north), *points])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT + _LEGEND:.0f}" '
        f'width="{WIDTH:.0f}" height="{HEIGHT + _LEGEND:.0f}" font-family="{FONT}">',
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT + _LEGEND:.0f}" fill="#fff"/>',
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="{_OUTSIDE}"/>',
        *_shapes(frame, found, inside),
        *_edge(frame, _closed(shape, frame)),
        *_names(frame, found[inside], points),
        *numbers(frame, points),
        *scale_bar(frame),
        *_legend(area, bool(points)),
        "</svg>",
    ]
    return "".join(parts)


def size() -> tuple[float, float]:
    """Width and height of every map."""
    return WIDTH, HEIGHT + _LEGEND


def near(found: gpd.GeoDataFrame, area: Area, spot: Spot) -> bool:
    """Whether a place lies so near the area that the map can show it."""
    x, y = rd(spot.lat, spot.lon)
    west, south, east, north = found.geometry[_inside(found, area)].total_bounds
    return bool(west - _ROOM < x < east + _ROOM and south - _ROOM < y < north + _ROOM)


def _paths(frame: Frame, shape: shapely.Geometry) -> str:
    """The outline as the data of a path, holes included."""
    seen = shape.simplify(0.7 / frame.scale).intersection(frame.window)
    rings = [
        ring
        for part in shapely.get_parts(seen)
        if isinstance(part, Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in map(frame.at, ring.coords)) + "z" for ring in rings
    )


def _shapes(frame: Frame, found: gpd.GeoDataFrame, inside: np.ndarray) -> list[str]:
    near = found.intersects(frame.window).to_numpy()
    return [
        f'<path d="{_paths(frame, shape)}" fill="{_INSIDE if own else _OUTSIDE}" fill-rule="evenodd" '
        f'stroke="{_LINE}" stroke-width="1.2"/>'
        for shape, own in zip(found.geometry[near], inside[near], strict=True)
    ]


def _closed(shape: shapely.Geometry, frame: Frame) -> shapely.Geometry:
    """A shape without the slits that stay where two of its parts don't quite meet."""
    slit = _SLIT / frame.scale
    return shape.buffer(slit, join_style="mitre").buffer(-slit, join_style="mitre")


def _edge(frame: Frame, shape: shapely.Geometry) -> list[str]:
    return [f'<path d="{_paths(frame, shape)}" fill="none" stroke="{_EDGE}" stroke-width="4"/>']


def _names(frame: Frame, found: gpd.GeoDataFrame, points: Sequence[Point]) -> list[str]:
    """Names of the areas inside, the largest first, where they cover no number and no other name."""
    taken = [box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in map(frame.at, points)]
    parts = []
    order = found.geometry.area.sort_values(ascending=False).index
    for name, shape in zip(found["name"][order], found.geometry[order], strict=True):
        middle = shape.representative_point()
        x, y = frame.at((middle.x, middle.y))
        half = 4.6 * len(str(name))
        x = min(max(x, half + 4), WIDTH - half - 4)
        for lower in (0, 26, -26):
            room = box(x - half, y + lower - 17, x + half, y + lower + 6)
            if 20 < y + lower < HEIGHT - 45 and not any(room.intersects(other) for other in taken):
                taken.append(room)
                parts.append(
                    f'<text x="{x:.0f}" y="{y + lower:.0f}" text-anchor="middle" font-size="18" '
                    f'fill="#3d5054" stroke="{_INSIDE}" stroke-width="4" paint-order="stroke">'
                    f"{escape(str(name))}</text>"
                )
                break
    return parts


def _legend(area: Area, numbered: bool) -> list[str]:
    """What the marks are, on a strip below the map."""
    y = HEIGHT + _LEGEND - 10
    parts = [
        f'<rect x="2" y="{y - 13:.0f}" width="24" height="14" fill="{_INSIDE}" stroke="{_EDGE}" '
        f'stroke-width="3"/><text x="34" y="{y:.0f}" font-size="17">{escape(area.name)}</text>'
    ]
    x = 60 + 8.6 * len(area.name)
    if numbered:
        parts.append(
            f'<circle cx="{x + 10:.0f}" cy="{y - 6:.0f}" r="11" fill="{_EDGE}"/>'
            f'<text x="{x + 10:.0f}" y="{y:.0f}" text-anchor="middle" font-size="15" font-weight="bold" '
            f'fill="#fff">1</text><text x="{x + 28:.0f}" y="{y:.0f}" font-size="17">'
            "nummer in de lijst bij deze kaart</text>"
        )
    return parts
