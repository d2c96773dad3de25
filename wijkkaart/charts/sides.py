"""The sides of a social index of one area: a dot a side, among the limits of the bands."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from wijkkaart.charts import theme
from wijkkaart.charts.chart import About, Chart
from wijkkaart.index_definition import BANDS
from wijkkaart.present import dutch
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison import index_words
from wijkkaart.present.profile.figures import Figures

_STEP, _LOW, _HIGH = 30, 55.0, 145.0
_NOTE = "Lijnen: de grenzen van de banden en het gemiddelde, 100"


@dataclass(frozen=True)
class Side:
    """A score, or why there's none."""

    label: str
    value: float
    """NaN when there's none."""
    text: str
    """The score in as many decimals as it's worth, between what it lies, or why there's none."""
    rests: str
    """How many figures it rests on: `3 van 4 cijfers`."""
    low: float = math.nan
    high: float = math.nan
    """Where it can lie; NaN when that isn't known."""
    whole: bool = False
    """Whether it's the index itself."""


def sides(found: Sequence[Side], limits: Sequence[float], about: About, *, doubts: str = "") -> Chart:
    """A row a side in the order given, from the lowest score that there is to the highest.

    `doubts` tell how firm the scores are, where nothing else beside the chart does.
    """
    frame = _frame(found)
    words = _described(found, about)
    scale = alt.Scale(domain=[_LOW, _HIGH], nice=False, zero=False)
    values = sorted({*limits, 100.0})
    axis = theme.scores(values)
    base = alt.Chart(theme.rows(frame)).encode(y=theme.down("name"))
    span = theme.reach(base)
    dot = base.mark_point(size=95, filled=True, opacity=1, stroke="white")
    text = base.mark_text(align="right", fontSize=12, color=theme.INK)
    layers = [
        span.encode(x=alt.X("low:Q", scale=scale, axis=axis), x2=alt.X2("high:Q")),
        dot.encode(
            x=alt.X("value:Q", scale=scale),
            color=alt.Color("colour:N", scale=None),
            tooltip=[alt.Tooltip("label:N", title="Kant"), alt.Tooltip("text:N", title="Score")],
            description=alt.Description("words:N"),
        ),
        text.encode(x=theme.at_x("width"), text=alt.Text("text:N")),
    ]
    chart = alt.layer(*layers, width=theme.WIDTH - 60, height=alt.Step(_STEP))
    with_span = any(not math.isnan(each.low) for each in found)
    note = f"{_NOTE}; balk: waar de score kan liggen" if with_span else _NOTE
    note = f"{note}. {doubts}" if doubts else note
    return Chart(theme.spec(chart, about, words, note=note, right=8), words, _table(found), about)


def _frame(found: Sequence[Side]) -> pd.DataFrame:
    rows = []
    for number, each in enumerate(found):
        rows.append(
            {
                "row": number,
                "label": each.label,
                "name": f"{each.label} ({each.rests})",
                "value": each.value,
                "low": each.low,
                "high": each.high,
                "text": each.text,
                "words": f"{each.label}: {each.text}, {each.rests}",
                "colour": theme.ACCENT if each.whole else theme.UNSURE,
            }
        )
    return pd.DataFrame(rows)


def _table(found: Sequence[Side]) -> pd.DataFrame:
    table = {
        "Kant": [each.label for each in found],
        "Score": [each.text for each in found],
        "Rust op": [each.rests for each in found],
    }
    if any(not math.isnan(each.low) for each in found):
        edges = [
            "" if math.isnan(each.low)
            else f"{dutch.number(math.floor(each.low))} tot {dutch.number(math.ceil(each.high))}"
            for each in found
        ]  # fmt: skip
        table["Kan liggen van"] = edges
    return pd.DataFrame(table)


def _described(found: Sequence[Side], about: About) -> str:
    said = [f"{each.label}: {each.text} ({each.rests})" for each in found]
    return f"{about.title}: {about.subtitle}. {'; '.join(said)}."


def social_index(figures: Figures) -> Chart | None:
    """The social index with its sides; of a gemeente none, as that is what 100 stands for."""
    made = indexes.of_area(figures.atlas, figures.area)
    if made is None:
        return None
    lines = tuple(f"Bron: {each}." for each in index_words.source_names(made))
    return of_sides(made, figures.area.code, lines, index_words.doubts(made, figures.area.code))


def of_sides(made: indexes.Made, code: str, lines: tuple[str, ...], doubts: str = "") -> Chart:
    """The index of one area with its sides."""
    row, rests = made.entry(code), index_words.rests(made, code)
    with_ranges = index_words.rests(made, code, ranges=True)
    dimensions = {each.id: each.label for each in made.scores.definition.dimensions}
    rows = []
    for name, label in {index_words.INDEX: "Index", **dimensions}.items():
        value, whole = float(row[name]), name == index_words.INDEX
        text = index_words.shown(value) if whole else dutch.number(value)
        why = "geen index" if whole else "te weinig cijfers"
        ends = ("lower", "upper") if whole else ("", "")
        low, high = (float(row.get(end, math.nan)) for end in ends)
        if math.isnan(low):  # of an own area it may be known between what it lies
            ends = ("least", "most") if whole else (f"{name}_least", f"{name}_most")
            low, high = (float(row.get(end, math.nan)) for end in ends)
        if math.isnan(value):
            text = why if math.isnan(low) else index_words.between(low, high)
        on = with_ranges if math.isnan(value) and not math.isnan(low) else rests
        rows.append(Side(label, value, text, on[name], low, high, whole))
    where = made.names[made.base.area]
    about = About(
        f"Sociale index van {made.names[code]} (indicatief)",
        f"100 is het gemiddelde van {where}, {made.base.year}",
        lines,
    )
    return sides(rows, BANDS, about, doubts=doubts)
