"""A figure opened: what it means, how it's made, whose it is, and all its years."""

import math
from dataclasses import dataclass

import pandas as pd

from wijkkaart.catalogue import indicators
from wijkkaart.model import Indicator
from wijkkaart.present import comparison_words, dutch, figure_words
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import source_line

_DIRECTIONS = {"good": "Meer is gunstiger.", "bad": "Minder is gunstiger.", "none": ""}
_KINDS = {
    "count": "een aantal",
    "share": "een deel",
    "mean": "een gemiddelde",
    "score": "een score",
    "class": "een klasse",
}


@dataclass(frozen=True)
class Opened:
    """All that's known of a figure of an area."""

    label: str
    explanation: str
    facts: tuple[tuple[str, str], ...]
    """A heading and what it says: how it's measured, the formula, how it was rounded, the source."""
    said: tuple[str, ...]
    """Sentences about the area: beside each other area, over the years, and why a line is broken."""
    years: pd.DataFrame
    """A row a year, a column an area, in words; newest first."""


def opened(figures: Figures, name: str) -> Opened:
    """A figure of the area of `figures`, and of those beside it."""
    indicator, area = indicators()[name], figures.area
    areas = [area, *figures.beside]
    found = {each.code: figures.series(each, name) for each in areas}
    own = found[area.code]
    said = [*figure_words.series_notes(own)]
    if own.trend is not None:
        said.insert(0, figure_words.trend(own))
    every = [value for each in found.values() for part in each.segments for value in part.values]
    years = sorted({value.year for value in every}, reverse=True)
    rows: dict[str, list[str]] = {"Jaar": [str(year) for year in years]}
    for each in areas:
        values = {value.year: value for part in found[each.code].segments for value in part.values}
        texts = [comparison_words.in_words(values[y], indicator) if y in values else "" for y in years]
        rows[each.name if each.name not in rows else f"{each.name} ({each.code})"] = texts
    return Opened(
        indicator.label,
        indicator.explanation,
        tuple(_facts(figures, indicator)),
        tuple(part for part in said if part),
        pd.DataFrame(rows),
    )


def _facts(figures: Figures, indicator: Indicator) -> list[tuple[str, str]]:
    known = indicators()
    unit = indicator.unit
    what = "een percentage" if unit == "%" else f"{_KINDS[indicator.kind]}{f', in {unit}' if unit else ''}"
    facts = [("Wat voor cijfer", what)]
    if direction := _DIRECTIONS[indicator.direction]:
        facts.append(("Hoe te lezen", direction))
    if indicator.numerator and indicator.denominator:
        part, whole = known[indicator.numerator], known[indicator.denominator]
        facts.append(("Formule", _formula(part, whole, indicator)))
        year, code = figures.year(indicator.id), figures.area.code
        counts = [comparison_words.in_words(figures.value(code, e.id, year), e) for e in (part, whole)]
        facts.append(
            (f"Hier, in {year}", f"{part.label}: {counts[0]}; {dutch.within(whole.label)}: {counts[1]}")
        )
    elif indicator.denominator:
        facts.append(("Deel van", known[indicator.denominator].label))
    elif indicator.kind == "share" and indicator.age_from is not None:
        facts.append(("Deel van", figure_words.ages(indicator)))
    row = figures.row(figures.area.code, indicator.id)
    if figures.area.own and row is not None:
        parts = {part: figures.atlas.name(part) for part in figures.area.parts}
        facts.append(("Hoe gemaakt", figure_words.own_note(row, indicator, len(parts), parts)))
    value = figures.value(figures.area.code, indicator.id)
    if value.lower == value.lower and value.lower < value.upper and value.value == value.value:
        decimals = max(indicator.decimals, 1 if indicator.unit == "%" else 0)
        # Outwards, so that it stays true.
        step = 10.0**decimals
        outer = (
            math.floor(round(value.lower * step, 6)) / step,
            math.ceil(round(value.upper * step, 6)) / step,
        )
        edges = [dutch.amount(each, indicator.unit, decimals) for each in outer]
        facts.append(("Door afronding", f"Het echte cijfer ligt tussen {edges[0]} en {edges[1]}."))
    if indicator.since or indicator.until:
        years = f"{indicator.since or ''}–{indicator.until or ''}".strip("–")
        facts.append(("Zo gemeten", f"{'sinds ' if not indicator.until else 'in '}{years}"))
    source = value.source or indicator.source
    facts.append(("Bron", source_line(figures, source, [figures.year(indicator.id)])))
    return facts


def _formula(part: Indicator, whole: Indicator, indicator: Indicator) -> str:
    factor = dutch.number(indicator.factor)
    return f"{part.label} ÷ {dutch.within(whole.label)} × {factor}"
