"""A spine chart: one area against the spread of all, a row a figure, each on a scale of its own.

The band runs from the 5th to the 95th percentile of the areas, its dark part from the 25th to the
75th. To the right is always higher, not better: whether that's better is told in words.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, heading, labels, written
from wijkkaart.model import Indicator
from wijkkaart.present import dutch

FENCES = (5, 25, 50, 75, 95)
FEWEST = 8
"""Of fewer areas no spread is drawn: its edges would be single areas."""
_STEP, _ROOM = 30, 0.18
_WORDS = {"better": "gunstiger", "worse": "ungunstiger"}
_COLOURS = {"better": theme.BETTER, "worse": theme.WORSE}


def spine(
    cells: pd.DataFrame,
    code: str,
    names: Mapping[str, str],
    indicators: Sequence[Indicator],
    about: About,
    *,
    beside: Mapping[str, float] | None = None,
    beside_name: str = "",
) -> Chart:
    """The figures of the area `code` against those of all areas in `cells`, one row an indicator.

    `beside` has the figure of the area held against (id of the indicator to value). Where `cells` have
    `quality`, `better` and `worse` are coloured and said.
    """
    others = beside or {}
    frame = pd.DataFrame([_row(cells, code, each, others, place) for place, each in enumerate(indicators)])
    name = labels([code], names)[0]
    words = _described(frame, name, beside_name, about)
    scale = alt.Scale(domain=[-_ROOM, 1 + _ROOM], nice=False)
    across: dict[str, Any] = {"scale": scale, "axis": None}
    base = alt.Chart(theme.rows(frame)).encode(y=theme.down("label"))
    band = base.mark_bar(height=15)
    tooltip = [
        alt.Tooltip("label:N", title="Cijfer"),
        alt.Tooltip("text:N", title=name[:60]),
        alt.Tooltip("others:N", title="Spreiding"),
        alt.Tooltip("beside:N", title="Vergeleken met"),
    ]
    layers = [
        band.mark_bar(height=15, color=theme.PALE).encode(x=alt.X("p5:Q", **across), x2="p95:Q"),
        band.mark_bar(height=15, color=theme.CALM).encode(x=alt.X("p25:Q", **across), x2="p75:Q"),
        base.mark_tick(color="white", thickness=2, size=15).encode(x=alt.X("p50:Q", **across)),
        base.mark_point(
            shape="diamond", size=90, filled=False, color=theme.INK, strokeWidth=1.6, fill="white"
        ).encode(x=alt.X("at_beside:Q", **across), tooltip=tooltip, description=alt.Description("beside:N")),
        base.mark_point(size=110, filled=True, opacity=1, stroke="white", strokeWidth=1.2).encode(
            x=alt.X("at:Q", **across),
            color=alt.Color("colour:N", scale=None),
            tooltip=tooltip,
            description=alt.Description("words:N"),
        ),
        _text(base, "said", theme.WIDTH - 222),
        base.mark_text(align="center", fontSize=12, color=theme.SOFT, fontStyle="italic").encode(
            x=theme.at_x((theme.WIDTH - 230) / 2), text=alt.Text("few:N")
        ),
    ]
    chart = alt.layer(*layers, width=theme.WIDTH - 230, height=alt.Step(_STEP))
    note = f"Stip: {name}. Band: 90% van de gebieden, het donkere deel de middelste helft"
    note += f". Ruit: {beside_name}" if beside_name else ""
    made = theme.spec(chart, about, words, note=f"{note}. Rechts is hoger.")
    # Its columns of words stand at fixed places, so it isn't stretched.
    return Chart(made, words, _table(frame, name, beside_name), about, {}, stretch=False)


def _text(base: alt.Chart, field: str, at: int) -> alt.Chart:
    text = base.mark_text(align="left", fontSize=12, limit=220, color=theme.INK)
    return text.encode(x=theme.at_x(at), text=alt.Text(f"{field}:N"))


def _row(
    cells: pd.DataFrame, code: str, indicator: Indicator, beside: Mapping[str, float], place: int
) -> dict[str, Any]:
    """One figure: where everything stands on its own scale, 0 for the 5th percentile, 1 for the 95th."""
    rows = cells[cells.indicator == indicator.id]
    own = rows[rows.code == code]
    value, status = (float(own.value.iloc[0]), str(own.status.iloc[0])) if len(own) else (math.nan, "")
    quality = str(own.quality.iloc[0]) if len(own) and "quality" in own else ""
    values = rows.value.dropna().to_numpy(dtype=float)
    # Of the gemeente as a whole a count is always larger: that says nothing.
    other = math.nan if indicator.kind == "count" else beside.get(indicator.id, math.nan)
    enough = len(values) >= FEWEST
    fences = np.percentile(values, FENCES) if enough else np.full(len(FENCES), math.nan)
    low, high = fences[0], fences[-1]
    wide = high - low if high > low else 1.0
    places = {f"p{fence}": (edge - low) / wide for fence, edge in zip(FENCES, fences, strict=True)}
    text = written(value, indicator, status)
    said = f"{text}, {_WORDS[quality]}" if quality in _WORDS else text
    edges = [written(float(edge), indicator) for edge in (low, high)]
    return places | {
        "row": place,
        "label": indicator.label,
        "heading": heading(indicator),
        # Beyond the fences it stands just outside the band; the figure itself is written.
        "at": _inside((value - low) / wide),
        "at_beside": _inside((other - low) / wide),
        "value": round(value, indicator.decimals),
        "beside_value": round(other, indicator.decimals),
        "fence_low": round(float(low), indicator.decimals),
        "fence_high": round(float(high), indicator.decimals),
        "text": text,
        "said": said,
        "words": f"{indicator.label}: {said}",
        "others": f"{edges[0]} tot {edges[1]}" if enough else "te weinig gebieden",
        "beside": "" if math.isnan(other) else written(other, indicator),
        "few": "" if enough else "te weinig gebieden voor een spreiding",
        "quality": quality,
        "colour": _COLOURS.get(quality, theme.ACCENT),
    }


def _inside(place: float) -> float:
    return place if math.isnan(place) else min(max(place, -0.8 * _ROOM), 1 + 0.8 * _ROOM)


def _table(frame: pd.DataFrame, name: str, beside_name: str) -> pd.DataFrame:
    columns = {"heading": "Cijfer", "value": name, "beside_value": beside_name or "Vergeleken met"}
    columns |= {"fence_low": "Laagste 5% tot", "fence_high": "Hoogste 5% vanaf"}
    table = frame[[*columns]].copy()
    table.columns = pd.Index([*columns.values()])
    if not beside_name:
        table = table.drop(columns="Vergeleken met")
    gone = frame.value.isna()
    table["Oordeel"] = [
        text if missing else _WORDS.get(quality, "")
        for text, missing, quality in zip(frame.text, gone, frame.quality, strict=True)
    ]
    return table


def _described(frame: pd.DataFrame, name: str, beside_name: str, about: About) -> str:
    """Which figures lie outside the middle half of the areas, and which are missing."""
    said = [
        f"Spreidingsdiagram van {name}: {dutch.count(len(frame), 'cijfer', 'cijfers')},"
        f" {about.subtitle or about.title}."
    ]
    for where, rows in (
        ("hoger dan bij driekwart van de gebieden", frame[frame["at"] > frame.p75]),
        ("lager dan bij driekwart van de gebieden", frame[frame["at"] < frame.p25]),
    ):
        if len(rows):
            said.append(f"{_many(rows)}: {where}.")
    gone = frame[frame.value.isna()]
    if len(gone):
        said.append(f"Geen cijfer: {dutch.listing([*gone.label])}.")
    if beside_name:
        worse, better = (int((frame.quality == word).sum()) for word in ("worse", "better"))
        said.append(f"Gunstiger dan {beside_name}: {better}; ungunstiger: {worse}.")
    return " ".join(said)


def _many(rows: pd.DataFrame) -> str:
    return dutch.listing([f"{row.label} ({row.text})" for row in rows.itertuples()])
