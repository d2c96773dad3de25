"""Between records and the rows of their tables."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from wijkkaart.record import FIELDS, LINK_COLUMNS, FieldMeta, FieldType, Record, RecordKind
from wijkkaart.register.schema import LINKS, RECORDS

STATE = ("id", "version", "created", "modified", "trashed", "example", "meta")
COLUMNS = {
    kind: tuple(field.name for field in FIELDS[kind] if field.type is not FieldType.RECORDS_AT)
    for kind in RecordKind
}
"""Kind to the fields that are columns of its own table."""
_META = tuple(field.name for field in fields(FieldMeta))
_REFERENCES = {
    kind: {field.name for field in FIELDS[kind] if field.type is FieldType.RECORD} for kind in RecordKind
}


def known(value: Any) -> bool:
    """Whether a value says anything: no, zero and false do; "", None, an empty list or dict don't."""
    return bool(value) or value is False or value == 0


def selected(kind: RecordKind) -> list[Any]:
    """The columns that `record_of` asks for, in its order."""
    table = RECORDS[kind]
    return [table.c[name] for name in (*STATE, *COLUMNS[kind])]


def record_of(kind: RecordKind, row: Any, links: Mapping[str, list[dict[str, Any]]]) -> Record:
    """The record of a row of `selected`; `links` are its RECORDS_AT fields."""
    key, version, created, modified, trashed, example, meta = row[: len(STATE)]
    found = zip(COLUMNS[kind], row[len(STATE) :], strict=True)
    values = {name: value for name, value in found if value or value is False or value == 0}
    values.update({name: rows for name, rows in links.items() if rows})
    return Record(
        id=key,
        kind=kind,
        values=values,
        meta={name: FieldMeta(**known_of) for name, known_of in meta.items()},
        version=version,
        created=created,
        modified=modified,
        trashed=trashed,
        example=bool(example),
    )


def columns_of(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the columns hold them: no reference is NULL there."""
    references = _REFERENCES[kind]
    return {
        name: (value or None) if name in references else value
        for name, value in values.items()
        if name in RECORDS[kind].c
    }


def meta_of(meta: FieldMeta | None) -> dict[str, str] | None:
    """What's known of a field as JSON, without what isn't; None for nothing."""
    return {name: text for name in _META if (text := getattr(meta, name))} or None if meta else None


def all_meta(meta: Mapping[str, FieldMeta]) -> dict[str, dict[str, str]]:
    """The column `meta`."""
    found = {name: meta_of(known_of) for name, known_of in meta.items()}
    return {name: known_of for name, known_of in found.items() if known_of}


def link_rows(kind: RecordKind, key: str, values: Mapping[str, Any]) -> Iterable[tuple[Table, list[Any]]]:
    """The tables of the RECORDS_AT fields among `values`, each with the rows it has to hold."""
    for (of, name), table in LINKS.items():
        if of is not kind or name not in values:
            continue
        keys, owner = LINK_COLUMNS[name], table.c[0].name
        rows = [
            {owner: key, "position": position}
            | {each: (row[each] or None) if keys[each] else row[each] for each in keys}
            for position, row in enumerate(values[name])
        ]
        yield table, rows


def write_links(connection: Connection, kind: RecordKind, key: str, values: Mapping[str, Any]) -> None:
    """Let the link tables hold the RECORDS_AT fields among `values`, and nothing else of them."""
    for table, rows in link_rows(kind, key, values):
        connection.execute(delete(table).where(table.c[0] == key))
        if rows:
            connection.execute(insert(table), rows)
