"""Own texts in a Word document: paragraphs, lists, quotes, tables and photos, with Word's own styles."""

import io
from collections.abc import Callable, Sequence

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from wijkkaart.reports import word_parts as parts
from wijkkaart.reports.document import Grid, Notes, Own, Photo, Points, Prose, Quote, Span, spoken
from wijkkaart.reports.paper import photo_width
from wijkkaart.reports.script import leftward

QUOTE, BETWEEN = "Quote", "Tussenkop"
"""BETWEEN is a heading of level 2 that the table of contents leaves out."""
_DEEPEST = 3


class OwnWriter:
    """Writes blocks of own text into a document; `captioned` adds a caption with a number."""

    def __init__(self, flow: parts.Flow, captioned: Callable[[str, str], Paragraph]) -> None:
        self._flow, self._document, self._captioned = flow, flow.document, captioned

    def write(self, block: Own | Notes, level: int, depth: int = 0, style: str = "") -> None:
        """One block below a heading of `level - 1`; `depth` lists around it, perhaps in a `style`."""
        match block:
            case Prose() if block.level:
                under = level + block.level - 1
                self._prose(block.spans, f"Heading {min(under, 5)}" if under > 2 else BETWEEN)
            case Prose():
                self._prose(block.spans, style)
            case Points():
                self._points(block, level, depth)
            case Quote():
                for each in block.blocks:
                    self.write(each, level, depth, QUOTE)
            case Grid():
                self._grid(block)
            case Photo():
                self._photo(block)
            case Notes():
                for number, line in enumerate(block.lines, 1):
                    paragraph = self._flow.add(style="Bron")
                    paragraph.add_run(str(number)).font.superscript = True
                    paragraph.add_run(f" {line}")

    def _prose(self, found: Sequence[Span], style: str) -> Paragraph:
        paragraph = self._flow.add(style=style)
        spans(paragraph, found)
        return paragraph

    def _points(self, block: Points, level: int, depth: int) -> None:
        place = min(depth + 1, _DEEPEST)
        kind = "List Number" if block.numbered else "List Bullet"
        style = kind if place == 1 else f"{kind} {place}"
        number = parts.restarted(self._document, style) if block.numbered else None
        more = "List Continue" if place == 1 else f"List Continue {place}"
        for item in block.items:
            for order, each in enumerate(item):
                if not isinstance(each, Prose) or each.level:
                    self.write(each, level, depth + 1)
                elif order:
                    self._prose(each.spans, more)
                else:
                    paragraph = self._prose(each.spans, style)
                    if number is not None:
                        parts.numbered(paragraph, number)

    def _grid(self, block: Grid) -> None:
        if block.caption:
            self._captioned("Tabel", block.caption).paragraph_format.keep_with_next = True
        words = [[spoken(cell) for cell in row] for row in block.rows]
        made = parts.table(self._flow, words[0], words[1:], block.caption or "Tabel")
        for row, texts in zip(made.rows[1:], block.rows[1:], strict=True):
            for cell, found in zip(row.cells, texts, strict=True):
                paragraph = cell.paragraphs[0]
                for run in paragraph.runs:
                    run._r.getparent().remove(run._r)
                spans(paragraph, found, 8.5)
        self._flow.add().paragraph_format.space_after = Pt(2)

    def _photo(self, block: Photo) -> None:
        paragraph = self._flow.add()
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        shape = paragraph.add_run().add_picture(io.BytesIO(block.data), width=Mm(photo_width(block)))
        parts.described(shape, block.caption or block.alt, block.alt)
        if block.caption:
            self._flow.add(block.caption, "Caption")


def spans(paragraph: Paragraph, found: Sequence[Span], size: float = 0) -> None:
    """Text with its looks, its links, and the numbers of its notes."""
    back = leftward(spoken(found))
    if back:
        parts.leftward(paragraph)
    for span in found:
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None
        if size:
            run.font.size = Pt(size)
        if back or leftward(span.text):
            run.font.rtl = True
        if span.link:
            _linked(paragraph, run, span.link)
        if span.note:
            paragraph.add_run(str(span.note)).font.superscript = True


def _linked(paragraph: Paragraph, run: Run, address: str) -> None:
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.set(qn("w:history"), "1")
    run._r.addprevious(link)
    link.append(run._r)
