"""Parts of a whole as stacked bars: dwellings by construction year, households by income."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, labels, why_missing
from wijkkaart.present import dutch

_STEP = 38
_UNKNOWN = "niet bekend"
_ROUNDING = 2.5
"""What parts may lack of 100 by rounding alone, in percentage points."""
_LEAST = 6
"""Percentage points that a part needs for its figure to fit in it."""
_SHORT = 16
"""Letters that the name of a part may have where two stand beside each other above a chart."""
_TOLD = 12
"""Areas whose figures the description reads out."""


def stacked(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    parts: Mapping[str, str],
    about: About,
    *,
    ordered: bool = False,
) -> Chart:
    """Shares (in %) of the parts as a bar an area; `parts` maps indicators to their label, in order.

    `ordered` parts, such as periods, run from dark to light. What parts lack of the whole is drawn as
    unknown, in grey; an area without any figure has no bar but the reason.
    """
    wide, status = _wide(cells, parts)
    shown = dict(zip(wide.index, labels(wide.index, names), strict=True))
    frame = _frame(wide, parts, shown, ordered)
    words = _described(wide, parts, shown, about)
    y = theme.down("name")
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(format=theme.NUMBERS, tickCount=5, grid=False)
    across = alt.X("start:Q", scale=scale, title=None, axis=axis)
    tooltip = [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip("part:N", title="Deel"),
        alt.Tooltip("text:N", title="Aandeel"),
    ]
    base = alt.Chart(theme.rows(frame)).encode(y=y)
    bar = (
        base.mark_bar(stroke="white", strokeWidth=1, height=alt.RelativeBandSize(0.72), cursor="pointer")
        .encode(
            x=across,
            x2=alt.X2("stop:Q"),
            color=_colour(frame),
            tooltip=tooltip,
            description=alt.Description("words:N"),
        )
        .properties(name=theme.clickable())
    )
    figure = base.mark_text(fontSize=12).encode(
        x=alt.X("middle:Q", scale=scale), text=alt.Text("label:N"), color=alt.Color("ink:N", scale=None)
    )
    layers = [bar, figure]
    gone = wide.index[wide.isna().all(axis=1)]
    order = {code: number for number, code in enumerate(wide.index)}
    if len(gone):
        why = [why_missing(next((s for s in status.loc[code] if s), "")) for code in gone]
        data = pd.DataFrame(
            {"name": [shown[code] for code in gone], "row": [order[c] for c in gone], "why": why}
        )
        text = alt.Chart(theme.rows(data)).mark_text(
            align="left", dx=6, fontSize=12, fontStyle="italic", color=theme.SOFT
        )
        layers.append(text.encode(y=y, x=alt.XDatum(0), text=alt.Text("why:N")))
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=alt.Step(_STEP))
    chart = chart.resolve_scale(color="independent")
    note = "In procenten" + (f"; grijs: {_UNKNOWN}" if (frame.part == _UNKNOWN).any() else "")
    table = _table(wide, status, parts, shown)
    return Chart(theme.spec(chart, about, words, note=note), words, table, about, shown)


def _colour(frame: pd.DataFrame) -> alt.Color:
    """The colour of each part, with a legend that a phone has room for: what is wider would be cut off."""
    kinds = frame.drop_duplicates("part").sort_values("place")
    legend = alt.Legend(columns=2 if max(map(len, kinds.part), default=0) <= _SHORT else 1)
    scale = alt.Scale(domain=[*kinds.part], range=[*kinds.colour])
    return alt.Color("part:N", scale=scale, sort=None, legend=legend)


def _wide(cells: pd.DataFrame, parts: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A row an area, a column a part: values, and statuses."""
    rows = cells[cells.indicator.isin([*parts])].drop_duplicates(["code", "indicator"])
    codes = [*dict.fromkeys(cells.code)]
    value, status = (
        rows.pivot(index="code", columns="indicator", values=name) for name in ("value", "status")
    )
    value = value.reindex(index=codes, columns=[*parts]).astype(float)
    return value, status.reindex(index=codes, columns=[*parts]).fillna("")


def _frame(
    wide: pd.DataFrame, parts: Mapping[str, str], shown: Mapping[str, str], ordered: bool
) -> pd.DataFrame:
    """A row a piece of a bar."""
    palette = theme.ORDERED if ordered else theme.PALETTE
    step = (len(palette) - 1) / max(len(parts) - 1, 1) if ordered and len(parts) <= len(palette) else 1
    colours = [palette[round(number * step) % len(palette)] for number in range(len(parts))]
    pieces = []
    for row, (code, values) in enumerate(wide.iterrows()):
        known = values.dropna()
        if known.empty:
            continue
        # Parts that together come to 101 by rounding are scaled, or the bar would end outside.
        whole = float(known.sum())
        scale = 100 / whole if whole >= 100 - _ROUNDING else 1.0
        start = 0.0
        lengths = [
            (label, values[id_], colour) for (id_, label), colour in zip(parts.items(), colours, strict=True)
        ]
        rest = 100 - scale * whole
        if rest > 0.05:
            lengths.append((_UNKNOWN, rest / scale, theme.EMPTY))
        for place, (label, value, colour) in enumerate(lengths):
            if pd.isna(value) or value <= 0:
                continue
            stop = start + value * scale
            text = dutch.amount(float(value), "%")
            ink = theme.INK if _light(colour) else "#ffffff"
            piece = (row, code, shown[str(code)], place if label != _UNKNOWN else 99, label, start, stop)
            inner = dutch.number(float(value)) if stop - start >= _LEAST else ""
            words = f"{shown[str(code)]}, {label}: {text}"
            pieces.append((*piece, (start + stop) / 2, text, inner, words, colour, ink))
            start = stop
    columns = [
        "row",
        "code",
        "name",
        "place",
        "part",
        "start",
        "stop",
        "middle",
        "text",
        "label",
        "words",
        "colour",
        "ink",
    ]
    return pd.DataFrame(pieces, columns=columns)


def _light(colour: str) -> bool:
    """Whether dark letters are read better on a colour than white ones."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue > 105


def _table(
    wide: pd.DataFrame, status: pd.DataFrame, parts: Mapping[str, str], shown: Mapping[str, str]
) -> pd.DataFrame:
    table = pd.DataFrame({"Gebied": [shown[code] for code in wide.index]})
    for id_, label in parts.items():
        table[f"{label} (%)"] = wide[id_].round(1).to_numpy()
    remarks = []
    for values, statuses in zip(wide.to_numpy(), status.to_numpy(), strict=True):
        pairs = zip(values, statuses, strict=True)
        why = [why_missing(str(each)) for value, each in pairs if pd.isna(value)]
        remarks.append("; ".join(dict.fromkeys(why)))
    return table.assign(Opmerking=remarks)


def _described(wide: pd.DataFrame, parts: Mapping[str, str], shown: Mapping[str, str], about: About) -> str:
    said = [f"Gestapelde staven: {about.title}."]
    for code, values in wide.head(_TOLD).iterrows():
        known = [
            f"{label} {dutch.amount(values[id_], '%')}" for id_, label in parts.items() if values[id_] >= 0
        ]
        said.append(f"{shown[str(code)]}: {', '.join(known) if known else 'geen cijfers'}.")
    rest = len(wide) - _TOLD
    if rest > 0:
        said.append(f"De andere {rest} staan in de tabel.")
    return " ".join(said)
