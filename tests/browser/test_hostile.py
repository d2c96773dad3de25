"""Texts from data are text: shown as they are, never run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app, hostile

FIRST, MARKDOWN = hostile.ATTACKS[0], hostile.ATTACKS[5]


@pytest.fixture
def attacked(hostile_app: app.Server, page: Page, seen: app.Watch) -> Iterator[Page]:
    """A page on the hostile data; afterwards nothing may have run, in no frame."""
    yield page
    nothing_ran(page)
    assert seen.outside(hostile_app.url) == set()


def nothing_ran(page: Page) -> None:
    """No attack may have run, or have become more than text, in any frame."""
    for frame in page.frames:
        assert frame.evaluate(f"() => window.{hostile.FLAG}") is None
        assert frame.locator("img[src='x'], img[src*='kwaad'], a[href^='javascript:']").count() == 0


def visible(text: str) -> str:
    """The text as a browser shows it: white space taken together."""
    return " ".join(text.split())


def test_hostile_places_stand_in_the_list_and_open_as_text(hostile_app: app.Server, attacked: Page) -> None:
    app.open_view(attacked, hostile_app, gebied=hostile.GEMEENTE)
    wanted = [visible(text) for text in hostile.ATTACKS]
    expect(attacked.locator(".wk-name")).to_have_count(len(wanted))
    assert {visible(text) for text in attacked.locator(".wk-name").all_inner_texts()} == set(wanted)
    for name in wanted:
        names = [visible(text) for text in attacked.locator(".wk-name").all_inner_texts()]
        attacked.locator(".wk-row").nth(names.index(name)).click()
        title = app.keyed(attacked, "plek-detail").locator("h2")
        expect(title).to_have_text(name)
        assert visible(title.inner_text()) == name
        app.map_ready(attacked)
        nothing_ran(attacked)


def test_hostile_places_open_on_the_map_as_text(hostile_app: app.Server, attacked: Page) -> None:
    app.open_view(attacked, hostile_app, gebied=hostile.GEMEENTE)
    frame = attacked.frame_locator(".st-key-kaart iframe")
    markers = frame.locator(".wk-marker:not(.wk-cluster)")
    expect(markers.first).to_be_visible()
    for number in range(markers.count()):
        markers.nth(number).focus()
        attacked.keyboard.press("Enter")
        expect(frame.locator(".wk-popup strong")).to_be_visible()
        text = visible(frame.locator(".wk-popup strong").inner_text())
        assert text in {visible(attack) for attack in hostile.ATTACKS}
        app.map_ready(attacked)


def test_hostile_areas_are_selected_and_named_as_text(hostile_app: app.Server, attacked: Page) -> None:
    assert hostile_app.data is not None
    names = (hostile.AREA_NAME, hostile.OTHER_AREA, hostile.ATTACKS[1], hostile.ATTACKS[2])
    for number, name in enumerate(names):
        code = f"BU99800{number}00"
        app.open_view(attacked, hostile_app, gebied=hostile.GEMEENTE, lagen="cijfers")
        attacked.mouse.move(*app.spot(attacked, hostile_app.data, code))
        tip = attacked.frame_locator(".st-key-kaart iframe").locator(".wk-tip strong")
        expect(tip).to_be_visible()
        assert visible(tip.inner_text()) == visible(name)
        app.click_area(attacked, hostile_app.data, code)
        app.wait_params(attacked, gebied=code)
        title = app.keyed(attacked, "gebied-detail").locator("h2")
        expect(title).to_be_visible()
        assert visible(title.inner_text()) == visible(name)
        path = app.keyed(attacked, "kruimelpad").get_by_role("button")
        found = {visible(text) for text in path.all_inner_texts()}
        assert any(visible(hostile.TOWN) in text for text in found), found


def test_hostile_names_in_the_list_of_areas_and_in_the_choice_are_text(
    hostile_app: app.Server, attacked: Page
) -> None:
    app.open_view(attacked, hostile_app, gebied=hostile.GEMEENTE)
    app.pill(attacked, "lijst", "Gebieden").click()
    names = app.keyed(attacked, "gebieden-lijst").locator(".wk-name")
    # For a moment the rows of the other list stand here.
    expect(names).to_have_count(hostile.AREAS)
    expect(names.filter(has_text=FIRST)).to_be_visible()
    app.keyed(attacked, "gebied").locator("input").click()
    expect(attacked.locator('[role="option"]', has_text=MARKDOWN).first).to_be_visible()


def test_what_was_typed_comes_back_as_text(hostile_app: app.Server, attacked: Page) -> None:
    app.open_view(attacked, hostile_app, gebied=hostile.GEMEENTE)
    typed = "![x](https://kwaad.example/c.png) <img src=x onerror=window.geraakt=1>"
    app.type_area(attacked, typed)
    expect(attacked.get_by_text(f"‘{typed}’")).to_be_visible()


def test_a_hostile_file_name_is_text_on_the_page_of_the_data(hostile_app: app.Server, attacked: Page) -> None:
    attacked.goto(hostile_app.path("bronnen"))
    expect(attacked.get_by_role("heading", name="Wat er geladen is")).to_be_visible(timeout=app.PATIENCE)
    attacked.get_by_text("Eigen gegevens (").first.click()
    expect(attacked.get_by_text('plekken <img src=x onerror="window.geraakt=1">.csv').first).to_be_visible()
