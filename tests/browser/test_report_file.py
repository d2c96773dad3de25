"""The report as one HTML file, on a large screen and a phone."""

import re

import pytest
from playwright.sync_api import Page

from tests.reports import sample
from wijkkaart.reports import write
from wijkkaart.reports.document import Picture, Table

FACTS = (("Gegevens voor het laatst bijgewerkt", "26 november 2026"), ("Code van het CBS", "WK030707"))


@pytest.mark.parametrize("wide", [1400, 390])
def test_a_report_can_be_read_sorted_and_zoomed(page: Page, wide: int) -> None:
    rows = tuple((name, number) for name, number in (("Noord", "1.100"), ("Zuid", "900"), ("Oost", "–")))
    table = Table("Buurten", ("Naam", "Inwoners"), rows)
    chart = Picture("Kaart van Zuid", "Kaart", sample.SVG, 640, 320)
    report = sample.wijkscan(table, chart)
    report = type(report)(**{**vars(report), "facts": FACTS})
    page.set_viewport_size({"width": wide, "height": 844})
    page.set_content(write(report, "html").decode())
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    # No text falls apart in letters, and a table with two columns fits.
    assert page.locator(".cover dd").first.bounding_box()["height"] < 60  # type: ignore[index]
    box = page.locator(".table").first
    assert box.evaluate("each => each.scrollWidth <= each.clientWidth")
    page.locator("thead button", has_text="Inwoners").first.click()
    assert re.sub(r"\s+", " ", box.locator("tbody").inner_text()) == "Zuid 900 Noord 1.100 Oost –"
    figure = page.locator(".zoom").first
    figure.get_by_role("button", name="Kaart dichterbij").click()
    assert figure.locator("svg").get_attribute("viewBox") != "0 0 640 320"
