"""The running app on three data directories, and pages in a browser that watch what happens."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import wijkkaart
from tests.browser import app, hostile
from wijkkaart.build.examples import fill
from wijkkaart.build.load import load
from wijkkaart.config import DEFINITIONS, Settings
from wijkkaart.store import Store

REAL_FILES = (
    "boundaries/nl_buurten_2024_hybride.gpkg",
    "boundaries/nl_wijken_2024_hybride.gpkg",
    "boundaries/nl_gemeenten_2024.geojson",
    "stats/nl_buurten_2024_kwb_selectie.csv",
    "stats/nl_wijken_2024_kwb_selectie.csv",
    "facilities/amersfoort_ov_haltes_2017.geojson",
    "facilities/amersfoort_duo_po_2013.csv",
)


expect.set_options(timeout=15 * app.SECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder; servers and data are shared, so keep together what uses the same."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            if "real_app" in getattr(item, "fixturenames", ()):
                item.add_marker("shared")


# Not for the session: another module has a playwright of its own, and two at once can't be.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=app.chromium(), args=app.CHROMIUM_ARGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def example_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder: the app fills it with the embedded examples at its first start."""
    return tmp_path_factory.mktemp("voorbeelden") / "gegevens"


@pytest.fixture(scope="session")
def example_app(example_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app as it starts on a new machine."""
    with app.running(example_data, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def real_data(shared: Path, pytestconfig: pytest.Config) -> Path:
    """The whole country and the places of Amersfoort, loaded from the publishers' files.

    Loading takes a minute, so what it gave is kept until the files or the code that loads them change.
    """
    cache = pytestconfig.cache
    assert cache is not None, "run pytest with its cache"
    kept = cache.mkdir("wijkkaart-real")
    data = kept / _fingerprint(shared)
    if not data.exists():
        for old in kept.iterdir():
            shutil.rmtree(old)
        draft = kept / "draft"
        fill(Store(draft), Settings(data=draft))
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
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app on data whose texts are attacks."""
    folder = tmp_path_factory.mktemp("vijandig")
    data = hostile.make(folder)
    with app.running(data, folder) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages in fresh profiles. After the test no page may have had an error or broken the CSP."""
    watched: list[tuple[Page, app.Watch]] = []

    def make(size: dict[str, int] = app.DESKTOP, **context: object) -> Page:
        page = app.new_page(browser, size, **context)
        watched.append((page, app.watch(page)))
        return page

    yield make
    for page, _ in watched:
        page.context.close()
    for _, seen in watched:
        assert seen.errors == []
        assert seen.refused == []
        assert seen.dialogs == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desktop."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return open_page(app.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
