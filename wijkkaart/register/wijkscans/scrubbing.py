"""Taking somebody out of wijkscans: parts as they stand and stood, adopted versions and their documents.

Their versions get other numbers, so that who has an older text open can't bring the name back unseen.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from wijkkaart.core.calling import Calling
from wijkkaart.core.naming import Naming
from wijkkaart.core.wijkscan.links import unlinked
from wijkkaart.core.wijkscan.parts import HEAD
from wijkkaart.register.wijkscan_schema import (
    wijkscan_change,
    wijkscan_frozen,
    wijkscan_part,
    wijkscan_version,
)
from wijkkaart.register.wijkscans.adopting import packed

WIPED = "[gewist]"
"""What stands where the person was named."""
_NO_TEXT = frozenset({"svg", "id", "media", "is"})


@dataclass(frozen=True)
class Named:
    """A part of a wijkscan that names a person."""

    wijkscan_id: str
    title: str
    key: str
    past: bool
    """It stands in the history or an adopted version only."""


class Scrubber:
    """Takes one person out of whatever JSON can hold."""

    def __init__(self, key: str, naming: Naming) -> None:
        self._key, self._naming = key, naming

    def text(self, text: str) -> str:
        """A text without what names the person, nor links to them."""
        return self._naming.sub(WIPED, unlinked(text, self._key.__eq__, WIPED))

    def value(self, value: Any) -> Any:
        """A value of JSON without the person."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            kept = [each for each in value if not self._is_about(each)]
            return self._line(kept) if kept and all(map(_is_stretch, kept)) else [*map(self.value, kept)]
        return self._fields(value) if isinstance(value, dict) else value

    def _is_about(self, value: Any) -> bool:
        """Whether it's the person, or an answer on whether the person is meant."""
        if isinstance(value, dict):
            return self._key in value.get("among", ())
        return value in (self._key, f"plek:{self._key}")

    def _fields(self, value: dict[str, Any]) -> dict[str, Any]:
        whole = self._rows(value)
        found = {
            name: each if name in _NO_TEXT else self.value(each)
            for name, each in whole.items()
            if name != self._key
        }
        if found.get("link") != value.get("link"):
            found["link"] = ""
        if value.get("record") == self._key:
            found |= {"record": "", "text": WIPED}
        return found

    def _rows(self, value: dict[str, Any]) -> dict[str, Any]:
        """A list of a document without the rows about the person."""
        persons, rows = value.get("persons"), value.get("rows")
        if not isinstance(persons, list) or not isinstance(rows, list) or self._key not in persons:
            return value
        kept = [place for place, person in enumerate(persons) if person != self._key]
        return value | {"persons": [persons[at] for at in kept], "rows": [rows[at] for at in kept]}

    def _line(self, stretches: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A line of stretches that look different: a name may be partly bold."""
        found = [self._fields(each) for each in stretches]
        whole = "".join(each["text"] for each in found)
        for start, end in reversed(self._naming.spans(whole)):
            at = 0
            for each in found:
                text = each["text"]
                first, last = max(start - at, 0), min(end - at, len(text))
                if first < last:
                    instead = WIPED if at + first == start else ""
                    each["text"] = text[:first] + instead + text[last:]
                at += len(text)
        return found


def scrub(connection: Connection, key: str, naming: Naming) -> int:
    """Take a person (id, and what names them) out of all wijkscans, in a writer's transaction.

    Gives in how many parts, versions and documents they were.
    """
    scrubber, count, parts = Scrubber(key, naming), 0, set()
    for table, where, name, value in [*_contents(connection)]:
        new = scrubber.value(value)
        if new == value:
            continue
        count += 1
        same = [table.c[column] == part for column, part in where.items()]
        connection.execute(update(table).where(*same).values({name: new}))
        if table in (wijkscan_part, wijkscan_change):
            parts.add((where["wijkscan_id"], where["key"]))
    for scan, part in sorted(parts):
        _renumber(connection, scan, part)
    return count + _documents(connection, scrubber)


def named(connection: Connection, key: str, naming: Naming) -> list[Named]:
    """Where wijkscans name a person: of each part once, as it stands if it does so."""
    scrubber = Scrubber(key, naming)
    found: dict[tuple[str, str], Named] = {}
    titles = _titles(connection)
    for table, where, _, value in _contents(connection):
        parts = {where["key"]: value} if "key" in where else _adopted(value)
        scan = where.get("wijkscan_id") or _scan_of(connection, where["id"])
        for part, content in parts.items():
            if scrubber.value(content) != content:
                past = table is not wijkscan_part
                found.setdefault((scan, part), Named(scan, titles.get(scan, ""), part, past))
    return sorted(found.values(), key=lambda each: (each.past, each.wijkscan_id, each.key))


def unsure(connection: Connection, calling: Calling) -> list[tuple[str, str, str]]:
    """Title, part and words of what wijkscans say now that may be about a person; each once."""
    titles, found = _titles(connection), dict[tuple[str, str, str], None]()
    for row in connection.execute(select(wijkscan_part).order_by(wijkscan_part.c.key)).mappings():
        # An answer quotes words that may be gone from the text.
        said = {name: value for name, value in row["content"].items() if name != "answers"}
        for text in _strings(said):
            whole = unicodedata.normalize("NFC", text)
            for call in calling.calls(whole):
                if call.asks and not call.sure:
                    title = titles.get(row["wijkscan_id"], "")
                    found[title, row["key"], whole[call.start : call.end]] = None
    return [*found]


def _strings(value: Any) -> Iterator[str]:
    """The texts in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _titles(connection: Connection) -> dict[str, str]:
    """Id of a wijkscan to its title."""
    head = wijkscan_part.c
    query = select(head.wijkscan_id, head.content).where(head.key == HEAD)
    return {row.wijkscan_id: str(row.content.get("title", "")) for row in connection.execute(query)}


def _contents(connection: Connection) -> Iterator[tuple[Table, dict[str, Any], str, Any]]:
    """Table, key, column and value of all that wijkscans say, as it stands first."""
    for table, name in ((wijkscan_part, "content"), (wijkscan_change, "content")):
        for row in connection.execute(select(table)).mappings():
            yield table, {column.name: row[column.name] for column in table.primary_key}, name, row[name]
    for name in ("name", "note", "parts"):
        query = select(wijkscan_version.c.id, wijkscan_version.c[name])
        for row in connection.execute(query).mappings():
            yield wijkscan_version, {"id": row["id"]}, name, row[name]


def _adopted(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {HEAD: value}


def _scan_of(connection: Connection, version_id: str) -> str:
    query = select(wijkscan_version.c.wijkscan_id).where(wijkscan_version.c.id == version_id)
    return str(connection.execute(query).scalar_one())


def _renumber(connection: Connection, scan: str, key: str) -> None:
    part, change = wijkscan_part, wijkscan_change
    mine = (part.c.wijkscan_id == scan, part.c.key == key)
    last = connection.execute(select(part.c.version).where(*mine)).scalar_one()
    connection.execute(update(part).where(*mine).values(version=part.c.version + last))
    theirs = (change.c.wijkscan_id == scan, change.c.key == key)
    # From the newest on, or a number would be taken for a moment.
    query = select(change.c.version).where(*theirs).order_by(change.c.version.desc())
    for version in [*connection.execute(query).scalars()]:
        moved = update(change).where(*theirs, change.c.version == version)
        connection.execute(moved.values(version=version + last))


def _documents(connection: Connection, scrubber: Scrubber) -> int:
    table, count = wijkscan_frozen, 0
    for version, role in connection.execute(select(table.c.version_id, table.c.role)).all():
        mine = (table.c.version_id == version, table.c.role == role)
        found = json.loads(
            gzip.decompress(connection.execute(select(table.c.data).where(*mine)).scalar_one())
        )
        new = scrubber.value(found)
        if new != found:
            count += 1
            connection.execute(update(table).where(*mine).values(data=packed(new)))
    return count


def _is_stretch(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("text"), str)
