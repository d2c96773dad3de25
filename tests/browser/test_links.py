"""The state of a view is in the address, and the address restores it."""

from playwright.sync_api import Page, expect

from tests.browser import app
from wijkkaart.register.examples import example_id

TOWN = "GM9990"


def test_a_link_restores_the_area_figure_and_year(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied="WK999004", niveau="wijk", indicator="inwoners", jaar="2019")
    for key, text in {
        "gebied": "Hoogveld (wijk)",
        "indicator": "Inwoners · Bevolking",
        "jaar": "2019",
    }.items():
        expect(app.keyed(page, key).locator("input")).to_have_value(text)
    expect(app.keyed(page, "legenda")).to_contain_text("Inwoners (2019)")
    expect(app.keyed(page, "gebied-detail")).to_contain_text("Hoogveld")
    app.wait_scope(page, "WK999004")
    app.open_menu(page, "Weergave")
    expect(app.keyed(page, "niveau").get_by_role("radio", name="wijk", exact=True)).to_be_checked()


def test_a_link_restores_filters_search_and_place(example_app: app.Server, page: Page) -> None:
    app.open_view(
        page, example_app, gebied=TOWN, categorie="huisarts", zoek="merelbuurt", plek=example_id("vbs-p001")
    )
    expect(app.keyed(page, "zoek").locator("input")).to_have_value("merelbuurt")
    expect(app.keyed(page, "plek-detail")).to_contain_text("Huisartsen Merelbuurt")
    shown, there = app.tally(page)
    assert 1 <= shown < there
    expect(app.keyed(page, "categorie")).to_contain_text("Huisarts")


def test_a_link_restores_filters_that_stand_in_a_menu(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN, dag="di,do", doelgroep="ouderen")
    before = app.tally(page)
    assert 0 < before[0] < before[1]
    app.open_menu(page, "Meer filters (3)")
    for day in ("dinsdag", "donderdag"):
        expect(app.pill(page, "dag", day)).to_have_attribute("aria-pressed", "true")
    expect(app.keyed(page, "doelgroep")).to_contain_text("Ouderen")
    assert app.tally(page) == before


def test_a_link_restores_the_background(example_app: app.Server, page: Page) -> None:
    app.give_tiles(page)
    app.open_view(page, example_app, gebied=TOWN, achtergrond="luchtfoto")
    frame = app.map_frame(page)
    frame.wait_for_function(
        "() => document.querySelector('.leaflet-tile-pane img')?.src.includes('luchtfoto')", polling=50
    )
    app.open_menu(page, "Weergave")
    expect(app.keyed(page, "achtergrond").get_by_role("radio", name="Luchtfoto")).to_be_checked()


def test_choices_are_written_in_the_address_and_survive_a_reload(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    app.choose(page, "indicator", "Koopwoningen")
    app.wait_params(page, indicator="koopwoningen_pct")
    app.keyed(page, "zoek").locator("input").fill("buurthuis")
    app.keyed(page, "zoek").locator("input").press("Enter")
    app.wait_params(page, zoek="buurthuis")
    found = app.agreed(page)
    app.pill(page, "lagen", "Activiteiten").click()
    app.wait_params(page, lagen="cijfers,voorzieningen,sleutelpersonen")
    before = (app.params(page), app.agreed(page, differs_from=found))
    page.reload()
    app.map_ready(page)
    assert (app.params(page), app.agreed(page)) == before
    expect(app.keyed(page, "legenda")).to_contain_text("Koopwoningen")


def test_the_back_button_undoes_a_choice(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN, indicator="inwoners")
    expect(app.keyed(page, "legenda")).to_contain_text("Inwoners")
    app.choose(page, "indicator", "Koopwoningen")
    app.wait_params(page, indicator="koopwoningen_pct")
    expect(app.keyed(page, "legenda")).to_contain_text("Koopwoningen")
    page.go_back()
    expect(app.keyed(page, "legenda")).to_contain_text("Inwoners", timeout=app.PATIENCE)
    page.go_forward()
    expect(app.keyed(page, "legenda")).to_contain_text("Koopwoningen", timeout=app.PATIENCE)


def test_nonsense_in_the_address_is_left_aside(example_app: app.Server, page: Page) -> None:
    nonsense = {
        "gebied": TOWN,
        "niveau": "straat",
        "indicator": "../../etc/passwd",
        "jaar": "99999",
        "categorie": "<img src=x>,huisarts",
        "dag": "zondags",
        "klassen": "__class__",
        "vergelijk": "mars",
    }
    app.open_view(page, example_app, **nonsense)
    app.wait_params(page, **{**dict.fromkeys(nonsense), "gebied": TOWN, "categorie": "huisarts"})
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)


def test_an_area_that_is_not_there_gives_the_first_that_is(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied="XX99' OR 1=1")
    assert app.params(page)["gebied"].startswith("GM")


def test_the_view_is_still_there_after_a_look_at_another_page(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied="BU99900404", zoek="school")
    page.get_by_role("link", name="Uitleg").click()
    expect(page.get_by_role("heading", name="Uitleg", exact=True)).to_be_visible()
    app.settled(page)
    page.get_by_role("link", name="Kaart", exact=True).click()
    app.wait_params(page, gebied="BU99900404", zoek="school")
    app.wait_scope(page, "BU99900404")
    expect(app.keyed(page, "zoek").locator("input")).to_have_value("school")


def test_what_was_chosen_in_a_menu_is_still_there_after_a_look_at_another_page(
    example_app: app.Server, page: Page
) -> None:
    app.open_view(page, example_app, gebied=TOWN, indicator="leeftijd_65_plus_pct")
    app.open_menu(page, "Weergave")
    chosen = app.keyed(page, "vergelijk").get_by_text("vergeleken met Nederland")
    chosen.click()
    app.wait_params(page, vergelijk="nederland")
    page.keyboard.press("Escape")
    expect(chosen).to_be_hidden()
    app.type_area(page, "bu99900404")
    app.wait_params(page, gebied="BU99900404", vergelijk="nederland")
    page.get_by_role("link", name="Uitleg").click()
    expect(page.get_by_role("heading", name="Uitleg", exact=True)).to_be_visible()
    app.settled(page)
    page.get_by_role("link", name="Kaart", exact=True).click()
    app.map_ready(page)
    app.wait_params(page, gebied="BU99900404", vergelijk="nederland")


def test_a_menu_that_is_opened_again_shows_what_was_chosen_in_it(example_app: app.Server, page: Page) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    app.open_menu(page, "Meer filters")
    day = app.pill(page, "dag", "dinsdag")
    day.click()
    app.wait_params(page, dag="di")
    page.keyboard.press("Escape")
    expect(day).to_be_hidden()
    app.pill(page, "lagen", "Sleutelpersonen").click()
    app.wait_params(page, dag="di")
    app.open_menu(page, "Meer filters (1)")
    expect(day).to_have_attribute("aria-pressed", "true")


def test_what_is_typed_finds_the_area_or_says_that_nothing_is_like_it(
    example_app: app.Server, page: Page
) -> None:
    app.open_view(page, example_app, gebied=TOWN)
    app.type_area(page, "Qxzqxzqxz")
    expect(page.get_by_text("Geen gebied gevonden dat lijkt op ‘Qxzqxzqxz’")).to_be_visible()
    app.wait_params(page, gebied=TOWN)
    # With a typing error.
    app.type_area(page, "Markerbosch")
    app.wait_params(page, gebied="BU9990AB01", jaar=None)
    expect(app.keyed(page, "gebied-detail")).to_contain_text("Markerbos")
    # By its code.
    app.type_area(page, "bu99900404")
    app.wait_params(page, gebied="BU99900404")
