"""The editor of own texts in a real browser, with the routes it saves by, without Streamlit."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.browser.app import PATIENCE, SECONDS
from tests.browser.axe import breaches
from tests.core.test_pictures import HEIC, SVG
from tests.effort import ENDLESS
from wijkkaart.config import STATIC
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.maps.kaart import script_url
from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions, wijkscans
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscans import Wijkscan
from wijkkaart.register.writing import Author
from wijkkaart.ui.wijkscan import editor
from wijkkaart.web.headers import SecurityHeaders
from wijkkaart.web.session import COOKIE
from wijkkaart.web.wijkscan import routes

PAGE = """<!doctype html><html lang="nl"><head><title>Wijkscan</title>
<meta name="viewport" content="width=device-width"></head>
<body style="font-family:sans-serif;margin:12px"><main><h1>Wijkscan</h1><h2>2.1 Bevolking</h2>
<h3>Eigen tekst</h3><div id="box"></div></main><script type="module">
import draw from "/onderdeel.js"; const data = await (await fetch("/gegevens")).json();
window.drawn = (more) => draw({ parentElement: box, data: { ...data, ...more } });
window.drawn({});</script></body></html>"""
COMPONENT = Path(editor.__file__).with_suffix(".js")
FIGURES = [
    {"id": "inwoners", "name": "Inwoners", "text": "6.020", "line": "CBS, 2024"},
    {"id": "p_65_eo", "name": "65 jaar en ouder", "text": "15,9%", "line": "CBS, 2024"},
]
RECORDS = [{"id": "LO1", "name": "Wijkcentrum <b>De Kamp</b>", "line": "Kampstraat 1"}]
BRAM = Author("Bram", Role.TEAM)


def _data(request: Request) -> Response:
    scan, who = request.app.state.scan, request.app.state.who
    part = wijkscans.parts(request.app.state.database, scan, Role.TEAM).get("2.1")
    found = {"scan": scan, "key": "2.1", "account": who, "figures": FIGURES, "records": RECORDS}
    found |= {"hint": "Schrijf hier wat u weet.", "label": "Eigen tekst", "script": script_url("editor.js")}
    if part:
        found |= {"text": part.content.get("text", ""), "version": part.version, "at": part.at, "by": part.by}
    return JSONResponse(found)


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Starlette, str]]:
    """A server with the page and the routes; the database is that of the test."""
    app = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(PAGE)),
            Route("/onderdeel.js", lambda _: FileResponse(COMPONENT)),
            Route("/gegevens", _data),
            Mount("/assets", StaticFiles(directory=STATIC)),
            *routes(),
        ],
        middleware=[Middleware(SecurityHeaders)],
    )
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield app, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


class Desk:
    """A wijkscan, and who writes in it."""

    def __init__(self, url: str, database: Database, scan: Wijkscan, cookie: str) -> None:
        self.url, self.database, self.scan, self.cookie = url, database, scan, cookie

    def open(self, page: Page) -> Page:
        """The page with the editor."""
        page.context.add_cookies([{"name": COOKIE, "value": self.cookie, "url": self.url}])
        page.goto(self.url)
        expect(text(page)).to_be_visible()
        return page

    def saved(self) -> str:
        """The text as the server has it."""
        found: str = wijkscans.parts(self.database, self.scan.id, Role.TEAM)["2.1"].content.get("text", "")
        return found

    def wait(self, wanted: str) -> None:
        """Until the server has a text."""
        end = time.monotonic() + PATIENCE / SECONDS
        while self.saved() != wanted:
            assert time.monotonic() < end, self.saved()
            time.sleep(0.03)


@pytest.fixture
def desk(site: tuple[Starlette, str], sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(1, 8, 1))
    app, url = site
    now = datetime.now(UTC)
    anne = accounts.add_first(sqlite_database, "Anne", "fiets-lamp-wolk-brug", now)
    parts = {"2.1": {"text": "Begin."}}
    scan = wijkscans.start(sqlite_database, BRAM, "WK000100", "GM0001", Head("Oost"), parts)
    app.state.database, app.state.scan, app.state.who = sqlite_database, scan.id, anne.id
    return Desk(url, sqlite_database, scan, sessions.start(sqlite_database, anne, now))


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Eigen tekst")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def to_end(page: Page) -> None:
    """The cursor behind all text, and the editor knowing it: the browser tells before it draws."""
    text(page).press("Control+End")
    page.evaluate("() => new Promise(requestAnimationFrame)")


def saved(page: Page) -> None:
    """Until the editor knows that the server has all of the text; its words say so also while one types."""
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "saved")


def write(page: Page, words: str) -> None:
    to_end(page)
    page.keyboard.type(words)


def test_a_text_with_everything_in_it_is_saved_by_itself(desk: Desk, page: Page) -> None:
    desk.open(page)
    write(page, " Wij zijn ")
    press(page, "Vet")
    page.keyboard.type("trots")
    press(page, "Vet")
    page.keyboard.type(" op 👩‍👩‍👧 en مرحبا: ")
    press(page, "Cijfer")
    page.get_by_label("Zoek een cijfer").fill("INWON")
    expect(page.get_by_text("1 gevonden.")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type(" mensen bij ")
    press(page, "Plek")
    page.get_by_role("button", name="De Kamp").click()
    page.keyboard.press("Enter")
    page.get_by_label("Soort tekst").select_option("Kop")
    page.keyboard.type("Wat is er")
    page.keyboard.press("Enter")
    page.keyboard.type("- een")
    page.keyboard.press("Enter")
    page.keyboard.type("twee")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "Link")
    page.get_by_label("Adres").fill("zomaar iets")
    press(page, "Link plaatsen")
    expect(page.get_by_text("geen adres van een website")).to_be_visible()
    page.get_by_label("Adres").fill("www.amersfoort.nl")
    page.get_by_label("Tekst van de link").fill("de stad")
    press(page, "Link plaatsen")
    expect(text(page).get_by_role("link", name="de stad")).to_be_visible()
    page.keyboard.press("Enter")
    press(page, "Citaat")
    page.keyboard.type("Zo is het.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "Tabel")
    for word in ("Wat", "Wie", "Waar", "eten", "|", "hier"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    press(page, "Kolom weg")
    press(page, "Rij weg")
    desk.wait(
        "Begin. Wij zijn **trots** op 👩‍👩‍👧 en مرحبا: [6.020](cijfer:inwoners) mensen bij "
        "[Wijkcentrum \\<b>De Kamp\\</b>](plek:LO1)\n\n## Wat is er\n\n- een\n- twee\n\n"
        "[de stad](https://www.amersfoort.nl)\n\n> Zo is het.\n\n"
        "| Wie | Waar |\n| --- | --- |\n| \\| | hier |"
    )
    saved(page)
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")
    press(page, "Ongedaan maken")
    press(page, "Opnieuw")
    saved(page)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_page_that_is_drawn_anew_takes_nothing_from_who_types(desk: Desk, page: Page) -> None:
    desk.open(page)
    write(page, " Een")
    page.evaluate("window.drawn({})")  # as the server had it when the page began
    page.keyboard.type(" twee")
    page.evaluate("window.drawn({ hint: 'Anders', figures: [] })")
    page.keyboard.type(" drie")
    desk.wait("Begin. Een twee drie")
    saved(page)
    page.evaluate("window.drawn({ text: 'Begin.', version: 1 })")
    expect(text(page)).to_have_text("Begin. Een twee drie")
    # Somebody else's words, or what was put back from the history, come in when nobody types.
    page.evaluate("window.drawn({ text: 'Van *Bram*.', version: 9 })")
    expect(text(page)).to_have_text("Van Bram.")
    # Another part in the same place is another text.
    write(page, " Tot slot")
    page.evaluate("window.drawn({ key: '2.2', text: 'Ernaast.', version: 1 })")
    expect(text(page)).to_have_text("Ernaast.")


def test_what_was_typed_is_there_again_after_the_page_was_killed(desk: Desk, page: Page) -> None:
    first = desk.open(page.context.new_page())
    # It ends before the server heard of it, however long a busy machine takes to type.
    first.route("**/wijkscan/**", lambda route: route.abort())
    write(first, " Net getypt")
    with suppress(PlaywrightError):
        first.goto("chrome://crash", timeout=2000)  # the process ends: no event, no last request
    first.close()
    assert desk.saved() == "Begin."
    desk.open(page)
    expect(text(page)).to_have_text("Begin. Net getypt")
    expect(page.get_by_role("alert")).to_contain_text("Die staat er weer")
    desk.wait("Begin. Net getypt")


def test_leaving_the_page_saves_what_was_just_typed(desk: Desk, page: Page) -> None:
    desk.open(page)
    write(page, " Tot ziens")
    page.goto("about:blank")
    desk.wait("Begin. Tot ziens")


def test_without_a_connection_the_text_stays_on_the_device_until_it_is_back(desk: Desk, page: Page) -> None:
    desk.open(page)
    page.context.set_offline(True)
    write(page, " Onderweg")
    expect(page.get_by_role("status")).to_contain_text("geen verbinding")
    expect(page.get_by_role("status")).to_contain_text("Uw tekst staat op dit apparaat")
    assert desk.saved() == "Begin."
    page.context.set_offline(False)
    desk.wait("Begin. Onderweg")
    expect(page.get_by_role("status")).to_contain_text("Bewaard om")


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("Mijn tekst houden", "Begin. Van Anne."),
        ("De andere tekst nemen", "Van **Bram**."),
        ("Allebei, onder elkaar", "Begin. Van Anne.\n\nVan **Bram**."),
    ],
)
def test_two_who_changed_the_same_choose_what_stays(desk: Desk, page: Page, choice: str, left: str) -> None:
    desk.open(page)
    wijkscans.save_fields(desk.database, desk.scan.id, "2.1", {"text": "Van **Bram**."}, 1, BRAM)
    write(page, " Van Anne.")
    expect(page.get_by_role("group", name="Bram heeft deze tekst intussen ook veranderd")).to_be_visible()
    expect(page.get_by_role("region", name="De andere tekst")).to_have_text("Van Bram.")
    assert desk.saved() == "Van **Bram**."
    assert breaches(page) == []
    press(page, choice)
    desk.wait(left)
    # What was not chosen isn't lost: it's in the history, or one step back.
    texts = [
        each.content.get("text") for each in wijkscans.history(desk.database, desk.scan.id, "2.1", Role.TEAM)
    ]
    assert "Van **Bram**." in texts
    if choice == "De andere tekst nemen":
        press(page, "Ongedaan maken")
        desk.wait("Begin. Van Anne.")


# -- pasting

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {{margin:0}}</style>
<xml><o:p>weg</o:p></xml></head><body><!--StartFragment-->
<p class=MsoTitle>Wijkplan</p><h2>Wie <span style='mso-hide:all'>verborgen</span>er wonen</h2>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Veel</b> <i>jonge</i> gezinnen<o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>eerste<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
 style='mso-list:Ignore'>1.</span>dieper</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
 style='mso-list:Ignore'>·</span>tweede</p>
<table><tr><td colspan=2><p>Wat</p><p>er is</p></td></tr><tr><td rowspan=2>a</td>
<td>b<table><tr><td>in</td></tr></table></td>
</tr><tr><td>c</td></tr></table>{more}
<p><a href="javascript:alert(1)" onclick="alert(2)">klik</a><script>alert(3)</script>
<img src="http://elders.example/x.png" onerror="alert(4)"><a href="https://www.cbs.nl">CBS</a></p>
<!--EndFragment--></body></html>"""
CLEAN = """Begin.

# Wijkplan

## Wie er wonen

**Veel** *jonge* gezinnen

- eerste
  1. dieper
- tweede

| Wat er is |  |
| --- | --- |
| a | b in |
|  | c |

klik [CBS](https://www.cbs.nl)"""
PASTE = """([node, html]) => { const data = new DataTransfer(); data.setData("text/html", html);
data.setData("text/plain", "x"); const begun = performance.now();
node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
return performance.now() - begun; }"""


def paste(page: Page, html: str) -> float:
    """Paste at the end; the milliseconds it took."""
    to_end(page)
    page.keyboard.press("Enter")
    found: float = page.evaluate(PASTE, [text(page).element_handle(), html])
    return found


def test_what_is_pasted_from_word_is_cleaned(desk: Desk, page: Page) -> None:
    desk.open(page)
    paste(page, WORD.format(more=""))
    desk.wait(CLEAN)
    expect(page.get_by_role("alert")).to_contain_text("Eén foto of afbeelding is niet meegekomen")


def test_three_hundred_pages_are_refused_whole_and_soon_and_sixty_are_taken(desk: Desk, page: Page) -> None:
    desk.open(page)
    sentence = "Een zin over de wijk, zoals men die schrijft, met <b>vet</b> erin. "
    line = "<p class=MsoNormal style='margin:0cm;font-family:Calibri'><span lang=NL>{}<o:p></o:p></span></p>"
    side = line.format(sentence * 5) * 9
    endless = ENDLESS * 0.75 * SECONDS  # of what it takes on a machine that does much else
    assert paste(page, WORD.format(more=side * 300)) < endless
    expect(page.get_by_role("alert")).to_contain_text("Er is niets geplakt; uw tekst staat er nog")
    expect(text(page)).to_have_text("Begin.")
    assert paste(page, WORD.format(more=side * 60)) < endless
    write(page, "Klaar")
    expect(text(page)).to_contain_text("Klaar")
    page.goto("about:blank")
    end = time.monotonic() + PATIENCE / SECONDS
    while not desk.saved().endswith("Klaar"):
        # Too long to be sent by a page that's gone: then it's saved by the next that opens it.
        assert time.monotonic() < end
        desk.open(page)
    assert len(desk.saved()) > 150_000


# -- photos


def test_a_photo_is_put_in_the_text_with_what_it_shows(desk: Desk, page: Page) -> None:
    desk.open(page)
    write(page, "")
    press(page, "Foto")
    press(page, "Foto plaatsen")
    expect(page.get_by_text("Kies eerst een foto.")).to_be_visible()
    file = page.get_by_label("Kies een foto")
    file.set_input_files({"name": "x.svg", "mimeType": "image/svg+xml", "buffer": SVG})
    press(page, "Foto plaatsen")
    expect(page.get_by_text("Schrijf in een paar woorden")).to_be_visible()
    page.get_by_label("Wat staat erop?").fill("Een rood en een blauw vlak")
    press(page, "Foto plaatsen")
    expect(page.get_by_text("Dit bestand is een SVG-tekening.")).to_be_visible()
    assert breaches(page) == []
    file.set_input_files({"name": "x.heic", "mimeType": "image/heic", "buffer": HEIC})
    page.get_by_label("Bijschrift").fill("Ons plein")
    press(page, "Foto plaatsen")
    shown = page.get_by_role("img", name="Een rood en een blauw vlak")
    expect(shown).to_be_visible()
    assert page.wait_for_function("document.querySelector('#box img').naturalWidth === 64")
    (kept,) = wijkscans.pictures(desk.database, desk.scan.id, Role.TEAM)
    desk.wait(f'Begin.\n\n![Een rood en een blauw vlak](foto:{kept.id} "Ons plein")')
    press(page, "Tekst wijzigen")
    page.get_by_label("Bijschrift").fill("")
    press(page, "Opslaan")
    shown.click()
    page.keyboard.type("Eronder.")
    desk.wait(f"Begin.\n\n![Een rood en een blauw vlak](foto:{kept.id})\n\nEronder.")


# -- for everybody

SMALL = """() => [...document.querySelectorAll("#box button, #box select, #box input")]
.filter((node) => node.getClientRects().length)
.map((node) => [node.ariaLabel || node.textContent, node.getBoundingClientRect()])
.filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""


@pytest.fixture
def fits() -> Callable[[Page], Any]:
    def check(page: Page) -> None:
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert breaches(page) == []

    return check


def test_on_a_phone_it_fits_a_finger_can_press_it_and_axe_finds_nothing(
    desk: Desk, phone: Page, fits: Callable[[Page], Any]
) -> None:
    desk.open(phone)
    fits(phone)
    for name in ("Cijfer", "Link", "Foto"):
        press(phone, name)
        expect(phone.get_by_role("dialog")).to_be_visible()
        fits(phone)
        press(phone, "Annuleren")
        expect(text(phone)).to_be_focused()
    press(phone, "Tabel")
    expect(phone.get_by_role("button", name="Rij erbij")).to_be_visible()
    fits(phone)


def test_the_keyboard_reaches_all_of_it(desk: Desk, page: Page) -> None:
    desk.open(page)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Soort tekst")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Vet", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(text(page)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    expect(page.get_by_role("button", name="Vet", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(text(page)).not_to_be_focused()
    desk.wait("**Begin.**")
