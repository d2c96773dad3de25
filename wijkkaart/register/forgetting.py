"""Erasing a person: from the register, its history, notes and texts, but for proof that names nobody."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, delete, func, or_, select, update

from wijkkaart.core.naming import Naming
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import Record, RecordKind, Role, fields_of, may_see
from wijkkaart.register.database import Database, raised
from wijkkaart.register.disk import clean_disk, overwriting
from wijkkaart.register.erasing import prove, purge
from wijkkaart.register.reading import UnknownRecord, read_known
from wijkkaart.register.schema import (
    RECORDS,
    change,
    membership,
    own_area,
    saved_list,
    service_at_location,
)
from wijkkaart.register.traces import Places, Traces, traces_of
from wijkkaart.register.wijkscans.scrubbing import WIPED, Named, named, scrub, unsure
from wijkkaart.register.writing import Author, NotAllowed

REASONS = (
    "De persoon vraagt erom",
    "De toestemming is ingetrokken",
    "De bewaartermijn is voorbij",
    "De gegevens zijn niet meer nodig",
    "De gegevens hadden hier niet mogen staan",
)
"""Why somebody may be erased. A choice, as text of one's own could say who it was."""


class EraseError(WijkkaartError):
    """A person who can't be erased so."""


@dataclass(frozen=True)
class Erased:
    """What was done."""

    proof: str
    """Id of the proof; it says nothing of the person."""
    notes: int
    others: int
    """How many other records referred to the person, now or in the past."""
    texts: int
    """How many texts of other records, now or in the past, named the person."""
    wijkscans: int = 0
    """How many parts of wijkscans, now or in the past, versions and documents did."""
    cleaned: bool = True
    """False when the database was too busy to let go of copies of old pages; they go next time."""


@dataclass(frozen=True)
class Mention:
    """A text of another record that names the person."""

    record_id: str
    kind: RecordKind
    field: str
    past: bool
    """It stands in the history only."""


def erase(
    db: Database,
    id: str,  # noqa: A002 - as everywhere
    author: Author,
    reason: str,
    places: Places = (),
) -> Erased:
    """Remove a key person everywhere, in one transaction, and have the database let go of them on disk.

    Gone are the record with its history, what refers to them (also in the history of others), notes on
    them, and in texts of other records, those of before included, what they're called there for certain
    (`core.calling`), their e-mail address and telephone numbers. Daily copies of the register
    aren't touched: they go when they're replaced. Raises EraseError for a reason that isn't one of REASONS,
    NotAllowed for who isn't administrator, UnknownRecord, RegisterError.
    """
    if not may_see(author.role, Role.ADMIN):
        raise NotAllowed(
            f"{author.name or 'Deze bezoeker'} mag niemand wissen.",
            "Dat mag alleen een beheerder.",
            "Vraag een beheerder om deze persoon te wissen.",
        )
    if reason not in REASONS:
        raise EraseError("Er is geen reden gekozen.", f"Kies uit: {'; '.join(REASONS)}.")
    with db.writing() as connection:
        done = wipe(connection, id, places)
        proof = prove(connection, author, reason)
    return Erased(proof, *done, clean_disk(db))


def wipe(connection: Connection, id: str, places: Places = ()) -> tuple[int, int, int, int]:  # noqa: A002
    """Remove a key person from all tables, in a writer's transaction; the numbers of `Erased`.

    Raises UnknownRecord.
    """
    overwriting(connection)
    person = _person(connection, id)
    traces = traces_of(connection, person, places)
    note = RECORDS[RecordKind.NOTE]
    notes = list(connection.execute(select(note.c.id).where(note.c.about == id)).scalars())
    for each in notes:
        purge(connection, each)
    texts = _scrub(connection, person, traces) + _rename_areas(connection, traces)
    # What somebody is in a network is theirs, also where an organisation takes part through them.
    connection.execute(update(membership).where(membership.c.contact_id == id).values(role=""))
    scans = scrub(connection, person.id, traces.naming)
    return len(notes), len(purge(connection, id)), texts, scans


def mentions(db: Database, id: str, places: Places = ()) -> list[Mention]:  # noqa: A002
    """Where other records name the person in their texts; `erase` wipes it. Raises UnknownRecord."""
    found: dict[tuple[str, str], Mention] = {}
    with db.reading() as connection:
        person = _person(connection, id)
        traces = traces_of(connection, person, places)
        for table, row, name, value in _texts(connection, person, traces.marks):
            past = table is change
            key, field = (row["record_id"], row["field"]) if past else (row[table.c[0].name], name)
            if _without(value, "", traces.naming) != value and not (past and (key, field) in found):
                kind = RecordKind(row["kind"]) if past else _kind_of(table)
                found[key, field] = Mention(key, kind, field, past)
    return sorted(found.values(), key=lambda each: (each.past, each.kind, each.record_id))


def named_in_wijkscans(db: Database, id: str, places: Places = ()) -> list[Named]:  # noqa: A002
    """Where wijkscans name the person or link to them; `erase` wipes it. Raises UnknownRecord."""
    with db.reading() as connection:
        person = _person(connection, id)
        return named(connection, person.id, traces_of(connection, person, places).naming)


@dataclass(frozen=True)
class Doubt:
    """Words in a wijkscan that may be about a person, or about something else: `erase` leaves them."""

    title: str
    """Of the wijkscan."""
    key: str
    """Of the part."""
    said: str


def doubtful(db: Database, id: str, places: Places = ()) -> list[Doubt]:  # noqa: A002
    """What wijkscans say now that may be about the person; people have to look. Raises UnknownRecord."""
    with db.reading() as connection:
        person = _person(connection, id)
        calling = traces_of(connection, person, places).calling
        return [Doubt(*each) for each in unsure(connection, calling)]


def _person(connection: Connection, key: str) -> Record:
    found = read_known(connection, key)
    if found.kind is not RecordKind.CONTACT:
        raise UnknownRecord
    return found


def _scrub(connection: Connection, person: Record, traces: Traces) -> int:
    """Take the person, and rows about them, out of other records and all history; how many texts."""
    revision, count = raised(connection), 0
    for table, row, name, value in list(_texts(connection, person, [*traces.marks, person.id])):
        new = _without(value, person.id, traces.naming)
        if new == value:
            continue
        count += 1
        new_value = update(table).values({name: new})
        if table is change:
            connection.execute(new_value.where(table.c.id == row["id"]))
            continue
        owner, of = row[table.c[0].name], RECORDS[_kind_of(table)]
        place = table.c[0] == owner
        connection.execute(
            new_value.where(place if table is of else place & (table.c.position == row["position"]))
        )
        connection.execute(update(of).where(of.c.id == owner).values(revision=revision))
    return count


def _rename_areas(connection: Connection, traces: Traces) -> int:
    """Take the person out of the names of own areas, and lists with such a name away; how many."""
    naming, count = traces.naming, 0
    for row in connection.execute(select(own_area.c.id, own_area.c.name)).all():
        new = naming.sub(WIPED, row.name)
        if new != row.name:
            connection.execute(update(own_area).where(own_area.c.id == row.id).values(name=new))
            count += 1
    # A list is known by its name alone, and quickly made again.
    for row in connection.execute(select(saved_list.c.kind, saved_list.c.name)).all():
        if naming.sub(WIPED, row.name) != row.name:
            mine = (saved_list.c.kind == row.kind, saved_list.c.name == row.name)
            connection.execute(delete(saved_list).where(*mine))
            count += 1
    return count


def _without(value: Any, key: str, known: Naming) -> Any:
    """A value of any field without the person; a row that names the person loses what they are there."""
    if isinstance(value, str):
        return known.sub(WIPED, value)
    if isinstance(value, list):
        return [_without(part, key, known) for part in value]
    if isinstance(value, dict):
        kept = {name: _without(part, key, known) for name, part in value.items()}
        return {**kept, "role": ""} if "role" in kept and key in value.values() else kept
    return value


def _texts(
    connection: Connection, person: Record, words: Iterable[str]
) -> Iterator[tuple[Table, Any, str, Any]]:
    """Table, row, column and value of what holds any of the words, outside the person's own record."""
    # In JSON a quote in a name stands behind a backslash.
    marks = {mark.lower() for word in words for mark in (word, json.dumps(word, ensure_ascii=False)[1:-1])}
    for table in (*RECORDS.values(), service_at_location, membership, change):
        columns = [each for each in table.c if _holds_text(table, each.name)]
        folded = [_folded(connection, each) for each in columns]
        hits = [each.contains(mark, autoescape=True) for each in folded for mark in marks]
        own = table.c.record_id if table is change else table.c[0]
        for row in connection.execute(select(table).where(or_(False, *hits), own != person.id)).mappings():
            yield from ((table, row, each.name, row[each.name]) for each in columns if row[each.name])


def _folded(connection: Connection, column: Any) -> Any:
    """A column as text without capitals; SQLite by itself knows those of English only."""
    if connection.dialect.name != "sqlite":
        return func.lower(cast(column, Text))
    raw: Any = connection.connection.driver_connection
    raw.create_function("without_capitals", 1, lambda found: str(found or "").lower(), deterministic=True)
    return func.without_capitals(cast(column, Text))


def _holds_text(table: Table, name: str) -> bool:
    if table is change:
        return name in {"before", "after"}
    kind = next((kind for kind, each in RECORDS.items() if each is table), None)
    if kind is None:
        return name in {"description", "role", "schedules"}
    return name in fields_of(kind) and not fields_of(kind)[name].of


def _kind_of(table: Table) -> RecordKind:
    """The kind of the records that a table holds, or holds rows of."""
    links = {service_at_location: RecordKind.SERVICE, membership: RecordKind.NETWORK}
    return links.get(table) or next(kind for kind, each in RECORDS.items() if each is table)
