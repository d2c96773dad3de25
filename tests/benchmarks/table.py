"""What benchmarks of pages and statistics share: real data, a browser, and a table of what took how long.

Beside the time on the clock stands that of the processor, which says more on a machine that does other
things too: in Python that of the process, in the browser that of the page's main thread.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import app
from wijkkaart.atlas import Atlas
from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.store import Snapshot, Store

SHARED = app.ROOT.parent / "shared" / "data"
TOWN, TIMES = "GM0307", 5
T = TypeVar("T")


@dataclass
class Times:
    """How often something took how long, in seconds."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def line(self, what: str, goal: float | None = None) -> None:
        """A line of the table: the median on the clock, and the least processor time."""
        limit = "" if goal is None else f"{goal:g} s"
        least = f"{min(self.processor):.3f} s" if self.processor else ""
        sys.stdout.write(f"| {what} | {limit} | {median(self.wall):.3f} s | {least} |\n")


def head() -> None:
    """The head of the table, below how busy the machine is."""
    sys.stdout.write(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n\n")
    sys.stdout.write("| work | goal | median | processor |\n|---|---|---|---|\n")


def timed(what: str, goal: float | None, work: Callable[[T], object], before: Callable[[], T]) -> None:
    """A line of the table: TIMES times `work` on what `before` gives, which isn't counted."""
    took = Times()
    for _ in range(TIMES):
        given = before()
        start, used = time.perf_counter(), time.process_time()
        work(given)
        took.wall.append(time.perf_counter() - start)
        took.processor.append(time.process_time() - used)
    took.line(what, goal)


def fresh(root: Path) -> Atlas:
    """An atlas that remembers nothing."""
    return Atlas(Snapshot(root))


@dataclass
class Watched:
    """A page in a browser, and how busy it is."""

    page: Page

    def __post_init__(self) -> None:
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy(self) -> float:
        """Seconds that the main thread has worked since the page was opened."""
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    @contextmanager
    def taking(self, times: Times, *, opens: bool = False) -> Iterator[None]:
        """Time what is done inside; `opens` when that opens another page, whose work begins at nothing."""
        used, start = 0.0 if opens else self.busy(), time.perf_counter()
        yield
        times.wall.append(time.perf_counter() - start)
        times.processor.append(self.busy() - used)


@contextmanager
def browsing(root: Path, work: Path) -> Iterator[tuple[app.Server, Callable[[], Watched]]]:
    """The app on a data directory, and what gives a page in a browser that fetched the scripts before."""
    with app.running(root, work) as server, sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(
            executable_path=app.chromium(), args=[*app.CHROMIUM_ARGS, app.FENCE]
        )

        def visitor() -> Watched:
            page = app.new_page(browser)
            page.goto(server.path("uitleg"))
            app.settled(page)
            return Watched(page)

        yield server, visitor
        browser.close()


def run(
    description: str | None,
    files: Sequence[str],
    measure: Callable[[Path], None],
    in_browser: Callable[[Path, Path], None],
    more: Callable[[Path, Path, Path], None] | None = None,
) -> None:
    """Print the table of `measure` on the loaded files of SHARED, and with `--browser` that of `in_browser`.

    `more` puts in what isn't loaded from a file; it gets SHARED, the data directory and a folder to work in.
    """
    given = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--data", type=Path)
    given.add_argument("--browser", action="store_true")
    asked = given.parse_args()
    if asked.data is None and not SHARED.is_dir():
        sys.exit("The real data (shared/data) isn't on this machine.")
    with tempfile.TemporaryDirectory() as folder:
        root = asked.data or Path(folder) / "gegevens"
        if asked.data is None:
            load([SHARED / name for name in files], Store(root), Settings(data=root))
            if more:
                more(SHARED, root, Path(folder))
        head()
        measure(root)
        if asked.browser:
            in_browser(root, Path(folder))
