"""Keeping the sociale kaart alive: calling on a phone, seeing what is fresh, a walk on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from tests import toy
from tests.browser import app
from tests.browser.axe import breaches
from tests.browser.test_access import _SMALL, _WIDE
from tests.ui.visitor import BRAM, add
from wijkkaart.config import Settings
from wijkkaart.record import Record, RecordKind, Role
from wijkkaart.register import accounts, saving, sessions
from wijkkaart.register.database import forget, open_database
from wijkkaart.web.session import COOKIE

NOW = datetime.now(UTC)
LONG = "De Wijde Wereld voor wie van elkaar leren wil en nog veel meer dan dat"


@dataclass
class Team:
    """The running app, with somebody of the team signed in."""

    server: app.Server
    token: str
    places: dict[str, Record]

    def open(self, page: Page, path: str, **params: str) -> None:
        """Open a page as somebody of the team."""
        cookie = {"name": COOKIE, "value": self.token, "url": self.server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(self.server.path(path, **params))
        expect(page.locator("h1").first).to_be_visible(timeout=app.PATIENCE)
        app.settled(page)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    folder = tmp_path_factory.mktemp("bijhouden")
    toy.town(folder / "gegevens", example_village=True)
    settings = Settings(data=folder / "gegevens", database_url="")
    register = open_database(settings)
    noor = accounts.add(register, "Noor", "fiets-lamp-wolk-brug", Role.TEAM, NOW)
    accounts.add(register, "Bram", "fiets-lamp-wolk-brug", Role.TEAM, NOW)
    places = {}
    for number, name in enumerate(("De Brug", "De Kade", "De Molen", LONG)):
        point = toy.at(0.3 + number * 0.5, 0.5)
        places[name] = add(
            register,
            RecordKind.LOCATION,
            name,
            latitude=point.y,
            longitude=point.x,
            gemeente=toy.TOWN,
            address=f"Kruisplein {number}",
            phones=[{"number": "020-1234567", "description": "balie"}],
        )
    saving.confirm(register, places["De Brug"].id, ["phones"], BRAM, date.today())
    with app.running(folder / "gegevens", folder) as server:
        yield Team(server, sessions.start(register, noor, NOW), places)
    forget(settings)


def test_somebody_calls_on_a_phone_and_takes_a_mistake_back(team: Team, phone: Page) -> None:
    team.open(phone, "werklijst")
    expect(phone.get_by_text("0 van 2 gedaan")).to_be_visible()
    call = phone.get_by_role("link", name="Bel 020 123 4567").first
    assert call.get_attribute("href") == "tel:0201234567"
    box = call.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert phone.evaluate(_WIDE) == []
    assert phone.evaluate(_SMALL) == []
    assert breaches(phone) == []
    phone.get_by_role("button", name="Alles klopt nog").click()
    expect(phone.get_by_text("1 van 2 gedaan")).to_be_visible(timeout=app.PATIENCE)
    app.keyed(phone, "ongedaan").locator("button").click()
    expect(phone.get_by_text("0 van 2 gedaan")).to_be_visible(timeout=app.PATIENCE)


def test_what_is_fresh_stands_on_the_map_and_a_walk_on_paper(team: Team, page: Page) -> None:
    team.open(page, "versheid")
    element = page.locator(".st-key-versheid-kaart iframe").element_handle(timeout=app.PATIENCE)
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_function("() => window.wijkkaart?.status.ready === true", timeout=app.PATIENCE, polling=50)
    point = toy.at(0.5, 0.2)
    where = "([lat, lon]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y] }"
    x, y = frame.evaluate(where, [point.y, point.x])
    assert breaches(page) == []
    page.locator(".st-key-versheid-kaart iframe").click(position={"x": x, "y": y})
    expect(page.get_by_text("Nagekeken moet: 2 in Kruiskamp.")).to_be_visible(timeout=app.PATIENCE)
    team.open(page, "wandeling", gebied=toy.TOWN)
    assert breaches(page) == []
    page.emulate_media(media="print")
    try:
        page.set_viewport_size({"width": 690, "height": 1000})  # A4 within its margins
        expect(app.keyed(page, "wandel-na")).to_be_hidden()
        sheet = page.locator(".wk-sheet")
        expect(sheet.locator("li")).to_have_count(4)
        assert sheet.locator("img").evaluate("image => image.complete && image.naturalWidth > 500")
        assert sheet.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth")
        assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") in (1, 2)
    finally:
        page.emulate_media(media="screen")
