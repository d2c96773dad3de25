"""The register of childcare as it's published: `;`, cp1252, and full of what wijkkaart mustn't take."""

import csv
import io
import re
from functools import cache
from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.publishers.locatieserver import GEMEENTEN, Doc, doc, somewhere

PATH = "/opendata/export_opendata_lrk.csv"
HEADER = [
    "lrk_id",
    "type_oko",
    "opc",
    "actuele_naam_oko",
    "aantal_kindplaatsen",
    "ve",
    "status",
    "inschrijfdatum",
    "opvanglocatie_adres",
    "opvanglocatie_postcode",
    "opvanglocatie_woonplaats",
    "bag_id",
    "naam_houder",
    "kvk_nummer_houder",
    "vestigingsnummer_houder",
    "rechtsvorm_houder",
    "houder_adres",
    "houder_postcode",
    "houder_woonplaats",
    "correspondentie_adres",
    "correspondentie_postcode",
    "correspondentie_woonplaats",
    "contact_persoon",
    "contact_telefoon",
    "contact_emailadres",
    "contact_website",
    "cbs_code",
    "verantwoordelijke_gemeente",
    "gastouderbureau_1",
    "gastouderbureau_2",
    "lrk_url",
]
SECRETS = ("Geheim", "geheim", "06-99", "Thuisweg", "Gastouder")
"""What stands only in fields about people."""
_TYPES = ("KDV", "BSO", "KDV", "VGO", "KDV", "BSO", "VGO", "KDV", "GOB", "BSO")

Row = dict[str, str]


@cache
def rows(others: int = 500) -> list[Row]:
    """260 rows for each of the two gemeenten, and those of other gemeenten (31,000 in the real file)."""
    found = [_row(number, code, name) for code, name in GEMEENTEN.items() for number in range(260)]
    return found + [_row(number, "GM0344", "Utrecht") for number in range(others)]


def _row(number: int, gemeente: str, name: str) -> Row:
    kind = _TYPES[number % len(_TYPES)]
    private = kind == "VGO" or number % 7 == 0
    house = f"{number + 1}" + ("A" if number % 9 == 0 else "")
    values = {
        "lrk_id": f"{int(gemeente[2:])}{number:06d}",
        "type_oko": kind,
        "actuele_naam_oko": f"Gastouder Geheim {number}" if kind == "VGO" else f"Crèche {name} {number}",
        "aantal_kindplaatsen": str(8 + number % 60),
        "status": "Uitgeschreven" if number % 31 == 30 else "Ingeschreven",
        "inschrijfdatum": "01-01-2020",
        "opvanglocatie_adres": f"Speellaan {house}",
        "opvanglocatie_postcode": f"38{int(gemeente[2:]) % 100:02d}{'ABCDEFGHJK'[number % 10]}K",
        "opvanglocatie_woonplaats": name,
        "bag_id": f"{gemeente[2:]}01{number:010d}",
        "naam_houder": f"A. Geheim-{number}" if private else "Stichting Spelenderwijs",
        "rechtsvorm_houder": "Eenmanszaak" if private else "Stichting",
        "houder_adres": f"Thuisweg {number}",
        "correspondentie_adres": f"Thuisweg {number}",
        "contact_persoon": f"A. Geheim-{number}",
        "contact_telefoon": f"'06-99{number:06d}'" if private else "'033-4610000'",
        "contact_emailadres": f"geheim{number}@voorbeeld.nl",
        "contact_website": "www.spelenderwijs-voorbeeld.nl",
        "cbs_code": gemeente[2:],
        "verantwoordelijke_gemeente": name,
    }
    return {key: values.get(key, "") for key in HEADER}


def book(shared: Path) -> list[Doc]:
    """The addresses of these places in the two gemeenten, as the Locatieserver has them: but for some."""
    found = []
    for row in rows():
        gemeente = "GM" + row["cbs_code"]
        number = re.fullmatch(r"Speellaan (\d+)(A?)", row["opvanglocatie_adres"])
        if gemeente in GEMEENTEN and number and int(number[1]) % 37:
            found.append(
                doc(
                    "Speellaan",
                    int(number[1]),
                    row["opvanglocatie_postcode"],
                    GEMEENTEN[gemeente],
                    gemeente,
                    letter=number[2],
                    bag=row["bag_id"],
                    point=somewhere(shared, gemeente, row["lrk_id"]),
                )
            )
    return found


def table(found: list[Row], encoding: str = "cp1252") -> bytes:
    """Rows as the register writes them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue().encode(encoding)


def serve(server: HTTPServer, prefix: str = "/lrk", others: int = 500, encoding: str = "cp1252") -> None:
    """Answer the one file there is."""
    server.expect_request(prefix + PATH).respond_with_data(
        table(rows(others), encoding), content_type="text/csv", headers={"ETag": '"lrk-1"'}
    )
