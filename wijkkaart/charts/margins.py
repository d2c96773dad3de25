"""Estimates with their margins: a dot in the span that the true figure most likely lies in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, why_missing
from wijkkaart.present import dutch

_STEP = 28
_NO_MARGIN = "marge niet bekend"


@dataclass(frozen=True)
class Estimate:
    """A figure with its margins, NaN where they aren't known; `label` is unique in a chart."""

    label: str
    value: float
    low: float = math.nan
    high: float = math.nan
    beside: float = math.nan
    """The same figure of the area held against."""
    status: str = ""
    code: str = ""
    """The area, when a row is an area and can be chosen."""


def margins(
    estimates: Sequence[Estimate],
    about: About,
    *,
    unit: str = "%",
    decimals: int = 0,
    beside_name: str = "",
) -> Chart:
    """A row an estimate, in the order given, all in one unit; an open dot has no known margin."""
    frame = _frame(estimates, unit, decimals)
    words = _described(frame, about, beside_name)
    least = min(0.0, float(frame[["value", "low", "beside"]].min().min()) if len(frame) else 0.0)
    most = float(frame[["value", "high", "beside"]].max().max()) if len(frame) else math.nan
    scale = alt.Scale(domain=[least, most * 1.12 if most > 0 else 1], nice=False)
    axis = alt.Axis(format=theme.NUMBERS, tickCount=6, title=unit or None)
    x = alt.X("value:Q", scale=scale, axis=axis)
    base = alt.Chart(theme.rows(frame)).encode(y=theme.down("label"))
    tooltip = [alt.Tooltip("label:N", title="Wat"), alt.Tooltip("text:N", title="Cijfer")]
    span = base.mark_rule(color=theme.CALM, strokeWidth=7, strokeCap="round")
    diamond = base.mark_point(shape="diamond", size=80, filled=False, color=theme.INK, strokeWidth=1.6)
    dot = base.mark_point(
        size=95, filled=True, opacity=1, stroke=theme.ACCENT, strokeWidth=1.6, cursor="pointer"
    )
    figure = base.mark_text(align="left", dx=9, fontSize=12, color=theme.INK)
    gone = base.mark_text(align="left", dx=6, fontSize=12, fontStyle="italic", color=theme.SOFT)
    # An empty layer would be a picture without a name to whoever can't see it.
    spans = (
        [span.encode(x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q"))] if frame.low.notna().any() else []
    )
    layers = [
        *spans,
        diamond.encode(
            x=alt.X("at_beside:Q", scale=scale),
            tooltip=[alt.Tooltip("beside_text:N", title=beside_name[:60] or "Naast")],
        ),
        dot.encode(
            x=x,
            color=alt.Color("fill:N", scale=None),
            tooltip=tooltip,
            description=alt.Description("words:N"),
        ).properties(name=theme.clickable()),
        figure.encode(x=alt.X("end:Q", scale=scale), text=alt.Text("said:N")),
        gone.encode(x=alt.XDatum(0), text=alt.Text("why:N")),
    ]
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=alt.Step(_STEP))
    made = theme.spec(chart, about, words, note=_note(frame, beside_name))
    areas = {code: label for code, label in zip(frame.code, frame.label, strict=True) if code}
    return Chart(made, words, _table(frame, unit, beside_name), about, areas)


def _frame(estimates: Sequence[Estimate], unit: str, decimals: int) -> pd.DataFrame:
    rows = []
    for number, each in enumerate(estimates):
        missing = math.isnan(each.value)
        bare = math.isnan(each.low) or math.isnan(each.high)
        value, low, high, beside = (
            each_value if math.isnan(each_value) else round(each_value, decimals)
            for each_value in (each.value, each.low, each.high, each.beside)
        )
        said = "" if missing else dutch.amount(value, unit, decimals)
        edges = "" if bare else f" ({dutch.number(low, decimals)} tot {dutch.number(high, decimals)})"
        text = why_missing(each.status) if missing else said + (edges or f" ({_NO_MARGIN})")
        rows.append(
            {
                "row": number,
                "label": each.label,
                "code": each.code,
                "value": value,
                "low": math.nan if missing or bare else low,
                "high": math.nan if missing or bare else high,
                "beside": beside,
                # Beside a figure that is missing its mark would stand in the words.
                "at_beside": math.nan if missing else beside,
                "beside_text": "" if math.isnan(beside) else dutch.amount(beside, unit, decimals),
                "end": max([v for v in (value, high, beside) if not math.isnan(v)], default=math.nan),
                "said": said,
                "text": text,
                "why": text if missing else "",
                "words": f"{each.label}: {text}",
                "fill": "#ffffff" if bare else theme.ACCENT,
                "bare": bare and not missing,
            }
        )
    columns = [
        "row",
        "label",
        "code",
        "value",
        "low",
        "high",
        "beside",
        "at_beside",
        "beside_text",
        "end",
        "said",
        "text",
        "why",
        "words",
        "fill",
        "bare",
    ]
    return pd.DataFrame(rows, columns=columns)


def _note(frame: pd.DataFrame, beside_name: str) -> str:
    said = ["Stip: schatting; balk: daartussen ligt het echte cijfer waarschijnlijk"]
    if frame.bare.any():
        said.append(f"open stip: {_NO_MARGIN}")
    if beside_name:
        said.append(f"ruit: {beside_name}")
    return "; ".join(said)


def _table(frame: pd.DataFrame, unit: str, beside_name: str) -> pd.DataFrame:
    figure = f"Schatting ({unit})" if unit else "Schatting"
    table = pd.DataFrame(
        {"Wat": frame.label, figure: frame.value, "Ondergrens": frame.low, "Bovengrens": frame.high}
    )
    if beside_name:
        table[beside_name if beside_name not in table else f"{beside_name} 2"] = frame.beside
    bare = frame.bare.map({True: _NO_MARGIN, False: ""})
    return table.assign(Opmerking=frame.why.where(frame.why != "", bare))


def _described(frame: pd.DataFrame, about: About, beside_name: str) -> str:
    said = [f"Schattingen met hun marges: {about.title}, {about.subtitle}."]
    for words, beside in zip(frame.words, frame.beside_text, strict=True):
        said.append(f"{words}; {beside_name} {beside}." if beside_name and beside else f"{words}.")
    return " ".join(said)
