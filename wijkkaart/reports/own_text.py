"""Own texts as blocks of a report: with notes to the figures in them, and without what a role may not see."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from wijkkaart.core.wijkscan import markup, tree
from wijkkaart.reports.document import (
    Block,
    Grid,
    Notes,
    Own,
    Photo,
    Points,
    Prose,
    Quote,
    Span,
    Spans,
    clean,
    spoken,
)

HIDDEN = "(niet getoond)"
"""Stands for what a role may not see."""
Pictures = Callable[[str], tuple[str, bytes] | None]
"""Id of a picture to its media type and bytes."""
_MEDIA = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True)
class Sight:
    """What whoever reads a report may see, and what there is to say of a figure in a text."""

    masked: Callable[[str], str]
    """A text without the names, addresses and numbers of persons that aren't for this role."""
    note: Callable[[str], str]
    """Id of a figure (`inwoners`, `inwoners@GM0307`) to where it comes from."""
    shown: Callable[[str], bool]
    """Whether a thing of `Guide.things` may be named."""
    pictures: Pictures


@dataclass
class _Reader:
    sight: Sight
    notes: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """Figure to the number of its note."""
    level: int = 0

    def blocks(self, nodes: Sequence[tree.Node]) -> Iterator[Own]:
        for node in nodes:
            match node:
                case tree.Heading():
                    # A level that's passed over would leave a gap in the contents for who can't see.
                    self.level = min(node.level, self.level + 1)
                    yield Prose(self.spans(node.runs), self.level)
                case tree.Paragraph():
                    yield Prose(self.spans(node.runs))
                case tree.Items():
                    yield Points(tuple(tuple(self.inside(item)) for item in node.items), node.numbered)
                case tree.Quote():
                    yield Quote(tuple(self.inside(node.nodes)))
                case tree.Grid():
                    yield from self.grid(node)
                case tree.Photo():
                    yield self.photo(node)

    def inside(self, nodes: Sequence[tree.Node]) -> Iterator[Own]:
        """What stands in a list or quote: a heading is bold text there."""
        for node in nodes:
            if isinstance(node, tree.Heading):
                yield Prose(tuple(replace(each, bold=True) for each in self.spans(node.runs)))
            else:
                yield from self.blocks([node])

    def spans(self, runs: tree.Runs) -> Spans:
        return masked_spans(tuple(self.span(run) for run in runs), self.sight.masked)

    def span(self, run: tree.Run) -> Span:
        text = HIDDEN if run.record and not self.sight.shown(run.record) else clean(run.text)
        number = 0
        if run.figure:
            if run.figure not in self.numbers:
                self.notes.append(self.sight.note(run.figure))
                self.numbers[run.figure] = len(self.notes)
            number = self.numbers[run.figure]
        return Span(text, run.bold, run.italic, run.link, number)

    def grid(self, node: tree.Grid) -> Iterator[Own]:
        wide = max((len(row) for row in node.rows), default=0)
        if wide:
            rows = (tuple(map(self.spans, row)) for row in node.rows)
            yield Grid(tuple((*row, *((),) * (wide - len(row))) for row in rows))

    def photo(self, node: tree.Photo) -> Own:
        alt, caption = (self.sight.masked(clean(text)) for text in (node.alt, node.caption))
        found = photo(node.id, self.sight.pictures(node.id), alt, caption)
        return found or absent(alt or caption)


def masked_spans(found: Spans, masked: Callable[[str], str]) -> Spans:
    """The same text without what may not be read in it, nor in its links."""
    found = tuple(
        replace(each, link="") if each.link and masked(each.link) != each.link else each for each in found
    )
    said = spoken(found)
    whole = masked(said)
    if whole != said:
        # A name that's only partly bold is a name all the same.
        made = tuple(replace(each, text=masked(each.text)) for each in found)
        found = made if spoken(made) == whole else (Span(whole),)
    return tuple(each for each in found if each.text)


def photo(id: str, found: tuple[str, bytes] | None, alt: str, caption: str) -> Photo | None:  # noqa: A002
    """A picture with its size; None when there's none, or it's no picture that a report can hold."""
    if found is None or found[0] not in _MEDIA:
        return None
    try:
        with Image.open(io.BytesIO(found[1])) as image:
            size = image.size
    except (OSError, Image.DecompressionBombError):
        return None
    return Photo(id, *found, *size, alt, caption)


def absent(words: str) -> Prose:
    """What stands where a picture was."""
    return Prose((Span(f"(deze foto is er niet meer{f': {words}' if words else ''})", italic=True),))


def blocks(text: str, sight: Sight) -> list[Block]:
    """An own text in Markdown, with the notes to the figures in it below."""
    reader = _Reader(sight)
    found: list[Block] = [*reader.blocks(markup.read(sight.masked(text)))]
    return [*found, Notes(tuple(map(clean, reader.notes)))] if reader.notes else found


def line(text: str, sight: Sight) -> Spans:
    """A plain line, such as a cell of the action plan."""
    shown = sight.masked(clean(text))
    return (Span(shown),) if shown else ()
