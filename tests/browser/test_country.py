"""The whole country and the places of Amersfoort, as the publishers give them."""

from playwright.sync_api import Page, Route

from tests.browser import app


def test_the_country_is_drawn_whole_with_every_buurt_in_the_legend(real_app: app.Server, page: Page) -> None:
    app.open_view(page, real_app, gebied="NL00", indicator="inwoners")
    tiles = app.status(page)["tiles"]
    assert isinstance(tiles, dict)
    assert tiles["wanted"] == tiles["painted"] > 0
    counts = app.keyed(page, "legenda").locator(".wk-count").all_inner_texts()
    assert sum(int(text.replace(".", "")) for text in counts) == 14_566


def test_a_click_on_the_country_selects_what_was_clicked(real_app: app.Server, page: Page) -> None:
    assert real_app.data is not None
    app.open_view(page, real_app, gebied="NL00", niveau="gemeente")
    app.click_area(page, real_app.data, "GM0307")
    app.wait_params(page, gebied="GM0307")
    app.wait_scope(page, "GM0307")
    app.open_view(page, real_app, gebied="GM0307", lagen="cijfers")
    app.click_area(page, real_app.data, "BU03070601")
    app.wait_params(page, gebied="BU03070601")
    app.wait_scope(page, "BU03070601")


def test_what_has_no_location_is_counted_apart(real_app: app.Server, page: Page) -> None:
    app.open_view(page, real_app, gebied="GM0307")
    assert app.agreed(page) == (479 + 49, 479 + 49)
    assert app.nowhere(page) == 49


def test_places_of_an_example_stay_out_of_the_real_gemeente_under_it(
    real_app: app.Server, page: Page
) -> None:
    """The book's places of 2009 lie in the real Amersfoort."""
    app.open_view(page, real_app, gebied="GM9991")
    assert app.tally(page)[1] > 0
    app.open_view(page, real_app, gebied="GM0307")
    assert app.tally(page)[1] == 479 + 49


def test_a_click_on_the_country_is_answered_also_when_its_colours_come_last(
    real_app: app.Server, page: Page
) -> None:
    assert real_app.data is not None

    def late(route: Route) -> None:
        page.wait_for_timeout(1000)
        route.continue_()

    page.route("**/kaart/klassen.bin*", late)
    app.open_view(page, real_app, gebied="NL00", niveau="gemeente")
    app.click_area(page, real_app.data, "GM0307")
    app.wait_params(page, gebied="GM0307")


def test_a_name_that_means_several_areas_asks_which(real_app: app.Server, page: Page) -> None:
    app.open_view(page, real_app, gebied="NL00")
    app.type_area(page, "Amersfort")
    app.pill(page, "bedoeld", "Amersfoort (gemeente)").click()
    app.wait_params(page, gebied="GM0307")
    app.wait_scope(page, "GM0307")
