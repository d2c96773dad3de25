"""Two figures of many areas against each other."""

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart, heading, labels, rounded, written
from wijkkaart.model import Indicator
from wijkkaart.present import dutch

_HEIGHT = 420


def scatter(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    across: Indicator,
    up: Indicator,
    about: About,
    *,
    chosen: Collection[str] = (),
) -> Chart:
    """A point an area, `across` by `up`; `chosen` areas stand out and have their name.

    An area that lacks one of both has no point: it's named in the description and the table. That two
    figures go together says nothing of why, so no line is drawn through them.
    """
    frame = _frame(cells, names, across, up, chosen)
    words = _described(frame, across, up)
    drawn = frame[frame.across.notna() & frame.up.notna()]
    # Those that stand out are drawn last, so nothing covers them.
    data = theme.rows(drawn.sort_values("chosen"))
    axes: dict[str, Any] = {"nice": True, "zero": False, "padding": 12}
    x = alt.X("across:Q", scale=alt.Scale(**axes), title=heading(across)).axis(
        format=theme.NUMBERS, tickCount=7
    )
    y = alt.Y("up:Q", scale=alt.Scale(**axes)).axis(format=theme.NUMBERS, **theme.title_above(heading(up)))
    tooltip = [
        alt.Tooltip("name:N", title="Gebied"),
        alt.Tooltip("across_text:N", title=across.label),
        alt.Tooltip("up_text:N", title=up.label),
    ]
    points = alt.Chart(data).mark_point(
        filled=True, opacity=0.9, stroke="white", strokeWidth=0.8, cursor="pointer"
    )
    points = points.encode(
        x=x,
        y=y,
        color=alt.Color("colour:N", scale=None),
        size=alt.Size("size:Q", scale=None),
        tooltip=tooltip,
        description=alt.Description("words:N"),
    ).properties(name=theme.clickable())
    layers: list[alt.Chart] = [points]
    middle = drawn.across.min() + 0.75 * (drawn.across.max() - drawn.across.min())
    side: Any
    for side, rows in (("left", drawn[drawn.across <= middle]), ("right", drawn[drawn.across > middle])):
        some = rows[rows.chosen]
        if len(some):
            dx = 9 if side == "left" else -9
            text = alt.Chart(theme.rows(some[["across", "up", "name"]])).mark_text(
                align=side, dx=dx, fontSize=12, fontWeight=600, color=theme.INK, limit=220
            )
            layers.append(text.encode(x=alt.X("across:Q"), y=alt.Y("up:Q"), text=alt.Text("name:N")))
    gone = len(frame) - len(drawn)
    note = (
        f"Zonder punt, omdat een cijfer ontbreekt: {dutch.count(gone, 'gebied', 'gebieden')}" if gone else ""
    )
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=_HEIGHT)
    areas = dict(zip(drawn.code, drawn.name, strict=True))
    return Chart(theme.spec(chart, about, words, note=note), words, _table(frame, across, up), about, areas)


def _frame(
    cells: pd.DataFrame, names: Mapping[str, str], across: Indicator, up: Indicator, chosen: Collection[str]
) -> pd.DataFrame:
    one, other = (
        cells[cells.indicator == each.id].drop_duplicates("code").set_index("code")[["value", "status"]]
        for each in (across, up)
    )
    codes = [*dict.fromkeys([*one.index, *other.index])]
    one, other = one.reindex(codes), other.reindex(codes)
    frame = pd.DataFrame({"code": codes, "across": one.value.to_numpy(), "up": other.value.to_numpy()})
    frame["name"] = labels(codes, names)
    for field, rows, indicator in (("across_text", one, across), ("up_text", other, up)):
        status = rows.status.fillna("")
        frame[field] = [written(v, indicator, s) for v, s in zip(rows.value, status, strict=True)]
    frame["words"] = [
        f"{row.name}: {across.label} {row.across_text}, {up.label} {row.up_text}"
        for row in frame.itertuples(index=False)
    ]
    frame["chosen"] = frame.code.isin([*chosen])
    frame["colour"] = frame.chosen.map({True: theme.ACCENT, False: theme.CALM})
    frame["size"] = frame.chosen.map({True: 130, False: 70})
    return frame


def _table(frame: pd.DataFrame, across: Indicator, up: Indicator) -> pd.DataFrame:
    table = pd.DataFrame({"Gebied": frame.name})
    for indicator, field in ((across, "across"), (up, "up")):
        name = heading(indicator)
        table[name if name not in table else f"{name} (2)"] = rounded(frame[field], indicator)
    gone = [
        "; ".join(
            f"{each.label}: {text}"
            for each, field in ((across, "across"), (up, "up"))
            if pd.isna(row[field]) and (text := row[f"{field}_text"])
        )
        for row in frame.to_dict("records")
    ]
    return table.assign(Opmerking=gone)


def _described(frame: pd.DataFrame, across: Indicator, up: Indicator) -> str:
    """How the two go together, in a word, and where the areas that stand out are."""
    drawn = frame[frame.across.notna() & frame.up.notna()]
    said = [f"Puntenwolk: {across.label} tegen {up.label}, {dutch.count(len(drawn), 'gebied', 'gebieden')}."]
    if len(drawn) >= 8:
        said.append(_together(drawn, across, up))
    said += [f"{words}." for words in drawn.words[drawn.chosen]]
    gone = frame[frame.across.isna() | frame.up.isna()]
    if len(gone):
        said.append(f"Zonder punt, omdat een cijfer ontbreekt: {dutch.listing([*gone.name])}.")
    return " ".join(said)


def _together(drawn: pd.DataFrame, across: Indicator, up: Indicator) -> str:
    """Only a clear pattern is called one: ranks, so that one odd area doesn't make it."""
    rho = drawn.across.rank().corr(drawn.up.rank())
    one, other = f"'{across.label}'", f"'{up.label}'"
    if rho >= 0.6:
        return f"Hoe hoger {one}, hoe hoger meestal {other}."
    if rho <= -0.6:
        return f"Hoe hoger {one}, hoe lager meestal {other}."
    return "Een duidelijk verband is er niet."
