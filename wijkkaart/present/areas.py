"""One area in a few figures."""

from dataclasses import dataclass
from math import isnan

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.figure import Figure
from wijkkaart.model import Indicator, Status, gemeente_of, level_of
from wijkkaart.present import dutch

KEY_FIGURES = (
    "inwoners",
    "huishoudens",
    "leeftijd_65_plus_pct",
    "jonger_dan_15_pct",
    "koopwoningen_pct",
    "woz_waarde",
)


@dataclass(frozen=True)
class KeyFigure:
    """A figure of one area with what it can be held against."""

    label: str
    text: str
    year: int
    beside: str = ""
    """The same figure of the gemeente, or ""."""


def key_figures(atlas: Atlas, code: str, figure: Figure | None) -> list[KeyFigure]:
    """The figure on the map first, then a few that everybody asks for; each of its own best year."""
    names = list(dict.fromkeys([*([figure.indicator.id] if figure else []), *KEY_FIGURES]))
    gemeente, level = gemeente_of(code), level_of(code)
    found = []
    for name in names:
        if name not in indicators():
            continue
        year = atlas.best_year(name, level, gemeente)
        if figure and name == figure.indicator.id and level == figure.choice.level:
            year = figure.choice.year
        if year is not None:
            found.append(_key_figure(atlas, name, year, code, gemeente))
    return found


def _key_figure(atlas: Atlas, name: str, year: int, code: str, gemeente: str) -> KeyFigure:
    indicator = indicators()[name]
    rows = atlas.observations(KEY_FIGURES if name in KEY_FIGURES else (name,), gemeente).get((name, year))
    if rows is None:
        return KeyFigure(indicator.label, dutch.NO_DATA, year)
    text, beside = dutch.NO_DATA, ""
    drawn = atlas.drawn_year(gemeente, level_of(code), None)
    own = rows[rows.index == code]
    if len(own):
        row = own.iloc[0]
        if drawn is None or code not in atlas.suspect(level_of(code), int(row.boundaries), drawn):
            text = _text(indicator, row.value, row.status, row.low, row.high)
    whole = rows.value.get(gemeente)
    if whole is not None and whole == whole and indicator.kind != "count":
        beside = f"{atlas.name(gemeente)}: {dutch.amount(whole, indicator.unit, indicator.decimals)}"
    return KeyFigure(indicator.label, text, year, beside)


def _text(indicator: Indicator, value: float, status: str, low: float, high: float) -> str:
    """The value of an observation, with the margins of an estimate; without a value, the reason why."""
    if isnan(value):
        return dutch.STATUS_TEXT[Status(status)] or dutch.NO_DATA
    text = dutch.amount(value, indicator.unit, indicator.decimals)
    if isnan(low) or isnan(high):
        return text
    between = " en ".join(dutch.number(margin, indicator.decimals) for margin in (low, high))
    return f"{text} (geschat, tussen {between})"
