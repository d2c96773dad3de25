"""The three kinds of file: whole, readable for everybody, and safe whatever the texts are."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.browser.hostile import ATTACKS
from tests.export.sample import HOSTILE
from tests.reports import opened
from wijkkaart.reports import FORMS, letters, write
from wijkkaart.reports.document import Chapter, Listing, Picture, Report, Section, Table, Text, clean
from wijkkaart.reports.paper import picture_width

TYPST = (
    "#panic()",
    "*vet* _schuin_ $x^2$ @label <label> // weg",
    '#read("/etc/passwd")',
    "= Kop",
    "```raw```",
)
NASTY = [clean(each) for each in (*ATTACKS, *HOSTILE, *TYPST)]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="640" '
    'height="320" viewBox="0 0 640 320"><defs><clipPath id="clip0"><path d="M0 0h640v320H0z"/>'
    "</clipPath></defs>"
    '<g clip-path="url(#clip0)"><rect id="a" width="40" height="40"/><use xlink:href="#a"/>'
    '<text x="9" y="99">Inwoners</text></g></svg>'
)


SAID = (
    *("Kruiskamp", "Buurthuis", "Café ’t Hoekje", "De bewoners", "wijk in Torenstad", "26 november 2026"),
    *("Wat ontbreekt", "1.234,5", "Inwoners door de jaren", "kruisje: geen cijfer", "Inhoud"),
)


def _report(*words: str) -> Report:
    table = Table(
        words[0],
        ("Nr.", "Naam", "Wat en waar", "Contact"),
        tuple((str(n), w, w, w) for n, w in enumerate(words)),
    )
    data = Table(words[0], ("Jaar", words[0]), (("2023", "1.234,5"), ("2024", "1.300,0")))
    chart = Picture(
        "Inwoners door de jaren", f"Lijndiagram: {words[0]}", SVG, 640, 320, "kruisje: geen cijfer", data
    )
    lines = tuple(Text(word, word) for word in words)
    section = Section(
        "2.1", "Bevolking", (Text(words[0]), table, Listing("Wat ontbreekt", lines), chart, chart)
    )
    chapters = (
        Chapter("", "In het kort", (), (Listing("Wat valt op", lines),)),
        Chapter("2", "De bewoners", (section, Section("2.2", words[-1], (Text(words[-1], small=True),)))),
    )
    return Report(words[0], "wijk in Torenstad", date(2026, 11, 26), (("Gemaakt op", words[0]),), chapters)


@pytest.fixture(scope="module")
def plain() -> Report:
    return _report("Kruiskamp", "Buurthuis", "Café ’t Hoekje")


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_file_has_every_text(plain: Report, form: str) -> None:
    found = opened.text(write(plain, form), form)
    for said in SAID:
        assert said in found, said


def test_the_same_report_gives_the_same_file(plain: Report) -> None:
    for form in ("html", "odt", "pdf"):
        assert write(plain, form) == write(plain, form)


def test_hostile_text_is_shown_as_it_is(form: str) -> None:
    data = write(_report(*NASTY), form)
    if form == "html":
        page = opened.page(data)
        assert page.wrong == []
        assert len(page.named("script")) == 1
        assert page.named("img") == []
        assert [a for _, attributes in page.tags for a in attributes if a.startswith("on")] == []
        shown = "".join(page.texts)
        assert [each for each in NASTY if each.replace("\n", "") not in shown] == []
    elif form == "docx":
        shown = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
        # A tab or an end of line is a sign of its own in Word; a carriage return is an end of line.
        assert [each for each in NASTY if f"{each}: {each}".replace("\r", "\n") not in shown] == []
    elif form == "odt":
        shown = opened.odt_text(data)
        assert [each for each in NASTY if f"{each}: {each}".replace("\r", "\n") not in shown] == []
    else:
        shown = re.sub(r"[\s\u200b-]", "", opened.text(data, form))
        typed = [re.sub(r"[\s\u200b-]", "", each) for each in TYPST]
        assert [each for each in typed if each not in shown] == []


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert clean("a\x00b\x07c\u202ed\ud800e\uffff") == "abcde"
    assert (
        clean("regel\n\ttab \U0001f600 \u05e9\u05dc\u05d5\u05dd")
        == "regel\n\ttab \U0001f600 \u05e9\u05dc\u05d5\u05dd"
    )


def test_the_name_of_a_file_is_harmless() -> None:
    assert _report("../'s-Gravenhage / Zuid").name == "wijkkaart-s-gravenhage-zuid-2026-11-26"
    assert _report("\U0001f600").name == "wijkkaart-gebied-2026-11-26"


def test_a_pdf_has_other_alphabets_and_emoji_and_says_what_it_lacks() -> None:
    usual = "café Şişli Łódź Αθ € 1–2"
    assert letters.fitting(usual) == letters.Fitting(usual, (letters.MAIN,), letters.fitting("").folders, ())
    found = letters.fitting("e\u0301 \u05e9\u05dc\U0001f600 a\u2028b\u00adc \u7528\U000e0041")
    assert found.text == "é \u05e9\u05dc\U0001f600 a b\u00adc ?"
    assert found.families == (letters.MAIN, "Noto Sans Hebrew", "Noto Emoji")
    assert found.lost == ("\u7528",)
    assert "U+7528" in letters.told(found.lost)
    assert letters.told(()) == ""
    data = write(_report("\u05e9\u05dc\u05d5\u05dd Kruiskamp \U0001f600 \u7528"), "pdf")
    text = opened.text(data, "pdf")
    assert "\U0001f600" in text
    assert "?" in text
    assert "Tekens die ontbreken" in text
    assert "U+7528" in text
    assert "Tekens die ontbreken" not in opened.text(write(_report("\u05e9\u05dc\u05d5\u05dd"), "pdf"), "pdf")


# -- HTML


@pytest.fixture(scope="module")
def html(plain: Report) -> bytes:
    return write(plain, "html")


def test_html_needs_nothing_from_elsewhere(html: bytes) -> None:
    assert opened.addresses(html.decode()) == set()
    assert "default-src 'none'" in html.decode()


def test_html_has_language_contents_and_words_with_every_picture(html: bytes) -> None:
    page = opened.page(html)
    assert page.wrong == []
    assert page.named("html") == [{"lang": "nl"}]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in page.named("a")]
    assert len(links) == 4
    assert {str(link)[1:] for link in links} <= set(ids)
    pictures = page.named("svg")
    assert len(pictures) == 2
    for each in pictures:
        assert each["role"] == "img"
        assert set(str(each["aria-labelledby"]).split()) <= set(ids)
    assert len(page.named("title")) == 3
    assert len(page.named("desc")) == 2
    assert len(page.named("caption")) == len(page.named("table")) == 3
    assert {attributes.get("scope") for attributes in page.named("th")} == {"col", "row"}


def test_pictures_in_html_keep_what_they_refer_to(html: bytes) -> None:
    found = html.decode()
    for number in (1, 2):
        assert f'id="p{number}-clip0"' in found
        assert f"url(#p{number}-clip0)" in found
        assert f'href="#p{number}-a"' in found


# -- Word


@pytest.fixture(scope="module")
def word(plain: Report) -> docx.document.Document:
    return docx.Document(io.BytesIO(write(plain, "docx")))


def test_word_has_real_headings_and_contents_that_lead_to_them(word: docx.document.Document) -> None:
    headings = [p.text for p in word.paragraphs if p.style and p.style.name in {"Heading 1", "Heading 2"}]
    assert headings == [
        "In het kort", "2 De bewoners", "2.1 Bevolking", "2.2 Café ’t Hoekje", "Cijfers bij de grafieken",
    ]  # fmt: skip
    entries = [p for p in word.paragraphs if p.style and str(p.style.name).startswith("toc")]
    assert [entry.text for entry in entries] == headings
    codes = [each.text for each in word.element.body.iter(qn("w:instrText"))]
    assert any('TOC \\o "1-2"' in code for code in codes)
    marks = {each.get(qn("w:name")) for each in word.element.body.iter(qn("w:bookmarkStart"))}
    assert {each.get(qn("w:anchor")) for each in word.element.body.iter(qn("w:hyperlink"))} == marks
    kinds = [each.get(qn("w:fldCharType")) for each in word.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_word_has_captions_words_with_pictures_and_the_figures_behind_them(
    word: docx.document.Document,
) -> None:
    captions = [p.text for p in word.paragraphs if p.style and p.style.name == "Caption"]
    assert captions[1:3] == [f"Figuur {n}. Inwoners door de jaren. kruisje: geen cijfer" for n in (1, 2)]
    assert [caption[:8] for caption in captions if caption.startswith("Tabel")] == [
        "Tabel 1.",
        "Tabel 2.",
        "Tabel 3.",
    ]
    words = [each.get("descr") for each in word.element.body.iter(qn("wp:docPr"))]
    assert words == ["Lijndiagram: Kruiskamp"] * 2
    assert [cell.text for cell in word.tables[1].rows[1].cells] == ["2023", "1.234,5"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)


def test_word_has_pictures_as_lines_and_as_pixels(word: docx.document.Document) -> None:
    parts = word.part.related_parts
    drawings = [*word.element.body.iter(qn("a:blip"))]
    assert len(drawings) == 2
    names = set()
    for drawing in drawings:
        assert parts[drawing.get(qn("r:embed"))].content_type == "image/png"
        extension = drawing.find(qn("a:extLst")).find(qn("a:ext"))
        assert extension.get("uri") == "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
        lines = extension.find("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
        part = parts[lines.get(qn("r:embed"))]
        assert (part.content_type, part.blob) == ("image/svg+xml", SVG.encode())
        names.add(part.partname)
    assert len(names) == 2


def test_word_is_dutch_a4_and_has_page_numbers(word: docx.document.Document) -> None:
    language = next(word.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "nl-NL"
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    foot = [each.text.strip() for each in section.footer._element.iter(qn("w:instrText"))]
    assert foot == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "Kruiskamp, 26 november 2026"
    assert word.core_properties.language == "nl-NL"


# -- ODT


def test_odt_is_a_package_with_its_kind_first_and_real_headings(plain: Report) -> None:
    data = write(plain, "odt")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == FORMS["odt"].encode()
        listed = re.findall(r'full-path="([^"]+)"', archive.read("META-INF/manifest.xml").decode())
        assert {*listed} - {"/"} == {*archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        content = archive.read("content.xml").decode()
    headings = re.findall(r'level="1"><text:bookmark text:name="deel\d"></text:bookmark>([^<]+)', content)
    assert headings == ["In het kort", "2 De bewoners", "Cijfers bij de grafieken"]
    links = re.findall(r'xlink:href="#(deel\d)"', content)
    assert links == re.findall(r'<text:bookmark text:name="(deel\d)"', content)
    assert content.count("<svg:desc>Lijndiagram: Kruiskamp</svg:desc>") == 2
    assert content.count("<table:table-header-rows>") == 3


def test_odt_has_pictures_as_lines_first_and_then_as_pixels(plain: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(write(plain, "odt"))) as archive:
        frames = re.findall(r"<draw:frame.*?</draw:frame>", archive.read("content.xml").decode())
        listed = archive.read("META-INF/manifest.xml").decode()
        assert len(frames) == 2
        for number, frame in enumerate(frames, 1):
            names = re.findall(r'xlink:href="([^"]*)"', frame)
            assert names == [f"Pictures/{number}.svg", f"Pictures/{number}.png"]
            kinds = ["image/svg+xml", "image/png"]
            assert re.findall(r'draw:mime-type="([^"]*)"', frame) == kinds
            for name, kind in zip(names, kinds, strict=True):
                assert f'full-path="{name}" manifest:media-type="{kind}"' in listed
            assert archive.read(names[0]) == SVG.encode()
            assert archive.read(names[1]).startswith(b"\x89PNG")


# -- PDF


@pytest.fixture(scope="module")
def made(plain: Report) -> PdfReader:
    return PdfReader(io.BytesIO(write(plain, "pdf")))


def test_pdf_says_that_it_is_tagged_dutch_and_for_everybody(made: PdfReader) -> None:
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not False
    assert bool(root["/MarkInfo"]["/Marked"]) is True
    assert str(root["/Lang"]) == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None
    assert made.metadata.title == "Kruiskamp: wijkkaart, 26 november 2026"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    box = made.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_pdf_has_tags_words_with_pictures_and_contents(made: PdfReader) -> None:
    kinds = {str(each["/S"]) for each in opened.elements(made)}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Figure", "/Caption", "/TOC", "/TOCI"} <= kinds
    assert opened.alternatives(made).count("Lijndiagram: Kruiskamp") >= 2
    figures = [each for each in opened.elements(made) if each["/S"] == "/Figure"]
    assert figures
    assert all(each.get("/Alt") for each in figures)
    titles = [entry.title for entry in made.outline if not isinstance(entry, list)]
    assert titles[-3:] == ["In het kort", "2 De bewoners", "Cijfers bij de grafieken"]
    assert "3 / " in made.pages[2].extract_text()


def test_pdf_brings_its_own_letters(made: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in made.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("SourceSansPro" in font for font in fonts)


def test_the_template_reads_no_file_but_what_it_is_given() -> None:
    template = (Path(write.__code__.co_filename).parent / "report.typ").read_text(encoding="utf-8")
    assert "eval" not in template
    assert re.findall(r"\b(?:read|json|csv|include|import)\b[^\n]*", template.split("\n", 1)[1]) == [
        'json("report.json")'
    ]


def test_html_has_headings_on_paper_without_buttons() -> None:
    """Chromium repeats no heading of a table over the pages that has a button in it."""
    folder = Path(write.__code__.co_filename).parent
    style, script = ((folder / f"report.{end}").read_text(encoding="utf-8") for end in ("css", "js"))
    screen, paper = style.split("@media print")
    assert "thead .paper { display: none; }" in screen
    assert "thead .paper { display: inline; }" in paper
    assert re.search(r"thead button[^{]*\{ display: none; \}", paper)
    assert "head.replaceChildren(paper, button)" in script


# -- on paper


def test_a_caption_of_a_table_never_stands_alone_at_the_foot_of_a_page() -> None:
    """Whatever stands above it: in each chapter a line more does."""
    table = Table("Onderschrift", ("Kop", "Jaar"), tuple((f"rij {n}", "2024") for n in range(3)))
    lines = [Text(f"regel {n}") for n in range(60)]
    chapters = [Chapter("", f"Met {n}", (), (Listing("", tuple(lines[:n])), table)) for n in range(40, 60)]
    report = Report("Zuid", "wijk", date(2026, 11, 26), (), tuple(chapters))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(write(report, "pdf"))).pages]
    found = [("Onderschrift" in page, "rij 0" in page) for page in pages]
    assert found.count((True, True)) == len(chapters)
    assert (True, False) not in found


def test_in_opendocument_pictures_and_captions_stay_together(plain: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(write(plain, "odt"))) as archive:
        content, styles = archive.read("content.xml").decode(), archive.read("styles.xml").decode()
    assert re.findall(r'<text:p text:style-name="(\w+)"><draw:frame', content) == ["Beeld", "Beeld"]
    assert set(re.findall(r'<text:p text:style-name="(\w+)">Tabel ', content)) == {"Tabelkop"}
    for name in ("Beeld", "Tabelkop"):
        style = re.search(rf'<style:style style:name="{name}".*?</style:style>', styles)
        assert style is not None
        assert 'fo:keep-with-next="always"' in style[0]


def test_two_charts_fit_on_a_page_and_a_map_is_larger() -> None:
    square = Picture("Kaart", "Kaart", SVG, 640, 640)
    assert picture_width(square, 0.27) == 150
    data = Table("Kaart", ("Gebied",), (("Zuid",),))
    assert picture_width(replace(square, data=data), 0.27) == 104
