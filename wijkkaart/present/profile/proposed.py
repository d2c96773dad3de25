"""Own areas as a file proposes them: outlines in GeoJSON, or names with codes in CSV."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijkkaart.atlas import Atlas
from wijkkaart.errors import InvalidData, WijkkaartError
from wijkkaart.model import gemeente_of, parent_of
from wijkkaart.present import dutch
from wijkkaart.present.profile import fit as fits
from wijkkaart.present.profile import outline_file
from wijkkaart.present.profile.fit import Fit
from wijkkaart.present.profile.outline_file import MOST, Outline

LARGEST = 1_000_000
"""Bytes; an outline of a whole gemeente takes far less."""
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
    """GeoJSON (WGS84); None for a list of codes."""
    fit: Fit | None = None
    """How well the parts fit the outline."""
    remarks: tuple[str, ...] = ()
    """What else is to be known of it, in Dutch."""


def from_file(atlas: Atlas, gemeente: str, name: str, data: bytes) -> list[Proposed]:
    """The own areas in a file. Raises InvalidData, or WijkkaartError when an outline holds no buurt."""
    if len(data) > LARGEST:
        size = dutch.number(len(data) / 1_000_000, 1)
        raise InvalidData(
            f"Het bestand is te groot: {size} MB.", "Een bestand mag 1 MB zijn.", "Vereenvoudig de omtrekken."
        )
    outline_file.check_bytes(data)
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
    """Wijken and buurten in words, by wijk: `Zuid: Kruiskamp en Zand`, `Noord (de hele wijk)`."""
    wijken: dict[str, list[str]] = {part: [] for part in parts if part.startswith("WK")}
    for part in parts:
        if part not in wijken:
            wijken.setdefault(parent_of(part) or part, []).append(part)
    return [
        f"{atlas.name(wijk)} (de hele wijk)"
        if not codes or {*map(str, atlas.children(wijk, "buurt").code)} <= {*codes}
        else f"{atlas.name(wijk)}: {dutch.listing([atlas.name(code) for code in sorted(codes)])}"
        for wijk, codes in sorted(wijken.items(), key=lambda pair: atlas.name(pair[0]))
    ]


def _from_geojson(atlas: Atlas, gemeente: str, file: str, text: str) -> list[Proposed]:
    outlines = outline_file.read(text)
    plain = file.rpartition(".")[0] or file
    return [
        _drawn(atlas, gemeente, each.name or (plain if len(outlines) == 1 else ""), each) for each in outlines
    ]


def _drawn(atlas: Atlas, gemeente: str, name: str, outline: Outline) -> Proposed:
    found = fits.fit(atlas, gemeente, outline.shape)
    mended = (
        ("De omtrek snijdt zichzelf en is hersteld: kijk of dit is wat u bedoelt.",) if outline.mended else ()
    )
    return Proposed(name, found.parts, outline.given, found, mended)


def fit_of(atlas: Atlas, gemeente: str, outline: Mapping[str, Any]) -> Fit | None:
    """How the buurten of now fit an outline that was kept; None when they don't any more."""
    try:
        (found,) = outline_file.read(json.dumps(outline))
        return fits.fit(atlas, gemeente, found.shape)
    except WijkkaartError:
        return None


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
    return [Proposed(each, tuple(dict.fromkeys(parts)), None) for each, parts in found.items()]


def _known(atlas: Atlas, gemeente: str, code: str) -> bool:
    return code.startswith(("WK", "BU")) and atlas.known(code) and gemeente_of(code) == gemeente
