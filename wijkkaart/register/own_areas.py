"""Own areas: a named set of wijken or buurten, perhaps by an outline that somebody drew.

Their figures aren't kept: they're those of the parts (`core.compare.own_area`). What's kept is only
which parts, under an id that a page's address can name as it names a CBS code.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from wijkkaart.errors import RegisterError
from wijkkaart.model import gemeente_of, is_code, parent_of
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database, raised
from wijkkaart.register.schema import own_area
from wijkkaart.register.wijkscan_schema import wijkscan
from wijkkaart.register.writing import Author, now, plain_name

_ID = re.compile(r"EG[0-9a-f]{8}")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class OwnArea:
    """An own area as it's kept."""

    id: str
    """`EG` and eight hexadecimal digits; never a CBS code."""
    name: str
    gemeente: str
    """Code of the gemeente that all parts lie in."""
    parts: tuple[str, ...]
    """Codes of wijken and buurten that don't overlap, sorted."""
    outline: Mapping[str, Any] | None
    """GeoJSON geometry (WGS84) from which the parts were chosen; None for a set that was picked."""
    owner: str
    """Name of who made it."""
    for_all: bool
    """Visible to everybody; else to the team."""
    at: str
    """When it was last changed: ISO time, UTC."""


def is_own(code: str) -> bool:
    """Whether `code` is the id of an own area (`EG0a1b2c3d`)."""
    return bool(_ID.fullmatch(code))


def listed(db: Database, role: Role, gemeente: str = "") -> list[OwnArea]:
    """The own areas that a role may see, of one gemeente when it's given, by name."""
    query = select(own_area).order_by(func.lower(own_area.c.name), own_area.c.id)
    if gemeente:
        query = query.where(own_area.c.gemeente == gemeente)
    if not may_see(role, Role.TEAM):
        query = query.where(own_area.c.for_all)
    with db.reading() as connection:
        return [_area(row) for row in connection.execute(query).mappings()]


def get(db: Database, id: str, role: Role) -> OwnArea | None:  # noqa: A002
    """One own area, if there is one with this id that the role may see."""
    if not is_own(id):
        return None
    with db.reading() as connection:
        row = connection.execute(select(own_area).where(own_area.c.id == id)).mappings().first()
    return _area(row) if row and (row["for_all"] or may_see(role, Role.TEAM)) else None


def save(
    db: Database,
    author: Author,
    name: str,
    parts: Sequence[str],
    *,
    id: str = "",  # noqa: A002
    outline: Mapping[str, Any] | None = None,
    for_all: bool = False,
) -> OwnArea:
    """Keep a new own area, or with `id` change one. Raises RegisterError for who may not, and for parts or a
    name that won't do."""
    if not may_see(author.role, Role.TEAM):
        raise RegisterError("Een eigen gebied bewaren kan alleen het team.", remedy="Meld u aan.")
    values = {
        "name": _name(name),
        "gemeente": _gemeente(parts),
        "parts": sorted(parts),
        "outline": dict(outline) if outline else None,
        "for_all": for_all,
        "at": now(),
    }
    with db.writing() as connection:
        twin = select(own_area.c.id).where(
            own_area.c.gemeente == values["gemeente"],
            func.lower(own_area.c.name) == str(values["name"]).lower(),
            own_area.c.id != id,
        )
        if connection.execute(twin).first():
            raise RegisterError(
                f"Er is in deze gemeente al een eigen gebied dat ‘{values['name']}’ heet.",
                remedy="Kies een andere naam.",
            )
        if id:
            changed = connection.execute(update(own_area).where(own_area.c.id == id).values(**values))
            if not changed.rowcount:
                raise RegisterError("Dit eigen gebied is er niet meer.", remedy="Maak het opnieuw.")
        else:
            id = "EG" + secrets.token_hex(4)  # noqa: A001
            connection.execute(insert(own_area).values(id=id, owner=author.name, **values))
        raised(connection)
        row = connection.execute(select(own_area).where(own_area.c.id == id)).mappings().one()
        return _area(row)


def remove(db: Database, id: str, author: Author) -> None:  # noqa: A002
    """Take an own area away. Raises RegisterError for who may not (it isn't theirs, and they don't manage),
    and for an area that a wijkscan is about."""
    with db.writing() as connection:
        row = connection.execute(select(own_area).where(own_area.c.id == id)).mappings().first()
        if row is None:
            return
        mine = may_see(author.role, Role.TEAM) and row["owner"] == author.name
        if not (mine or may_see(author.role, Role.ADMIN)):
            raise RegisterError(
                f"‘{row['name']}’ is van {row['owner']}.",
                remedy="Vraag die of een beheerder om het te wissen.",
            )
        of = (wijkscan.c.area == id, wijkscan.c.trashed == "")
        if connection.execute(select(wijkscan.c.id).where(*of)).first():
            raise RegisterError(
                f"Over ‘{row['name']}’ gaat een wijkscan.",
                "Zonder dit gebied is die niet meer te maken.",
                "Leg eerst die wijkscan in de prullenbak.",
            )
        connection.execute(delete(own_area).where(own_area.c.id == id))
        raised(connection)


def _area(row: Mapping[Any, Any]) -> OwnArea:
    return OwnArea(**{**row, "parts": tuple(row["parts"])})


def _name(name: str) -> str:
    found = plain_name(name)
    if not found or len(found) > _LONGEST_NAME:
        raise RegisterError(
            "Deze naam kan niet." if found else "Het gebied heeft nog geen naam.",
            f"Een naam heeft 1 tot {_LONGEST_NAME} tekens.",
            "Vul een naam in die mensen herkennen.",
        )
    return found


def _gemeente(parts: Sequence[str]) -> str:
    """The gemeente of all parts; raises RegisterError for parts that make no area."""
    wrong = [part for part in parts if not (is_code(part) and part.startswith(("WK", "BU")))]
    inside = {gemeente_of(part) for part in parts if part not in wrong}
    double = len(set(parts)) < len(parts) or any(
        parent_of(part) in parts for part in parts if part not in wrong
    )
    if wrong or double or len(inside) != 1:
        raise RegisterError(
            "Van deze gebieden is geen eigen gebied te maken.",
            "Een eigen gebied bestaat uit wijken of buurten van één gemeente, die niet overlappen.",
            "Kies een hele wijk, of de buurten erin, maar niet allebei.",
        )
    return inside.pop()
