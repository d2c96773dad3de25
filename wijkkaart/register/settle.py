"""What people settled about records beside their fields: what only looks alike, and who checks what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from wijkkaart.register.database import Database
from wijkkaart.register.schema import assignment, not_duplicate, share
from wijkkaart.register.writing import now


def settle_apart(db: Database, first: str, second: str, by: str) -> None:
    """Remember that two records (by id) look alike but differ. Raises ValueError for one and the same."""
    if first == second:
        raise ValueError("A record is no double of itself.")
    a, b = sorted((first, second))
    with db.writing() as connection:
        _put(connection, not_duplicate, {"a": a, "b": b}, {"by": by, "at": now()})


def forget_apart(db: Database, first: str, second: str) -> None:
    """Take back that two records differ."""
    a, b = sorted((first, second))
    with db.writing() as connection:
        connection.execute(delete(not_duplicate).where(not_duplicate.c.a == a, not_duplicate.c.b == b))


def apart(db: Database) -> frozenset[tuple[str, str]]:
    """The pairs of ids, the lower first, that were said to differ."""
    with db.reading() as connection:
        rows = connection.execute(select(not_duplicate.c.a, not_duplicate.c.b))
        return frozenset((a, b) for a, b in rows)


@dataclass(frozen=True)
class Assignment:
    """A record that somebody is to check in a week."""

    record_id: str
    week: str
    """As `core.worklist.week_of` gives it."""
    account: str
    """Name of whoever checks."""
    by: str
    """Name of whoever asked it."""
    at: str
    """When that was: ISO time, UTC."""
    done: str
    """When it was checked: ISO time, UTC; "" when it wasn't."""
    missed: int = 0
    """How often nobody answered."""


def assign(db: Database, record_ids: Iterable[str], account: str, week: str, by: str) -> None:
    """Let `account` check records in a week, in place of whoever was to; what's done stays done."""
    with db.writing() as connection:
        for record_id in dict.fromkeys(record_ids):
            key = {"record_id": record_id, "week": week}
            _put(connection, assignment, key, {"account": account, "by": by, "at": now()})


def unassign(db: Database, record_id: str, week: str) -> None:
    """Take a record off the list of a week."""
    key = (assignment.c.record_id == record_id, assignment.c.week == week)
    with db.writing() as connection:
        connection.execute(delete(assignment).where(*key))


def settle_done(db: Database, record_id: str, week: str) -> None:
    """Note that a record on the list of a week was checked; nothing when it isn't on it, or was already."""
    key = (assignment.c.record_id == record_id, assignment.c.week == week, assignment.c.done == "")
    with db.writing() as connection:
        connection.execute(update(assignment).where(*key).values(done=now()))


def assignments(db: Database, week: str, account: str = "") -> list[Assignment]:
    """The list of a week, of one person when `account` is given, in the order in which it was made."""
    wanted = [assignment.c.week == week, *([assignment.c.account == account] if account else [])]
    query = select(assignment).where(*wanted).order_by(assignment.c.at, assignment.c.record_id)
    with db.reading() as connection:
        return [Assignment(**row) for row in connection.execute(query).mappings()]


def assignments_since(db: Database, week: str) -> list[Assignment]:
    """The lists of a week and all after it, in the order in which they were made."""
    query = select(assignment).where(assignment.c.week >= week)
    with db.reading() as connection:
        rows = connection.execute(query.order_by(assignment.c.at, assignment.c.record_id)).mappings()
        return [Assignment(**row) for row in rows]


def settle_missed(db: Database, record_id: str, week: str, times: int = 1) -> None:
    """Note that nobody answered, or with `times` -1 that this was a mistake; nothing when it isn't listed."""
    key = (assignment.c.record_id == record_id, assignment.c.week == week)
    more = assignment.c.missed + times
    with db.writing() as connection:
        connection.execute(update(assignment).where(*key, more >= 0).values(missed=more))


def shares(db: Database, usual: Mapping[str, int]) -> dict[str, int]:
    """How many records each of these accounts takes on in a week: as was set, else as `usual` says."""
    with db.reading() as connection:
        rows = connection.execute(select(share.c.account, share.c.number))
        found = {row.account: row.number for row in rows}
    return {name: found.get(name, number) for name, number in usual.items()}


def set_share(db: Database, account: str, number: int) -> None:
    """Let an account take on so many records in a week. Raises ValueError for fewer than none."""
    if number < 0:
        raise ValueError("Nobody takes on fewer than none.")
    with db.writing() as connection:
        _put(connection, share, {"account": account}, {"number": number})


def _put(connection: Connection, table: Table, key: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Write a row in place of the one with this key. Writers queue, so nobody comes in between."""
    found = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(update(table).where(*found).values(**values)).rowcount:
        connection.execute(insert(table).values(**key, **values))
