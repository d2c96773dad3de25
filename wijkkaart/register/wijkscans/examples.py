"""The wijkscans of the examples: put in beside the invented register, and taken out with it.

A file a wijkscan (`*.toml`): `id`, `gemeente`, `area` (a `code`, or `id`, `name` and `parts` of an own area),
`kop` (the fields of `Head`) and `parts` (key to the fields of `Part`); `versie` has what was another when it
was adopted: `note`, `kop` and `parts`. A picture `NAME` in a text is the file
`name.png` beside it; a date `+90` is 90 days from the day of loading.
"""

import re
import struct
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from wijkkaart.core.wijkscan.parts import BASE, HEAD, Basis, Part, head, part, to_json
from wijkkaart.record import RecordKind, Role
from wijkkaart.register.database import Database, raised
from wijkkaart.register.schema import RECORDS, gone, own_area
from wijkkaart.register.wijkscan_schema import wijkscan
from wijkkaart.register.wijkscans.adopting import freeze, versions
from wijkkaart.register.wijkscans.photos import add_picture
from wijkkaart.register.wijkscans.saving import save_all, start
from wijkkaart.register.wijkscans.stored import get, parts
from wijkkaart.register.writing import Author, moment, now

BasisNow = Callable[[str, Sequence[str]], Basis | None]
"""What is known now of an area, by its code or id, for a wijkscan with these texts; None when nothing is."""
_MAKER = Author("Voorbeeld", Role.ADMIN)
_AGO = timedelta(days=182)
"""How long ago the example would have been adopted."""
_DAYS = re.compile(r"(?a)\+\d{1,4}")
_PICTURE = re.compile(r"\(foto:([A-Z]+)")


def fill_wijkscans(db: Database, folder: Path, basis: BasisNow, today: date) -> int:
    """Put the wijkscans of `folder` in a register that has the other examples and none of these; how many.

    A wijkscan of an area of which `basis` knows nothing stays out. Raises RegisterError.
    """
    files = sorted(folder.glob("*.toml"))
    places = RECORDS[RecordKind.LOCATION]
    with db.reading() as connection:
        there = connection.execute(select(wijkscan.c.id).where(wijkscan.c.example)).first()
        town = connection.execute(select(places.c.id).where(places.c.example)).first()
        erased = set(connection.execute(select(gone.c.record_id)).scalars())
    if there or not town:
        return 0
    found = ((path, _dated(tomllib.loads(path.read_text(encoding="utf-8")), today)) for path in files)
    return sum(_fill(db, path, each, basis) for path, each in found if each["id"] not in erased)


def _dated(value: Any, today: date) -> Any:
    """The same with days from today as dates."""
    if isinstance(value, dict):
        return {name: _dated(each, today) for name, each in value.items()}
    if isinstance(value, list):
        return [_dated(each, today) for each in value]
    if isinstance(value, str) and _DAYS.fullmatch(value):
        return (today + timedelta(days=int(value))).isoformat()
    return value


def _fill(db: Database, path: Path, found: Mapping[str, Any], basis: BasisNow) -> bool:
    area = found["area"]
    if "id" in area:
        _own_area(db, found["gemeente"], area)
    code = area.get("code") or area["id"]
    known = basis(code, [str(each.get("text", "")) for each in found["parts"].values()])
    if known is None:
        return False
    made = start(db, _MAKER, code, found["gemeente"], head(found["kop"]), {}, True, found["id"])
    pictures: dict[str, str] = {}
    contents = {BASE: (to_json(known), 0)}
    for key, content in found["parts"].items():
        text = _with_pictures(db, made.id, path.parent, content.get("text", ""), pictures)
        contents[key] = to_json(_part({**content, "text": text})), 0
    save_all(db, made.id, contents, _MAKER)
    return True


def _part(content: Mapping[str, Any]) -> Part:
    return part({**content, "text": content["text"].strip()})


def _with_pictures(db: Database, id: str, folder: Path, text: str, known: dict[str, str]) -> str:  # noqa: A002
    """The text with the ids of the pictures that it names."""

    def kept(match: re.Match[str]) -> str:
        name = match[1]
        if name not in known:
            data = (folder / f"{name.casefold()}.png").read_bytes()
            width, height = struct.unpack(">II", data[16:24])
            known[name] = add_picture(db, id, "image/png", data, width, height, _MAKER)
        return f"(foto:{known[name]}"

    return _PICTURE.sub(kept, text)


def _own_area(db: Database, gemeente: str, area: Mapping[str, Any]) -> None:
    """The own area of a wijkscan, by the id that the examples have everywhere."""
    with db.writing() as connection:
        if connection.execute(select(own_area.c.id).where(own_area.c.id == area["id"])).first():
            return
        values = {"name": area["name"], "gemeente": gemeente, "parts": sorted(area["parts"])}
        connection.execute(
            insert(own_area).values(
                id=area["id"], **values, outline=None, owner=_MAKER.name, for_all=True, at=now()
            )
        )
        raised(connection)


Contents = dict[str, dict[str, Any]]
"""Key of a part to what it holds."""


def adopt_wijkscans(db: Database, folder: Path, made: Callable[[str, Contents], bytes]) -> int:
    """Adopt the version that an example has (`versie` in its file), once; how many.

    `made` gives, of the id of a wijkscan and its parts, the document as everybody sees it.
    Raises RegisterError.
    """
    count, at = 0, moment(datetime.now(UTC) - _AGO)
    for path in sorted(folder.glob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        then, id_ = found.get("versie", {}), found["id"]
        scan = get(db, id_, Role.ADMIN) if then else None
        if scan is None or scan.trashed or versions(db, id_, Role.ADMIN):
            continue
        contents = {key: dict(each.content) for key, each in parts(db, id_, Role.ADMIN).items()}
        for key, fields in {HEAD: then["kop"], **then["parts"]}.items():
            text = {"text": fields["text"].strip()} if "text" in fields else {}
            contents[key] = {**contents.get(key, {}), **fields, **text}
        documents = {Role.PUBLIC: made(id_, contents)}
        freeze(db, id_, _MAKER, then["kop"]["edition"], then["note"], documents, parts=contents, at=at)
        count += 1
    return count


def remove_wijkscans(connection: Connection) -> int:
    """Take the examples out, with the own areas that were made for them; gives how many wijkscans."""
    rows = connection.execute(select(wijkscan.c.id, wijkscan.c.area).where(wijkscan.c.example)).all()
    used = select(wijkscan.c.area).where(wijkscan.c.example.is_(False))
    areas = {row.area for row in rows} - set(connection.execute(used).scalars())
    connection.execute(delete(wijkscan).where(wijkscan.c.example))
    mine = (own_area.c.id.in_(areas), own_area.c.owner == _MAKER.name)
    connection.execute(delete(own_area).where(*mine))
    return len(rows)
