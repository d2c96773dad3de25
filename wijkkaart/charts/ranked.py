"""Bars from high to low, with the line of the area that all are held against."""

import math
from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Beside, Chart, heading, labels, rounded, why_missing, written
from wijkkaart.model import Indicator
from wijkkaart.present import dutch

_STEP = 23


def bars(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    indicator: Indicator,
    about: About,
    *,
    beside: Beside | None = None,
    chosen: Collection[str] = (),
) -> Chart:
    """One figure of several areas as bars, highest first; what is missing stands below, with the reason.

    `cells` has a row an area: `code value status`, and `lower upper first last of` where they're known,
    as `core.compare` has them. `chosen` areas have the accent.
    """
    frame = _frame(cells, names, indicator, chosen)
    words = _described(frame, indicator, about, beside)
    scale = alt.Scale(domain=_domain(frame, beside), nice=False)
    across = alt.X("value:Q", scale=scale, title=heading(indicator)).axis(
        format=theme.NUMBERS, tickCount=6, zindex=0
    )
    tooltip = [alt.Tooltip("name:N", title="Gebied"), alt.Tooltip("text:N", title="Cijfer")]
    base = alt.Chart(theme.rows(frame)).encode(y=theme.down("name", grid=False))
    bar = (
        base.mark_bar(cursor="pointer", height=alt.RelativeBandSize(0.72))
        .encode(
            x=across,
            color=alt.Color("colour:N", scale=None),
            tooltip=tooltip,
            description=alt.Description("words:N"),
        )
        .properties(name=theme.clickable())
    )
    known: dict[str, Any] = {"align": "left", "dx": 6, "fontSize": 12}
    layers = [bar]
    if frame.upper.notna().any():
        span = base.mark_rule(color=theme.INK, opacity=0.7)
        layers.append(span.encode(x=alt.X("lower:Q"), x2=alt.X2("upper:Q")))
    if beside is not None and not math.isnan(beside.value):
        layers += theme.line_at(beside.value, f"{beside.name}: {written(beside.value, indicator)}")
    figures = base.encode(x=alt.X("end:Q"), text=alt.Text("text:N"))
    # Where a chart is narrow the line may run through the figures: they stand on it, on white.
    layers += [figures.mark_text(**known, **theme.ON_WHITE), figures.mark_text(**known, color=theme.INK)]
    missing = base.mark_text(**known, color=theme.SOFT, fontStyle="italic", limit=420)
    layers.append(missing.encode(x=alt.XDatum(0), text=alt.Text("why:N")))
    chart = alt.layer(*layers, width=theme.WIDTH, height=alt.Step(_STEP))
    areas = dict(zip(frame.code, frame.name, strict=True))
    return Chart(theme.spec(chart, about, words), words, _table(frame, indicator, beside), about, areas)


def _frame(
    cells: pd.DataFrame, names: Mapping[str, str], indicator: Indicator, chosen: Collection[str]
) -> pd.DataFrame:
    """The cells in the order of the bars, with what is written beside each."""
    columns = ["code", "value", "status", "lower", "upper", "first", "last", "of"]
    frame = cells.reindex(columns=columns).sort_values(["value", "code"], ascending=[False, True])
    frame = frame.reset_index(drop=True)
    there = frame.value.notna()
    frame["name"] = labels(frame.code, names)
    pairs = list(zip(frame.value, frame.status, strict=True))
    frame["text"] = [written(value, indicator, status) for value, status in pairs]
    frame["words"] = [f"{name}: {text}" for name, text in zip(frame.name, frame.text, strict=True)]
    # Only the margins of estimates are drawn: those of rounding are thinner than a line mostly.
    wide = (frame.status == "estimate") & frame.upper.notna()
    frame[["lower", "upper"]] = frame[["lower", "upper"]].where(wide)
    frame["end"] = frame[["value", "upper"]].max(axis=1).clip(lower=0).where(there)
    frame["why"] = ["" if known else text for known, text in zip(there, frame.text, strict=True)]
    frame["colour"] = [theme.ACCENT if code in chosen else theme.CALM for code in frame.code]
    frame["text"] = frame.text.where(there, "")
    frame["row"] = range(len(frame))
    return frame


def _domain(frame: pd.DataFrame, beside: Beside | None) -> list[float]:
    """From zero, or the lowest below it, to the highest, with room for the figures behind the bars."""
    edges = [0.0, *frame.value, *frame.lower, *frame.upper, *([beside.value] if beside else [])]
    known = [edge for edge in edges if not math.isnan(edge)]
    low, high = min(known), max(known)
    room = (high - low) * 0.12 or 1.0
    return [low - room / 2 if low < 0 else 0.0, high + room]


def _table(frame: pd.DataFrame, indicator: Indicator, beside: Beside | None) -> pd.DataFrame:
    table = pd.DataFrame({"Gebied": frame.name, heading(indicator): rounded(frame.value, indicator)})
    if frame["first"].notna().any():
        table["Plaats"] = [
            _place(*row) for row in zip(frame["first"], frame["last"], frame["of"], strict=True)
        ]
    if frame.upper.notna().any():
        table["Ondergrens"] = rounded(frame.lower, indicator)
        table["Bovengrens"] = rounded(frame.upper, indicator)
    table["Opmerking"] = [_remark(*row) for row in zip(frame.value, frame.status, strict=True)]
    if beside is not None:
        extra = {"Gebied": beside.name, heading(indicator): rounded(pd.Series([beside.value]), indicator)[0]}
        extra["Opmerking"] = "ter vergelijking"
        table = pd.concat([table, pd.DataFrame([extra])], ignore_index=True)
    return table


def _place(first: float, last: float, of: float) -> str:
    if pd.isna(first):
        return ""
    place = f"{first:.0f}" if first == last else f"{first:.0f}\N{EN DASH}{last:.0f}"
    return f"{place} van {of:.0f}"


def _remark(value: float, status: str) -> str:
    return why_missing(status) if pd.isna(value) else dutch.STATUS_TEXT.get(status, "")  # type: ignore[call-overload]


def _described(frame: pd.DataFrame, indicator: Indicator, about: About, beside: Beside | None) -> str:
    """What the bars show: the highest, the lowest, the line, and what is missing."""
    known = frame[frame.value.notna()]
    said = [f"Staafdiagram van {indicator.label}: {about.subtitle or about.title}."]
    if known.empty:
        return f"{said[0]} Er zijn geen cijfers."
    high, low = known.iloc[0], known.iloc[-1]
    said.append(f"Het hoogst is {high['name']} met {high['text']}")
    said[-1] += f", het laagst {low['name']} met {low['text']}." if len(known) > 1 else "."
    if beside is not None and not math.isnan(beside.value):
        above = int((known.value > beside.value).sum())
        said.append(
            f"De lijn is {beside.name} met {written(beside.value, indicator)};"
            f" {dutch.count(above, 'staaf komt', 'staven komen')} erboven uit."
        )
    gone = len(frame) - len(known)
    if gone:
        said.append(f"Van {dutch.count(gone, 'gebied', 'gebieden')} is er geen cijfer.")
    return " ".join(said)
