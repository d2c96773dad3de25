"""What `wijkkaart check` looks at in wijkscans."""

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from wijkkaart.core.wijkscan.markup import references
from wijkkaart.core.wijkscan.parts import HEAD
from wijkkaart.record import Role
from wijkkaart.register.database import Database
from wijkkaart.register.own_areas import is_own
from wijkkaart.register.schema import own_area
from wijkkaart.register.wijkscan_schema import (
    wijkscan,
    wijkscan_change,
    wijkscan_frozen,
    wijkscan_part,
    wijkscan_picture,
    wijkscan_version,
)
from wijkkaart.register.wijkscans.checked import PartRefused, checked


def problems(db: Database) -> list[str]:
    """What's wrong with wijkscans that aren't in the trash, in Dutch, by number. Raises RegisterError."""
    found: list[str] = []
    with db.reading() as connection:
        own = set(connection.execute(select(own_area.c.id)).scalars())
        scans = select(wijkscan.c.id, wijkscan.c.area).where(wijkscan.c.trashed == "").order_by(wijkscan.c.id)
        for scan, area in connection.execute(scans).all():
            said = [*_parts(connection, scan), *_versions(connection, scan)]
            if is_own(area) and area not in own:
                said.append(
                    "het eigen gebied is er niet meer. Maak het opnieuw, of begin een nieuwe wijkscan."
                )
            found += [f"Wijkscan {scan}: {line}" for line in said]
    return found


def _parts(connection: Connection, scan: str) -> Iterator[str]:
    part, change = wijkscan_part, wijkscan_change
    same = (change.c.wijkscan_id == part.c.wijkscan_id) & (change.c.key == part.c.key)
    latest = same & (change.c.version == part.c.version)
    query = select(part, change.c.content.label("kept")).outerjoin(change, latest)
    rows = connection.execute(query.where(part.c.wijkscan_id == scan).order_by(part.c.key)).mappings().all()
    if HEAD not in {row["key"] for row in rows}:
        yield "de kop ontbreekt. Zet een kopie van het register terug."
    pictures = select(wijkscan_picture.c.id).where(wijkscan_picture.c.wijkscan_id == scan)
    held = set(connection.execute(pictures).scalars())
    for row in rows:
        yield from _part(row["key"], row["content"], row["kept"], held)


def _part(key: str, content: Any, kept: Any, pictures: set[str]) -> Iterator[str]:
    try:
        checked(key, content, Role.ADMIN)
    except PartRefused as error:
        yield f"onderdeel {key}: {error}"
        return
    if kept != content:
        yield f"onderdeel {key} is anders dan in de geschiedenis. Lees het na en bewaar het opnieuw."
    shown = {photo.id for photo in references(str(content.get("text", ""))).photos}
    if gone := len(shown - pictures):
        yield f"onderdeel {key} toont {gone} foto('s) die er niet (meer) zijn. Haal ze uit de tekst."


def _versions(connection: Connection, scan: str) -> Iterator[str]:
    version, frozen = wijkscan_version, wijkscan_frozen
    joined = select(version.c.name, frozen.c.role, frozen.c.data).join(
        frozen, frozen.c.version_id == version.c.id
    )
    for row in connection.execute(joined.where(version.c.wijkscan_id == scan)):
        try:
            json.loads(gzip.decompress(row.data))
        except (OSError, EOFError, zlib.error, ValueError):
            yield f"het document van ‘{row.name}’ voor {row.role} is beschadigd. Zet een kopie terug."
