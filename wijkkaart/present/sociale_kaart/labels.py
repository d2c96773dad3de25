"""Where the names of a picture go, so that they stay clear of each other."""

from collections.abc import Sequence
from dataclasses import dataclass

_LETTER, _LINE = 0.54, 1.15
"""Width of a letter and height of a line, by the size of the letters."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """Something with a name in a picture, in its own units."""

    x: float
    y: float
    radius: float
    text: str
    size: float
    """Of the letters."""


@dataclass(frozen=True)
class Label:
    """Where a name goes, seen from the middle of what it names."""

    dx: float
    dy: float
    """Of the line on which the letters stand."""
    anchor: str
    """`middle`, `start` or `end`, as SVG has it."""
    clear: bool
    """False when there's no room for it anywhere."""


def placed(spots: Sequence[Spot], wide: float, high: float) -> list[Label]:
    """A label for each spot, under it if there's room, else over or beside it; the first choose first."""
    taken: list[Box] = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    found = []
    for number, spot in enumerate(spots):
        others = taken[:number] + taken[number + 1 :]
        ways = _ways(spot)
        costs = [_cost(_box(spot, way), others, wide, high) for way in ways]
        best = costs.index(min(costs))
        clear = costs[best] == 0
        if clear or number == 0:
            taken.append(_box(spot, ways[best]))
        found.append(Label(*ways[best], clear=clear))
    return found


def _ways(spot: Spot) -> list[tuple[float, float, str]]:
    gap, side = spot.radius + 3, spot.radius + 6
    return [
        (0, gap + spot.size * 0.85, "middle"),
        (0, -gap - spot.size * 0.25, "middle"),
        (side, spot.size * 0.35, "start"),
        (-side, spot.size * 0.35, "end"),
    ]


def _box(spot: Spot, way: tuple[float, float, str]) -> Box:
    dx, dy, anchor = way
    width = len(spot.text) * spot.size * _LETTER
    left = spot.x + dx - {"middle": width / 2, "start": 0, "end": width}[anchor]
    bottom = spot.y + dy + spot.size * 0.25
    return left, bottom - spot.size * _LINE, left + width, bottom


def _cost(box: Box, others: Sequence[Box], wide: float, high: float) -> float:
    """How much of other things it would cover; much when it'd stick out."""
    left, top, right, bottom = box
    out = left < 0 or top < 0 or right > wide or bottom > high
    covered = 0.0
    for other in others:
        across = min(right, other[2]) - max(left, other[0])
        down = min(bottom, other[3]) - max(top, other[1])
        covered += max(0.0, across) * max(0.0, down)
    return covered + (1e6 if out else 0)
