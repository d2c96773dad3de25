"""An own area in a few figures, with what can't be said of it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.rounding import Value
from wijkkaart.core.figure import Figure
from wijkkaart.model import Indicator
from wijkkaart.present import dutch
from wijkkaart.present.areas import KEY_FIGURES, KeyFigure
from wijkkaart.present.profile.area import OwnSet, area_of, kind
from wijkkaart.present.profile.cards import Card
from wijkkaart.present.profile.cards import card as of_figure
from wijkkaart.present.profile.figures import Figures

_ROUNDED = "De aantallen per buurt en wijk zijn afgerond: het echte cijfer ligt tussen de getallen erachter."


@dataclass(frozen=True)
class OwnCard:
    """An own area beside the map."""

    kind: str
    """`eigen gebied in Amersfoort: 3 buurten`."""
    figures: tuple[KeyFigure, ...]
    notes: tuple[str, ...]
    """What isn't added and why, and what rounding does."""


def card(atlas: Atlas, own: OwnSet, figure: Figure | None) -> OwnCard:
    """The figure on the map first, then a few that everybody asks for; each as the parts allow."""
    chosen = (figure.choice.indicator, figure.choice.year) if figure else None
    return atlas.remember(("own card", own, chosen), lambda: _made(atlas, own, chosen))


def _made(atlas: Atlas, own: OwnSet, chosen: tuple[str, int] | None) -> OwnCard:
    known = {own.code: own}
    area, gemeente = area_of(atlas, own.code, known), area_of(atlas, own.gemeente, {})
    if area is None or gemeente is None:
        return OwnCard("", (), ())
    told = Figures(atlas, area, [gemeente], dict([chosen]) if chosen else {})
    cards = [each for name in _names(chosen) if (each := of_figure(told, name))]
    values = [told.value(own.code, each.id) for each in cards]
    shown = [
        KeyFigure(each.label, _text(each, value), each.year, _beside(each, indicators()[each.id]))
        for each, value in zip(cards, values, strict=True)
    ]
    return OwnCard(kind(atlas, area), tuple(shown), tuple(_notes(cards, values)))


def _names(chosen: tuple[str, int] | None) -> list[str]:
    names = [*([chosen[0]] if chosen else []), *KEY_FIGURES]
    return [name for name in dict.fromkeys(names) if name in indicators()]


def _text(made: Card, value: Value) -> str:
    """The figure with the numbers that it lies between, wider than printed rather than narrower."""
    text, entry = made.lines[0].text, indicators()[made.id]
    if not _uncertain(value):
        return text
    step = 10.0**entry.decimals
    edges = (math.floor(round(value.lower * step, 6)) / step, math.ceil(round(value.upper * step, 6)) / step)
    # Of other units the text itself says what they are; money is printed in another than it's kept in.
    unit = entry.unit if entry.unit == "duizend euro" else ""
    low, high = (dutch.amount(edge, unit, entry.decimals) for edge in edges)
    return text if low == high else f"{text} (tussen {low} en {high})"


def _uncertain(value: Value) -> bool:
    return not math.isnan(value.value) and value.lower < value.upper


def _beside(made: Card, indicator: Indicator) -> str:
    """The figure of the gemeente, where it may be held against it."""
    others = [line for line in made.lines[1:] if line.known]
    return f"{others[0].name}: {others[0].text}" if others and indicator.kind != "count" else ""


def _notes(cards: list[Card], values: list[Value]) -> Iterator[str]:
    if any(_uncertain(value) for value in values):
        yield _ROUNDED
    for each in cards:
        if not each.known and each.notes:
            yield f"{each.label}: {each.notes[0][0].lower()}{each.notes[0][1:]}"
