"""The routes of the editor: who may save, what is refused and how, and photos."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.core.test_pictures import HEIC, SECRET, SVG, bomb, exif, photo
from wijkkaart.core import pictures
from wijkkaart.core.wijkscan.parts import Head
from wijkkaart.core.wijkscan.splicing import sum_of
from wijkkaart.record import Role
from wijkkaart.register import accounts, sessions, wijkscans
from wijkkaart.register.database import Database
from wijkkaart.register.wijkscans import LONGEST_TEXT, Wijkscan
from wijkkaart.register.writing import Author
from wijkkaart.web.session import COOKIE
from wijkkaart.web.wijkscan import routes

PASSWORD = "fiets-lamp-wolk-brug"
OWN = {"Sec-Fetch-Site": "same-origin"}
BRAM = Author("Bram", Role.TEAM)


@pytest.fixture
def database(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """That saving is alike on PostgreSQL is for `tests/register/test_wijkscans.py`."""
    monkeypatch.setattr(accounts, "_hasher", accounts.PasswordHasher(1, 8, 1))
    return sqlite_database


@pytest.fixture
def scan(database: Database) -> Wijkscan:
    return wijkscans.start(
        database, BRAM, "WK000100", "GM0001", Head("Oost"), {"2.1": {"text": "Zesduizend."}}
    )


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes()), headers=OWN) as client:
        yield client


def sign_in(client: TestClient, database: Database, role: Role, name: str = "Anne") -> None:
    now = datetime.now(UTC)
    chef = accounts.add_first(database, "Chef", PASSWORD, now)
    who = chef if role is Role.ADMIN else accounts.add(database, name, PASSWORD, role, now)
    client.cookies.set(COOKIE, sessions.start(database, who, now))


@pytest.fixture
def anne(client: TestClient, database: Database) -> TestClient:
    """The client of somebody of the team."""
    sign_in(client, database, Role.TEAM)
    return client


def put(
    client: TestClient, scan: Wijkscan, text: Any, base: Any, key: str = "2.1", **headers: str
) -> Response:
    body = json.dumps({"text": text, "base": base})
    return client.put(f"/wijkscan/{scan.id}/{key}", content=body, headers=headers)


def text_of(database: Database, scan: Wijkscan, key: str = "2.1") -> str:
    found: str = wijkscans.parts(database, scan.id, Role.TEAM)[key].content.get("text", "")
    return found


# -- texts


def test_a_text_is_saved_with_its_version_and_who_wrote_it(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    answer = put(anne, scan, "Zesduizend en *meer* 👩‍👩‍👧 مرحبا", 1)
    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert answer.json()["by"] == "Anne"
    assert answer.headers["cache-control"] == "private, no-store"
    assert text_of(database, scan) == "Zesduizend en *meer* 👩‍👩‍👧 مرحبا"


def test_a_part_in_which_nothing_was_written_begins_at_0(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    assert put(anne, scan, "Nieuw.", 0, "3.1").json()["version"] == 1
    assert put(anne, scan, "", 1, "3.1").status_code == 200
    assert text_of(database, scan, "3.1") == ""


def test_what_others_changed_elsewhere_in_the_part_stays(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    wijkscans.save_fields(database, scan.id, "2.1", {"done": True}, 1, BRAM)
    assert put(anne, scan, "Anders.", 1).status_code == 200
    content = wijkscans.parts(database, scan.id, Role.TEAM)["2.1"].content
    assert content == {"text": "Anders.", "done": True}


def test_two_who_change_the_same_text_both_keep_theirs(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    wijkscans.save_fields(database, scan.id, "2.1", {"text": "Van Bram."}, 1, BRAM)
    answer = put(anne, scan, "Van Anne.", 1)
    assert answer.status_code == 409
    theirs = answer.json()["theirs"]
    assert (theirs["text"], theirs["version"], theirs["by"]) == ("Van Bram.", 2, "Bram")
    assert "Bram" in answer.json()["fout"]
    assert text_of(database, scan) == "Van Bram."
    assert put(anne, scan, "Van Anne.", theirs["version"]).status_code == 200
    assert text_of(database, scan) == "Van Anne."


def test_the_same_text_sent_twice_is_saved_once(anne: TestClient, database: Database, scan: Wijkscan) -> None:
    first = put(anne, scan, "Anders.", 1).json()
    again = put(anne, scan, "Anders.", 1)
    assert again.status_code == 200
    assert again.json()["version"] == first["version"]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://elders.nl"}],
    ids=["cross-site", "origin"],
)
def test_another_site_can_save_nothing(
    anne: TestClient, database: Database, scan: Wijkscan, headers: dict[str, str]
) -> None:
    assert put(anne, scan, "Van elders.", 1, **headers).status_code == 403
    sent = anne.post(f"/wijkscan/{scan.id}/foto", content=photo(), headers=headers)
    assert sent.status_code == 403
    assert text_of(database, scan) == "Zesduizend."
    assert wijkscans.pictures(database, scan.id, Role.TEAM) == []


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), (Role.PARTNER, 403), (Role.TEAM, 200), (Role.ADMIN, 200)]
)
def test_only_the_team_writes(
    client: TestClient, database: Database, scan: Wijkscan, role: Role | None, status: int
) -> None:
    if role is not None:
        sign_in(client, database, role)
    answer = put(client, scan, "Van wie?", 1)
    assert answer.status_code == status
    assert (text_of(database, scan) == "Van wie?") is (status == 200)
    if status != 200:
        assert "aan" in answer.json()["fout"]


def test_a_session_that_has_ended_saves_nothing(anne: TestClient, database: Database, scan: Wijkscan) -> None:
    sessions.sign_out(database, anne.cookies[COOKIE])
    assert put(anne, scan, "Te laat.", 1).status_code == 401
    assert text_of(database, scan) == "Zesduizend."


def test_who_looks_as_a_partner_writes_as_one(anne: TestClient, database: Database, scan: Wijkscan) -> None:
    found = sessions.session_of(database, anne.cookies[COOKIE], datetime.now(UTC))
    assert found is not None
    sessions.show_as(database, found, Role.PARTNER)
    assert put(anne, scan, "Als partner.", 1).status_code == 403


def test_the_longest_text_fits_and_a_longer_one_is_refused_whole(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    # Signs that take six bytes each in JSON, and two halves in JavaScript.
    assert put(anne, scan, "é" * LONGEST_TEXT, 1).status_code == 200
    answer = put(anne, scan, "a" * (LONGEST_TEXT + 1), 2)
    assert answer.status_code == 413
    assert "200.001 tekens" in answer.json()["fout"]
    assert "200.000 tekens" in answer.json()["fout"]
    assert put(anne, scan, "a" * 3_000_000, 2).status_code == 413
    assert text_of(database, scan) == "é" * LONGEST_TEXT


@pytest.mark.parametrize(
    "body",
    [
        b"", b"hallo", b"[]", b"null", b"{}", b'{"text": 1, "base": 1}', b'{"text": "x", "base": "1"}',
        b'{"text": "x", "base": -1}', b'{"text": "x", "base": true}', b"\xff\xfe", b"[" * 100_000,
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)  # fmt: skip
def test_what_is_no_text_is_refused(
    anne: TestClient, database: Database, scan: Wijkscan, body: bytes
) -> None:
    answer = anne.put(f"/wijkscan/{scan.id}/2.1", content=body)
    assert (answer.status_code, bool(answer.json()["fout"])) == (400, True)
    assert text_of(database, scan) == "Zesduizend."


def test_signs_that_no_database_keeps_do_not_lose_the_text(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    body = b'{"text": "voor\\u0000 \\ud800 na", "base": 1}'
    assert anne.put(f"/wijkscan/{scan.id}/2.1", content=body).status_code == 200
    assert text_of(database, scan) == "voor \ufffd na"


@pytest.mark.parametrize("key", ["bestaat-niet", "2.1.1", "..%2Fkop", "9999"])
def test_a_part_that_there_is_not_is_refused(anne: TestClient, scan: Wijkscan, key: str) -> None:
    answer = anne.put(f"/wijkscan/{scan.id}/{key}", content=b'{"text": "x", "base": 0}')
    assert answer.status_code in {404, 405, 422}


@pytest.mark.parametrize("scan_id", ["WS00000000", "x", "WS'; DROP TABLE"])
def test_a_wijkscan_that_there_is_not_is_refused(anne: TestClient, scan_id: str) -> None:
    assert anne.put(f"/wijkscan/{scan_id}/2.1", content=b'{"text": "x", "base": 0}').status_code == 404
    assert anne.post(f"/wijkscan/{scan_id}/foto", content=photo()).status_code == 404


def test_in_the_trash_nothing_is_written(anne: TestClient, database: Database, scan: Wijkscan) -> None:
    wijkscans.trash(database, scan.id, BRAM)
    answer = put(anne, scan, "Nog iets.", 1)
    assert answer.status_code >= 400
    assert "prullenbak" in answer.json()["fout"]


def ask(client: TestClient, scan: Wijkscan, **asked: Any) -> Response:
    return client.put(f"/wijkscan/{scan.id}/2.1", content=json.dumps(asked))


def test_of_a_text_only_what_changed_may_be_sent(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    now = "Zeven👍duizend."
    answer = ask(anne, scan, splice=[3, 3, "ven👍"], sum=sum_of("Zesven👍duizend."), base=1)
    assert answer.status_code == 200, answer.text
    assert text_of(database, scan) == "Zesven👍duizend."
    assert ask(anne, scan, splice=[2, 5, "v"], sum=sum_of("Zevn👍duizend."), base=2).status_code == 200
    # What it began with is another text there: nothing is saved, and all of it is asked for.
    for splice, base in (([0, 1, "z"], 1), ([0, 99, "z"], 3), ([0, 1, "z"], 77)):
        refused = ask(anne, scan, splice=splice, sum=sum_of(now), base=base)
        assert (refused.status_code, refused.json()["whole"]) == (422, True)
    assert text_of(database, scan) == "Zevn👍duizend."
    first = {"splice": [0, 0, "Nieuw."], "sum": sum_of("Nieuw."), "base": 0}
    assert anne.put(f"/wijkscan/{scan.id}/1.1", content=json.dumps(first)).status_code == 200
    assert text_of(database, scan, "1.1") == "Nieuw."


def test_who_said_the_last_words_twice_has_no_quarrel_with_oneself(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    put(anne, scan, "Zes en een half duizend.", 1)
    sent = [sum_of("Zes en een half duizend.")]
    assert ask(anne, scan, text="Ruim zes.", base=1, sent=[0]).status_code == 409
    assert ask(anne, scan, text="Ruim zes.", base=1, sent=sent).status_code == 200
    assert text_of(database, scan) == "Ruim zes."


@pytest.mark.parametrize(
    "asked",
    [
        {"splice": [0, 1], "sum": 1, "base": 1},
        {"splice": [0, -1, "x"], "sum": 1, "base": 1},
        {"splice": [0, 1, 2], "sum": 1, "base": 1},
        {"splice": "abc", "sum": 1, "base": 1},
        {"splice": [0, 1, "x"], "base": 1},
        {"splice": [0, 1, "x"], "sum": 1, "base": 1, "text": "y"},
        {"text": "y", "base": 1, "sent": ["x"]},
        {"text": "y", "base": 1, "sent": 3},
        {"base": 1},
    ],
)
def test_what_changed_has_to_be_readable(
    anne: TestClient, database: Database, scan: Wijkscan, asked: dict[str, Any]
) -> None:
    assert ask(anne, scan, **asked).status_code == 400
    assert text_of(database, scan) == "Zesduizend."


def test_editors_hear_that_a_wijkscan_was_erased_for_good(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    assert anne.get(f"/wijkscan/{scan.id}").status_code == 204
    wijkscans.trash(database, scan.id, BRAM)
    chef = Author("Chef", Role.ADMIN)
    wijkscans.erase(database, scan.id, chef, wijkscans.REASONS[0])
    answer = put(anne, scan, "Nog iets.", 1)
    assert (answer.status_code, "voorgoed gewist" in answer.json()["fout"]) == (410, True)
    assert anne.get(f"/wijkscan/{scan.id}").status_code == 410
    # Of one that was never there it isn't said.
    assert anne.get("/wijkscan/WS00000000").status_code == 204


# -- photos


def add(client: TestClient, scan: Wijkscan, data: bytes) -> Response:
    return client.post(f"/wijkscan/{scan.id}/foto", content=data)


@pytest.mark.parametrize("data", [photo(exif=exif(6)), HEIC], ids=["jpeg", "heic"])
def test_a_photo_is_kept_without_where_it_was_made(
    anne: TestClient, database: Database, scan: Wijkscan, data: bytes
) -> None:
    answer = add(anne, scan, data)
    assert answer.status_code == 201
    shown = anne.get(f"/wijkscan/{scan.id}/foto/{answer.json()['id']}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["cache-control"] == "private, no-store"
    assert shown.content.startswith(b"\xff\xd8")
    assert SECRET not in shown.content
    assert len(wijkscans.pictures(database, scan.id, Role.TEAM)) == 1


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (SVG, 422, "SVG"),
        (b"", 422, "leeg"),
        (bomb(50_000), 422, "uitgepakt"),
        (b"\xff" * (pictures.LARGEST_FILE + 1), 413, "25 MB"),
    ],
    ids=["svg", "empty", "bomb", "large"],
)
def test_what_is_no_photo_is_not_kept(
    anne: TestClient, database: Database, scan: Wijkscan, data: bytes, status: int, said: str
) -> None:
    answer = add(anne, scan, data)
    assert answer.status_code == status
    assert said in answer.json()["fout"]
    assert wijkscans.pictures(database, scan.id, Role.TEAM) == []


@pytest.mark.parametrize("role", [None, Role.PARTNER])
def test_only_the_team_adds_photos(
    client: TestClient, database: Database, scan: Wijkscan, role: Role | None
) -> None:
    if role is not None:
        sign_in(client, database, role)
    assert add(client, scan, photo()).status_code in {401, 403}
    assert wijkscans.pictures(database, scan.id, Role.TEAM) == []


def test_a_photo_is_shown_to_who_may_see_its_wijkscan_only(
    anne: TestClient, database: Database, scan: Wijkscan
) -> None:
    address = f"/wijkscan/{scan.id}/foto/{add(anne, scan, photo()).json()['id']}"
    assert anne.get(address).status_code == 200
    other = wijkscans.start(database, BRAM, "WK000100", "GM0001", Head("Anders"))
    assert anne.get(address.replace(scan.id, other.id)).status_code == 404
    anne.cookies.clear()
    answer = anne.get(address)
    assert (answer.status_code, "fout" in answer.json()) == (404, True)
    head = wijkscans.parts(database, scan.id, Role.TEAM)["kop"]
    content = {**head.content, "visibility": "publiek"}
    wijkscans.save(database, scan.id, "kop", content, head.version, BRAM)
    assert anne.get(address).status_code == 200
