"""DUO: addresses of schools, from primary school to university, out of its open data (CKAN).

The files hold the whole country and no coordinates: of the rows of the gemeente the addresses are
looked up (`locatieserver`). Whether a file came whole is seen from the number of rows that CKAN states.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import faults
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.delimited import rows_of
from wijkkaart.sources.geocoder import Address, with_points
from wijkkaart.sources.locatieserver import Locatieserver
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "duo"
LABEL = "Scholen (DUO)"

_BASE = "duo"
_FRESH = timedelta(days=7)
_NEEDED = ("STRAATNAAM", "HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM", "GEMEENTENUMMER")


@dataclass(frozen=True)
class Sector:
    """A kind of education, and the file that has its addresses."""

    id: str
    label: str
    resource: str
    """Id of the file as it was last known; DUO may put a new one in its place."""
    package: str
    """The collection that the file is in, where a new id is found."""
    title: str
    """What the file's title there looks like."""


SECTORS = (
    Sector("po", "basisonderwijs", "dcc9c9a5-6d01-410b-967f-810557588ba4", "adressen_bo", "alle vestigingen"),
    Sector("so", "speciaal onderwijs", "8f0f1639-712d-4adb-bb59-cabd43730dc8", "adressen_so", "vestigingen"),
    Sector(
        "vo", "voortgezet onderwijs", "5187f8d5-ff9c-4284-8e06-4311f0354956", "adressen_vo", "vestigingen"
    ),
    Sector("mbo", "mbo", "1a946297-a7ca-48d5-9ae8-19ad73bf8176", "adressen_mbo", "instellingen"),
    Sector(
        "ho", "hbo en universiteit", "bf1da9c6-c688-4873-91b1-b12c9ac2c132", "adressen_ho", "instellingen"
    ),
)


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - publishers are asked alike
    """A piece for each sector; none for the whole country, whose addresses are too many to look up."""
    if wanted.country:
        return []
    return [
        Piece(f"duo-{each.id}-{wanted.gemeente}", f"Scholen: {each.label}", partial(_ask, each, wanted))
        for each in SECTORS
    ]


def probe(client: Client) -> str:
    """Ask CKAN for one row of each file."""
    totals = [f"{sector.label} {_total(client, sector.resource, timedelta(0))[1]}" for sector in SECTORS]
    return f"Aantal adressen: {', '.join(totals)}."


def _ask(sector: Sector, wanted: Wanted, client: Client) -> Answer:
    what = f"Het adressenbestand van DUO ({sector.label})"
    resource, replies, rows = _whole(client, sector, what, wanted)
    if rows.empty and sector.id == "po":
        raise FetchError(
            f"{what} heeft geen enkele school in {wanted.name or wanted.gemeente}.",
            f"Verwacht: rijen met gemeentenummer {wanted.gemeente[-4:]}.",
            "Controleer de code van de gemeente: die verandert bij een herindeling.",
        )
    geocoder = Locatieserver(client)
    addresses = [
        Address(postcode, number, street, city, gemeente=wanted.gemeente)
        for street, number, postcode, city in rows[list(_NEEDED[:4])].itertuples(index=False, name=None)
    ]
    placed = with_points(rows, addresses, geocoder)
    facts = {"source": "duo", "table": resource, "year": replies[0].fetched[:4], "sector": sector.id}
    raw = Raw(Path(f"Scholen ({sector.label})"), placed, facts=facts)
    return Answer([*replies, *geocoder.replies], lambda: [raw] if len(placed) else [], table=resource)


def _whole(
    client: Client, sector: Sector, what: str, wanted: Wanted
) -> tuple[str, list[Reply], pd.DataFrame]:
    """The file's id, the replies, and the rows of the gemeente; asked anew once when rows are missing."""

    def ours(rows: pd.DataFrame) -> pd.Series:
        return rows.GEMEENTENUMMER.str.zfill(4) == wanted.gemeente[-4:]

    read = total = 0
    for fresh in (_FRESH, timedelta(0)):
        resource, dump = _dump(client, sector, fresh)
        rows, read = rows_of(dump.body, what, _NEEDED, ours)
        count, total = _total(client, resource, fresh)
        if read == total:
            return resource, [dump, count], rows
    raise FetchError(
        f"{what} is niet compleet: {read} rijen, terwijl DUO er {total} meldt.",
        "Verwacht: het hele bestand.",
        faults.LATER,
    )


def _dump(client: Client, sector: Sector, fresh: timedelta) -> tuple[str, Reply]:
    """The id of the file and the file, also when DUO gave it a new id."""
    try:
        return sector.resource, _file(client, sector.resource, fresh)
    except FetchError as error:
        if error.status not in {404, 410}:
            raise
        listing = client.get(_BASE, "/api/3/action/package_show", {"id": sector.package}, fresh=fresh).json()
        resources = _result(listing).get("resources", [])
        found = [
            str(each.get("id"))
            for each in resources
            if isinstance(each, dict)
            and each.get("datastore_active")
            and re.search(sector.title, str(each.get("name", "")), re.IGNORECASE)
        ]
        if not found or found[0] == sector.resource:
            raise
        return found[0], _file(client, found[0], fresh)


def _file(client: Client, resource: str, fresh: timedelta) -> Reply:
    return client.get(_BASE, f"/datastore/dump/{resource}", {"format": "csv"}, fresh=fresh)


def _total(client: Client, resource: str, fresh: timedelta) -> tuple[Reply, int]:
    """The number of rows that CKAN says a file has."""
    params = {"resource_id": resource, "limit": "1"}
    reply = client.get(_BASE, "/api/3/action/datastore_search", params, fresh=fresh)
    total = _result(reply.json()).get("total")
    if not isinstance(total, int):
        raise FetchError("DUO zegt niet hoeveel rijen een bestand heeft.", faults.EXPECTED, faults.LATER)
    return reply, total


def _result(answer: Any) -> dict[str, Any]:
    """What's in CKAN's envelope. Raises FetchError when it says that something went wrong."""
    if isinstance(answer, dict) and answer.get("success") and isinstance(answer.get("result"), dict):
        return answer["result"]
    raise FetchError(f"DUO gaf een foutmelding: {json.dumps(answer)[:200]}", faults.EXPECTED, faults.LATER)
