"""Which figure a topic of an OData table is: by its name, its unit and the headings it stands under."""

import re
from collections import Counter
from collections.abc import Iterator

from wijkkaart import catalogue
from wijkkaart.model import Indicator
from wijkkaart.raw import Raw

_FAMILIES = (
    ("%", re.compile(r"%|procent")),
    ("promille", re.compile(r"(?:aantal )?per 1[ .]?000\b.*")),
    ("duizend euro", re.compile(r"(?:x )?1[ .]?000 euro|duizend euro")),
    ("euro", re.compile(r"euro|€")),
    ("duizend", re.compile(r"(?:x )?1[ .]?000|duizend")),
    ("km", re.compile(r"km")),
    ("kWh", re.compile(r"kwh")),
    ("m³", re.compile(r"m3|m³")),
    ("hectare", re.compile(r"ha|hectare")),
    ("", re.compile(r"|-|code|getal|score|punten|klasse")),  # says nothing
)
_COUNT = "aantal"


def indicators_of(raw: Raw) -> tuple[dict[str, str], list[str]]:
    """Column to indicator id, for the topics that are known; and the topics whose unit contradicts.

    A topic is known by its name, and where a table uses a name more than once, by its headings, its unit,
    or its place among those. A count is never taken for a percentage: a unit that contradicts the
    definition gives the indicator's count or share instead, and if there's none, nothing.
    """
    topics = [name for name in raw.columns if name in raw.units]
    by_order = dict(zip(topics, catalogue.indicators_of_columns(topics), strict=True))
    times = Counter(catalogue.column_key(name) for name in topics)
    found: dict[str, str] = {}
    wrong = []
    for name in topics:
        key, unit = catalogue.column_key(name), raw.units[name]
        guess = by_order[name]
        if guess is None or times[key] > 1:
            guess = _by_heading(raw, name) or _by_unit(key, unit) or guess
        if guess is None:
            continue
        fitting = _fitting(catalogue.indicators()[guess], unit)
        if fitting is None:
            wrong.append(name)
        else:
            found[name] = fitting
    return found, wrong


def _by_heading(raw: Raw, name: str) -> str | None:
    """By the path in StatLine, which OData has as titles of groups: `.../Apotheek/Binnen 1 km (aantal)`."""
    unit = raw.units[name]
    return catalogue.indicator_of_column(raw.headings.get(name, "") + (f" ({unit})" if unit else ""))


def _by_unit(key: str, unit: str) -> str | None:
    """The only one of the figures with this name that is in this unit."""
    fits = [one for one in _namesakes(key) if family(catalogue.indicators()[one].unit) == family(unit)]
    return fits[0] if len(fits) == 1 else None


def _namesakes(key: str) -> Iterator[str]:
    """The figures that tables have under one name, in their order there."""
    index, turn = catalogue.column_index(), 1
    while f"{key}#{turn}" in index:
        yield index[f"{key}#{turn}"]
        turn += 1


def _fitting(indicator: Indicator, unit: str) -> str | None:
    """The indicator that is in this unit: this one, its count, or a share of it; None when there's none."""
    stated = family(unit)
    if not stated or stated == (family(indicator.unit) or stated):
        return indicator.id
    known = catalogue.indicators()
    shares = (each for each in known.values() if each.numerator == indicator.id)
    others = [*shares, *([known[indicator.numerator]] if indicator.numerator else [])]
    return next((other.id for other in others if family(other.unit) == stated), None)


def family(unit: str) -> str:
    """Units that can stand for each other have the same family; "" when a unit says nothing."""
    text = " ".join(unit.casefold().split())
    return next((name for name, pattern in _FAMILIES if pattern.fullmatch(text)), _COUNT)
