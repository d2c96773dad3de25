"""The map and what stands beside it say the same, and answer a click."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from wijkkaart.config import Settings
from wijkkaart.record import Role
from wijkkaart.register import own_areas
from wijkkaart.register.database import forget, open_database
from wijkkaart.register.writing import Author

TOWN = "GM9990"
BUURT, NAME = "BU99900404", "Schildersbuurt"


def test_a_click_on_an_area_selects_it_and_a_second_click_goes_up(
    example_app: app.Server, page: Page
) -> None:
    assert example_app.data is not None
    app.open_view(page, example_app, gebied=TOWN, lagen="cijfers")
    app.click_area(page, example_app.data, BUURT)
    app.wait_params(page, gebied=BUURT)
    expect(app.keyed(page, "gebied-detail")).to_contain_text(NAME)
    expect(app.keyed(page, "kruimelpad")).to_contain_text(NAME)
    app.wait_scope(page, BUURT)
    app.click_area(page, example_app.data, BUURT)
    app.wait_params(page, gebied=TOWN)
    expect(app.keyed(page, "gebied-detail")).to_have_count(0)


def test_an_own_area_is_outlined_and_counts_what_lies_in_it(example_app: app.Server, page: Page) -> None:
    assert example_app.data is not None
    settings = Settings(data=example_app.data, database_url="")
    try:
        register = open_database(settings)
        parts = [BUURT, "BU99900101"]
        own = own_areas.save(register, Author("Bram", Role.TEAM), "Ons werk", parts, for_all=True)
        app.open_view(page, example_app, gebied=own.id, lagen="voorzieningen")
        app.wait_params(page, gebied=own.id)
        expect(app.keyed(page, "gebied-detail")).to_contain_text("Ons werk")
        expect(app.keyed(page, "gebied-detail")).to_contain_text("2 buurten")
        # One outline of both, with a light edge under it.
        outlines = app.map_frame(page).locator(".leaflet-selectie-pane path")
        expect(outlines).to_have_count(2)
        assert str(outlines.first.get_attribute("d")).count("M") == len(parts)
        counted = app.agreed(page)
        apart = []
        for part in parts:
            app.open_view(page, example_app, gebied=part, lagen="voorzieningen")
            app.wait_scope(page, part)
            apart.append(app.agreed(page))
        assert counted == (sum(one for one, _ in apart), sum(of for _, of in apart))
        own_areas.remove(register, own.id, Author("Bram", Role.TEAM))
    finally:
        forget(settings)


def test_the_path_above_the_map_goes_up_and_an_area_counts_only_the_places_in_it(
    example_app: app.Server, page: Page
) -> None:
    app.open_view(page, example_app, gebied=BUURT)
    part = app.agreed(page)
    app.keyed(page, "kruimelpad").get_by_role("button", name="Hoogveld").click()
    app.wait_params(page, gebied="WK999004")
    app.keyed(page, "kruimelpad").get_by_role("button", name="Voorbeeldstad").click()
    app.wait_params(page, gebied=TOWN)
    whole = app.agreed(page, differs_from=part)
    assert 0 < part[1] < whole[1]
    app.keyed(page, "kruimelpad").get_by_role("button", name="Nederland").click()
    app.wait_params(page, gebied="NL00")
    app.wait_scope(page, "NL00")


def test_a_click_on_a_place_opens_its_detail(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied="BU99900101")
    frame = page.frame_locator(".st-key-kaart iframe")
    marker = frame.locator(".wk-marker:not(.wk-cluster)").first
    name = str(marker.get_attribute("aria-label")).rsplit(", ", 1)[0]
    marker.click()
    expect(app.keyed(page, "plek-detail")).to_contain_text(name)
    expect(frame.locator(".wk-popup")).to_contain_text(name)
    app.wait_params(page, gebied="BU99900101")
    page.wait_for_function("() => new URLSearchParams(location.search).get('plek')")
    app.keyed(page, "sluit_plek").get_by_role("button").click()
    expect(app.keyed(page, "plek-detail")).to_have_count(0)
    app.wait_params(page, plek=None)
    # On paper the legend stands under the map, over nothing, and nothing asks for a click.
    page.emulate_media(media="print")
    try:
        legend, source = (page.locator(each).first.bounding_box() for each in (".wk-legend", ".wk-source"))
        assert legend is not None
        assert source is not None
        assert legend["y"] + legend["height"] <= source["y"]
        expect(page.locator(".wk-todo")).to_be_hidden()
    finally:
        page.emulate_media(media="screen")


def test_a_row_of_the_list_opens_its_detail_and_shows_it_on_the_map(
    example_app: app.Server, page: Page
) -> None:
    app.open_view(page, example_app, gebied=TOWN, zoek="huisartsen merelbuurt")
    app.keyed(page, "plekken-lijst").get_by_role("button", name="Huisartsen Merelbuurt").first.click()
    expect(app.keyed(page, "plek-detail")).to_contain_text("Merelstraat 80")
    frame = page.frame_locator(".st-key-kaart iframe")
    expect(frame.locator(".wk-pin.wk-selected")).to_have_count(1)


def by_search(page: Page) -> None:
    app.keyed(page, "zoek").locator("input").fill("taal")
    app.keyed(page, "zoek").locator("input").press("Enter")


def by_layer(page: Page) -> None:
    app.pill(page, "lagen", "Plekken").click()


def by_day(page: Page) -> None:
    app.open_menu(page, "Meer filters")
    app.pill(page, "dag", "dinsdag").click()


def by_kind(page: Page) -> None:
    app.choose(page, "categorie", "Basisschool")


def by_target_group(page: Page) -> None:
    app.open_menu(page, "Meer filters")
    app.choose(page, "doelgroep", "Ouderen")


FILTERS = {
    "a word": by_search,
    "a layer": by_layer,
    "a kind": by_kind,
    "a day": by_day,
    "a target group": by_target_group,
}


@pytest.mark.parametrize("act", FILTERS.values(), ids=FILTERS.keys())
def test_list_and_map_show_the_same_number_after_filtering_by(
    example_app: app.Server, page: Page, act: Callable[[Page], None]
) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    before = app.agreed(page)
    assert before[0] == before[1]
    act(page)
    shown, there = app.agreed(page, differs_from=before)
    assert 0 < shown < there == before[1]


def test_the_number_of_schools_is_that_of_the_file(example_app: app.Server, page: Page) -> None:
    path = app.ROOT / "data" / "examples" / "voorbeeldstad" / "register" / "location.jsonl"
    lines = [json.loads(line)["values"] for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = sum(each["category"] == "basisschool" and each["status"] == "open" for each in lines)
    app.open_view(page, example_app, gebied=TOWN, categorie="basisschool", lagen="voorzieningen")
    assert app.agreed(page)[0] == wanted


def test_another_figure_keeps_the_place_where_one_looks(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    frame = app.map_frame(page)
    frame.evaluate(
        "() => window.map.setView(window.map.getCenter(), window.map.getZoom() + 1, {animate: false})"
    )
    where = "() => [window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"
    before = frame.evaluate(where)
    app.choose(page, "indicator", "Koopwoningen")
    expect(app.keyed(page, "legenda")).to_contain_text("Koopwoningen")
    app.map_ready(page)
    assert frame.evaluate(where) == before
