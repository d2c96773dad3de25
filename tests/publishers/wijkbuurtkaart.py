"""PDOK's services for the Wijk- en Buurtkaart, as sources.md §2.1-2.5 and recorded answers tell of them.

They hold Amersfoort (GM0307), Amstelveen (GM0362) and the neighbour Baarn (GM0308) with their real
outlines of 2024, in every year; the figures are made up after those of Baarn. Planted changes:
- 2018: the first two buurten of each gemeente were one before (marker 3);
- 2020: WK030734 Bosgebied was WK030705, and WK030705 Isselt was WK030799 (marker 2).
"""

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.publishers import wijkbuurtkaart_data as data
from tests.publishers.wijkbuurtkaart_data import Feature

API, SERVICE = "https://api.pdok.nl", "https://service.pdok.nl"
"""What the services call themselves, wherever they are asked."""

_ITEMS = re.compile(
    r".*/pdok-api/cbs/wijken-en-buurten-(\w+)/ogc/v1/collections/(gemeenten|wijken|buurten)(?:_(\d{4}))?/items"
)
_COLLECTIONS = re.compile(r".*/pdok-api/cbs/wijken-en-buurten-(\w+)/ogc/v1/collections")
_WFS = re.compile(r".*/pdok-service/cbs/wijkenbuurten/(\d{4})/wfs/v1_0")
_ATOM = re.compile(r".*/pdok-service/cbs/wijkenbuurten/(\d{4})/atom/(.*)")
_MOST = 1000
_FES = "{http://www.opengis.net/fes/2.0}"


@dataclass
class Kaart:
    """The services; change an attribute to let them behave otherwise."""

    shared: Path
    where: Path
    """Directory for the GeoPackages."""
    years: tuple[int, ...] = tuple(range(2013, 2026))
    own_api: tuple[int, ...] = (2023, 2024, 2025)
    """Years with an OGC API of their own."""
    filters: tuple[str, ...] = ("gemeentecode", "wijkcode", "buurtcode", "jaar")
    """What the OGC API can filter on; any other parameter is refused."""
    dated: bool = False
    """The historic API has a collection a year, instead of one of all years."""
    blind: bool = False
    """The OGC API leaves filters aside."""
    leaky: bool = False
    """The OGC API mixes neighbours in, as when asked by bbox."""
    whole_country: bool = False
    """The GeoPackage has every area of the country."""
    nested: bool = False
    """The feed refers to another feed, which names the file."""
    _made: dict[tuple[str, int], list[Feature]] = field(default_factory=dict)

    def features(self, level: str, year: int) -> list[Feature]:
        """All that the country has, in order of code."""
        if (level, year) not in self._made:
            self._made[level, year] = data.features(self.shared, level, year)
        return self._made[level, year]

    def items(self, request: Request) -> Response:
        """`/collections/{id}/items` of an OGC API Features, as gokoala does it."""
        found = _ITEMS.fullmatch(request.path)
        assert found is not None
        api, level, named = found[1], found[2], int(found[3] or 0)
        asked = {key: value for key, value in request.args.items() if key not in {"f", "limit", "cursor"}}
        if api != "historisch" and int(api) in self.own_api and not named:
            rows = self.features(level, int(api))
        elif api == "historisch" and bool(named) == self.dated:
            old = [year for year in self.years if year not in self.own_api and named in (0, year)]
            rows = [row for year in old for row in self.features(level, year)]
        else:
            return _problem(404, "Not Found", "collection not found")
        unknown = sorted(set(asked) - {*self.filters, "bbox", "bbox-crs", "crs"})
        if unknown:
            return _problem(400, "Bad Request", f"unknown query parameter(s) found: {', '.join(unknown)}")
        limit, start = min(int(request.args.get("limit", 10)), _MOST), _start(request, asked)
        if start is None:
            return _problem(400, "Bad Request", "cursor is invalid")
        kept = rows if self.blind else [row for row in rows if self._meets(row, asked)]
        return self._page(request, kept, asked, limit, start)

    def _meets(self, row: Feature, asked: Mapping[str, str]) -> bool:
        if "bbox" in asked:
            west, south, east, north = (float(side) for side in asked["bbox"].split(","))
            left, low, right, high = row.bounds
            if left > east or right < west or low > north or high < south:
                return False
        plain = {key: value for key, value in asked.items() if key in self.filters}
        if self.leaky and row.properties["gemeentecode"] == "GM0308":
            return "jaar" not in plain or str(row.properties["jaar"]) == plain["jaar"]
        return all(str(row.properties.get(key)) == value for key, value in plain.items())

    def _page(
        self, request: Request, kept: list[Feature], asked: Mapping[str, str], limit: int, start: int
    ) -> Response:
        address = f"{API}/{request.path.split('/pdok-api/')[1]}"
        links = [_link("self", address, {**request.args, "f": "json"})]
        if start + limit < len(kept):
            again = {"cursor": _cursor(start + limit, asked), "f": "json", "limit": str(limit), **asked}
            links.append(_link("next", address, again))
        page = kept[start : start + limit]
        body = (
            '{"type":"FeatureCollection","timeStamp":"2024-11-01T00:00:00Z","links":'
            f'{json.dumps(links)},"features":[{",".join(row.geojson for row in page)}],'
            f'"numberReturned":{len(page)}}}'
        )
        return _tagged(body, "application/geo+json")

    def collections(self, request: Request) -> Response:
        """`/collections` of an OGC API Features."""
        found = _COLLECTIONS.fullmatch(request.path)
        assert found is not None
        if found[1] != "historisch" and int(found[1]) not in self.own_api:
            return _problem(404, "Not Found", "")
        names = ["gemeenten", "wijken", "buurten"]
        if found[1] == "historisch" and self.dated:
            old = [year for year in self.years if year not in self.own_api]
            names = [f"{name}_{year}" for name in names for year in old]
        about = [{"id": name, "title": name, "itemType": "feature", "links": []} for name in names]
        return _tagged(json.dumps({"links": [], "collections": about}), "application/json")

    def wfs(self, request: Request) -> Response:
        """WFS 2.0 GetFeature: FES filters, CQL_FILTER left aside, never more than 1000 features."""
        found = _WFS.fullmatch(request.path)
        assert found is not None
        year, asked = int(found[1]), {key.lower(): value for key, value in request.args.items()}
        if year not in self.years:
            return Response("Not Found", 404)
        level = _level(asked.get("typenames", ""), year)
        if asked.get("request") != "GetFeature" or not level:
            return _exception(f"TYPENAME '{asked.get('typenames')}' doesn't exist in this server.")
        try:
            tests = _tests(asked.get("filter", ""))
        except ElementTree.ParseError:
            return _exception("Invalid or Unsupported FILTER in GetFeature")
        rows = self.features(level, year)
        kept = [row for row in rows if all(str(row.properties.get(k)) == v for k, v in tests.items())]
        if asked.get("resulttype") == "hits":
            body = (
                '<?xml version="1.0" encoding="UTF-8"?>\n<wfs:FeatureCollection '
                'xmlns:wfs="http://www.opengis.net/wfs/2.0" timeStamp="2024-11-01T00:00:00" '
                f'numberMatched="{len(kept)}" numberReturned="0"></wfs:FeatureCollection>'
            )
            return _tagged(body, "text/xml; subtype=gml/3.2.1; charset=UTF-8")
        start, count = int(asked.get("startindex", 0)), min(int(asked.get("count", _MOST)), _MOST)
        page = ",".join(row.camel for row in kept[start : start + count])
        body = f'{{"type":"FeatureCollection","name":"{level}","features":[{page}]}}'
        return _tagged(body, "application/json; subtype=geojson; charset=utf-8")

    def atom(self, request: Request) -> Response:
        """The feed of a year, and the file it names."""
        found = _ATOM.fullmatch(request.path)
        assert found is not None
        year, file = int(found[1]), found[2]
        name, root = f"wijkenbuurten_{year}_v2.gpkg", f"{SERVICE}/cbs/wijkenbuurten/{year}/atom"
        if year not in self.years:
            return Response("Not Found", 404)
        if file == "index.xml":
            return _feed(f"{root}/wijken_en_buurten.xml" if self.nested else f"{root}/downloads/{name}")
        if file == "wijken_en_buurten.xml" and self.nested:
            return _feed(f"{root}/downloads/{name}")
        if file != f"downloads/{name}":
            return Response("Not Found", 404)
        path = self.where / name
        if not path.exists():
            rows = {level: self.features(level, year) for level in data.LEVELS}
            data.write_geopackage(path, rows, year, self.shared if self.whole_country else None)
        return Response(path.read_bytes(), content_type="application/geopackage+sqlite3")


def serve(server: HTTPServer, shared: Path, where: Path, prefix: str = "") -> Kaart:
    """Put the services under `/pdok-api` and `/pdok-service`."""
    where.mkdir(parents=True, exist_ok=True)
    kaart = Kaart(shared, where)
    for pattern, handler in (
        (_ITEMS, kaart.items),
        (_COLLECTIONS, kaart.collections),
        (_WFS, kaart.wfs),
        (_ATOM, kaart.atom),
    ):
        server.expect_request(
            re.compile(rf"^{prefix}{pattern.pattern.removeprefix('.*')}$")
        ).respond_with_handler(handler)
    return kaart


def _start(request: Request, asked: Mapping[str, str]) -> int | None:
    """Where a cursor points; None when it's for another question."""
    cursor = request.args.get("cursor")
    if cursor is None:
        return 0
    try:
        start = int(base64.urlsafe_b64decode(cursor.split("|")[0]))
    except ValueError:
        return None
    return start if cursor == _cursor(start, asked) else None


def _cursor(start: int, asked: Mapping[str, str]) -> str:
    check = zlib.crc32(json.dumps(asked, sort_keys=True).encode())
    return f"{base64.urlsafe_b64encode(str(start).encode()).decode()}|{check:x}"


def _link(rel: str, address: str, params: Mapping[str, str]) -> dict[str, str]:
    return {"rel": rel, "type": "application/geo+json", "href": f"{address}?{urlencode(params)}"}


def _level(named: str, year: int) -> str:
    old = {f"gemeenten{year}": "gemeenten", f"cbs_wijken_{year}": "wijken", f"cbs_buurten_{year}": "buurten"}
    new = {level: level for level in data.LEVELS}
    return (old if year <= 2019 else new).get(named.split(":")[-1], "")


def _tests(filtered: str) -> dict[str, str]:
    if not filtered:
        return {}
    return {
        test.findtext(f"{_FES}ValueReference", ""): test.findtext(f"{_FES}Literal", "")
        for test in ElementTree.fromstring(filtered).iter(f"{_FES}PropertyIsEqualTo")
    }


def _tagged(body: str, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.add_etag()
    return response


def _problem(status: int, title: str, detail: str) -> Response:
    about: dict[str, Any] = {"title": title, "status": status, "detail": detail}
    return Response(json.dumps(about), status, content_type="application/problem+json")


def _exception(text: str) -> Response:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
        '<ows:Exception exceptionCode="InvalidParameterValue" locator="typename"><ows:ExceptionText>'
        f"{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    )
    return Response(body, 400, content_type="text/xml; charset=UTF-8")


def _feed(href: str) -> Response:
    kind = "application/atom+xml" if href.endswith(".xml") else "application/geopackage+sqlite3"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">'
        '<title>CBS Wijken en Buurten</title><link rel="self" href="https://service.pdok.nl/cbs/index.xml"/>'
        f'<entry><title>Wijken en buurten</title><link rel="alternate" type="{kind}" href="{href}"/></entry>'
        "</feed>"
    )
    return _tagged(body, "application/xml")
