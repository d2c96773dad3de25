"""Erasing a record for good, with its history and all that refers to it.

Nothing else is ever deleted. What remains is the id, so that readers and imports know it's gone.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from wijkkaart.record import FIELDS, LINK_COLUMNS, Field, FieldType, RecordKind, fields_of
from wijkkaart.register.database import raised
from wijkkaart.register.reading import UnknownRecord, kind_of
from wijkkaart.register.schema import LINKS, RECORDS, assignment, change, erasure, gone, not_duplicate
from wijkkaart.register.writing import Author, now


def purge(connection: Connection, record_id: str) -> list[str]:
    """Remove a record with its history, and its id from the records that refer to it and their history.

    In the transaction of a writer. Gives the ids of the records that referred to it, now or ever.
    Raises UnknownRecord.
    """
    kind = kind_of(connection, record_id)
    if kind is None:
        raise UnknownRecord
    revision = raised(connection)
    touched = _out_of_records(connection, kind, record_id) | _out_of_links(connection, kind, record_id)
    touched |= _out_of_history(connection, kind, record_id)
    for of in RECORDS.values():
        connection.execute(update(of).where(of.c.id.in_(touched)).values(revision=revision))
    connection.execute(delete(change).where(change.c.record_id == record_id))
    connection.execute(delete(assignment).where(assignment.c.record_id == record_id))
    pair = or_(not_duplicate.c.a == record_id, not_duplicate.c.b == record_id)
    connection.execute(delete(not_duplicate).where(pair))
    table = RECORDS[kind]
    connection.execute(delete(table).where(table.c.id == record_id))
    connection.execute(insert(gone).values(record_id=record_id, revision=revision))
    return sorted(touched)


def prove(connection: Connection, author: Author, reason: str) -> str:
    """Keep that something was erased, by whom and why, and not what; the id of the proof."""
    proof = str(uuid.uuid4())
    connection.execute(insert(erasure).values(id=proof, at=now()[:10], by=author.name, reason=reason))
    return proof


def is_gone(connection: Connection, id: str) -> bool:  # noqa: A002 - as everywhere in the register
    """Whether a record or wijkscan with this id was erased."""
    return connection.execute(select(gone.c.record_id).where(gone.c.record_id == id)).first() is not None


def _out_of_records(connection: Connection, kind: RecordKind, key: str) -> set[str]:
    """Empty the columns that refer to the record; gives the ids of their records."""
    touched: set[str] = set()
    for of, table in RECORDS.items():
        for name, nothing in _columns(of, kind):
            rows = update(table).where(table.c[name] == key, table.c.id != key)
            touched |= set(connection.execute(rows.values({name: nothing}).returning(table.c.id)).scalars())
    return touched


def _columns(of: RecordKind, kind: RecordKind) -> list[tuple[str, str | None]]:
    """The columns of records `of` a kind that may refer to one of `kind`, with what stands for nothing."""
    found: list[tuple[str, str | None]] = [(field.name, None) for field in FIELDS[of] if _refers(field, kind)]
    return [*found, ("about", "")] if of is RecordKind.NOTE else found


def _refers(field: Field, kind: RecordKind) -> bool:
    return field.type is FieldType.RECORD and field.of is kind


def _out_of_links(connection: Connection, kind: RecordKind, key: str) -> set[str]:
    """Take the record out of the link tables; a row that then refers to nothing goes."""
    touched: set[str] = set()
    for (_, name), table in LINKS.items():
        owner = table.c[0]
        others = [table.c[each] for each, of in LINK_COLUMNS[name].items() if of]
        for column in others:
            if LINK_COLUMNS[name][column.name] is not kind:
                continue
            rows = column == key
            touched |= set(connection.execute(select(owner).where(rows)).scalars())
            alone = [other.is_(None) for other in others if other is not column]
            connection.execute(delete(table).where(rows, *alone))
            if alone:
                connection.execute(update(table).where(rows).values({column.name: None}))
    return touched - {key}


def _out_of_history(connection: Connection, kind: RecordKind, key: str) -> set[str]:
    """Take the id out of what other records held before; gives the ids of those records."""
    names = {
        (of, field.name)
        for of, fields in FIELDS.items()
        for field in fields
        if _refers(field, kind) or field.type is FieldType.RECORDS_AT
    } | {(RecordKind.NOTE, "about")}
    touched: set[str] = set()
    for of, name in names:
        query = select(change).where(change.c.kind == of.value, change.c.field == name)
        for row in connection.execute(query.where(change.c.record_id != key)).mappings().all():
            values = {each: _without(name, of, row[each], key) for each in ("before", "after")}
            if values != {each: row[each] for each in values}:
                connection.execute(update(change).where(change.c.id == row["id"]).values(**values))
                touched.add(row["record_id"])
    return touched


def _without(name: str, kind: RecordKind, value: Any, key: str) -> Any:
    """A value of history without the id; None where nothing is left."""
    if fields_of(kind)[name].type is not FieldType.RECORDS_AT:
        return None if value == key else value
    others = [each for each, of in LINK_COLUMNS[name].items() if of]
    rows = [_row(row, others, key) for row in value or []]
    return [row for row in rows if any(row[each] for each in others)] or None


def _row(row: Mapping[str, Any], references: list[str], key: str) -> dict[str, Any]:
    return {name: "" if name in references and value == key else value for name, value in row.items()}
