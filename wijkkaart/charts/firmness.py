"""Scores that rest on chosen weights: a dot an area, with where other weights would have put it."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart
from wijkkaart.present import dutch

_STEP, _ROOM = 25, 5.0


@dataclass(frozen=True)
class Placed:
    """The score of an area, and where it lies in nine of ten other weightings."""

    code: str
    label: str
    """Unique in a chart."""
    value: float
    low: float
    high: float
    band: str
    """The band of the score in words."""


def firmness(
    placed: Sequence[Placed], limits: Sequence[float], about: About, *, chosen: Collection[str] = ()
) -> Chart:
    """A row an area, in the order given; `limits` of the bands are lines from top to bottom."""
    frame = _frame(placed, chosen)
    words = _described(placed, about)
    edges = [*frame.low, *frame.high, *frame.value, *limits]
    known = [edge for edge in edges if not math.isnan(edge)]
    domain = [min(known, default=0.0) - _ROOM, max(known, default=1.0) + 2 * _ROOM]
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    axis = theme.scores(limits)
    base = alt.Chart(theme.rows(frame)).encode(y=theme.down("label"))
    tooltip = [alt.Tooltip("label:N", title="Gebied"), alt.Tooltip("text:N", title="Index")]
    span = theme.reach(base)
    dot = base.mark_point(size=95, filled=True, opacity=1, cursor="pointer", stroke="white")
    figure = base.mark_text(align="left", dx=9, fontSize=12, color=theme.INK)
    layers = [
        span.encode(x=alt.X("low:Q", scale=scale, axis=axis), x2=alt.X2("high:Q")),
        dot.encode(
            x=alt.X("value:Q", scale=scale),
            color=alt.Color("colour:N", scale=None),
            tooltip=tooltip,
            description=alt.Description("words:N"),
        ).properties(name=theme.clickable()),
        figure.encode(x=alt.X("end:Q", scale=scale), text=alt.Text("said:N")),
    ]
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=alt.Step(_STEP))
    note = (
        "Stip: de index; balk: waar hij bij negen van de tien andere wegingen ligt;"
        " lijnen: grenzen van de banden"
    )
    areas = {each.code: each.label for each in placed}
    return Chart(theme.spec(chart, about, words, note=note), words, _table(placed), about, areas)


def _frame(placed: Sequence[Placed], chosen: Collection[str]) -> pd.DataFrame:
    rows = []
    for number, each in enumerate(placed):
        said = dutch.number(each.value)
        text = f"{said}, {each.band} ({dutch.number(each.low)} tot {dutch.number(each.high)})"
        rows.append(
            {
                "row": number,
                "code": each.code,
                "label": each.label,
                "value": each.value,
                "low": each.low,
                "high": each.high,
                "end": max(each.value, each.high),
                "said": said,
                "text": text,
                "words": f"{each.label}: {text}",
                "colour": theme.ACCENT if each.code in chosen or not chosen else theme.SOFT,
            }
        )
    columns = ["row", "code", "label", "value", "low", "high", "end", "said", "text", "words", "colour"]
    return pd.DataFrame(rows, columns=columns)


def _table(placed: Sequence[Placed]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Gebied": [each.label for each in placed],
            "Index": [round(each.value) for each in placed],
            "Meestal van": [round(each.low) for each in placed],
            "Meestal tot": [round(each.high) for each in placed],
            "Band": [each.band for each in placed],
        }
    )


def _described(placed: Sequence[Placed], about: About) -> str:
    said = [f"{about.title}: {about.subtitle}."]
    if not placed:
        return f"{said[0]} Er is geen gebied met een index."
    for each in placed:
        low, high = dutch.number(each.low), dutch.number(each.high)
        said.append(f"{each.label} heeft {dutch.number(each.value)}, meestal tussen {low} en {high}.")
    return " ".join(said)
