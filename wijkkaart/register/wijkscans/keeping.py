"""The versions of a part: what one person saves in one go becomes one, and those between go in time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from wijkkaart.register.wijkscan_schema import wijkscan_change, wijkscan_part
from wijkkaart.register.wijkscans.checked import size_of
from wijkkaart.register.wijkscans.stored import PartState
from wijkkaart.register.writing import Author, moment, now

RUN = timedelta(minutes=5)
"""What one person saves within this time of each other is one version in the history."""
_NONE = timedelta()
_PASSING_FOR, _PASSING_BYTES = timedelta(days=1), 8_000_000
"""How long the versions between are kept, and how much of a part: to merge what somebody began with them."""
_MUCH = 500
"""Bytes from which on it counts as a loss that less than half is left."""


def content_at(connection: Connection, id: str, key: str, version: int) -> Mapping[str, Any] | None:  # noqa: A002
    """What a part held at a version, also one that isn't shown; None when that isn't known (any more)."""
    if version == 0:
        return {}
    query = select(wijkscan_change.c.content).where(*_of(id, key), wijkscan_change.c.version == version)
    found: Mapping[str, Any] | None = connection.execute(query).scalar()
    return found


def keep(
    connection: Connection,
    id: str,  # noqa: A002
    key: str,
    before: PartState | None,
    content: Mapping[str, Any],
    author: Author,
    *,
    alone: bool = False,
) -> PartState:
    """Write the next version of a part, after `before`; one that stands `alone` joins no others."""
    state = PartState(key, content, before.version + 1 if before else 1, now(), author.name)
    began = "" if alone else _run(connection, id, before, state) if before else state.at
    values = {"version": state.version, "content": content, "at": state.at, "by": state.by}
    mine = {"wijkscan_id": id, "key": key}
    connection.execute(
        insert(wijkscan_change).values(**mine, **values, began=began, passing=False, size=size_of(content))
    )
    if before is None:
        connection.execute(insert(wijkscan_part).values(**mine, **values))
        return state
    table = wijkscan_part
    connection.execute(update(table).where(table.c.wijkscan_id == id, table.c.key == key).values(**values))
    _thin(connection, id, key, state.at)
    return state


def _run(connection: Connection, id: str, before: PartState, state: PartState) -> str:  # noqa: A002
    """When the run of saves that a version belongs to began; what was before it there is passing.

    Where little is left of what was there, the fullest of the run is kept, and another begins.
    """
    change = wijkscan_change
    mine = _of(id, state.key)
    began = connection.execute(
        select(change.c.began).where(*mine, change.c.version == before.version)
    ).scalar()
    if before.by != state.by or not began or not _NONE <= _time(state.at) - _time(began) < RUN:
        return state.at
    query = select(change.c.version, change.c.size).where(*mine, change.c.began == began)
    sizes = {row.version: row.size for row in connection.execute(query)}
    fullest = max(sizes, key=lambda version: (sizes[version], version))
    lost = sizes[fullest] >= _MUCH and size_of(state.content) * 2 < sizes[fullest]
    for version, passing in ((before.version, True), *([(fullest, False)] if lost else [])):
        connection.execute(update(change).where(*mine, change.c.version == version).values(passing=passing))
    return state.at if lost else began


def _thin(connection: Connection, id: str, key: str, at: str) -> None:  # noqa: A002
    """Let go of versions between that are old, or too much."""
    change = wijkscan_change
    passing = (*_of(id, key), change.c.passing.is_(True))
    query = select(change.c.version, change.c.at, change.c.size).where(*passing)
    oldest, total, gone = moment(_time(at) - _PASSING_FOR), 0, []
    for row in connection.execute(query.order_by(change.c.version.desc())):
        total += row.size
        if row.at < oldest or total > _PASSING_BYTES:
            gone.append(row.version)
    if gone:
        connection.execute(delete(change).where(*passing, change.c.version <= max(gone)))


def _of(id: str, key: str) -> tuple[Any, ...]:  # noqa: A002
    return wijkscan_change.c.wijkscan_id == id, wijkscan_change.c.key == key


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
