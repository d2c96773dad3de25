"""Figures of an own area: a named set of wijken and buurten, or what lies in a drawn outline.

Counts are added with their margins. Shares are worked out anew, means weighted where it's known by what.
A share of people of certain ages is weighted by how many there are of them, which the age groups tell within
bounds. Anything else isn't added: of a median, or of a share of a group whose size isn't known at all, only
the range is known, since the whole lies between its parts. What can't be said is told, with the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.core.compare.ages import people_of
from wijkkaart.core.compare.identity import as_now
from wijkkaart.core.compare.parts import Figures, Grid, Parts, added, between, recomputed, weighted
from wijkkaart.core.compare.rounding import BOUND_COLUMNS, Floats, Reason
from wijkkaart.errors import WijkkaartError
from wijkkaart.model import OBSERVATION_COLUMNS, Indicator, Status, gemeente_of, parent_of

OWN_LEVEL = "eigen"
"""What stands in the column `level` of an own area."""

MEAN_OF = {
    "woz_waarde": "woningvoorraad",
    "gestandaardiseerd_inkomen": "huishoudens",
    "besteedbaar_inkomen_huishouden": "huishoudens",
    "inkomen_per_inwoner": "inwoners",
    "inkomen_per_ontvanger": "inkomensontvangers",
    "huishoudensgrootte": "huishoudens",
    "autos_per_huishouden": "huishoudens",
    "bevolkingsdichtheid": "oppervlakte_land",
    "autos_per_km2": "oppervlakte_land",
}
"""What each mean is a mean over; a mean that isn't here can't be weighted. Of distances: inhabitants."""

ROUGH = {"woz_waarde": 0.05}
"""What share of the weight may not count: CBS takes the mean over dwellings that have a value, and how many
those are isn't published. Wijken of Utrecht show that it matters: up to 0.3%."""

CLOSE = 2.0
"""How wide, in percentage points, the range may be that unknown numbers of people leave: of a wider one no
figure inside is named."""

AGES_NEAR = (0, 1, -1, 2, -2, 3, -3, 4, -4)
"""In which years, counted from that of the figure, the people of its ages are looked for. RIVM measured every
four years at first, and how many people live in one part beside another changes slowly."""

MEDIANS = frozenset({"mediaan_vermogen"})
_DISTANCES = "cbs-nabijheid"


class How(StrEnum):
    """How a figure of an own area was made, or why it wasn't."""

    ADDED = "added"
    RECOMPUTED = "recomputed"
    """A share of the numerators and denominators added."""
    WEIGHTED = "weighted"
    BY_AGES = "by ages"
    """Weighted by people of certain ages, of whom only bounds are known (`least` to `most`)."""
    BETWEEN = "between"
    """Not added: it lies between the lowest and highest of its parts (`lower` and `upper`)."""
    NOT_ADDED = "not added"
    """Not added, and not even the range says something."""
    PARTS_MISSING = "parts missing"
    """Too much of the area has no figure."""


OWN_COLUMNS = {
    **OBSERVATION_COLUMNS,
    **BOUND_COLUMNS,
    "how": "str",
    "missing": "str",
    "least": "float",
    "most": "float",
    "counted": "int",
}
"""Columns of the figures of an own area: as those of any other, with `how` (a How) and the codes of the parts
without a figure, joined by `;`.

Of a figure that is weighted by people of certain ages: from `least` to `most` it may be were the printed
figures of its parts exact, and the year in which those people were `counted`; else NaN, and 0.
"""


@dataclass(frozen=True, eq=False)
class OwnArea:
    """An own area with its figures."""

    code: str
    name: str
    parts: tuple[str, ...]
    figures: pd.DataFrame
    """OWN_COLUMNS; add it to the bounded figures of other areas to compare with them."""


def makings(indicator: Indicator, indicators: Mapping[str, Indicator] | None = None) -> list[str]:
    """Ids of the figure itself and of all that it may be made of in an own area."""
    known = catalogue.indicators() if indicators is None else indicators
    names = [indicator.id, indicator.numerator, indicator.denominator, MEAN_OF.get(indicator.id, "")]
    names.append("inwoners")
    if indicator.age_from is not None:
        counts = [each.id for each in known.values() if each.kind == "count" and each.age_from is not None]
        names += [*counts, *(each.id for each in known.values() if each.numerator in counts)]
    return [*dict.fromkeys(filter(None, names))]


def own_area(
    bounded: pd.DataFrame,
    parts: Sequence[str],
    name: str,
    *,
    code: str = "",
    indicators: Mapping[str, Indicator] | None = None,
    history: pd.DataFrame | None = None,
) -> OwnArea:
    """The figures of `parts` (codes of wijken and buurten that don't overlap) as one area.

    `bounded` is of `rounding.bounded` and holds the counts that shares and means are made of. With `history`
    (of `core.links`) figures of other years are those of the areas that the parts are now; without it they're
    of whatever had these codes then, so only those of one division may be shown together. Raises
    WijkkaartError when two parts overlap, or there are none.
    """
    _check(parts)
    if history is not None:
        bounded = as_now(bounded, parts, history)
    known = catalogue.indicators() if indicators is None else indicators
    table = Parts(bounded, parts, known)
    columns = [_rows(table, known[each]) for each in table.indicators]
    code = code or "EIGEN-" + "-".join(sorted(parts))
    inside = {gemeente_of(part) for part in parts}
    found = pd.DataFrame(columns=[*OWN_COLUMNS])
    if columns:
        found = pd.DataFrame({name: np.concatenate([each[name] for each in columns]) for name in columns[0]})
    found = found.assign(code=code, level=OWN_LEVEL, gemeente=inside.pop() if len(inside) == 1 else "")
    return OwnArea(code, name, tuple(parts), found[[*OWN_COLUMNS]])


def _check(parts: Iterable[str]) -> None:
    """Raises WijkkaartError where a part lies in another."""
    chosen = [*parts]
    inside = [part for part in chosen if {parent_of(part), gemeente_of(part)} & set(chosen) - {part}]
    twice = sorted({part for part in chosen if chosen.count(part) > 1})
    if not chosen or inside or twice:
        found = (
            f"{', '.join(sorted({*inside, *twice}))} telt dubbel" if chosen else "er is geen gebied gekozen"
        )
        raise WijkkaartError(
            f"Van deze gebieden is geen eigen gebied te maken: {found}.",
            "Een eigen gebied bestaat uit een of meer wijken of buurten die niet overlappen.",
            "Kies een wijk, of de buurten erin, maar niet allebei.",
        )


@dataclass(frozen=True, eq=False)
class _Made:
    """The figures of the whole by year, and how they were made."""

    how: npt.NDArray[np.object_]
    figures: Figures
    least: Floats
    most: Floats
    counted: npt.NDArray[np.int64]

    @classmethod
    def by(cls, how: How, figures: Figures) -> "_Made":
        """All years in one way."""
        shape = figures.value.shape
        nan = np.full(shape, np.nan)
        return cls(np.full(shape, how, dtype=object), figures, nan, nan, np.zeros(shape, dtype=np.int64))


def _rows(table: Parts, indicator: Indicator) -> dict[str, npt.NDArray[Any]]:
    """The figures of one indicator over the years in which any part has one."""
    made = _made(table, indicator)
    found, mine = made.figures, table.of(indicator.id)
    has, size = ~np.isnan(mine.value), table.sizes(indicator)
    missing = np.isnan(found.value)
    reason = np.where(missing, Reason.MISSING, found.reason)
    if indicator.kind in ("share", "mean"):
        reason = np.where(size < indicator.smallest, Reason.FEW, reason)
    # All parts have it, but not what they weigh by: then it lies between them all the same.
    weighs = np.isin(made.how, [How.RECOMPUTED, How.WEIGHTED, How.BY_AGES])
    bare = missing & has.all(axis=0) & weighs
    found = found.where(~bare, between(mine))
    short = missing & ~bare & (weighs | (made.how == How.ADDED))
    ways = np.where(bare, How.BETWEEN, np.where(short, How.PARTS_MISSING, made.how))
    estimated = (mine.estimate & has).any(axis=0)
    status = np.where(missing, Status.NOT_MEASURED, np.where(estimated, Status.ESTIMATE, Status.OK))
    parts = np.array(table.parts, dtype=object)
    gone = [";".join(parts[~column]) for column in table.there(indicator).T]
    years = len(table.years)
    rows: dict[str, npt.NDArray[Any]] = {
        "indicator": np.full(years, indicator.id, dtype=object),
        "year": table.years,
        "boundaries": mine.boundaries,
        "value": found.value,
        "low": np.full(years, np.nan),
        "high": np.full(years, np.nan),
        "lower": found.lower,
        "upper": found.upper,
        "status": np.array([str(each) for each in status], dtype=object),
        "unit": np.full(years, indicator.unit, dtype=object),
        "source": np.full(years, mine.source, dtype=object),
        "size": size,
        "reason": np.array([str(each) for each in reason], dtype=object),
        "how": np.array([str(each) for each in ways], dtype=object),
        "missing": np.array(gone, dtype=object),
        "least": made.least,
        "most": made.most,
        "counted": made.counted,
    }
    some = np.any(has, axis=0)
    return {name: column[some] for name, column in rows.items()}


def _made(table: Parts, indicator: Indicator) -> _Made:
    """The figures of the whole, and how they were made."""
    mine = table.of(indicator.id)
    if indicator.kind == "count":
        return _Made.by(How.ADDED, added(mine))
    if indicator.kind in ("score", "class"):
        return _Made.by(How.NOT_ADDED, Figures.empty(len(table.years)))
    if indicator.id in MEDIANS:
        return _Made.by(How.BETWEEN, between(mine))
    if indicator.kind == "share" and indicator.denominator:
        whole = table.of(indicator.denominator)
        counts = recomputed(table.of(indicator.numerator), whole, indicator) if indicator.numerator else None
        shares = weighted(mine, whole, _highest(indicator))
        if counts is not None:
            shares = counts.where(~np.isnan(counts.value), shares)
        return _Made.by(How.RECOMPUTED, shares)
    weight = MEAN_OF.get(indicator.id) or ("inwoners" if indicator.source == _DISTANCES else "")
    if weight and indicator.kind == "mean":
        means = weighted(mine, table.of(weight), None, ROUGH.get(indicator.id, 0.0))
        return _Made.by(How.WEIGHTED, means)
    if indicator.kind == "share" and indicator.age_from is not None:
        return _by_ages(table, mine, indicator)
    return _Made.by(How.BETWEEN, between(mine))


def _highest(indicator: Indicator) -> float:
    """What a share can be at most."""
    return 100.0 if indicator.unit == "%" else indicator.factor


def _by_ages(table: Parts, mine: Grid, indicator: Indicator) -> _Made:
    """A share of people of certain ages, weighted by these people."""
    people, counted = _nearest(people_of(table, indicator.age_from or 0, indicator.age_to), table.years)
    # Were the printed figures exact, then only how many people there are would leave a range.
    printed = weighted(replace(mine, lower=mine.value, upper=mine.value), people, _highest(indicator))
    whole = weighted(mine, people, _highest(indicator))
    # People of another year tell well enough what the figure is about, but not within which bounds.
    later = (counted != table.years) & ~np.isnan(whole.value)
    nan = np.full(len(table.years), np.nan)
    loose = replace(whole, lower=nan, upper=nan, reason=np.full(len(nan), str(Reason.MARGIN), dtype=object))
    named = whole.where(~later, loose)
    wide = printed.upper - printed.lower > CLOSE
    lower, upper = (
        np.where(np.isnan(bound), edge, bound)
        for bound, edge in ((named.lower, printed.lower), (named.upper, printed.upper))
    )
    ranges = Figures(nan, lower, upper, Figures.empty(len(nan)).reason)
    hows = np.where(wide, How.BETWEEN, How.BY_AGES).astype(object)
    return _Made(hows, named.where(~wide, ranges), printed.lower, printed.upper, counted)


def _nearest(people: Grid, years: npt.NDArray[np.int64]) -> tuple[Grid, npt.NDArray[np.int64]]:
    """Of each year the people of the nearest year in which they're known in all parts, and that year."""
    full = ~np.isnan(people.value).any(axis=0)
    of = [
        next((at for near in AGES_NEAR for at in np.flatnonzero(full & (years == year + near))), -1)
        for year in years
    ]
    chosen = np.array(of, dtype=np.intp)
    value, lower, upper = (
        np.where(chosen < 0, np.nan, each[:, chosen]) for each in (people.value, people.lower, people.upper)
    )
    counted = np.where(chosen < 0, 0, years[chosen])
    return replace(people, value=value, lower=lower, upper=upper), counted
