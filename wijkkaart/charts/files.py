"""Charts as files: PNG and SVG with the sources in the picture, CSV of the table."""

import csv
import io
import re
from importlib import import_module
from typing import Any

import pandas as pd

from wijkkaart.charts import elsewhere, theme
from wijkkaart.charts.chart import Chart
from wijkkaart.core.spreadsheets import harmless

_TOP = ("$schema", "config", "description", "datasets", "usermeta", "autosize", "background", "padding")
SCALE = 2.0
"""Pixels of a PNG for each of the screen, so that it's sharp on paper."""
_BELOW = ' paint-order="stroke"'
_EDGED = re.compile(rf"<text\b[^<>]*{_BELOW}[^<>]*>[^<]*</text>")
_STROKE = re.compile(r' stroke(?:-width)?="[^"]*"')
PORTABLE = "Arial, Liberation Sans, sans-serif"
"""The letter of a picture in a document for a word processor, as that of its texts."""


def with_sources(chart: Chart) -> dict[str, Any]:
    """The spec with the sources below the picture, and without what needs a mouse."""
    inner = {name: part for name, part in chart.spec.items() if name not in (*_TOP, "params")}
    top = {name: part for name, part in chart.spec.items() if name in _TOP}
    lines = [line for source in chart.source_lines for line in theme.wrapped(source, 110)]
    if not lines:
        return top | inner
    # As a title at the foot it starts at the very left of the picture, below the names.
    foot = {"text": lines, "orient": "bottom", "anchor": "start", "frame": "bounds", "offset": 12}
    foot |= {"fontSize": 11, "fontWeight": "normal", "color": theme.SOFT, "lineHeight": 15}
    return top | {"vconcat": [inner], "title": foot}


def svg(chart: Chart) -> str:
    """The chart as SVG."""
    return elsewhere.draw(with_sources(chart))()


def png(chart: Chart) -> bytes:
    """The chart as PNG, twice as fine as on the screen."""
    spec = with_sources(chart)
    found: bytes = import_module("vl_convert").vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[])
    return found


def table_csv(chart: Chart) -> bytes:
    """The table as CSV that Dutch Excel opens at once, the sources below it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(str(name)) for name in chart.table.columns])
    writer.writerows([[_cell(value) for value in row] for row in chart.table.itertuples(index=False)])
    writer.writerows([[], *([harmless(line)] for line in chart.source_lines)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return harmless(value)
    return "" if pd.isna(value) else f"{value:.10g}".replace(".", ",")  # type: ignore[call-overload]


def bare_svg(chart: Chart) -> elsewhere.Drawing:
    """Begin to draw the chart as SVG without title and sources: a report has both as text beside it."""
    inner = {name: part for name, part in chart.spec.items() if name not in ("params", "title")}
    return elsewhere.draw(inner)


def svg_png(picture: str, scale: float = SCALE) -> bytes:
    """A picture in SVG, of our own making, as PNG, for what takes no SVG."""
    found: bytes = import_module("vl_convert").svg_to_png(picture, scale=scale)
    return found


def portable_svg(picture: str) -> bytes:
    """A picture in SVG, of our own making, as word processors draw it well.

    Of a list of letters some know only the first. Texts were measured with Liberation Sans, which is as wide
    as Arial. None of them draws the edge of a text below it: it's drawn as a text of its own.
    """
    return _EDGED.sub(_two, picture.replace(theme.FONT, PORTABLE)).encode()


def _two(found: re.Match[str]) -> str:
    edged = found[0].replace(_BELOW, "")
    return edged + _STROKE.sub("", edged, count=2)
