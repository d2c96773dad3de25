"""A figure of an area beside those of the areas around it, in words that are true under rounding."""

import math
from dataclasses import dataclass

from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.comparing import HAS_RATIO, Comparison, Verdict, compare
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.model import Indicator, Status
from wijkkaart.present import comparison_words, dutch, figure_words
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.figures import Figures

BETTER, WORSE = "better", "worse"


@dataclass(frozen=True)
class Line:
    """The figure of one area on a card."""

    code: str
    name: str
    text: str
    """With its unit, or why there's none."""
    share: float | None
    """How long its bar is, of the longest on the card; None where a bar says nothing."""
    known: bool
    told: bool
    """Whether it has a number: the figure, or where it lies between."""
    short: str
    """Without the unit where the label of the figure says it (`6.020` of Inwoners), or only `geheim`."""


@dataclass(frozen=True)
class Card:
    """A figure of an area and those beside it."""

    id: str
    label: str
    year: int
    lines: tuple[Line, ...]
    """The area itself first."""
    sentence: str
    """What may be said of it beside the first that it's held against; "" when nothing may be asked."""
    quality: str
    """`better` or `worse` than what it's held against, when that's certain and has a meaning; else ""."""
    notes: tuple[str, ...] = ()
    """That it's an estimate, how it was made."""
    within: str = ""
    """Between what the notes say that it lies, as it stands in them; "" when they don't."""

    @property
    def known(self) -> bool:
        """Whether the area itself has the figure."""
        return self.lines[0].known

    @property
    def told(self) -> bool:
        """Whether there's a number of the area itself, if only where it lies between."""
        return self.lines[0].told

    @property
    def says(self) -> bool:
        """Whether it says more than that there's nothing, and why."""
        told = any(line.told for line in self.lines)
        return told or any(note != figure_words.NOT_ADDED for note in self.notes)


def card(figures: Figures, name: str) -> Card | None:
    """A figure as a card; None when no area like this has it, in any year."""
    year = figures.year(name)
    if not year:
        return None
    indicator, area = indicators()[name], figures.area
    areas = [area, *figures.beside]
    values = [figures.value(each.code, name) for each in areas]
    # A count of the country beside that of a wijk says nothing.
    shown = [
        (each, value)
        for place, (each, value) in enumerate(zip(areas, values, strict=True))
        if place == 0 or indicator.kind != "count"
    ]
    longest = max((value.value for _, value in shown if not math.isnan(value.value)), default=0.0)
    lines = tuple(_line(each, value, indicator, longest) for each, value in shown)
    comparison, other = against(figures, name)
    sentence = _sentence(comparison, other)
    better = comparison.better if comparison else None
    quality = "" if better is None else BETTER if better else WORSE
    notes, within = _notes(figures, name, values[0], sentence)
    return Card(name, indicator.label, year, lines, sentence, quality, notes, within)


def against(figures: Figures, name: str) -> tuple[Comparison | None, Area | None]:
    """The figure beside that of the first area that has it; None when there's no such area."""
    indicator = indicators()[name]
    own = figures.value(figures.area.code, name)
    if indicator.kind == "count" or math.isnan(own.value):
        return None, None
    for other in figures.beside:
        value = figures.value(other.code, name)
        if not math.isnan(value.value):
            return compare(own, value, indicator), other
    return None, None


def _line(area: Area, value: Value, indicator: Indicator, longest: float) -> Line:
    known = not math.isnan(value.value)
    bar = known and indicator.kind in HAS_RATIO and longest > 0 and value.value >= 0
    share = value.value / longest if bar and indicator.kind != "count" else None
    text = comparison_words.in_words(value, indicator)
    told = known or value.lower <= value.upper
    said = known and indicator.unit.casefold() in indicator.label.casefold()
    short = text.removesuffix(f" {indicator.unit}") if said and indicator.kind == "count" else text
    short = short if known else short.partition(":")[0]
    return Line(area.code, area.name, text, share, known, told, short)


def _sentence(comparison: Comparison | None, other: Area | None) -> str:
    if comparison is None or other is None:
        return ""
    if comparison.verdict is Verdict.UNSURE:
        why = comparison_words.reason(comparison)
        return f"Of dit anders is dan in {other.name}, is niet te zeggen: {why}."
    said = comparison_words.phrase(comparison, other.name)
    good = comparison_words.judgement(comparison)
    return f"{said[0].upper()}{said[1:]}{f', en {good}' if good else ''}."


def _notes(figures: Figures, name: str, value: Value, said: str) -> tuple[tuple[str, ...], str]:
    """The notes, and between what they say that the figure lies."""
    notes, within = [], ""
    area, indicator = figures.area, indicators()[name]
    row = figures.row(area.code, name)
    if area.own and row is not None and indicator.kind != "class":
        called = {part: figures.atlas.name(part) for part in area.parts}
        notes.append(figure_words.own_note(row, indicator, len(area.parts), called))
        within = figure_words.by_ages_within(row, indicator)
    elif value.status is Status.ESTIMATE and row is not None and not math.isnan(float(row["low"])):
        edges = [dutch.number(float(row[edge]), indicator.decimals) for edge in ("low", "high")]
        within = f"tussen {edges[0]} en {edges[1]}"
        notes.append(f"Geschat met een rekenmodel: {within}.")
    if older := _older(figures, name, value):
        notes.append(older)
    if value.reason is Reason.FEW and not said and not math.isnan(value.value):
        notes.append("Er wonen zo weinig mensen dat dit cijfer weinig zegt.")
    return tuple(notes), within


def _older(figures: Figures, name: str, value: Value) -> str:
    """What the area has of an earlier year, where it has nothing of the year that's shown; else ""."""
    if not math.isnan(value.value) or value.lower <= value.upper:
        return ""
    found = figures.newest(figures.area.code, name, before=value.year)
    if found is None:
        return ""
    return f"Wel bekend van {found.year}: {comparison_words.in_words(found, indicators()[name])}."
