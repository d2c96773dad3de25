"""Figures over the years: lines that break where the area or the figure changed, and gaps that stay gaps."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, heading, labels, rounded, why_missing, written
from wijkkaart.core.compare.series import Break, Series
from wijkkaart.present import dutch, figure_words

_HEIGHT, _SMALL = 260, 120
_BREAKS = {Break.BOUNDARY: "andere grens", Break.UNKNOWN: "grens onbekend"}
_NAMES = 130
"""Pixels for the names at the ends of lines, at most."""
_APART = 16
"""Pixels between two names at the end of their lines."""


def trends(
    found: Sequence[Series], names: Mapping[str, str], about: About, *, chosen: Collection[str] = ()
) -> Chart:
    """Series of one indicator together, each with its name at its end; at most seven say something.

    Only equal segments are joined: a year without a figure is a gap, a changed outline a break, which a
    dashed line marks. `chosen` areas are drawn thicker.
    """
    frame, breaks = _frame(found, names, chosen), _breaks(found, names)
    words = _described(found, frame, about)
    drawn = _layers(frame, breaks, found, height=_HEIGHT)
    room = 0
    if len(found) > 1:
        room = min(_NAMES, 20 + 7 * max(map(len, frame.name.dropna()), default=0))
        drawn.append(_ends(frame, room))
    chart = alt.layer(*drawn, width=theme.WIDTH - room, height=_HEIGHT)
    made = theme.spec(chart, about, words, note=_note(found), right=room)
    return Chart(made, words, _table(found, names), about, _areas(frame))


def small_trends(
    found: Sequence[Series],
    names: Mapping[str, str],
    about: About,
    *,
    columns: int = 3,
    chosen: Collection[str] = (),
) -> Chart:
    """A small panel a series, all with the same axes, so that they can be held beside each other."""
    frame = _frame(found, names, chosen)
    frame["colour"] = [theme.ACCENT if code in chosen else theme.SOFT for code in frame.code]
    breaks = _breaks(found, names).assign(text="")
    words = _described(found, frame, about)
    width = theme.WIDTH // columns - 50
    data = pd.concat([frame, breaks], ignore_index=True)
    layers = _layers(data, None, found, height=_SMALL)
    panel = alt.layer(*layers, data=theme.rows(data), width=width, height=_SMALL)
    order = alt.EncodingSortField("row", op="min")
    facet = alt.Facet("name:N", title=None, sort=order, header=alt.Header(labelAnchor="start"))
    chart = panel.facet(facet, columns=columns, spacing={"row": 18, "column": 34})
    made = theme.spec(chart, about, words, note=_note(found))
    return Chart(made, words, _table(found, names), about, _areas(frame), stretch=False)


def _frame(found: Sequence[Series], names: Mapping[str, str], chosen: Collection[str]) -> pd.DataFrame:
    """A row a year of a series; `line` tells which points are joined."""
    parts = []
    shown = labels([each.code for each in found], names)
    for number, (each, name) in enumerate(zip(found, shown, strict=True)):
        part = each.frame()
        indicator = each.indicator
        part["name"], part["row"], part["code"] = name, number, each.code
        part["line"] = [f"{number}.{line}" for line in part.line]
        part["text"] = [written(v, indicator, s) for v, s in zip(part.value, part.status, strict=True)]
        part["words"] = [f"{name}, {year}: {text}" for year, text in zip(part.year, part.text, strict=True)]
        wide = (part.status == "estimate") & part.upper.notna()
        part[["lower", "upper"]] = part[["lower", "upper"]].where(wide)
        part["colour"] = theme.PALETTE[number % len(theme.PALETTE)]
        part["width"] = 3.0 if each.code in chosen or len(found) == 1 else 1.8
        part["missed"] = part.year.where(part.year.isin(each.gaps))
        parts.append(part)
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    columns = ["year", "value", "lower", "upper", "status", "code", "name", "row", "line", "text", "words"]
    return every.reindex(columns=[*columns, "colour", "width", "missed"])


def _breaks(found: Sequence[Series], names: Mapping[str, str]) -> pd.DataFrame:
    """Where lines are broken: between the last year before and the first after."""
    lines = []
    shown = labels([each.code for each in found], names)
    for number, (each, name) in enumerate(zip(found, shown, strict=True)):
        for before, after in zip(each.segments, each.segments[1:], strict=False):
            if after.since is Break.NONE:
                continue
            middle = (before.values[-1].year + after.values[0].year) / 2
            lines.append((middle, _BREAKS[after.since], name, number))
    return pd.DataFrame(lines, columns=["at", "text", "name", "row"])


def _reasons(texts: pd.Series) -> str:
    """Why lines break at one place, and how many when it's not one."""
    counts = texts.value_counts()
    if counts.sum() == 1:
        return str(counts.index[0])
    return ", ".join(f"{text} ({dutch.count(many, 'gebied', 'gebieden')})" for text, many in counts.items())


def _layers(
    frame: pd.DataFrame, breaks: pd.DataFrame | None, found: Sequence[Series], *, height: int
) -> list[alt.Chart]:
    """Margins, breaks, lines, points and gaps; `breaks` of their own, or in the frame when None."""
    scale, axis = _years(frame, most=8 if height == _HEIGHT else 3)
    across = alt.X("year:Q", scale=scale, axis=axis)
    up = _up(found, height)
    colour = alt.Color("colour:N", scale=None)
    tooltip = [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip("year:Q", title="Jaar", format="d"),
        alt.Tooltip("text:N", title="Cijfer"),
    ]
    own: dict[str, Any] = {} if breaks is None else {"data": theme.rows(frame)}
    base = alt.Chart(**own).encode(x=across, color=colour)
    layers = []
    if frame.upper.notna().any():
        band = base.mark_area(opacity=0.14).encode(
            y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q"), detail=alt.Detail("line:N")
        )
        layers.append(band)
    layers += _marked(breaks, scale)
    joined = base.mark_line().encode(
        y=up, detail=alt.Detail("line:N"), strokeWidth=alt.StrokeWidth("width:Q", scale=None)
    )
    points = base.mark_point(size=42, filled=True, opacity=1, cursor="pointer")
    points = points.encode(y=up, tooltip=tooltip, description=alt.Description("words:N")).properties(
        name=theme.clickable()
    )
    layers += [joined, points]
    if frame.missed.notna().any():
        # A cross at the foot: a gap that isn't seen looks like a year that wasn't asked for.
        own = own and {"data": theme.rows(frame[frame.missed.notna()])}
        cross = alt.Chart(**own).mark_point(shape="cross", angle=45, size=60, color=theme.SOFT, filled=True)
        cross = cross.encode(
            y=theme.at_y(height - 6), tooltip=tooltip, description=alt.Description("words:N")
        )
        layers.append(cross.encode(x=alt.X("missed:Q", scale=scale)))
    return layers


def _years(frame: pd.DataFrame, most: int) -> tuple[alt.Scale, alt.Axis]:
    """The axis of years, with at most so many of them written."""
    years = sorted({int(year) for year in frame.year.dropna()}) or [2000, 2001]
    pad = max((years[-1] - years[0]) * 0.03, 0.3)
    scale = alt.Scale(domain=[years[0] - pad, years[-1] + pad], nice=False, zero=False)
    step = math.ceil(len(years) / most)
    # Counted from the newest, which is looked for most.
    written_years = years[::-1][::step][::-1]
    return scale, alt.Axis(title=None, values=written_years, format="d", grid=False)


def _up(found: Sequence[Series], height: int) -> alt.Y:
    """The axis of values, from zero unless zero means nothing."""
    indicator = found[0].indicator if found else None
    zero = indicator is None or indicator.kind not in ("score", "class")
    axis = alt.Axis(format=theme.NUMBERS, tickCount=3, title=None)
    if indicator and height == _HEIGHT:
        axis = alt.Axis(format=theme.NUMBERS, tickCount=5, **theme.title_above(heading(indicator)))
    return alt.Y("value:Q", scale=alt.Scale(zero=zero, nice=True), axis=axis)


def _marked(breaks: pd.DataFrame | None, scale: alt.Scale) -> list[alt.Chart]:
    """Dashed lines where a series is broken, with the reason above."""
    if breaks is None:
        base = alt.Chart().encode(x=alt.X("at:Q", scale=scale))
    elif breaks.empty:
        return []
    else:
        merged = breaks.groupby("at").text.agg(_reasons).to_frame("text").reset_index()
        base = alt.Chart(theme.rows(merged)).encode(x=alt.X("at:Q", scale=scale))
    rule = base.mark_rule(color=theme.SOFT, strokeDash=[3, 3])
    # More of them would touch where the page is narrow; what they mean is told above the chart.
    if breaks is None or len(merged) > 1:
        return [rule]
    text = base.mark_text(baseline="bottom", fontSize=11, color=theme.SOFT, limit=260)
    return [rule, text.encode(y=theme.at_y(-3), text=alt.Text("text:N"))]


def _ends(frame: pd.DataFrame, room: int) -> alt.Chart:
    """The name of each area behind its last figure, moved apart where they'd touch."""
    known = frame[frame.value.notna()]
    last = known.sort_values("year").groupby("row").tail(1).sort_values("value", ascending=False)
    top = float(frame[["value", "upper"]].max().max()) if len(known) else 1.0
    low = min(0.0, float(frame[["value", "lower"]].min().min())) if len(known) else 0.0
    gap = _APART * (top * 1.05 - low) / _HEIGHT
    spots: list[float] = []
    for value in last.value:
        spots.append(min(value, spots[-1] - gap) if spots else value)
    # What was pushed below the axis is pushed up again, with those above it.
    for place in range(len(spots) - 1, -1, -1):
        floor = low if place == len(spots) - 1 else spots[place + 1] + gap
        spots[place] = max(spots[place], floor)
    data = theme.rows(last.assign(spot=spots)[["spot", "name", "colour", "code"]])
    text = alt.Chart(data).mark_text(align="left", dx=8, fontSize=12, fontWeight=600, limit=room - 8)
    return text.encode(
        x=theme.at_x("width"),
        y=alt.Y("spot:Q"),
        text=alt.Text("name:N"),
        color=alt.Color("colour:N", scale=None),
    )


def _areas(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame.code, frame.name, strict=True))


def _table(found: Sequence[Series], names: Mapping[str, str]) -> pd.DataFrame:
    """A row an area and year."""
    parts = []
    for each, name in zip(found, labels([each.code for each in found], names), strict=True):
        frame = each.frame()
        starts = {part.values[0].year: part.since for part in each.segments}
        notes = [
            ", ".join(filter(None, (_missing(value, status), _BREAKS.get(starts.get(year, Break.NONE)))))
            for year, value, status in zip(frame.year, frame.value, frame.status, strict=True)
        ]
        values = rounded(frame.value, each.indicator)
        parts.append(
            pd.DataFrame(
                {
                    "Gebied": name,
                    "Jaar": frame.year.astype(str),
                    heading(each.indicator): values,
                    "Opmerking": notes,
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["Gebied", "Jaar"])


def _missing(value: float, status: str) -> str:
    return why_missing(status) if math.isnan(value) else "schatting" if status == "estimate" else ""


def _note(found: Sequence[Series]) -> str:
    """What the marks mean, of those that are there."""
    said = []
    if any(segment.since for each in found for segment in each.segments):
        said.append("stippellijn: de grens veranderde, of is niet bekend")
    if any(each.gaps for each in found):
        said.append("kruisje: geen cijfer")
    return "; ".join(said).capitalize()


def _described(found: Sequence[Series], frame: pd.DataFrame, about: About) -> str:
    """What became of each area; of a few also where the line breaks, and which years are missing."""
    years = dutch.span(int(year) for year in frame.year[frame.value.notna()])
    if not years:
        return f"Lijndiagram: {about.title}. Er zijn geen cijfers."
    said = [f"Lijndiagram: {about.title}, {years}."]
    for each, name in zip(found, dict.fromkeys(frame.name), strict=True):
        parts = [_ends_told(each)]
        if len(found) <= 2:
            parts += [figure_words.trend(each), *figure_words.series_notes(each)]
        said.append(f"{name}: {' '.join(filter(None, parts))}")
    broken = sum(len(each.segments) > 1 for each in found)
    if broken and len(found) > 2:
        said.append(f"Bij {dutch.count(broken, 'gebied', 'gebieden')} is de lijn onderbroken.")
    return " ".join(said)


def _ends_told(each: Series) -> str:
    """The first and last figure; no more is said of them than what they are."""
    known = [v for segment in each.segments for v in segment.values if not math.isnan(v.value)]
    ends = [f"{v.year} {written(v.value, each.indicator)}" for v in known]
    return f"{', '.join(dict.fromkeys([ends[0], ends[-1]]))}." if ends else "geen cijfers."
