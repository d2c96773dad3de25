"""Of which year the outlines in a file are."""

import re

import geopandas as gpd
import pandas as pd

from wijkkaart.build import area_match
from wijkkaart.build.parts import Context, NotYet, Report
from wijkkaart.build.readers._area_columns import AreaColumns, text
from wijkkaart.raw import Raw

_YEAR = re.compile(r"(?<!\d)(?:199\d|20[0-4]\d)(?!\d)")
_FIRST, _LAST = 1990, 2049


def year_in_name(raw: Raw) -> int | None:
    """The year that the publisher told, or in the name of the layer or else of the file.

    None when it names none, or several.
    """
    if "year" in raw.facts:
        return int(raw.facts["year"])
    for name in (raw.layer, raw.path.stem):
        years = {int(year) for year in _YEAR.findall(name)}
        if len(years) == 1:
            return years.pop()
    return None


def dated(
    raw: Raw,
    columns: AreaColumns,
    areas: pd.DataFrame,
    geometry: gpd.GeoSeries,
    context: Context,
    report: Report,
) -> pd.DataFrame:
    """The rows with the year of their boundaries in `year`. Raises NotYet when nothing tells it."""
    years = pd.to_numeric(areas.year, errors="coerce")
    if columns.year:
        years = years.fillna(pd.to_numeric(raw.frame[columns.year][areas.index], errors="coerce"))
    if columns.year_code:
        stated = text(raw.frame[columns.year_code][areas.index]).str.extract(
            r"^(\d{4})[A-Z]{2}", expand=False
        )
        years = years.fillna(pd.to_numeric(stated, errors="coerce"))
    years = years.where(years.between(_FIRST, _LAST))
    missing = years.isna()
    if missing.any():
        year = year_in_name(raw) or context.year
        if year is None:
            year = area_match.year_of(areas.code[missing], geometry[areas.index][missing], context.store)
            if year is not None:
                report.notes.append(
                    f"Het jaar stond niet in het bestand. De codes zijn die van {year}; dat is aangehouden."
                )
        if year is None:
            raise NotYet(
                f"{raw.path.name}: van welk jaar deze grenzen zijn, staat niet in het bestand en blijkt ook "
                "niet uit de gebieden die al geladen zijn.",
                "Verwacht: een kolom jaar, of het jaar in de bestandsnaam.",
                "Zet het jaar in de bestandsnaam, bijvoorbeeld buurten_2024.gpkg.",
            )
        years = years.fillna(year)
    return areas.assign(year=years.astype("int64"))
