"""The files opened by other programs: LibreOffice makes pages of them, poppler reads and draws these."""

import io
import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter

from tests.reports import opened
from tests.reports.sample import everything
from wijkkaart.reports import summary, write
from wijkkaart.reports.document import Photo, Report

SAID = ("Kruiskamp", "Wie er wonen", "Iedereen kent elkaar.", "Bankje", "Het plein in mei", "6.020")
_HINT = "staat niet op deze machine (Debian: apt install {})"


def _said(*command: object) -> str:
    """What a program says."""
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout


def _program(package: str, *names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} {_HINT.format(package)}")
    return found


@pytest.fixture(scope="module")
def office() -> str:
    return _program("libreoffice-writer-nogui", "soffice", "libreoffice")


@pytest.fixture(scope="module")
def pdftotext() -> str:
    return _program("poppler-utils", "pdftotext")


@pytest.fixture(scope="module")
def report() -> Report:
    return everything()


@pytest.fixture(scope="module")
def printed(office: str, report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """Word, ODT and HTML as LibreOffice prints them: one start for all, which takes seconds."""
    folder = tmp_path_factory.mktemp("kantoor")
    forms = ("docx", "odt")
    for form in forms:
        (folder / form).mkdir()
        (folder / f"{form}/rapport-{form}.{form}").write_bytes(write(report, form))
    files = [str(folder / f"{form}/rapport-{form}.{form}") for form in forms]
    home = f"-env:UserInstallation={(folder / 'thuis').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    environment = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return {form: PdfReader(folder / f"rapport-{form}.pdf") for form in forms}


def _drawn(page: PageObject) -> int:
    """How often a page shows a picture of pixels."""
    shown = page["/Resources"].get("/XObject", {})
    contents = page.get_contents()
    used = [] if contents is None else [values[0] for values, what in contents.operations if what == b"Do"]
    return sum(shown[name].get_object()["/Subtype"] == "/Image" for name in used)


def _photos(report: Report) -> int:
    blocks = [block for chapter in report.chapters for block in chapter.blocks]
    sections = [section for chapter in report.chapters for section in chapter.sections]
    blocks += [block for section in sections for block in section.blocks]
    return sum(isinstance(block, Photo) for block in blocks)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_opens_a_document_with_all_that_is_in_it(
    printed: dict[str, PdfReader], report: Report, form: str
) -> None:
    pages = [page.extract_text() for page in printed[form].pages]
    text = "\n".join(pages)
    assert [said for said in SAID if said not in text] == []
    assert report.title in pages[0]
    assert "Inhoud" in pages[1]
    # Numbers of pages, captions and lists are those of the word processor.
    assert f"wijkscan, bladzijde 2 van {len(pages)}" in pages[1]
    for caption in ("Tabel 1. ", "Figuur 1. ", "1. een"):
        assert re.search(re.escape(caption).replace(r"\ ", r"\s*"), text), caption
    # A chart is lines and letters where the program knows SVG in such a document, else pixels.
    pixels = sum(map(_drawn, printed[form].pages))
    lines = text.count("Getekend")
    charts = len([*report.pictures()])
    assert lines + pixels == charts + _photos(report)
    assert lines in ({charts} if form == "odt" else {0, charts})
    box = printed[form].pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_poppler_reads_a_pdf_and_draws_its_pages(report: Report, pdftotext: str, tmp_path: Path) -> None:
    for name, data in (("rapport", write(report, "pdf")), ("kort", summary.write(report))):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        assert report.title in _said(pdftotext, path, "-")
        _said(Path(pdftotext).with_name("pdftoppm"), "-r", "30", "-png", path, tmp_path / name)
        drawn = sorted(tmp_path.glob(f"{name}-*.png"))
        assert len(drawn) == len(PdfReader(io.BytesIO(data)).pages)
        for page in drawn:
            with Image.open(page) as image:
                # No page is empty.
                assert image.convert("L").getextrema()[0] < 200, page.name
    text = _said(pdftotext, tmp_path / "rapport.pdf", "-")
    assert [said for said in SAID if said not in text] == []


def test_poppler_finds_the_tags_of_a_pdf(report: Report, pdftotext: str, tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(write(report, "pdf"))
    info = Path(pdftotext).with_name("pdfinfo")
    said = _said(info, "-struct-text", path)
    kinds = set(re.findall(r"^\s*([A-Z]\w*)", said, re.MULTILINE))
    assert {"H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "Figure", "Caption", "TOC"} <= kinds
    assert re.search(r'H2[^\n]*\n\s*"2.1 Bevolking"', said)
    assert re.search(r"Tagged:\s+yes", _said(info, path))


def test_a_checker_finds_nothing_that_keeps_someone_from_reading_a_pdf(
    report: Report, tmp_path: Path
) -> None:
    """A small part of PDF/UA: whether all is tagged, described, and in a language."""
    path = tmp_path / "rapport.pdf"
    for data in (write(report, "pdf"), summary.write(report)):
        path.write_bytes(data)
        found = pdfua.validate(str(path))
        assert [each.message for each in found.findings] == []
        # Its rule on the order of headings stops at the arrays of a PDF; the test below has that order.
        assert {each.rule_id for each in found.skipped} <= {"UA-14-001"}
    bare = PdfWriter(clone_from=path)
    for key in ("/StructTreeRoot", "/Lang"):
        del bare.root_object[key]
    bare.write(path)
    assert len(pdfua.validate(str(path)).findings) >= 2


def test_every_figure_link_and_table_is_for_who_cannot_see(report: Report) -> None:
    for data in (write(report, "pdf"), summary.write(report)):
        reader = PdfReader(io.BytesIO(data))
        found = [*opened.elements(reader)]
        assert all(each.get("/Alt") for each in found if each["/S"] in {"/Figure", "/Formula"})
        levels = [int(str(each["/S"])[2]) for each in found if re.fullmatch(r"/H\d", str(each["/S"]))]
        # The last element comes first.
        levels.reverse()
        assert levels[0] == 1
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
        for page in reader.pages:
            # Reading goes in the order of the tags, and each link says where it leads.
            assert page["/Tabs"] == "/S"
            links = [note.get_object() for note in page.get("/Annots", ())]
            assert all(link.get("/Contents") for link in links if link["/Subtype"] == "/Link")


_DRAWS = frozenset(["Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"]) | {
    "BI"
}


def test_a_pdf_says_all_that_a_screen_reader_needs(report: Report) -> None:
    """What PDF/UA-1 asks and a program can see: no checker of all of it can be had as a package."""
    for data in (write(report, "pdf"), summary.write(report)):
        with pikepdf.open(io.BytesIO(data)) as file:
            root = file.Root
            assert str(root.Lang) == "nl"
            assert root.MarkInfo.Marked
            assert root.ViewerPreferences.DisplayDocTitle
            with file.open_metadata() as told:
                assert told["pdfuaid:part"] == "1"
                assert report.title in str(told["dc:title"])
            fonts = [each for each in file.objects if _kind(each) == "/Font" and "/DescendantFonts" in each]
            assert fonts
            # A letter can be found, copied and read aloud, and is in the file.
            assert all("/ToUnicode" in font for font in fonts)
            assert all(_embedded(font.DescendantFonts[0].FontDescriptor) for font in fonts)
            for page in file.pages:
                assert _untagged(page) == []
            headers = [each for each in file.objects if _element(each) == "/TH"]
            assert headers
            assert all(_scope(each) for each in headers)
            assert all(str(each.get("/Lang", "nl")) == "nl" for each in file.objects if _element(each))


def test_content_without_a_tag_is_found() -> None:
    with pikepdf.new() as file:
        page = file.add_blank_page()
        page.Contents = file.make_stream(b"/P <</MCID 0>> BDC (a) Tj EMC (b) Tj /Artifact BMC f EMC S")
        assert _untagged(page) == ["Tj", "S"]


def _kind(thing: pikepdf.Object) -> str:
    return str(thing.get("/Type", "")) if isinstance(thing, pikepdf.Dictionary) else ""


def _element(thing: pikepdf.Object) -> str:
    return str(thing.S) if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing else ""


def _embedded(descriptor: pikepdf.Object) -> bool:
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _scope(header: pikepdf.Object) -> str:
    """Of which cells a heading of a table is: a column or a row."""
    found = header.get("/A", [])
    each = [found] if isinstance(found, pikepdf.Dictionary) else [*found]
    return next((str(one.Scope) for one in each if "/Scope" in one), "")


def _untagged(page: pikepdf.Page) -> list[str]:
    """What draws outside any tag, and isn't said to be decoration."""
    deep, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        deep += (name in {"BDC", "BMC"}) - (name == "EMC")
        if not deep and name in _DRAWS:
            found.append(name)
    return found
