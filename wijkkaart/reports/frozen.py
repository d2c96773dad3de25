"""A report that stays as it was when it was adopted: as JSON, and back.

Photos are kept by their id alone, and rows about persons are made anew whenever it's read: who withdraws
consent, or is erased, is out of what was adopted before too.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.reports import own_text
from wijkkaart.reports.around import Around
from wijkkaart.reports.document import (
    Block,
    Chapter,
    Grid,
    Listing,
    Notes,
    Photo,
    Picture,
    Points,
    Prose,
    Quote,
    Report,
    Section,
    Span,
    Table,
    Text,
)
from wijkkaart.reports.own_text import Pictures

_KINDS: dict[str, type] = {
    each.__name__: each
    for each in (
        *(Report, Chapter, Section, Text, Listing, Table, Picture),
        *(Span, Prose, Points, Quote, Grid, Photo, Notes),
    )
}
_KIND, _DAY = "is", "day"
_FORM = 1
"""Of what `to_json` writes: a later form is told from this by its number."""


def to_json(report: Report) -> bytes:
    """A report as JSON, compressed; the same report gives the same bytes."""
    text = json.dumps({"form": _FORM, "report": _plain(report)}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        if isinstance(value, Photo):
            del named["data"]
        return {_KIND: type(value).__name__} | {name: _plain(each) for name, each in named.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(data: bytes, pictures: Pictures) -> Report:
    """The report that `to_json` wrote, with its photos. Raises WijkkaartError when it can't be read."""
    try:
        content = json.loads(gzip.decompress(data))
        if content["form"] != _FORM:
            raise ValueError(f"form {content['form']}")
        found = _made(content["report"], pictures)
        if not isinstance(found, Report):
            raise TypeError(type(found).__name__)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise WijkkaartError(
            "Deze vastgestelde versie is niet te lezen.",
            f"Gevonden: {error}. Verwacht: een versie die wijkkaart zelf bewaarde.",
            "Zet een kopie van het register terug, of meld dit.",
        ) from error
    return found


def _made(value: Any, pictures: Pictures) -> Any:
    if isinstance(value, list):
        return tuple(_made(each, pictures) for each in value)
    if not isinstance(value, dict):
        return value
    kind = _KINDS[value[_KIND]]
    given = {name: _made(each, pictures) for name, each in value.items() if name != _KIND}
    if kind is Report:
        given[_DAY] = date.fromisoformat(given[_DAY])
    if kind is Photo:
        found = own_text.photo(given["id"], pictures(given["id"]), given["alt"], given["caption"])
        return found or own_text.absent(given["alt"] or given["caption"])
    return kind(**given)


def thawed(report: Report, guide: Guide) -> Report:
    """A report as it may be given now: persons as `guide` knows them, and none that it may not show."""
    around = Around.bare(guide)

    def row(id: str) -> tuple[str, str, str] | None:  # noqa: A002 - the word for it
        for gemeente in sorted(guide.gemeenten_of(id)):
            things = guide.things(gemeente)
            found = things[things.id == id]
            if len(found):
                return around.line(found.to_dict("records")[0])
        return None

    chapters = tuple(
        replace(
            chapter,
            blocks=_blocks(chapter.blocks, guide.masked, row),
            sections=tuple(
                replace(section, blocks=_blocks(section.blocks, guide.masked, row))
                for section in chapter.sections
            ),
        )
        for chapter in report.chapters
    )
    facts = tuple((label, guide.masked(text)) for label, text in report.facts)
    return replace(report, title=guide.masked(report.title), facts=facts, chapters=chapters)


Row = Callable[[str], tuple[str, str, str] | None]
"""Id of a person to name, what and where, and how to reach; None when it may not be shown."""


def _blocks(blocks: tuple[Block, ...], masked: Callable[[str], str], row: Row) -> tuple[Block, ...]:
    found = (_block(each, masked, row) for each in blocks)
    return tuple(each for each in found if each is not None)


def _block(block: Block, masked: Callable[[str], str], row: Row) -> Block | None:
    if isinstance(block, Table):
        return _people(block, row) if block.persons else block
    made: Block = _masked(block, masked)
    return made


def _people(table: Table, row: Row) -> Table | None:
    """A list with persons: each row about one is made anew, or dropped; None when no row is left."""
    kept = []
    for texts, person in zip(table.rows, table.persons, strict=True):
        now = row(person) if person else None
        if now is not None:
            kept.append(((*texts[: len(texts) - len(now)], *now), person))
        elif not person:
            kept.append((texts, person))
    rows, persons = tuple(each for each, _ in kept), tuple(person for _, person in kept)
    return replace(table, rows=rows, persons=persons) if kept else None


_KEPT = frozenset({"svg", "id", "media", "link"})
"""What isn't for reading."""


def _masked(value: Any, masked: Callable[[str], str]) -> Any:
    """The same with every text masked; spans that together hold what each alone doesn't become one."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, tuple):
        if value and all(isinstance(each, Span) for each in value):
            return own_text.masked_spans(value, masked)
        return tuple(_masked(each, masked) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed: Mapping[str, Any] = {
            each.name: _masked(getattr(value, each.name), masked)
            for each in fields(value)
            if each.name not in _KEPT
        }
        return replace(value, **changed)
    return value
