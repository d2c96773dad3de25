"""The look of all charts: colours, letters, Dutch notation; and what turns an altair chart into a spec.

Text from data may hold anything, and Vega evaluates expressions. So text goes into a spec only as data
or as a plain value, never into an expression, a field name, a filter or a sort; nothing here writes one.
"""

import hashlib
import json
import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from wijkkaart.charts.chart import CHOICE, About

ACCENT = "#0b5d6b"
INK = "#16292d"
SOFT = "#54686c"
LINE = "#d3dddd"
PALE = "#eaf2f3"
CALM = "#a9c3c8"
"""Of areas that aren't chosen."""
EMPTY = "#d9d9d9"
BETTER, WORSE, UNSURE = "#1f6fb2", "#b8520a", "#7d8b8e"

PALETTE = ("#0b5d6b", "#c97400", "#389adc", "#6e1d10", "#5a3fd6", "#8d5835", "#0a0a5c")
"""Of areas and kinds without an order; told apart by colour-blind people."""
ORDERED = ("#081d58", "#2350a0", "#1d8cc0", "#41b6c4", "#86d3c0", "#c7e9b4", "#fff9a8")
"""Of parts with an order, such as construction years: dark is first. After
ColorBrewer's YlGnBu, with its ends further apart."""

FONT = "Source Sans, Source Sans Pro, Liberation Sans, Arial, sans-serif"
"""The letter of the app where it's there; no font is fetched."""
WIDTH = 640
"""Pixels of a chart that isn't stretched, and of a file."""
_COLUMN = 88
"""Characters of a title or subtitle on a line at that width."""

LOCALE = {
    "number": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["\N{EURO SIGN}\N{NO-BREAK SPACE}", ""],
        "minus": "\N{MINUS SIGN}",
    }
}
"""d3-format's locale: `1.234,5`."""

ON_WHITE: dict[str, Any] = {"stroke": "#ffffff", "strokeWidth": 5, "strokeJoin": "round", "aria": False}
"""Of a text below the same text: what lies beneath stops short of it."""

NUMBERS = ",.2~f"
"""Numbers along an axis, in d3's notation: as many decimals as they need."""

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "padding": 4,
    "locale": LOCALE,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "color": INK,
        "fontSize": 16,
        "fontWeight": 600,
        "subtitleColor": SOFT,
        "subtitleFontSize": 13,
        "subtitlePadding": 4,
        "offset": 22,
    },
    # What Vega tells of axes and legends is English; the description of a chart tells it in Dutch.
    "axis": {
        "aria": False,
        "labelColor": SOFT,
        "labelFontSize": 12,
        "labelLimit": 220,
        "titleColor": SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": "#e7eded",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "axisY": {"labelColor": INK},
    "legend": {
        "aria": False,
        "orient": "top",
        "title": None,
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 220,
        "symbolSize": 110,
    },
    "header": {"labelColor": INK, "labelFontSize": 13, "labelFontWeight": 600, "labelLimit": 220},
    "bar": {"cornerRadius": 0},
}


def clickable(number: int = 0) -> str:
    """The name of a view whose marks can be clicked: `spec` lets each give the `code` of its area."""
    return f"{CHOICE}_{number}"


class _Held(str):
    """The name of a data set that carries its rows: altair copies and checks all that it's given itself."""

    values: list[Any]


def rows(frame: pd.DataFrame) -> alt.NamedData:
    """Data of a chart as `spec` puts it in: NaN as null, so that no mark is drawn."""
    # Cell by cell: what pandas has for it takes four times as long for a few rows.
    columns = ([None if pd.isna(cell) else cell for cell in frame[name].tolist()] for name in frame)
    return held([dict(zip(frame, row, strict=True)) for row in zip(*columns, strict=True)])


def held(values: list[Any]) -> alt.NamedData:
    """Rows or GeoJSON features as data of a chart, named after what is in them."""
    text = json.dumps(values, default=str, separators=(",", ":"))
    name = _Held(f"data-{hashlib.sha256(text.encode()).hexdigest()[:16]}")
    name.values = values
    return alt.NamedData(name=name)


def wrapped(text: str, width: int = _COLUMN) -> list[str]:
    """Text in lines that fit above a chart."""
    return textwrap.wrap(" ".join(text.split()), width) or [""]


def spec(chart: Any, about: About, description: str, *, note: str = "", right: int = 0) -> dict[str, Any]:
    """The complete Vega-Lite spec of an altair chart, with its heading and the look of the app.

    `note` tells below the subtitle what a mark means; `right` is the room in pixels for words beside it.
    """
    small = [line for text in (about.subtitle, note) if text for line in wrapped(text, _COLUMN + 14)]
    title: dict[str, Any] = {"text": wrapped(about.title)}
    if small:
        title["subtitle"] = small
    found: dict[str, Any] = chart.to_dict(validate=False)
    found["datasets"] = _data(found)
    _hush(found)
    found |= {"title": title, "description": description, "config": _CONFIG}
    if right:
        # Words beside the axes aren't measured by Vega, and would be cut off.
        found["padding"] = {"left": 4, "top": 4, "bottom": 4, "right": right}
    views = _named(found)
    if views:
        select = {"type": "point", "fields": ["code"], "on": "click", "clear": "dblclick"}
        found["params"] = [{"name": CHOICE, "select": select, "views": views}]
    # Vega's own SVG, unlike a canvas, can be read aloud mark by mark, and prints sharply.
    found["usermeta"] = {"embedOptions": {"renderer": "svg", "actions": False}, "note": note}
    return found


def _inner(part: dict[str, Any]) -> list[dict[str, Any]]:
    """The views of which a view is made."""
    below = (each for kind in ("layer", "hconcat", "concat") for each in part.get(kind, []))
    return [*([part["spec"]] if "spec" in part else []), *below]


def _named(part: dict[str, Any]) -> list[str]:
    """The names of the views that can be clicked, wherever they are in a spec."""
    own = [part["name"]] if str(part.get("name", "")).startswith(CHOICE) else []
    return [*own, *(name for each in _inner(part) for name in _named(each))]


def _hush(part: dict[str, Any], told: bool = False) -> None:
    """Leave marks without words of their own unread: Vega would tell of them by the names of columns."""
    told = told or "description" in part.get("encoding", {})
    if "mark" in part and not told:
        mark = part["mark"]
        part["mark"] = (mark if isinstance(mark, dict) else {"type": mark}) | {"aria": False}
    for each in _inner(part):
        _hush(each, told)


def _data(part: Any) -> dict[str, list[Any]]:
    """The data that a spec names, by name."""
    if isinstance(part, dict):
        name = part.get("name")
        own = {str(name): name.values} if isinstance(name, _Held) else {}
        return own | _data([*part.values()])
    if isinstance(part, list):
        return {name: values for each in part for name, values in _data(each).items()}
    return {}


def scores(lines: Sequence[float]) -> alt.Axis:
    """The axis of scores, above, with lines from top to bottom at the limits of the bands."""
    return alt.Axis(
        values=[*lines], format=NUMBERS, title="Score", orient="top", gridColor=SOFT, gridDash=[4, 3]
    )


def reach(base: alt.Chart) -> alt.Chart:
    """Bars behind dots, from the least to the most that something may be."""
    return base.mark_rule(color=CALM, strokeWidth=7, strokeCap="round")


def down(name: str, *, grid: bool = False) -> alt.Y:
    """Names down the side, in the order of the column `row`."""
    axis = alt.Axis(title=None, grid=grid, labelPadding=8)
    return alt.Y(f"{name}:N", sort=alt.EncodingSortField("row", op="min"), axis=axis)


def title_above(text: str) -> dict[str, Any]:
    """The title of the axis of values, level and above it, where it can be read."""
    return {
        "title": text,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleBaseline": "bottom",
        "titleX": 0,
        "titleY": -20,
    }


def line_at(value: float, text: str) -> list[alt.Chart]:
    """A line from top to bottom at a value across, with its text above it."""
    data = rows(pd.DataFrame({"value": [value], "text": [text]}))
    base = alt.Chart(data).encode(x=alt.X("value:Q"))
    rule = base.mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=1.5)
    label = base.mark_text(baseline="bottom", fontSize=12, color=INK, limit=300)
    return [rule, label.encode(y=at_y(-4), text=alt.Text("text:N"))]


def at_x(pixels: float | str) -> alt.XValue:
    """A place across that isn't data: pixels from the left, or `width`."""
    return alt.XValue(pixels)  # type: ignore[no-untyped-call]


def at_y(pixels: float) -> alt.YValue:
    """A place down that isn't data: pixels from the top."""
    return alt.YValue(pixels)  # type: ignore[no-untyped-call]
