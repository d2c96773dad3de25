"""The page Profiel in a browser: read, open a figure, go by chapter, on a phone too."""

from playwright.sync_api import Page, expect

from tests.browser import app
from tests.browser.axe import breaches

WIJK, BUURT = "WK999001", "BU99900203"


def opened(page: Page, server: app.Server, **params: str) -> None:
    """Open the page and wait until it stands still."""
    page.goto(server.path("profiel", **params))
    page.locator(".wk-foot").first.wait_for(timeout=app.PATIENCE)
    app.settled(page)


def test_a_figure_opens_to_what_it_means_and_closes_again(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, gebied=WIJK, naast="WK999004")
    expect(page.get_by_role("heading", level=1)).to_have_text("Centrum")
    card = page.locator(".wk-card", has_text="65 jaar of ouder")
    expect(card.locator(".wk-of")).to_have_text(["Centrum", "Hoogveld", "Voorbeeldstad (verzonnen)"])
    assert breaches(page, ".st-key-profiel") == []
    card.locator(".wk-opens").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Deel van de inwoners van 65 jaar of ouder")
    expect(dialog).to_contain_text("÷ inwoners × 100")
    app.wait_params(page, cijfer="leeftijd_65_plus_pct")
    app.settled(page)
    with page.expect_download() as got:
        dialog.get_by_role("button", name="Alle jaren als CSV").click()
    assert got.value.path().read_text(encoding="utf-8-sig").startswith("Jaar;Centrum;Hoogveld;")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    app.wait_params(page, cijfer=None)


def test_the_chapters_stay_in_sight_and_lead_by_keyboard(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, gebied=WIJK)
    page.locator('.wk-nav-paragraph[data-id="3.4"]').press("Enter")
    heading = page.locator("#deel-3-4")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page.locator('.wk-nav-chapter[data-id="3"]')).to_be_in_viewport()
    app.wait_params(page, deel="3")
    assert breaches(page, ".st-key-profiel") == []
    page.locator(".wk-things .wk-row").first.click()
    page.wait_for_url("**/record?id=*")


def test_on_a_phone_nothing_goes_sideways(example_app: app.Server, phone: Page) -> None:
    opened(phone, example_app, gebied=BUURT, deel="alles")
    wide, there = phone.locator(".stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert wide <= there
    assert phone.locator(".wk-nav-chapter").first.bounding_box()["height"] >= 44  # type: ignore[index]
    expect(phone.locator(".wk-chapter")).to_have_count(5)
