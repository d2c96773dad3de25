"""DUO's CKAN: the dump of a file as CSV, the number of its rows, and the collection a file is in.

Primary schools are the real ones of 2013 under today's headers; the other sectors are made up.
"""

import csv
import io
import json
import re
import zlib
from functools import cache
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.publishers.locatieserver import GEMEENTEN, Doc, doc, somewhere

RESOURCES = {
    "po": "dcc9c9a5-6d01-410b-967f-810557588ba4",
    "so": "8f0f1639-712d-4adb-bb59-cabd43730dc8",
    "vo": "5187f8d5-ff9c-4284-8e06-4311f0354956",
    "mbo": "1a946297-a7ca-48d5-9ae8-19ad73bf8176",
    "ho": "bf1da9c6-c688-4873-91b1-b12c9ac2c132",
}
_RENAMED = {"BRIN NUMMER": "INSTELLINGSCODE", "VESTIGINGSNUMMER": "VESTIGINGSCODE"}
_MADE_UP = {"so": 4, "vo": 9, "mbo": 2, "ho": 0}
_TYPES = {
    "vo": ("ONDERWIJSSTRUCTUUR", "HAVO/VWO"),
    "mbo": ("MBO INSTELLINGSSOORT - NAAM", "Regionaal Opleidingencentrum"),
    "ho": ("SOORT HO", "hbo"),
}

Row = dict[str, str]


@cache
def rows(shared: Path, sector: str) -> list[Row]:
    """The rows of a file, of the whole country as far as we have it."""
    if sector == "po":
        text = (shared / "facilities/duo_po_addresses_2013.csv").read_text("latin-1")
        named = csv.DictReader(io.StringIO(text), delimiter=";")
        return [
            {_RENAMED.get(key.strip(), key.strip()): value.strip() for key, value in row.items()}
            for row in named
        ]
    return [
        _made_up(sector, code, name, number)
        for code, name in GEMEENTEN.items()
        for number in range(_MADE_UP[sector])
    ] + [_made_up(sector, "GM0344", "Utrecht", 0)]


def _made_up(sector: str, gemeente: str, name: str, number: int) -> Row:
    institution = f"{number:02d}{sector[:1].upper()}{gemeente[-1]}"
    row = {
        "PROVINCIE": "Utrecht",
        "INSTELLINGSCODE": institution,
        "STRAATNAAM": f"{sector.capitalize()}laan",
        "HUISNUMMER-TOEVOEGING": str(10 + number),
        "POSTCODE": f"3800 {sector[0].upper()}{'AB'[gemeente == 'GM0362']}",
        "PLAATSNAAM": name.upper(),
        "GEMEENTENUMMER": str(int(gemeente[2:])),
        "GEMEENTENAAM": name.upper(),
        "DENOMINATIE": "Openbaar",
        "TELEFOONNUMMER": "0331234567",
        "INTERNETADRES": "www.voorbeeld.nl",
    }
    if sector in ("mbo", "ho"):
        row["INSTELLINGSNAAM"] = f"Verzonnen {sector} {number + 1}"
    else:
        row |= {"VESTIGINGSCODE": f"{institution}00", "VESTIGINGSNAAM": f"Verzonnen {sector} {number + 1}"}
    return row | ({_TYPES[sector][0]: _TYPES[sector][1]} if sector in _TYPES else {})


def book(shared: Path) -> list[Doc]:
    """The addresses of these schools in the two gemeenten, as the Locatieserver has them: but for some."""
    found = []
    for sector in RESOURCES:
        for row in rows(shared, sector):
            gemeente = "GM" + row["GEMEENTENUMMER"].zfill(4)
            number = re.match(r"(\d+) *-?([A-Za-z]?)", row["HUISNUMMER-TOEVOEGING"])
            text = row["STRAATNAAM"] + row["HUISNUMMER-TOEVOEGING"] + row["POSTCODE"]
            if gemeente not in GEMEENTEN or not number or zlib.crc32(text.encode()) % 23 == 0:
                continue
            found.append(
                doc(
                    row["STRAATNAAM"],
                    int(number[1]),
                    row["POSTCODE"].replace(" ", ""),
                    GEMEENTEN[gemeente],
                    gemeente,
                    letter=number[2].upper(),
                    point=somewhere(shared, gemeente, text),
                )
            )
    return found


def serve(
    server: HTTPServer, shared: Path, prefix: str = "/duo", resources: dict[str, str] | None = None
) -> None:
    """Answer the dump, `datastore_search` and `package_show`; `resources` gives files another id."""
    named = RESOURCES | (resources or {})
    for sector, resource in named.items():
        server.expect_request(f"{prefix}/datastore/dump/{resource}").respond_with_data(
            table(rows(shared, sector)), content_type="text/csv; charset=utf-8"
        )
        _package(server, prefix, sector, resource)
    totals = {resource: len(rows(shared, sector)) for sector, resource in named.items()}

    def search(request: Request) -> Response:
        total = totals.get(request.args["resource_id"])
        answer = (
            {"success": False, "error": {"__type": "Not Found Error"}}
            if total is None
            else {
                "help": "",
                "success": True,
                "result": {"include_total": True, "total": total, "records": []},
            }
        )
        return Response(json.dumps(answer), 404 if total is None else 200, content_type="application/json")

    server.expect_request(f"{prefix}/api/3/action/datastore_search").respond_with_handler(search)


def _package(server: HTTPServer, prefix: str, sector: str, resource: str) -> None:
    title = (
        "Alle vestigingen in het basisonderwijs" if sector == "po" else "Adressen instellingen en vestigingen"
    )
    link = {"url": f"http://intern.duo.example/{resource}/download/adressen.csv"}
    listed = [
        {"id": "oud", "name": f"{title} (oud)", "datastore_active": False},
        {"id": resource, "name": title, "datastore_active": True, **link},
    ]
    answer = {"success": True, "result": {"resources": listed}}
    query = {"id": f"adressen_{'bo' if sector == 'po' else sector}"}
    server.expect_request(f"{prefix}/api/3/action/package_show", query_string=query).respond_with_json(answer)


def table(found: list[Row]) -> bytes:
    """Rows as CKAN writes them: commas, UTF-8 with a mark, a number in front."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["_id", *found[0]], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({"_id": str(number), **row} for number, row in enumerate(found, 1))
    return text.getvalue().encode("utf-8-sig")
