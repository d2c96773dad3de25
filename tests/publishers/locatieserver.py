"""PDOK's Locatieserver as it behaves: Solr with its envelope, and an answer to everything.

A question for an address that isn't there gets others; one that is there gets its neighbours as well.
"""

import json
import re
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PATH = "/bzk/locatieserver/search/v3_1/"
GEMEENTEN = {"GM0307": "Amersfoort", "GM0362": "Amstelveen"}
_MOST = 100
_NO_ID = "org.apache.solr.search.SyntaxError: Verplichte parameter 'id' ontbreekt"

Doc = dict[str, Any]


def doc(
    street: str,
    number: int,
    postcode: str,
    city: str,
    gemeente: str,
    *,
    letter: str = "",
    addition: str = "",
    bag: str = "",
    point: tuple[float, float] = (5.39, 52.16),
) -> Doc:
    """An address as the service gives it with `fl=*`: keys that don't apply aren't there."""
    name = f"{number}{letter}" + (f"-{addition}" if addition else "")
    label = f"{street} {name}, {postcode} {city}"
    key = f"{zlib.crc32(label.encode()):08x}"
    found: Doc = {
        "bron": "BAG",
        "type": "adres",
        "id": f"adr-{key * 4}",
        "weergavenaam": label,
        "straatnaam": street,
        "straatnaam_verkort": re.sub("straat$", "str", re.sub("laan$", "ln", street)),
        "huisnummer": number,
        "huis_nlt": name,
        "postcode": postcode,
        "woonplaatsnaam": city,
        "gemeentecode": gemeente[2:],
        "gemeentenaam": GEMEENTEN.get(gemeente, city),
        "adresseerbaarobject_id": bag or f"{gemeente[2:]}010{int(key, 16) % 10**9:09d}",
        "nummeraanduiding_id": f"{gemeente[2:]}200{int(key, 16) % 10**9:09d}",
        "centroide_ll": f"POINT({point[0]:.8f} {point[1]:.8f})",
        "centroide_rd": "POINT(155000 463000)",
        "score": 7.25,
    }
    return (
        found
        | ({"huisletter": letter} if letter else {})
        | ({"huisnummertoevoeging": addition} if addition else {})
    )


@cache
def points(shared: Path, gemeente: str) -> list[tuple[float, float]]:
    """A point (EPSG:4326) in every buurt of a gemeente."""
    areas = gpd.read_file(shared / "boundaries" / f"{GEMEENTEN[gemeente].lower()}_buurten_2024.geojson")
    inside = areas.to_crs("EPSG:28992").representative_point().to_crs("EPSG:4326")
    return [(point.x, point.y) for point in inside]


def somewhere(shared: Path, gemeente: str, text: str) -> tuple[float, float]:
    """The same point of the gemeente for the same text."""
    there = points(shared, gemeente)
    return there[zlib.crc32(text.encode()) % len(there)]


def serve(server: HTTPServer, book: Iterable[Doc], prefix: str = "/pdok-api") -> None:
    """Answer `free`, `suggest`, `lookup` and `reverse` out of a book of addresses."""
    docs = [
        *book,
        *(
            {
                "type": "gemeente",
                "id": f"gem-{code[2:]}",
                "weergavenaam": f"Gemeente {name}",
                "gemeentecode": code[2:],
                "gemeentenaam": name,
            }
            for code, name in GEMEENTEN.items()
        ),
    ]
    handlers = {"free": _free, "suggest": _suggest, "lookup": _lookup, "reverse": _reverse}

    def answer(request: Request) -> Response:
        call = request.path.rsplit("/", 1)[1]
        if call == "lookup" and not request.args.get("id"):
            error = {
                "error": {
                    "metadata": ["error-class", "org.apache.solr.common.SolrException"],
                    "msg": _NO_ID,
                    "code": 400,
                }
            }
            return Response(json.dumps(error), 400, content_type="application/json")
        return _envelope(request, handlers[call](request, docs))

    server.expect_request(
        re.compile(re.escape(prefix + PATH) + "(free|suggest|lookup|reverse)")
    ).respond_with_handler(answer)


def _envelope(request: Request, found: list[Doc]) -> Response:
    rows = min(int(request.args.get("rows", "10")), _MOST)
    fields = request.args.get("fl", "id,type,weergavenaam,score")
    shown = [
        each if fields == "*" else {key: each[key] for key in fields.split(",") if key in each}
        for each in found[:rows]
    ]
    response = {"numFound": len(found), "start": 0, "maxScore": 7.25, "numFoundExact": True, "docs": shown}
    return Response(json.dumps({"response": response}), content_type="application/json;charset=utf-8")


def _typed(request: Request, docs: list[Doc]) -> list[Doc]:
    filters = request.args.get("fq", "")
    kinds = re.search(r"type:(?:\(([^)]*)\)|(\w+))", filters)
    wanted = set((kinds[1] or kinds[2]).split(" OR ")) if kinds else set()
    code = re.search(r"gemeentecode:(\d{4})", filters)
    return [
        each
        for each in docs
        if (not wanted or each["type"] in wanted) and (not code or each["gemeentecode"] == code[1])
    ]


def _free(request: Request, docs: list[Doc]) -> list[Doc]:
    filters, near = request.args.get("fq", ""), _typed(request, docs)
    pairs = {
        (code, int(number)) for code, number in re.findall(r"postcode:(\w{6}) AND huisnummer:(\d+)", filters)
    }
    ids = set(re.findall(r"adresseerbaarobject_id:(\d{16})", filters))
    if pairs or ids:
        codes = {code for code, _ in pairs}
        right = [
            each
            for each in near
            if (each.get("postcode"), each.get("huisnummer")) in pairs
            or each.get("adresseerbaarobject_id") in ids
        ]
        wrong = [each for each in near if each.get("postcode") in codes and each not in right]
        return [*wrong[:2], *right, *near[:1]]
    return _ranked(request.args.get("q", ""), near)


def _ranked(text: str, docs: list[Doc]) -> list[Doc]:
    """Those that share most words with the text, and always something."""
    words = set(re.findall(r"\w+", text.casefold()))
    scored = [
        (-len(words & set(re.findall(r"\w+", each["weergavenaam"].casefold()))), number)
        for number, each in enumerate(docs)
    ]
    return [docs[number] for _, number in sorted(scored)[:20]]


def _suggest(request: Request, docs: list[Doc]) -> list[Doc]:
    return _ranked(request.args.get("q", ""), _typed(request, docs))


def _lookup(request: Request, docs: list[Doc]) -> list[Doc]:
    return [each for each in docs if each["id"] == request.args["id"]]


def _reverse(request: Request, docs: list[Doc]) -> list[Doc]:
    """The nearest, however far."""
    lat, lon = float(request.args["lat"]), float(request.args["lon"])

    def far(each: Doc) -> float:
        east, north = map(float, re.findall(r"[\d.]+", each["centroide_ll"]))
        return (east - lon) ** 2 + (north - lat) ** 2

    return sorted((each for each in docs if "centroide_ll" in each), key=far)
