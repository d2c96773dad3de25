"""Lists of areas and of indicators that the team keeps for another time, by name."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from wijkkaart.errors import RegisterError
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.schema import saved_list
from wijkkaart.register.writing import Author, now, plain_name

AREAS, INDICATORS = "gebieden", "cijfers"
_LONGEST_NAME, _MOST = 80, 200


def listed(db: Database, kind: str, role: Role) -> dict[str, tuple[str, ...]]:
    """Name to items of the lists of a kind, by name; only the team has any."""
    if not may_see(role, Role.TEAM):
        return {}
    query = select(saved_list.c.name, saved_list.c.entries).where(saved_list.c.kind == kind)
    with db.reading() as connection:
        rows = connection.execute(query.order_by(saved_list.c.name)).all()
        return {row.name: tuple(row.entries) for row in rows}


def save(db: Database, kind: str, name: str, items: Sequence[str], author: Author) -> None:
    """Keep a list, in place of that with this name. Raises RegisterError for who may not, or a wrong name."""
    _allowed(author)
    plain = plain_name(name)
    if not plain or len(plain) > _LONGEST_NAME or not 0 < len(items) <= _MOST:
        raise RegisterError(
            "Deze lijst is niet te bewaren.",
            f"Een lijst heeft een naam van 1 tot {_LONGEST_NAME} tekens en ten minste één gebied of cijfer.",
            "Vul een naam in die u later herkent.",
        )
    key = (saved_list.c.kind == kind, saved_list.c.name == plain)
    values = {"entries": [*items], "owner": author.name, "at": now()}
    with db.writing() as connection:
        if not connection.execute(update(saved_list).where(*key).values(**values)).rowcount:
            connection.execute(insert(saved_list).values(kind=kind, name=plain, **values))


def remove(db: Database, kind: str, name: str, author: Author) -> None:
    """Take a list away. Raises RegisterError for who may not."""
    _allowed(author)
    with db.writing() as connection:
        connection.execute(delete(saved_list).where(saved_list.c.kind == kind, saved_list.c.name == name))


def _allowed(author: Author) -> None:
    if not may_see(author.role, Role.TEAM):
        raise RegisterError("Een lijst bewaren kan alleen het team.", remedy="Meld u aan.")
