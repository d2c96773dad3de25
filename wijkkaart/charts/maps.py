"""Small maps beside each other: one figure in several years, or several figures.

Outlines are measured in metres (EPSG:28992) and laid out in pixels here, so the chart projects
nothing. What has no figure is grey with hatching, drawn as lines of its own: Vega has no patterns.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from wijkkaart.charts import theme
from wijkkaart.charts.bearings import bearings
from wijkkaart.charts.chart import About, Chart, heading, labels, rounded, why_missing, written
from wijkkaart.core.classify import NO_DATA, Classes, Method, classify
from wijkkaart.model import Indicator
from wijkkaart.present import colours, dutch

_HATCH = 5.0
"""Pixels between two lines of the hatching."""
_GAP = 26
_HIGH, _NARROW = 380.0, 420.0
"""Pixels that a map with names is high at most, and wide at least: larger, its words would be small on paper,
where two stand on a page, and it wouldn't fit on a phone."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One map: `cells` has `code value status` of one indicator and year."""

    title: str
    cells: pd.DataFrame
    indicator: Indicator


def maps(
    panels: Sequence[Panel],
    areas: gpd.GeoDataFrame,
    names: Mapping[str, str],
    about: About,
    *,
    columns: int = 3,
    chosen: Collection[str] = (),
    plan: bool = False,
) -> Chart:
    """A choropleth a panel, all of the same `areas` (`code`, EPSG:28992).

    Panels of one indicator share their classes, so that a colour means the same in all of them.
    `chosen` areas have a thick outline. A `plan` has names, a scale and north, as a map on paper needs them.
    """
    columns = max(1, min(columns, len(panels)))
    width = (theme.WIDTH - (columns - 1) * _GAP) / columns
    if plan:
        width = _fitting(areas, width)
    shapes, height, scale = _laid_out(areas, width, _HIGH if plan else 1.3 * width)
    shown = dict(zip(shapes, labels(shapes, names), strict=True))
    frames = _frames(panels, shapes, shown)
    extra = bearings(shapes, shown, (width, height), scale) if plan else []
    drawn = [
        _panel(panel, frame, shapes, chosen, (width, height), number, extra)
        for number, (panel, frame) in enumerate(zip(panels, frames, strict=True))
    ]
    chart = alt.concat(*drawn, columns=columns, spacing=_GAP)
    words = _described(panels, frames, about)
    table = pd.DataFrame({"Gebied": [*shown.values()]})
    for panel, frame in zip(panels, frames, strict=True):
        name = (
            panel.title
            if panel.indicator.label in panel.title
            else f"{heading(panel.indicator)}, {panel.title}"
        )
        table[_free(name, table)] = rounded(frame.value, panel.indicator).to_numpy()
    remarks = [frame.why for frame in frames]
    table["Opmerking"] = ["; ".join(dict.fromkeys(filter(None, row))) for row in zip(*remarks, strict=True)]
    made = theme.spec(chart, about, words)
    return Chart(made, words, table, about, shown, stretch=False)


def _free(name: str, table: pd.DataFrame) -> str:
    """A heading that the table doesn't have yet."""
    return name if name not in table else f"{name} ({len(table.columns)})"


def _fitting(areas: gpd.GeoDataFrame, width: float) -> float:
    """How wide a map with names is: no wider than it need be for its height."""
    left, low, right, top = areas.total_bounds if len(areas) else (0.0, 0.0, 1.0, 1.0)
    wanted = _HIGH * (right - left) / max(top - low, 1.0)
    return float(min(width, max(wanted, _NARROW)))


def _laid_out(
    areas: gpd.GeoDataFrame, width: float, highest: float
) -> tuple[dict[str, BaseGeometry], float, float]:
    """Outlines in pixels, north up, as fine as pixels can show; the height they need; pixels a metre."""
    there = areas[areas.geometry.notna() & ~areas.geometry.is_empty]
    left, low, right, top = there.total_bounds if len(there) else (0.0, 0.0, 1.0, 1.0)
    scale = min(width / max(right - left, 1.0), highest / max(top - low, 1.0))
    # Centred, as a narrow town doesn't fill its width.
    aside = (width - scale * (right - left)) / 2
    matrix = [scale, 0, 0, -scale, aside - scale * left, scale * top]
    moved = there.geometry.apply(lambda shape: affine_transform(shape, matrix))
    simple = shapely.set_precision(shapely.simplify(moved.to_numpy(), 0.4), 0.1)
    found = zip(there.code, simple, moved, strict=True)
    # What is smaller than a pixel would vanish.
    shapes = {str(code): original if shape.is_empty else shape for code, shape, original in found}
    return shapes, scale * (top - low), scale


def _frames(
    panels: Sequence[Panel], shapes: Mapping[str, BaseGeometry], shown: Mapping[str, str]
) -> list[pd.DataFrame]:
    """A row an area for each panel, with its class and colour."""
    frames = []
    for panel in panels:
        rows = panel.cells.drop_duplicates("code").set_index("code").reindex([*shapes])
        status = rows.status.fillna("")
        frame = pd.DataFrame(
            {"code": [*shapes], "name": [*shown.values()], "value": rows.value.to_numpy(float)}
        )
        pairs = zip(frame.value, status, strict=True)
        frame["text"] = [written(value, panel.indicator, each) for value, each in pairs]
        frame["why"] = [
            why_missing(each) if math.isnan(value) else ""
            for value, each in zip(frame.value, status, strict=True)
        ]
        frames.append(frame)
    for indicator in {panel.indicator.id: panel.indicator for panel in panels}.values():
        own = [
            frame for panel, frame in zip(panels, frames, strict=True) if panel.indicator.id == indicator.id
        ]
        every = pd.concat(own, ignore_index=True)
        found = classify(every.value, Method.QUANTILES, decimals=indicator.decimals)
        palette = colours.SEQUENTIAL.get(len(found.limits), ())
        start = 0
        # Colours mean the same in all of them, so they're explained once.
        own[0].attrs["legend"] = _legend(found, palette, indicator)
        for frame in own:
            classes = found.index[start : start + len(frame)]
            start += len(frame)
            frame["colour"] = [theme.EMPTY if each == NO_DATA else palette[each] for each in classes]
    return frames


def _legend(found: Classes, palette: Sequence[str], indicator: Indicator) -> list[tuple[str, str]]:
    """Colour and limits of each class, lowest first; what is missing last."""
    rows, below = [], found.lowest
    step = 10.0**-indicator.decimals
    for colour, limit in zip(palette, found.limits, strict=True):
        first, last = dutch.number(below, indicator.decimals), written(limit, indicator)
        rows.append((colour, last if below == limit else f"{first}\N{EN DASH}{last}"))
        below = limit + step
    return [*rows, (theme.EMPTY, dutch.NO_DATA)] if found.missing else rows


def _panel(
    panel: Panel,
    frame: pd.DataFrame,
    shapes: Mapping[str, BaseGeometry],
    chosen: Collection[str],
    size: tuple[float, float],
    number: int,
    extra: Sequence[alt.Chart],
) -> Any:
    width, height = size
    kept: list[Any] = frame[["code", "name", "text", "colour"]].to_dict("records")
    features = [_feature(shapes[row["code"]], row) for row in kept]
    tooltip = [alt.Tooltip("name:N", title="Gebied"), alt.Tooltip("text:N", title=panel.title[:60])]
    layer = alt.Chart(theme.held(features)).mark_geoshape(stroke="#71878b", strokeWidth=0.4, cursor="pointer")
    layer = layer.encode(
        color=alt.Color("colour:N", scale=None), tooltip=tooltip, description=alt.Description("words:N")
    )
    layers = [layer.properties(name=theme.clickable(number))]
    lines = [_hatching(shapes[code]) for code in frame.code[frame.value.isna()]]
    if any(not line.is_empty for line in lines):
        layers.append(
            _shapes([line for line in lines if not line.is_empty], stroke="#8a8a8a", strokeWidth=0.8)
        )
    picked = [shapes[code] for code in frame.code if code in chosen]
    if picked:
        layers.append(_shapes(picked, stroke=theme.INK, strokeWidth=2.0))
    legend = frame.attrs.get("legend", [])
    layers += [*(_swatches(legend, height + 16) if legend else ()), *extra]
    # A map by itself has its title above it, or below it on paper.
    said = "" if extra else panel.title
    title = alt.TitleParams(theme.wrapped(said, 30), fontSize=13, offset=6, frame="group")
    foot = 16 + 17 * len(legend)
    return (
        alt.layer(*layers)
        .properties(width=round(width), height=round(height + foot), title=title)
        .project(type="identity", scale=1, translate=[0, 0])
    )


def _feature(shape: BaseGeometry, row: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature whose properties stand at the top, as selections and tooltips want them."""
    words = f"{row['name']}: {row['text']}"
    kept = {name: row[name] for name in ("code", "name", "text", "colour")}
    return {"type": "Feature", "geometry": shapely.geometry.mapping(shape), "words": words, **kept}


def _shapes(shapes: Sequence[BaseGeometry], **look: Any) -> alt.Chart:
    """Lines that answer to no mouse."""
    values = [
        {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)} for shape in shapes
    ]
    return alt.Chart(theme.held(values)).mark_geoshape(filled=False, tooltip=None, aria=False, **look)


def _hatching(shape: BaseGeometry) -> BaseGeometry:
    """Slanting lines inside an outline, on one grid for all, so that they run on over borders."""
    left, top, right, low = shape.bounds
    rise = low - top
    starts = np.arange(math.floor((left + top) / _HATCH) * _HATCH, right + low + _HATCH, _HATCH)
    lines = shapely.linestrings([[(at - top, top), (at - top - rise, low)] for at in starts])
    cut = shapely.intersection(shapely.multilinestrings(lines), shapely.make_valid(shape))
    return shapely.set_precision(cut, 0.1)


def _swatches(legend: Sequence[tuple[str, str]], top: float) -> list[alt.Chart]:
    """The legend below a map."""
    rows = pd.DataFrame(legend, columns=["colour", "text"])
    rows["y"] = [top + 17 * number for number in range(len(rows))]
    base = alt.Chart(theme.rows(rows)).encode(y=alt.Y("y:Q", scale=None))
    square = base.mark_point(
        shape="square", size=120, filled=True, opacity=1, stroke="#8a8a8a", strokeWidth=0.5
    )
    text = base.mark_text(align="left", fontSize=12, color=theme.INK)
    return [
        square.encode(x=theme.at_x(8), color=alt.Color("colour:N", scale=None)),
        text.encode(x=theme.at_x(22), text=alt.Text("text:N")),
    ]


def _described(panels: Sequence[Panel], frames: Sequence[pd.DataFrame], about: About) -> str:
    """The highest and lowest of each map, and how many areas lack a figure."""
    many = f"{len(panels)} kaarten naast elkaar" if len(panels) > 1 else f"Kaart van {about.subtitle}"
    said = [f"{many}: {about.title}."]
    for panel, frame in zip(panels, frames, strict=True):
        known = frame[frame.value.notna()]
        if known.empty:
            said.append(f"{panel.title}: geen cijfers.")
            continue
        high, low = known.sort_values("value").iloc[-1], known.sort_values("value").iloc[0]
        text = f"{panel.title}: van {low['text']} in {low['name']} tot {high['text']} in {high['name']}"
        gone = len(frame) - len(known)
        said.append(
            f"{text}; van {dutch.count(gone, 'gebied', 'gebieden')} geen cijfer." if gone else f"{text}."
        )
    return " ".join(said)
