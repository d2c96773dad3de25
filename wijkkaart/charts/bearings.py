"""What a map on paper can't do without: the names of its areas, a scale, and where north is."""

from collections.abc import Mapping

import altair as alt
import pandas as pd
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from wijkkaart.charts import theme

_STEPS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)
"""Metres that a scale may be long."""
_LONGEST = 150.0
_LETTER, _HIGH = 6.6, 8.0
"""Half the height of a name, and the width of a letter in it, in pixels."""


def bearings(
    shapes: Mapping[str, BaseGeometry], names: Mapping[str, str], size: tuple[float, float], scale: float
) -> list[alt.Chart]:
    """The layers for a map of this width and height, `scale` pixels to a metre; shapes are in pixels."""
    return [*_names(shapes, names, size[0]), *_measure(size, scale)]


def _names(shapes: Mapping[str, BaseGeometry], names: Mapping[str, str], width: float) -> list[alt.Chart]:
    """Names where they cover no other, the largest area first."""
    taken: list[BaseGeometry] = []
    rows = []
    for code in sorted(shapes, key=lambda code: -shapes[code].area):
        middle, half = shapes[code].representative_point(), _LETTER * len(names[code]) / 2
        x = min(max(middle.x, half), width - half)
        room = box(x - half, middle.y - _HIGH, x + half, middle.y + _HIGH)
        if not any(room.intersects(other) for other in taken):
            taken.append(room)
            rows.append({"x": x, "y": middle.y, "text": names[code]})
    base = alt.Chart(theme.rows(pd.DataFrame(rows, columns=["x", "y", "text"])))
    base = base.encode(
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        text=alt.Text("text:N"),
    )
    # A light edge below the letters, so that they can be read on dark areas.
    below = base.mark_text(fontSize=12, fontWeight=600, **theme.ON_WHITE)
    return [below, base.mark_text(fontSize=12, fontWeight=600, color=theme.INK)] if rows else []


def _measure(size: tuple[float, float], scale: float) -> list[alt.Chart]:
    """How long a piece is, and north, at the right below the map."""
    width, height = size
    metres = max((step for step in _STEPS if step * scale <= _LONGEST), default=_STEPS[0])
    said = f"{metres} meter" if metres < 1000 else f"{metres // 1000} kilometer"
    right, y = width - 40, height + 22
    left = right - metres * scale
    up, aside = y - 14, width - 20
    lines = {
        "scale": [(left, y - 7), (left, y), (right, y), (right, y - 7)],
        "north": [(aside, y + 2), (aside, up), (aside + 4, up + 6), (aside, up), (aside - 4, up + 6)],
    }
    turns = [
        {"line": name, "turn": turn, "x": x, "y": y}
        for name, way in lines.items()
        for turn, (x, y) in enumerate(way)
    ]
    words = [{"x": (left + right) / 2, "y": y + 14, "text": said}, {"x": aside, "y": y + 14, "text": "N"}]
    place = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
    drawn = alt.Chart(theme.rows(pd.DataFrame(turns))).mark_line(color=theme.INK, strokeWidth=1.5, aria=False)
    text = alt.Chart(theme.rows(pd.DataFrame(words))).mark_text(fontSize=12, color=theme.INK)
    return [
        drawn.encode(**place, detail=alt.Detail("line:N"), order=alt.Order("turn:Q")),
        text.encode(**place, text=alt.Text("text:N")),
    ]
