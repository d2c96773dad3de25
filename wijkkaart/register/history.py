"""The history of records: who, when, which field, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from wijkkaart.errors import WijkkaartError
from wijkkaart.record import FieldMeta, Record, RecordKind
from wijkkaart.register.database import Database
from wijkkaart.register.reading import read_known
from wijkkaart.register.rows import known
from wijkkaart.register.schema import change

TRASHED = "trashed"
"""What stands for the field in a change that throws a record away or takes it back."""


class Action(StrEnum):
    """What somebody did."""

    CREATE = "create"
    EDIT = "edit"
    CONFIRM = "confirm"
    TRASH = "trash"
    UNTRASH = "untrash"
    RESTORE = "restore"
    UNDO = "undo"
    IMPORT = "import"
    TAKE_OVER = "take over"
    UNITE = "unite"


ACTION_LABELS = {
    Action.CREATE: "toegevoegd",
    Action.EDIT: "gewijzigd",
    Action.CONFIRM: "nagekeken",
    Action.TRASH: "in de prullenbak gelegd",
    Action.UNTRASH: "uit de prullenbak gehaald",
    Action.RESTORE: "oude versie teruggezet",
    Action.UNDO: "ongedaan gemaakt",
    Action.IMPORT: "ingelezen",
    Action.TAKE_OVER: "overgenomen uit een bron",
    Action.UNITE: "samengevoegd met wat dubbel was",
}


@dataclass(frozen=True)
class Change:
    """What happened to one field of one record in one save."""

    edit: str
    """Id of what one person did in one go; it can be undone as one."""
    record_id: str
    kind: RecordKind
    version: int
    """The version of the record that came of it."""
    at: str
    """ISO time, UTC."""
    by: str
    """Name of who did it."""
    action: Action
    field: str
    """Name of the field; TRASHED for the record itself."""
    before: Any
    """The value that stood there; None when nothing was known."""
    after: Any
    """The value since; equal to `before` where only what's known beside it changed."""
    meta_before: FieldMeta | None = None
    meta_after: FieldMeta | None = None

    @property
    def of_value(self) -> bool:
        """Whether the value changed, and not only who checked or may see it."""
        return bool(self.before != self.after)


def history(db: Database, id: str) -> list[Change]:  # noqa: A002 - as everywhere in the register
    """All that happened to a record, the newest first; empty for one that isn't known."""
    with db.reading() as connection:
        return changes(connection, change.c.record_id == id)


def recent(
    db: Database, limit: int = 100, *, by: str = "", kind: RecordKind | None = None, since: str = ""
) -> list[Change]:
    """The last `limit` changes, the newest first; of one person, of one kind, from a time (ISO, UTC) on."""
    wanted = [change.c.at >= since] if since else []
    wanted += [change.c.by == by] if by else []
    wanted += [change.c.kind == kind.value] if kind else []
    query = select(change).where(*wanted).order_by(change.c.at.desc(), change.c.id.desc()).limit(limit)
    with db.reading() as connection:
        return [_change(row) for row in connection.execute(query).mappings()]


def at_version(db: Database, id: str, version: int) -> Record:  # noqa: A002 - as everywhere
    """The record as it stood after save number `version`.

    Raises UnknownRecord when there's no such record, UnknownVersion when there was no such save.
    """
    with db.reading() as connection:
        return as_it_was(connection, read_known(connection, id), version)


class UnknownVersion(WijkkaartError):
    """A version that a record never had."""


def as_it_was(connection: Connection, record: Record, version: int) -> Record:
    """As `at_version`, from the record as it stands."""
    then = taken_back(record, changes_since(connection, record, version), version)
    last = select(change.c.at).where(change.c.record_id == record.id, change.c.version <= version)
    modified = connection.execute(last.order_by(change.c.version.desc()).limit(1)).scalar()
    return replace(then, modified=modified or record.modified)


def changes_since(connection: Connection, record: Record, version: int) -> list[Change]:
    """What happened to a record after a version, the newest first; raises UnknownVersion."""
    if not 1 <= version <= record.version:
        raise UnknownVersion(
            f"Versie {version} bestaat niet.", f"Er zijn versies 1 tot en met {record.version}."
        )
    if version == record.version:
        return []
    return changes(connection, change.c.record_id == record.id, change.c.version > version)


def taken_back(record: Record, later: Iterable[Change], version: int) -> Record:
    """The record as it was at a version, by taking back what came later; when it was saved isn't known."""
    values, meta, trashed = dict(record.values), dict(record.meta), record.trashed
    for each in later:
        if each.field == TRASHED:
            trashed = each.before or ""
            continue
        _put(values, each.field, each.before if known(each.before) else None)
        _put(meta, each.field, each.meta_before)
    return replace(record, values=values, meta=meta, trashed=trashed, version=version, modified="")


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        found.pop(name, None)
    else:
        found[name] = value


def changes(connection: Connection, *wanted: Any) -> list[Change]:
    """The changes that answer to these conditions, the newest first."""
    query = select(change).where(*wanted).order_by(change.c.version.desc(), change.c.id.desc())
    return [_change(row) for row in connection.execute(query).mappings()]


def _change(row: Mapping[Any, Any]) -> Change:
    known_before, known_after = row["meta_before"], row["meta_after"]
    return Change(
        edit=row["edit"],
        record_id=row["record_id"],
        kind=RecordKind(row["kind"]),
        version=row["version"],
        at=row["at"],
        by=row["by"],
        action=Action(row["action"]),
        field=row["field"],
        before=row["before"],
        after=row["after"],
        meta_before=FieldMeta(**known_before) if known_before else None,
        meta_after=FieldMeta(**known_after) if known_after else None,
    )
