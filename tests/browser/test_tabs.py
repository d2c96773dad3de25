"""What the browser tests rely on: a tab that is lent again knows nothing, and nobody can be reached."""

import pytest
from playwright.sync_api import Browser, Route
from playwright.sync_api import Error as PlaywrightError

from tests.browser import app
from tests.browser.tabs import Tab, Tabs

_LEAVE = """() => {
  localStorage.left = sessionStorage.left = document.cookie = 'left=1';
  window.name = 'left';
  history.pushState({}, '', '?left=1');
  return new Promise(done => { indexedDB.open('left').onsuccess = done }).then(() => caches.open('left'));
}"""
_LEFT = """async () => [
  localStorage.length, sessionStorage.length, document.cookie.includes("left"), window.name, history.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
]"""


def test_a_tab_that_is_lent_again_has_nothing_of_the_test_before(
    example_app: app.Server, browser: Browser
) -> None:
    tabs = Tabs(browser)
    tab = tabs.lend(app.DESKTOP)
    health = example_app.path("_stcore/health")
    tab.page.goto(health)
    clean = tab.page.evaluate(_LEFT)
    tab.page.evaluate(_LEAVE)
    tab.page.set_viewport_size(app.PHONE)
    tab.page.emulate_media(media="print")

    def refuse(route: Route) -> None:
        route.abort()

    tab.page.route("**/*", refuse)
    tabs.take_back(tab)
    again = tabs.lend(app.DESKTOP)
    try:
        assert again is tab
        assert again.seen == app.Watch()
        again.page.goto(health)
        assert again.page.evaluate(_LEFT) == clean
        assert again.page.evaluate("() => [innerWidth, innerHeight]") == list(app.DESKTOP.values())
        assert again.page.evaluate("() => matchMedia('screen').matches")
    finally:
        again.page.context.close()


def test_a_tab_that_was_closed_is_not_lent_again(browser: Browser) -> None:
    tabs = Tabs(browser)
    tab = tabs.lend(app.PHONE)
    tab.page.close()
    tabs.take_back(tab)
    other = tabs.lend(app.PHONE)
    assert other is not tab
    other.page.context.close()


@pytest.mark.parametrize("url", ["https://example.org/", "http://192.0.2.1/", "http://localhost:8999/"])
def test_no_test_reaches_anyone_but_us(fresh: Tab, url: str) -> None:
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        fresh.page.goto(url)
