"""Who writes in the tests, and records to write on."""

from typing import Any

from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import saving
from wijkkaart.register.database import Database
from wijkkaart.register.saving import Author

ANNE, BILAL = Author("Anne", Role.TEAM), Author("Bilal", Role.TEAM)

NEEDED: dict[RecordKind, dict[str, Any]] = {
    RecordKind.ORGANIZATION: {"name": "Welzijn Oost", "status": "open"},
    RecordKind.LOCATION: {"name": "Het Huis", "status": "open", "category": "buurthuis"},
    RecordKind.SERVICE: {"name": "Samen eten", "status": "open"},
    RecordKind.NETWORK: {"name": "Wijkoverleg", "status": "open"},
    RecordKind.CONTACT: {
        "name": "Els de Vries",
        "title": "Opbouwwerker",
        "lawful_basis": "publieke_taak",
        "expires": "2027-01-01",
    },
    RecordKind.NOTE: {"name": "Avond", "text": "Veel volk.", "date": "2026-03-01"},
}
"""What each kind of record can't do without."""


def added(database: Database, kind: RecordKind = RecordKind.ORGANIZATION, **values: Any) -> Record:
    """A new record with what it needs, and these values."""
    return saving.create(database, kind, NEEDED[kind] | values, ANNE)
