"""Own texts in the files: looks, links, lists, quotes, tables and photos, in each kind of file."""

import io
from collections.abc import Iterable, Iterator

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.browser.hostile import ATTACKS
from tests.reports import opened, sample
from wijkkaart.errors import WijkkaartError
from wijkkaart.reports import FORMS, pdf, pdf_own, write
from wijkkaart.reports.document import (
    Block,
    Grid,
    Notes,
    Photo,
    Points,
    Prose,
    Quote,
    Report,
    Span,
    clean,
    spoken,
)
from wijkkaart.reports.paper import photo_width

NASTY = [clean(each) for each in ATTACKS]


@pytest.fixture(scope="module")
def full() -> Report:
    return sample.wijkscan(*sample.own())


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
            Quote((sample.said(word),)),
            Points(((sample.said(word),),)),
            Grid((((Span(word),),), ((Span(word),),)), word),
            Notes((word,)),
        )
    ]
    data = write(sample.wijkscan(*blocks, sample.photo(NASTY[0], NASTY[1])), form)
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


def test_more_text_than_a_pdf_can_hold_is_told_and_is_in_the_other_forms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert pdf_own.extent(sample.own()) == (
        sum(len(each) for each in _said_in(sample.own())), len([*_said_in(sample.own())])
    )  # fmt: skip
    monkeypatch.setattr(pdf, "_MOST", 0.5)
    report = sample.wijkscan(*(sample.said(f"Alinea {n} staat er.") for n in range(40)))
    with pytest.raises(WijkkaartError, match="geen PDF") as found:
        write(report, "pdf")
    assert "tekens in 80 alinea's" in found.value.expected
    assert "daar staat alles in" in found.value.remedy
    for form in ("docx", "odt", "html"):
        assert "Alinea 39 staat er." in opened.text(write(report, form), form)


def _said_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each piece, as deep as it stands."""
    for block in blocks:
        match block:
            case Prose():
                yield spoken(block.spans)
            case Points():
                yield from (text for item in block.items for text in _said_in(item))
            case Quote():
                yield from _said_in(block.blocks)
            case Grid():
                yield from (spoken(cell) for row in block.rows for cell in row)


def test_as_much_text_as_four_parts_may_have_is_still_a_pdf() -> None:
    text = "Hier wonen mensen die elkaar kennen. " * 12
    count = 4 * 195_000 // len(text)
    pdf._fits(sample.wijkscan(*[sample.said(text)] * (count // 2)))
