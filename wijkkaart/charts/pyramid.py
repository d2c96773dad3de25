"""Two sides against each other by group: men and women, or an area and its gemeente, by age."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, why_missing
from wijkkaart.present import dutch

_STEP, _MIDDLE = 34, 126


@dataclass(frozen=True)
class Pair:
    """A group with its figure on both sides; NaN where it isn't known, with the status that says why."""

    label: str
    left: float
    right: float
    left_status: str = ""
    right_status: str = ""


def pyramid(
    groups: Sequence[Pair],
    left: str,
    right: str,
    about: About,
    *,
    unit: str = "%",
    decimals: int = 0,
    note: str = "",
) -> Chart:
    """A population pyramid: `groups` from young to old, the youngest below; `left`
    and `right` name the sides. Where `right` is "" there's nothing to hold it against: plain bars of `left`.

    Both sides have one scale. Groups of unequal numbers of years are bars of equal height: the figure is
    that of the group, as it's written beside the bar.
    """
    names = {"left": left} | ({"right": right} if right else {})
    frame = _frame(groups, [*names], unit, decimals)
    words = _described(frame, left, right, about)
    most = frame[[*names]].max().max() if len(frame) else math.nan
    most = float(most) * 1.25 if most > 0 else 1.0
    half = (theme.WIDTH - _MIDDLE) // len(names)
    sides = [_middle(frame), _side(frame, "left", left, most, half, theme.ACCENT, outward=bool(right))]
    if right:
        sides = [*reversed(sides), _side(frame, "right", right, most, half, theme.PALETTE[1], outward=False)]
    chart = alt.hconcat(*sides, spacing=0).resolve_scale(y="independent")
    table = pd.DataFrame({"Groep": frame.label, _head(left, unit): frame.left})
    if right:
        table[_head(right, unit, left)] = frame.right
    table["Opmerking"] = frame.remark
    made = theme.spec(chart, about, words, note=note)
    return Chart(made, words, table.iloc[::-1].reset_index(drop=True), about, stretch=False)


def _frame(groups: Sequence[Pair], sides: Sequence[str], unit: str, decimals: int) -> pd.DataFrame:
    """Oldest first, as they're drawn from the top."""
    rows = []
    for number, group in enumerate(reversed(groups)):
        row: dict[str, object] = {"row": number, "label": group.label}
        gone = []
        for side, value, status in (
            ("left", group.left, group.left_status),
            ("right", group.right, group.right_status),
        ):
            missing = math.isnan(value)
            row[side] = value if missing else round(value, decimals)
            row[f"{side}_text"] = why_missing(status) if missing else dutch.amount(value, unit, decimals)
            gone += [why_missing(status)] if missing and side in sides else []
        rows.append(row | {"remark": "; ".join(dict.fromkeys(gone))})
    columns = ["row", "label", "left", "right", "left_text", "right_text", "remark"]
    return pd.DataFrame(rows, columns=columns).astype({"left": float, "right": float})


def _side(
    frame: pd.DataFrame, side: str, name: str, most: float, width: int, colour: str, *, outward: bool
) -> Any:
    """The bars of one side; `outward`: growing to the left, from the middle."""
    part = frame[["row", "label", side, f"{side}_text"]].copy()
    part.columns = pd.Index(["row", "label", "value", "text"])
    part["words"] = [f"{name}, {label}: {text}" for label, text in zip(part.label, part.text, strict=True)]
    part["end"] = part.value.fillna(0.0)
    part["ink"] = part.value.notna().map({True: theme.INK, False: theme.SOFT})
    scale = alt.Scale(domain=[0, most], nice=False, reverse=outward)
    axis = alt.Axis(title=None, format=theme.NUMBERS, tickCount=4)
    y = alt.Y("label:N", sort=alt.EncodingSortField("row", op="min"), axis=None)
    base = alt.Chart(theme.rows(part)).encode(y=y)
    tooltip = [alt.Tooltip("label:N", title="Groep"), alt.Tooltip("text:N", title=name[:60])]
    bar = base.mark_bar(color=colour, height=alt.RelativeBandSize(0.78)).encode(
        x=alt.X("value:Q", scale=scale, axis=axis), tooltip=tooltip, description=alt.Description("words:N")
    )
    text = base.mark_text(
        align="right" if outward else "left", dx=-6 if outward else 6, fontSize=12, limit=width
    )
    text = text.encode(
        x=alt.X("end:Q", scale=scale), text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None)
    )
    title = alt.TitleParams(
        theme.wrapped(name, 36), anchor="end" if outward else "start", frame="group", fontSize=13, offset=8
    )
    return alt.layer(bar, text, width=width, height=alt.Step(_STEP), title=title)


def _middle(frame: pd.DataFrame) -> alt.Chart:
    """The names of the groups, between both sides."""
    y = alt.Y("label:N", sort=alt.EncodingSortField("row", op="min"), axis=None)
    text = alt.Chart(theme.rows(frame[["row", "label"]])).mark_text(
        fontSize=12, color=theme.INK, limit=_MIDDLE - 8
    )
    text = text.encode(y=y, x=theme.at_x(_MIDDLE / 2), text=alt.Text("label:N"))
    return text.properties(width=_MIDDLE, height=alt.Step(_STEP))


def _head(name: str, unit: str, other: str = "") -> str:
    """The heading of a column; both sides may have one name."""
    found = f"{name} ({unit})" if unit else name
    return f"{found} 2" if name == other else found


def _described(frame: pd.DataFrame, left: str, right: str, about: About) -> str:
    rows = frame.iloc[::-1]
    if not right:
        said = [f"Staafdiagram: {about.title}, {left}."]
        said += [f"{row.label}: {row.left_text}." for row in rows.itertuples()]
        return " ".join(said)
    said = [f"Staafdiagram: {about.title}, {left} links en {right} rechts."]
    said += [f"{row.label}: {row.left_text} en {row.right_text}." for row in rows.itertuples()]
    return " ".join(said)
