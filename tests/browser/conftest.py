"""The running app on three data directories, and pages in a browser that watch what happens.

How to keep a browser test cheap (opening the map takes a second of two cores, a fresh profile three):

- Ask for `page` or `phone`: a tab that was there before, cleaned. Take `fresh` only for a first visit.
- Use a server that is there: `example_app`, which all processes share, so leave its data as they are;
  `hostile_app`; `real_app` only in `test_country.py`, so that one process has to load the country.
  Starting one takes three seconds, and filling it with examples three more: copy `examples` where a
  test needs data of its own, and share a server among the tests of a file.
- Open the map once, and say all of one story in one test; a second `open_view` is a second page.
- Without a browser is better: what a page says, with AppTest (`tests/ui`); what a route answers, with
  Starlette's client (`tests/web`); what the map draws, without Streamlit (`test_frontend.py`). A browser
  test is for what only the whole shows: clicks, focus, the address, what is seen at the same time.
- Never sleep: wait for what should come (`expect`, `app.settled`, `app.map_ready`, `app.wait_params`).
  What is asked once (`count`, `evaluate`, `inner_text`, a box) is asked of a page that is `settled`; name
  what is clicked, as the first button that's there may not be the first in the end.
- `page.route` switches the browser's cache off; `app.FENCE` keeps the world out without it.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

import wijkkaart
from tests.browser import app, hostile
from tests.browser.tabs import Tab, Tabs
from tests.browser.together import FILLED, example_server
from wijkkaart.build.load import load
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.store import Store

REAL_FILES = (
    "boundaries/nl_buurten_2024_hybride.gpkg",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "facilities/amersfoort_ov_haltes_2017.geojson",
    "facilities/amersfoort_duo_po_2013.csv",
)
"""Without the wijken: to make their tiles takes as long as all the rest, and no test here looks at them."""


expect.set_options(timeout=app.PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder; servers and data are shared, so keep together what uses the same."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if "real_app" in getattr(item, "fixturenames", ()):
                item.add_marker("shared")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, which reaches nobody but us, and keeps compiled code from the first time on."""
    args = [*app.CHROMIUM_ARGS, app.FENCE, "--v8-cache-options=code"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=app.chromium(), args=args)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def example_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app as it starts on a new machine, the same for all processes; its data stay as they are."""
    base = tmp_path_factory.getbasetemp()  # of this process: those of one run lie side by side
    with example_server((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samen") as server:
        yield server


@pytest.fixture(scope="session")
def examples(example_app: app.Server) -> Path:
    """The examples as the app made them, to copy: making them takes longer than starting the app."""
    assert example_app.data is not None
    return example_app.data.parent / FILLED


@pytest.fixture(scope="session")
def real_data(shared: Path, examples: Path, pytestconfig: pytest.Config) -> Path:
    """The whole country and the places of Amersfoort, loaded from the publishers' files.

    Loading takes a minute, so what it gave is kept until the files or the code that loads them change.
    """
    cache = pytestconfig.cache
    assert cache is not None, "run pytest with its cache"
    kept = cache.mkdir("wijkkaart-real")
    data = kept / _fingerprint(shared)
    with FileLock(f"{kept}.lock"):  # one of the processes loads, the others wait
        if not data.exists():
            for old in kept.iterdir():
                shutil.rmtree(old)
            draft = shutil.copytree(examples, kept / "draft")
            reports = load([shared / name for name in REAL_FILES], Store(draft), Settings(data=draft))
            assert [report.error for report in reports if report.error] == []
            draft.rename(data)
    return data


def _fingerprint(shared: Path) -> str:
    """Changes with the files, the definitions and examples, and the code that loads them."""
    package = Path(wijkkaart.__file__).parent
    files = [path for part in ("build", "core", "store") for path in (package / part).rglob("*.py")]
    files += [package / "model.py", *(path for path in DEFINITIONS.rglob("*") if path.is_file())]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    for name in REAL_FILES:
        digest.update(f"{name} {(shared / name).stat().st_size}".encode())
    return digest.hexdigest()[:20]


@pytest.fixture(scope="session")
def real_app(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app with the whole country."""
    with app.running(real_data, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def hostile_app(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app on data whose texts are attacks."""
    folder = tmp_path_factory.mktemp("vijandig")
    shutil.copytree(examples, folder / "gegevens")  # which the app would add itself
    data = hostile.make(folder)
    with app.running(data, folder) as server:
        yield server


def _nothing_wrong(seen: app.Watch) -> None:
    """No page may have had an error, broken the CSP, or shown a dialog."""
    assert seen.errors == []
    assert seen.refused == []
    assert seen.dialogs == []


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The tabs that tests use one after another."""
    return Tabs(browser)


def _lent(tabs: Tabs, size: dict[str, int], **context: object) -> Iterator[Tab]:
    tab = tabs.lend(size, **context)
    yield tab
    seen = deepcopy(tab.seen)  # leaving a page breaks off what it's doing
    tabs.take_back(tab)
    _nothing_wrong(seen)


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[Tab]:
    """A tab on a desktop, as good as new."""
    yield from _lent(tabs, app.DESKTOP)


@pytest.fixture
def page(tab: Tab) -> Page:
    """A page on a desktop, without anything that earlier tests left but the browser's cache."""
    return tab.page


@pytest.fixture
def seen(tab: Tab) -> app.Watch:
    """What `page` asked for, said and did."""
    return tab.seen


@pytest.fixture
def phone(tabs: Tabs) -> Iterator[Page]:
    """A page on a phone."""
    for tab in _lent(tabs, app.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2):
        yield tab.page


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Tab]:
    """A tab in a profile of its own, with nothing cached: for a first visit. It takes twice the time."""
    tab = Tab.opened(browser, app.DESKTOP)
    yield tab
    tab.page.context.close()
    _nothing_wrong(tab.seen)
