"""The routes beside the pages, asked over HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import secrets, toy
from wijkkaart import __version__
from wijkkaart.atlas import current
from wijkkaart.backgrounds import TILE_HOSTS
from wijkkaart.config import settings
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice
from wijkkaart.guide import guide
from wijkkaart.model import COUNTRY, RD
from wijkkaart.present import urls
from wijkkaart.record import RecordKind, Role
from wijkkaart.register import accounts, sessions
from wijkkaart.register.database import open_database
from wijkkaart.register.saving import create
from wijkkaart.register.writing import Author
from wijkkaart.store import MANIFEST, Store
from wijkkaart.web.headers import HEADERS, SecurityHeaders
from wijkkaart.web.routes import _Packed, routes
from wijkkaart.web.session import COOKIE

TILES = bytes(range(256)) * 40
HOSTILE = '</script><b>`${x}`\\ " \u2028 {{y}}'
CHOICE = Choice(toy.TOWN, "buurt", toy.COUNT, 2024)
FOREVER = "public, max-age=31536000, immutable"
TODAY = "private, max-age=86400, immutable"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy town with tiles and a place with a hostile name."""
    store = toy.town(tmp_path_factory.mktemp("web"))
    spot = toy.places([toy.place(HOSTILE, toy.at(0.2, 0.2), id="p-hostile")])
    with store.transaction() as draft:
        draft.add(toy.File("hostile").entry, places=spot)
        path = draft.scratch("kaart.pmtiles")
        path.write_bytes(TILES)
        draft.set_tiles("buurt-2024", path)
    return store.root


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=[Middleware(SecurityHeaders)])


@pytest.fixture
def client(app: Starlette, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("WIJKKAART_DATA", str(root))
    with TestClient(app, headers={"Accept-Encoding": "identity"}) as client:
        yield client


@pytest.fixture
def version(root: Path) -> str:
    return current(root).version


def _every_url(version: str) -> list[str]:
    country = Choice(COUNTRY, "buurt", toy.COUNT, 2024)
    return [
        urls.outlines(toy.TOWN, "buurt", 2024, version),
        urls.tiles("buurt", 2024, version),
        urls.names("buurt", 2024, version),
        urls.classes(country, version),
        urls.values(country, version),
        urls.places(toy.TOWN, version),
    ]


# -- health and headers


def test_health_says_ok_and_which_version(client: TestClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "version": __version__}


@pytest.mark.parametrize("broken", [MANIFEST, "areas", "figures", "coverage"])
def test_health_tells_what_is_wrong_with_the_data(
    client: TestClient, town: Store, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(town.root))
    names = [MANIFEST] if broken == MANIFEST else [n for n in town.manifest.files if n.startswith(broken)]
    for name in names:
        (town.root / name).write_bytes(b"kapot")
    answer = client.get("/health")
    if broken == "figures":  # read when they're asked for
        assert answer.status_code == 200
        answer = client.get(urls.values(CHOICE, "x"))
        assert "beschadigd" in answer.json()["fout"]
    else:
        assert answer.json()["status"] == "error"
        assert "gegevensmap" in answer.json()["error"]
    assert answer.status_code == 503


def test_a_broken_directory_is_told_by_every_route(
    client: TestClient, town: Store, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(town.root))
    (town.root / MANIFEST).write_text("{")
    for url in _every_url(version):
        answer = client.get(url)
        assert answer.status_code == 503
        assert "niet te lezen" in answer.json()["fout"]


def test_health_is_ok_before_anything_was_loaded(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(tmp_path / "leeg"))
    assert client.get("/health").status_code == 200
    assert client.get("/kaart/plekken/GM0001.json").status_code == 404


def test_every_answer_has_the_security_headers(client: TestClient, version: str) -> None:
    for url in [
        *_every_url(version),
        "/health",
        "/bestaat-niet",
        "/kaart/plekken/GM9999.json",
        "/assets/niets.js",
    ]:
        answer = client.get(url)
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name.decode()) == [value.decode()]


def test_browsers_are_sent_to_the_tile_servers_and_nowhere_else() -> None:
    policy = HEADERS[b"content-security-policy"].decode()
    origins = {word for word in policy.replace(";", " ").split() if "." in word or "//" in word}
    assert origins == set(TILE_HOSTS)
    assert all(host.startswith("https://") for host in TILE_HOSTS)


# -- caching


def test_an_answer_is_unchanging_only_for_who_asks_this_very_version(
    client: TestClient, version: str
) -> None:
    places = urls.places(toy.TOWN, guide(settings()).version)
    for url in _every_url(version)[:-1]:
        assert client.get(url).headers["cache-control"] == FOREVER
    # Persons may be in it, who can take their consent back.
    assert client.get(places).headers["cache-control"] == TODAY
    for other in ("oud", "", version + "0"):
        for url in _every_url(other):
            assert client.get(url).headers["cache-control"] == "no-cache"
    assert client.get(f"/kaart/plekken/{toy.TOWN}.json").headers["cache-control"] == "no-cache"


def test_what_a_browser_still_has_is_not_sent_again(client: TestClient, version: str) -> None:
    for url in _every_url(version):
        first = client.get(url)
        etag = first.headers["etag"]
        if ".pmtiles" in url:
            continue
        again = client.get(url, headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert client.get(url, headers={"If-None-Match": '"iets anders"'}).status_code == 200
        assert client.get(url, headers={"If-None-Match": f'"a", W/{etag}'}).status_code == 304


def test_answers_are_compressed_for_who_can_unpack_them(client: TestClient, version: str) -> None:
    for url in _every_url(version):
        if ".pmtiles" in url:
            continue
        plain = client.get(url)
        packed = client.get(url, headers={"Accept-Encoding": "br, gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == plain.content
        assert {plain.headers["vary"], packed.headers["vary"]} == {"Accept-Encoding"}
        assert plain.headers["etag"] == packed.headers["etag"]
        assert int(plain.headers["content-length"]) == len(plain.content)


def test_another_state_of_the_data_has_other_answers(
    client: TestClient, town: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(town.root))
    before = client.get(f"/kaart/plekken/{toy.VILLAGE}.json")
    toy.write(town.root, toy.File("meer", places=toy.places([toy.place("Nieuw", toy.at(4.2, 0.2))])))
    after = client.get(f"/kaart/plekken/{toy.VILLAGE}.json")
    assert before.json()["name"] == ["Dorpshuis"]
    assert after.json()["name"] == ["Dorpshuis", "Nieuw"]
    assert before.headers["etag"] != after.headers["etag"]


def test_an_answer_is_made_once_however_many_ask_at_the_same_time() -> None:
    packed, made, found = _Packed(), [], []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"antwoord"

    threads = [threading.Thread(target=lambda: found.append(packed.get("k", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_answer_that_could_not_be_made_is_tried_again() -> None:
    packed = _Packed()

    def fail() -> bytes:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - it has no message
        packed.get("k", fail)
    assert packed.get("k", lambda: b"goed")[1].startswith('"')


def test_a_bounded_number_of_answers_is_kept() -> None:
    packed = _Packed()
    for number in range(400):
        packed.get(str(number), lambda: b"x")
    assert len(packed._kept) <= 256


# -- content


def test_outlines_are_geojson_in_the_order_of_the_classes(client: TestClient, root: Path) -> None:
    atlas = current(root)
    found = client.get(urls.outlines(toy.TOWN, "buurt", 2024, "")).json()
    codes = [feature["properties"]["code"] for feature in found["features"]]
    figure = atlas.figure(CHOICE)
    assert codes == list(figure.areas.code)
    assert len(figure.class_text()) == len(codes)
    names = {feature["properties"]["code"]: feature["properties"]["name"] for feature in found["features"]}
    assert names[toy.RENAMED] == "Höfke"
    for feature in found["features"]:
        shape = gpd.GeoSeries([shapely.geometry.shape(feature["geometry"])], crs="EPSG:4326").to_crs(RD)[0]
        column, row, _ = toy.CELLS[feature["properties"]["code"]]
        assert shape.symmetric_difference(toy.square(column, row)).area < 0.01 * toy.SIDE**2


@pytest.mark.parametrize("level", ["gemeente", "wijk", "buurt"])
def test_outlines_exist_on_every_level(client: TestClient, root: Path, level: str) -> None:
    found = client.get(urls.outlines(toy.TOWN, level, 2023, "")).json()
    codes = [feature["properties"]["code"] for feature in found["features"]]
    assert codes == list(current(root).codes(level, 2023, toy.TOWN))


def test_names_classes_and_values_of_the_country_have_one_order(client: TestClient, root: Path) -> None:
    choice = Choice(COUNTRY, "buurt", toy.COUNT, 2024)
    names = client.get(urls.names("buurt", 2024, "")).json()
    classes = client.get(urls.classes(choice, "")).content
    values = client.get(urls.values(choice, "")).json()
    assert names["codes"] == sorted(toy.CELLS)
    assert names["names"] == [toy.CELLS[code][2] for code in names["codes"]]
    assert names["codes"] == list(current(root).areas("buurt", 2024, None).code)
    assert classes == current(root).figure(choice).class_bytes()
    assert list(classes[4:6]) == [254, 4]
    assert values[0] == "100 inwoners"
    assert len(names["codes"]) == len(classes) == len(values)


@pytest.mark.parametrize("method", list(Method))
def test_every_way_to_choose_classes_is_served(client: TestClient, method: Method) -> None:
    choice = Choice(toy.TOWN, "buurt", toy.SHARE, 2023, method, "gemeente")
    assert client.get(urls.classes(choice, "")).status_code == 200


def test_places_of_a_gemeente_are_columns_of_one_length(client: TestClient) -> None:
    found = client.get(urls.places(toy.TOWN, "")).json()
    assert {len(column) for column in found.values()} == {len(found["ids"])}
    assert "Bibliotheek" in found["name"]
    assert "Zwerfbieb" not in found["name"]
    assert HOSTILE in found["name"]


def test_tiles_are_given_in_pieces(client: TestClient, version: str) -> None:
    url = urls.tiles("buurt", 2024, version)
    whole = client.get(url)
    assert (whole.status_code, whole.content) == (200, TILES)
    assert whole.headers["accept-ranges"] == "bytes"
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, TILES[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(TILES)}"
    assert client.get(url, headers={"Range": "bytes=-10"}).content == TILES[-10:]
    assert client.get(url, headers={"Range": f"bytes={len(TILES) + 5}-"}).status_code == 416


# -- what isn't there


@pytest.mark.parametrize(
    "path",
    [
        "/kaart",
        "/kaart/",
        "/kaart/gebieden/GM9999/buurt-2024.json",
        "/kaart/gebieden/NL00/buurt-2024.json",
        "/kaart/gebieden/BU00010000/buurt-2024.json",
        "/kaart/gebieden/gm0001/buurt-2024.json",
        "/kaart/gebieden/GM0001/straat-2024.json",
        "/kaart/gebieden/GM0001/land-2024.json",
        "/kaart/gebieden/GM0001/buurt-1999.json",
        "/kaart/gebieden/GM0001/buurt--2024.json",
        "/kaart/gebieden/GM0001/buurt-02024.json",
        "/kaart/gebieden/GM0001/buurt-٢٠٢٤.json",
        "/kaart/gebieden/GM0001/buurt-2024.0.json",
        f"/kaart/gebieden/GM0001/buurt-{'9' * 30}.json",
        f"/kaart/gebieden/GM0001/buurt-{'9' * 5000}.json",
        "/kaart/gebieden/../../etc/passwd",
        "/kaart/gebieden/%2e%2e%2f%2e%2e%2fetc/buurt-2024.json",
        "/kaart/gebieden/..%5c..%5cetc/buurt-2024.json",
        "/kaart/gebieden/GM0001%00/buurt-2024.json",
        "/kaart/namen/buurt-1999.json",
        "/kaart/namen/x-2024.json",
        "/kaart/tegels/wijk-2024.pmtiles",
        "/kaart/tegels/buurt-1999.pmtiles",
        "/kaart/tegels/%2e%2e%2f%2e%2e%2fmanifest-2024.pmtiles",
        "/kaart/plekken/GM9999.json",
        "/kaart/plekken/NL00.json",
        "/kaart/plekken/.json",
        "/kaart/plekken/..%2f..%2fetc%2fpasswd.json",
        "/assets/../wijkkaart/config.py",
        "/assets/%2e%2e/config.py",
        "/manifest.json",
    ],
)
def test_unknown_things_are_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


_GOOD = {
    "gebied": toy.TOWN,
    "niveau": "buurt",
    "indicator": toy.COUNT,
    "jaar": "2024",
    "klassen": "kwantielen",
    "vergelijk": "",
}
_WRONG = [
    {"gebied": "GM9999"},
    {"gebied": ""},
    {"gebied": "BU00010000"},
    {"gebied": "../../etc"},
    {"niveau": "land"},
    {"niveau": "straat"},
    {"niveau": ""},
    {"indicator": "onbekend"},
    {"indicator": "__class__"},
    {"indicator": "woz_waarde"},
    {"jaar": "1999"},
    {"jaar": "twee"},
    {"jaar": ""},
    {"jaar": "2024.0"},
    {"jaar": "٢٠٢٤"},
    {"jaar": "9" * 6000},
    {"klassen": "willekeurig"},
    {"klassen": ""},
    {"vergelijk": "mars"},
    {"gebied": COUNTRY, "niveau": "land"},
]


@pytest.mark.parametrize("route", ["/kaart/klassen.bin", "/kaart/waarden.json"])
@pytest.mark.parametrize("wrong", _WRONG, ids=str)
def test_figures_that_do_not_exist_are_not_found(
    client: TestClient, route: str, wrong: dict[str, str]
) -> None:
    assert client.get(route, params=_GOOD).status_code == 200
    assert client.get(route, params=_GOOD | wrong).status_code == 404
    for gone in ("gebied", "niveau", "indicator", "jaar", "klassen"):
        assert client.get(route, params={k: v for k, v in _GOOD.items() if k != gone}).status_code == 404


def test_figures_without_boundaries_are_not_found(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(tmp_path / "zonder"))
    ground = toy.areas(2024)
    toy.write(tmp_path / "zonder", toy.File("f", ground[ground.level == "gemeente"], toy.observations()))
    assert client.get("/kaart/klassen.bin", params=_GOOD).status_code == 404


def test_only_reading_is_allowed(client: TestClient, version: str) -> None:
    for url in _every_url(version):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.request(method, url).status_code == 405


_ODD = st.one_of(
    st.sampled_from(["GM0001", "buurt", "2024", "../..", "\x00", "internal", "true", "%2e", "NL00"]),
    st.text(st.characters(codec="utf-8"), max_size=8),
)


@given(st.dictionaries(st.sampled_from([*_GOOD, "v", "role", "rol", "public", "kind"]), _ODD, max_size=6))
def test_odd_parameters_never_fail_and_never_show_who_did_not_agree(
    app: Starlette, root: Path, params: dict[str, str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIJKKAART_DATA", str(root))
        client = TestClient(app)
        for path in ("/kaart/klassen.bin", "/kaart/waarden.json"):
            assert client.get(path, params=_GOOD | params).status_code in (200, 404)
        answer = client.get(f"/kaart/plekken/{toy.TOWN}.json", params=params)
        assert answer.status_code == 200
        assert not any(word in answer.text for word in toy.HIDDEN_WORDS)


def test_key_persons_in_an_older_data_directory_are_given_to_nobody(client: TestClient) -> None:
    text = client.get(f"/kaart/plekken/{toy.TOWN}.json").text
    assert "Bibliotheek" in text
    assert not any(word in text for word in ("Mia Openbaar", "geheim", *toy.HIDDEN_WORDS))


# -- who asks


@pytest.fixture
def planted(tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The toy town with a register full of secrets."""
    monkeypatch.setenv("WIJKKAART_DATA", str(toy.town(tmp_path / "geheim").root))
    secrets.plant(open_database(settings()))
    return client


def cookie(role: Role) -> dict[str, str]:
    """The cookie of somebody with this role."""
    if role is Role.PUBLIC:
        return {}
    database, now = open_database(settings()), datetime.now(UTC)
    account = accounts.add(database, f"wie-{role}", "een lang wachtwoord 1", role, now)
    return {"Cookie": f"{COOKIE}={sessions.start(database, account, now)}"}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_what_it_may_see_and_nothing_is_kept_on_the_way(
    planted: TestClient, role: Role
) -> None:
    answer = planted.get(urls.places(toy.TOWN, guide(settings(), role).version), headers=cookie(role))
    secrets.assert_clean(answer.text, role)
    assert len(secrets.found(answer.text)) > 5
    if role is not Role.PUBLIC:
        assert answer.headers["cache-control"] == "private, no-store"
        assert "Cookie" in answer.headers["vary"]


def test_an_address_made_for_the_team_gives_others_what_is_public(planted: TestClient) -> None:
    address = urls.places(toy.TOWN, guide(settings(), Role.TEAM).version)
    team, public = planted.get(address, headers=cookie(Role.TEAM)), planted.get(address)
    plain = planted.get(urls.places(toy.TOWN, guide(settings()).version))
    assert team.json() != public.json() == plain.json()
    secrets.assert_clean(public.text, Role.PUBLIC)
    assert public.headers["cache-control"] == "no-cache"
    # Not even for who has the answer of the team: that it's still right is told to nobody else.
    again = planted.get(address, headers={"If-None-Match": team.headers["etag"]})
    assert again.status_code == 200
    assert again.json() == public.json()


def test_a_save_changes_the_address_and_the_answer(planted: TestClient) -> None:
    before = guide(settings()).version
    values = {"name": "Nieuwe plek", "category": "buurthuis", "status": "open", "gemeente": toy.TOWN}
    create(open_database(settings()), RecordKind.LOCATION, values, Author("Anne", Role.TEAM))
    after = guide(settings()).version
    assert before != after
    assert planted.get(urls.places(toy.TOWN, before)).headers["cache-control"] == "no-cache"
    assert planted.get(urls.places(toy.TOWN, after)).headers["cache-control"] == TODAY
    assert "Nieuwe plek" in guide(settings()).places(toy.TOWN)["name"].tolist()


def test_health_is_not_ok_without_the_register(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKKAART_DATABASE_URL", f"sqlite:///{tmp_path}/kapot.sqlite")
    (tmp_path / "kapot.sqlite").write_bytes(b"dit is geen database" * 100)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "error"
    assert "register" in answer.json()["error"]


@pytest.mark.parametrize("path", ["/health", f"/kaart/plekken/{toy.TOWN}.json"])
def test_what_is_wrong_inside_tells_nobody_where_the_register_is(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("WIJKKAART_DATA", str(toy.town(tmp_path / "stad").root))
    monkeypatch.setenv(
        "WIJKKAART_DATABASE_URL", "postgresql://geheimegebruiker:w8woord@127.0.0.1:9/geheimenaam"
    )
    answer = client.get(path)
    assert answer.status_code == 503
    assert "niet te bereiken" in answer.text
    for word in ("geheim", "127.0.0.1", "w8woord"):
        assert word not in answer.text


def test_json_is_utf8_and_named_so(client: TestClient, version: str) -> None:
    for url in _every_url(version):
        answer = client.get(url)
        kind = answer.headers["content-type"]
        if "json" in kind:
            value: Any = json.loads(answer.content.decode("utf-8"))
            assert value
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert (
        client.get(urls.outlines(toy.TOWN, "buurt", 2024, "")).headers["content-type"]
        == "application/geo+json"
    )
