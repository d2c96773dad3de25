"""PDOK's WFS of the BAG, as far as it's asked here: made-up addresses with their year of construction."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PATH = "/lv/bag/wfs/v2_0"
_MOST, _DEEPEST = 1000, 50_000
"""Features a request, and the last one that can be paged to."""
_RD = {"EPSG:28992", "urn:ogc:def:crs:EPSG::28992"}
_DEGREES = {"EPSG:4326", "urn:ogc:def:crs:EPSG::4326"}

ADDRESS = {
    "identificatie": "",
    "oppervlakte": 96,
    "status": "Verblijfsobject in gebruik",
    "gebruiksdoel": "woonfunctie",
    "openbare_ruimte": "Langestraat",
    "huisnummer": 1,
    "huisletter": "",
    "toevoeging": "",
    "postcode": "3811AB",
    "woonplaats": "Amersfoort",
    "bouwjaar": 1975,
    "pandidentificatie": "0307100000300001",
    "pandstatus": "Pand in gebruik",
}
"""All properties of a `bag:verblijfsobject`."""


@dataclass
class Bag:
    """The service; change an attribute to let it behave otherwise."""

    addresses: pd.DataFrame
    """`x`, `y` (EPSG:28992) and any properties; those that lack are as in ADDRESS."""
    blind: bool = False
    """Leaves the box aside."""
    turned: bool = False
    """Writes north before east."""
    lossy: bool = False
    """Loses the last address of each page."""
    counts: bool = True
    """Knows how many there are."""
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        """GET, as WFS 2.0 has it: names of parameters in any case."""
        asked = {key.lower(): value for key, value in request.args.items()}
        self.asked.append(asked)
        if asked.get("typenames") != "bag:verblijfsobject" or asked.get("request") != "GetFeature":
            return _exception(f"Feature type {asked.get('typenames')} unknown")
        rows = self.addresses
        if "bbox" in asked and not self.blind:
            box = _box(asked["bbox"])
            if box is None:
                return _exception(f"Invalid bbox: {asked['bbox']}")
            west, south, east, north = box
            rows = rows[rows.x.between(west, east) & rows.y.between(south, north)]
        if asked.get("resulttype") == "hits":
            return _hits(len(rows) if self.counts else "unknown")
        if asked.get("outputformat") != "application/json" or asked.get("srsname") not in _RD:
            return _exception("Only JSON in RD is served here")
        first = int(asked.get("startindex", 0))
        if first >= _DEEPEST:
            return _exception("startIndex exceeds the maximum of 50000")
        page = rows.iloc[first : first + min(int(asked.get("count", _MOST)), _MOST)]
        return self._page(page.iloc[:-1] if self.lossy else page)

    def _page(self, rows: pd.DataFrame) -> Response:
        own = [name for name in rows.columns if name not in {"x", "y"}]
        rest = {name: value for name, value in ADDRESS.items() if name not in own}
        tail = json.dumps(rest)[1:]
        features = [
            f'{{"type":"Feature","id":"verblijfsobject.{values[0]}",'
            f'"properties":{json.dumps(dict(zip(own, values, strict=True)))[:-1]}, {tail},'
            f'"geometry":{{"type":"Point","coordinates":[{x:.3f},{y:.3f}]}}}}'
            for x, y, values in zip(
                *((rows.y, rows.x) if self.turned else (rows.x, rows.y)),
                zip(*(rows[name].tolist() for name in own), strict=True),
                strict=True,
            )
        ]
        crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}'
        body = (
            f'{{"type":"FeatureCollection","name":"verblijfsobject",{crs},"features":[{",".join(features)}]}}'
        )
        return Response(body, content_type="application/json; subtype=geojson")


def _box(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north in RD; of degrees WFS 2.0 has latitude first."""
    *sides, crs = text.split(",")
    if len(sides) != 4 or crs not in _RD | _DEGREES:
        return None
    a, b, c, d = map(float, sides)
    if crs in _RD:
        return a, b, c, d
    corners = gpd.GeoSeries(gpd.points_from_xy([b, d], [a, c]), crs="EPSG:4326").to_crs("EPSG:28992")
    west, south, east, north = corners.total_bounds
    return float(west), float(south), float(east), float(north)


def _hits(matched: int | str) -> Response:
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"'
        f' timeStamp="2026-11-22T10:00:00" numberMatched="{matched}" numberReturned="0"/>',
        content_type="text/xml; charset=UTF-8",
    )


def _exception(text: str) -> Response:
    return Response(
        '<?xml version="1.0" encoding="UTF-8"?>\n<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1">'
        f'<ows:Exception exceptionCode="InvalidParameterValue"><ows:ExceptionText>{escape(text)}'
        "</ows:ExceptionText></ows:Exception></ows:ExceptionReport>",
        400,
        content_type="text/xml; charset=UTF-8",
    )


def made_up(shape: shapely.Geometry, gemeente: str, number: int) -> pd.DataFrame:
    """About so many addresses in the box around a gemeente (EPSG:28992), older in the middle.

    Most lie close together, as in a city, so that a box has to be cut. Some are shops, some aren't built
    yet, and of some the year isn't known.
    """
    random = np.random.default_rng(int(gemeente[2:]))
    west, south, east, north = shape.bounds
    middle, size = np.array([(west + east) / 2, (south + north) / 2]), np.array([east - west, north - south])
    at = np.vstack(
        [
            random.normal(middle, size / 8, (number * 2 // 3, 2)),
            random.uniform([west, south], [east, north], (number - number * 2 // 3, 2)),
        ]
    )
    at = at[(at[:, 0] > west) & (at[:, 0] < east) & (at[:, 1] > south) & (at[:, 1] < north)].round(3)
    distance = np.hypot(*((at - middle) / size).T)
    built = np.clip(1880 + distance * 300 + random.normal(0, 15, len(at)), 1650, 2025).astype(int)
    chance = random.uniform(size=len(at))
    order = random.permutation(len(at))
    frame = pd.DataFrame(
        {
            "identificatie": [f"{gemeente[2:]}010000{turn:06d}" for turn in range(len(at))],
            "bouwjaar": np.where(chance < 0.002, 9999, np.where(chance < 0.004, 1005, built)),
            "gebruiksdoel": np.select(
                [chance > 0.9, chance > 0.88], ["winkelfunctie", "woonfunctie,winkelfunctie"], "woonfunctie"
            ),
            "status": np.where(
                (chance > 0.5) & (chance < 0.51), "Verblijfsobject gevormd", "Verblijfsobject in gebruik"
            ),
            "x": at[:, 0],
            "y": at[:, 1],
        }
    )
    return frame.iloc[order].reset_index(drop=True)


@cache
def outline(shared: Path, name: str) -> shapely.Geometry:
    """A gemeente (EPSG:28992) by its name in small letters."""
    return gpd.read_file(shared / f"boundaries/{name}_buurten_2024.geojson").to_crs("EPSG:28992").union_all()


def serve(server: HTTPServer, shared: Path, prefix: str = "/pdok-service", number: int = 60_000) -> Bag:
    """Answer for Amersfoort, with about so many addresses, and for Amstelveen with two thirds of it."""
    addresses = pd.concat(
        [
            made_up(outline(shared, "amersfoort"), "GM0307", number),
            made_up(outline(shared, "amstelveen"), "GM0362", number * 2 // 3),
        ],
        ignore_index=True,
    )
    return at(server, Bag(addresses), prefix)


def at(server: HTTPServer, bag: Bag, prefix: str = "/pdok-service") -> Bag:
    """Put a BAG under a prefix."""
    server.expect_request(prefix + PATH).respond_with_handler(bag)
    return bag
