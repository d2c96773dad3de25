"""Versions of a wijkscan that were adopted: what each part said, and the document as each role saw it."""

import gzip
import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, insert, select

from wijkkaart.core.wijkscan.parts import HEAD
from wijkkaart.core.wijkscan.parts import head as head_of
from wijkkaart.errors import RegisterError
from wijkkaart.record import ROLES, Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscan_schema import wijkscan_frozen, wijkscan_part, wijkscan_version
from wijkkaart.register.wijkscans.checked import cleaned
from wijkkaart.register.wijkscans.saving import changing
from wijkkaart.register.wijkscans.stored import is_wijkscan, read
from wijkkaart.register.writing import Author, now, plain_name

LARGEST_DOCUMENT = 20_000_000
"""Bytes of a document, compressed."""
_LONGEST_NAME, _LONGEST_NOTE = 80, 2000


@dataclass(frozen=True)
class Version:
    """A wijkscan as it was adopted."""

    id: str
    name: str
    at: str
    """ISO time, UTC."""
    by: str
    note: str
    parts: Mapping[str, Mapping[str, Any]]
    """Key to content; empty for who might not see the wijkscan as it was then."""


def freeze(
    db: Database,
    id: str,  # noqa: A002 - as everywhere in the register
    author: Author,
    name: str,
    note: str,
    documents: Mapping[Role, bytes],
    *,
    made_of: Mapping[str, int] | None = None,
    parts: Mapping[str, Mapping[str, Any]] | None = None,
    at: str = "",
) -> Version:
    """Keep all parts as they stand, and the document that each role sees: JSON, compressed by gzip.

    `made_of` is key to version of the parts that the documents were made of: none may have changed since.
    For an example `parts` are kept instead: key to content as they would have been then, and `at` is when
    that was (ISO time, UTC).
    Raises NotAllowed, UnknownWijkscan, RegisterError.
    """
    name, note = plain_name(cleaned(name)), cleaned(note).strip()
    if not name or len(name) > _LONGEST_NAME or len(note) > _LONGEST_NOTE:
        raise RegisterError(
            "Deze naam of toelichting kan niet." if name else "De versie heeft nog geen naam.",
            f"Een naam heeft 1 tot {_LONGEST_NAME} tekens, een toelichting hoogstens {_LONGEST_NOTE}.",
            "Vul een naam in die u later herkent, zoals ‘Versie 1.0’.",
        )
    whole = {Role(role): _whole(data) for role, data in documents.items()}
    with changing(db, id, author) as connection:
        rows = connection.execute(
            select(wijkscan_part.c.key, wijkscan_part.c.version, wijkscan_part.c.content).where(
                wijkscan_part.c.wijkscan_id == id
            )
        ).all()
        if made_of is not None and dict(made_of) != {row.key: row.version for row in rows}:
            raise RegisterError(
                "Intussen heeft iemand de wijkscan gewijzigd.",
                "Een versie bevat precies wat er in het document staat.",
                "Er is niets vastgesteld. Kijk wat er veranderd is en probeer het opnieuw.",
            )
        kept = {row.key: row.content for row in rows} if parts is None else dict(parts)
        version = Version(str(uuid.uuid4()), name, at or now(), author.name, note, kept)
        connection.execute(insert(wijkscan_version).values(wijkscan_id=id, **vars(version)))
        for role, data in whole.items():
            values = {"version_id": version.id, "role": role.value, "data": data}
            connection.execute(insert(wijkscan_frozen).values(**values))
        return version


def versions(db: Database, id: str, role: Role) -> list[Version]:  # noqa: A002
    """The adopted versions, the newest first; none where the role may not see the wijkscan."""
    table = wijkscan_version
    with db.reading() as connection:
        if read(connection, id, role) is None:
            return []
        query = select(table).where(table.c.wijkscan_id == id).order_by(table.c.at.desc(), table.c.id)
        return [_version(row, role) for row in connection.execute(query).mappings()]


def document(db: Database, version_id: str, role: Role) -> bytes | None:
    """The document of an adopted version as a role saw it, or as the nearest role below did.

    None when there's none, or the role may not see the wijkscan now.
    """
    version, frozen = wijkscan_version, wijkscan_frozen
    with db.reading() as connection:
        id_ = connection.execute(select(version.c.wijkscan_id).where(version.c.id == version_id)).scalar()
        if id_ is None or not is_wijkscan(id_) or read(connection, id_, role) is None:
            return None
        query = select(frozen.c.role).where(frozen.c.version_id == version_id)
        held = [each for each in connection.execute(query).scalars() if may_see(role, each)]
        if not held:
            return None
        nearest = max(held, key=lambda each: ROLES.index(Role(each)))
        mine = (frozen.c.version_id == version_id, frozen.c.role == nearest)
        return bytes(connection.execute(select(frozen.c.data).where(*mine)).scalar_one())


def packed(found: Any) -> bytes:
    """A document as it's kept: JSON, compressed; the same document always gives the same bytes."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 6, mtime=0)


def _whole(data: bytes) -> bytes:
    """A document that can be read again, and isn't too large; raises RegisterError."""
    if len(data) > LARGEST_DOCUMENT:
        raise RegisterError(
            f"Het document is te groot om vast te stellen: {len(data) / 1e6:.0f} MB.",
            f"Er past {LARGEST_DOCUMENT // 1_000_000} MB in.",
            "Er is niets vastgesteld. Laat kaarten of grafieken weg en probeer het opnieuw.",
        )
    try:
        json.loads(gzip.decompress(data))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise RegisterError("Het document is niet te lezen.", "Er is niets vastgesteld.") from error
    return data


def _version(row: RowMapping, role: Role) -> Version:
    then = head_of(row["parts"].get(HEAD, {})).visibility
    known = {name: row[name] for name in Version.__dataclass_fields__}
    return Version(**known | ({} if may_see(role, then) else {"parts": {}}))
