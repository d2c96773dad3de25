"""What the law asks about key persons: who needs attention, access to what is held, withdrawal, erasure."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from wijkkaart.core.consent import attention, expires_within
from wijkkaart.record import Record, RecordKind, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.forgetting import (
    REASONS,
    Doubt,
    Erased,
    EraseError,
    Mention,
    doubtful,
    erase,
    mentions,
    named_in_wijkscans,
)
from wijkkaart.register.history import TRASHED, history
from wijkkaart.register.reading import UnknownRecord, get, of_kind, read_known
from wijkkaart.register.schema import RECORDS, assignment, membership
from wijkkaart.register.writing import Author, editing

__all__ = [
    "REASONS",
    "Doubt",
    "EraseError",
    "Erased",
    "Mention",
    "access",
    "doubtful",
    "erase",
    "expiring",
    "mentions",
    "named_in_wijkscans",
    "needing",
    "withdraw",
]


def expiring(db: Database, today: date, days: int) -> list[Record]:
    """Key persons whose time is up, or will be in so many days, the first one first; in the trash too."""
    found = [record for record in _persons(db) if expires_within(record, today, days)]
    return sorted(found, key=lambda record: (str(record["expires"]), record.name))


def needing(db: Database, today: date, days: int) -> list[Record]:
    """Key persons about whom something has to be done (`core.consent.attention`), the first to end first."""
    found = [record for record in _persons(db) if attention(record, today, days)]
    return sorted(found, key=lambda record: (str(record["expires"]), record.name))


def withdraw(db: Database, id: str, author: Author, on: date) -> Record:  # noqa: A002 - as everywhere
    """Note that somebody took their consent back; from then on only the team sees them.

    Raises UnknownRecord, NotAllowed, RegisterError. Nothing changes when there was no consent, or no more.
    """
    with editing(db, author) as edit:
        person = read_known(edit.connection, id)
        if person.kind is not RecordKind.CONTACT:
            raise UnknownRecord
        consent = person["consent"]
        if not consent or consent.get("withdrawn"):
            return person
        return edit.change(person, {"consent": {**consent, "withdrawn": on.isoformat()}})


def access(db: Database, id: str, places: Iterable[str] = ()) -> dict[str, Any]:  # noqa: A002
    """All that is held of a key person, as JSON has it: for the person, so in Dutch.

    `places` are names of areas and places, for telling these from persons called so. Raises
    UnknownRecord for who isn't in the register.
    """
    person = get(db, id)
    if person is None or person.kind is not RecordKind.CONTACT:
        raise UnknownRecord
    labels = {name: field.label for name, field in fields_of(person.kind).items()}
    return {
        "nummer": person.id,
        "gegevens": {labels[name]: value for name, value in person.values.items()},
        "per gegeven": {labels.get(name, name): _meta(known) for name, known in person.meta.items()},
        "gemaakt": person.created,
        "gewijzigd": person.modified,
        "weggegooid": person.trashed,
        "verzonnen voorbeeld": person.example,
        "verwijzingen": _around(db, person),
        "geschiedenis": [
            {
                "wanneer": each.at,
                "door": each.by,
                "wat": labels.get(each.field, "In de prullenbak" if each.field == TRASHED else each.field),
                "van": each.before,
                "naar": each.after,
            }
            for each in history(db, id)
        ],
        "genoemd in": [
            {"soort": each.kind.value, "nummer": each.record_id, "veld": each.field, "vroeger": each.past}
            for each in mentions(db, id, places)
        ],
        "genoemd in wijkscans": [
            {"wijkscan": each.title, "nummer": each.wijkscan_id, "onderdeel": each.key, "vroeger": each.past}
            for each in named_in_wijkscans(db, id, places)
        ],
    }


def _persons(db: Database) -> list[Record]:
    return of_kind(db, RecordKind.CONTACT)


def _meta(known: Any) -> dict[str, str]:
    found = {
        "bron": known.origin,
        "nagekeken op": known.checked,
        "nagekeken door": known.checked_by,
        "te zien voor": known.visibility,
    }
    return {name: text for name, text in found.items() if text}


def _around(db: Database, person: Record) -> dict[str, list[Any]]:
    """What in the register refers to a person, and what they refer to."""
    network, note = RECORDS[RecordKind.NETWORK], RECORDS[RecordKind.NOTE]
    with db.reading() as connection:
        joined = select(network.c.name, membership.c.role, membership.c.since, membership.c.until)
        member = joined.join_from(membership, network).where(membership.c.contact_id == person.id)
        leads = select(network.c.name).where(network.c.contact_id == person.id)
        notes = select(note.c.name, note.c.text, note.c.date).where(note.c.about == person.id)
        worklist = select(assignment.c.week, assignment.c.account).where(assignment.c.record_id == person.id)
        found = {
            "lid van": [dict(row) for row in connection.execute(member).mappings()],
            "contactpersoon van": list(connection.execute(leads).scalars()),
            "notities": [dict(row) for row in connection.execute(notes).mappings()],
            "werklijst": [dict(row) for row in connection.execute(worklist).mappings()],
        }
        for name, field in fields_of(person.kind).items():
            if field.of and person[name]:
                table = RECORDS[field.of]
                query = select(table.c.name).where(table.c.id == person[name])
                found[field.label] = list(connection.execute(query).scalars())
    return found
