"""The picture of a walk: outlines of the neighbourhood, the line to walk, and a number at each place.

Plain SVG that needs nothing from elsewhere, in black that prints well on any printer.
"""

import math
from html import escape

import geopandas as gpd
import shapely
from shapely.geometry import Polygon, box

from wijkkaart.core.route import Point, Walk

WIDTH, HEIGHT = 1000.0, 620.0
_MARGIN, _LEAST = 60.0, 250.0
RADIUS = 15.0
_STEPS = (20, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_ACCENT, _LINE, _TEXT = "#0b5d6b", "#9aa9ac", "#4a5d61"


class Frame:
    """From metres to places in the picture."""

    def __init__(self, points: list[Point]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        wide, high = max(max(xs) - min(xs), _LEAST), max(max(ys) - min(ys), _LEAST)
        self.scale = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN) / high)

    def at(self, point: Point) -> Point:
        x, y = (a - b for a, b in zip(point, self.middle, strict=True))
        return WIDTH / 2 + x * self.scale, HEIGHT / 2 - y * self.scale

    @property
    def window(self) -> Polygon:
        """What of the land is seen, in metres."""
        x, y = self.middle
        wide, high = WIDTH / 2 / self.scale, HEIGHT / 2 / self.scale
        return box(x - wide, y - high, x + wide, y + high)


def draw(found: Walk, outlines: gpd.GeoDataFrame | None, start: Point | None, *, back: bool) -> str:
    """The walk as SVG text; `outlines` has `name` and polygons (EPSG:28992), `start` is a point in metres."""
    points = [stop.point for stop in found.stops]
    frame = Frame([*points, *([start] if start else [])])
    line = [*([start] if start else []), *points]
    if back:
        line.append(line[0])
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(frame.at, line))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" '
        f'width="{WIDTH:.0f}" height="{HEIGHT:.0f}" font-family="sans-serif">',
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="#fff"/>',
        *_areas(frame, outlines, apart([frame.at(point) for point in points])),
        f'<polyline points="{path}" fill="none" stroke="{_ACCENT}" stroke-width="3" stroke-dasharray="9 6"/>',
        *numbers(frame, points),
        *(_start(frame, start) if start else ()),
        *scale_bar(frame),
        "</svg>",
    ]
    return "".join(parts)


def _areas(frame: Frame, outlines: gpd.GeoDataFrame | None, circles: list[Point]) -> list[str]:
    """The areas, each with its name where that covers nothing; the largest first."""
    if outlines is None:
        return []
    shapes, middles = [], []
    window = frame.window
    near = outlines[outlines.intersects(window)]
    for name, shape in zip(near["name"], near.geometry, strict=True):
        seen = shape.simplify(1 / frame.scale).intersection(window)
        parts = [part for part in shapely.get_parts(seen) if isinstance(part, Polygon)]
        for part in parts:
            path = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(frame.at, part.exterior.coords))
            shapes.append(f'<polygon points="{path}" fill="#f4f7f7" stroke="{_LINE}" stroke-width="1.5"/>')
        if parts:
            middle = max(parts, key=lambda part: part.area).representative_point()
            middles.append((seen.area, str(name), frame.at((middle.x, middle.y))))
    taken = [box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in circles]
    return shapes + [_name(name, at, taken) for _, name, at in sorted(middles, reverse=True)]


def _name(name: str, at: Point, taken: list[Polygon]) -> str:
    """The name of an area near its middle; "" when there's no room for it."""
    half = 5.2 * len(name)
    for lower in (0, 24, -24, 44, -44):
        x, y = min(max(at[0], half + 4), WIDTH - half - 4), at[1] + lower
        room = box(x - half, y - 17, x + half, y + 6)
        if 20 < y < HEIGHT - 45 and not any(room.intersects(other) for other in taken):
            taken.append(room)
            return (
                f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" font-size="19" fill="{_TEXT}" '
                f'stroke="#f4f7f7" stroke-width="4" paint-order="stroke">{escape(name)}</text>'
            )
    return ""


def numbers(frame: Frame, points: list[Point]) -> list[str]:
    """A number in a circle at each place; where they'd cover each other, beside it with a line."""
    true = [frame.at(point) for point in points]
    parts = []
    for number, ((x, y), (at_x, at_y)) in enumerate(zip(apart(true), true, strict=True), 1):
        if math.dist((x, y), (at_x, at_y)) > 3:
            ends = f'x1="{at_x:.0f}" y1="{at_y:.0f}" x2="{x:.0f}" y2="{y:.0f}"'
            parts.append(f'<line {ends} stroke="#000" stroke-width="1.5"/>')
            parts.append(f'<circle cx="{at_x:.0f}" cy="{at_y:.0f}" r="4" fill="#000"/>')
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{RADIUS:.0f}" fill="{_ACCENT}" stroke="#fff" '
            f'stroke-width="2"/><text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" font-size="17" '
            f'font-weight="bold" fill="#fff">{number}</text>'
        )
    return parts


def apart(points: list[Point]) -> list[Point]:
    """The points pushed from each other until none touch; inside the picture."""
    found = [list(point) for point in points]
    least = 2 * RADIUS + 2
    for _ in range(60):
        moved = False
        for i, one in enumerate(found):
            for other in found[:i]:
                far = math.dist(one, other)
                if far >= least:
                    continue
                moved = True
                # What lies on one spot goes apart in a direction of its own.
                angle = math.atan2(one[1] - other[1], one[0] - other[0]) if far > 0.01 else 2.4 * i
                step = (least - far) / 2
                for each, sign in ((one, 1), (other, -1)):
                    each[0] += sign * step * math.cos(angle)
                    each[1] += sign * step * math.sin(angle)
        for each in found:
            each[0] = min(max(each[0], RADIUS), WIDTH - RADIUS)
            each[1] = min(max(each[1], RADIUS), HEIGHT - RADIUS)
        if not moved:
            break
    return [(x, y) for x, y in found]


def _start(frame: Frame, start: Point) -> list[str]:
    x, y = frame.at(start)
    return [
        f'<rect x="{x - 34:.0f}" y="{y - 13:.0f}" width="68" height="26" rx="5" fill="#fff" stroke="#000" '
        f'stroke-width="2"/>'
        f'<text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" font-size="16">begin</text>'
    ]


def scale_bar(frame: Frame) -> list[str]:
    """How long a piece is, and where north is."""
    metres = max((step for step in _STEPS if step * frame.scale <= 220), default=_STEPS[0])
    length, y = metres * frame.scale, HEIGHT - 18
    label = f"{metres} meter" if metres < 1000 else f"{metres // 1000} kilometer"
    north = WIDTH - 30
    return [
        f'<path d="M20 {y - 8:.0f}v8h{length:.0f}v-8" fill="none" stroke="#000" stroke-width="2"/>'
        f'<text x="{26:.0f}" y="{y - 8:.0f}" font-size="16">{label}</text>',
        f'<path d="M{north:.0f} 52v-34m-8 12l8 -13l8 13" fill="none" stroke="#000" stroke-width="2"/>'
        f'<text x="{north:.0f}" y="70" text-anchor="middle" font-size="16">N</text>',
    ]
