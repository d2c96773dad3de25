"""LRK, the national register of childcare: day care and out-of-school care, without people.

Never taken: childminders, who work at home (VGO), their agencies (GOB: an office where no child comes),
and what is no longer registered. Contact persons, e-mail addresses and correspondence addresses aren't
even read out of the file; the holder's name and telephone number aren't either where the holder is a
person.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import re
from functools import partial
from pathlib import Path

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client
from wijkkaart.sources.delimited import rows_of
from wijkkaart.sources.geocoder import Address, split_line, with_points
from wijkkaart.sources.locatieserver import Locatieserver
from wijkkaart.sources.parts import Answer, Piece, Wanted
from wijkkaart.sources.peek import beginning

NAME = "lrk"
LABEL = "Kinderopvang (LRK)"

_BASE, _PATH = "lrk", "/opendata/export_opendata_lrk.csv"
_TYPES = ("KDV", "BSO")
_NEEDED = (
    "lrk_id",
    "type_oko",
    "actuele_naam_oko",
    "status",
    "opvanglocatie_adres",
    "opvanglocatie_postcode",
    "opvanglocatie_woonplaats",
    "cbs_code",
)
_READ = (
    *_NEEDED,
    "aantal_kindplaatsen",
    "bag_id",
    "verantwoordelijke_gemeente",
    "naam_houder",
    "rechtsvorm_houder",
    "contact_telefoon",
    "contact_website",
)
"""All that is ever read of the file."""
_COMPANY = re.compile(
    r"(?i)stichting|vereniging|besloten|naamloze|\bb\.?v\.?\b|\bn\.?v\.?\b|co[oö]peratie|publiek|gemeente|kerk"
)
"""Legal forms that aren't a person's. Of a one-person business, a partnership or an unknown form the
holder's name may well be someone's own, and the telephone theirs."""


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - publishers are asked alike
    """One piece; none for the whole country, whose addresses are too many to look up."""
    return [] if wanted.country else [Piece(f"lrk-{wanted.gemeente}", "Kinderopvang", partial(_ask, wanted))]


def probe(client: Client) -> str:
    """Look at the header of the file."""
    header = beginning(client, _BASE, _PATH).split("\n", 1)[0]
    names = {name.strip().strip('"').strip() for name in re.split("[;,]", header)}
    missing = [name for name in _READ if name not in names]
    if missing:
        raise FetchError(
            f"Het bestand van het LRK heeft geen kolom {', '.join(missing)}.",
            "Verwacht: de kolommen die wijkkaart kent.",
            "Kijk of er een nieuwere versie van wijkkaart is.",
        )
    return f"Het bestand heeft de {len(_READ)} kolommen die wijkkaart leest."


def _ask(wanted: Wanted, client: Client) -> Answer:
    reply = client.get(_BASE, _PATH)
    try:
        rows, _ = rows_of(
            reply.body, "Het bestand van het LRK", _NEEDED, lambda part: _of_gemeente(part, wanted), _READ
        )
    finally:
        # It names thousands of people at home: what isn't taken doesn't stay on disk either.
        client.forget(reply)
    if rows.empty:
        raise FetchError(
            f"Het register van kinderopvang heeft niets in {wanted.name or wanted.gemeente}.",
            f"Verwacht: rijen met code {wanted.gemeente[-4:]}.",
            "Controleer de code van de gemeente: die verandert bij een herindeling.",
        )
    rows = without_people(rows)
    geocoder = Locatieserver(client)
    placed = with_points(rows, [_address(row, wanted) for _, row in rows.iterrows()], geocoder)
    facts = {"source": "lrk", "table": "export_opendata_lrk", "year": reply.fetched[:4]}
    raw = Raw(Path("Kinderopvang"), placed, facts=facts)
    return Answer(
        [reply, *geocoder.replies], lambda: [raw] if len(placed) else [], table="export_opendata_lrk"
    )


def without_people(rows: pd.DataFrame) -> pd.DataFrame:
    """Only registered day care and out-of-school care, without what may be about a person."""
    registered = rows.status.str.casefold() == "ingeschreven"
    rows = rows[registered & rows.type_oko.str.upper().isin(_TYPES)].reset_index(drop=True)
    form = rows.rechtsvorm_houder if "rechtsvorm_houder" in rows else pd.Series("", rows.index)
    company = form.str.contains(_COMPANY)
    private = [name for name in ("naam_houder", "contact_telefoon") if name in rows]
    return rows.assign(**{name: rows[name].where(company, "") for name in private}).drop(
        columns=[name for name in ("rechtsvorm_houder",) if name in rows]
    )


def _of_gemeente(rows: pd.DataFrame, wanted: Wanted) -> pd.Series:
    """By the code; by the name only where there's no code."""
    code = rows.cbs_code.str.removeprefix("GM").str.zfill(4)
    ours = code == wanted.gemeente[-4:]
    if wanted.name and "verantwoordelijke_gemeente" in rows:
        ours |= (rows.cbs_code == "") & (
            rows.verantwoordelijke_gemeente.str.casefold() == wanted.name.casefold()
        )
    return ours


def _address(row: pd.Series, wanted: Wanted) -> Address:
    street, number = split_line(row["opvanglocatie_adres"])
    return Address(
        row["opvanglocatie_postcode"],
        number,
        street,
        row["opvanglocatie_woonplaats"],
        str(row.get("bag_id", "")).strip("'"),
        wanted.gemeente,
    )
