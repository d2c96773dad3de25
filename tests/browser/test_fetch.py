"""Fetching from the app: the code, the progress, a reload, and the new gemeente on the map."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from tests.publishers import everything, wijkbuurtkaart
from tests.publishers.server import Publishers, slow
from wijkkaart import jobs
from wijkkaart.config import ADMIN_CODE
from wijkkaart.store import Store

CODE = "sesam-open-u"
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def _server(
    _publishers: Publishers, examples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[app.Server]:
    """The app with nothing but the examples, which asks our publishers."""
    folder = tmp_path_factory.mktemp("ophalen")
    settings = _publishers.settings(folder)
    shutil.copytree(examples, settings.data)
    variables = {**everything.environment(settings), ADMIN_CODE: CODE}
    with app.running(settings.data, folder, **variables) as server:
        yield server


@pytest.fixture
def fetching_app(_server: app.Server, publishers: Publishers, shared: Path, tmp_path: Path) -> app.Server:
    """The app, with the publisher of boundaries within reach."""
    wijkbuurtkaart.serve(publishers, shared, tmp_path / "kaart")
    publishers.give(f"{everything.LOCATIESERVER}/free", everything.gemeenten(("GM0308", "Baarn")))
    return _server


def choose_source(page: Page, label: str) -> None:
    """Ask one source instead of all."""
    field = app.keyed(page, "ophaal_bronnen")
    field.locator("input").fill(label)
    page.get_by_role("option", name=label).first.click()
    page.keyboard.press("Escape")


def test_stopping_a_fetch_leaves_nothing_and_the_form_comes_back(
    fetching_app: app.Server, publishers: Publishers, page: Page
) -> None:
    publishers.inject("/pdok-api/cbs/*", slow(Event(), 60))
    page.goto(fetching_app.path("ophalen"))
    app.keyed(page, "beheercode").locator("input").fill(CODE)
    page.get_by_role("button", name="Verder").click()
    app.keyed(page, "ophaal_gemeente").locator("input").fill("GM0308")
    choose_source(page, "Wijk- en Buurtkaart")
    page.get_by_role("button", name="Ophalen", exact=True).click()
    expect(app.keyed(page, "voortgang")).to_contain_text("bronnen gehad", timeout=app.PATIENCE)
    page.get_by_role("button", name="Stoppen").click()
    expect(app.keyed(page, "voortgang")).to_contain_text("is gestopt", timeout=app.PATIENCE)
    expect(app.keyed(page, "ophaal_gemeente")).to_be_visible()
    assert fetching_app.data is not None
    assert not jobs.busy(fetching_app.data)
    assert all(entry.example for entry in Store(fetching_app.data).manifest.entries)


def test_an_administrator_fetches_a_gemeente_and_everyone_sees_it_come(
    fetching_app: app.Server, publishers: Publishers, page: Page
) -> None:
    let_go = Event()
    publishers.inject("/pdok-api/cbs/*", slow(let_go, 60))
    page.goto(fetching_app.path("ophalen"))
    expect(page.get_by_role("heading", name="Gegevens ophalen", exact=True)).to_be_visible(
        timeout=app.PATIENCE
    )
    code = app.keyed(page, "beheercode").locator("input")
    code.fill("fout")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Deze code klopt niet.")).to_be_visible()
    code.fill(CODE)
    page.get_by_role("button", name="Verder").click()
    app.keyed(page, "ophaal_gemeente").locator("input").fill("Baarn")
    choose_source(page, "Wijk- en Buurtkaart")
    page.get_by_role("button", name="Ophalen", exact=True).click()
    progress = app.keyed(page, "voortgang")
    expect(progress).to_contain_text("0 van 1 bronnen gehad", timeout=app.PATIENCE)
    expect(progress).to_contain_text("Wijk- en Buurtkaart (CBS en Kadaster)")
    assert CODE not in page.url
    page.reload()
    expect(app.keyed(page, "voortgang")).to_contain_text("Baarn", timeout=app.PATIENCE)
    expect(page.get_by_role("button", name="Stoppen")).to_have_count(0)
    let_go.set()
    expect(app.keyed(page, "voortgang")).to_contain_text("staan op de kaart", timeout=3 * app.PATIENCE)
    page.get_by_role("link", name="Bekijk Baarn").click()
    app.map_ready(page)
    assert app.params(page)["gebied"] == "GM0308"
    expect(app.keyed(page, "kruimelpad")).to_contain_text("Baarn")
    assert fetching_app.data is not None
    assert Store(fetching_app.data).problems() == []
