"""A report as an OpenDocument text, for LibreOffice and other word processors."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from wijkkaart.charts.files import portable_svg, svg_png
from wijkkaart.present import dutch
from wijkkaart.reports import odt_parts as parts
from wijkkaart.reports.document import (
    Block,
    Grid,
    Listing,
    Notes,
    Own,
    Photo,
    Picture,
    Points,
    Prose,
    Quote,
    Report,
    Span,
    Table,
    Text,
    spoken,
)
from wijkkaart.reports.odt_parts import element, words
from wijkkaart.reports.paper import BEHIND, PIXELS, column_widths, photo_width, picture_width
from wijkkaart.reports.script import leftward

_MM = 0.25
_ENDS = {"image/jpeg": "jpg", "image/png": "png"}


def write(report: Report) -> bytes:
    """The report as .odt."""
    return _Writer(report).data()


def _said(text: str, style: str = "Standard") -> str:
    return element("text:p", words(text), text_style_name=style)


def _bold(text: str) -> str:
    return element("text:span", words(text), text_style_name="Vet")


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.pictures: dict[str, bytes] = {}
        self.tables: dict[str, list[float]] = {}
        self._frames = 0
        self._figures: Iterator[int] = count(1)
        self._captions: Iterator[int] = count(1)
        self._headings: list[tuple[int, str]] = []

    def data(self) -> bytes:
        report = self.report
        behind = [picture.data for picture in report.pictures() if picture.data is not None]
        body = "".join(self._chapters())
        if behind:
            body += self._heading(BEHIND, 1) + self._blocks(behind, 2)
        content = element("office:automatic-styles", parts.table_styles(self.tables)) + element(
            "office:body", element("office:text", self._cover() + self._contents() + body)
        )
        kind = report.kind.casefold()
        head = _said(f"{report.title}, {dutch.day(report.day)}", "Header")
        page = element("text:page-number", "1", text_select_page="current")
        pages = element("text:page-count", "1")
        foot = element("text:p", f"{kind}, bladzijde {page} van {pages}", text_style_name="Footer")
        title = f"{report.title}: {kind}, {dutch.day(report.day)}"
        return parts.package(title, content, parts.styles(head, foot), self.pictures)

    def _cover(self) -> str:
        report = self.report
        facts = "".join(
            element("text:p", f"{_bold(label + ': ')}{words(text)}", text_style_name="Standard")
            for label, text in report.facts
        )
        lines = _said(f"{report.kind}: {report.subtitle}", "Onderkop") + _said(report.title, "Voorbladtitel")
        return lines + _said(dutch.day(report.day)) + facts

    def _contents(self) -> str:
        """Links to the headings; the page numbers come when the reader has them updated."""
        toc = "text:table-of-content"
        source = "".join(
            element(
                "text:table-of-content-entry-template",
                text_outline_level=str(level),
                text_style_name=f"Inhoud{level}",
            )
            for level in (1, 2)
        )
        source = element(f"{toc}-source", source, text_outline_level="2")
        entries = "".join(
            element(
                "text:p",
                element(
                    "text:a",
                    words(text),
                    xlink_type="simple",
                    xlink_href=f"#deel{number}",
                    text_style_name="Verwijzing",
                    text_visited_style_name="Verwijzing",
                ),
                text_style_name=f"Inhoud{level}",
            )
            for number, (level, text) in enumerate(self._headings, 1)
            if level < 3
        )
        title = element("text:index-title", _said("Inhoud", "Inhoudskop"), text_name="Inhoud_Kop")
        made = source + element("text:index-body", title + entries)
        return element(toc, made, text_name="Inhoud", text_protected="false")

    def _chapters(self) -> Iterator[str]:
        for chapter in self.report.chapters:
            yield self._heading(chapter.heading, 1) + self._blocks(chapter.blocks, 2)
            for section in chapter.sections:
                yield self._heading(section.heading, 2) + self._blocks(section.blocks, 3)

    def _heading(self, text: str, level: int) -> str:
        self._headings.append((level, text))
        mark = element("text:bookmark", text_name=f"deel{len(self._headings)}")
        return _head(mark + words(text), level)

    def _blocks(self, blocks: Sequence[Block], level: int) -> str:
        return "".join(self._block(block, level) for block in blocks)

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Text():
                return element("text:p", _line(block), text_style_name="Bron" if block.small else "Standard")
            case Listing():
                title = _head(words(block.title), max(level, 3)) if block.title else ""
                items = (element("text:p", _line(each), text_style_name="Standard") for each in block.lines)
                return title + _list(items, numbered=False)
            case Table():
                rows = [[words(cell) for cell in row] for row in (block.columns, *block.rows)]
                return self._table(block.caption, rows, column_widths(block.columns))
            case Picture():
                return self._picture(block)
            case Notes():
                lines = enumerate(block.lines, 1)
                return "".join(
                    element("text:p", f"{_note(n)} {words(line)}", text_style_name="Bron")
                    for n, line in lines
                )
            case _:
                return self._own(block, level)

    def _own(self, block: Own, level: int, style: str = "Standard") -> str:
        match block:
            case Prose() if block.level:
                return _head(_spans(block.spans), level + block.level - 1)
            case Prose():
                back = leftward(spoken(block.spans))
                return element("text:p", _spans(block.spans), text_style_name="Terug" if back else style)
            case Points():
                # A table can't stand in a list: it comes below it.
                apart = [each for item in block.items for each in item if isinstance(each, Grid)]
                items = ([each for each in item if not isinstance(each, Grid)] for item in block.items)
                shown = ("".join(self._own(each, level) for each in item) for item in items)
                return _list(shown, numbered=block.numbered) + self._blocks(apart, level)
            case Quote():
                return "".join(self._own(each, level, "Quotations") for each in block.blocks)
            case Grid():
                rows = [[_spans(cell) for cell in row] for row in block.rows]
                return self._table(block.caption, rows, column_widths([""] * len(rows[0])))
            case Photo():
                end, wide = _ENDS[block.media], photo_width(block)
                high = wide * block.height / max(block.width, 1)
                frame = self._frame({end: block.data}, wide, high, block.caption or block.alt, block.alt)
                caption = _said(block.caption, "Caption") if block.caption else ""
                return element("text:p", frame, text_style_name="Beeld" if caption else "Standard") + caption

    def _table(self, caption: str, rows: Sequence[Sequence[str]], widths: list[float]) -> str:
        name = f"Tabel{len(self.tables) + 1}"
        self.tables[name] = widths
        columns = "".join(
            element("table:table-column", table_style_name=f"{name}.{number}")
            for number in range(len(widths))
        )
        head = element("table:table-header-rows", _row(rows[0], "Kopvak", "Kopcel"))
        body = "".join(_row(row, "Vak", "Cel") for row in rows[1:])
        title = self._caption("Tabel", "Table", self._captions, caption) if caption else ""
        made = element("table:table", columns + head + body, table_name=name, table_style_name=name)
        return title + made + _said("", "Cel")

    def _caption(self, kind: str, name: str, numbers: Iterator[int], text: str) -> str:
        """A caption that is numbered by the word processor."""
        number = element(
            "text:sequence",
            str(next(numbers)),
            text_name=name,
            text_formula=f"ooow:{name}+1",
            style_num_format="1",
        )
        # It stays with the table below it, as a picture does with the caption below that.
        style = "Tabelkop" if name == "Table" else "Caption"
        return element("text:p", f"{kind} {number}. {words(text)}", text_style_name=style)

    def _picture(self, picture: Picture) -> str:
        wide = picture_width(picture, _MM)
        high = wide * picture.height / max(picture.width, 1.0)
        images = {"svg": portable_svg(picture.svg), "png": svg_png(picture.svg, PIXELS)}
        frame = self._frame(images, wide, high, picture.caption, picture.alt)
        text = f"{picture.caption}. {picture.note}" if picture.note else picture.caption
        shown = element("text:p", frame, text_style_name="Beeld")
        return shown + self._caption("Figuur", "Figure", self._figures, text)

    def _frame(self, images: Mapping[str, bytes], wide: float, high: float, title: str, alt: str) -> str:
        """A picture in its forms, by the ends of their names; a reader shows the first that it can."""
        self._frames += 1
        shown = ""
        for end, data in images.items():
            name = f"Pictures/{self._frames}.{end}"
            self.pictures[name] = data
            how = {"xlink_href": name, "xlink_type": "simple", "xlink_show": "embed"}
            how |= {"xlink_actuate": "onLoad", "draw_mime_type": parts.media(name)}
            shown += element("draw:image", **how)
        return element(
            "draw:frame",
            shown + element("svg:title", words(title)) + element("svg:desc", words(alt)),
            draw_name=f"Beeld {self._frames}",
            text_anchor_type="as-char",
            svg_width=f"{wide:.1f}mm",
            svg_height=f"{high:.1f}mm",
        )


def _head(inside: str, level: int) -> str:
    level = min(level, 5)
    return element("text:h", inside, text_style_name=f"Heading_20_{level}", text_outline_level=str(level))


def _line(text: Text) -> str:
    return (_bold(f"{text.lead}: ") if text.lead else "") + words(text.text)


def _note(number: int) -> str:
    return element("text:span", str(number), text_style_name="Noot")


def _list(items: Iterator[str], *, numbered: bool) -> str:
    inside = "".join(element("text:list-item", item) for item in items)
    return element("text:list", inside, text_style_name="Nummers" if numbered else "Punten") if inside else ""


def _row(cells: Sequence[str], box: str, style: str) -> str:
    made = (
        element(
            "table:table-cell",
            element("text:p", cell, text_style_name=style),
            table_style_name=box,
            office_value_type="string",
        )
        for cell in cells
    )
    return element("table:table-row", "".join(made), table_style_name="Rij")


def _spans(spans: Sequence[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    text = words(span.text)
    style = ("Vet" if span.bold else "") + ("Schuin" if span.italic else "")
    if style:
        text = element("text:span", text, text_style_name=style)
    if span.link:
        text = element("text:a", text, xlink_type="simple", xlink_href=span.link)
    return text + (_note(span.note) if span.note else "")
