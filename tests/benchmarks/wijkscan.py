"""How long work in a wijkscan takes: `python -m tests.benchmarks.wijkscan [--quick]`.

On that of Hoogveld among the examples, in the running app: ten people who save a text of 20 kB at once, over
HTTP; and in a browser: opening a part until one can type, going to another, how long a letter takes from key
to screen, and the other views. Typing waits for nothing: not for figures that are still being drawn, not for
a save, not for a page that is drawn anew. Prints a Markdown table; exit code 1 when a save was lost.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.benchmarks.measure import Times
from tests.browser import app
from wijkkaart.config import Settings
from wijkkaart.core.wijkscan import definition
from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions, wijkscans
from wijkkaart.register.database import Database, open_database
from wijkkaart.web.session import COOKIE

SCAN, PEOPLE, SIZE = "WS00009004", 10, 20_000
SAVE_GOAL, OPEN_GOAL, GO_GOAL, KEY_GOAL = 500, 2000, 1000, 100
"""Milliseconds, of 95 % of the saves and letters, and of the median of the others."""
_FAR = ("2.1", "3.4", "2.4", "4.2", "3.2")
"""Parts to go to, one after the other: with many figures and charts, and with many places."""
VIEWS = {
    "Nakijken": ("Kies een regel om ernaartoe te gaan.",),
    "Wat is er veranderd": ("er is niets veranderd", "Neem over wat u in de wijkscan wilt."),
    "Versies": ("Een vastgestelde versie blijft precies zoals hij is",),
}
"""Label of a view to what stands there and nowhere else, the one or the other."""
_SAVES = f"**/wijkscan/{SCAN}/*"
PROBE = Path(__file__).with_name("wijkscan.js")


class Desk:
    """The running app, and people of the team who are signed in."""

    def __init__(self, server: app.Server, database: Database) -> None:
        self.server, self.database = server, database
        now = datetime.now(UTC)
        names = [f"Schrijver {number}" for number in range(PEOPLE)]
        people = [accounts.add(database, name, "fiets-lamp-wolk-brug", Role.TEAM, now) for name in names]
        self.cookies = [sessions.start(database, each, now) for each in people]
        assert server.process is not None
        self._process = psutil.Process(server.process.pid)

    def used(self) -> float:
        """Milliseconds of processor time that the server took until now."""
        there = [self._process, *self._process.children(recursive=True)]
        return 1000 * sum(sum(each.cpu_times()[:2]) for each in there)

    def url(self, **asked: str) -> str:
        """Address of the wijkscan."""
        return self.server.path("wijkscan", scan=SCAN, **asked)

    def page(self, browser: Browser) -> Page:
        """A page of a browser in which somebody is signed in, that fetched the app's scripts before."""
        page = app.new_page(browser)
        page.context.add_cookies([{"name": COOKIE, "value": self.cookies[0], "url": self.server.url}])
        page.add_init_script(PROBE.read_text(encoding="utf-8"))
        page.goto(self.server.path("uitleg"))
        app.settled(page)
        return page


# -- saves over HTTP


def saves(desk: Desk, times: int) -> tuple[Times, list[str]]:
    """How long the saves of PEOPLE who all save `times` times took, and what went wrong or was lost."""
    took, wrong, together = Times(), list[str](), threading.Barrier(PEOPLE)
    paragraphs = (key for chapter in definition.chapters() for key in chapter.keys)
    keys = [key for key in paragraphs if "." in key][:PEOPLE]
    last = dict.fromkeys(keys, "")

    def work(cookie: str, key: str) -> None:
        line = HTTPConnection(urlsplit(desk.server.url).netloc, timeout=60)
        state = wijkscans.parts(desk.database, SCAN, Role.TEAM).get(key)
        version = state.version if state else 0
        together.wait()
        for turn in range(times):
            text = f"{key} {turn} " + "Hier wonen mensen die elkaar kennen. " * (SIZE // 36)
            begun = time.perf_counter()
            status, said = put(line, cookie, key, text[:SIZE], version)
            took.found.append(1000 * (time.perf_counter() - begun))
            if status != 200:
                wrong.append(f"{key}: {status} {said}")
                return
            version, last[key] = said["version"], text[:SIZE].rstrip()

    threads = [threading.Thread(target=work, args=each) for each in zip(desk.cookies, keys, strict=True)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = wijkscans.parts(desk.database, SCAN, Role.TEAM)
    wrong += [f"{key} is lost" for key in keys if found[key].content.get("text", "").rstrip() != last[key]]
    return took, wrong


def put(line: HTTPConnection, cookie: str, key: str, text: str, base: int) -> tuple[int, Any]:
    """Save a text as the editor does: status and answer."""
    headers = {"Cookie": f"{COOKIE}={cookie}", "Sec-Fetch-Site": "same-origin"}
    body = json.dumps({"text": text, "base": base})
    line.request("PUT", f"/wijkscan/{SCAN}/{key}", body, {"Content-Type": "application/json", **headers})
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())


# -- in a browser


class Timed:
    """Times of one kind of work: on the clock, and of the server's processor."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.clock, self.server = desk, Times(), Times()

    def take(self, work: Callable[[], float], page: Page) -> None:
        """Do it once; the server's time counts until the page rests."""
        before = self.desk.used()
        self.clock.found.append(work())
        app.settled(page)
        self.server.found.append(self.desk.used() - before)


def ready(page: Page, key: str) -> float:
    """Milliseconds from the last choice (or the start of the page) until one can type in a part."""
    return float(page.evaluate("key => window.bench.until(() => window.bench.editable(key))", key))


def opening(desk: Desk, page: Page, key: str) -> float:
    """Open the page at a part; milliseconds until one can type."""
    page.goto(desk.url(deel=key), wait_until="commit")
    return ready(page, key)


def going(page: Page, key: str) -> float:
    """Choose another part in the menu; milliseconds until one can type in it."""
    page.evaluate("key => window.bench.press(`.ws-nav[data-id='${key}']`)", key)
    return ready(page, key)


def viewing(page: Page, label: str) -> float:
    """Choose another view; milliseconds until it's there and the page rests."""
    page.evaluate("label => window.bench.press('.st-key-ws-balk button', label)", label)
    found = page.evaluate("texts => window.bench.until(() => window.bench.stands(texts))", [*VIEWS[label]])
    return float(found)


def typing(page: Page, letters: int, during: Callable[[], None] | None = None) -> list[float]:
    """Type so many letters, and a word of seven a second; milliseconds from key to screen of each."""
    page.evaluate("() => window.bench.listen()")
    if during:
        during()
    for number in range(letters):
        page.keyboard.press("abcdefg"[number % 7])
        page.wait_for_timeout(50)
    return [float(each) for each in page.evaluate("() => window.bench.heard()")]


def browse(desk: Desk, times: int) -> list[tuple[str, int | None, Timed | Times]]:
    """All that's measured in a browser: what, goal, times."""
    first, opened, gone = Timed(desk), Timed(desk), Timed(desk)
    views = {label: Timed(desk) for label in VIEWS}
    drawing, quiet, saving, anew = Times(), Times(), Times(), Times()
    with sync_playwright() as playwright:
        args = [*app.CHROMIUM_ARGS, app.FENCE]
        browser = playwright.chromium.launch(executable_path=app.chromium(), args=args)
        page = desk.page(browser)
        first.take(lambda: opening(desk, page, "2.2"), page)
        for _ in range(times):
            opened.take(lambda: opening(desk, page, "2.1"), page)
            for key in _FAR[1:]:
                gone.take(lambda key=key: going(page, key), page)  # type: ignore[misc]
            going(page, "2.1")
            page.locator(".wk-text").click()
            drawing.found += typing(page, 15)
            app.settled(page)
            quiet.found += typing(page, 15)
            saving.found += _while_saving(page)
            anew.found += typing(page, 15, lambda: page.evaluate("() => window.bench.again()"))
            app.settled(page)
            for label, times in views.items():
                times.take(lambda label=label: viewing(page, label), page)  # type: ignore[misc]
        browser.close()
    return [
        ("opening a part until one can type, first after the start", None, first),
        ("opening a part until one can type", OPEN_GOAL, opened),
        ("another part until one can type", GO_GOAL, gone),
        ("a letter, while figures and charts are being drawn", KEY_GOAL, drawing),
        ("a letter, on a page that rests", KEY_GOAL, quiet),
        ("a letter, while a save is under way", KEY_GOAL, saving),
        ("a letter, while the page is drawn anew", KEY_GOAL, anew),
        *((f"view {label}", GO_GOAL, times) for label, times in views.items()),
    ]


def _while_saving(page: Page) -> list[float]:
    """Letters typed while a save is under way: it's held until they are there."""
    held: list[Route] = []
    page.route(_SAVES, lambda route: held.append(route))
    with page.expect_request(_SAVES):
        typing(page, 1)
    found = typing(page, 15)
    for each in held:
        each.continue_()
    page.unroute(_SAVES)
    return found


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--quick", action="store_true", help="a few times only")
    quick = given.parse_args().quick
    with tempfile.TemporaryDirectory() as folder, app.running(Path(folder) / "data", Path(folder)) as server:
        desk = Desk(server, open_database(Settings(data=Path(folder) / "data", database_url="")))
        _wait(desk)
        sys.stdout.write(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n\n")
        sys.stdout.write("| work | goal | median | p95 | server's processor |\n|---|---|---|---|---|\n")
        for what, goal, times in browse(desk, 2 if quick else 6):
            _line(what, goal, times)
        took, wrong = saves(desk, 10 if quick else 40)
        _line(f"{PEOPLE} people at once: a save of 20 kB", SAVE_GOAL, took)
        sys.stdout.write(f"\n{len(took)} saves, {len(wrong)} wrong. Load: {os.getloadavg()[0]:.1f}.\n")
        sys.stdout.writelines(f"  {each}\n" for each in wrong)
    sys.exit(bool(wrong))


def _wait(desk: Desk) -> None:
    """Until the examples are in: the app puts them in when it starts."""
    end = time.monotonic() + 60
    while wijkscans.get(desk.database, SCAN, Role.TEAM) is None:
        if time.monotonic() > end:
            sys.exit("The wijkscan of Hoogveld isn't among the examples.")
        time.sleep(0.2)


def _line(what: str, goal: int | None, times: Timed | Times) -> None:
    clock = times.clock if isinstance(times, Timed) else times
    server = f"{times.server.median:.0f} ms" if isinstance(times, Timed) else ""
    limit = "" if goal is None else f"{goal} ms"
    sys.stdout.write(f"| {what} | {limit} | {clock.median:.0f} ms | {clock.p95:.0f} ms | {server} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
