"""Erasing a wijkscan that was thrown away, for good: all it says and said, its photos and adopted versions.

What remains is its id, so that an older copy of the register doesn't bring it back and editors that have it
open know, and proof that says nothing of it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from wijkkaart.errors import RegisterError
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database, raised
from wijkkaart.register.disk import clean_disk, overwriting
from wijkkaart.register.erasing import is_gone, prove
from wijkkaart.register.schema import gone
from wijkkaart.register.wijkscan_schema import (
    wijkscan,
    wijkscan_change,
    wijkscan_part,
    wijkscan_picture,
    wijkscan_version,
)
from wijkkaart.register.wijkscans.stored import UnknownWijkscan, is_wijkscan, read
from wijkkaart.register.writing import Author, NotAllowed

REASONS = (
    "De wijkscan is niet meer nodig",
    "Iemand die erin staat, vraagt erom",
    "De gegevens hadden hier niet mogen staan",
    "Het was een proef of een vergissing",
)
"""Why a wijkscan may be erased. A choice, as text of one's own could say of whom it told."""


@dataclass(frozen=True)
class Holding:
    """How much would be lost."""

    parts: int
    before: int
    """Earlier versions of parts, as the history shows them."""
    pictures: int
    versions: int
    """Adopted ones."""


@dataclass(frozen=True)
class Removed:
    """What was done."""

    proof: str
    """Id of the proof."""
    cleaned: bool
    """False when the database was too busy to let go of copies of old pages; they go next time."""


def holding(db: Database, id: str) -> Holding:  # noqa: A002 - as everywhere in the register
    """What `erase` would remove; nothing of a wijkscan that there isn't."""
    shown = (wijkscan_change, wijkscan_change.c.passing.is_(False))
    with db.reading() as connection:
        parts, changes, pictures, versions = (
            int(
                connection.execute(
                    select(func.count()).select_from(table).where(table.c.wijkscan_id == id, *which)
                ).scalar_one()
            )
            for table, *which in ((wijkscan_part,), shown, (wijkscan_picture,), (wijkscan_version,))
        )
    return Holding(parts, max(changes - parts, 0), pictures, versions)


def erase(db: Database, id: str, author: Author, reason: str) -> Removed:  # noqa: A002
    """Remove a wijkscan that lies in the trash from all tables, and have the database let go of it on disk.

    Daily copies of the register aren't touched: they go when they're replaced, and `backup.restore_file`
    erases it again. Raises NotAllowed for who isn't administrator, UnknownWijkscan, RegisterError for one
    that isn't in the trash or a reason that isn't one of REASONS.
    """
    if not may_see(author.role, Role.ADMIN):
        raise NotAllowed(
            f"{author.name or 'Deze bezoeker'} mag geen wijkscans wissen.",
            "Dat mag alleen een beheerder.",
            "Vraag een beheerder om deze wijkscan te wissen.",
        )
    if reason not in REASONS:
        raise RegisterError("Er is geen reden gekozen.", f"Kies uit: {'; '.join(REASONS)}.")
    with db.writing() as connection:
        found = read(connection, id, author.role, to_change=True)
        if found is None:
            raise UnknownWijkscan
        if not found.trashed:
            raise RegisterError(
                "Deze wijkscan ligt niet in de prullenbak.",
                "Alleen wat eerst is weggegooid, kan voorgoed worden gewist.",
                "Gooi hem eerst weg. Er is niets gewist.",
            )
        remove(connection, id)
        proof = prove(connection, author, reason)
    return Removed(proof, clean_disk(db))


def remove(connection: Connection, id: str) -> None:  # noqa: A002
    """Take a wijkscan out of all tables and keep that its id is gone, in a writer's transaction."""
    overwriting(connection)
    connection.execute(delete(wijkscan).where(wijkscan.c.id == id))  # its parts go with it
    if not is_gone(connection, id):
        connection.execute(insert(gone).values(record_id=id, revision=raised(connection)))


def was_erased(db: Database, id: str) -> bool:  # noqa: A002
    """Whether there was a wijkscan with this id, that was erased for good."""
    if not is_wijkscan(id):
        return False
    with db.reading() as connection:
        return is_gone(connection, id)
