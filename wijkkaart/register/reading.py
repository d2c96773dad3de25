"""Reading records; what a role may see of them is decided later (`core.visibility`)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select, union_all

from wijkkaart.errors import WijkkaartError
from wijkkaart.record import LINK_COLUMNS, Record, RecordKind
from wijkkaart.register.database import Database
from wijkkaart.register.rows import record_of, selected
from wijkkaart.register.schema import LINKS, RECORDS, gone, register_state


class UnknownRecord(WijkkaartError):
    """A record that the register doesn't hold, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Dit staat niet (meer) in het register.",
            remedy="Zoek het opnieuw op. Misschien heeft een collega het gewist.",
        )


def get(db: Database, id: str) -> Record | None:  # noqa: A002 - the word for it
    """The record as it stands, thrown away or not; None when there's none. Raises RegisterError."""
    with db.reading() as connection:
        return read(connection, id)


def changed(db: Database, since: int = 0) -> tuple[int, list[Record], list[str]]:
    """The revision, the records changed after revision `since`, and the ids of those erased after it.

    All three belong to one moment; records in the trash are among them. Raises RegisterError.
    """
    with db.reading() as connection:
        revision = int(connection.execute(select(register_state.c.revision)).scalar_one())
        if revision <= since:
            return revision, [], []
        records = [record for kind in RecordKind for record in _of_kind(connection, kind, since=since)]
        erased = connection.execute(select(gone.c.record_id).where(gone.c.revision > since)).scalars()
        return revision, records, list(erased)


def of_kind(db: Database, kind: RecordKind) -> list[Record]:
    """All records of a kind, those in the trash too. Raises RegisterError."""
    with db.reading() as connection:
        return _of_kind(connection, kind)


def read(connection: Connection, key: str, *, to_change: bool = False) -> Record | None:
    """As `get`, in a transaction that goes on; `to_change` locks the record until that ends."""
    kind = kind_of(connection, key)
    return next(iter(_of_kind(connection, kind, keys=[key], to_change=to_change)), None) if kind else None


def read_known(connection: Connection, key: str, *, to_change: bool = False) -> Record:
    """As `read`; raises UnknownRecord when there's none."""
    found = read(connection, key, to_change=to_change)
    if found is None:
        raise UnknownRecord
    return found


def kind_of(connection: Connection, key: str) -> RecordKind | None:
    """The kind of record that has this id."""
    found = connection.execute(_KIND_OF, {"key": key}).scalar()
    return RecordKind(found) if found else None


# Made once: to put so many columns together takes longer than to read a record.
_SELECTED = {kind: select(*selected(kind)) for kind in RecordKind}
_KIND_OF = union_all(
    *(select(literal(kind.value)).where(table.c.id == bindparam("key")) for kind, table in RECORDS.items())
)


def _of_kind(
    connection: Connection,
    kind: RecordKind,
    *,
    since: int = 0,
    keys: Iterable[str] | None = None,
    to_change: bool = False,
) -> list[Record]:
    """The records of a kind that were changed after `since`, or that have these ids."""
    table = RECORDS[kind]
    wanted = table.c.revision > since if keys is None else table.c.id.in_(list(keys))
    query = _SELECTED[kind].where(wanted)
    if to_change:  # SQLite has but one writer; others may still refer to the record
        query = query.with_for_update(key_share=True)
    rows = connection.execute(query).all()
    if not rows:
        return []
    links = {name: _links(connection, kind, name, wanted) for of, name in LINKS if of is kind}
    return [
        record_of(kind, row, {name: found[row[0]] for name, found in links.items() if row[0] in found})
        for row in rows
    ]


def _links(
    connection: Connection, kind: RecordKind, name: str, wanted: Any
) -> dict[str, list[dict[str, Any]]]:
    """Id of each wanted record to the rows of its RECORDS_AT field, in order."""
    table, keys, owners = LINKS[kind, name], LINK_COLUMNS[name], RECORDS[kind]
    columns = [table.c[0], *(table.c[key] for key in keys)]
    query = select(*columns).join(owners, owners.c.id == table.c[0]).where(wanted)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for owner, *row in connection.execute(query.order_by(table.c[0], table.c.position)):
        found[owner].append(
            {key: "" if value is None else value for key, value in zip(keys, row, strict=True)}
        )
    return dict(found)
