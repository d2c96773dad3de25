"""Key persons from a file in our own format (`sleutelpersonen`) as rows for the register.

What may be taken of a person is decided where that format is read (`build.readers.own_persons`): no free
text, no home address, no birth date, no citizen service number. A lawful basis is never made up here.
"""

from datetime import date
from pathlib import Path
from typing import Any

from wijkkaart.build.files import TABLE
from wijkkaart.build.parts import Context
from wijkkaart.build.readers import own_persons, reader_of
from wijkkaart.build.tables import read_table
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.intake.incoming import Incoming
from wijkkaart.raw import Raw
from wijkkaart.record import RecordKind
from wijkkaart.store import Snapshot

_LARGEST = 20_000_000
"""Bytes; a list of people that one knows isn't larger."""
_NO_BASIS = (
    "er staat niet bij waarom deze persoon in het register mag staan; "
    "geef de grondslag met --grondslag, bijvoorbeeld --grondslag toestemming"
)
_PUBLIC = (
    "mag_openbaar staat op ja, maar zonder datum, tekst en manier is dat geen vastgelegde toestemming: "
    "alleen het team ziet deze persoon tot die in de app is ingevuld"
)


def is_list(path: Path, settings: Settings) -> bool:
    """Whether a file is a table of key persons; False for what can't be read or is larger than any list."""
    if path.suffix.lower() not in TABLE or not path.is_file() or path.stat().st_size > _LARGEST:
        return False
    try:
        # Other readers go first: a table of figures may well have a column with names.
        return any(reader_of(raw) is own_persons for raw in read_table(path, settings))
    except InvalidFile:
        return False


def matches(raw: Raw) -> bool:
    """Whether a table is a list of key persons."""
    return own_persons.matches(raw)


def read(raw: Raw, settings: Settings, *, basis: str, expires: str) -> list[Incoming]:
    """The persons of a table; none is taken without `basis` (an id of `lawful_basis`). Raises InvalidFile."""
    loaded = own_persons.read(raw, Context(Snapshot(settings.data), None, True))
    found = []
    assert loaded.places is not None  # a file without anybody was refused
    for number, row in enumerate(loaded.places.drop(columns="geometry").to_dict("records"), start=2):
        remarks = tuple(loaded.report.notes) if number == 2 else ()
        if row["public"]:
            remarks = (*remarks, _PUBLIC)
        found.append(
            Incoming(
                f"{raw.layer or raw.path.name}, persoon {number - 1}",
                RecordKind.CONTACT,
                values=_values(row, basis, expires),
                named={"organization_id": row["organisation"], "location_id": row["address"]},
                remarks=remarks,
                problem="" if basis else _NO_BASIS,
            )
        )
    return found


def _values(row: dict[Any, Any], basis: str, expires: str) -> dict[str, Any]:
    told = {
        "name": row["name"],
        "title": row["role"],
        "category": row["category"],
        "phones": [{"number": row["phone"], "description": ""}] if row["phone"] else [],
        "email": row["email"],
        "target_groups": [group for group in row["target_groups"].split(";") if group],
        "lawful_basis": basis,
        "expires": expires or _in_a_year(date.today()),
    }
    return {name: value for name, value in told.items() if value}


def _in_a_year(today: date) -> str:
    return today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat()
