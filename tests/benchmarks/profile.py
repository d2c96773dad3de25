"""How long a profile takes: `python tests/benchmarks/profile.py`.

On the real data beside the repository, of a buurt, a wijk and the whole of Amersfoort. Loads the data once (a
minute), or takes a directory that is there already: `--data DIR`. What is measured in Python is all that the
page makes of an area, to what goes to the browser; the browser's own part is told apart, with
`--browser`: from going to the page until it stands and no script runs. Prints a Markdown table.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page  # noqa: E402 - the path has to be set first

from tests.benchmarks.product import add_places  # noqa: E402
from tests.benchmarks.table import TOWN, Times, browsing, fresh, run, timed  # noqa: E402
from tests.browser import app  # noqa: E402
from wijkkaart.atlas import Atlas, current  # noqa: E402
from wijkkaart.charts.profile import PICTURES  # noqa: E402
from wijkkaart.config import Settings  # noqa: E402
from wijkkaart.guide import guide  # noqa: E402
from wijkkaart.present.profile import around, layout  # noqa: E402
from wijkkaart.present.profile.area import area_of, parents  # noqa: E402
from wijkkaart.present.profile.cards import card  # noqa: E402
from wijkkaart.present.profile.figures import Figures  # noqa: E402
from wijkkaart.present.profile.paragraph import paragraph  # noqa: E402
from wijkkaart.present.profile.striking import strikes  # noqa: E402

FILES = (
    "boundaries/amersfoort_buurten_2024.geojson",
    "boundaries/amersfoort_wijken_2024.geojson",
    "boundaries/amersfoort_wijken_2016.geojson",
    "boundaries/nl_gemeenten_2024.geojson",
    "facilities/amersfoort_ov_haltes_2017.geojson",
    "facilities/amersfoort_duo_po_2013.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
    "stats/rivm_50090NED_amersfoort_amstelveen.csv",
)
WIJK, BUURTEN = "WK030707", ("BU03070105", "BU03070303", "BU03071201", "BU03071902")
GOAL, SHARE = 1.5, 0.5


def made(atlas: Atlas, code: str, chapter: str = "2") -> int:
    """All that the page makes of an area with a chapter open; the number of charts."""
    area = area_of(atlas, code, {})
    if area is None:
        raise SystemExit(f"{code} isn't among the data.")
    figures = Figures(atlas, area, parents(atlas, area))
    for name in layout.KEY:
        card(figures, name)
    strikes(figures)
    keys = layout.chapters()[chapter]
    for key in keys:
        paragraph(figures, key)
    charts = [make(figures) for key in keys for make in PICTURES.get(key, {}).values()]
    return sum(chart is not None for chart in charts)


def measure(root: Path) -> None:
    """What Python does."""

    def new() -> Atlas:
        return fresh(root)

    warm = fresh(root)
    made(warm, WIJK)

    def same() -> Atlas:
        return warm

    timed("gemeente, nothing kept", SHARE, lambda atlas: made(atlas, TOWN), new)
    timed("wijk, nothing kept", SHARE, lambda atlas: made(atlas, WIJK), new)
    timed("buurt, nothing kept", SHARE, lambda atlas: made(atlas, BUURTEN[0]), new)
    turn = iter(BUURTEN * 2)
    timed("another buurt of the same gemeente", SHARE, lambda atlas: made(atlas, next(turn)), same)
    timed("another chapter", SHARE, lambda atlas: made(atlas, WIJK, "3"), same)
    timed(
        "the chapter of the social index, nothing kept", 2 * SHARE, lambda atlas: made(atlas, WIJK, "5"), new
    )
    settings = Settings(data=root)
    took = time.perf_counter()
    around.things(guide(settings), area_of(warm, WIJK, {}))  # type: ignore[arg-type]
    Times([time.perf_counter() - took]).line("who and what there is, first time")


def in_browser(root: Path, work: Path) -> None:
    """From going to the page, or a choice in it, until it stands."""

    def stands(page: Page, name: str) -> None:
        page.locator(".st-key-profiel h1", has_text=name).wait_for()
        page.locator(".wk-foot").nth(3).wait_for()
        page.locator(app.IDLE).wait_for()  # `settled` looks on a little longer

    atlas = current(root)
    first, opened, chapter, back = (Times() for _ in range(4))
    with browsing(root, work) as (server, visitor):
        # The first visitor after the start of the server, in a browser that kept what it fetched before.
        for place, code in enumerate((*BUURTEN, WIJK)):
            watched = visitor()
            page = watched.page
            with watched.taking(opened if place else first, opens=True):
                page.goto(server.path("profiel", gebied=code))
                stands(page, atlas.name(code))
            if place < 3:
                with watched.taking(chapter):
                    page.locator('.wk-nav-chapter[data-id="3"]').click()
                    page.locator("#deel-3-4").wait_for()
                    page.locator(app.IDLE).wait_for()
                app.choose(page, "gebied", atlas.name(WIJK))
                with watched.taking(back):
                    page.locator('.wk-nav-chapter[data-id="2"]').click()
                    stands(page, atlas.name(WIJK))
            page.context.close()
    first.line("in the browser: the first profile after the start", GOAL)
    opened.line("in the browser: a profile", GOAL)
    chapter.line("in the browser: another chapter")
    back.line("in the browser: a chapter of another area")


if __name__ == "__main__":
    run(__doc__, FILES, measure, in_browser, add_places)
