"""The open data API, asked over HTTP: what everybody may see, and nothing else, whoever asks."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import secrets, toy
from tests.export import sample
from tests.export.test_hsds import published, shared
from wijkkaart.config import Settings
from wijkkaart.core.schedules import full
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import saving
from wijkkaart.register.database import forget, open_database
from wijkkaart.web import api, open_data
from wijkkaart.web.headers import SecurityHeaders
from wijkkaart.web.rate import Rate

K = RecordKind
ROOT = open_data.ROOT
AUTHOR = saving.Author("Tester", Role.ADMIN)
MANY = 130


def _records() -> list[tuple[RecordKind, dict[str, Any], str]]:
    lat, lon = 52.1302, 5.3362
    at = {"latitude": lat, "longitude": lon, "gemeente": toy.TOWN}
    found: list[tuple[RecordKind, dict[str, Any], str]] = [
        (K.ORGANIZATION, {"name": "Stichting De Kamp", "status": "open"}, sample.ORG),
        (K.LOCATION, {"name": "Huis", "category": "buurthuis", "status": "open", **at}, sample.PLACE),
        (
            K.LOCATION,
            {"name": "Elders", "category": "moskee", "status": "open", "gemeente": toy.VILLAGE},
            sample.SHELTER,
        ),
        (
            K.SERVICE,
            {
                "name": "Samen eten",
                "status": "open",
                "organization_id": sample.ORG,
                "target_groups": ["ouderen"],
                "locations": [{"location_id": sample.PLACE}],
                "schedules": [full(**sample.TUESDAY)],
            },
            sample.OFFER,
        ),
        (K.NETWORK, {"name": "Wijknetwerk", "status": "open", "organization_id": sample.ORG}, sample.NETWORK),
    ]
    return found


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    root = tmp_path_factory.mktemp("api")
    toy.town(root)
    made = Settings(data=root)
    db = open_database(made)
    with saving.editing(db, AUTHOR) as edit:
        for kind, values, key in _records():
            edit.create(kind, saving.validation.cleaned(kind, values), key=key)
        for number in range(MANY):
            edit.create(K.ORGANIZATION, {"name": f"Club {number:03d}", "status": "open"})
    secrets.plant(db)
    yield made
    forget(made)


@pytest.fixture
def client(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("WIJKKAART_DATA", str(settings.data))
    monkeypatch.delenv("WIJKKAART_DATABASE_URL", raising=False)
    monkeypatch.setattr(api, "_rate", Rate(per_second=1000, burst=10_000))
    app = Starlette(routes=api.routes(), middleware=[Middleware(SecurityHeaders)])
    with TestClient(app, headers={"Accept-Encoding": "identity"}) as client:
        yield client


def _all(client: TestClient, name: str, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = client.get(f"{ROOT}/{name}", params={"per_page": 100, "page": page, **params}).json()
        found += answer["contents"]
        if answer["last_page"]:
            return found
        page += 1


# -- what it says


def test_the_start_tells_what_there_is(client: TestClient) -> None:
    found = client.get(f"{ROOT}/").json()
    assert found["version"] == "3.0"
    for path in [*found["resources"], found["openapi_url"]]:
        assert client.get(path).status_code == 200


def test_lists_are_paged_and_link_to_each_other(client: TestClient) -> None:
    first = client.get(f"{ROOT}/organizations", params={"per_page": 60, "q": "club"})
    assert first.json() | {"contents": []} == {
        "total_items": MANY,
        "total_pages": 3,
        "page_number": 1,
        "size": 60,
        "first_page": True,
        "last_page": False,
        "empty": False,
        "contents": [],
    }
    assert first.headers["x-total-count"] == str(MANY)
    names, links = [], first.links
    assert "prev" not in links
    answer = first
    while True:
        names += [found["name"] for found in answer.json()["contents"]]
        if "next" not in answer.links:
            break
        answer = client.get(answer.links["next"]["url"])
    assert names == [f"Club {number:03d}" for number in range(MANY)]
    assert "last" not in answer.links
    beyond = client.get(f"{ROOT}/organizations", params={"page": 999}).json()
    assert (beyond["empty"], beyond["last_page"], beyond["contents"]) == (True, True, [])


def test_one_record_has_all_that_belongs_to_it(client: TestClient) -> None:
    found = client.get(f"{ROOT}/services/{sample.OFFER}").json()
    assert found["organization"]["name"] == "Stichting De Kamp"
    assert found["service_at_locations"][0]["location"]["name"] == "Huis"
    assert found["schedules"][0]["byday"] == "TU"
    assert client.get(f"{ROOT}/networks/{sample.NETWORK}").json()["name"] == "Wijknetwerk"
    assert client.get(f"{ROOT}/organizations/{sample.OFFER}").status_code == 404


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("locations", {"category": "buurthuis", "q": "huis"}, [sample.PLACE]),
        ("locations", {"gemeente": toy.VILLAGE}, [sample.SHELTER]),
        ("services", {"target_group": "ouderen"}, [sample.OFFER]),
        ("services", {"gemeente": toy.TOWN, "q": "SAMEN eten"}, [sample.OFFER]),
        ("services", {"gemeente": "GM9999"}, []),
        ("services", {"updated_since": "2999-01-01"}, []),
        ("services", {"updated_since": "2001-01-01T00:00:00+01:00", "q": "samen"}, [sample.OFFER]),
    ],
)
def test_filters(client: TestClient, name: str, params: dict[str, str], expected: list[str]) -> None:
    found = [each["id"] for each in _all(client, name, **params)]
    assert [key for key in found if key in {sample.PLACE, sample.SHELTER, sample.OFFER}] == expected


def test_a_buurt_keeps_what_lies_in_it(client: TestClient) -> None:
    place = client.get(f"{ROOT}/locations/{sample.PLACE}").json()
    [buurt] = [tag["value"] for tag in place["attributes"] if tag["link_type"] == "buurt"]
    assert sample.OFFER in [found["id"] for found in _all(client, "services", buurt=buurt)]
    other = next(code for code in toy.CELLS if code != buurt)
    assert sample.OFFER not in [found["id"] for found in _all(client, "services", buurt=other)]


def test_places_are_on_the_map_and_offers_in_a_calendar(client: TestClient) -> None:
    answer = client.get(f"{ROOT}/places.geojson", params={"gemeente": toy.TOWN})
    assert answer.headers["content-type"] == "application/geo+json"
    names = {found["properties"]["Naam"] for found in answer.json()["features"]}
    assert "Huis" in names
    assert len(names) > 1  # those of sources too
    answer = client.get(f"{ROOT}/offers.ics", params={"gemeente": toy.TOWN, "q": "samen"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Samen eten" in answer.text
    assert "SUMMARY:Samen eten" not in client.get(f"{ROOT}/offers.ics", params={"gemeente": toy.VILLAGE}).text


# -- who sees it


def _everything(client: TestClient) -> str:
    paths = [f"{ROOT}/", f"{ROOT}/openapi.json"]
    texts = [client.get(path).text for path in paths]
    texts += [json.dumps(_all(client, name), ensure_ascii=False) for name in open_data.KINDS]
    for key in [record.id for record in secrets.records()]:
        texts += [client.get(f"{ROOT}/{name}/{key}").text for name in open_data.KINDS]
    for town in (toy.TOWN, toy.VILLAGE):
        texts.append(client.get(f"{ROOT}/places.geojson", params={"gemeente": town}).text)
        texts.append(client.get(f"{ROOT}/offers.ics", params={"gemeente": town}).text.replace("\r\n ", ""))
    for code in toy.CELLS:
        texts += [json.dumps(_all(client, name, buurt=code)) for name in open_data.KINDS]
    return "\n".join(texts)


def test_nothing_tells_more_than_everybody_may_see_and_no_cookie_opens_it(client: TestClient) -> None:
    text = _everything(client)
    secrets.assert_clean(text, Role.PUBLIC)
    assert secrets.named("place") in text
    client.cookies.set("wijkkaart_sessie", "wat dan ook")
    assert _everything(client) == text
    assert "set-cookie" not in client.get(f"{ROOT}/").headers


HIDDEN = sorted(secrets.least().keys() - secrets.expected(Role.PUBLIC))


def test_no_question_finds_out_what_no_answer_tells(client: TestClient) -> None:
    """A word, an id or a buurt that is hidden finds nothing, in the same words as what isn't there."""
    for secret in HIDDEN[::5]:
        for name in ("organizations", "services", "locations", "networks"):
            found = client.get(f"{ROOT}/{name}", params={"q": secret}).json()
            assert (found["total_items"], found["total_pages"]) == (0, 0), secret
        if len(secret) == 36:
            hidden = client.get(f"{ROOT}/locations/{secret}")
            nothing = client.get(f"{ROOT}/locations/{secrets.named('bestaat niet')}")
            assert (hidden.status_code, hidden.content) == (404, nothing.content)
    shelter = secrets.named("shelter")
    for name in ("locations", "services"):
        answer = client.get(f"{ROOT}/{name}", params={"buurt": secrets.HIDDEN_BUURT}).json()
        assert shelter not in json.dumps(answer)
        assert secrets.named("night shelter") not in json.dumps(answer)
    assert shelter in {each["id"] for each in _all(client, "locations", gemeente=secrets.GEMEENTE)}


def test_key_persons_and_notes_are_in_no_answer(client: TestClient) -> None:
    text = _everything(client)
    assert secrets.named("person who agreed") not in text
    assert secrets.named("note for everybody") not in text
    for name in ("contacts", "notes", "accounts", "contact"):
        assert client.get(f"{ROOT}/{name}").status_code == 404


# -- that it's kept, packed and shared


def test_whoever_has_it_already_gets_nothing_until_something_changes(
    client: TestClient, settings: Settings
) -> None:
    path = f"{ROOT}/organizations?q=kamp"
    first = client.get(path)
    etag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{path}&page=2").headers["etag"] != etag
    db = open_database(settings)
    saving.save(db, sample.ORG, 1, {"alternate_name": "Kamp"}, AUTHOR)
    changed = client.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.json()["contents"][0]["alternate_name"] == "Kamp"


def test_it_is_packed_for_who_can_unpack_it(client: TestClient) -> None:
    plain = client.get(f"{ROOT}/openapi.json")
    assert "content-encoding" not in plain.headers
    with client.stream("GET", f"{ROOT}/openapi.json", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content
        assert packed.headers["vary"] == "Accept-Encoding"


def test_other_sites_may_read_it_and_nobody_may_write(client: TestClient) -> None:
    answer = client.get(f"{ROOT}/services", headers={"Origin": "https://elders.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    before = client.options(f"{ROOT}/services")
    assert before.status_code == 204
    assert before.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, f"{ROOT}/services").status_code == 405
    assert client.head(f"{ROOT}/services").status_code == 200


# -- what can't be


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999",
        "per_page=101",
        "per_page=\u0661",
        "gemeente=BU00010000",
        "gemeente=0307",
        "buurt=GM0307",
        "category=bestaatniet",
        "target_group=x",
        "updated_since=gisteren",
        "role=beheerder",
        "q=" + "x" * 101,
        "q=" + "x" * 3000,
    ],
)
def test_a_question_that_cannot_be_is_refused_in_dutch(client: TestClient, query: str) -> None:
    answer = client.get(f"{ROOT}/services?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"] == "bad_request"
    assert answer.json()["fout"].endswith(".")


@pytest.mark.parametrize(
    "path",
    ["/x", "/services/x", "/services/..%2f..%2fregister", "/services/a/b", "/places.geojson?gemeente=GM9999"],
)
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(ROOT + path)
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found", "fout": "Dit is er niet."})


def test_who_asks_too_fast_has_to_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_rate", Rate(per_second=0.01, burst=2))
    codes = [client.get(f"{ROOT}/").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    answer = client.get(f"{ROOT}/")
    assert answer.json()["error"] == "too_many_requests"
    assert int(answer.headers["retry-after"]) > 1


def test_a_network_of_ipv6_is_one_client() -> None:
    rate = Rate(per_second=1, burst=1, clock=lambda: 0.0)
    asked = [
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8:0:1::1",
        "::ffff:192.0.2.1",
        "192.0.2.1",
        "192.0.2.2",
        "x",
    ]
    assert [rate.wait(client) > 0 for client in asked] == [False, True, False, False, True, False, False]


def test_a_rate_lets_through_again_and_forgets() -> None:
    now = [0.0]
    rate = Rate(per_second=1, burst=2, most=2, clock=lambda: now[0])
    assert [rate.wait("a") for _ in range(3)] == [0, 0, 1]
    now[0] = 1.0
    assert [rate.wait("a"), rate.wait("a")] == [0, 1]
    assert [rate.wait("b"), rate.wait("c"), rate.wait("a")] == [0, 0, 0]


def test_a_register_that_cannot_be_read_tells_nothing_of_itself(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy.town(tmp_path / "stuk")
    (tmp_path / "stuk" / "register.sqlite").write_bytes(b"geen database" * 1000)
    monkeypatch.setenv("WIJKKAART_DATA", str(tmp_path / "stuk"))
    answer = client.get(f"{ROOT}/services")
    assert answer.status_code == 503
    assert answer.json()["error"] == "unavailable"
    assert "sqlite" not in answer.text
    shutil.rmtree(tmp_path / "stuk")


# -- that it's what it says it is


def _validator(document: dict[str, Any], name: str) -> Draft202012Validator:
    registry: Registry = Registry().with_resource("", Resource.from_contents(document, DRAFT202012))
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def test_answers_hold_to_the_schema_that_is_given(client: TestClient) -> None:
    document = client.get(f"{ROOT}/openapi.json").json()
    for name, (_, table) in open_data.KINDS.items():
        answer = client.get(f"{ROOT}/{name}", params={"per_page": 100}).json()
        assert [error.message for error in _validator(document, f"{name}_page").iter_errors(answer)] == []
        one = client.get(f"{ROOT}/{name}/{answer['contents'][0]['id']}").json()
        assert [error.message for error in _validator(document, table).iter_errors(one)] == []
    failed = client.get(f"{ROOT}/services?page=0").json()
    assert list(_validator(document, "error").iter_errors(failed)) == []
    assert list(_validator(document, "services_page").iter_errors(failed)) != []


def test_every_route_is_described_and_every_description_is_a_route(client: TestClient) -> None:
    document = client.get(f"{ROOT}/openapi.json").json()
    described = {path.removeprefix(ROOT + "/") for path in document["paths"]}
    assert described == {
        *open_data.KINDS,
        *(f"{name}/{{id}}" for name in open_data.KINDS),
        "places.geojson",
        "offers.ics",
    }
    for path, said in document["paths"].items():
        assert client.get(path.replace("{id}", sample.ORG), params={"gemeente": toy.TOWN}).status_code in {
            200,
            400,
            404,
        }
        for parameter in said["get"]["parameters"]:
            if "$ref" in parameter:
                assert parameter["$ref"].rpartition("/")[2] in document["components"]["parameters"]


@shared
def test_answers_hold_to_hsds(client: TestClient) -> None:
    for name, (_, table) in open_data.KINDS.items():
        validator = published(table)
        for row in client.get(f"{ROOT}/{name}", params={"per_page": 100}).json()["contents"]:
            assert [error.message for error in validator.iter_errors(row)] == []
