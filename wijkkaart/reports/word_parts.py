"""What python-docx has no words for: fields, bookmarks, the language, and words with a picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.shared import Mm, Pt
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from wijkkaart.reports.paper import column_widths

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    found = OxmlElement(tag)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    return found


def _mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def _instruction(paragraph: Paragraph, code: str) -> None:
    _mark(paragraph, "begin")
    text = _element("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {code} "
    paragraph.add_run()._r.append(text)
    _mark(paragraph, "separate")


class Flow:
    """Adds paragraphs at the end of a document. python-docx goes through all styles for each of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._ids: dict[str, str] = {}

    def add(self, text: str = "", style: str = "") -> Paragraph:
        """A paragraph in the style of this name."""
        made = OxmlElement("w:p")
        # What the page looks like stands last.
        self.document.element.body[-1].addprevious(made)
        paragraph = Paragraph(made, self.document._body)
        if style:
            if style not in self._ids:
                self._ids[style] = self.document.styles[style].style_id
            made.get_or_add_pPr().style = self._ids[style]
        if text:
            paragraph.add_run(text)
        return paragraph

    @contextmanager
    def together(self, so: bool, *, to_next: bool = False) -> Iterator[None]:
        """What's added inside stays on one page when it's `so`, `to_next` with what comes after it."""
        body = self.document.element.body
        before = len(body)
        yield
        made = [each for added in body[before - 1 : -1] for each in added.iter(qn("w:p"))] if so else []
        for each in made if to_next else made[:-1]:
            each.get_or_add_pPr().get_or_add_keepNext()

    def table(self, rows: int, columns: int, width: float) -> Table:
        """An empty table of so many millimetres."""
        made = CT_Tbl.new_tbl(rows, columns, Mm(width))
        made.tblStyle_val = "TableGrid"
        self.document.element.body[-1].addprevious(made)
        return Table(made, self.document._body)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word works out, with what it shows until then."""
    _instruction(paragraph, code)
    paragraph.add_run(shown)
    _mark(paragraph, "end")


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Mark a heading, so that the contents can lead to it."""
    start = _element("w:bookmarkStart", id=str(number), name=_name(number))
    end = _element("w:bookmarkEnd", id=str(number))
    # The properties of a paragraph have to come first.
    paragraph._p.insert(1, start)
    paragraph._p.append(end)


def _name(number: int) -> str:
    return f"_Toc{number:06d}"


def contents(flow: Flow, headings: Sequence[tuple[int, str]]) -> None:
    """A table of contents as Word makes it, filled with links; the page numbers come when it's updated.

    Word isn't told to update it at once, as it would ask the reader for leave.
    """
    title = flow.add("Inhoud", "Title")
    title.paragraph_format.page_break_before = True
    for run in title.runs:
        run.font.size = Pt(19)
    for number, (level, text) in enumerate(headings, 1):
        paragraph = flow.add(style=f"toc {level}")
        if number == 1:
            _instruction(paragraph, 'TOC \\o "1-2" \\h \\z')
        link = _element("w:hyperlink", anchor=_name(number), history="1")
        run = paragraph.add_run(text)._r
        link.append(run)
        paragraph._p.append(link)
        if number == len(headings):
            _mark(paragraph, "end")


def language(document: Document, tag: str) -> None:
    """The language of all text."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val=tag, eastAsia=tag, bidi="ar-SA"))


def plain_font(style: ParagraphStyle, name: str) -> None:
    """Give a style this letter, instead of that of the theme."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), name)


def unlined(style: BaseStyle) -> None:
    """Take away the line that the template draws below a title."""
    properties = style.element.get_or_add_pPr()
    for line in properties.findall(qn("w:pBdr")):
        properties.remove(line)


def quoted(style: BaseStyle, colour: str) -> None:
    """A line before the paragraphs of a style, and some room."""
    properties = style.element.get_or_add_pPr()
    lines = _element("w:pBdr")
    lines.append(_element("w:left", val="single", sz="18", space="8", color=colour))
    properties.insert(0, lines)
    properties.ind_left = Mm(6)


def described(shape: InlineShape, title: str, text: str) -> None:
    """Give a picture its title and words."""
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", text)


def vector(document: Document, shape: InlineShape, svg: bytes) -> None:
    """Give a picture its form in SVG, for Word of 2016 and later; others go on showing its pixels."""
    package = document.part.package
    assert package is not None
    part = Part(package.next_partname("/word/media/vector%d.svg"), "image/svg+xml", svg, package)
    extensions = parse_xml(
        f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}"/></a:ext></a:extLst>'
    )
    extensions[0][0].set(qn("r:embed"), document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
    shape._inline.graphic.graphicData.pic.blipFill.blip.append(extensions)


def leftward(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    # Its place among the others is fixed.
    before = [properties.find(qn(f"w:{name}")) for name in ("spacing", "ind", "jc", "rPr")]
    first = next((each for each in before if each is not None), None)
    made = _element("w:bidi")
    if first is None:
        properties.append(made)
    else:
        first.addprevious(made)


def restarted(document: Document, style: str) -> int:
    """A numbering like that of a style, that begins at 1 again; its id."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    used = document.styles[style].element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
    made.add_lvlOverride(0).add_startOverride(1)
    number: int = made.numId
    return number


def numbered(paragraph: Paragraph, number: int) -> None:
    """Let a paragraph take the next number of this numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def table(flow: Flow, columns: Sequence[str], rows: Sequence[Sequence[str]], words: str) -> Table:
    """A table with a heading row that returns on every page."""
    widths = column_widths(columns)
    made = flow.table(len(rows) + 1, len(columns), sum(widths))
    made.autofit = False
    head, body = _in_cell(flow, bold=True), _in_cell(flow)
    for place, (texts, row) in enumerate(zip((columns, *rows), made._tbl.tr_lst, strict=True)):
        settings = row.get_or_add_trPr()
        settings.append(_element("w:cantSplit"))
        if place == 0:
            settings.append(_element("w:tblHeader"))
        for text, cell, width in zip(texts, row.tc_lst, widths, strict=True):
            cell.width = Mm(width)
            # A copy takes a third of the time of another one made.
            paragraph = deepcopy(body if place else head)
            paragraph.r_lst[0].text = text
            cell.replace(cell.p_lst[0], paragraph)
            if place == 0:
                cell.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="EAF2F3"))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    properties = made._tbl.tblPr
    # Word wants these in their order.
    properties.find(qn("w:tblLayout")).addprevious(_lines())
    properties.append(_element("w:tblCaption", val=words))
    return made


def _in_cell(flow: Flow, *, bold: bool = False) -> CT_P:
    """A paragraph as it is in a cell, with a run that has no text yet."""
    made = OxmlElement("w:p")
    paragraph = Paragraph(made, flow.document._body)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    run = paragraph.add_run()
    run.font.size, run.bold = Pt(8.5), bold or None
    return made


def _lines() -> BaseOxmlElement:
    """Thin lines between rows, and none between columns."""
    found = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "none" if side in {"left", "right", "insideV"} else "single"
        found.append(_element(f"w:{side}", val=kind, sz="4", space="0", color="B4C3C5"))
    return found
