"""Stops of public transport: GTFS as text or GeoJSON, and the list of GOVI.

Every stop stays a place of its own, as the two sides of a street are, and so does the stop area
(`location_type` 1) that holds them: the description says which is which; a fetch hands over the stop
areas only. Entrances and nodes of stations aren't places. Of what is fetched for a gemeente only what
lies within its outline is kept.
"""

import re

import geopandas as gpd
import numpy as np
import pandas as pd

from wijkkaart.build.parts import Context, Loaded, Report
from wijkkaart.build.readers._clean import count, joined, texts
from wijkkaart.build.readers._columns import header_key
from wijkkaart.build.readers._places import (
    finish,
    gemeente_codes,
    numbered,
    report_of,
    with_gemeente,
    year_of,
)
from wijkkaart.build.readers._points import points_of
from wijkkaart.errors import InvalidFile
from wijkkaart.model import Kind
from wijkkaart.raw import Raw

_FIELDS = {
    "stop": ("stopid",),
    "name": ("stopname",),
    "type": ("locationtype",),
    "parent": ("parentstation",),
    "platform": ("platformcode",),
    "zone": ("zoneid",),
    "lat": ("stoplat",),
    "lon": ("stoplon",),
    "area": ("buurtcode",),
}
_GOVI = {"stop": "id", "name": "name", "lat": "lat", "lon": "lon"}
_STOP, _AREA = "0", "1"


def matches(raw: Raw) -> bool:
    """Whether it has GTFS's columns for stops, or is GOVI's list (`id`, `name`, `lat`, `lon` and no more)."""
    return {"stop", "name"} <= set(_columns(raw)) and ("lat" in _columns(raw) or raw.geometry is not None)


def read(raw: Raw, context: Context) -> Loaded:
    """The stops. Raises InvalidFile when none of them lies in the Netherlands."""
    report = report_of(raw.path, "Haltes van het openbaar vervoer", len(raw.frame))
    columns = _columns(raw)
    words = {field: column for field, column in columns.items() if field not in {"lat", "lon"}}
    rows = texts(raw.frame, words, report.repaired)
    rows = rows.reindex(columns=[*_FIELDS], fill_value="").astype("str")
    points = points_of(raw, columns, report.repaired)
    rows, points = _usable(rows, points, report)
    rows = rows.assign(
        name=rows["name"].map(_without_echo),
        id=numbered("halte:" + rows.stop),
        kind=Kind.PLACE.value,
        category=_categories(rows),
        description=_descriptions(rows),
        gemeente=gemeente_codes(rows.area, context.store),
        source="ov-haltes",
        updated=year_of(raw, context),
    )
    twice = int(rows.stop.duplicated().sum())
    if twice:
        report.notes.append(f"Een haltenummer kwam al eerder in het bestand voor: {twice} keer.")
    places = with_gemeente(finish(rows, points), context.store)
    if wanted := raw.facts.get("gemeente"):
        outside = (places.gemeente != wanted).to_numpy(bool)
        count(report.left_out, "halte buiten de gemeente", outside)
        places = places[~outside].reset_index(drop=True)
    report.kept = len(places)
    return Loaded(report, "ov-haltes", places=places)


def _columns(raw: Raw) -> dict[str, str]:
    """Our word to the column of the file."""
    by_key = {header_key(name): name for name in reversed(raw.columns)}
    if set(by_key) == set(_GOVI.values()) and re.search(r"(?i)halte|stop|govi", raw.path.stem):
        return {field: by_key[key] for field, key in _GOVI.items()}
    return {field: by_key[key] for field, (key,) in _FIELDS.items() if key in by_key}


def _usable(rows: pd.DataFrame, points: gpd.GeoSeries, report: Report) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    """The stops and stop areas that have an id, a name and a point."""
    empty = ((rows.stop == "") | (rows["name"] == "")).to_numpy(bool)
    other = ~rows.type.isin(["", _STOP, _AREA]).to_numpy(bool) & ~empty
    nowhere = points.isna().to_numpy(bool) & ~empty & ~other
    count(report.left_out, "rij zonder haltenummer of naam", empty)
    count(report.left_out, "ingang of knooppunt van een station, geen halte", other)
    count(report.left_out, "halte zonder bruikbare coördinaten in Nederland", nowhere)
    kept = ~(empty | other | nowhere)
    if not kept.any():
        raise InvalidFile(
            f"{report.file}: hierin staat geen enkele halte in Nederland.",
            "Verwacht: haltes met een nummer, een naam en coördinaten.",
            "Controleer of dit het goede bestand is.",
        )
    return rows[kept], points[kept]


def _categories(rows: pd.DataFrame) -> np.ndarray:
    """A train station where the zone says so (`IFF:` is the code of the railways), else a stop.

    A name with 'station' in it says nothing: that's what the bus stop in front of it is called.
    """
    whole = (rows.type == _AREA) | (rows.parent == "")
    station = rows.zone.str.startswith("IFF:") & whole
    return np.where(station, "station", "ov_halte")


def _descriptions(rows: pd.DataFrame) -> pd.Series:
    names = dict(zip(rows.stop, rows["name"], strict=True))
    parent = rows.parent.map(lambda key: names.get(key, ""))
    within = ("Hoort bij haltegebied " + parent).where(parent != "", "Hoort bij een haltegebied")
    parts: list[pd.Series] = [
        pd.Series(np.where(rows.type == _AREA, "Haltegebied", ""), rows.index),
        within.where(rows.parent != "", ""),
        ("Perron " + rows.platform).where(rows.platform != "", ""),
    ]
    return joined(parts, ". ")


def _without_echo(name: str) -> str:
    """`noordwijk, Noordwijk, Boulevard` as `Noordwijk, Boulevard`."""
    first, comma, rest = name.partition(", ")
    return rest if comma and rest.split(", ")[0].casefold() == first and first.islower() else name
