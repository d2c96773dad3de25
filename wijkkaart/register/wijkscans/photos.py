"""Pictures of a wijkscan, as own texts show them: `![alt](foto:<id>)`."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from wijkkaart.errors import RegisterError
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscan_schema import wijkscan_part, wijkscan_picture, wijkscan_version
from wijkkaart.register.wijkscans.saving import changing
from wijkkaart.register.wijkscans.stored import read
from wijkkaart.register.writing import Author, now

LARGEST_PICTURE = 4_000_000
"""Bytes."""
MOST_PICTURES = 300
MEDIA = ("image/jpeg", "image/png")


@dataclass(frozen=True)
class Picture:
    """What is known of a picture beside what it shows."""

    id: str
    media: str
    size: int
    """Bytes."""
    width: int
    """Pixels, as `height`."""
    height: int
    at: str
    """When it was added: ISO time, UTC."""
    by: str


def add_picture(
    db: Database,
    id: str,  # noqa: A002 - as everywhere in the register
    media: str,
    data: bytes,
    width: int,
    height: int,
    author: Author,
) -> str:
    """Keep a picture that was looked through and made small (`media` one of MEDIA); its id.

    Raises NotAllowed, UnknownWijkscan, and RegisterError for one too large or too many.
    """
    if media not in MEDIA or not data:
        raise RegisterError(
            f"Een foto van het soort ‘{media[:40]}’ kan hier niet.", "Een foto is een JPEG of PNG."
        )
    if len(data) > LARGEST_PICTURE:
        raise RegisterError(
            f"Deze foto is te groot: {len(data) / 1e6:.1f} MB.".replace(".", ",", 1),
            f"Bewaard wordt hoogstens {LARGEST_PICTURE // 1_000_000} MB.",
            "Maak de foto kleiner en probeer het opnieuw.",
        )
    table, key = wijkscan_picture, secrets.token_hex(8)
    with changing(db, id, author) as connection:
        many = select(func.count()).select_from(table).where(table.c.wijkscan_id == id)
        if connection.execute(many).scalar_one() >= MOST_PICTURES:
            raise RegisterError(
                f"Deze wijkscan heeft al {MOST_PICTURES} foto's.",
                "Meer foto's passen er niet in.",
                "Haal eerst foto's weg die nergens meer in staan.",
            )
        values = {"media": media, "data": data, "size": len(data), "width": width, "height": height}
        connection.execute(insert(table).values(id=key, wijkscan_id=id, **values, at=now(), by=author.name))
    return key


def picture(db: Database, id: str, picture_id: str, role: Role) -> tuple[str, bytes] | None:  # noqa: A002
    """Media type and bytes; None when the wijkscan has no such picture, or isn't for this role."""
    table = wijkscan_picture
    with db.reading() as connection:
        if read(connection, id, role) is None:
            return None
        query = select(table.c.media, table.c.data).where(table.c.id == picture_id, table.c.wijkscan_id == id)
        row = connection.execute(query).first()
        return (row.media, bytes(row.data)) if row else None


def pictures(db: Database, id: str, role: Role) -> list[Picture]:  # noqa: A002
    """The pictures of a wijkscan, the first one first; none where the role may not see it."""
    table = wijkscan_picture
    columns = [table.c[name] for name in Picture.__dataclass_fields__]
    with db.reading() as connection:
        if read(connection, id, role) is None:
            return []
        query = select(*columns).where(table.c.wijkscan_id == id).order_by(table.c.at, table.c.id)
        return [Picture(**row) for row in connection.execute(query).mappings()]


def remove_picture(db: Database, id: str, picture_id: str, author: Author) -> None:  # noqa: A002
    """Take a picture away for good, also out of the history.

    One that a text of now or an adopted version shows, only an administrator may take away: somebody on it
    may ask for that. Raises NotAllowed, UnknownWijkscan, RegisterError.
    """
    with changing(db, id, author) as connection:
        if not may_see(author.role, Role.ADMIN) and _shown(connection, id, picture_id):
            raise RegisterError(
                "Deze foto staat nog in een tekst of in een vastgestelde versie.",
                "Het team kan alleen foto's wissen die nergens in staan.",
                "Haal de foto eerst uit de tekst, of vraag een beheerder.",
            )
        mine = (wijkscan_picture.c.id == picture_id, wijkscan_picture.c.wijkscan_id == id)
        connection.execute(delete(wijkscan_picture).where(*mine))


def _shown(connection: Connection, id: str, picture_id: str) -> bool:  # noqa: A002
    now_there = select(wijkscan_part.c.content).where(wijkscan_part.c.wijkscan_id == id)
    adopted = select(wijkscan_version.c.parts).where(wijkscan_version.c.wijkscan_id == id)
    found: Iterable[object] = [
        value for query in (now_there, adopted) for value in connection.execute(query).scalars()
    ]
    return any(f"foto:{picture_id}" in str(value) for value in found)
