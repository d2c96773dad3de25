"""The cookie of a session, asked over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions
from wijkkaart.register.accounts import Account
from wijkkaart.register.database import Database
from wijkkaart.ui import account as page
from wijkkaart.web.session import BEGIN, CODE, COOKIE, END, role_of, routes

PASSWORD = "fiets-lamp-wolk-brug"
OWN = {"Sec-Fetch-Site": "same-origin"}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def anne(database: Database) -> Account:
    return accounts.add_first(database, "Anne", PASSWORD, now())


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(role_of(request))

    with TestClient(Starlette(routes=[*routes(), Route("/wie", who)])) as client:
        yield client


def begun(client: TestClient, database: Database, account: Account, **headers: str) -> str:
    token = sessions.start(database, account, now())
    answer = client.post(BEGIN, headers={**OWN, CODE: sessions.code_for(token, now()), **headers})
    assert answer.status_code == 204
    cookie: str = answer.headers["set-cookie"]
    assert answer.headers["cache-control"] == "private, no-store"
    return cookie


def test_a_code_gives_a_cookie_that_scripts_and_other_sites_do_not_get(
    client: TestClient, database: Database, anne: Account
) -> None:
    assert client.get("/wie").text == "publiek"
    cookie = begun(client, database, anne)
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert client.get("/wie").text == "beheerder"


@pytest.mark.parametrize("scheme", ["https", "https, http"])
def test_behind_https_the_cookie_goes_by_https_only(
    client: TestClient, database: Database, anne: Account, scheme: str
) -> None:
    assert "Secure" in begun(client, database, anne, **{"X-Forwarded-Proto": scheme})


def test_a_code_counts_once(client: TestClient, database: Database, anne: Account) -> None:
    code = sessions.code_for(sessions.start(database, anne, now()), now())
    assert client.post(BEGIN, headers={**OWN, CODE: code}).status_code == 204
    again = client.post(BEGIN, headers={**OWN, CODE: code})
    assert (again.status_code, "set-cookie" in again.headers) == (403, False)
    assert client.post(BEGIN, headers=OWN).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elders.nl"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {},
    ],
    ids=str,
)
def test_another_site_can_neither_begin_nor_end_a_session(
    client: TestClient, database: Database, anne: Account, headers: dict[str, str]
) -> None:
    code = sessions.code_for(sessions.start(database, anne, now()), now())
    assert client.post(BEGIN, headers={**headers, CODE: code}).status_code == 403
    assert client.post(BEGIN, headers={**OWN, CODE: code}).status_code == 204
    assert client.post(END, headers=headers).status_code == 403
    assert client.get("/wie").text == "beheerder"


def test_a_browser_that_only_tells_the_origin_is_believed(
    client: TestClient, database: Database, anne: Account
) -> None:
    code = sessions.code_for(sessions.start(database, anne, now()), now())
    headers = {"Origin": "http://testserver", CODE: code}
    assert client.post(BEGIN, headers=headers).status_code == 204


def test_signing_out_ends_it_for_who_kept_the_cookie_too(
    client: TestClient, database: Database, anne: Account
) -> None:
    begun(client, database, anne)
    kept = client.cookies[COOKIE]
    assert client.post(END, headers=OWN).status_code == 204
    assert client.get("/wie").text == "publiek"
    client.cookies.set(COOKIE, kept)
    assert client.get("/wie").text == "publiek"


def test_routes_only_change_by_post(client: TestClient) -> None:
    assert [client.get(path).status_code for path in (BEGIN, END)] == [405, 405]


def test_looking_as_another_holds_for_routes(client: TestClient, database: Database, anne: Account) -> None:
    begun(client, database, anne)
    found = sessions.session_of(database, client.cookies[COOKIE], now())
    assert found is not None
    sessions.show_as(database, found, Role.PARTNER)
    assert client.get("/wie").text == "partner"
    accounts.add(database, "Bram", PASSWORD, Role.ADMIN, now())
    accounts.block(database, anne.id)
    assert client.get("/wie").text == "publiek"


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "%00", "'; DROP TABLE session"])
def test_a_cookie_that_is_none_is_the_public(client: TestClient, cookie: str) -> None:
    client.cookies.set(COOKIE, cookie)
    assert client.get("/wie").text == "publiek"


def test_pages_and_routes_read_the_same_cookie() -> None:
    assert page.COOKIE == COOKIE
