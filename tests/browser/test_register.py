"""What a wijkteam does with the register in a day, two who do it at once, and on a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from tests import toy
from tests.browser import app
from tests.browser.axe import breaches
from tests.browser.tabs import Tab
from tests.browser.test_access import _SMALL, _WIDE
from tests.ui.visitor import add
from wijkkaart.config import Settings
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import accounts, reading
from wijkkaart.register.database import Database, forget, open_database

K = RecordKind
PASSWORD = "fiets-lamp-wolk-brug"
TODAY = date.today()
DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('wijkkaart-concept '))"
TUESDAY = {"freq": "WEEKLY", "byday": "TU", "opens_at": "19:00", "closes_at": "21:00"}


@dataclass
class Kept:
    """The running app on a small register."""

    server: app.Server
    register: Database
    places: dict[str, Record]
    offer: Record

    def now(self, record: Record) -> Record:
        """The record as it stands."""
        found = reading.get(self.register, record.id)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The toy town with a few records and two accounts."""
    folder = tmp_path_factory.mktemp("register")
    toy.town(folder / "gegevens", example_village=True)
    settings = Settings(data=folder / "gegevens", database_url="")
    register = open_database(settings)
    for name in ("Noor", "Bram"):
        accounts.add(register, name, PASSWORD, Role.TEAM, datetime.now(UTC))
    point = toy.at(0.5, 0.5)
    where = {"latitude": point.y, "longitude": point.x, "gemeente": toy.TOWN}
    phones = [{"number": "020-1234567", "description": "balie"}]
    places = {
        name: add(
            register, K.LOCATION, name, schedules=[TUESDAY], phones=phones, address="Kruisplein 7", **where
        )
        for name in ("De Brug", "De Kade", "De Molen")
    }
    rows = [{"location_id": places["De Brug"].id, "description": "", "schedules": []}]
    offer = add(
        register, K.SERVICE, "Spreekuur geldzaken", locations=rows, schedules=[TUESDAY], phones=phones
    )
    with app.running(folder / "gegevens", folder) as server:
        yield Kept(server, register, places, offer)
    forget(settings)


def enter(page: Page, kept: Kept, name: str, path: str, *, whole: bool = True) -> None:
    """Open a page that asks to sign in, do so, and come back to it."""
    page.goto(kept.server.path(path))
    page.locator(".stMain").get_by_role("link", name="Aanmelden").click()
    page.locator(".st-key-aanmeld_naam input").fill(name)
    page.locator(".st-key-aanmeld_wachtwoord input").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(kept.server.path(path), timeout=app.PATIENCE)
    app.settled(page, whole=whole)


def record(page: Page, kept: Kept, id_: str) -> None:
    page.goto(kept.server.path("record", id=id_))
    expect(page.locator(".wk-lead")).to_be_visible(timeout=app.PATIENCE)
    app.settled(page)


def press(page: Page, key: str) -> None:
    app.keyed(page, key).locator("button").first.click()
    app.settled(page)


def fill(page: Page, key: str, text: str, *, whole: bool = True) -> None:
    box = app.keyed(page, key).locator("input, textarea").first
    box.fill(text)
    box.press("Tab")
    app.settled(page, whole=whole)


def test_a_day_of_work_in_a_wijkteam(kept: Kept, page: Page) -> None:
    # Who can help with money on Tuesday evening?
    page.goto(kept.server.path("sociale-kaart", gebied=toy.TOWN, zoek="geldzaken", dag="di", dagdeel="avond"))
    page.locator(".wk-row", has_text="Spreekuur geldzaken").first.click()
    page.get_by_role("link", name="Alles hierover").click()
    expect(page.get_by_role("heading", name="Spreekuur geldzaken")).to_be_visible()
    expect(page.get_by_role("link", name="Bel 020 123 4567")).to_be_visible()

    # Its hours have changed.
    enter(page, kept, "Noor", f"bewerken?id={kept.offer.id}")
    expect(page.get_by_text("dinsdag van 19.00 tot 21.00 uur")).to_be_visible()
    app.pill(page, "veld-schedules-0-dagen", "do").click()
    expect(page.get_by_text("dinsdag en donderdag van 19.00 tot 21.00 uur")).to_be_visible()
    press(page, "opslaan")
    expect(page.get_by_text("Spreekuur geldzaken is opgeslagen. Gewijzigd: Wanneer.")).to_be_visible()
    assert kept.now(kept.offer)["schedules"][0]["byday"] == "TU,TH"

    # Three places still are as they were.
    for place in kept.places.values():
        record(page, kept, place.id)
        press(page, "klopt")
        expect(page.get_by_text(f"Genoteerd: {place.name} klopt nog.")).to_be_visible()
        assert kept.now(place).meta["schedules"].checked == TODAY.isoformat()

    # A new offer, that looks like one that's there until it's told apart.
    page.goto(kept.server.path("bewerken", soort="service", plek=kept.places["De Kade"].id))
    app.keyed(page, "veld-name").locator("input").fill("Spreekuur geldzaken")
    expect(page.get_by_text("Dit lijkt op iets dat er al staat.")).to_be_visible()
    fill(page, "veld-name", "Eettafel De Kade")
    expect(page.get_by_text("Dit lijkt op iets dat er al staat.")).to_be_hidden()
    press(page, "veld-schedules-erbij")
    app.choose(page, "veld-schedules-0-ritme", "eerste van de maand")
    app.pill(page, "veld-schedules-0-dagen", "wo").click()
    expect(page.get_by_text("eerste woensdag van de maand").last).to_be_visible()
    press(page, "opslaan")
    expect(page.get_by_text("Eettafel De Kade is toegevoegd.")).to_be_visible()
    expect(page.get_by_role("link", name="De Kade", exact=True)).to_be_visible()

    # An error is undone.
    record(page, kept, kept.places["De Molen"].id)
    press(page, "weggooien")
    expect(page.get_by_text("De Molen ligt in de prullenbak.")).to_be_visible()
    press(page, "ongedaan")
    expect(page.get_by_text("Ongedaan gemaakt: De Molen is weer zoals ervoor.")).to_be_visible()
    assert not kept.now(kept.places["De Molen"]).trashed


def test_two_who_change_the_same_at_once_lose_nothing(kept: Kept, page: Page, fresh: Tab) -> None:
    place = kept.places["De Brug"]
    pages = {"Noor": page, "Bram": fresh.page}
    # On a slow connection Bram begins before the lists of the form are there.
    late: list[Route] = []
    fresh.page.route(re.compile(r"/Selectbox\."), lambda route: late.append(route))
    for name, opened in pages.items():
        enter(opened, kept, name, f"bewerken?id={place.id}", whole=opened is page)
        fill(opened, "veld-alert", f"volgens {name}", whole=opened is page)
    (script,) = late
    script.continue_()
    expect(app.keyed(pages["Bram"], "veld-status").locator("input")).to_have_value("open")
    fill(pages["Bram"], "veld-description", "Alleen van Bram")
    press(pages["Noor"], "opslaan")
    expect(pages["Noor"].get_by_text("De Brug is opgeslagen.")).to_be_visible()
    bram = pages["Bram"]
    press(bram, "opslaan")
    choice = app.keyed(bram, "conflict")
    expect(choice).to_contain_text("volgens Noor")
    expect(choice).to_contain_text("volgens Bram")
    assert breaches(bram) == []
    choice.get_by_text("zoals ik het maakte").click()
    app.settled(bram)
    press(bram, "conflict-opslaan")
    expect(bram.get_by_text("De Brug is opgeslagen.")).to_be_visible()
    found = kept.now(place)
    assert (found["status"], found["category"]) == (place["status"], place["category"])
    assert (found["alert"], found["description"]) == ("volgens Bram", "Alleen van Bram")


def test_a_pin_is_put_by_a_click_on_the_map(kept: Kept, page: Page) -> None:
    place = kept.places["De Kade"]
    before = kept.now(place)
    enter(page, kept, "Noor", f"bewerken?id={place.id}")
    frame = app.keyed(page, "kaart-speld").frame_locator("iframe")
    expect(frame.locator(".wk-marker")).to_be_visible()
    box = app.keyed(page, "kaart-speld").locator("iframe").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.8)
    expect(page.get_by_text("2 gegevens nog niet opgeslagen")).to_be_visible()
    # A reload in the middle of a sentence loses nothing, and nothing of it is left once it's saved.
    app.keyed(page, "veld-description").locator("textarea").press_sequentially("Naast de ")
    page.wait_for_function(f"() => {DRAFTS}.length === 2")
    page.reload()
    expect(page.get_by_text("Verder met wat u had ingevuld?")).to_be_visible()
    assert breaches(page) == []
    press(page, "concept-verder")
    # Until the page stands, what is below the question stands there twice.
    expect(page.get_by_text("Verder met wat u had ingevuld?")).to_be_hidden()
    app.settled(page)
    expect(app.keyed(page, "veld-description").locator("textarea")).to_have_value("Naast de ")
    expect(page.get_by_text("3 gegevens nog niet opgeslagen")).to_be_visible()
    press(page, "opslaan")
    expect(page.get_by_text("De Kade is opgeslagen.")).to_be_visible()
    assert page.evaluate(DRAFTS) == []
    after = kept.now(place)
    assert 0 < after["longitude"] - before["longitude"] < 0.02
    assert 0 < before["latitude"] - after["latitude"] < 0.02
    # Nothing of a draft stays behind on a device that others use too.
    page.goto(kept.server.path("bewerken", id=place.id))
    app.settled(page)
    fill(page, "veld-alert", "In juli dicht")
    page.wait_for_function(f"() => {DRAFTS}.length === 1")
    page.evaluate('localStorage.setItem(\'wijkkaart-concept x oud\', \'{"text": "", "until": 1}\')')
    page.goto(kept.server.path("aanmelden"))
    page.wait_for_function(f"() => {DRAFTS}.length === 1")
    press(page, "afmelden")
    page.wait_for_function(f"() => {DRAFTS}.length === 0")


def test_on_a_phone_it_fits_a_finger_can_press_it_and_axe_finds_nothing(kept: Kept, phone: Page) -> None:
    enter(phone, kept, "Noor", f"bewerken?id={kept.offer.id}")
    for step in ("bewerken", "record"):
        if step == "record":
            # However far one scrolled, one can save, and see what came of it.
            scrolled(phone)
            app.keyed(phone, "veld-alert").locator("input").fill("In juli dicht")
            save = app.keyed(phone, "opslaan").get_by_role("button")
            expect(save).to_be_in_viewport()
            save.tap()
            expect(phone.get_by_text("Spreekuur geldzaken is opgeslagen.")).to_be_in_viewport()
            app.settled(phone)
            scrolled(phone)
            press(phone, "klopt")
            expect(phone.get_by_text("Genoteerd: Spreekuur geldzaken klopt nog.")).to_be_in_viewport()
        assert phone.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert phone.evaluate(_WIDE) == []
        # What a date field keeps out of sight for the browser itself can't be pressed.
        assert [each for each in phone.evaluate(_SMALL) if 'tabindex="-1" type="date"' not in each] == []
        assert breaches(phone) == []


def scrolled(page: Page) -> None:
    """Scroll half way down."""
    page.locator(".stMain").evaluate("main => main.scrollTo(0, main.scrollHeight / 2)")


def test_a_record_prints_on_one_sheet(kept: Kept, page: Page) -> None:
    record(page, kept, kept.places["De Brug"].id)
    page.emulate_media(media="print")
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
