"""What the readers of figures share: codes, years, table ids, and the way to the observations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import observations
from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.errors import InvalidFile
from wijkkaart.model import OBSERVATION_COLUMNS, Status, is_code, with_optional
from wijkkaart.raw import Raw
from wijkkaart.sources import kwb, nabijheid

NO_CODE = "Geen geldige gebiedscode"
NO_YEAR = "Periode is geen heel jaar"
TWICE = "Gebied staat vaker in het bestand; de eerste regel telt"
FIGURE_TWICE = "Zelfde gebied, jaar en cijfer als een eerdere regel; de eerste telt"
REDEFINED = "De definitie van het cijfer was in dat jaar anders"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TABLE = re.compile(r"(?<![0-9A-Za-z])(\d{5}ned)(?![0-9A-Za-z])", re.IGNORECASE)
_PERIOD = r"^((?:19|20)\d{2})(?:JJ00|\.0|\*{1,2})?$"  # CBS marks provisional years with an asterisk
_PREFIX = {4: "GM", 6: "WK", 8: "BU"}

TABLE_YEARS = {table: year for tables in (kwb.TABLES, nabijheid.TABLES) for year, table in tables.items()}
"""Year of the CBS tables that are about one year; public files often carry a wrong one in their name."""


@dataclass
class Table:
    """A table of figures as a reader has understood it; the series are on the frame's index."""

    frame: pd.DataFrame
    codes: pd.Series
    years: pd.Series
    source: str
    kind: str
    """What it is, in Dutch, without years or publisher: `Kerncijfers wijken en buurten`."""
    publisher: str
    table: str = ""
    boundaries: int | None = None
    """Year of the division that all codes belong to; None when it's that of the figure."""
    indicators: Mapping[str, str] | None = None
    """Column to indicator id, where the reader knows better than the names tell; others aren't figures."""
    read: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def load(raw: Raw, table: Table) -> Loaded:
    """The observations of a table, with the account of its rows.

    Raises InvalidFile when not one row has an area, a year and a figure that wijkkaart knows.
    """
    report = Report(raw.path.name, read=table.read or len(raw.frame), notes=[*table.notes])
    report.left_out.update({reason: count for reason, count in table.left_out.items() if count})
    codes = observations.clean_codes(table.codes)
    reasons = pd.Series("", index=codes.index, dtype="str")
    reasons[~observations.are_codes(codes)] = NO_CODE
    reasons[(reasons == "") & table.years.isna()] = NO_YEAR
    twice = pd.DataFrame({"code": codes, "year": table.years}).duplicated()
    reasons[(reasons == "") & twice] = TWICE
    report.left_out.update({str(r): int(n) for r, n in reasons[reasons != ""].value_counts().items()})
    good = reasons == ""
    years = table.years[good].astype("int64")
    frame, unknown = observations.from_wide(
        table.frame[good], codes[good], years, table.source, report, table.indicators
    )
    observations.note_unknown(report, unknown)
    frame = _on_boundaries(frame, raw, table, report)
    report.kept = int(good.sum())
    found = sorted(int(year) for year in years.unique())
    report.kind = f"{table.kind} {span(found)} ({table.publisher})"
    if frame.empty:
        raise InvalidFile(
            f"In {raw.path.name} staan geen cijfers die wijkkaart kent.",
            "Verwacht: een kolom met gebiedscodes, een jaar en minstens een bekend cijfer.",
            "; ".join(f"{reason}: {count} regels" for reason, count in report.left_out.items())
            or "Kijk in de README welke kolommen wijkkaart kent.",
        )
    return Loaded(report, table.source or "cbs-kwb", observations=frame, table=table.table)


def _on_boundaries(frame: pd.DataFrame, raw: Raw, table: Table, report: Report) -> pd.DataFrame:
    """The figures with the year of the boundaries that the publisher worked them out for, if it did."""
    boundaries = int(raw.facts.get("boundaries") or 0) or table.boundaries
    if not boundaries:
        return frame
    if (frame.year != boundaries).any():
        report.notes.append(f"De uitgever rekent alle jaren om naar de grenzen van {boundaries}.")
    return frame.assign(boundaries=boundaries)


def span(years: list[int]) -> str:
    """Years as read: `2019`, `2012, 2016, 2020` or `2016-2025`."""
    if len(years) > 3 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}-{years[-1]}"
    return ", ".join(str(year) for year in years)


def complete(rows: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Observations from rows that have one figure each, as OBSERVATION_COLUMNS.

    `rows` has `code`, `year` (missing where unclear), `indicator`, `value`, `status` and `source`.
    Those that can't be used are left out, and counted in `report`.
    """
    known = catalogue.indicators()
    for indicator in rows.indicator[~rows.indicator.isin([*known])]:
        report.left_out[f"Onbekend cijfer: '{indicator}'"] += 1
    rows = rows[rows.indicator.isin([*known])]
    rows = _drop(rows, ~observations.are_codes(rows.code), NO_CODE, report)
    rows = _drop(rows, rows.year.isna(), NO_YEAR, report)
    since = rows.indicator.map({key: each.since or 0 for key, each in known.items()})
    until = rows.indicator.map({key: each.until or 9999 for key, each in known.items()})
    rows = _drop(rows, (rows.year < since) | (rows.year > until), REDEFINED, report)
    rows = _drop(rows, rows.duplicated(["code", "year", "indicator"]), FIGURE_TWICE, report)
    estimate = rows.source.map({key: each.estimate for key, each in catalogue.sources().items()})
    modelled = estimate.astype(bool) & (rows.status == Status.OK)
    rows = rows.assign(
        year=rows.year.astype("int64"),
        level=observations.levels(rows.code),
        gemeente=observations.gemeenten(rows.code),
        unit=rows.indicator.map({key: each.unit for key, each in known.items()}).astype("str"),
        status=rows.status.mask(modelled, Status.ESTIMATE.value),
    )
    return with_optional(rows)[[*OBSERVATION_COLUMNS]].reset_index(drop=True)


def _drop(rows: pd.DataFrame, wrong: pd.Series, reason: str, report: Report) -> pd.DataFrame:
    wrong = wrong.fillna(True).astype(bool)
    if wrong.any():
        report.left_out[reason] += int(wrong.sum())
    return rows[~wrong]


def column(raw: Raw, *keys: str) -> str | None:
    """The first column whose normalised name is one of `keys`, in the order of `keys`."""
    known: dict[str, str] = {}
    for name in raw.columns:
        known.setdefault(catalogue.column_key(name), name)
    return next((known[key] for key in keys if key in known), None)


def keys_of(raw: Raw) -> set[str]:
    """The normalised column names."""
    return {catalogue.column_key(name) for name in raw.columns}


def code_column(raw: Raw, *keys: str) -> str | None:
    """The first of these columns that has area codes in it, padded ones included."""
    for key in keys:
        name = column(raw, key)
        if name is not None and raw.frame[name].astype("str").head(200).map(_holds_code).any():
            return name
    return None


def _holds_code(text: str) -> bool:
    return is_code(text.strip())


def with_prefix(codes: pd.Series) -> pd.Series:
    """Codes of 4, 6 or 8 signs without GM, WK or BU get it; others stay as they are."""
    codes = observations.clean_codes(codes)
    bare = codes.str.fullmatch(r"\d{4}(?:[0-9A-Z]{2}){0,2}")
    return codes.mask(bare, codes.str.len().map(_PREFIX).astype("str") + codes)


def years_of(column: pd.Series) -> pd.Series:
    """Years in a column of periods: `2019`, `2019JJ00` and `2019*`; missing for months and quarters."""
    text = column.astype("str").fillna("").str.strip()
    return pd.to_numeric(text.str.extract(_PERIOD)[0], errors="coerce").astype("Int64")


def table_id(raw: Raw) -> str:
    """The id of the CBS table in the file's name, or ""."""
    match = _TABLE.search(raw.path.stem)
    return match[1].upper() if match else ""


def year_of(raw: Raw, context: Context, notes: list[str]) -> int:
    """The year of a table that doesn't say it itself: of its CBS table, sheet, name, or the user.

    Raises InvalidFile when none tells.
    """
    named = [_years_in(raw.layer), _years_in(raw.path.stem)]
    by_name = next((years.pop() for years in named if len(years) == 1), None)
    by_table = TABLE_YEARS.get(table_id(raw))
    if by_table and by_name and by_table != by_name:
        notes.append(f"Tabel {table_id(raw)} gaat over {by_table}, niet over {by_name} zoals de naam zegt.")
    year = by_table or by_name or context.year
    if year is None:
        raise InvalidFile(
            f"Van {raw.path.name} is niet te zien over welk jaar het gaat.",
            "Verwacht: het jaar in de bestandsnaam of in de naam van het tabblad.",
            "Zet het jaar in de bestandsnaam, zoals kwb-2024.xlsx, en laad het bestand opnieuw.",
        )
    return year


def _years_in(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def constant(raw: Raw, year: int) -> pd.Series:
    """One year for every row."""
    return pd.Series(year, index=raw.frame.index, dtype="Int64")
