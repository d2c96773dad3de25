"""Box plots: how the figures of groups of areas are spread, such as the buurten of each wijk."""

import math
from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Beside, Chart, heading, labels, rounded, why_missing, written
from wijkkaart.charts.spine import FENCES
from wijkkaart.model import Indicator
from wijkkaart.present import dutch

FEWEST = 5
"""Of fewer areas no box is drawn, only their dots."""
_STEP = 36


def boxes(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    indicator: Indicator,
    about: About,
    *,
    chosen: Collection[str] = (),
    beside: Beside | None = None,
) -> Chart:
    """A box a group, by its median; every area is a dot. `groups` maps a code to the name of its group.

    The whiskers run from the 5th to the 95th percentile, as in the spine chart, the box from the 25th to
    the 75th. Areas without a figure are counted, and named in the table.
    """
    points = _points(cells, names, groups, indicator, chosen)
    frame = _frame(points, indicator)
    points["row"] = points.group.map(dict(zip(frame.group, frame.row, strict=True)))
    words = _described(frame, points, indicator, about, beside)
    edges = [points.value.min(), points.value.max(), *([beside.value] if beside else [])]
    known = [edge for edge in edges if not math.isnan(edge)] or [0.0, 1.0]
    low, high = float(min(known)), float(max(known))
    room = (high - low) * 0.05 or 1.0
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    data = theme.rows(frame)
    base = alt.Chart(data).encode(y=theme.down("group"))
    tooltip = [alt.Tooltip("group:N", title="Groep"), alt.Tooltip("words:N", title="Spreiding")]
    axis = alt.Axis(format=theme.NUMBERS, tickCount=6, title=heading(indicator))
    dots = alt.Chart(theme.rows(points[points.value.notna()])).mark_point(
        filled=True, opacity=0.85, cursor="pointer", stroke="white", strokeWidth=0.6
    )
    own = [alt.Tooltip("name:N", title="Gebied"), alt.Tooltip("text:N", title="Cijfer")]
    dots = dots.encode(
        y=theme.down("group"),
        x=alt.X("value:Q", scale=scale),
        color=alt.Color("colour:N", scale=None),
        size=alt.Size("size:Q", scale=None),
        tooltip=own,
        description=alt.Description("words:N"),
    ).properties(name=theme.clickable())
    span: dict[str, Any] = {"scale": scale, "axis": axis}
    layers = [
        base.mark_rule(color=theme.SOFT).encode(x=alt.X("p5:Q", **span), x2="p95:Q"),
        base.mark_bar(height=18, color=theme.PALE, stroke=theme.SOFT, strokeWidth=1).encode(
            x=alt.X("p25:Q", **span), x2="p75:Q", tooltip=tooltip, description=alt.Description("words:N")
        ),
        base.mark_tick(color=theme.INK, thickness=2.5, size=18).encode(x=alt.X("p50:Q", **span)),
        dots,
        base.mark_text(align="left", fontSize=12, fontStyle="italic", color=theme.SOFT).encode(
            x=theme.at_x(8), text=alt.Text("few:N")
        ),
    ]
    if beside is not None and not math.isnan(beside.value):
        layers += theme.line_at(beside.value, f"{beside.name}: {written(beside.value, indicator)}")
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=alt.Step(_STEP))
    note = "Vak: de middelste helft; streep: de middelste; lijn: 90% van de gebieden"
    note = note if frame.p50.notna().any() else ""
    made = theme.spec(chart, about, words, note=note)
    areas = dict(zip(points.code, points.name, strict=True))
    return Chart(made, words, _table(points, indicator), about, areas)


def _points(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    groups: Mapping[str, str],
    indicator: Indicator,
    chosen: Collection[str],
) -> pd.DataFrame:
    """A row an area, those that stand out last, so that they lie on top."""
    points = cells.loc[cells.code.isin([*groups]), ["code", "value", "status"]].reset_index(drop=True)
    points["group"] = points.code.map(dict(groups))
    points["name"] = labels(points.code, names)
    pairs = zip(points.value, points.status, strict=True)
    points["text"] = [written(value, indicator, status) for value, status in pairs]
    points["words"] = points.name + ": " + points.text
    stands_out = points.code.isin([*chosen])
    points["colour"] = stands_out.map({True: theme.ACCENT, False: "#5f9299"})
    points["size"] = stands_out.map({True: 130, False: 34})
    return points.assign(out=stands_out).sort_values("out", kind="stable").reset_index(drop=True)


def _frame(points: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """A row a group, highest median first; groups without figures last."""
    rows: list[dict[str, Any]] = []
    for group, part in points.groupby("group", sort=True):
        values = part.value.dropna().to_numpy(dtype=float)
        enough = len(values) >= FEWEST
        fences = np.percentile(values, FENCES) if enough else np.full(len(FENCES), math.nan)
        row: dict[str, Any] = {f"p{fence}": edge for fence, edge in zip(FENCES, fences, strict=True)}
        middle = float(np.median(values)) if len(values) else math.nan
        edges = [written(float(each), indicator) for each in (fences[1], fences[3])]
        said = f"de middelste is {written(middle, indicator)},"
        said += f" de middelste helft ligt tussen {edges[0]} en {edges[1]}"
        few = dutch.count(len(values), "gebied met een cijfer", "gebieden met een cijfer")
        row |= {"group": group, "median": middle, "words": said if enough else few}
        rows.append(row | {"few": "" if len(values) else "geen gegevens"})
    columns = [*(f"p{fence}" for fence in FENCES), "group", "median", "words", "few"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("median", ascending=False, ignore_index=True)
    return frame.assign(row=range(len(frame)))


def _table(points: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    ordered = points.sort_values(["row", "value"], ascending=[True, False])
    table = pd.DataFrame({"Groep": ordered.group, "Gebied": ordered.name})
    table[heading(indicator)] = rounded(ordered.value, indicator)
    why = [why_missing(s) if pd.isna(v) else "" for v, s in zip(ordered.value, ordered.status, strict=True)]
    return table.assign(Opmerking=why).reset_index(drop=True)


def _described(
    frame: pd.DataFrame, points: pd.DataFrame, indicator: Indicator, about: About, beside: Beside | None
) -> str:
    said = [f"Spreiding van {indicator.label}: {about.subtitle or about.title}."]
    said += [f"{row.group}: {row.words}." for row in frame.itertuples()]
    if beside is not None:
        said.append(f"De lijn is {beside.name} met {written(beside.value, indicator)}.")
    said += [f"{words}." for words in points.words[points.out]]
    gone = int(points.value.isna().sum())
    if gone:
        said.append(f"Van {dutch.count(gone, 'gebied', 'gebieden')} is er geen cijfer.")
    return " ".join(said)
