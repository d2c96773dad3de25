"""Own areas as a file proposes them: outlines in GeoJSON, or names with codes in CSV."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import mapping, shape

from wijkkaart.atlas import Atlas
from wijkkaart.core.compare.drawing import drawn_parts
from wijkkaart.errors import InvalidData
from wijkkaart.model import RD, WGS84, Level, gemeente_of, parent_of
from wijkkaart.present import dutch

LARGEST = 1_000_000
"""Bytes; an outline of a whole gemeente takes far less."""
MOST = 100
MOST_CORNERS = 200
"""Of an outline that's drawn on the map."""
_DRAWN = re.compile(r"(?a)-?\d{1,3}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?")
_NAMES = ("naam", "name", "gebied", "wijk", "buurt")
_CODES = ("code", "gebiedscode", "buurtcode", "wijkcode", "codering")


@dataclass(frozen=True)
class Proposed:
    """An own area that a file holds."""

    name: str
    parts: tuple[str, ...]
    outline: Mapping[str, Any] | None
    note: str
    """How well the parts fit the outline."""


def from_file(atlas: Atlas, gemeente: str, name: str, data: bytes) -> list[Proposed]:
    """The own areas in a file. Raises InvalidData, or WijkkaartError when an outline holds no buurt."""
    if len(data) > LARGEST:
        raise InvalidData(
            "Het bestand is te groot.", "Een bestand mag 1 MB zijn.", "Vereenvoudig de omtrekken."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData("Het bestand is geen tekst in UTF-8.", remedy="Bewaar het als UTF-8.") from error
    if text.lstrip().startswith("{"):
        return _from_geojson(atlas, gemeente, name, text)
    try:
        return _from_csv(atlas, gemeente, text)
    except csv.Error as error:
        raise InvalidData("Dit is geen CSV.", remedy="Bewaar het opnieuw, als CSV met komma’s.") from error


def from_drawing(atlas: Atlas, gemeente: str, text: str) -> Proposed:
    """The own area that was drawn on the map: corners as `52.1,5.3 52.2,5.4 …` (latitude, longitude).

    It has no name yet. Raises InvalidData, or WijkkaartError when it holds no buurt.
    """
    corners = text.split()[: MOST_CORNERS + 1]
    if not 3 <= len(corners) <= MOST_CORNERS or not all(map(_DRAWN.fullmatch, corners)):
        raise InvalidData(
            "Dit is geen getekend gebied.",
            f"Verwacht: 3 tot {MOST_CORNERS} hoeken.",
            "Teken het gebied opnieuw.",
        )
    points = [tuple(float(part) for part in corner.split(",")) for corner in corners]
    ring = [[lng, lat] for lat, lng in (*points, points[0])]
    outline = {"type": "Polygon", "coordinates": [ring]}
    (found,) = _from_geojson(atlas, gemeente, "", json.dumps(outline))
    return found


def inside(atlas: Atlas, parts: Sequence[str]) -> list[str]:
    """Buurten by the wijk that they lie in, in words: `Zuid: Kruiskamp en Zand`, `Noord (de hele wijk)`."""
    wijken: dict[str, list[str]] = {}
    for part in parts:
        wijken.setdefault(parent_of(part) or part, []).append(part)
    return [
        f"{atlas.name(wijk)} (de hele wijk)"
        if {*map(str, atlas.children(wijk, "buurt").code)} <= {*codes}
        else f"{atlas.name(wijk)}: {dutch.listing([atlas.name(code) for code in sorted(codes)])}"
        for wijk, codes in sorted(wijken.items(), key=lambda pair: atlas.name(pair[0]))
    ]


def _from_geojson(atlas: Atlas, gemeente: str, file: str, text: str) -> list[Proposed]:
    wrong = InvalidData(
        "Dit is geen GeoJSON met vlakken.",
        "Verwacht: een of meer vlakken (Polygon of MultiPolygon), in lengte- en breedtegraden.",
        "Teken het gebied hier op de kaart, of bewaar het bestand opnieuw als GeoJSON.",
    )
    try:
        found = json.loads(text)
        rows = found["features"] if found.get("type") == "FeatureCollection" else [found]
        rows = [row if row.get("type") == "Feature" else {"geometry": row} for row in rows]
        with np.errstate(invalid="ignore"):  # what is no number is refused below
            shapes = [shape(row["geometry"]) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, GEOSException) as error:
        raise wrong from error
    if not 0 < len(shapes) <= MOST or not np.isfinite(shapely.get_coordinates(shapes)).all():
        raise wrong
    kinds = {each.geom_type for each in shapes}
    west, south, east, north = shapely.total_bounds(shapes)
    inside = west > 3 and east < 7.5 and south > 50 and north < 54
    if not (kinds <= {"Polygon", "MultiPolygon"} and inside):
        raise wrong
    year = atlas.drawn_year(gemeente, Level.BUURT, None)
    if year is None:
        raise InvalidData(
            f"Van {atlas.name(gemeente)} zijn er geen grenzen van buurten.", remedy="Laad die eerst."
        )
    buurten = atlas.areas(Level.BUURT, year, gemeente)
    outlines = gpd.GeoSeries(shapes, crs=WGS84).to_crs(RD)
    plain = file.rpartition(".")[0] or file
    return [
        _drawn(_name(row, plain, len(rows)), outline, mapping(given), buurten)
        for row, outline, given in zip(rows, outlines, shapes, strict=True)
    ]


def _name(row: Mapping[str, Any], file: str, number: int) -> str:
    given = row.get("properties")
    known = given if isinstance(given, Mapping) else {}
    lower = {str(key).casefold(): str(value) for key, value in known.items() if value}
    found = next((lower[name] for name in _NAMES if name in lower), "")
    return found or (file if number == 1 else "")


def _drawn(name: str, outline: Any, given: Mapping[str, Any], buurten: gpd.GeoDataFrame) -> Proposed:
    found = drawn_parts(outline, buurten)
    covered, outside = (dutch.number(100 * each) for each in (found.covered, found.outside))
    note = f"Getekend: {dutch.count(len(found.parts), 'buurt', 'buurten')}, samen {covered}% van de omtrek; "
    note += f"{outside}% van die buurten ligt erbuiten. Cijfers zijn er alleen van hele buurten."
    return Proposed(name, tuple(found.parts), json.loads(json.dumps(given)), note)


def _from_csv(atlas: Atlas, gemeente: str, text: str) -> list[Proposed]:
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") >= first.count(",") else ",")
    heads = {str(head or "").strip().casefold(): head for head in rows.fieldnames or ()}
    name = next((heads[each] for each in _NAMES if each in heads), None)
    code = next((heads[each] for each in _CODES if each in heads), None)
    if name is None or code is None:
        raise InvalidData(
            "Het bestand heeft geen kolommen ‘naam’ en ‘code’.",
            "Verwacht: GeoJSON met vlakken, of CSV met op elke regel de naam van uw gebied en de code van "
            "een wijk of buurt.",
            "Pas de bovenste regel van het bestand aan.",
        )
    found: dict[str, list[str]] = {}
    for row in rows:
        if row[name] and row[code]:
            found.setdefault(row[name].strip(), []).append(row[code].strip().upper())
    if len(found) > MOST:
        raise InvalidData(
            f"Het bestand heeft {len(found)} gebieden.", f"Het mogen er {MOST} zijn.", "Verdeel het bestand."
        )
    unknown = sorted({part for each in found.values() for part in each if not _known(atlas, gemeente, part)})
    if unknown or not found:
        raise InvalidData(
            f"Niet gevonden in {atlas.name(gemeente)}: {dutch.listing(unknown[:5])}."
            if unknown
            else "Het bestand heeft geen regels.",
            "Verwacht: codes van CBS, zoals WK030707 of BU03070701.",
            "Verbeter deze codes.",
        )
    return [Proposed(each, tuple(dict.fromkeys(parts)), None, "") for each, parts in found.items()]


def _known(atlas: Atlas, gemeente: str, code: str) -> bool:
    return code.startswith(("WK", "BU")) and atlas.known(code) and gemeente_of(code) == gemeente
