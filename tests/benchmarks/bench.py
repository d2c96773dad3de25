"""Time wijkkaart beside the page that one would build otherwise, on the same real data, in one run.

    python tests/benchmarks/bench.py [--quick] [--json OUT] [--only gemeente,country,people,memory,build]

Needs `../shared` beside the repository, and npm's registry for the naive page. Prints a Markdown table.
Nothing is asserted: figures count only when the machine does nothing else. How is measured: `probe.js`.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import geopandas as gpd
import numpy as np
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks import naive, product
from tests.benchmarks.measure import Times, Traffic, memory, opening, people, rested, visitor
from tests.browser import app
from wijkkaart.model import COUNTRY

SHARED = app.ROOT.parent / "shared"
PARTS = ("build", "gemeente", "country", "people", "memory")
PEOPLE = 10
PAUSE = (300.0, 1200.0)
NAIVE_INDICATORS = ["inwoners", "inwoners65plus", "wozWaarde"]


@dataclass
class Row:
    """A line of the table: what was done, what it took, and what it may take."""

    work: str
    goal: float
    unit: str = "s"
    ours: Times | None = None
    naive: Times | None = None
    tail: bool = False
    """Whether the goal is for p95, not for the median."""

    def value(self, times: Times | None) -> float | None:
        """What counts for the goal, in the unit of the row."""
        if times is None or not times.found:
            return None
        return times.p95 if self.tail else times.median

    def cell(self, times: Times | None) -> str:
        """Median and p95, with how often it was measured."""
        value = self.value(times)
        if times is None or value is None:
            return "-"
        if len(times) == 1 or self.tail:
            return f"{_short(value)} {self.unit}"
        return f"{_short(value)} {self.unit} (p95 {_short(times.p95)}, n={len(times)})"

    def line(self) -> str:
        """The row in Markdown."""
        ours, other = self.value(self.ours), self.value(self.naive)
        ratio = f"{other / ours:.0f}x" if ours and other else "-"
        met = "-" if ours is None else ("yes" if ours <= self.goal else "**no**")
        cells = [
            self.work,
            self.cell(self.ours),
            self.cell(self.naive),
            ratio,
            f"{self.goal:g} {self.unit}",
            met,
        ]
        return f"| {' | '.join(cells)} |"


def _short(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def seconds(found: list[float]) -> Times:
    """Milliseconds as seconds."""
    return Times([one / 1000 for one in found])


@dataclass
class Bench:
    """One run: the browser, the servers, how often everything is done, and the rows so far."""

    browser: Browser
    work: Path
    data: Path
    quick: bool
    baseline: Path
    rows: list[Row] = field(default_factory=list)

    def times(self, full: int, quick: int = 2) -> int:
        """How often to do something."""
        return quick if self.quick else full

    def add(self, row: Row) -> None:
        """Keep a row, and say it."""
        self.rows.append(row)
        tell(row.line())

    @contextmanager
    def product(self) -> Iterator[app.Server]:
        """wijkkaart, with the country and the gemeente asked for once by somebody."""
        with app.running(self.data, self.work) as server:
            for area in (product.GEMEENTE, COUNTRY):
                with visitor(self.browser) as page:
                    product.Product(page, server, area).open()
            yield server

    @contextmanager
    def naive(self, area: str) -> Iterator[tuple[app.Server, list[tuple[float, float]]]]:
        """The naive page, asked for once, and points in areas whose colour can be told."""
        points = naive_points(SHARED / "data", area)
        with naive.running(self.baseline, area, SHARED / "data") as server:
            with visitor(self.browser) as page:
                naive.Naive(page, server, points).open()
            yield server, points


def tell(text: str) -> None:
    """Progress, beside the table."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def naive_points(data: Path, area: str) -> list[tuple[float, float]]:
    """Points on the naive page's map, in large areas with a fair value for every indicator."""
    buurten = gpd.read_file(data / "boundaries" / "nl_buurten_2024_hybride.gpkg")
    if area != "NL":
        buurten = buurten[buurten.gemeentecode == area]
    shares = np.column_stack([buurten[name] / buurten[name].max() for name in NAIVE_INDICATORS]).min(axis=1)
    inside = buurten.representative_point().to_crs(4326)
    west, south, east, north = buurten.to_crs(4326).total_bounds
    # The page opens at a zoom at which not all fits: stay in the middle of the map.
    room = 0.7 if area == "NL" else 0.02
    near = (abs(inside.y - (south + north) / 2) < room) & (abs(inside.x - (west + east) / 2) < 2 * room)
    best = buurten.assign(score=(shares * buurten.area**0.5).where(near), point=inside).nlargest(4, "score")
    return [(point.y, point.x) for point in best.point]


def gemeente(bench: Bench) -> None:
    """One gemeente: open the page, filter, another figure, a click on the map; the bytes of a filter."""
    with ExitStack() as stack:
        server = stack.enter_context(bench.product())
        other, points = stack.enter_context(bench.naive(product.GEMEENTE))
        _gemeente_open(bench, server, other, points)
        page = stack.enter_context(visitor(bench.browser))
        ours = product.Product(page, server, product.GEMEENTE)
        ours.open()
        page = stack.enter_context(visitor(bench.browser))
        theirs = naive.Naive(page, other, points)
        theirs.open()
        theirs.learn_filter()
        theirs.learn_indicators(NAIVE_INDICATORS[1:] + NAIVE_INDICATORS[:1])
        bench.add(
            Row(
                "gemeente: choose filter -> map, count and list show it",
                0.1,
                ours=seconds(filtering(ours, bench.times(20, 4))),
                naive=seconds([theirs.filter() for _ in range(bench.times(20, 2))]),
            )
        )
        names = cycle(product.INDICATORS[1:] + product.INDICATORS[:1], bench.times(20, 4))
        others = cycle(NAIVE_INDICATORS[1:] + NAIVE_INDICATORS[:1], bench.times(20, 2))
        bench.add(
            Row(
                "gemeente: change indicator -> colours and legend",
                0.1,
                ours=seconds([ours.choose_indicator(name) for name in names]),
                naive=seconds([theirs.indicator(name) for name in others]),
            )
        )
        clicks = [
            one for code in cycle(list(ours.points), bench.times(10, 2)) for one in ours.click_area(code)
        ]
        bench.add(Row("click on the map -> its answer on the page", 0.1, ours=seconds(clicks)))
        _bytes(bench, server, other, points)


def _gemeente_open(
    bench: Bench, server: app.Server, other: app.Server, points: list[tuple[float, float]]
) -> None:
    first: dict[str, list[float]] = {"cold": [], "warm": []}
    naive_first: dict[str, list[float]] = {"cold": [], "warm": []}
    for _ in range(bench.times(7)):
        with visitor(bench.browser) as page:
            ours = product.Product(page, server, product.GEMEENTE)
            for found in first.values():
                found.append(opening(page, ours.url, ours.complete()))
        with visitor(bench.browser) as page:
            theirs = naive.Naive(page, other, points)
            theirs.counts[False] = 479
            for found in naive_first.values():
                found.append(opening(page, other.url, theirs.complete()))
    for cache, found in first.items():
        work = f"gemeente: open the page -> map complete, {cache} cache"
        bench.add(Row(work, 1.5, ours=seconds(found), naive=seconds(naive_first[cache])))


def filtering(ours: product.Product, times: int) -> list[float]:
    """Milliseconds of choosing a kind of places and taking it back, in turn."""
    found = []
    for kind in cycle(product.DEALT[:4], times // 2):
        found += [ours.choose_kind(kind), ours.drop_kind()]
    return found


def cycle(names: "tuple[str, ...] | list[str]", times: int) -> list[str]:
    """The names in turn."""
    return [names[k % len(names)] for k in range(times)]


def _bytes(bench: Bench, server: app.Server, other: app.Server, points: list[tuple[float, float]]) -> None:
    with visitor(bench.browser) as page:
        traffic = Traffic(page)
        ours = product.Product(page, server, product.GEMEENTE)
        ours.open()
        mine = _counted(traffic, [lambda k=k: filtering_step(ours, k) for k in range(bench.times(10, 4))])
    with visitor(bench.browser) as page:
        traffic = Traffic(page)
        theirs = naive.Naive(page, other, points)
        theirs.open()
        theirs.learn_filter()
        naive_bytes = _counted(traffic, [theirs.filter for _ in range(bench.times(6, 2))])
    bench.add(Row("bytes to the browser per filter change", 15, "kB", Times(mine), Times(naive_bytes)))


def filtering_step(ours: product.Product, number: int) -> float:
    """Choose a kind at even numbers, take it back at odd ones."""
    return ours.drop_kind() if number % 2 else ours.choose_kind(product.DEALT[number // 2 % 4])


def _counted(traffic: Traffic, acts: list[Callable[[], float]]) -> list[float]:
    found = []
    for act in acts:
        before = traffic.received
        act()
        found.append(traffic.since(before) / 1000)
    return found


def country(bench: Bench) -> None:
    """The whole country: the first map, and another figure."""
    first: dict[str, list[float]] = {"cold": [], "warm": []}
    with bench.product() as server:
        for _ in range(bench.times(7)):
            with visitor(bench.browser) as page:
                ours = product.Product(page, server, COUNTRY)
                for found in first.values():
                    found.append(opening(page, ours.url, ours.complete()))
        with visitor(bench.browser) as page:
            ours = product.Product(page, server, COUNTRY)
            ours.open()
            names = cycle(product.INDICATORS[1:] + product.INDICATORS[:1], bench.times(20, 5))
            recoloured = [ours.choose_indicator(name) for name in names]
    naive_first, changed = _naive_country(bench)
    for (cache, found), goal in zip(first.items(), (1.6, 1.2), strict=True):
        work = f"country (14,566 buurten): first map, {cache} cache"
        bench.add(Row(work, goal, ours=seconds(found), naive=seconds(naive_first[cache])))
    work = "country: change indicator -> colours"
    bench.add(Row(work, 0.12, ours=seconds(recoloured), naive=seconds(changed)))


def _naive_country(bench: Bench) -> tuple[dict[str, list[float]], list[float]]:
    """What the naive page takes, as far as it got: on a busy machine the browser may give up on it."""
    naive_first: dict[str, list[float]] = {"cold": [], "warm": []}
    changed: list[float] = []
    with bench.naive("NL") as (other, points), suppress(RuntimeError):
        for _ in range(bench.times(3, 1)):
            with visitor(bench.browser) as page:
                theirs = naive.Naive(page, other, points)
                theirs.counts[False] = 479
                for found in naive_first.values():
                    found.append(opening(page, other.url, theirs.complete()))
        with visitor(bench.browser) as page:
            theirs = naive.Naive(page, other, points)
            theirs.open()
            theirs.learn_indicators(NAIVE_INDICATORS[1:2] + NAIVE_INDICATORS[:1])
            others = cycle(NAIVE_INDICATORS[1:2] + NAIVE_INDICATORS[:1], bench.times(4, 1))
            for name in others:
                changed.append(theirs.indicator(name))
    return naive_first, changed


def together(bench: Bench) -> None:
    """Ten people who filter at once."""
    with bench.product() as server:
        with visitor(bench.browser) as page:
            steps = product.Product(page, server, product.GEMEENTE).person()
        ours = people(
            bench.browser,
            PEOPLE,
            lambda page: product.Product(page, server, product.GEMEENTE).open(),
            steps,
            bench.times(20, 4),
            PAUSE,
        )
    with bench.naive(product.GEMEENTE) as (other, points):
        with visitor(bench.browser) as page:
            theirs = naive.Naive(page, other, points)
            theirs.open()
            theirs.learn_filter()
        theirs_all = people(
            bench.browser,
            PEOPLE,
            lambda page: naive.Naive(page, other, points).open(),
            theirs.person(),
            bench.times(4, 2),
            PAUSE,
        )
    mine, naive_times = seconds(ours.found), seconds(theirs_all.found)
    bench.add(Row("ten people filtering at once, median", 0.15, ours=mine, naive=naive_times))
    bench.add(Row("ten people filtering at once, p95", 0.4, ours=mine, naive=naive_times, tail=True))


def building(bench: Bench) -> None:
    """Loading files: one gemeente, and the country (which is the data of all other rows)."""
    one = [
        product.build(SHARED / "data", product.GEMEENTE_FILES, bench.work / f"gemeente-{k}")
        for k in range(bench.times(3, 1))
    ]
    bench.add(Row("build one gemeente from files", 3, ours=Times(one)))
    bench.add(Row("build the country from files", 60, ours=Times([make_data(bench)])))


def make_data(bench: Bench) -> float:
    """Load the country and the places; seconds that the country took."""
    took = product.build(SHARED / "data", product.COUNTRY_FILES, bench.data)
    product.add_places(SHARED / "data", bench.data, bench.work)
    return took


def occupying(bench: Bench) -> None:
    """Memory of the server with the country loaded, and what every session adds."""
    with bench.product() as server:
        # What is made ready after the start, beside the first visitors, isn't of any session.
        rested(server)
        whole = memory(server)
        mine = _per_session(
            bench, server, lambda page: product.Product(page, server, product.GEMEENTE).open()
        )
    with bench.naive("NL") as (other, _):
        naive_whole = memory(other)
    with bench.naive(product.GEMEENTE) as (other, points):
        theirs = _per_session(bench, other, lambda page: naive.Naive(page, other, points).open())
    bench.add(Row("server memory with the country loaded", 400, "MB", Times([whole]), Times([naive_whole])))
    bench.add(Row("server memory per session", 5, "MB", Times([mine]), Times([theirs])))


def _per_session(bench: Bench, server: app.Server, visit: Callable[[object], None]) -> float:
    before = memory(server)
    with ExitStack() as stack:
        for _ in range(PEOPLE):
            visit(stack.enter_context(visitor(bench.browser)))
        return max(memory(server) - before, 0) / PEOPLE


def machine() -> str:
    """What it ran on."""
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    cores = len(
        [1 for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("processor")]
    )
    day = datetime.now(UTC).date().isoformat()
    python = platform.python_version()
    return f"{day}, {cpu}, {cores} cores, Python {python}, headless Chromium on the same machine"


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = ["| work | wijkkaart | naive page | ratio | goal | met |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *(row.line() for row in rows)])


def main() -> None:
    """Run the parts asked for and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="do everything a few times only")
    parser.add_argument("--json", type=Path, help="also write every measurement to this file")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, separated by commas")
    asked = parser.parse_args()
    if not (SHARED / "data").is_dir():
        sys.exit(f"The real data isn't at hand: {SHARED / 'data'}")
    parts = asked.only.split(",")
    with tempfile.TemporaryDirectory(prefix="wijkkaart-bench-") as name, sync_playwright() as playwright:
        work = Path(name)
        baseline = naive.prepare(SHARED / "baseline", work)
        browser = playwright.chromium.launch(executable_path=app.chromium(), args=app.CHROMIUM_ARGS)
        bench = Bench(browser, work, work / "country", asked.quick, baseline)
        if "build" in parts:
            building(bench)
        else:
            make_data(bench)
        work_of = {"gemeente": gemeente, "country": country, "people": together, "memory": occupying}
        for part, measure_part in work_of.items():
            if part in parts:
                tell(f"-- {part}")
                measure_part(bench)
        browser.close()
    sys.stdout.write(f"{table(bench.rows)}\n\n{machine()}{', quick' if asked.quick else ''}\n")
    if asked.json:
        found = [
            {
                "work": row.work,
                "unit": row.unit,
                "goal": row.goal,
                "wijkkaart": getattr(row.ours, "found", None),
                "naive": getattr(row.naive, "found", None),
            }
            for row in bench.rows
        ]
        asked.json.write_text(json.dumps({"machine": machine(), "rows": found}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
