"""The running app and its pages in a browser: shared by the browser tests and the benchmark."""

import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import geopandas as gpd
import numpy as np
import shapely
from playwright.sync_api import Browser, Frame, Locator, Page, Request, Route
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from wijkkaart.backgrounds import TILE_HOSTS
from wijkkaart.model import RD, WGS84, gemeente_of, level_of
from wijkkaart.store import Store

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FENCE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""With it a browser reaches nobody but us. Unlike routing, it leaves the browser's cache as it is."""
SECONDS = 1000
PATIENCE = 60 * SECONDS
"""How long a page may take on a machine that does ten things at once: longer only when it never comes."""
IDLE = '.stApp[data-test-script-state="notRunning"]'
TALLY = re.compile(r"([\d.]+) van ([\d.]+) plek")

# When a page last asked its server something, and last heard of it. Streamlit calls a page idle also before
# its first run, and from a click until the answer begins.
_LISTEN = """(() => {
  const talk = { asked: 0, heard: 0 };
  window.wijkkaartTalk = talk;
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener('message', () => { talk.heard = performance.now(); });
    }
    send(said) {
      talk.asked = performance.now();
      super.send(said);
    }
  };
})()"""
# All that was asked is answered and no script runs, for so long that what was heard is drawn. And it's a page
# of ours, with its look; `whole` when no script of a widget is still to come.
_SETTLED = """([idle, quiet, whole]) => {
  const talk = window.wijkkaartTalk;
  const here = document.querySelector(idle) && document.querySelector('.st-key-pagina');
  const partly = whole && document.querySelector('[data-testid="stSkeleton"]');
  if (!here || partly || talk.heard <= talk.asked) {
    talk.rest = null;
    return false;
  }
  if (talk.rest?.heard !== talk.heard) talk.rest = { heard: talk.heard, since: performance.now() };
  return performance.now() - talk.rest.since > quiet;
}"""
_QUIET = 60
"""Milliseconds of rest in which a page draws what it heard; it begins at once."""

# Ready: the map stands as the last state that Streamlit sent asks, and no script runs.
_MAP_READY = "() => window.wijkkaart?.status.ready === true"


def chromium() -> str | None:
    """Path of the browser that `tests/run.py` found; None for the one that playwright installed."""
    found = os.environ.get("WIJKKAART_CHROMIUM")
    return found or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetched(url: str, timeout: float = 30) -> bytes:
    """The body of an answer; raises OSError."""
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        body: bytes = answer.read()
    return body


@dataclass
class Server:
    """A Streamlit server in a process group of its own."""

    url: str
    process: "subprocess.Popen[bytes] | None"
    """None: another process started it, and ends it."""
    log: Path
    data: Path | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self.url.rstrip("/")

    def path(self, page: str = "", **params: str) -> str:
        """Address of a page with a view."""
        return f"{self.url}{page}?{urlencode(params)}" if params else f"{self.url}{page}"

    def text(self) -> str:
        """What the server wrote on its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the server and all that it started."""
        process = self.process
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
        with suppress(ProcessLookupError):  # the group may outlive its first process
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@contextmanager
def serving(command: list[str], port: int, log: Path, **popen: object) -> Iterator[Server]:
    """Start a Streamlit server; it's ready inside the block and gone after it."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, **popen
        )  # type: ignore[call-overload]
    server = Server(f"http://127.0.0.1:{port}/", process, log)
    try:
        _wait(server)
        yield server
    finally:
        server.stop()


def _wait(server: Server, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.process and server.process.poll() is not None:
            raise RuntimeError(f"the server stopped by itself:\n{server.text()}")
        try:
            fetched(f"{server.url}_stcore/health")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server wasn't ready after {seconds:.0f} s:\n{server.text()}")


@contextmanager
def running(data: Path, work: Path, /, **variables: str) -> Iterator[Server]:
    """The app on a data directory, started the way a user does it, from another folder than the checkout.

    `variables` go in its environment.
    """
    port = free_port()
    start = "from wijkkaart.cli import main; main()"
    command = [sys.executable, "-c", start, "run", "--port", str(port), "--data", str(data)]
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    environment.pop("WIJKKAART_DATA", None)
    log = work / f"server-{port}.log"
    with serving(command, port, log, cwd=work, env=environment) as server:
        server.data = data
        yield server


def health(server: Server) -> dict[str, str]:
    """What /health says."""
    found: dict[str, str] = json.loads(fetched(f"{server.url}health"))
    return found


@dataclass
class Watch:
    """What a page asked for, said and did."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Start again with nothing."""
        for kept in (self.requests, self.console, self.errors, self.dialogs):
            kept.clear()

    def outside(self, origin: str) -> set[str]:
        """The origins other than our own that were asked for anything."""
        found = {urlsplit(url) for url in self.requests}
        mine = urlsplit(origin).netloc
        return {
            f"{url.scheme}://{url.netloc}"
            for url in found
            if url.scheme not in {"data", "blob", "about"} and url.netloc != mine
        }

    @property
    def refused(self) -> list[str]:
        """What the Content-Security-Policy stopped."""
        return [text for text in self.console if "Content Security Policy" in text or "Refused to" in text]


def watch(page: Page) -> Watch:
    """Write down every request, message, error and dialog of a page and its frames."""
    seen = Watch()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("websocket", lambda socket: seen.requests.append(socket.url.replace("ws", "http", 1)))
    page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))

    def dismiss(dialog: object) -> None:
        seen.dialogs.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dismiss)
    return seen


def block_tiles(page: Page, origin: str) -> list[str]:
    """Cut the page off from every other origin, as without a network; gives the list of what it asked."""
    asked: list[str] = []

    def refuse(route: object, request: Request) -> None:
        asked.append(request.url)
        route.abort("internetdisconnected")  # type: ignore[attr-defined]

    mine = urlsplit(origin).netloc
    page.route(lambda url: urlsplit(url).netloc not in {mine, ""}, refuse)
    return asked


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait until something outside the page is so, while the page goes on."""
    end = time.monotonic() + PATIENCE / SECONDS
    while not so():
        assert time.monotonic() < end, "it never came"
        page.wait_for_timeout(20)


def map_frame(page: Page) -> Frame:
    """The frame in which the map lives."""
    element = page.locator(".st-key-kaart iframe").first.element_handle(timeout=PATIENCE)
    frame = element.content_frame() if element else None
    if frame is None:
        raise AssertionError("the map has no frame")
    return frame


def settled(page: Page, *, whole: bool = True) -> None:
    """Wait until the server has answered what the page asked, no script runs, and the answer is drawn."""
    try:
        page.wait_for_function(_SETTLED, arg=[IDLE, _QUIET, whole], timeout=PATIENCE, polling=20)
    except PlaywrightTimeout as error:
        said = page.evaluate(
            "() => [window.wijkkaartTalk, document.querySelector('.stApp')?.dataset, document.body.innerText]"
        )
        raise AssertionError(f"the page doesn't come to rest: {said}") from error


def map_ready(page: Page) -> Frame:
    """Wait until the page is settled and the map complete; its frame."""
    settled(page)
    frame = map_frame(page)
    try:
        # Asked every moment: a frame that a busy browser doesn't draw never asks by itself.
        frame.wait_for_function(_MAP_READY, timeout=PATIENCE, polling=50)
    except PlaywrightTimeout as error:
        said = frame.evaluate("() => [window.wijkkaart?.status, document.body.innerText]")
        raise AssertionError(f"the map isn't complete: {said}") from error
    return frame


def status(page: Page) -> dict[str, object]:
    """What the map says about itself, once it's complete."""
    found: dict[str, object] = map_ready(page).evaluate("() => structuredClone(window.wijkkaart.status)")
    return found


def tally(page: Page) -> tuple[int, int]:
    """Places shown and places there, as the list says."""
    text = page.locator(".wk-tally").first.inner_text(timeout=PATIENCE)
    found = TALLY.search(text)
    if not found:
        raise AssertionError(f"no count in {text!r}")
    shown, there = (int(number.replace(".", "")) for number in found.groups())
    return shown, there


def nowhere(page: Page) -> int:
    """How many of the places shown have no location, as the list says."""
    found = re.search(r"waarvan ([\d.]+) nog geen plek", page.locator(".wk-tally").first.inner_text())
    return int(found.group(1).replace(".", "")) if found else 0


def agreed(page: Page, differs_from: tuple[int, int] | None = None) -> tuple[int, int]:
    """Wait until list and map show the same number of places; that number, and all there are."""
    end = time.monotonic() + PATIENCE / SECONDS
    while time.monotonic() < end:
        found = tally(page)
        drawn = status(page)["places"]
        if found != differs_from and found[0] - nowhere(page) == drawn:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"list {tally(page)} (nowhere: {nowhere(page)}), map {status(page)}")


def open_view(page: Page, server: Server, **params: str) -> None:
    """Open the map page with a view, without a background unless one is named, and wait for the map."""
    page.goto(server.path(**{"achtergrond": "geen", **params}))
    map_ready(page)


def keyed(page: Page, key: str) -> Locator:
    """The widget or container with a key."""
    return page.locator(f".st-key-{key}")


def params(page: Page) -> dict[str, str]:
    """The parameters in the address of the page."""
    found: dict[str, str] = page.evaluate("() => Object.fromEntries(new URLSearchParams(location.search))")
    return found


def wait_params(page: Page, **wanted: str | None) -> None:
    """Wait until the address has these parameters (None: doesn't have it)."""
    check = (
        "wanted => { const has = new URLSearchParams(location.search);"
        "return Object.entries(wanted).every(([key, value]) => has.get(key) === value) }"
    )
    try:
        page.wait_for_function(check, arg=wanted, timeout=PATIENCE)
    except PlaywrightTimeout as error:
        raise AssertionError(f"wanted {wanted} in the address, found {params(page)}") from error
    settled(page)


def wait_scope(page: Page, area: str) -> None:
    """Wait until the map shows an area, complete."""
    map_frame(page).wait_for_function(
        "area => window.wijkkaart.status.ready && window.wijkkaart.status.scope === area",
        arg=area,
        timeout=PATIENCE,
        polling=50,
    )


def choose(page: Page, key: str, option: str) -> None:
    """Choose an option of a select box by the text that it starts with."""
    box = keyed(page, key).locator("input")
    box.click()
    box.fill(option)
    page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()
    settled(page)


def open_menu(page: Page, name: str) -> None:
    """Open a menu (popover) by the start of what its button says."""
    page.get_by_role("button", name=re.compile(rf"{re.escape(name)}")).first.click()
    page.locator('[data-testid="stPopoverBody"]').first.wait_for()
    settled(page)


def pill(page: Page, key: str, text: str) -> Locator:
    """The button with a text among those of a row of pills or a segmented control."""
    return keyed(page, key).locator("button").filter(has=page.get_by_text(text, exact=True))


def type_area(page: Page, text: str) -> None:
    """Type the name of an area and press Enter."""
    box = keyed(page, "gebied").locator("input")
    box.click()
    box.fill(text)
    page.get_by_role("option", name=f"Zoek: {text}").wait_for()
    box.press("Enter")
    settled(page)


def points_in(data: Path, code: str) -> list[tuple[float, float]]:
    """Latitude and longitude of points well inside an area of a data directory, the best first."""
    store = Store(data)
    rows = store.area_index()
    year = int(rows[rows.code == code].year.max())
    areas = store.areas(str(level_of(code)), year, gemeente_of(code))
    shape = areas[areas.code == code].geometry.iloc[0]
    best = shapely.maximum_inscribed_circle(shape)
    west, south, east, north = shape.bounds
    grid = [(x, y) for x in np.linspace(west, east, 12) for y in np.linspace(south, north, 12)]
    inner = shape.buffer(-0.2 * best.length)
    inside = [shapely.Point(best.coords[0]), *(p for p in map(shapely.Point, grid) if inner.contains(p))]
    return [(p.y, p.x) for p in gpd.GeoSeries(inside, crs=RD).to_crs(WGS84)]


# The first of some points that is on the screen without anything over the map there.
_FREE = """points => {
  const map = window.map, size = map.getSize();
  const covered = '.leaflet-marker-icon, .leaflet-control, .leaflet-popup, .wk-notes';
  for (const point of points) {
    const { x, y } = map.latLngToContainerPoint(point);
    if (x < 8 || y < 8 || x > size.x - 8 || y > size.y - 8) continue;
    if (!document.elementFromPoint(x, y)?.closest(covered)) return [x, y];
  }
  return null;
}"""


def spot(page: Page, data: Path, code: str) -> tuple[float, float]:
    """Where to click on the page to hit an area on the map, in pixels."""
    box = page.locator(".st-key-kaart iframe").first.bounding_box()
    found = map_frame(page).evaluate(_FREE, points_in(data, code))
    if not (found and box):
        raise AssertionError(f"no point of {code} can be clicked")
    return box["x"] + found[0], box["y"] + found[1]


def click_area(page: Page, data: Path, code: str) -> None:
    """Click on an area on the map and wait until the page has answered."""
    page.mouse.click(*spot(page, data, code))


def new_page(browser: Browser, size: dict[str, int] = DESKTOP, **context: object) -> Page:
    """A page in a fresh profile: nothing cached, no cookies."""
    profile = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        **context,
    )  # type: ignore[arg-type]
    profile.add_init_script(_LISTEN)
    page = profile.new_page()
    page.set_default_timeout(PATIENCE)
    return page


# A grey pixel, for every tile: tests don't need the network.
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mPYAAAA1gDVqQpkGgAAAABJRU5ErkJggg=="
)


def give_tiles(page: Page) -> None:
    """Let every tile server have a tile. As all routing does, this switches off the browser's cache."""

    def answer(route: Route) -> None:
        route.fulfill(body=_PIXEL, content_type="image/png")

    hosts = "|".join(map(re.escape, TILE_HOSTS))
    page.route(re.compile(f"^({hosts})/"), answer)
