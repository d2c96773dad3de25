"""Tabs that one test uses after another, each time as good as new.

A fresh profile has to fetch and compile all of Streamlit's scripts, which takes longer than most tests.
A tab that stays keeps them; what a page itself can leave behind is taken away after every test.
"""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser import app

_STORES = "cookies,file_systems,indexeddb,local_storage,service_workers,websql,cache_storage"
_EMPTY = "() => { sessionStorage.clear(); window.name = '' }"


@dataclass(frozen=True, eq=False)
class Tab:
    """A page and what was seen of it."""

    page: Page
    seen: app.Watch
    size: dict[str, int]

    @classmethod
    def opened(cls, browser: Browser, size: dict[str, int], **context: object) -> "Tab":
        """A tab in a fresh profile."""
        page = app.new_page(browser, size, **context)
        return cls(page, app.watch(page), size)

    def clean(self) -> None:
        """Take away what pages left: stores, cookies, history, routes, a medium. Raises PlaywrightError."""
        page = self.page
        page.unroute_all(behavior="ignoreErrors")
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in self.seen.requests}
        ours = [origin for origin in sorted(origins) if origin.startswith("http://127.0.0.1:")]
        session = page.context.new_cdp_session(page)
        for origin in ours:
            page.goto(f"{origin}/_stcore/health")  # of this origin, and without a script that writes
            page.evaluate(_EMPTY)
        page.goto("about:blank")
        for origin in ours:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _STORES})
        page.context.clear_cookies()
        page.set_viewport_size({"width": self.size["width"], "height": self.size["height"]})
        page.emulate_media(media="null")
        page.mouse.move(0, 0)
        session.send("Page.resetNavigationHistory")
        session.detach()
        self.seen.forget()


class Tabs:
    """A tab for each kind of screen."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, Tab] = {}
        self._lent: dict[Tab, str] = {}

    def lend(self, size: dict[str, int], **context: object) -> Tab:
        """A clean tab with a screen of this size, in a profile made so."""
        kind = repr((size, sorted(context.items())))
        tab = self._free.pop(kind, None) or Tab.opened(self._browser, size, **context)
        self._lent[tab] = kind
        return tab

    def take_back(self, tab: Tab) -> None:
        """Clean a tab for the next test; one that can't be cleaned isn't used again."""
        kind = self._lent.pop(tab)
        try:
            tab.clean()
        except PlaywrightError:
            with suppress(PlaywrightError):
                tab.page.context.close()
        else:
            self._free[kind] = tab
