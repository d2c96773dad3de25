"""What can't be said of the own areas in a comparison, and why; and what lies in them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from wijkkaart.core.compare.own_area import How
from wijkkaart.model import is_code, parent_of
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison.making import Compared
from wijkkaart.present.profile.area import OwnSet

_MOST = 5
_WHY = (
    ((How.BETWEEN, How.NOT_ADDED), "want dat is niet op te tellen uit de delen"),
    ((How.PARTS_MISSING,), "want van een te groot deel ontbreekt het cijfer"),
)


def overlapping(found: Compared, own: Mapping[str, OwnSet]) -> list[str]:
    """A line an own area of which other areas of the comparison are a piece: they aren't apart from it."""
    lines = []
    for code, area in own.items():
        if code in found.table.codes:
            inside = [each for each in found.table.codes if each in area.parts or _within(each, area)]
            named = _named([found.names[each] for each in inside])
            lines += [f"In {area.name} ligt ook wat hier apart staat: {named}."] if inside else []
    return lines


def _within(code: str, area: OwnSet) -> bool:
    return is_code(code) and parent_of(code) in area.parts


def unsaid(found: Compared) -> list[str]:
    """A line an own area and reason, with the figures of the comparison that it has no value of."""
    if found.own.empty:
        return []
    rows = found.own[found.own.value.isna()]
    rows = rows[rows.year == rows.indicator.map(found.table.years)]
    return [
        f"Van {_name(found, code)} niet te zeggen: {_named(labels)}, {why}."
        for code in rows.code.unique()
        for hows, why in _WHY
        if (labels := _labels(rows[(rows.code == code) & rows.how.isin(hows)], found))
    ]


def weighed(found: Compared) -> list[str]:
    """A line an own area and group of people that its shares are weighted by, as their number isn't known."""
    if found.own.empty:
        return []
    rows = found.own[found.own.how == How.BY_AGES]
    rows = rows[rows.year == rows.indicator.map(found.table.years)]
    people = rows.indicator.map({name: figure_words.ages(each) for name, each in found.indicators.items()})
    people_and_year = [rows.code, people, rows.counted.astype(int)]
    return [
        f"Van {_name(found, str(code))} gewogen naar het aantal {group} in {year}, dat niet precies bekend"
        f" is: {_named(_labels(inside, found))}."
        for (code, group, year), inside in rows.groupby(people_and_year, sort=False)
    ]


def _name(found: Compared, code: str) -> str:
    """The name of an own area, where it's said that it's one."""
    return found.names[code].removesuffix(" (eigen gebied)")


def _labels(rows: pd.DataFrame, found: Compared) -> list[str]:
    return [each.label for name, each in found.indicators.items() if name in {*rows.indicator}]


def _named(labels: Sequence[str]) -> str:
    rest = len(labels) - _MOST
    return dutch.listing([*labels[:_MOST], *([f"nog {dutch.number(rest)}"] if rest > 0 else [])])
