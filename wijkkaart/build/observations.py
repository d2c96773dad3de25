"""From a table with one row an area to the long table of observations."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.build import values
from wijkkaart.build.parts import Report
from wijkkaart.build.values import Numbers
from wijkkaart.model import COUNTRY, OBSERVATION_COLUMNS, Indicator, Level, Status, is_code

SMALLEST_DENOMINATOR = 50
"""Below this a share of randomly rounded counts says nothing."""

# Columns that say which area or period a row is of: never a figure, so never "unknown" either.
_NO_FIGURES = frozenset(
    """
    code naam name id ogc_fid fid objectid gebied gebiedscode regio regio_naam regiocode recs gm_naam
    gwb_code gwb_code_8 gwb_code_10 ind_wbi ind_wbz codering soort_regio gemeentenaam gemeentecode
    gemeente wijknaam wijkcode wijkcode_bron buurtnaam buurtcode buurt_code wijk_code bu_code bu_naam
    wk_code wk_naam gm_code jaar year perioden periode wijken_en_buurten leeftijd marges water h2o
    jrstatcode statcode statnaam rubriek bron bron_bestand geom_bron provincie provincie_code
    indelingswijziging_wijken_en_buurten indelingswijziging_gemeente_wijk_buurt shape_length shape_area
    """.split()
)


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
) -> tuple[pd.DataFrame, list[str]]:
    """The figures in a table with one row an area and year, as OBSERVATION_COLUMNS.

    `codes` and `years` are on the index of `wide`; rows whose code isn't an area code give nothing.
    Columns are recognised by the catalogue; where two hold the same indicator, the first with a value
    counts. Shares that a file gives only as counts are worked out. A column whose indicator isn't
    defined for the year isn't taken. `source` is the id of the source, "" for that of each indicator.

    Gives the observations and the columns that nobody knows; remarks go to `report`.
    """
    codes = clean_codes(codes)
    known = are_codes(codes)
    if not known.all():
        wide, codes = wide[known], codes[known]
        years = years[known] if isinstance(years, pd.Series) else years
    year = years.astype("int64") if isinstance(years, pd.Series) else pd.Series(years, index=wide.index)
    names = [str(name) for name in wide.columns]
    found, unknown = _columns(wide, names, grouped=source == "eigen", report=report)
    _add_shares(found, report)
    areas = _areas(codes, year)
    frames = []
    for indicator_id, numbers in found.items():
        indicator = catalogue.indicators()[indicator_id]
        rows = _defined(indicator, year, report)
        frames.append(_long(areas, numbers, indicator, source or indicator.source, rows))
    if not frames:
        return empty(), unknown
    return pd.concat(frames, ignore_index=True)[[*OBSERVATION_COLUMNS]], unknown


def empty() -> pd.DataFrame:
    """A table of observations without rows."""
    kinds = {"str": "str", "int": "int64", "float": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[kind]) for name, kind in OBSERVATION_COLUMNS.items()})


def note_unknown(report: Report, unknown: list[str]) -> None:
    """Say in the report which columns weren't recognised."""
    if unknown:
        shown = ", ".join(unknown[:12])
        more = f" en nog {len(unknown) - 12}" if len(unknown) > 12 else ""
        report.notes.append(f"Niet herkend en niet overgenomen, {len(unknown)} kolommen: {shown}{more}.")


def _columns(
    wide: pd.DataFrame, names: list[str], grouped: bool, report: Report | None
) -> tuple[dict[str, Numbers], list[str]]:
    """The numbers per indicator, and the names of columns that are neither a figure nor a label."""
    found: dict[str, Numbers] = {}
    unknown = []
    for position, (name, indicator) in enumerate(
        zip(names, catalogue.indicators_of_columns(names), strict=True)
    ):
        if indicator is None:
            if catalogue.column_key(name) not in _NO_FIGURES and not name.startswith("kolom "):
                unknown.append(name)
            continue
        numbers = values.parse(wide.iloc[:, position], grouped=grouped)
        if report is not None and (wrong := int(numbers.unreadable.sum())):
            example = wide.iloc[:, position][numbers.unreadable].iloc[0]
            report.notes.append(
                f"Kolom {name}: {wrong} keer staat er iets dat geen getal is, zoals '{str(example)[:40]}'."
                " Dat telt als niet gemeten."
            )
        found[indicator] = _first_with_value(found[indicator], numbers) if indicator in found else numbers
    return found, unknown


def _first_with_value(one: Numbers, other: Numbers) -> Numbers:
    gap = one.value.isna() & other.value.notna()
    return Numbers(one.value.where(~gap, other.value), one.status.where(~gap, other.status), one.unreadable)


def _add_shares(found: dict[str, Numbers], report: Report | None) -> None:
    """Work out the shares of which the file gives only the numerator and the denominator."""
    made = []
    for indicator in catalogue.indicators().values():
        if indicator.id in found or not indicator.numerator or not indicator.denominator:
            continue
        if indicator.numerator in found and indicator.denominator in found:
            found[indicator.id] = _share(indicator, found[indicator.numerator], found[indicator.denominator])
            made.append(indicator.label)
    if made and report is not None:
        report.notes.append(
            f"Berekend uit aantallen (alleen bij {SMALLEST_DENOMINATOR} of meer): {', '.join(made)}."
        )


def _share(indicator: Indicator, part: Numbers, whole: Numbers) -> Numbers:
    """Numerator ÷ denominator × factor; secret where the denominator is too small to say anything."""
    value = part.value / whole.value.where(whole.value >= SMALLEST_DENOMINATOR) * indicator.factor
    if indicator.unit == "%":
        value = value.clip(upper=100.0)  # random rounding can make a part larger than its whole
    status = part.status.where(part.value.isna(), whole.status)
    status = status.mask(value.isna() & (status == Status.OK), Status.SECRET.value)
    return Numbers(value, status, part.unreadable & False)


@dataclass(frozen=True)
class _Areas:
    """What every indicator of a table shares: its areas and years, row by row."""

    code: pd.Series
    level: pd.Series
    gemeente: pd.Series
    year: pd.Series


def _areas(codes: pd.Series, year: pd.Series) -> _Areas:
    levels = {"NL": Level.LAND, "GM": Level.GEMEENTE, "WK": Level.WIJK, "BU": Level.BUURT}
    level = codes.str[:2].map({prefix: kind.value for prefix, kind in levels.items()}).astype("str")
    gemeente = ("GM" + codes.str[2:6]).mask(codes == COUNTRY, COUNTRY)
    return _Areas(codes, level, gemeente, year)


def _defined(indicator: Indicator, year: pd.Series, report: Report | None) -> np.ndarray | None:
    """The rows of years in which the indicator is defined so; None for all."""
    right = year.between(indicator.since or -np.inf, indicator.until or np.inf)
    if right.all():
        return None
    if report is not None:
        wrong = ", ".join(str(y) for y in sorted(year[~right].unique()))
        report.notes.append(
            f"{indicator.label}: niet overgenomen voor {wrong}, want toen was de definitie anders."
        )
    return right.to_numpy()


def _long(
    areas: _Areas, numbers: Numbers, indicator: Indicator, source: str, rows: np.ndarray | None
) -> pd.DataFrame:
    status = numbers.status.astype("str")
    if catalogue.sources()[source].estimate:
        status = status.mask(status == Status.OK, Status.ESTIMATE.value)
    frame = pd.DataFrame(
        {
            "code": areas.code,
            "level": areas.level,
            "gemeente": areas.gemeente,
            "indicator": indicator.id,
            "year": areas.year,
            "value": numbers.value,
            "status": status,
            "unit": indicator.unit,
            "source": source,
        }
    )
    return frame if rows is None else frame[rows]
