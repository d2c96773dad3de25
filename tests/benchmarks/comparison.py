"""How long comparing takes: `python tests/benchmarks/comparison.py`.

On the real data beside the repository: 145 buurten of Amersfoort by 40 figures, areas alike out of all
14,500 buurten, and the index by 1,000 weightings. Loads the data once (a minute), or takes a directory
that is there already: `--data DIR`. What is measured is what the page does from a choice to what goes
to the browser; the browser's own part is told apart, with `--browser`. Prints a Markdown table.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser import app  # noqa: E402 - the path has to be set first
from wijkkaart.atlas import Atlas, current  # noqa: E402
from wijkkaart.build.load import load  # noqa: E402
from wijkkaart.catalogue import social_index  # noqa: E402
from wijkkaart.config import Settings  # noqa: E402
from wijkkaart.core.index.stability import stability  # noqa: E402
from wijkkaart.present.comparison import alike, choosing, grid, index  # noqa: E402
from wijkkaart.present.comparison.making import compare  # noqa: E402
from wijkkaart.store import Snapshot, Store  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
FILES = (
    "boundaries/nl_buurten_2024_hybride.gpkg",
    "boundaries/nl_wijken_2024_hybride.gpkg",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
    "stats/rivm_50090NED_amersfoort_amstelveen.csv",
)
TOWN, FIGURES, TIMES = "GM0307", 40, 5


def line(what: str, goal: float | None, took: list[float]) -> None:
    """A line of the table."""
    limit = "" if goal is None else f"{goal:.1f} s"
    sys.stdout.write(f"| {what} | {limit} | {median(took):.3f} s |\n")


def timed(
    what: str, goal: float | None, work: Callable[[Atlas], object], atlases: Callable[[], Atlas]
) -> None:
    """A line of the table: the median of TIMES; getting the atlas isn't counted, as the server has one."""
    took = []
    for _ in range(TIMES):
        atlas = atlases()
        start = time.perf_counter()
        work(atlas)
        took.append(time.perf_counter() - start)
    line(what, goal, took)


def measure(root: Path) -> None:
    """What Python does."""
    atlas = current(root)
    codes = tuple(str(code) for code in atlas.children(TOWN, "buurt").code)
    there = choosing.figures_there(atlas, codes)
    names = choosing.comparable(there)[:FIGURES]

    def table(atlas: Atlas, figures: list[str]) -> grid.Grid:
        return grid.grid(compare(atlas, codes, figures, TOWN))

    def new() -> Atlas:
        return fresh(root)

    def same() -> Atlas:
        return atlas

    size = f"{len(codes)} buurten by {len(names)} figures"
    timed(f"{size}, nothing kept", 1.0, lambda atlas: table(atlas, names), new)
    timed("the same again: another sort or area", 0.2, lambda atlas: table(atlas, names), same)
    turn = iter(range(TIMES + 1))
    timed(
        "the same with another figure", 0.2, lambda a: table(a, [*names[: -1 - next(turn)], there[0]]), same
    )
    by = alike.by_figures(names)[:8]
    timed(
        "areas alike, out of the country, first time", None, lambda a: alike.nearest(a, codes[5], by, ""), new
    )
    alike.nearest(atlas, codes[5], by, "")
    timed("areas alike, out of the country", 0.3, lambda a: alike.nearest(a, codes[5], by, ""), same)
    definition = social_index()

    def scored(atlas: Atlas) -> index.Made:
        return index.make(atlas, definition, TOWN, "buurt", year=2024)

    timed("index of all buurten with 1,000 weightings, nothing kept", 1.0, scored, new)
    made = scored(atlas)
    timed("1,000 weightings alone", 1.0, lambda _: stability(made.scores), same)


def fresh(root: Path) -> Atlas:
    """An atlas that remembers nothing."""
    return Atlas(Snapshot(root))


def in_browser(root: Path, work: Path) -> None:
    """From going to the page, or a click, until the table stands."""
    from playwright.sync_api import sync_playwright

    atlas = current(root)
    codes = [str(code) for code in atlas.children(TOWN, "buurt").code]
    names = choosing.comparable(choosing.figures_there(atlas, codes))[:FIGURES]
    first, sort, leave = [], [], []
    with app.running(root, work) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=app.chromium(), args=[*app.CHROMIUM_ARGS, app.FENCE]
        )
        for _ in range(3):
            page = app.new_page(browser)
            page.goto(server.path("uitleg"))
            app.settled(page)
            start = time.perf_counter()
            page.goto(server.path("vergelijken", gebieden=",".join(codes), cijfers=",".join(names)))
            page.wait_for_function("() => document.querySelectorAll('.wk-grid tbody td').length > 5000")
            first.append(time.perf_counter() - start)
            app.settled(page)
            click = (
                "() => { const start = performance.now(); document.querySelectorAll('.wk-sort')[3].click();"
            )
            click += " document.querySelector('.wk-grid').offsetHeight; return performance.now() - start }"
            sort.append(page.evaluate(click) / 1000)
            app.settled(page)
            start = time.perf_counter()
            page.locator(".wk-leave").first.evaluate("button => button.click()")
            count = len(names)
            page.wait_for_function(f"() => document.querySelectorAll('.wk-sort').length === {count - 1}")
            leave.append(time.perf_counter() - start)
            page.context.close()
        browser.close()
    line("in the browser: open the page until the table stands", 1.0, first)
    line("in the browser: sort", 0.2, sort)
    line("in the browser: one figure less", 0.2, leave)


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--data", type=Path)
    given.add_argument("--browser", action="store_true")
    asked = given.parse_args()
    if asked.data is None and not SHARED.is_dir():
        sys.exit("The real data (shared/data) isn't on this machine.")
    with tempfile.TemporaryDirectory() as folder:
        root = asked.data or Path(folder) / "gegevens"
        if asked.data is None:
            load([SHARED / name for name in FILES], Store(root), Settings(data=root))
        sys.stdout.write("| work | goal | median |\n|---|---|---|\n")
        measure(root)
        if asked.browser:
            in_browser(root, Path(folder))


if __name__ == "__main__":
    main()
