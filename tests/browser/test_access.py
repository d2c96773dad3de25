"""For everyone: keyboard, screen reader, phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from tests.browser.axe import breaches
from wijkkaart.register.examples import example_id

TOWN = "GM9990"
PAGES = ("", "bronnen", "ophalen", "uitleg")

_FOCUSED = """() => {
  const found = [];
  for (let node = document.activeElement; node; node = node.parentElement)
    for (const name of node.classList ?? []) if (name.startsWith('st-key-')) found.push(name.slice(7));
  const focus = document.activeElement;
  const label = focus.getAttribute('aria-label') ?? focus.innerText ?? '';
  return { keys: found, tag: focus.tagName, label: label.trim() };
}"""


def open_any(page: Page, server: app.Server, path: str) -> None:
    """Open one of the pages, the map with its map complete."""
    if not path:
        app.open_view(page, server, gebied=TOWN)
        return
    page.goto(server.path(path))
    expect(page.locator("h1")).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)


def tabbed(page: Page, most: int = 80) -> tuple[set[str], set[str]]:
    """Keys of widgets and labels of what Tab comes along."""
    keys: set[str] = set()
    labels: set[str] = set()
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUSED)
        keys.update(found["keys"])
        labels.add(found["label"])
        if found["tag"] == "BODY":
            break
    return keys, labels


def test_tab_comes_along_every_control(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN, zoek="bibliotheek")
    keys, labels = tabbed(page)
    wanted = {
        "gebied",
        "indicator",
        "jaar",
        "kruimelpad",
        "kaart",
        "zoek",
        "lagen",
        "categorie",
        "lijst",
        "plekken-lijst",
    }
    assert wanted - keys == set()
    for menu in ("Weergave", "Meer filters"):
        assert any(menu in label for label in labels), menu
    pages = {"Kaart", "Sociale kaart", "Uitleg", "Aanmelden", "Beheer"}
    assert pages - {label.split("\n")[-1] for label in labels} == set()


@pytest.mark.parametrize(
    ("button", "wanted"),
    [
        ("Weergave", {"niveau", "vergelijk", "klassen", "achtergrond"}),
        ("Meer filters", {"hoofdstuk", "doelgroep", "dag"}),
    ],
)
def test_the_keyboard_opens_a_menu_and_reaches_all_in_it(
    example_app: app.Server, page: Page, button: str, wanted: set[str]
) -> None:
    app.open_view(page, example_app, gebied=TOWN, indicator="koopwoningen_pct")
    page.get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    expect(app.keyed(page, sorted(wanted)[0])).to_be_visible()
    keys, _ = tabbed(page, 200)
    assert wanted - keys == set()


def test_enter_on_a_row_opens_it_and_escape_is_not_needed_to_go_on(
    example_app: app.Server, page: Page
) -> None:
    app.open_view(page, example_app, gebied=TOWN, zoek="huisartsen merelbuurt")
    page.locator(".wk-row").first.focus()
    page.keyboard.press("Enter")
    expect(app.keyed(page, "plek-detail")).to_contain_text("Huisartsen Merelbuurt")
    app.settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["tag"] != "BODY"


def test_places_on_the_map_open_by_keyboard(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied="BU99900101")
    frame = page.frame_locator(".st-key-kaart iframe")
    marker = frame.locator(".wk-marker:not(.wk-cluster)").first
    marker.focus()
    page.keyboard.press("Enter")
    expect(app.keyed(page, "plek-detail")).to_be_visible()


@pytest.mark.parametrize("path", PAGES, ids=["kaart", "bronnen", "ophalen", "uitleg"])
def test_axe_finds_nothing_serious_on(example_app: app.Server, page: Page, path: str) -> None:
    open_any(page, example_app, path)
    assert breaches(page) == []
    if not path:
        assert breaches(app.map_frame(page)) == []


def test_axe_finds_nothing_serious_with_a_detail_and_a_menu_open(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN, plek=example_id("vbs-p001"))
    expect(app.keyed(page, "plek-detail")).to_be_visible()
    app.open_menu(page, "Meer filters")
    expect(app.keyed(page, "dag")).to_be_visible()
    assert breaches(page) == []


_WIDE = """() => [...document.querySelectorAll('.stMainBlockContainer *')]
  .filter(node => node.getBoundingClientRect().right > window.innerWidth + 1)
  .filter(node => !node.closest('[data-testid="stDataFrame"], .st-key-pagina'))
  .map(node => node.className.toString().slice(0, 80))"""
"""What sticks out on the right; tables scroll by themselves, and `pagina` is cut off at no height."""


_SMALL = """() => {
  const target = node => node.closest('[role="group"], .react-aria-TextField, label') ?? node;
  return [...document.querySelectorAll('button, a[href], input, [role="button"]')]
    .filter(node => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter(node => !node.closest('p, li, .wk-facts, .leaflet-control-attribution'))
    .map(node => ({ node, height: target(node).getBoundingClientRect().height }))
    .filter(({ height }) => height > 1.5 && height < 43.5)
    .map(({ node, height }) => `${Math.round(height)} px: ${node.outerHTML.slice(0, 160)}`);
}"""
"""Controls lower than 44 px; links in running text may be, and 1 px is hidden from sight."""


def never_sideways(phone: Page) -> None:
    assert phone.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    wide = phone.evaluate(_WIDE)
    assert wide == []


@pytest.mark.parametrize("path", [path for path in PAGES if path])
def test_a_phone_never_scrolls_sideways_on(example_app: app.Server, phone: Page, path: str) -> None:
    open_any(phone, example_app, path)
    never_sideways(phone)


def test_on_a_phone_map_and_list_fit_and_are_one_tap_apart(example_app: app.Server, phone: Page) -> None:
    app.open_view(phone, example_app, gebied=TOWN)
    never_sideways(phone)
    assert app.map_frame(phone).evaluate(_SMALL) == []
    assert phone.evaluate(_SMALL) == []
    map_, rows = phone.locator(".st-key-kaart iframe").first, app.keyed(phone, "plekken-lijst")
    expect(map_).to_be_visible()
    expect(rows).to_be_hidden()
    app.pill(phone, "beeld", "Lijst").tap()
    expect(rows).to_be_visible()
    expect(map_).to_be_hidden()
    app.settled(phone)
    assert phone.evaluate(_SMALL) == []
    phone.locator(".wk-row").first.tap()
    expect(app.keyed(phone, "plek-detail")).to_be_visible()
    app.pill(phone, "beeld", "Kaart").tap()
    expect(map_).to_be_visible()
    expect(rows).to_be_hidden()
    app.map_ready(phone)
