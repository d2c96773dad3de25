"""Supply beside need: places and offers for a target group, per 1,000 people of that group.

The register never holds everything, so "0" means that nothing is known there, though something is in the
same gemeente; where that isn't so either, there's no figure. A place that says nothing of
its target group isn't counted for any; one that is for everybody is counted apart.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.core.compare.rounding import Reason, value_of
from wijkkaart.core.compare.table import choose_years
from wijkkaart.model import Indicator, Kind, Status, gemeente_of

PEOPLE = {
    "iedereen": ("inwoners", "inwoners"),
    "kinderen": ("jonger_dan_15_aantal", "kinderen tot 15 jaar"),
    "jongeren": ("leeftijd_15_25_aantal", "jongeren van 15 tot 25 jaar"),
    "ouderen": ("leeftijd_65_plus_aantal", "mensen van 65 jaar en ouder"),
    "ouders": ("huishoudens_met_kinderen_aantal", "huishoudens met kinderen"),
    "vrouwen": ("vrouwen", "vrouwen"),
    "mannen": ("mannen", "mannen"),
}
"""Target group to the count that comes nearest to it, and what that count is of. Other groups aren't counted
by CBS: of them only the places and offers are known."""

EVERYBODY = "iedereen"
_PLACES = {Kind.PLACE.value, "source", "location"}
_OFFERS = {Kind.ACTIVITY.value, "service"}

SUPPLY_COLUMNS = {
    "code": "str",
    "group": "str",
    "places": "int",
    "offers": "int",
    "for_all": "int",
    "unknown": "int",
    "year": "int",
    "people": "float",
    "per_1000": "float",
    "lower": "float",
    "upper": "float",
    "reason": "str",
}
"""Columns of supply: a row an area and target group.

`places` and `offers` are for the group itself, `for_all` are both that are for everybody and `unknown`
both that don't say for whom. `per_1000` is of places and offers for the group per 1,000 of the count in
PEOPLE of `year`, with bounds by its rounding; NaN with a Reason when that count isn't known or too small.
"""


def supply(
    things: pd.DataFrame,
    bounded: pd.DataFrame,
    areas: Iterable[str],
    groups: Iterable[str] | None = None,
    *,
    parts: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """SUPPLY_COLUMNS of `areas` by `groups` (all target groups without them).

    `things` are places and activities, or locations and services of the register, already stripped for
    who looks: `kind`, `target_groups` (ids joined by `;`), `gemeente`, `wijk`, `buurt`. Persons aren't
    counted. `parts` gives the codes that an own area consists of.
    """
    codes = [*areas]
    asked = [*(catalogue.target_groups() if groups is None else groups)]
    counted = things[things.kind.isin(_PLACES | _OFFERS)]
    years = choose_years(bounded, [PEOPLE[group][0] for group in asked if group in PEOPLE], codes)
    rows = []
    for code in codes:
        inside = counted[_within(counted, (parts or {}).get(code, (code,)))]
        kinds = inside.kind.isin(_PLACES).to_numpy()
        named = [frozenset(text.split(";")) - {""} for text in inside.target_groups]
        everybody = sum(EVERYBODY in names for names in named)
        unknown = sum(not names for names in named)
        for group in asked:
            mine = np.array([group in names for names in named], dtype=bool)
            places, offers = int((mine & kinds).sum()), int((mine & ~kinds).sum())
            others = 0 if group == EVERYBODY else everybody
            need = _rate(bounded, code, group, places + offers, years)
            rows.append((code, group, places, offers, others, unknown, *need))
    return pd.DataFrame(rows, columns=[*SUPPLY_COLUMNS])


def _within(things: pd.DataFrame, codes: Sequence[str]) -> "pd.Series[bool]":
    """Which things lie in one of these areas."""
    found = pd.Series(False, index=things.index)
    for prefix, column in (("GM", "gemeente"), ("WK", "wijk"), ("BU", "buurt")):
        wanted = [code for code in codes if code.startswith(prefix)]
        if wanted:
            found |= things[column].isin(wanted)
    return found


def _rate(
    bounded: pd.DataFrame, code: str, group: str, supplied: int, years: Mapping[str, int]
) -> tuple[int, float, float, float, float, str]:
    """Year, people, supply per 1,000 of them with bounds, and the reason when there's none."""
    nan = float("nan")
    indicator = PEOPLE.get(group, ("", ""))[0]
    people = value_of(bounded, code, indicator, years.get(indicator, 0))
    year = people.year if people.value >= 0 else 0
    if people.reason:
        return year, people.value, nan, nan, nan, str(people.reason)
    if people.value < catalogue.indicators()["inwoners"].smallest:
        return year, people.value, nan, nan, nan, str(Reason.FEW)
    low, high = (1000 * supplied / edge for edge in (people.upper, people.lower))
    return year, people.value, 1000 * supplied / people.value, low, high, ""


def supply_figures(found: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, Indicator]]:
    """Supply per 1,000 as figures like any other: rows for a comparison table, and their definitions."""
    labels = catalogue.target_groups()
    indicators, frames = {}, []
    for group, rows in found.groupby("group", sort=False):
        name = str(group)
        if name not in PEOPLE:
            continue
        whole = PEOPLE[name][1]
        entry = Indicator(
            id=f"aanbod_{name}_per_1000",
            label=f"Aanbod voor {labels[name].label.lower()}",
            explanation=f"Bekende plekken en activiteiten voor deze groep, per 1.000 {whole}. "
            "Wat niet bekend is, telt niet mee.",
            unit=f"per 1.000 {whole}",
            theme="Aanbod",
            chapter="3.4",
            direction="none",
            source="eigen",
            decimals=1,
        )
        indicators[entry.id] = entry
        places = [gemeente_of(code) if code[:2] in ("GM", "WK", "BU") else "" for code in rows.code]
        total = (rows.places + rows.offers).groupby(places).transform("sum")
        # Where nothing at all is known for the group, "0" would be a figure that nobody has.
        told = np.where(np.array(places) == "", (rows.places + rows.offers).sum(), total) > 0
        known = rows.per_1000.notna() & told
        frames.append(
            pd.DataFrame(
                {
                    "code": rows.code,
                    "level": "",
                    "gemeente": places,
                    "indicator": entry.id,
                    "year": rows.year.max(),
                    "boundaries": rows.year.max(),
                    "value": rows.per_1000.where(known),
                    "low": np.nan,
                    "high": np.nan,
                    "status": np.where(known, str(Status.OK), str(Status.NOT_MEASURED)),
                    "unit": entry.unit,
                    "source": "eigen",
                    "lower": rows.lower.where(known),
                    "upper": rows.upper.where(known),
                    "size": rows.people,
                    "reason": np.where(known | (rows.reason != ""), rows.reason, str(Reason.MISSING)),
                }
            )
        )
    return (pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()), indicators
