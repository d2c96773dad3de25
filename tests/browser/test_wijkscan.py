"""A wijkscan from nothing to a PDF, by keyboard and mouse, as a member of the team makes it."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests import toy
from tests.browser import app
from tests.browser.axe import breaches
from wijkkaart.config import Settings
from wijkkaart.record import Role
from wijkkaart.register import accounts
from wijkkaart.register.database import forget, open_database

PASSWORD = "fiets-lamp-wolk-brug"
KRUISKAMP = "BU00010000"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The toy town with one account and no wijkscan."""
    folder = tmp_path_factory.mktemp("wijkscan")
    toy.town(folder / "gegevens", example_village=True)
    settings = Settings(data=folder / "gegevens", database_url="")
    accounts.add(open_database(settings), "Noor", PASSWORD, Role.TEAM, datetime.now(UTC))
    with app.running(folder / "gegevens", folder) as server:
        yield server
    forget(settings)


def enter(page: Page, server: app.Server) -> None:
    """Sign in, on the page of wijkscans."""
    page.goto(server.path("aanmelden"))
    app.keyed(page, "aanmeld_naam").locator("input").fill("Noor")
    app.keyed(page, "aanmeld_wachtwoord").locator("input").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Noor")).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)


def part(page: Page, key: str) -> None:
    """Open a part from the menu."""
    page.locator(f'.ws-nav[data-id="{key}"]').press("Enter")
    app.wait_params(page, deel=key)
    expect(page.locator("#ws-onderdeel")).to_be_focused()


def typed(page: Page) -> None:
    """Wait until what was typed is kept."""
    expect(app.keyed(page, "ws-deel").get_by_text("Bewaard om")).to_be_visible()


def text_of(path: Path) -> str:
    """The text of a PDF, its lines as one."""
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_from_nothing_to_a_pdf(town: app.Server, page: Page) -> None:
    enter(page, town)
    page.goto(town.path("profiel", gebied=KRUISKAMP))
    page.get_by_role("link", name="Maak hier een wijkscan van").click()
    page.get_by_role("textbox", name="Van wie is deze wijkscan?").fill("Wijkteam Zuid")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("De wijkscan van Kruiskamp staat klaar.")).to_be_visible(timeout=app.PATIENCE)

    # What only people know, with a figure in a sentence that stays linked to its source.
    part(page, "2.1")
    assert breaches(page, ".st-key-wijkscan") == []
    box = page.get_by_role("textbox", name="Eigen tekst")
    box.click()
    page.keyboard.type("Hier wonen veel jonge gezinnen, samen ")
    page.get_by_role("button", name="Cijfer", exact=True).click()
    page.get_by_label("Zoek een cijfer").fill("inwoners")
    page.keyboard.press("Enter")
    expect(box).to_contain_text("samen 100 inwoners")
    page.keyboard.type(". Mevrouw De Wit vertelt erover.")
    typed(page)
    page.get_by_text("Dit onderdeel is klaar").click()
    expect(page.get_by_text("1 van 28 onderdelen klaar")).to_be_visible()
    expect(box).to_contain_text("samen 100 inwoners. Mevrouw De Wit")

    # A name that may stay, and is asked about again.
    app.pill(page, "blad", "Nakijken").click()
    page.get_by_role("button", name="Laat zo: ‘Mevrouw De Wit’ lijkt de naam").click()
    page.get_by_role("button", name="Intrekken: ‘Mevrouw De Wit’ kan zo blijven. Noor").click()
    expect(page.get_by_role("button", name="Laat zo: ‘Mevrouw De Wit’")).to_be_visible()
    assert breaches(page, ".st-key-wijkscan") == []
    app.pill(page, "blad", "Schrijven").click()
    app.settled(page)

    # A paragraph that isn't for this time.
    part(page, "1.2")
    app.keyed(page, "ws-weglaten-1-2").locator("button").first.click()
    page.get_by_role("textbox", name="Waarom laat u dit weg?").fill("Er zijn geen plannen bekend")
    app.keyed(page, "ws-reden-1-2-weg").locator("button").click()
    expect(page.get_by_text("Reden: Er zijn geen plannen bekend")).to_be_visible()

    part(page, "6.7")
    app.keyed(page, "ws-aanpassen-nieuw").locator("button").first.click()
    page.get_by_role("textbox", name="Wat gaat u doen?").fill("Een buurttafel beginnen")
    page.get_by_role("textbox", name="Wie?").fill("Bewonersgroep")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.locator(".wk-name", has_text="Een buurttafel beginnen")).to_be_visible()

    app.pill(page, "blad", "Versies").click()
    app.keyed(page, "ws-vaststellen").locator("button").first.click()
    page.get_by_role("textbox", name="Hoe heet deze versie?").fill("1.0")
    page.get_by_role("button", name="Vaststellen", exact=True).click()
    expect(page.get_by_text("Versie 1.0 is vastgesteld.")).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)

    page.locator('[class*="st-key-ws-oud-"]').get_by_role("button", name="Download").click()
    with page.expect_download(timeout=app.PATIENCE) as got:
        page.get_by_role("button", name="PDF", exact=True).click()
    found = text_of(got.value.path())
    for said in (
        "Wijkscan Kruiskamp",
        "Wijkteam Zuid",
        "Hier wonen veel jonge gezinnen, samen 100 inwoners",
        "Reden: Er zijn geen plannen bekend",
        "Een buurttafel beginnen",
        "Bewonersgroep",
        "Vastgesteld",
    ):
        assert said in found, said
