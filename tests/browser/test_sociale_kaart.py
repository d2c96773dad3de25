"""The page Sociale kaart in a browser: find, filter, look by the week, walk the networks, on a phone too."""

from playwright.sync_api import Page, expect

from tests.browser import app
from tests.browser.axe import breaches

TOWN = "GM9990"
PAGE = "sociale-kaart"
ITSELF = ".st-key-sociale-kaart"
"""The page without the menu, which is tested elsewhere."""


def opened(page: Page, server: app.Server, **params: str) -> None:
    """Open the page and wait until it stands still."""
    page.goto(server.path(PAGE, **{"gebied": TOWN, **params}))
    page.locator(".wk-tally").first.wait_for(timeout=app.PATIENCE)
    app.settled(page)


def test_one_search_and_one_click_give_hours_and_a_telephone(example_app: app.Server, page: Page) -> None:
    opened(page, example_app)
    app.map_ready(page)
    app.keyed(page, "zoek").locator("input").press_sequentially("eettafel")
    expect(page.locator(".wk-row").first).to_contain_text("Eettafel")
    app.settled(page)
    found = int(page.locator(".wk-tally").first.inner_text().split()[0])
    assert 0 < found < 100
    page.locator(".wk-row", has_text="Eettafel Boomgaard").click()
    detail = app.keyed(page, "plek-detail")
    expect(detail).to_contain_text("van 17.30 tot 20.00 uur")
    expect(detail.locator('a[href^="tel:"]')).to_be_visible()
    # The list stays where it was, and the map shows where it is.
    expect(page.locator(".wk-row.wk-chosen")).to_contain_text("Eettafel Boomgaard")
    frame = page.frame_locator(".st-key-kaart iframe")
    expect(frame.locator(".wk-pin.wk-selected")).to_have_count(1)
    assert breaches(page, ITSELF) == []
    detail.get_by_role("link", name="Alles hierover").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eettafel Boomgaard")


def test_filters_stand_in_the_url_and_come_back(example_app: app.Server, page: Page) -> None:
    opened(page, example_app)
    everything = page.locator(".wk-tally").first.inner_text()
    app.pill(page, "snel", "Gratis").click()
    app.wait_params(page, kosten="gratis")
    page.locator(".st-key-sk-dagen button").first.click()
    app.pill(page, "dag", "dinsdag").click()
    # The menu stays open for more than one choice.
    app.pill(page, "dagdeel", "avond").click()
    app.wait_params(page, dag="di", dagdeel="avond")
    page.keyboard.press("Escape")
    chip = page.locator(".st-key-sk-actief").get_by_role("button", name="Dinsdagavond")
    expect(chip).to_be_visible()
    app.settled(page)
    said = page.locator(".wk-tally").first.inner_text()
    assert said != everything
    page.reload()
    expect(page.locator(".wk-tally").first).to_have_text(said)
    app.settled(page)
    page.locator(".st-key-sk-actief").get_by_role("button", name="Dinsdagavond").click()
    app.wait_params(page, dag=None, dagdeel=None, kosten="gratis")
    app.pill(page, "snel", "Gratis").click()
    expect(page.locator(".wk-tally").first).to_have_text(everything)


def test_a_week_is_a_table_from_which_an_offer_opens(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, zoek="taal", toon="week")
    week = page.get_by_role("table")
    expect(week.get_by_role("row")).to_have_count(8)
    expect(week.get_by_role("rowheader").first).to_contain_text("Maandag")
    now = page.locator(".wk-week-title").inner_text()
    app.keyed(page, "sk-later").get_by_role("button").click()
    expect(page.locator(".wk-week-title")).not_to_have_text(now)
    app.settled(page)
    week.get_by_role("button").first.press("Enter")
    expect(app.keyed(page, "plek-detail")).to_be_visible()
    assert breaches(page, ITSELF) == []


def test_networks_are_walked_by_mouse_and_keyboard(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, toon="netwerken")
    app.wait_params(page, toon="netwerken", midden=None)
    middle = page.locator(".wk-node.wk-steps-0")
    began = middle.get_attribute("data-id")
    near = page.locator(".wk-node.wk-steps-1").first
    there = str(near.get_attribute("data-id"))
    near.focus()
    page.keyboard.press("Enter")
    app.wait_params(page, midden=there)
    expect(middle).to_have_attribute("data-id", there)
    # Focus stays on what was chosen, and the list says the same as the picture.
    assert page.evaluate("() => document.activeElement.dataset.id") == there
    ties = page.locator(".wk-node.wk-steps-1").count()
    expect(app.keyed(page, "sk-netwerk-lijst").locator(".wk-row")).to_have_count(ties)
    page.locator(f'.wk-row[data-id="{began}"]').click()
    app.wait_params(page, midden=str(began))
    assert breaches(page, ITSELF) == []


_LOW = """() => [...document.querySelectorAll('.st-key-sociale-kaart :is(button, a, input)')]
  .filter(node => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(node => !node.closest('p, li, .wk-facts, [role="tooltip"]'))
  .map(node => [node, node.closest('[role="group"], .react-aria-TextField') ?? node])
  .map(([node, target]) => [node, target.getBoundingClientRect()])
  .filter(([, box]) => box.height > 1.5 && box.height < 43.5)
  .map(([node, box]) => `${Math.round(box.height)} px: ${node.outerHTML.slice(0, 160)}`)"""


def test_a_phone_has_the_list_first_and_the_map_one_tap_away(example_app: app.Server, phone: Page) -> None:
    opened(phone, example_app, zoek="huisarts")
    map_ = phone.locator(".st-key-kaart iframe").first
    expect(phone.locator(".wk-row").first).to_be_in_viewport()
    expect(map_).to_be_hidden()
    assert phone.evaluate(_LOW) == []
    phone.locator(".wk-row").first.tap()
    expect(app.keyed(phone, "plek-detail").locator("a.wk-action").first).to_be_in_viewport()
    app.settled(phone)
    assert phone.evaluate(_LOW) == []
    assert breaches(phone, ITSELF) == []
    # No label runs into what is said beside it.
    assert (
        app.keyed(phone, "plek-detail")
        .locator(".wk-facts dt")
        .evaluate_all(
            "all => all.filter(dt => dt.scrollWidth > dt.clientWidth + 1).map(dt => dt.textContent)"
        )
        == []
    )
    app.keyed(phone, "sluit_plek").get_by_role("button").tap()
    app.pill(phone, "toon", "Kaart").tap()
    expect(map_).to_be_in_viewport()
    app.map_ready(phone)
    for view in ("Week", "Netwerken", "Lijst"):
        app.pill(phone, "toon", view).tap()
        app.settled(phone)
        assert phone.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    # What is there tomorrow, near to where one stands?
    app.pill(phone, "snel", "Morgen").tap()
    app.wait_params(phone, wanneer="morgen")
    phone.context.set_geolocation({"latitude": 52.58291, "longitude": 5.21987})
    phone.context.grant_permissions(["geolocation"])
    phone.locator(".wk-near").tap()
    app.wait_params(phone, bij="52.583, 5.220")
    expect(phone.get_by_text("Binnen 1 kilometer van waar u bent")).to_be_visible()
    phone.context.clear_permissions()
    phone.get_by_role("button", name="Menu openen").tap()
    links = phone.locator('[data-testid="stSidebarNavLink"]')
    expect(links.first).to_be_visible()
    assert links.evaluate_all("all => Math.min(...all.map(each => each.offsetHeight))") >= 44
