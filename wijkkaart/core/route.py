"""A walk past places to check them on foot: in which order, and how far."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pyproj

Point = tuple[float, float]
"""x and y in metres (EPSG:28992)."""
_DETOUR = 1.3
"""Streets are about this much longer than as the crow flies; only used for how long it takes."""
PACE = 75.0
"""Metres a minute, at ease."""


@dataclass(frozen=True)
class Stop:
    """A place to pass."""

    id: str
    point: Point


@dataclass(frozen=True)
class Walk:
    """The stops in the order to pass them."""

    stops: tuple[Stop, ...]
    legs: tuple[float, ...]
    """Metres to each stop from the one before it, as the crow flies; the first from the start, 0 if there's
    none, and one more back to the start if that was asked."""

    @property
    def metres(self) -> float:
        """How far it is, as the crow flies."""
        return sum(self.legs)

    @property
    def minutes(self) -> float:
        """About how long the walking takes, by streets; without the talking."""
        return self.metres * _DETOUR / PACE


def rd(latitude: float, longitude: float) -> Point:
    """The point in metres of a place by its degrees (EPSG:4326)."""
    x, y = _to_rd().transform(longitude, latitude)
    return float(x), float(y)


@cache
def _to_rd() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)


def walk(stops: Sequence[Stop], start: Point | None = None, *, back: bool = False) -> Walk:
    """A short walk past all stops: the nearest first, then untangled (2-opt).

    Without `start` it begins at the best stop found; `back` returns to the start (or first stop). The same
    stops in any order give the same walk. Fit for some hundred stops.
    """
    ordered = sorted(stops, key=lambda stop: stop.id)
    if not ordered:
        return Walk((), ())
    begins = [None] if start else ordered[:40]
    found = [_untangled(_nearest(ordered, start, begin), start, back) for begin in begins]
    best = min(found, key=lambda order: round(sum(_legs(order, start, back)), 6))
    return Walk(tuple(best), tuple(_legs(best, start, back)))


def _nearest(stops: Sequence[Stop], start: Point | None, begin: Stop | None) -> list[Stop]:
    left = [stop for stop in stops if stop is not begin]
    order = [begin] if begin else []
    at = begin.point if begin else start or stops[0].point
    while left:
        following = min(left, key=lambda stop: (math.dist(at, stop.point), stop.id))
        left.remove(following)
        order.append(following)
        at = following.point
    return order


def _untangled(order: list[Stop], start: Point | None, back: bool) -> list[Stop]:
    """Parts of the walk are turned around for as long as that makes it shorter."""
    points = [stop.point for stop in order]
    first = [start] if start else []
    last = ([start] if start else points[:1]) if back else []
    path = [*first, *points, *last]
    low = 1 if first or last else 0
    high = len(path) - 1 if last else len(path)
    numbers = list(range(len(path)))
    better = True
    while better:
        better = False
        for i in range(low, high - 1):
            for j in range(i + 1, high):
                if _gain(path, numbers, i, j) > 1e-9:
                    numbers[i : j + 1] = numbers[i : j + 1][::-1]
                    better = True
    offset = len(first)
    return [order[number - offset] for number in numbers if offset <= number < offset + len(order)]


def _gain(path: list[Point], numbers: list[int], i: int, j: int) -> float:
    """How many metres shorter it gets when the part from i through j is turned around."""

    def leg(a: int, b: int) -> float:
        known = min(a, b) >= 0 and max(a, b) < len(numbers)
        return math.dist(path[numbers[a]], path[numbers[b]]) if known else 0

    return leg(i - 1, i) + leg(j, j + 1) - leg(i - 1, j) - leg(i, j + 1)


def _legs(order: Sequence[Stop], start: Point | None, back: bool) -> list[float]:
    points = [start or order[0].point, *(stop.point for stop in order)]
    if back:
        points.append(points[0])
    return [math.dist(a, b) for a, b in pairwise(points)]
