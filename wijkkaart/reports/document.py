"""A report as plain data, before it's a file: the writers need nothing else.

All texts are as people read them; what may be hostile in them is the business of each writer.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without what no file can hold, or what turns the order of letters around."""
    return _UNSEEN.sub("", text)


@dataclass(frozen=True)
class Text:
    """A piece of running text, perhaps with a word before it that tells what it's about."""

    text: str
    lead: str = ""
    small: bool = False


@dataclass(frozen=True)
class Listing:
    """Lines under a small heading."""

    title: str
    lines: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Figures or things in rows; the first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    persons: tuple[str, ...] = ()
    """Of each row the id of the person that it's about, "" for none; empty when no row is about anybody."""


@dataclass(frozen=True)
class Picture:
    """A chart or a map, as SVG that needs nothing from elsewhere."""

    caption: str
    alt: str
    """What is to be seen, for who can't see it."""
    svg: str
    width: float
    height: float
    """In pixels of the SVG."""
    note: str = ""
    """What the marks mean, where that isn't plain."""
    data: Table | None = None
    """The figures in it; a map has its list beside it."""


@dataclass(frozen=True)
class Span:
    """A stretch of own text that looks alike."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """An address on the web or for e-mail."""
    note: int = 0
    """Number among the Notes below the text; 0 for none."""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Prose:
    """A paragraph of own text, or a heading in it."""

    spans: Spans
    level: int = 0
    """0 for running text; 1 to 3 for a heading, below that of the section."""


@dataclass(frozen=True)
class Points:
    """A list in an own text; an item is what stands in it, lists inside included."""

    items: "tuple[tuple[Own, ...], ...]"
    numbered: bool = False


@dataclass(frozen=True)
class Quote:
    """What somebody said."""

    blocks: "tuple[Own, ...]"


@dataclass(frozen=True)
class Grid:
    """An own table; the first row has the headings, and all are as long."""

    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture of the wijkscan itself."""

    id: str
    media: str
    """`image/jpeg` or `image/png`."""
    data: bytes
    width: int
    height: int
    """In pixels."""
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Notes:
    """Where the figures in the sentences above come from, numbered from 1."""

    lines: tuple[str, ...]


Own = Prose | Points | Quote | Grid | Photo
"""What people wrote themselves: the only blocks in which anything may stand."""
Block = Text | Listing | Table | Picture | Own | Notes


def spoken(spans: Iterable[Span]) -> str:
    """The text without its looks."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True)
class Section:
    """A paragraph of the format, or a part of the report outside it."""

    number: str
    """`2.1`; "" for a part without a number."""
    title: str
    blocks: tuple[Block, ...]
    key: str = ""
    """The part of the wijkscan that it shows (`2.samenvatting`); "" when it's its number, or none."""

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Chapter:
    """A chapter with its paragraphs."""

    number: str
    title: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...] = ()
    """What stands right below the heading, before the paragraphs."""

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    """The name of the area."""
    subtitle: str
    """What kind of area it is."""
    day: date
    facts: tuple[tuple[str, str], ...]
    """What stands on the cover: label and text."""
    chapters: tuple[Chapter, ...]
    kind: str = "Wijkkaart"
    """`Wijkkaart`, or `Wijkscan` when people filled it."""

    def pictures(self) -> Iterator[Picture]:
        """All pictures, in order."""
        yield from (block for block in self.blocks() if isinstance(block, Picture))

    def blocks(self) -> Iterator[Block]:
        """All blocks, in order; not what stands inside them."""
        for chapter in self.chapters:
            yield from chapter.blocks
            for section in chapter.sections:
                yield from section.blocks

    @property
    def name(self) -> str:
        """What a file of it is called, without the end: `wijkkaart-kruiskamp-2026-11-26`."""
        return file_name(self.kind, self.title, self.day)


def file_name(kind: str, title: str, day: date) -> str:
    """What a file is called, without the end, in signs that every machine takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").removeprefix(f"{kind.casefold()}-")[:60]
    return f"{kind.casefold()}-{slug or 'gebied'}-{day.isoformat()}"
