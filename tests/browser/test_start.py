"""Starting the app, and data that changes or breaks while it runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from wijkkaart.build.load import load
from wijkkaart.config import Settings
from wijkkaart.store import Store

TOWN = "GM9990"


@pytest.fixture(scope="module")
def changing_app(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Server]:
    """The app on examples that these tests may change."""
    folder = tmp_path_factory.mktemp("veranderlijk")
    data = shutil.copytree(examples, folder / "gegevens")
    with app.running(data, folder) as server:
        yield server


def test_the_app_starts_on_an_example_and_says_that_it_is_one(example_app: app.Server, page: Page) -> None:
    app.give_tiles(page)
    page.goto(example_app.url)
    app.map_ready(page)
    expect(app.keyed(page, "kruimelpad")).to_contain_text("voorbeeld, geen officiële gegevens")
    assert app.params(page)["gebied"].startswith("GM")


def test_health_says_ok_with_the_version(example_app: app.Server) -> None:
    from wijkkaart import __version__

    assert app.health(example_app) == {"status": "ok", "version": __version__}


def test_the_page_is_in_dutch_and_has_our_name(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    assert "wijkkaart" in page.title()
    assert app.map_frame(page).evaluate("document.documentElement.lang") == "nl"


@pytest.mark.parametrize(
    ("path", "heading"), [("bronnen", "Bronnen"), ("ophalen", "Gegevens ophalen"), ("uitleg", "Uitleg")]
)
def test_every_page_opens_by_its_own_address(
    example_app: app.Server, page: Page, path: str, heading: str
) -> None:
    page.goto(example_app.path(path))
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)


def test_what_was_loaded_is_there_without_a_restart(
    changing_app: app.Server, page: Page, tmp_path: Path
) -> None:
    assert changing_app.data is not None
    app.open_view(page, changing_app, gebied=TOWN)
    _, before = app.tally(page)
    path = tmp_path / "plekken.csv"
    path.write_text(
        "naam;categorie;gemeentecode;lat;lon\nGloednieuw Buurthuis;buurthuis;GM9990;52.5800;5.2167\n",
        encoding="utf-8",
    )
    (report,) = load([path], Store(changing_app.data), Settings(data=changing_app.data))
    assert report.error is None
    app.open_view(page, changing_app, gebied=TOWN)
    _, after = app.tally(page)
    assert after == before + 1
    app.open_view(page, changing_app, gebied=TOWN, zoek="gloednieuw")
    assert app.tally(page) == (1, after)
    assert app.status(page)["places"] == 1


def test_a_broken_manifest_gives_a_dutch_message_and_no_stack_trace(
    changing_app: app.Server, page: Page
) -> None:
    assert changing_app.data is not None
    manifest = changing_app.data / "manifest.json"
    kept = manifest.read_bytes()
    try:
        manifest.write_text("{", encoding="utf-8")
        page.goto(changing_app.url)
        alert = page.locator('[data-testid="stAlert"]').first
        expect(alert).to_contain_text("manifest", timeout=app.PATIENCE)
        app.settled(page)
        expect(page.locator(".st-key-kaart")).to_have_count(0)
        text = page.locator("body").inner_text()
        assert "Traceback" not in text
        assert "Error" not in text
        assert str(Path(app.ROOT / "wijkkaart")) not in text
    finally:
        manifest.write_bytes(kept)
    app.open_view(page, changing_app, gebied=TOWN)


def test_the_command_says_in_dutch_why_it_does_not_start(examples: Path, tmp_path: Path) -> None:
    data = tmp_path / "gegevens"
    shutil.copytree(examples, data)
    (data / "manifest.json").write_text("[]", encoding="utf-8")
    command = [sys.executable, "-c", "from wijkkaart.cli import main; main()", "run", "--data", str(data)]
    environment = {**os.environ, "PYTHONPATH": str(app.ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 1
    assert "manifest" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
