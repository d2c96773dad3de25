"""From a table with one row an area to the long table of observations."""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import values
from wijkkaart.build.parts import Report
from wijkkaart.build.values import Numbers
from wijkkaart.model import COUNTRY, OBSERVATION_COLUMNS, Indicator, Status, is_code, with_optional

_SHOWN = 8
"""Of a long list in a remark, no more names than this."""
_OWN = "eigen"

_LABEL = re.compile(
    r"(?:bu|buurt|wk|wijk|gm|gemeente|gebied|gebieds|regio|stat|jrstat|gwb|provincie)_?(?:code|naam)(?:_\w+)?"
    r"|code|codering|naam|name|id|fid|ogc_fid|objectid|gebied|regio|soort_regio|recs|gemeente|provincie"
    r"|wijken_en_buurten|ind_wb.|indelingswijziging_\w+|jaar|year|periode|perioden|leeftijd|marges"
    r"|water|h2o|bron|bron_bestand|geom_bron|postcode|meest_voorkomende_postcode|dekkingspercentage|pst_\w+"
    r"|shape_(?:length|area)|kolom_\d+"
)
"""Columns that say which area or period a row is of: never a figure, so never unknown either."""


def clean_codes(codes: pd.Series) -> pd.Series:
    """Area codes without padding, as text; RIVM's `NL01` for the country becomes `NL00`."""
    return codes.astype("str").fillna("").str.strip().replace("NL01", COUNTRY)


def are_codes(codes: pd.Series) -> pd.Series:
    """Which of the (cleaned) codes are CBS area codes."""
    return codes.map({code: is_code(code) for code in codes.unique()}).astype(bool)


def from_wide(
    wide: pd.DataFrame,
    codes: pd.Series,
    years: pd.Series | int,
    source: str,
    report: Report | None = None,
    indicators: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, list[str]]:
    """The figures in a table with one row an area and year, as OBSERVATION_COLUMNS.

    `codes` and `years` are on the index of `wide`; rows whose code isn't an area code give nothing.
    Columns are recognised by the catalogue, or by `indicators` (column to id) alone; where two hold the
    same indicator, the first with a value counts. Shares that a file gives only as counts are worked
    out. A column whose indicator isn't defined for the year isn't taken. `source` is the id of the
    source, "" for that of each indicator.

    Gives the observations and the columns that nobody knows; remarks go to `report`.
    """
    codes = clean_codes(codes)
    known = are_codes(codes)
    if not known.all():
        wide, codes = wide[known], codes[known]
        years = years[known] if isinstance(years, pd.Series) else years
    year = np.broadcast_to(np.asarray(years, dtype="int64"), len(wide))
    found, unknown = _columns(wide, indicators, grouped=source == _OWN, report=report)
    _add_shares(found, report)
    rows = _defined(found, year, report)
    if not any(len(each) for each in rows.values()):
        return empty(), unknown
    return _stack(found, rows, codes, year, source), unknown


def empty() -> pd.DataFrame:
    """A table of observations without rows."""
    kinds = {"str": "str", "int": "int64", "float": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[kind]) for name, kind in OBSERVATION_COLUMNS.items()})


def note_unknown(report: Report, unknown: list[str]) -> None:
    """Say in the report which columns weren't recognised."""
    if unknown:
        word = "kolom" if len(unknown) == 1 else "kolommen"
        report.notes.append(f"Niet herkend en niet overgenomen, {len(unknown)} {word}: {_listed(unknown)}.")


def _columns(
    wide: pd.DataFrame, indicators: Mapping[str, str] | None, grouped: bool, report: Report | None
) -> tuple[dict[str, Numbers], list[str]]:
    """The numbers per indicator, and the names of columns that are neither a figure nor a label."""
    names = [str(name) for name in wide.columns]
    found: dict[str, Numbers] = {}
    unknown = []
    if indicators is None:
        recognised = catalogue.indicators_of_columns(names)
    else:
        recognised = [indicators.get(name) for name in names]
    for position, (name, indicator) in enumerate(zip(names, recognised, strict=True)):
        if indicator is None:
            if not _is_label(name):
                unknown.append(name)
            continue
        column = wide.iloc[:, position]
        numbers = values.parse(column, grouped=grouped)
        if report is not None and numbers.unreadable.any():
            example = str(column[numbers.unreadable].iloc[0])[:40]
            report.notes.append(
                f"Kolom {name}: {int(numbers.unreadable.sum())} keer staat er iets dat geen getal is, zoals"
                f" '{example}'. Dat telt als niet gemeten."
            )
        found[indicator] = _first_with_value(found[indicator], numbers) if indicator in found else numbers
    return found, unknown


def _is_label(name: str) -> bool:
    last = catalogue.column_key(name).rsplit("/", 1)[-1]  # StatLine: `Regioaanduiding/Codering (code)`
    return _LABEL.fullmatch(last.split("_(")[0]) is not None


def _first_with_value(one: Numbers, other: Numbers) -> Numbers:
    gap = np.isnan(one.value) & ~np.isnan(other.value)
    value = np.where(gap, other.value, one.value)
    return Numbers(value, np.where(gap, other.status, one.status), one.unreadable)


def _add_shares(found: dict[str, Numbers], report: Report | None) -> None:
    """Work out the shares of which the file gives only the numerator and the denominator."""
    made: dict[float, list[str]] = {}
    for indicator in catalogue.indicators().values():
        if indicator.id in found or not indicator.numerator or not indicator.denominator:
            continue
        if indicator.numerator in found and indicator.denominator in found:
            found[indicator.id] = _share(indicator, found[indicator.numerator], found[indicator.denominator])
            made.setdefault(indicator.smallest, []).append(indicator.label)
    if report is not None:
        report.notes += [
            f"Berekend uit aantallen, waar het geheel {smallest:.0f} of meer is: {_listed(labels)}."
            for smallest, labels in made.items()
        ]


def _share(indicator: Indicator, part: Numbers, whole: Numbers) -> Numbers:
    """Numerator ÷ denominator × factor; secret where the denominator is too small to say anything."""
    enough = whole.value >= indicator.smallest
    value = part.value / np.where(enough, whole.value, np.nan) * indicator.factor
    if indicator.unit == "%":
        value = np.minimum(value, 100.0)  # random rounding can make a part larger than its whole
    status = np.where(np.isnan(part.value), part.status, whole.status)
    both = ~np.isnan(part.value) & ~np.isnan(whole.value)
    status = np.where(both & ~enough, values.status_code(Status.SECRET), status).astype("int8")
    return Numbers(value, status, np.zeros(len(value), dtype=bool))


def _defined(
    found: dict[str, Numbers], year: npt.NDArray[np.int64], report: Report | None
) -> dict[str, npt.NDArray[np.intp]]:
    """The rows to take of each indicator: those of years in which it is defined so."""
    rows: dict[str, npt.NDArray[np.intp]] = {}
    redefined: dict[str, list[str]] = {}
    for key, numbers in found.items():
        indicator = catalogue.indicators()[key]
        right = (year >= (indicator.since or 0)) & (year <= (indicator.until or 9999))
        rows[key] = np.flatnonzero(right)
        lost = np.unique(year[~right & ~np.isnan(numbers.value)])
        if len(lost):
            redefined.setdefault(", ".join(str(y) for y in lost), []).append(indicator.label)
    if report is not None:
        for years, labels in redefined.items():
            report.notes.append(
                f"Niet overgenomen voor {years}, toen anders gedefinieerd: {_listed(labels)}."
            )
    return rows


def _stack(
    found: dict[str, Numbers],
    rows: dict[str, npt.NDArray[np.intp]],
    codes: pd.Series,
    year: npt.NDArray[np.int64],
    source: str,
) -> pd.DataFrame:
    """The columns under each other, in the order of `found`."""
    every = np.concatenate([rows[key] for key in found])
    which = np.repeat(np.arange(len(found)), [len(rows[key]) for key in found])
    known = [catalogue.indicators()[key] for key in found]
    sources = [source or each.source for each in known]
    estimates = np.array([catalogue.sources()[each].estimate for each in sources])
    status = np.concatenate([numbers.status[rows[key]] for key, numbers in found.items()])
    measured = status == values.status_code(Status.OK)
    status = np.where(measured & estimates[which], values.status_code(Status.ESTIMATE), status)
    areas = pd.DataFrame({"code": codes, "level": levels(codes), "gemeente": gemeenten(codes)})
    frame = areas.take(every).reset_index(drop=True)
    frame["indicator"] = _spread(which, [each.id for each in known])
    frame["year"] = year[every]
    frame["value"] = np.concatenate([numbers.value[rows[key]] for key, numbers in found.items()])
    frame["status"] = values.status_text(status)
    frame["unit"] = _spread(which, [each.unit for each in known])
    frame["source"] = _spread(which, sources)
    return with_optional(frame)[[*OBSERVATION_COLUMNS]]


def _spread(which: npt.NDArray[np.intp], texts: list[str]) -> pd.Series:
    return pd.Series(texts, dtype="str").take(which).reset_index(drop=True)


def levels(codes: pd.Series) -> pd.Series:
    """The level of each area code."""
    return codes.str[:2].map({"NL": "land", "GM": "gemeente", "WK": "wijk", "BU": "buurt"}).astype("str")


def gemeenten(codes: pd.Series) -> pd.Series:
    """The code of the gemeente of each area code; the country's own for the country."""
    return ("GM" + codes.str[2:6]).mask(codes == COUNTRY, COUNTRY)


def _listed(names: list[str]) -> str:
    more = f" en nog {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
