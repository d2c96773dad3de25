"""No request of a visitor's browser goes to anyone but us, the chosen tile server aside."""

import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import app
from tests.browser.tabs import Tab
from wijkkaart.backgrounds import BACKGROUNDS, TILE_HOSTS
from wijkkaart.register.examples import example_id
from wijkkaart.web.headers import HEADERS

TOWN = "GM9990"


def walk(page: Page, server: app.Server, background: str) -> None:
    """A visit that touches every part: map, area, place, filters, the other pages."""
    assert server.data is not None
    app.open_view(page, server, gebied=TOWN, achtergrond=background, lagen="cijfers")
    app.click_area(page, server.data, "BU99900404")
    expect(app.keyed(page, "gebied-detail")).to_be_visible()
    app.open_view(page, server, gebied=TOWN, achtergrond=background, plek=example_id("vbs-p001"))
    expect(app.keyed(page, "plek-detail")).to_be_visible()
    app.open_view(page, server, gebied="NL00", achtergrond=background)
    for path in ("bronnen", "ophalen", "uitleg"):
        page.goto(server.path(path))
        app.settled(page)


def test_without_a_background_no_request_leaves_our_origin(example_app: app.Server, fresh: Tab) -> None:
    seen = fresh.seen
    walk(fresh.page, example_app, "geen")
    assert len(seen.requests) > 20
    assert seen.outside(example_app.url) == set()
    assert seen.refused == []


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_with_a_background_only_its_tile_server_is_asked(
    example_app: app.Server, page: Page, seen: app.Watch, background: str
) -> None:
    app.give_tiles(page)
    app.open_view(page, example_app, gebied=TOWN, achtergrond=background)
    host = "https://" + BACKGROUNDS[background].url.split("/")[2]
    app.until(page, lambda: host in seen.outside(example_app.url))
    assert seen.outside(example_app.url) == {host}
    assert host in TILE_HOSTS
    assert seen.refused == []


def test_every_answer_has_the_security_headers(example_app: app.Server, fresh: Tab) -> None:
    missing: list[str] = []

    def look(response: object) -> None:
        headers = response.headers  # type: ignore[attr-defined]
        if response.url.startswith("blob:"):  # type: ignore[attr-defined]
            return  # made in the browser itself, from an answer that has them
        if not all(headers.get(name.decode()) == value.decode() for name, value in HEADERS.items()):
            missing.append(response.url)  # type: ignore[attr-defined]

    fresh.page.on("response", look)
    app.open_view(fresh.page, example_app, gebied=TOWN)
    assert missing == []


def test_what_of_streamlit_is_not_ours_is_shut(example_app: app.Server) -> None:
    host = urlsplit(example_app.url).netloc
    found = HTTPConnection(host, timeout=30)
    shut = ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json", "/auth/login")
    for path, status in (*((path, 404) for path in shut), ("/_stcore/health", 200)):
        found.request("GET", path)
        answer = found.getresponse()
        answer.read()
        assert answer.status == status, path
    found.request("GET", "/_stcore/host-config")
    assert json.load(found.getresponse())["allowedOrigins"] == []
    socket = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    socket["Sec-WebSocket-Key"] = "x3JJHMbDL1EzLkh9GBhXDw=="
    for origin, status in (("http://elders.nl", 403), (f"http://{host}", 101)):
        asking = HTTPConnection(host, timeout=30)
        asking.request("GET", "/_stcore/stream", headers={**socket, "Origin": origin})
        assert asking.getresponse().status == status, origin
        asking.close()
    found.close()


def test_without_its_tile_server_the_map_still_works(example_app: app.Server, page: Page) -> None:
    assert example_app.data is not None
    asked = app.block_tiles(page, example_app.url)
    app.open_view(page, example_app, gebied=TOWN, achtergrond="grijs", lagen="cijfers")
    expect(page.frame_locator(".st-key-kaart iframe").locator(".wk-note")).to_be_visible()
    assert asked
    app.click_area(page, example_app.data, "BU99900404")
    app.wait_params(page, gebied="BU99900404")
    expect(app.keyed(page, "gebied-detail")).to_contain_text("Schildersbuurt")
