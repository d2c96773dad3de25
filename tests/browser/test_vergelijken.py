"""Comparing in a browser: sort at once, one area in all views, for everybody, on a phone and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from tests.browser.axe import breaches

TOWN = "GM9990"


def opened(page: Page, server: app.Server, path: str, **params: str) -> None:
    page.goto(server.path(path, **params))
    expect(page.locator("h1")).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)


def column(page: Page, number: int) -> list[str]:
    """What stands in a column of the table, from top to bottom, the reference left out."""
    cells = page.locator(f".wk-grid tbody tr:not(.wk-reference) td:nth-of-type({number})")
    found: list[str] = cells.evaluate_all("all => all.map(cell => cell.firstChild.textContent)")
    return found


def test_a_table_is_sorted_pinned_and_followed_into_other_views(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, "vergelijken", gebied=TOWN)
    expect(page.locator(".wk-sort").first).to_be_visible()
    assert breaches(page, slight=True) == []
    # Whatever its layout, it's a table to whoever hears it.
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() == page.locator(".wk-sort").count() + 1
    assert table.get_by_role("rowheader").count() == page.locator(".wk-grid tbody tr").count()
    cells = page.locator(".wk-grid tbody td")
    # Else each column more would be news to all cells: with thousands that takes long.
    assert cells.first.evaluate("cell => getComputedStyle(cell).getPropertyValue('--columns')") == ""
    cells.last.evaluate("cell => { cell.dataset.mark = 'here'; }")
    heading = page.locator(".wk-sort").first
    heading.click()
    app.settled(page)
    numbers = [float(text.replace(",", ".")) for text in column(page, 1) if text[0].isdigit()]
    assert len(numbers) > 2
    assert numbers == sorted(numbers, reverse=True)
    heading.focus()
    page.keyboard.press("Enter")
    app.settled(page)
    numbers = [float(text.replace(",", ".")) for text in column(page, 1) if text[0].isdigit()]
    assert numbers == sorted(numbers)
    expect(page.locator(".wk-sort").first).to_be_focused()
    # Who walks on by keyboard sees where: not below the headings.
    page.set_viewport_size({"width": app.DESKTOP["width"], "height": 340})
    page.locator(".wk-grid-box").evaluate("box => box.scrollTo(0, box.scrollHeight)")
    page.locator(".wk-choose").first.focus()
    edges = page.evaluate(
        "() => [document.querySelector('.wk-grid thead'), document.activeElement]"
        ".map(each => each.getBoundingClientRect())"
    )
    assert edges[1]["top"] >= edges[0]["bottom"] - 1
    page.set_viewport_size(app.DESKTOP)
    last = page.locator(".wk-choose").last
    # Lines out of sight aren't drawn: they have text, and none that shows.
    name = last.text_content()
    assert name
    last.click()
    expect(page.locator(".st-key-vg-gekozen")).to_contain_text(name)
    page.get_by_role("button", name=f"Houd {name} bovenaan").click()
    expect(page.locator(".wk-choose").first).to_have_text(name)
    app.settled(page)
    figures = app.params(page)["cijfers"].split(",") if "cijfers" in app.params(page) else []
    page.locator(".wk-leave").first.click()
    # At once, and the page agrees: what stands there already isn't made again.
    assert page.locator(".wk-sort").count() == len(figures) - 1
    app.wait_params(page, cijfers=",".join(figures[1:]))
    assert page.locator(".wk-sort").count() == len(figures) - 1
    expect(page.locator('[data-mark="here"]')).to_have_count(1)
    app.pill(page, "vorm", "Eén gebied").click()
    expect(page.locator(".st-key-grafiek-vg-gebied")).to_contain_text(f"{name} tussen de andere")
    assert breaches(page, slight=True) == []


def test_an_index_is_read_and_changed_by_everybody(example_app: app.Server, page: Page) -> None:
    opened(page, example_app, "sociale-index", gemeente=TOWN)
    assert breaches(page, slight=True) == []
    page.locator(".wk-choose").first.click()
    expect(page.locator(".st-key-si-gezegd")).to_contain_text("willekeurige wegingen")
    app.pill(page, "deel", "Cijfers en gewichten").click()
    app.choose(page, "si-weging-binding", "telt dubbel")
    app.wait_params(page, weging="binding:2")
    assert breaches(page, slight=True) == []


@pytest.mark.parametrize("path", ["vergelijken", "sociale-index"])
def test_on_a_phone_and_on_paper(example_app: app.Server, phone: Page, path: str) -> None:
    opened(phone, example_app, path, gebied=TOWN, gemeente=TOWN)
    expect(phone.locator(".wk-grid")).to_be_in_viewport()
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= app.PHONE["width"]
    small = phone.locator(".wk-grid button:visible").evaluate_all(
        "all => all.filter(each => each.getBoundingClientRect().height < 43.5).length"
    )
    assert small == 0
    phone.emulate_media(media="print")
    expect(phone.locator(".wk-grid")).to_be_visible()
    assert phone.locator(".wk-grid-box").evaluate("box => getComputedStyle(box).overflow") == "visible"
    phone.emulate_media(media="screen")
