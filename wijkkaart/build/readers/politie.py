"""Crimes that the police recorded per wijk, buurt and year: the numbers, and rates per inhabitant.

The police gives all years on its newest division. A rate needs the inhabitants of the year itself, so
it's made only of areas that haven't changed since.
"""

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import figures, observations
from wijkkaart.build.figures import Table
from wijkkaart.build.parts import Context, Loaded, NotYet
from wijkkaart.core import joins
from wijkkaart.model import HAS_VALUE
from wijkkaart.raw import Raw
from wijkkaart.store import Snapshot

_SOURCE = "politie"
_INHABITANTS = "inwoners"
_REQUIRED = {"soort_misdrijf", "wijken_en_buurten", "perioden"}
_VALUES = ("geregistreerde_misdrijven", "geregistreerde_misdrijven_(aantal)")
_KIND = r"^(\d\.\d{1,2}\.\d{1,2})"
_OTHER = "Soort misdrijf die wijkkaart niet overneemt"
_KEY = ["code", "year", "kind"]


def matches(raw: Raw) -> bool:
    """Whether it has the dimensions and the number of the tables of the police."""
    return (
        raw.geometry is None
        and figures.keys_of(raw) >= _REQUIRED
        and figures.column(raw, *_VALUES) is not None
    )


def read(raw: Raw, context: Context) -> Loaded:
    """Numbers per kind of crime, and rates where the inhabitants are known and the area is the same.

    Raises NotYet as long as the inhabitants or boundaries of a year may still come.
    """
    left_out: dict[str, int] = {}
    rows = _rows(raw, left_out)
    wide = rows.set_index(_KEY).number.unstack("kind").reset_index()
    years = {int(year) for year in wide.year.unique()}
    boundaries = int(raw.facts.get("boundaries") or max(years, default=0))
    people, first = _inhabitants(context.store, wide.code, years, boundaries)
    lacking = years - set(people.year)
    if lacking and not context.last:
        raise _not_yet(raw, lacking)
    wide = wide.merge(people.rename(columns={"value": _INHABITANTS}), on=["code", "year"], how="left")
    loaded = figures.load(
        raw,
        Table(
            frame=wide.drop(columns=["code", "year"]),
            codes=wide.code,
            years=wide.year,
            source=_SOURCE,
            kind="Geregistreerde misdrijven",
            publisher="politie",
            table=raw.facts.get("table") or figures.table_id(raw),
            boundaries=boundaries,
            read=len(wide) + sum(left_out.values()),
            left_out=left_out,
            notes=_notes(lacking),
        ),
    )
    # Those before the first year of the key figures will never be there.
    loaded.report.incomplete = any(year >= first for year in lacking)
    found = loaded.observations
    if found is not None:
        loaded.observations = found[found.indicator != _INHABITANTS].reset_index(drop=True)
    return loaded


def _rows(raw: Raw, left_out: dict[str, int]) -> pd.DataFrame:
    """`code`, `year`, `kind` and `number`, each combination once; what can't be used is counted."""
    rows = pd.DataFrame(
        {
            "code": observations.clean_codes(_cells(raw, "wijken_en_buurten")),
            "year": figures.years_of(_cells(raw, "perioden")),
            "kind": _cells(raw, "soort_misdrijf").astype("str").str.extract(_KIND)[0],
            "number": _cells(raw, *_VALUES),
        }
    )
    known = {name for each in catalogue.indicators().values() for name in each.columns.get(_SOURCE, ())}
    for reason, right in (
        (_OTHER, rows.kind.isin(known)),
        (figures.NO_YEAR, rows.year.notna()),
        (figures.FIGURE_TWICE, ~rows.duplicated(_KEY)),
    ):
        right = right.reindex(rows.index)
        left_out[reason] = int((~right).sum())
        rows = rows[right]
    return rows.astype({"year": "int64"})


def _cells(raw: Raw, *keys: str) -> pd.Series:
    return raw.frame[figures.column(raw, *keys)]


def _inhabitants(
    store: Snapshot, codes: pd.Series, years: set[int], boundaries: int
) -> tuple[pd.DataFrame, int]:
    """`code`, `year` and `value`: inhabitants of areas that are the same on these boundaries.

    Only of `years`; with the first year of which the inhabitants of anything are known, else 0.
    """
    gemeenten = set(observations.gemeenten(codes[observations.are_codes(codes)]))
    only = next(iter(gemeenten)) if len(gemeenten) == 1 else None
    people = store.observations(indicators=[_INHABITANTS], gemeente=only)
    people = people[people.status.isin(HAS_VALUE) & (people.boundaries == people.year)]
    first = int(min(people.year, default=0))
    people = people[people.year.isin(years)]
    index = store.area_index()
    index = index[index.gemeente.isin(gemeenten)]
    same = pd.Series(False, index=people.index)
    for (level, year), rows in people.groupby(["level", "year"]):
        changed = _changed(index, str(level), int(str(year)), boundaries)
        if changed is not None:
            same[rows.index] = ~rows.code.isin(changed)
    return people.loc[same, ["code", "year", "value"]], first


def _changed(index: pd.DataFrame, level: str, year: int, boundaries: int) -> set[str] | None:
    """Codes that mean another area in these years; None when that can't be known.

    The country never changes. CBS marks a change against one year earlier only, so that the
    boundaries of every year between are needed.
    """
    if level == "land":
        return set()
    first, last = sorted((year, boundaries))
    there = set(index[index.level == level].year)
    if not there.issuperset(range(first, last + 1)) and first != last:
        return None
    return joins.changed_codes(index, level, year, boundaries)


def _not_yet(raw: Raw, years: set[int]) -> NotYet:
    missing = figures.span(sorted(years))
    return NotYet(
        f"{raw.path.name}: van {missing} zijn de inwoners of de grenzen nog niet geladen.",
        "Verwacht: kerncijfers en grenzen van dezelfde jaren.",
        "Laad ook de kerncijfers en de grenzen.",
    )


def _notes(lacking: set[int]) -> list[str]:
    if not lacking:
        return []
    return [
        f"Per 1.000 inwoners is niet berekend voor {figures.span(sorted(lacking))}: daarvoor zijn de inwoners"
        " van dat jaar nodig, en de grenzen van dat jaar en van alle jaren daarna."
    ]
