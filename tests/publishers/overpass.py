"""Overpass: understands what wijkkaart asks, and answers it from made-up and recorded elements.

An area by its tags, `nwr` with filters on tags within it, `out center tags`; what it doesn't understand it
refuses, as the real one does.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Tags = dict[str, str]
BASE = "2026-11-20T10:55:00Z"
"""Date of the data."""
TIMED_OUT = 'runtime error: Query timed out in "query" at line 5 after 91 seconds.'

_AREA = re.compile(
    r'area\["boundary"="administrative"\]\["admin_level"="8"\]\["ref:gemeentecode"~"([^"]+)"\]->\.a;'
)
_NAMED = re.compile(
    r'area\["ISO3166-1"="NL"\]\["admin_level"="2"\]->\.nl;\s*'
    r'rel\(area\.nl\)\["boundary"="administrative"\]\["admin_level"="8"\]\["name"="((?:[^"\\]|\\.)*)"\];\s*'
    r"map_to_area->\.a;"
)
_STATEMENT = re.compile(r'nwr((?:\[!?"[^"]*"(?:[!=~]+"[^"]*")?\])+)\(area\.a\);')
_FILTER = re.compile(r'\[(!?)"([^"]+)"(?:(=|!=|~|!~)"([^"]*)")?\]')


@dataclass(frozen=True)
class Element:
    """A node, or a way or relation with its middle."""

    kind: str
    number: int
    lon: float
    lat: float
    tags: Tags
    gemeente: str = "GM0307"

    @property
    def answer(self) -> dict[str, Any]:
        """As `out center tags` writes it."""
        where = {"lat": self.lat, "lon": self.lon}
        place = where if self.kind == "node" else {"center": where}
        return {"type": self.kind, "id": self.number, **place, "tags": self.tags}


@dataclass
class Overpass:
    """The server; change an attribute to let it behave otherwise."""

    elements: list[Element]
    areas: dict[str, Tags] = field(
        default_factory=lambda: {
            "GM0307": {"name": "Amersfoort", "ref:gemeentecode": "307", "admin_level": "8"},
            "GM0362": {"name": "Amstelveen", "ref:gemeentecode": "0362", "admin_level": "8"},
            "GM0344": {"name": "Utrecht", "ref:gemeentecode": "0344", "admin_level": "8"},
        }
    )
    remarks: int = 0
    """How many times it gives up halfway."""
    queries: list[str] = field(default_factory=list)
    """What was asked, in order."""

    def __call__(self, request: Request) -> Response:
        """POST /api/interpreter."""
        if request.user_agent.string.startswith("python-requests"):
            return Response("Not Acceptable", 406)
        query = request.form["data"]
        self.queries.append(query)
        code, name = _AREA.search(query), _NAMED.search(query)
        if not (code or name) or ".a out tags;" not in query or "out center tags qt;" not in query:
            return Response("<html><body>Error: parse error</body></html>", 400, content_type="text/html")
        asked = [_filters(found[1]) for found in _STATEMENT.finditer(query)]
        where = {
            gemeente: tags
            for gemeente, tags in self.areas.items()
            if (code and "ref:gemeentecode" in tags and re.search(code[1], tags["ref:gemeentecode"]))
            or (name and tags.get("name") == re.sub(r"\\(.)", r"\1", name[1]))
        }
        found = [
            each.answer
            for each in self.elements
            if each.gemeente in where and any(_meets(each.tags, filters) for filters in asked)
        ]
        about = {"type": "area", "tags": {"boundary": "administrative"}}
        areas = [about | {"id": 3600000000 + int(key[2:]), "tags": tags} for key, tags in where.items()]
        content: dict[str, Any] = {
            "version": 0.6,
            "generator": "Overpass API 0.7.62.11 87bfad18",
            "osm3s": {
                "timestamp_osm_base": BASE,
                "copyright": "The data included in this document is from www.openstreetmap.org. "
                "The data is made available under ODbL.",
            },
            "elements": areas + found,
        }
        if self.remarks > 0:
            self.remarks -= 1
            content |= {"elements": areas + found[: len(found) // 3], "remark": TIMED_OUT}
        return Response(json.dumps(content, indent=2), content_type="application/json")


def _filters(text: str) -> list[tuple[str, str, str]]:
    """Key, operator (`=`, `!=`, `~`, `!~`, "" for there, `!` for not there) and value."""
    found = [(key, operator or absent, value) for absent, key, operator, value in _FILTER.findall(text)]
    assert "".join(match[0] for match in _FILTER.finditer(text)) == text, text
    return found


def _meets(tags: Tags, filters: Iterable[tuple[str, str, str]]) -> bool:
    return all(_fits(tags.get(key), operator, value) for key, operator, value in filters)


def _fits(text: str | None, operator: str, value: str) -> bool:
    if operator in {"", "!"}:
        return (text is not None) == (operator == "")
    same = text is not None and (bool(re.search(value, text)) if "~" in operator else text == value)
    return same != operator.startswith("!")


KINDS: tuple[tuple[int, Tags], ...] = (
    (60, {"leisure": "playground"}),
    (40, {"emergency": "defibrillator", "access": "yes", "name": "Fam. Jansen", "phone": "06-12345678"}),
    (5, {"emergency": "defibrillator", "access": "private"}),
    (40, {"highway": "bus_stop", "name": "Halte {}", "public_transport": "platform"}),
    (40, {"amenity": "restaurant", "name": "Restaurant {}", "opening_hours": "Mo-Su 11:30-22:00"}),
    (20, {"amenity": "school", "name": "School {}"}),
    (
        15,
        {
            "amenity": "doctors",
            "name": "Huisartsenpraktijk {}",
            "opening_hours": "Mo-Fr 08:00-12:00,13:00-17:00; PH off",
            "phone": "+31 33 461 35 68",
            "contact:email": "arts@voorbeeld.nl",
            "operator": "J. Jansen",
            "addr:street": "Langestraat",
            "addr:housenumber": "{}",
            "addr:postcode": "3811 AB",
            "addr:city": "Amersfoort",
            "website": "https://huisarts.voorbeeld.nl",
        },
    ),
    (3, {"amenity": "doctors", "name": "Dermatoloog {}", "healthcare:speciality": "dermatology"}),
    (4, {"healthcare": "psychotherapist", "name": "Praktijk {}"}),
    (8, {"amenity": "community_centre", "name": "Wijkcentrum {}"}),
    (3, {"amenity": "community_centre", "community_centre": "youth_centre", "name": "Jongerenhonk {}"}),
    (6, {"amenity": "place_of_worship", "religion": "christian", "name": "Kerk {}"}),
    (2, {"amenity": "place_of_worship", "religion": "muslim", "name": "Moskee {}"}),
    (8, {"amenity": "public_bookcase", "name": "Minibieb van Piet"}),
    (
        6,
        {
            "shop": "supermarket",
            "name": "Supermarkt {}",
            "opening_hours": "Mo-Sa 08:00-21:00; Su 12:00-18:00",
        },
    ),
    (15, {"leisure": "pitch", "sport": "basketball"}),
    (15, {"leisure": "pitch", "sport": "soccer"}),
    (25, {"leisure": "park"}),
    (12, {"leisure": "park", "name": "Park {}"}),
    (30, {"leisure": "garden", "garden:type": "residential", "access": "private"}),
    (2, {"social_facility": "shelter", "amenity": "social_facility", "name": "Nachtopvang {}"}),
    (1, {"social_facility": "shelter", "social_facility:for": "woman;child", "name": "Geheim adres {}"}),
    (4, {"social_facility": "nursing_home", "amenity": "social_facility", "name": "Zorgcentrum {}"}),
    (200, {"highway": "residential", "name": "Straat {}"}),
)
"""How many of each hundredth, and their tags: what a gemeente may have, and what nobody asks for."""


def made_up(shape: shapely.Geometry, gemeente: str, scale: float = 1) -> list[Element]:
    """Elements spread over a gemeente (`shape` in EPSG:4326), the same each time."""
    random = np.random.default_rng(int(gemeente[2:]))
    west, south, east, north = shape.bounds
    shapely.prepare(shape)
    found: list[Element] = []
    for often, tags in KINDS:
        for turn in range(max(1, round(often * scale))):
            lon, lat = random.uniform(west, east), random.uniform(south, north)
            while not shapely.contains_xy(shape, lon, lat):
                lon, lat = random.uniform(west, east), random.uniform(south, north)
            filled = {key: value.format(turn + 1) for key, value in tags.items()}
            kind = ("node", "way", "node", "relation")[turn % 4]
            number = int(gemeente[2:]) * 100_000 + len(found)
            found.append(Element(kind, number, round(lon, 7), round(lat, 7), filled, gemeente))
            if kind == "way" and "name" in filled:
                twin = {key: filled[key] for key in filled if key in {"name", "phone", *list(tags)[:1]}}
                found.append(Element("node", number + 50_000, round(lon + 1e-4, 7), lat, twin, gemeente))
    return found


@cache
def recorded(shared: Path) -> tuple[Element, ...]:
    """The elements with tags of a recorded answer (a few streets of Utrecht), as `out center` gives them."""
    raw = json.loads((shared / "api/overpass_buurtpuzzelmap_raw.json").read_text("utf-8"))["elements"]
    at = {each["id"]: (each["lon"], each["lat"]) for each in raw if each["type"] == "node"}
    found = []
    for each in raw:
        corners = [at[each["id"]]] if each["type"] == "node" else [at[n] for n in each["nodes"] if n in at]
        if each.get("tags") and corners:
            lon, lat = np.mean(corners, axis=0).round(7)
            found.append(Element(each["type"], each["id"], float(lon), float(lat), each["tags"], "GM0344"))
    return tuple(found)


@cache
def outline(shared: Path, name: str) -> shapely.Geometry:
    """A gemeente (EPSG:4326) by its name in small letters."""
    return gpd.read_file(shared / f"boundaries/{name}_buurten_2024.geojson").to_crs("EPSG:4326").union_all()


def serve(server: HTTPServer, shared: Path, prefix: str = "/overpass", scale: float = 1) -> Overpass:
    """Answer for Amersfoort and Amstelveen (made up) and Utrecht (recorded)."""
    elements = [
        *made_up(outline(shared, "amersfoort"), "GM0307", scale),
        *made_up(outline(shared, "amstelveen"), "GM0362", scale),
        *recorded(shared),
    ]
    return at(server, Overpass(elements), prefix)


def at(server: HTTPServer, overpass: Overpass, prefix: str = "/overpass") -> Overpass:
    """Put an Overpass under a prefix."""
    server.expect_request(f"{prefix}/api/interpreter", method="POST").respond_with_handler(overpass)
    return overpass
