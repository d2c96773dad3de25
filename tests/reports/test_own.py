"""Own texts in the files: looks, links, lists, quotes, tables and photos, in each kind of file."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from tests.browser.hostile import ATTACKS
from tests.reports import opened
from wijkkaart.reports import FORMS, write
from wijkkaart.reports.document import (
    Block,
    Chapter,
    Grid,
    Notes,
    Photo,
    Points,
    Prose,
    Quote,
    Report,
    Section,
    Span,
    clean,
)
from wijkkaart.reports.paper import photo_width

NASTY = [clean(each) for each in ATTACKS]


def _photo(alt: str = "Een plein met bomen", caption: str = "Het plein in mei") -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (120, 180, 140)).save(out, "JPEG")
    return Photo("a1", "image/jpeg", out.getvalue(), 800, 600, alt, caption)


def _said(text: str, **looks: str | bool | int) -> Prose:
    return Prose((Span(text, **looks),))  # type: ignore[arg-type]


def _report(*blocks: Block) -> Report:
    chapters = (
        Chapter("2", "De bewoners", (Section("2.1", "Bevolking", blocks),)),
        Chapter("5", "Sociale index", (), blocks),
    )
    return Report("Kruiskamp", "wijk in Torenstad", date(2026, 11, 26), (), chapters, "Wijkscan")


@pytest.fixture(scope="module")
def full() -> Report:
    line = Prose(
        (
            Span("Hier wonen "),
            Span("6.020", bold=True, note=1),
            Span(" mensen, zie "),
            Span("de site", link="https://voorbeeld.nl/?a=1&b=2"),
            Span(" en "),
            Span("schuin", italic=True),
            Span(".\nEen nieuwe regel."),
        )
    )
    inner = Points(((_said("dieper"),),), numbered=True)
    return _report(
        line,
        Prose((Span("Wie er wonen"),), 1),
        Prose((Span("Ouderen"),), 2),
        Points(((_said("een"), inner), (_said("twee"), _said("nog iets"))), numbered=True),
        Points(((_said("weer een"),),), numbered=True),
        Quote((_said("Iedereen kent elkaar."),)),
        Grid(
            (
                ((Span("Groep"),), (Span("Aantal"),)),
                ((Span("Koor", bold=True),), (Span("12"),)),
                ((Span("Leeg"),), ()),
            )
        ),
        Grid((((Span("Wat"),), (Span("Wie"),)), ((Span("Bankje"),), (Span("Wijkraad"),))), "Actieplan"),
        _photo(),
        _said("\u05e9\u05dc\u05d5\u05dd"),
        Notes(("Inwoners, 2024. CBS.",)),
    )


SAID = (
    *("6.020", "de site", "schuin", "Een nieuwe regel.", "Wie er wonen", "Ouderen", "dieper", "weer een"),
    *("nog iets", "Iedereen kent elkaar.", "Koor", "Bankje", "Actieplan", "Het plein in mei"),
    *("Een plein met bomen", "Inwoners, 2024. CBS."),
)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_file_has_all_of_an_own_text(full: Report, form: str) -> None:
    found = opened.text(write(full, form), form)
    assert [said for said in SAID if said not in found] == []


def test_html_has_real_elements_for_an_own_text(full: Report) -> None:
    data = write(full, "html")
    page = opened.page(data)
    assert page.wrong == []
    text = data.decode()
    assert "<strong>6.020</strong>" in text
    assert "<em>schuin</em>" in text
    assert '<h4 class="part" dir="auto">Wie er wonen</h4>' in text
    assert '<h5 class="part" dir="auto">Ouderen</h5>' in text
    assert text.count("<blockquote>") == 2
    assert len([each for each in page.named("ol") if each.get("class") != "notes"]) >= 6
    links = [str(each["href"]) for each in page.named("a")]
    assert links.count("https://voorbeeld.nl/?a=1&b=2") == 2
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids))
    notes = [link for link in links if link.startswith("#noot-")]
    assert notes == ["#noot-1-1", "#noot-2-1"]
    assert {link[1:] for link in notes} <= set(ids)
    assert {each["alt"] for each in page.named("img")} == {"Een plein met bomen"}
    assert all(str(each["src"]).startswith("data:image/jpeg;base64,") for each in page.named("img"))


def test_word_has_its_own_styles_for_an_own_text(full: Report) -> None:
    document = docx.Document(io.BytesIO(write(full, "docx")))
    styles = {
        paragraph.text: paragraph.style.name
        for paragraph in document.paragraphs
        if paragraph.style is not None
    }
    assert styles["een"] == "List Number"
    assert styles["dieper"] == "List Number 2"
    assert styles["nog iets"] == "List Continue"
    assert styles["Iedereen kent elkaar."] == "Quote"
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style is not None and paragraph.style.name == "List Number"
    ]
    # Two lists in each of two places, and each begins at one.
    assert len(set(numbers)) == 4
    headings = [
        p.style.name for p in document.paragraphs if p.style and p.text in {"Wie er wonen", "Ouderen"}
    ]
    assert headings == ["Heading 3", "Heading 4", "Tussenkop", "Heading 3"]
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert set(targets) == {"https://voorbeeld.nl/?a=1&b=2"}
    words = {each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))}
    assert words == {"Een plein met bomen"}
    back = next(p for p in document.paragraphs if p.text.startswith("\u05e9"))
    assert back._p.pPr.find(qn("w:bidi")) is not None


def test_pdf_has_tags_for_an_own_text(full: Report) -> None:
    reader = PdfReader(io.BytesIO(write(full, "pdf")))
    kinds = {str(each["/S"]) for each in opened.elements(reader)}
    assert {"/BlockQuote", "/Link", "/L", "/LI", "/Figure", "/H3", "/H4", "/Table", "/TH", "/Strong"} <= kinds
    assert opened.alternatives(reader).count("Een plein met bomen") >= 2


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_hostile_own_text_is_shown_as_it_is(form: str) -> None:
    blocks = [
        block
        for word in NASTY
        for block in (
            Prose((Span(word, bold=True, link="https://voorbeeld.nl/"),)),
            Quote((_said(word),)),
            Points(((_said(word),),)),
            Grid((((Span(word),),), ((Span(word),),)), word),
            Notes((word,)),
        )
    ]
    data = write(_report(*blocks, _photo(NASTY[0], NASTY[1])), form)
    if form == "html":
        page = opened.page(data)
        assert page.wrong == []
        assert len(page.named("script")) == 1
        assert len(page.named("img")) == 2
        assert [key for _, attributes in page.tags for key in attributes if key.startswith("on")] == []
    assert opened.text(data, form)


def test_a_photo_is_never_larger_than_it_is_sharp_nor_than_the_page() -> None:
    assert photo_width(Photo("a", "image/png", b"", 110, 50, "")) == pytest.approx(25.4)
    assert photo_width(Photo("a", "image/png", b"", 4000, 3000, "")) == pytest.approx(85 * 4 / 3)
    assert photo_width(Photo("a", "image/png", b"", 4000, 100, "")) == 130
    assert photo_width(Photo("a", "image/png", b"", 100, 4000, "")) == 10
