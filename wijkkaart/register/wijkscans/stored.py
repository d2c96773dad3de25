"""Wijkscans as they're kept, and reading them: nothing of one that the role may not see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from wijkkaart.core.wijkscan import parts as contents
from wijkkaart.core.wijkscan.parts import HEAD, Head
from wijkkaart.errors import RegisterError
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscan_schema import wijkscan, wijkscan_change, wijkscan_part

_ID = re.compile(r"WS[0-9a-f]{8}")


@dataclass(frozen=True)
class Wijkscan:
    """A wijkscan, without its parts."""

    id: str
    """`WS` and eight hexadecimal digits."""
    area: str
    """Code of an area or id of an own area."""
    gemeente: str
    head: Head
    created: str
    """When it was started: ISO time, UTC."""
    by: str
    """Name of who started it."""
    modified: str
    modified_by: str
    trashed: str
    """When it was thrown away; "" when it wasn't."""
    example: bool


@dataclass(frozen=True)
class PartState:
    """A part at one of its versions."""

    key: str
    content: Mapping[str, Any]
    """As `core.wijkscan.parts` reads it."""
    version: int
    """Counts up, with gaps."""
    at: str
    """ISO time, UTC."""
    by: str


class UnknownWijkscan(RegisterError):
    """A wijkscan that there isn't, or not for this role."""

    def __init__(self) -> None:
        super().__init__(
            "Deze wijkscan is er niet (meer), of is niet voor u.",
            remedy="Kijk in de lijst van wijkscans, of meld u aan.",
        )


def is_wijkscan(code: str) -> bool:
    """Whether `code` is the id of a wijkscan (`WS0a1b2c3d`)."""
    return bool(_ID.fullmatch(code))


def listed(db: Database, role: Role, gemeente: str = "", trashed: bool = False) -> list[Wijkscan]:
    """The wijkscans that a role may see, of one gemeente when it's given, by title.

    With `trashed` those in the trash instead, which only the team sees.
    """
    query = _scans().where((wijkscan.c.trashed != "") if trashed else (wijkscan.c.trashed == ""))
    if gemeente:
        query = query.where(wijkscan.c.gemeente == gemeente)
    with db.reading() as connection:
        found = [_scan(row) for row in connection.execute(query).mappings()]
    return sorted(
        (each for each in found if seen(each, role)), key=lambda each: (each.head.title.casefold(), each.id)
    )


def get(db: Database, id: str, role: Role) -> Wijkscan | None:  # noqa: A002 - as everywhere in the register
    """One wijkscan, in the trash too; None when there's none with this id that the role may see."""
    with db.reading() as connection:
        return read(connection, id, role)


def parts(db: Database, id: str, role: Role) -> dict[str, PartState]:  # noqa: A002
    """Key to part, of all parts in which anything was ever written; none where the role may not see it."""
    with db.reading() as connection:
        if read(connection, id, role) is None:
            return {}
        rows = connection.execute(select(wijkscan_part).where(wijkscan_part.c.wijkscan_id == id)).mappings()
        return {row["key"]: state(row) for row in rows}


def history(db: Database, id: str, key: str, role: Role) -> list[PartState]:  # noqa: A002
    """The versions of a part, the newest first, for the team; what one saves in five minutes is one."""
    with db.reading() as connection:
        if not may_see(role, Role.TEAM) or read(connection, id, role) is None:
            return []
        change = wijkscan_change
        mine = (change.c.wijkscan_id == id, change.c.key == key, change.c.passing.is_(False))
        query = select(change).where(*mine).order_by(change.c.version.desc())
        return [state(row) for row in connection.execute(query).mappings()]


def text_at(db: Database, id: str, key: str, version: int, role: Role) -> str | None:  # noqa: A002
    """The text of a part at a version, "" at 0; None when it isn't known (any more), or not for the role."""
    change = wijkscan_change
    mine = (change.c.wijkscan_id == id, change.c.key == key, change.c.version == version)
    with db.reading() as connection:
        if read(connection, id, role) is None:
            return None
        found = connection.execute(select(change.c.content).where(*mine)).scalar()
    return str(found.get("text", "")) if found is not None else "" if version == 0 else None


def read(connection: Connection, id: str, role: Role, *, to_change: bool = False) -> Wijkscan | None:  # noqa: A002
    """As `get`, in a transaction that goes on; `to_change` locks the wijkscan until that ends."""
    if not is_wijkscan(id):
        return None
    if to_change:
        # By itself: the parts have to be read after others let go of it.
        connection.execute(select(wijkscan.c.id).where(wijkscan.c.id == id).with_for_update())
    row = connection.execute(_scans().where(wijkscan.c.id == id)).mappings().first()
    found = _scan(row) if row else None
    return found if found is not None and seen(found, role) else None


def part(connection: Connection, id: str, key: str) -> PartState | None:  # noqa: A002
    """A part as it stands; None for one in which nothing was ever written."""
    table = wijkscan_part
    row = (
        connection.execute(select(table).where(table.c.wijkscan_id == id, table.c.key == key))
        .mappings()
        .first()
    )
    return state(row) if row else None


def seen(scan: Wijkscan, role: str) -> bool:
    """Whether a role may see a wijkscan."""
    return may_see(role, scan.head.visibility) and (not scan.trashed or may_see(role, Role.TEAM))


def state(row: RowMapping) -> PartState:
    """A part out of its row."""
    return PartState(row["key"], row["content"], row["version"], row["at"], row["by"])


def _scans() -> Select[Any]:
    head = wijkscan_part.c
    joined = (head.wijkscan_id == wijkscan.c.id) & (head.key == HEAD)
    return select(wijkscan, head.content).join(wijkscan_part, joined)


def _scan(row: RowMapping) -> Wijkscan:
    known = {column.name: row[column.name] for column in wijkscan.c}
    return Wijkscan(**known, head=contents.head(row["content"]))
