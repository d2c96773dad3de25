"""A report as a Word document: real styles, a table of contents, captions, and pictures with their words."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from wijkkaart.charts.files import portable_svg, svg_png
from wijkkaart.present import dutch
from wijkkaart.reports import ending
from wijkkaart.reports import word_parts as parts
from wijkkaart.reports.document import Block, Listing, Picture, Report, Table, Text
from wijkkaart.reports.paper import BEHIND, PIXELS, picture_width
from wijkkaart.reports.word_own import BETWEEN, QUOTE, OwnWriter

ACCENT, SOFT = RGBColor(0x0B, 0x5D, 0x6B), RGBColor(0x54, 0x68, 0x6C)
FONT = "Arial"
"""On every machine, or a free letter of the same widths is."""
_MM = 0.25
"""Millimetres on paper a pixel of a picture."""


def write(report: Report) -> bytes:
    """The report as .docx."""
    document = docx.Document()
    _page(document, report)
    _styles(document)
    _cover(document, report)
    _Body(document).fill(report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, report: Report) -> None:
    """A4, with name, date and page number on all pages but the first."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = f"{report.title}, {dutch.day(report.day)}"
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{report.kind.casefold()}, bladzijde ")
    parts.field(foot, "PAGE", "1")
    foot.add_run(" van ")
    parts.field(foot, "NUMPAGES", "1")
    known = document.core_properties
    known.title = f"{report.title}: {report.kind.casefold()}, {dutch.day(report.day)}"
    known.author, known.language, known.subject, known.comments = "wijkkaart", "nl-NL", report.subtitle, ""
    moment = datetime(report.day.year, report.day.month, report.day.day)
    known.created = known.modified = moment


def _styles(document: Document) -> None:
    parts.language(document, "nl-NL")
    looks = {
        "Normal": (10, None),
        "Title": (30, ACCENT),
        "Subtitle": (12, SOFT),
        "Heading 1": (19, ACCENT),
        "Heading 2": (14, ACCENT),
        "Heading 3": (11, ACCENT),
        "Heading 4": (10.5, ACCENT),
        "Heading 5": (10, SOFT),
        "Caption": (9, SOFT),
        QUOTE: (10, SOFT),
        "Header": (8.5, SOFT),
        "Footer": (8.5, SOFT),
    }
    kinds = ("List Bullet", "List Number", "List Continue")
    looks |= {f"{kind}{depth}": (10, None) for kind in kinds for depth in ("", " 2", " 3")}
    styles = document.styles
    for name in ("toc 1", "toc 2", "Bron"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    styles.add_style(BETWEEN, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Heading 2"]
    looks |= {BETWEEN: (11, ACCENT), "toc 1": (10.5, None), "toc 2": (10, None), "Bron": (8.5, SOFT)}
    for name, (size, colour) in looks.items():
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        parts.plain_font(style, FONT)
        style.font.size = Pt(size)
        style.font.bold = name.startswith("Heading") or name in {"Title", "toc 1", BETWEEN}
        style.font.italic = False
        if colour is not None:
            style.font.color.rgb = colour
        style.paragraph_format.space_after = Pt(4)
    parts.quoted(styles[QUOTE], "0B5D6B")
    parts.unlined(styles["Title"])
    chapter, inside, top = styles["Heading 1"], styles["toc 2"], styles["toc 1"]
    assert isinstance(chapter, ParagraphStyle)
    assert isinstance(inside, ParagraphStyle)
    assert isinstance(top, ParagraphStyle)
    chapter.paragraph_format.page_break_before = True
    inside.paragraph_format.left_indent = Mm(8)
    top.paragraph_format.space_before = Pt(6)


def _cover(document: Document, report: Report) -> None:
    document.add_paragraph(
        f"{report.kind}: {report.subtitle}", "Subtitle"
    ).paragraph_format.space_before = Mm(40)
    document.add_paragraph(report.title, "Title")
    document.add_paragraph(dutch.day(report.day)).paragraph_format.space_after = Mm(12)
    for label, text in report.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)


class _Body:
    """Everything after the cover, with its numbers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._figures: Iterator[int] = count(1)
        self._tables: Iterator[int] = count(1)
        self._marks: Iterator[int] = count(1)
        self._flow = parts.Flow(document)
        self._own = OwnWriter(self._flow, lambda kind, text: self._caption(kind, self._tables, text))

    def fill(self, report: Report) -> None:
        """The contents, the chapters, and the figures behind the charts."""
        behind = [picture.data for picture in report.pictures() if picture.data is not None]
        parts.contents(self._flow, _headings(report, bool(behind)))
        for chapter in report.chapters:
            self._heading(chapter.heading, 1)
            self._blocks(chapter.blocks, 2)
            for section, held, whole in ending.sections(chapter):
                free = len(section.blocks) - held
                with self._flow.together(whole):
                    self._heading(section.heading, 2)
                    self._blocks(section.blocks[:free], 3)
                with self._flow.together(held > 0, to_next=True):
                    self._blocks(section.blocks[free:], 3)
        if behind:
            self._heading(BEHIND, 1)
            self._blocks(behind, 2)

    def _heading(self, text: str, level: int) -> None:
        parts.bookmark(self._flow.add(text, f"Heading {level}"), next(self._marks))

    def _blocks(self, blocks: Sequence[Block], level: int) -> None:
        for block in blocks:
            match block:
                case Text():
                    self._said(self._flow.add(style="Bron" if block.small else ""), block)
                case Listing():
                    if block.title:
                        self._flow.add(block.title, "Heading 3" if level == 3 else BETWEEN)
                    for line in block.lines:
                        self._said(self._flow.add(style="List Bullet"), line)
                case Table():
                    self._table(block)
                case Picture():
                    self._picture(block)
                case _:
                    self._own.write(block, level)

    def _said(self, paragraph: Paragraph, text: Text) -> None:
        if text.lead:
            paragraph.add_run(f"{text.lead}: ").bold = True
        paragraph.add_run(text.text)

    def _caption(self, kind: str, numbers: Iterator[int], text: str) -> Paragraph:
        """A caption that Word numbers itself."""
        paragraph = self._flow.add(f"{kind} ", "Caption")
        parts.field(paragraph, f"SEQ {kind} \\* ARABIC", str(next(numbers)))
        paragraph.add_run(f". {text}")
        return paragraph

    def _table(self, table: Table) -> None:
        self._caption("Tabel", self._tables, table.caption).paragraph_format.keep_with_next = True
        parts.table(self._flow, table.columns, table.rows, table.caption)
        self._flow.add().paragraph_format.space_after = Pt(2)

    def _picture(self, picture: Picture) -> None:
        paragraph = self._flow.add()
        paragraph.paragraph_format.keep_with_next = True
        width = Mm(picture_width(picture, _MM))
        shape = paragraph.add_run().add_picture(io.BytesIO(svg_png(picture.svg, PIXELS)), width=width)
        parts.vector(self.document, shape, portable_svg(picture.svg))
        parts.described(shape, picture.caption, picture.alt)
        caption = self._caption("Figuur", self._figures, picture.caption)
        if picture.note:
            caption.add_run(f". {picture.note}")


def _headings(report: Report, behind: bool) -> list[tuple[int, str]]:
    """Level and text of what stands in the contents, in order."""
    found: list[tuple[int, Any]] = []
    for chapter in report.chapters:
        found.append((1, chapter.heading))
        found += [(2, section.heading) for section in chapter.sections]
    return [*found, (1, BEHIND)] if behind else found
