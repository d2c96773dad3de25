"""Figures of an own area: a named set of wijken and buurten, or what lies in a drawn outline.

Counts are added with their margins. Shares are worked out anew, means weighted where it's known by
what. Anything else isn't added: of a median, or of a share of a group whose size isn't published, only
the range is known, since the whole lies between its parts. What can't be said is told, with the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.core.compare.identity import as_now
from wijkkaart.core.compare.parts import Figures, Parts, added, between, recomputed, weighted
from wijkkaart.core.compare.rounding import BOUND_COLUMNS, Reason
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

MEDIANS = frozenset({"mediaan_vermogen"})
_DISTANCES = "cbs-nabijheid"


class How(StrEnum):
    """How a figure of an own area was made, or why it wasn't."""

    ADDED = "added"
    RECOMPUTED = "recomputed"
    """A share of the numerators and denominators added."""
    WEIGHTED = "weighted"
    BETWEEN = "between"
    """Not added: it lies between the lowest and highest of its parts (`lower` and `upper`)."""
    NOT_ADDED = "not added"
    """Not added, and not even the range says something."""
    PARTS_MISSING = "parts missing"
    """Too much of the area has no figure."""


OWN_COLUMNS = {**OBSERVATION_COLUMNS, **BOUND_COLUMNS, "how": "str", "missing": "str"}
"""Columns of the figures of an own area: as those of any other, with `how` (a How) and the codes of the
parts without a figure, joined by `;`."""


@dataclass(frozen=True, eq=False)
class OwnArea:
    """An own area with its figures."""

    code: str
    name: str
    parts: tuple[str, ...]
    figures: pd.DataFrame
    """OWN_COLUMNS; add it to the bounded figures of other areas to compare with them."""


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


def _rows(table: Parts, indicator: Indicator) -> dict[str, npt.NDArray[Any]]:
    """The figures of one indicator over the years in which any part has one."""
    how, found = _made(table, indicator)
    mine = table.of(indicator.id)
    has, size = ~np.isnan(mine.value), table.sizes(indicator)
    missing = np.isnan(found.value)
    reason = np.where(missing, Reason.MISSING, found.reason)
    if indicator.kind in ("share", "mean"):
        reason = np.where(size < indicator.smallest, Reason.FEW, reason)
    # All parts have it, but not what they weigh by: then it lies between them all the same.
    bare = missing & has.all(axis=0) & (how in (How.RECOMPUTED, How.WEIGHTED))
    found = found.where(~bare, between(mine))
    short = missing & ~bare & (how in (How.ADDED, How.RECOMPUTED, How.WEIGHTED))
    ways = np.where(bare, How.BETWEEN, np.where(short, How.PARTS_MISSING, how))
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
    }
    some = np.any(has, axis=0)
    return {name: column[some] for name, column in rows.items()}


def _made(table: Parts, indicator: Indicator) -> tuple[How, Figures]:
    """The figures of the whole, and how they were made."""
    mine = table.of(indicator.id)
    if indicator.kind == "count":
        return How.ADDED, added(mine)
    if indicator.kind in ("score", "class"):
        return How.NOT_ADDED, Figures.empty(len(table.years))
    if indicator.id in MEDIANS:
        return How.BETWEEN, between(mine)
    if indicator.kind == "share" and indicator.denominator:
        whole = table.of(indicator.denominator)
        counts = recomputed(table.of(indicator.numerator), whole, indicator) if indicator.numerator else None
        shares = weighted(mine, whole, 100.0 if indicator.unit == "%" else indicator.factor)
        if counts is not None:
            shares = counts.where(~np.isnan(counts.value), shares)
        return How.RECOMPUTED, shares
    weight = MEAN_OF.get(indicator.id) or ("inwoners" if indicator.source == _DISTANCES else "")
    if weight and indicator.kind == "mean":
        return How.WEIGHTED, weighted(mine, table.of(weight), None, ROUGH.get(indicator.id, 0.0))
    return How.BETWEEN, between(mine)
