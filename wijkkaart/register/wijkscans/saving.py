"""Writing in wijkscans: each save is one transaction, and nobody's text is overwritten or lost."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, insert, select, update

from wijkkaart.core.wijkscan.merging import merged
from wijkkaart.core.wijkscan.parts import HEAD, Head, to_json
from wijkkaart.errors import RegisterError, WijkkaartError
from wijkkaart.model import is_code
from wijkkaart.record import Role, may_see
from wijkkaart.register.database import Database
from wijkkaart.register.erasing import is_gone
from wijkkaart.register.own_areas import is_own
from wijkkaart.register.schema import own_area
from wijkkaart.register.wijkscan_schema import wijkscan
from wijkkaart.register.wijkscans import keeping
from wijkkaart.register.wijkscans.checked import checked
from wijkkaart.register.wijkscans.stored import (
    PartState,
    UnknownWijkscan,
    Wijkscan,
    is_wijkscan,
    part,
    read,
)
from wijkkaart.register.writing import Author, NotAllowed, now

LABELS = {
    "text": "de tekst",
    "left_out": "of het weggelaten is",
    "order": "de volgorde",
    "who": "wie eraan werkt",
    "done": "of het klaar is",
    "actions": "het actieplan",
    "answers": "de antwoorden bij het nakijken",
    "title": "de titel",
    "owner": "van wie de wijkscan is",
    "edition": "de versie",
    "status": "de status",
    "date": "de datum",
    "review": "de volgende herziening",
    "visibility": "wie hem mag zien",
    "at": "wanneer er is bijgewerkt",
    "figures": "de cijfers",
    "records": "de plekken",
}
"""What the fields of a part are called."""


class PartConflict(WijkkaartError):
    """Somebody else changed the same in the meantime; nothing was saved.

    Who chooses saves again with the version of `theirs` as base.
    """

    def __init__(self, theirs: PartState, fields: tuple[str, ...]) -> None:
        self.theirs, self.fields = theirs, fields
        labels = dict.fromkeys(LABELS.get(name.partition(".")[0], name) for name in fields)
        super().__init__(
            f"{theirs.by} heeft intussen ook gewijzigd: {', '.join(labels)}.",
            "Er kan er maar één blijven staan.",
            "Er is nog niets opgeslagen. Kies wat er moet staan en sla dan op.",
        )


def start(
    db: Database,
    author: Author,
    area: str,
    gemeente: str,
    head: Head,
    parts: Mapping[str, Mapping[str, Any]] = {},
    example: bool = False,
    id: str = "",  # noqa: A002 - as everywhere in the register
) -> Wijkscan:
    """Start a wijkscan of an area (CBS code) or own area, with contents by key.

    `id` is for examples, which have the same everywhere. Raises NotAllowed, PartRefused, RegisterError.
    """
    _allowed(author)
    id = id or "WS" + secrets.token_hex(4)  # noqa: A001
    contents = {HEAD: checked(HEAD, to_json(head), author.role)}
    contents |= {key: checked(key, each, author.role) for key, each in parts.items() if key != HEAD}
    with db.writing() as connection:
        _refuse(connection, id, area)
        values = {"area": area, "gemeente": gemeente, "example": example, "trashed": ""}
        values |= _by(author, "created", "by") | _by(author, "modified", "modified_by")
        connection.execute(insert(wijkscan).values(id=id, **values))
        for key, content in contents.items():
            keeping.keep(connection, id, key, None, content, author)
        return _known(connection, id, author)


def save(
    db: Database,
    id: str,  # noqa: A002
    key: str,
    content: Mapping[str, Any],
    base: int,
    author: Author,
) -> PartState:
    """Save a part that was version `base` when its writer began; 0 for one in which nothing was written.

    What others changed in other fields stays. Raises PartConflict, NotAllowed, PartRefused, UnknownWijkscan,
    RegisterError.
    """
    return save_all(db, id, {key: (content, base)}, author)[key]


def save_all(
    db: Database,
    id: str,  # noqa: A002
    contents: Mapping[str, tuple[Mapping[str, Any], int]],
    author: Author,
) -> dict[str, PartState]:
    """As `save`, of key to content and base, all of them or none."""
    wanted = {key: (checked(key, content, author.role), base) for key, (content, base) in contents.items()}
    with changing(db, id, author) as connection:
        return {key: _save(connection, id, key, mine, base, author) for key, (mine, base) in wanted.items()}


def save_fields(
    db: Database,
    id: str,  # noqa: A002
    key: str,
    fields: Mapping[str, Any],
    base: int,
    author: Author,
) -> PartState:
    """As `save`, of one who changed only these fields (`{"text": …}`) and says nothing of the others."""
    with changing(db, id, author) as connection:
        began = keeping.content_at(connection, id, key, base)
        if began is None:
            now_there = part(connection, id, key)
            began = now_there.content if now_there else {}
        mine = checked(key, {**began, **fields}, author.role)
        return _save(connection, id, key, mine, base, author)


def restore(db: Database, id: str, key: str, version: int, author: Author) -> PartState:  # noqa: A002
    """Put back what a part held at a version, as a version of its own. Raises as `save` does."""
    with changing(db, id, author) as connection:
        then = keeping.content_at(connection, id, key, version) if version else None
        if then is None:
            raise RegisterError(
                f"Versie {version} van dit onderdeel is er niet (meer).", remedy="Kies een andere versie."
            )
        theirs = part(connection, id, key)
        content = checked(key, then, author.role)
        if theirs is not None and content == theirs.content:
            return theirs
        _touch(connection, id, author)
        return keeping.keep(connection, id, key, theirs, content, author, alone=True)


def trash(db: Database, id: str, author: Author) -> None:  # noqa: A002
    """Throw a wijkscan away; all of it is kept. Raises NotAllowed, UnknownWijkscan, RegisterError."""
    _throw(db, id, author, now())


def untrash(db: Database, id: str, author: Author) -> None:  # noqa: A002
    """Take a wijkscan back out of the trash. Raises as `trash` does."""
    _throw(db, id, author, "")


def _refuse(connection: Connection, id: str, area: str) -> None:  # noqa: A002
    """Raise RegisterError for an id that's taken or an area that there isn't."""
    taken = connection.execute(select(wijkscan.c.id).where(wijkscan.c.id == id)).first()
    if taken or is_gone(connection, id) or not is_wijkscan(id):
        raise RegisterError(f"Het nummer {id} kan niet, of is al gebruikt.", "Er is niets gemaakt.")
    own = select(own_area.c.id).where(own_area.c.id == area)
    if not is_code(area) and not (is_own(area) and connection.execute(own).first()):
        raise RegisterError(
            f"Het gebied ‘{area[:40]}’ is er niet (meer).",
            "Een wijkscan gaat over een gemeente, wijk, buurt of eigen gebied.",
            "Kies een ander gebied.",
        )


@contextmanager
def changing(db: Database, id: str, author: Author) -> Iterator[Connection]:  # noqa: A002
    """A transaction that changes one wijkscan, beside others that change another."""
    _allowed(author)
    with db.writing(beside=True) as connection:
        if _known(connection, id, author, to_change=True).trashed:
            raise RegisterError(
                "Deze wijkscan ligt in de prullenbak.",
                "Daar is niets in te wijzigen.",
                "Haal hem eerst uit de prullenbak. Uw tekst is niet bewaard: kopieer die.",
            )
        yield connection


def _save(
    connection: Connection,
    id: str,  # noqa: A002
    key: str,
    mine: Mapping[str, Any],
    base: int,
    author: Author,
) -> PartState:
    theirs = part(connection, id, key)
    if theirs is not None:
        if mine == theirs.content:
            return theirs
        began = theirs.content if base == theirs.version else keeping.content_at(connection, id, key, base)
        if began is None:  # what it was is gone: nobody can tell who changed what
            names = dict.fromkeys([*mine, *theirs.content])
            raise PartConflict(
                theirs, tuple(each for each in names if mine.get(each) != theirs.content.get(each))
            )
        mine, clashes = merged(began, theirs.content, mine)
        if clashes:
            raise PartConflict(theirs, tuple(clashes))
        if mine == theirs.content:
            return theirs
    elif not mine:
        return PartState(key, {}, 0, now(), author.name)
    _touch(connection, id, author)
    return keeping.keep(connection, id, key, theirs, mine, author)


def _throw(db: Database, id: str, author: Author, trashed: str) -> None:  # noqa: A002
    _allowed(author)
    with db.writing(beside=True) as connection:
        if bool(_known(connection, id, author, to_change=True).trashed) is not bool(trashed):
            connection.execute(update(wijkscan).where(wijkscan.c.id == id).values(trashed=trashed))
            _touch(connection, id, author)


def _touch(connection: Connection, id: str, author: Author) -> None:  # noqa: A002
    connection.execute(
        update(wijkscan).where(wijkscan.c.id == id).values(**_by(author, "modified", "modified_by"))
    )


def _by(author: Author, at: str, by: str) -> dict[str, str]:
    return {at: now(), by: author.name}


def _known(connection: Connection, id: str, author: Author, *, to_change: bool = False) -> Wijkscan:  # noqa: A002
    found = read(connection, id, author.role, to_change=to_change)
    if found is None:
        raise UnknownWijkscan
    return found


def _allowed(author: Author) -> None:
    if not may_see(author.role, Role.TEAM):
        raise NotAllowed(
            f"{author.name or 'Deze bezoeker'} mag geen wijkscans wijzigen.",
            "Dat mogen alleen leden van het team en beheerders.",
            "Meld u aan met een account van het team.",
        )
