"""Own texts: Markdown in, plain data out (see `tree`); nothing in it can become HTML or a script.

Beside ordinary links there are three kinds of our own: `[6.020](cijfer:inwoners)` for a figure,
`[Wijkcentrum](plek:<id of a row>)` for something of the sociale kaart and `![alt](foto:<id> "caption")`
for a picture of the wijkscan. Any other address is dropped and its text stays: no text gets lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from wijkkaart.core.wijkscan import tokens as md
from wijkkaart.core.wijkscan.tokens import WEB
from wijkkaart.core.wijkscan.tree import Grid, Heading, Items, Node, Paragraph, Photo, Quote, Run, Runs

FIGURE, RECORD, PHOTO = "cijfer:", "plek:", "foto:"
_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&!])")
_MARKS = re.compile(r"^(\*{1,3}|_{1,3})(.+)\1$", re.DOTALL)


@dataclass(frozen=True)
class Uses:
    """What an own text leans on, each as often as it's there."""

    figures: tuple[tuple[str, str], ...]
    """Id of an indicator (`inwoners`, `inwoners@GM0307`) and what the text says of it."""
    records: tuple[tuple[str, str], ...]
    """Id of a row of `Guide.things`, and what the text calls it."""
    photos: tuple[Photo, ...]


def read(text: str) -> tuple[Node, ...]:
    """An own text as nodes; HTML in it is text like any other. Never fails."""
    tokens = md.tokens(text)
    if tokens is None:
        return tuple(Paragraph((Run(part),)) for part in md.paragraphs(text) if part.strip())
    return tuple(_nodes(tokens))


def _nodes(tokens: Sequence[Token]) -> Iterator[Node]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _closing(tokens, place)
        inside = tokens[place + 1 : end]
        match token.type:
            case "heading_open":
                yield Heading(min(int(token.tag[1:]), 3), _flat(inside[0].children or ()))
            case "paragraph_open":
                yield from _paragraph(inside[0].children or ())
            case "bullet_list_open" | "ordered_list_open":
                yield Items(tuple(_items(inside)), token.type == "ordered_list_open")
            case "blockquote_open":
                if nodes := tuple(_nodes(inside)):
                    yield Quote(nodes)
            case "table_open":
                yield Grid(tuple(_rows(inside)))
            case "fence":
                if token.content.strip():
                    yield Paragraph((Run(token.content.rstrip("\n")),))
        place = end + 1


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Where what opens at `place` closes; `place` itself for what doesn't open."""
    if tokens[place].nesting <= 0:
        return place
    depth = 0
    for end in range(place, len(tokens)):
        depth += tokens[end].nesting
        if not depth:
            return end
    return len(tokens) - 1


def _items(tokens: Sequence[Token]) -> Iterator[tuple[Node, ...]]:
    place = 0
    while place < len(tokens):
        end = _closing(tokens, place)
        yield tuple(_nodes(tokens[place + 1 : end]))
        place = end + 1


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[Runs, ...]]:
    row: list[Runs] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(_flat(token.children or ()))
        elif token.type == "tr_close":
            yield tuple(row)


def _paragraph(tokens: Sequence[Token]) -> Iterator[Node]:
    """Running text; a picture in it stands by itself."""
    runs: list[Run] = []
    for part in _inline(tokens):
        if isinstance(part, Run):
            runs.append(part)
            continue
        if kept := _joined(runs):
            yield Paragraph(kept)
        runs = []
        yield part
    if kept := _joined(runs):
        yield Paragraph(kept)


def _flat(tokens: Sequence[Token]) -> Runs:
    """Text where no picture can stand: of a picture its alternative text."""
    return _joined([part if isinstance(part, Run) else Run(part.alt) for part in _inline(tokens)])


def _inline(tokens: Sequence[Token]) -> Iterator[Run | Photo]:
    look = Run("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting > 0)
            case "link_open":
                look = _linked(look, str(token.attrs.get("href", "")))
            case "link_close":
                look = replace(look, link="", figure="", record="")
            case "image":
                address, alt = str(token.attrs.get("src", "")), _text(token.children or ())
                if address.startswith(PHOTO) and address != PHOTO:
                    caption = str(token.attrs.get("title", ""))
                    yield Photo(address.removeprefix(PHOTO), alt, caption)
                else:
                    yield replace(look, text=alt)
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case _:
                yield replace(look, text=token.content)


def _linked(look: Run, address: str) -> Run:
    if address.startswith(FIGURE):
        return replace(look, figure=address.removeprefix(FIGURE))
    if address.startswith(RECORD):
        return replace(look, record=address.removeprefix(RECORD))
    return replace(look, link=address if address.casefold().startswith(WEB) else "")


def _text(tokens: Sequence[Token]) -> str:
    return "".join(each.text if isinstance(each, Run) else each.alt for each in _inline(tokens))


def _joined(runs: Sequence[Run]) -> Runs:
    """Runs that look alike as one; nothing when there's no text at all."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found) if any(run.text.strip() for run in found) else ()


def runs_of(nodes: Sequence[Node]) -> Iterator[Run]:
    """All runs of text, in their order."""
    for line in lines_of(nodes):
        yield from line


def lines_of(nodes: Sequence[Node]) -> Iterator[Runs]:
    """The text of each heading, paragraph, item and cell, in their order."""
    for node in nodes:
        match node:
            case Heading() | Paragraph():
                yield node.runs
            case Quote():
                yield from lines_of(node.nodes)
            case Items():
                for item in node.items:
                    yield from lines_of(item)
            case Grid():
                for row in node.rows:
                    yield from row


def photos_of(nodes: Sequence[Node]) -> Iterator[Photo]:
    """All pictures, in their order."""
    for node in nodes:
        match node:
            case Photo():
                yield node
            case Quote():
                yield from photos_of(node.nodes)
            case Items():
                for item in node.items:
                    yield from photos_of(item)


def plain(text: str) -> str:
    """The words of an own text: a line each for a paragraph, heading, item or cell; no marks, no pictures."""
    return words_of(read(text))


def words_of(nodes: Sequence[Node]) -> str:
    """The words of a text that was read, a line each for a paragraph, heading, item or cell."""
    lines = ("".join(run.text for run in runs) for runs in lines_of(nodes))
    return "\n".join(line for line in lines if line.strip())


def references(text: str) -> Uses:
    """The figures, things of the sociale kaart and pictures that an own text uses."""
    return uses_of(read(text))


def uses_of(nodes: Sequence[Node]) -> Uses:
    """The figures, things of the sociale kaart and pictures that a text that was read uses."""
    runs = [*runs_of(nodes)]
    return Uses(_spoken(runs, "figure"), _spoken(runs, "record"), tuple(photos_of(nodes)))


def _spoken(runs: Sequence[Run], field: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    last: Run | None = None
    for run in runs:
        key = str(getattr(run, field))
        # A figure may be partly bold: runs next to each other, of one link.
        if key and last is not None and getattr(last, field) == key:
            found[-1] = (key, found[-1][1] + run.text)
        elif key:
            found.append((key, run.text))
        last = run
    return tuple(found)


def replaced(text: str, texts: Mapping[str, str]) -> str:
    """The text with another wording of some figures, by their id; all else stays as it was written."""
    return rewritten(text, lambda key, said: texts.get(key, said))


def rewritten(text: str, said: Callable[[str, str], str]) -> str:
    """The text with each figure worded as `said(id, text)` has it; all else stays as it was written."""
    for address, written in md.links(text):
        if not address.startswith(FIGURE):
            continue
        key = address.removeprefix(FIGURE)
        was = plain(written)
        now = said(key, was)
        if now == was:
            continue
        label, rest = _split(written)
        marks = _MARKS.match(label)
        mark = marks[1] if marks else ""
        worded = _SPECIAL.sub(r"\\\1", now)
        new = f"[{mark}{worded}{mark}{rest}"
        # Over a line's end the marks of a list or quote come in between.
        lines = r"\n[ \t>]*".join(re.escape(line) for line in written.split("\n"))
        text = re.sub(rf"(?<!\\){lines}", lambda _, new=new: new, text)  # type: ignore[misc]
    return text


def _split(written: str) -> tuple[str, str]:
    """What stands between the brackets of a link, and the rest with the closing bracket."""
    place = written.rindex("](")
    return written[1:place], written[place:]
