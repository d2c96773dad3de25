"""One edit: what one person does in one go, in one transaction, with its history."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from wijkkaart.core.validation import InvalidRecord
from wijkkaart.errors import WijkkaartError
from wijkkaart.record import LINK_COLUMNS, FieldMeta, FieldType, Record, RecordKind, Role, fields_of, may_see
from wijkkaart.register.database import Database, raised
from wijkkaart.register.history import TRASHED, Action
from wijkkaart.register.rows import all_meta, columns_of, known, meta_of, write_links
from wijkkaart.register.schema import RECORDS, change, gone


@dataclass(frozen=True)
class Author:
    """Who writes in the register."""

    name: str
    """As history shows it."""
    role: Role


class NotAllowed(WijkkaartError):
    """A change by somebody whose role may not make it."""


class Edit:
    """Changes of records that belong together. Made by `editing`."""

    def __init__(self, connection: Connection, author: Author, action: Action) -> None:
        self.connection, self.author, self.action = connection, author, action
        self.id = uuid.uuid4().hex
        self._at, self._revision = "", 0

    @property
    def at(self) -> str:
        """When it was done, as `now` gives it: after all that was read to be changed."""
        self._at = self._at or now()
        return self._at

    @property
    def revision(self) -> int:
        """The revision that all changed records get; raised by the first that asks."""
        self._revision = self._revision or raised(self.connection)
        return self._revision

    def create(
        self,
        kind: RecordKind,
        values: Mapping[str, Any],
        *,
        meta: Mapping[str, FieldMeta] | None = None,
        key: str = "",
        example: bool = False,
    ) -> Record:
        """Write a new record of values that are right; raises InvalidRecord for an id that's taken."""
        record = Record(
            id=key or str(uuid.uuid4()),
            kind=kind,
            values={name: value for name, value in values.items() if known(value)},
            meta=dict(meta or {}),
            version=1,
            created=self.at,
            modified=self.at,
            example=example,
        )
        if key:
            self._refuse_taken(record)
        check_references(self.connection, kind, record.id, record.values)
        row = {name: field.empty for name, field in fields_of(kind).items()} | dict(record.values)
        write_links(self.connection, kind, record.id, record.values)
        nothing = replace(record, values={}, meta={})
        self._remember(nothing, record, [name for name in row if known(row[name]) or name in record.meta])
        # The record comes last, as it raises the revision, for which others wait.
        state = {"id": record.id, "version": 1, "created": self.at, "modified": self.at, "example": example}
        state |= {"meta": all_meta(record.meta), "revision": self.revision, "trashed": ""}
        self.connection.execute(insert(RECORDS[kind]).values(**columns_of(kind, row), **state))
        return record

    def change(
        self,
        record: Record,
        values: Mapping[str, Any] | None = None,
        meta: Mapping[str, FieldMeta | None] | None = None,
    ) -> Record:
        """Write these fields, with what's known of them, of a record as it stands in this transaction.

        A check that somebody made, and the source a value came from, don't go along with another value,
        unless `meta` says so. Gives the record as it is now; equal when nothing changed.
        """
        fields = fields_of(record.kind)
        taken = {name: value for name, value in (values or {}).items() if record[name] != value}
        given = dict(meta or {})
        for name in taken:
            if name in record.meta and name not in given:
                given[name] = FieldMeta(visibility=record.meta[name].visibility)
        new_meta = {
            name: found for name, found in {**record.meta, **given}.items() if found and meta_of(found)
        }
        touched = [
            name
            for name in fields
            if name in taken or meta_of(record.meta.get(name)) != meta_of(new_meta.get(name))
        ]
        if not touched:
            return record
        check_references(self.connection, record.kind, record.id, taken)
        kept = {name: value for name, value in {**record.values, **taken}.items() if known(value)}
        new = replace(
            record,
            values=kept,
            meta=new_meta,
            version=record.version + 1,
            modified=self.at,
        )
        write_links(self.connection, record.kind, record.id, taken)
        self._remember(record, new, touched)
        self._update(new, columns_of(record.kind, taken) | {"meta": all_meta(new.meta)})
        return new

    def trash(self, record: Record, thrown: bool = True) -> Record:
        """Throw a record away or take it back; nothing of it is lost."""
        if bool(record.trashed) is thrown:
            return record
        trashed = self.at if thrown else ""
        new = replace(record, trashed=trashed, version=record.version + 1, modified=self.at)
        self._write([self._row(new, TRASHED, record.trashed, trashed, None, None)])
        self._update(new, {"trashed": trashed})
        return new

    def _update(self, new: Record, columns: Mapping[str, Any]) -> None:
        # Comes last, as it raises the revision, for which others wait.
        state = {"version": new.version, "modified": new.modified, "revision": self.revision}
        table = RECORDS[new.kind]
        self.connection.execute(update(table).where(table.c.id == new.id).values(**columns, **state))

    def _remember(self, old: Record, new: Record, names: list[str]) -> None:
        self._write(
            [
                self._row(
                    new,
                    name,
                    old.values.get(name),
                    new.values.get(name),
                    old.meta.get(name),
                    new.meta.get(name),
                )
                for name in names
            ]
        )

    def _row(
        self,
        new: Record,
        name: str,
        before: Any,
        after: Any,
        meta_before: FieldMeta | None,
        meta_after: FieldMeta | None,
    ) -> dict[str, Any]:
        return {
            "edit": self.id,
            "record_id": new.id,
            "kind": new.kind.value,
            "version": new.version,
            "at": self.at,
            "by": self.author.name,
            "action": self.action.value,
            "field": name,
            "before": before,
            "after": after,
            "meta_before": meta_of(meta_before),
            "meta_after": meta_of(meta_after),
        }

    def _write(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(change), rows)

    def _refuse_taken(self, record: Record) -> None:
        for table, column in ((RECORDS[record.kind], "id"), (gone, "record_id")):
            if self.connection.execute(select(table.c[column]).where(table.c[column] == record.id)).first():
                raise InvalidRecord({"id": f"Het nummer {record.id} is al gebruikt, of gewist."})


@contextmanager
def editing(
    db: Database, author: Author, action: Action = Action.EDIT, *, beside: bool = False
) -> Iterator[Edit]:
    """An edit in a transaction of its own: all is kept, or nothing. Raises NotAllowed, RegisterError.

    Only an edit of one record may go `beside` others, see `Database.writing`.
    """
    if not may_see(author.role, Role.TEAM):
        raise NotAllowed(
            f"{author.name or 'Deze bezoeker'} mag het register niet wijzigen.",
            "Dat mogen alleen leden van het team en beheerders.",
            "Meld u aan met een account van het team.",
        )
    with db.writing(beside=beside) as connection:
        yield Edit(connection, author, action)


def plain_name(text: str) -> str:
    """A name as it's kept: one line, without signs that can't be seen or that turn what follows around."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def now() -> str:
    """The time as the register writes it: ISO, UTC, to the millisecond."""
    return moment(datetime.now(UTC))


def moment(time: datetime) -> str:
    """A time as the register writes it, so that text sorts as time does; one without a zone is UTC."""
    aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return aware.isoformat(timespec="milliseconds")


def referred(kind: RecordKind, values: Mapping[str, Any]) -> Iterator[tuple[str, RecordKind, str]]:
    """Field, kind and id of every record that values refer to."""
    fields = fields_of(kind)
    for name, value in values.items():
        if fields[name].type is FieldType.RECORD and value and fields[name].of:
            yield name, fields[name].of, value  # type: ignore[misc]
        elif fields[name].type is FieldType.RECORDS_AT:
            for row in value:
                for each, of in LINK_COLUMNS[name].items():
                    if of and row[each]:
                        yield name, of, row[each]


def check_references(connection: Connection, kind: RecordKind, key: str, values: Mapping[str, Any]) -> None:
    """Raise InvalidRecord when values refer to what isn't in the register, or to the record itself."""
    found = list(referred(kind, values))
    problems = {name: "Dit kan niet naar zichzelf verwijzen." for name, _, id_ in found if id_ == key}
    for of in {of for _, of, _ in found}:
        table = RECORDS[of]
        wanted = {id_ for _, other, id_ in found if other is of}
        there = set(connection.execute(select(table.c.id).where(table.c.id.in_(wanted))).scalars())
        problems |= {
            name: "Wat hier gekozen is, staat niet (meer) in het register. Kies opnieuw."
            for name, other, id_ in found
            if other is of and id_ not in there
        }
    if problems:
        raise InvalidRecord(problems)
