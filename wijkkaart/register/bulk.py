"""Many records at once, with what happened to them before: example data and imports."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from wijkkaart.core import validation
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.record import FieldMeta, Record, RecordKind, fields_of
from wijkkaart.register.database import Database
from wijkkaart.register.history import TRASHED, Action
from wijkkaart.register.rows import all_meta, columns_of, known, link_rows, meta_of
from wijkkaart.register.schema import RECORDS, change, gone
from wijkkaart.register.writing import Author, Edit, editing, referred

_AT_ONCE = 2_000


@dataclass(frozen=True)
class Step:
    """One save in the life of a record."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """The fields it wrote."""
    meta: Mapping[str, FieldMeta] = field(default_factory=dict)
    """What was known since beside their values, whole; of a written field that isn't here, nothing."""
    action: Action = Action.EDIT
    """The first step of a record is CREATE, IMPORT or TAKE_OVER; TRASH and UNTRASH have no values."""
    at: str = ""
    """ISO time, UTC, as `writing.moment` writes it; "" for now."""
    by: str = ""
    """Name of who did it; "" for the author of the whole."""


@dataclass(frozen=True)
class Entry:
    """A record to add: the steps of its life, the first of which makes it."""

    kind: RecordKind
    steps: Sequence[Step]
    id: str = ""
    """UUID as text; "" for a new one."""
    example: bool = False


def add_many(db: Database, records_with_history: Iterable[Entry], author: Author) -> list[Record]:
    """Add records with their history in one transaction, in their order; they may refer to each other.

    All that's new and has one step can be undone as one edit. Raises InvalidRecord of the first record
    that isn't right (nothing is added then), NotAllowed, RegisterError.
    """
    with editing(db, author, Action.IMPORT) as edit:
        rows = _Rows(edit)
        records = [rows.add(entry) for entry in records_with_history]
        _refuse_taken(edit.connection, records)
        _refuse_unknown(edit.connection, records)
        rows.write()
        return records


class _Rows:
    """Rows of all tables, gathered to be written table by table."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        self.records: dict[RecordKind, list[dict[str, Any]]] = defaultdict(list)
        self.links: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.changes: list[dict[str, Any]] = []

    def add(self, entry: Entry) -> Record:
        """Go through the steps of a record; gives it as it stands after the last."""
        record = Record(entry.id or str(uuid.uuid4()), RecordKind(entry.kind), {}, example=entry.example)
        for step in entry.steps:
            record = self._take(record, step, len(entry.steps))
        row = {name: field.empty for name, field in fields_of(record.kind).items()} | dict(record.values)
        self.records[record.kind].append(
            columns_of(record.kind, row)
            | {
                "id": record.id,
                "meta": all_meta(record.meta),
                "version": record.version,
                "created": record.created,
                "modified": record.modified,
                "trashed": record.trashed,
                "example": record.example,
                "revision": self.edit.revision,
            }
        )
        for table, rows in link_rows(record.kind, record.id, record.values):
            self.links[table] += rows
        return record

    def _take(self, old: Record, step: Step, steps: int) -> Record:
        """The record after one more step, with its changes noted down."""
        at = step.at or self.edit.at
        new = replace(old, version=old.version + 1, created=old.created or at, modified=at)
        edit = self.edit.id if steps == 1 else uuid.uuid4().hex
        if step.action in {Action.TRASH, Action.UNTRASH}:
            trashed = at if step.action is Action.TRASH else ""
            self._note(edit, step, new, TRASHED, (old.trashed, trashed), (None, None))
            return replace(new, trashed=trashed)
        needed = {} if old.version else {f.name: f.empty for f in fields_of(old.kind).values() if f.required}
        written = validation.cleaned(old.kind, needed | dict(step.values))
        values = {name: value for name, value in {**old.values, **written}.items() if known(value)}
        meta = {name: found for name, found in old.meta.items() if name not in written} | dict(step.meta)
        for name in fields_of(old.kind):
            if name in written or name in step.meta:
                before_after = old.values.get(name), values.get(name)
                metas = old.meta.get(name), meta.get(name)
                if before_after[0] != before_after[1] or metas[0] != metas[1]:
                    self._note(edit, step, new, name, before_after, metas)
        return replace(new, values=values, meta=meta)

    def _note(
        self,
        edit: str,
        step: Step,
        new: Record,
        name: str,
        values: tuple[Any, Any],
        metas: tuple[FieldMeta | None, FieldMeta | None],
    ) -> None:
        self.changes.append(
            {
                "edit": edit,
                "record_id": new.id,
                "kind": new.kind.value,
                "version": new.version,
                "at": new.modified,
                "by": step.by or self.edit.author.name,
                "action": step.action.value,
                "field": name,
                "before": values[0],
                "after": values[1],
                "meta_before": meta_of(metas[0]),
                "meta_after": meta_of(metas[1]),
            }
        )

    def write(self) -> None:
        """Write all rows; the records first, as the links refer to them."""
        tables = [(RECORDS[kind], rows) for kind, rows in self.records.items()]
        for table, rows in [*tables, *self.links.items(), (change, self.changes)]:
            for start in range(0, len(rows), _AT_ONCE):
                self.edit.connection.execute(insert(table), rows[start : start + _AT_ONCE])


def _refuse_taken(connection: Connection, records: list[Record]) -> None:
    ids = {record.id for record in records}
    taken = _there(connection, gone, "record_id", ids)
    for table in RECORDS.values():
        taken |= _there(connection, table, "id", ids)
    if taken or len(ids) < len(records):
        which = ", ".join(sorted(taken)[:3]) or "van twee records hetzelfde"
        raise InvalidRecord({"id": f"Een nummer is al gebruikt, of gewist: {which}."})


def _refuse_unknown(connection: Connection, records: list[Record]) -> None:
    """Raise InvalidRecord when one refers to what's neither among them nor in the register."""
    new = {(record.kind, record.id) for record in records}
    wanted: dict[RecordKind, dict[str, tuple[str, str]]] = defaultdict(dict)
    for record in records:
        for name, of, key in referred(record.kind, record.values):
            if (of, key) not in new:
                wanted[of].setdefault(key, (record.name, name))
    for of, keys in wanted.items():
        for key in set(keys) - _there(connection, RECORDS[of], "id", keys):
            name, where = keys[key]
            raise InvalidRecord({where: f"{name} verwijst naar {key}, en dat staat niet in het register."})


def _there(connection: Connection, table: Table, column: str, keys: Iterable[str]) -> set[str]:
    """Which of these keys a table has."""
    asked, found = list(keys), set()
    for start in range(0, len(asked), _AT_ONCE):
        some = table.c[column].in_(asked[start : start + _AT_ONCE])
        found |= set(connection.execute(select(table.c[column]).where(some)).scalars())
    return found
