"""When the dwellings of each buurt, wijk and gemeente were built, counted from the addresses of the BAG."""

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.build import figures
from wijkkaart.build.parts import Context, Loaded, NotYet, Report
from wijkkaart.build.readers._clean import count
from wijkkaart.errors import InvalidFile
from wijkkaart.model import Level, Status
from wijkkaart.raw import Raw

PERIODS = {
    "bouwperiode_voor_1906": 0,
    "bouwperiode_1906_1944": 1906,
    "bouwperiode_1945_1959": 1945,
    "bouwperiode_1960_1979": 1960,
    "bouwperiode_1980_1999": 1980,
    "bouwperiode_2000_2009": 2000,
    "bouwperiode_vanaf_2010": 2010,
}
"""Indicator of the number of dwellings to the first year of its period."""
TOTAL = "bag_woningen"
FEWEST = 5
"""Of fewer dwellings no shares are given: one of them would be a quarter of the buurt."""

_IN_USE = (
    "Verblijfsobject in gebruik",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verbouwing verblijfsobject",
)
_OLDEST = 1006
"""Municipalities write 1005 (also 1000, and 9999) for a year that they don't know."""


def matches(raw: Raw) -> bool:
    """Whether it's an answer of the BAG."""
    return raw.facts.get("source") == "bag" and {"bouwjaar", "gebruiksdoel"} <= set(raw.frame)


def read(raw: Raw, context: Context) -> Loaded:
    """Counts and shares on the newest boundaries. Raises NotYet while there are none."""
    year = int(raw.facts["year"])
    report = Report(raw.path.name, f"Bouwjaren van woningen {year} (Kadaster, BAG)", len(raw.frame))
    areas = _areas(raw.facts["gemeente"], context)
    homes = _homes(raw.frame, year, report)
    code = _code_at(homes, areas)
    count(report.left_out, "ligt buiten de gemeente", code == "")
    known = homes.assign(code=code)[code != ""]
    if known.empty:
        raise InvalidFile(
            "In de BAG staat in deze gemeente geen enkele woning met een bouwjaar.",
            "Verwacht: adressen met een woonfunctie.",
            "Haal de grenzen en de bouwjaren opnieuw op.",
        )
    report.kept = len(known)
    rows = _long(_counts(known, areas)).assign(year=year, boundaries=int(areas.year.iloc[0]), source="bag")
    observations = figures.complete(rows, report)
    return Loaded(report, "bag", observations=observations, table=raw.facts.get("table", ""))


def _areas(gemeente: str, context: Context) -> gpd.GeoDataFrame:
    """The smallest areas of the newest year."""
    index = context.store.area_index()
    rows = index[(index.gemeente == gemeente) & ~index.example.astype(bool)]
    rows = rows[rows.year == rows.year.max()]
    level = next(
        (each for each in (Level.BUURT, Level.WIJK, Level.GEMEENTE) if each in set(rows.level)), None
    )
    if level is None:
        raise NotYet(
            f"De bouwjaren zijn nog niet te tellen: de grenzen van {gemeente} zijn er niet.",
            "Verwacht: de grenzen van de gemeente.",
            "Haal eerst de grenzen op (wijkbuurtkaart).",
        )
    return context.store.areas(level, int(rows.year.iloc[0]), gemeente)


def _homes(frame: pd.DataFrame, year: int, report: Report) -> pd.DataFrame:
    """The dwellings in use whose year of construction is known: `x`, `y`, `built`."""
    built = pd.to_numeric(frame["bouwjaar"], errors="coerce")
    home = frame["gebruiksdoel"].astype("str").str.contains("woonfunctie", regex=False).to_numpy(bool)
    used = frame["status"].isin(_IN_USE).to_numpy(bool)
    dated = built.between(_OLDEST, year + 1).to_numpy(bool)
    placed = frame["x"].notna().to_numpy(bool)
    count(report.left_out, "geen woning", ~home)
    count(report.left_out, "woning niet (meer) in gebruik", home & ~used)
    count(report.left_out, "bouwjaar onbekend", home & used & ~dated)
    count(report.left_out, "zonder plaats", home & used & dated & ~placed)
    return frame[["x", "y"]].assign(built=built)[home & used & dated & placed]


def _code_at(homes: pd.DataFrame, areas: gpd.GeoDataFrame) -> np.ndarray:
    """The code of the area that each dwelling lies in; "" outside them all."""
    points = gpd.points_from_xy(homes.x, homes.y)
    home, area = areas.sindex.query(points, predicate="intersects")
    codes = np.full(len(homes), "", dtype=object)
    codes[home] = areas.code.to_numpy()[area]
    return codes


def _counts(homes: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Dwellings per period (columns) in each area and all that it lies in (index)."""
    first = np.array([*PERIODS.values()])
    period = np.array([*PERIODS])[np.searchsorted(first, homes.built, side="right") - 1]
    smallest = pd.crosstab(homes.code, period).reindex(
        index=areas.code.to_list(), columns=[*PERIODS], fill_value=0
    )
    levels = [smallest]
    if smallest.index[0].startswith("BU"):
        levels.append(smallest.groupby("WK" + smallest.index.str[2:8]).sum())
    if not smallest.index[0].startswith("GM"):
        levels.append(smallest.groupby("GM" + smallest.index.str[2:6]).sum())
    return pd.concat(levels)


def _long(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts and shares as rows: `code`, `indicator`, `value`, `status`."""
    total = counts.sum(axis=1)
    enough = total.where(total >= FEWEST)
    shares = {f"{name}_pct": counts[name] / enough * 100 for name in PERIODS}
    wide = pd.DataFrame({TOTAL: total, **{name: counts[name] for name in PERIODS}, **shares}, dtype="float64")
    rows = wide.rename_axis("code").reset_index().melt("code", var_name="indicator")
    status = np.where(rows.value.isna(), Status.NOT_MEASURED.value, Status.OK.value)
    return rows.assign(status=status, indicator=rows.indicator.astype("str"))
