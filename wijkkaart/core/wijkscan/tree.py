"""An own text, read: what Markdown says, as plain data for the screen and the writers of reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks alike."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """An address with http(s) or mailto; "" for none."""
    figure: str = ""
    """Id of the indicator that `text` is the figure of (`inwoners`, `inwoners@GM0307` of another area)."""
    record: str = ""
    """Id of the row of `Guide.things` that `text` names."""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside an own text."""

    level: int
    """1 to 3, below the heading of the paragraph itself."""
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break is `\\n` in a run."""

    runs: Runs


@dataclass(frozen=True)
class Items:
    """A list; an item is what stands in it, lists inside included."""

    items: "tuple[tuple[Node, ...], ...]"
    numbered: bool = False


@dataclass(frozen=True)
class Quote:
    """What somebody said."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True)
class Grid:
    """An own table; the first row has the headings."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Photo:
    """A picture of the wijkscan."""

    id: str
    alt: str
    caption: str = ""


Node = Heading | Paragraph | Items | Quote | Grid | Photo
