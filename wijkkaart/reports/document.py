"""A report as plain data, before it's a file: the writers need nothing else.

All texts are as people read them; what may be hostile in them is the business of each writer.
"""

import re
import unicodedata
from collections.abc import Iterator
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


Block = Text | Listing | Table | Picture


@dataclass(frozen=True)
class Section:
    """A paragraph of the format, or a part of the report outside it."""

    number: str
    """`2.1`; "" for a part without a number."""
    title: str
    blocks: tuple[Block, ...]

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

    def pictures(self) -> Iterator[Picture]:
        """All pictures, in order."""
        for chapter in self.chapters:
            for blocks in (chapter.blocks, *(section.blocks for section in chapter.sections)):
                yield from (block for block in blocks if isinstance(block, Picture))

    @property
    def name(self) -> str:
        """What a file of it is called, without the end: `wijkkaart-kruiskamp-2026-11-26`."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode().casefold()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
        return f"wijkkaart-{slug or 'gebied'}-{self.day.isoformat()}"
