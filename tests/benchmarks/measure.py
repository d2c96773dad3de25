"""Measuring in a browser, and what a server takes."""

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import app

PROBE = Path(__file__).with_name("probe.js")
SLOW = 150 * app.SECONDS
"""The naive page takes half a minute for the country; ten people at once ten times that."""

Wanted = dict[str, Any]
"""What has to be on the screen: name of a check in `probe.js` to what it should find."""


@dataclass
class Times:
    """Milliseconds, or whatever was counted."""

    found: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle one."""
        return float(np.median(self.found))

    @property
    def p95(self) -> float:
        """Of twenty about the second worst."""
        return float(np.percentile(self.found, 95))

    def __len__(self) -> int:
        return len(self.found)


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """Someone with an empty browser cache."""
    page = app.new_page(browser)
    page.context.set_default_timeout(SLOW)
    page.set_default_timeout(SLOW)
    try:
        yield page
    finally:
        page.context.close()


def probe(page: Page, wanted: Wanted | None = None) -> None:
    """Put the probe in every page that is opened from now on; with `wanted` it measures the opening."""
    start = f"window.wanted = {json.dumps(wanted)};\n"
    page.add_init_script(start + PROBE.read_text(encoding="utf-8"))


def took(page: Page, wanted: Wanted) -> float:
    """Milliseconds that what was measured took."""
    with _told(page, wanted):
        return float(page.wait_for_function("() => window.bench?.took").json_value())


@contextmanager
def _told(page: Page, wanted: Wanted) -> Iterator[None]:
    """Say what is missing on the screen when it doesn't come."""
    try:
        yield
    except PlaywrightTimeout as error:
        left = page.evaluate("wanted => window.bench?.missing(wanted)", wanted)
        raise RuntimeError(f"{page.url}: {left} not as in {wanted}") from error


def opening(page: Page, url: str, wanted: Wanted) -> float:
    """Milliseconds from the start of the navigation until the page shows what is wanted."""
    tab = page.context.new_page()
    try:
        probe(tab, wanted)
        tab.goto(url)
        return took(tab, wanted)
    finally:
        tab.close()


def acting(page: Page, wanted: Wanted, act: Callable[[], None], *, in_map: bool = False) -> float:
    """Milliseconds from the click that `act` makes until the page shows what is wanted."""
    page.evaluate("([wanted, inMap]) => window.bench.arm(wanted, inMap)", [wanted, in_map])
    act()
    return took(page, wanted)


def until(page: Page, wanted: Wanted) -> None:
    """Wait until the page shows what is wanted, and rests."""
    with _told(page, wanted):
        page.wait_for_function("wanted => window.bench?.done(wanted)", arg=wanted)
        page.locator(app.IDLE).wait_for()


class Traffic:
    """Bytes that a page receives over its websockets, before decompression."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._add))

    def _add(self, payload: "str | bytes") -> None:
        self.received += len(payload)

    def since(self, before: int) -> int:
        """Bytes received after a moment."""
        return self.received - before


def memory(server: app.Server) -> float:
    """Resident memory, in MB, of the Streamlit process of a server."""
    text = Path("/proc", str(_process(server)), "status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024  # type: ignore[union-attr]


def rested(server: app.Server, seconds: float = 180) -> None:
    """Wait until a server does nothing any more."""
    process, end = psutil.Process(_process(server)), time.monotonic() + seconds
    busy = True
    while busy and time.monotonic() < end:
        busy = process.cpu_percent(interval=3) > 3


def _process(server: app.Server) -> int:
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,pgid=,args="], capture_output=True, text=True, check=True
    ).stdout
    group = [line.split(None, 2) for line in listed.splitlines()]
    pids = [pid for pid, pgid, args in group if int(pgid) == server.process.pid and "streamlit run" in args]
    return int(pids[-1])


def people(
    browser: Browser,
    count: int,
    prepare: Callable[[Page], None],
    steps: list[dict[str, Any]],
    times: int,
    pause: tuple[float, float],
) -> Times:
    """Times of a number of people who do the same steps at once, each in a browser profile of their own."""
    pages = [app.new_page(browser) for _ in range(count)]
    try:
        for page in pages:
            page.set_default_timeout(SLOW)
            probe(page)
            prepare(page)
        for page in pages:
            page.evaluate(
                "([steps, times, pause]) => { window.bench.person(steps, times, pause)"
                ".then(found => (window.bench.found = found)); }",
                [steps, times, pause],
            )
        found = [
            page.wait_for_function("() => window.bench.found", timeout=10 * SLOW).json_value()
            for page in pages
        ]
    finally:
        for page in pages:
            page.context.close()
    return Times([one for each in found for one in each])
