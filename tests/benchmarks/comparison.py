"""How long comparing takes: `python tests/benchmarks/comparison.py`.

On the real data beside the repository: 145 buurten of Amersfoort by 40 figures, areas alike out of all
14,500 buurten, and the index by 1,000 weightings. Loads the data once (a minute), or takes a directory
that is there already: `--data DIR`. What is measured is what the page does from a choice to what goes
to the browser; the browser's own part is told apart, with `--browser`. Prints a Markdown table.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.table import TIMES, TOWN, Times, browsing, fresh, run, timed  # noqa: E402 - the path has to be set first
from tests.browser import app  # noqa: E402
from wijkkaart.atlas import Atlas, current  # noqa: E402
from wijkkaart.catalogue import indicators, social_index  # noqa: E402
from wijkkaart.core.index.stability import stability  # noqa: E402
from wijkkaart.present.comparison import alike, choosing, grid, index  # noqa: E402
from wijkkaart.present.comparison.making import compare  # noqa: E402

FILES = (
    "boundaries/nl_buurten_2024_hybride.gpkg",
    "boundaries/nl_wijken_2024_hybride.gpkg",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
    "stats/rivm_50090NED_amersfoort_amstelveen.csv",
)
FIGURES = 40
CELLS = 5000
"""More than the table has without all of its rows."""


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


def in_browser(root: Path, work: Path) -> None:
    """From going to the page, or a click, until the table stands."""
    atlas = current(root)
    codes = [str(code) for code in atlas.children(TOWN, "buurt").code]
    names = choosing.comparable(choosing.figures_there(atlas, codes))[:FIGURES]
    first, sort, leave, back = (Times() for _ in range(4))
    shown = (
        "count => ['.wk-sort', 'tbody tr:last-child td'].every("
        "each => document.querySelectorAll(`.wk-grid ${each}`).length === count)"
    )
    # What a click asks is drawn when the layout is known.
    click = "button => { button.click(); document.querySelector('.wk-grid').offsetHeight; }"
    with browsing(root, work) as (server, visitor):
        for _ in range(3):
            watched = visitor()
            page = watched.page
            with watched.taking(first, opens=True):
                page.goto(server.path("vergelijken", gebieden=",".join(codes), cijfers=",".join(names)))
                page.wait_for_function(
                    f"() => document.querySelectorAll('.wk-grid tbody td').length > {CELLS}"
                )
            app.settled(page)
            button = page.locator(".wk-sort").nth(3).element_handle()
            with watched.taking(sort):
                button.evaluate(click)
            app.wait_params(page, volgorde=names[3])
            button = page.locator(".wk-leave").first.element_handle()
            with watched.taking(leave):
                button.evaluate(click)
                page.wait_for_function(shown, arg=len(names) - 1)
            app.wait_params(page, cijfers=",".join(names[1:]))
            box = app.keyed(page, "cijfers").locator("input").first
            box.fill(indicators()[names[0]].label)
            page.get_by_role("option").first.wait_for()
            box.press("ArrowDown")
            with watched.taking(back):
                box.press("Enter")
                page.wait_for_function(shown, arg=len(names))
            page.context.close()
    first.line("in the browser: open the page until the table stands", 1.0)
    sort.line("in the browser: sort", 0.2)
    leave.line("in the browser: one figure less", 0.2)
    back.line("in the browser: one figure more, out of the list", 0.2)


if __name__ == "__main__":
    run(__doc__, FILES, measure, in_browser)
