"""The client: what it asks, what it keeps, and what it says of everything that can go wrong."""

import gc
import hashlib
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

import wijkkaart
from tests import effort
from tests.publishers import server as faults
from tests.publishers.server import Fault, Publishers
from wijkkaart.config import URLS
from wijkkaart.errors import FetchError, Stopped
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.faults import disguised
from wijkkaart.sources.transport import Transport

NOW = timedelta(0)
"""A freshness that nothing on disk has."""
BODY = json.dumps({"value": [{"Key": f"BU0307{n:04}", "Title": "Stadskern é"} for n in range(400)]})


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    publishers.give("/cbs/odata", BODY)
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How many seconds each wait of a client should last, from when it begins."""
    return _noted(monkeypatch, wait=True)


@pytest.fixture
def skipped(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The same, of waits that end at once."""
    return _noted(monkeypatch, wait=False)


def _noted(monkeypatch: pytest.MonkeyPatch, *, wait: bool) -> list[float]:
    found: list[float] = []
    real = Transport.wait

    def noting(self: Transport, seconds: float) -> None:
        if seconds:
            found.append(seconds)
        real(self, seconds if wait else 0)

    monkeypatch.setattr(Transport, "wait", noting)
    return found


def fails(client: Client, path: str = "odata", **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.get("cbs", path, **options)
    assert all((caught.value.found, caught.value.expected, caught.value.remedy))
    return caught.value


def kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "antwoorden").rglob("*") if path.is_file()]


def make_old(tmp_path: Path) -> None:
    """Let everything that is kept be two days old."""
    for about in (tmp_path / "antwoorden" / "replies" / "asked").iterdir():
        two_days_ago = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        about.write_text(json.dumps({**json.loads(about.read_bytes()), "fetched": two_days_ago}))


# What is asked


def test_a_reply_says_what_was_asked_when_and_what_came(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    reply = client.get("cbs", "/odata", {"$format": "json"})
    assert reply.url == publishers.url_for("/cbs/odata?$format=json")
    assert reply.body == BODY.encode()
    assert reply.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert reply.json() == json.loads(BODY)
    assert reply.content_type == "application/json"
    assert abs(datetime.now(UTC) - datetime.fromisoformat(reply.fetched)) < timedelta(seconds=60)
    assert reply.path.is_relative_to(tmp_path / "antwoorden")


def test_parameters_have_20_for_a_space_and_a_literal_dollar(client: Client, publishers: Publishers) -> None:
    client.get("cbs", "odata", {"$filter": "WijkenEnBuurten eq 'GM0307    '", "$select": "a,b&c+d"})
    query = publishers.requests[0].environ["REQUEST_URI"].split("?")[1]
    assert query == "$filter=WijkenEnBuurten%20eq%20%27GM0307%20%20%20%20%27&$select=a%2Cb%26c%2Bd"
    assert publishers.requests[0].args["$select"] == "a,b&c+d"


def test_parameters_go_behind_those_of_the_path(client: Client, publishers: Publishers) -> None:
    client.get("cbs", "odata?$skip=10", {"$format": "json"})
    assert publishers.requests[0].query_string == b"$skip=10&$format=json"


def test_the_client_says_who_asks_and_takes_gzip(publishers: Publishers, tmp_path: Path) -> None:
    publishers.give("/cbs/odata", BODY)
    with Client(publishers.settings(tmp_path, contact="gemeente@voorbeeld.nl\r\nX-Kwaad: ja")) as client:
        client.get("cbs", "odata", headers={"Accept": "application/geo+json"})
    headers = publishers.requests[0].headers
    assert headers["User-Agent"] == f"wijkkaart/{wijkkaart.__version__} (gemeente@voorbeeld.nl X-Kwaad: ja)"
    assert headers["Accept-Encoding"] == "gzip"
    assert headers["Accept"] == "application/geo+json"


def test_without_a_contact_only_the_version_is_said(client: Client, publishers: Publishers) -> None:
    client.get("cbs", "odata")
    assert publishers.requests[0].headers["User-Agent"] == f"wijkkaart/{wijkkaart.__version__}"


@pytest.mark.parametrize("own", [URLS["cbs"], URLS["cbs"].replace("https:", "http:"), URLS["cbs"] + ":443"])
def test_a_link_to_the_publisher_itself_goes_to_its_mirror(
    client: Client, publishers: Publishers, own: str
) -> None:
    reply = client.get("dataderden", f"{own}/odata?$skip=1%200#top")
    assert reply.url == publishers.url_for("/cbs/odata?$skip=1%200")


def test_a_link_to_another_host_goes_there(client: Client, publishers: Publishers) -> None:
    publishers.give("/elders", "[]")
    assert client.get("cbs", publishers.url_for("/elders")).json() == []


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "ftp://opendata.cbs.nl/a", "http:///odata", "https://[1"]
)
def test_a_link_to_anything_but_the_web_is_refused(client: Client, link: str) -> None:
    assert "begint niet met http of https" in fails(client, link).found


def test_a_post_sends_its_form_and_is_kept_by_it(client: Client, publishers: Publishers) -> None:
    def echo(request: Request) -> Response:
        return Response(json.dumps({"asked": request.form["data"]}), content_type="application/json")

    publishers.expect_request("/overpass/api", method="POST").respond_with_handler(echo)
    answers = [
        client.post("overpass", "api", {"data": query}).json()["asked"] for query in ("a b", "c", "a b")
    ]
    assert answers == ["a b", "c", "a b"]
    assert publishers.count() == 2


def test_cookies_are_not_kept(client: Client, publishers: Publishers) -> None:
    publishers.give("/cbs/koekje", "{}", Set_Cookie="spoor=1")
    client.get("cbs", "koekje")
    client.get("cbs", "odata")
    assert "Cookie" not in publishers.requests[1].headers


# What is kept


def test_a_fresh_reply_comes_from_disk_also_for_the_next_client(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    first = client.get("cbs", "odata")
    with Client(publishers.settings(tmp_path)) as other:
        assert other.get("cbs", "odata") == first
    assert publishers.count() == 1


@pytest.mark.parametrize(
    ("header", "value", "asks"),
    [
        ("ETag", '"a1"', "If-None-Match"),
        ("Last_Modified", "Sat, 21 Nov 2026 10:00:00 GMT", "If-Modified-Since"),
    ],
)
def test_an_old_reply_is_asked_for_conditionally(
    client: Client, publishers: Publishers, tmp_path: Path, header: str, value: str, asks: str
) -> None:
    publishers.give("/cbs/groot", BODY, **{header: value})
    first = client.get("cbs", "groot")
    make_old(tmp_path)
    second = client.get("cbs", "groot")
    assert publishers.requests[1].headers[asks] == value
    assert (second.path, second.sha256, second.content_type) == (first.path, first.sha256, first.content_type)
    assert second.fetched >= first.fetched
    client.get("cbs", "groot")
    assert publishers.count() == 2


def test_a_changed_reply_replaces_the_old_one_whose_body_stays_readable(
    client: Client, publishers: Publishers
) -> None:
    publishers.give("/cbs/groot", "[1]", ETag='"a1"')
    first = client.get("cbs", "groot")
    publishers.clear()
    publishers.give("/cbs/groot", "[2]", ETag='"a2"')
    second = client.get("cbs", "groot", fresh=NOW)
    assert (first.json(), second.json()) == ([1], [2])
    assert client.get("cbs", "groot") == second


def test_refresh_asks_once_and_unconditionally(publishers: Publishers, tmp_path: Path) -> None:
    publishers.give("/cbs/groot", BODY, ETag='"a1"')
    with Client(publishers.settings(tmp_path)) as client:
        client.get("cbs", "groot")
    with Client(publishers.settings(tmp_path), refresh=True) as client:
        client.get("cbs", "groot")
        client.get("cbs", "groot")
        assert publishers.count() == 2
        client.get("cbs", "groot", fresh=NOW)
    assert publishers.count() == 3
    assert not any("If-None-Match" in request.headers for request in publishers.requests)


@pytest.mark.parametrize("part", ["asked/*.json", "bodies/*"])
@pytest.mark.parametrize("damage", [b"", b"{}", b"[1", b'{"url": 1}'])
def test_a_damaged_cache_is_asked_anew(
    client: Client, publishers: Publishers, tmp_path: Path, part: str, damage: bytes
) -> None:
    client.get("cbs", "odata")
    for file in (tmp_path / "antwoorden" / "replies").glob(part):
        file.write_bytes(damage)
    assert client.get("cbs", "odata").body == BODY.encode()
    assert publishers.count() == 2


def test_the_body_keeps_the_ending_of_its_address(client: Client, publishers: Publishers) -> None:
    publishers.give("/lrk/export.CSV", "a;b", "text/csv")
    publishers.give("/lrk/export.naar/binnen", "a;b", "text/csv")
    assert client.get("lrk", "export.CSV", {"x": "../y.exe"}).path.suffix == ".csv"
    assert client.get("lrk", "export.naar/binnen").path.suffix == ""


def test_what_was_used_longest_ago_goes_when_there_is_too_much(
    publishers: Publishers, tmp_path: Path
) -> None:
    for name in "abc":
        publishers.give(f"/cbs/{name}", json.dumps(name * 1000))
    with Client(publishers.settings(tmp_path, max_cache_bytes=2500)) as client:
        for hours, name in [(3, "a"), (2, "b"), (1, "c")]:
            used = time.time() - hours * 3600
            os.utime(client.get("cbs", name).path, (used, used))
        client.get("cbs", "a")
    with Client(publishers.settings(tmp_path)) as client:
        before = publishers.count()
        client.get("cbs", "a")
        client.get("cbs", "c")
        assert publishers.count() == before
        client.get("cbs", "b")
        assert publishers.count() == before + 1


def test_nothing_but_whole_answers_is_left_on_disk(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    publishers.inject("/cbs/*", faults.truncated)
    fails(client)
    assert kept(tmp_path) == []


def test_other_users_of_the_machine_cannot_read_what_came(client: Client, tmp_path: Path) -> None:
    assert (tmp_path / "antwoorden" / "replies").stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_made_is_said(publishers: Publishers, tmp_path: Path) -> None:
    (tmp_path / "antwoorden").write_text("in de weg")
    with pytest.raises(FetchError, match=r"kunnen niet worden bewaard.*WIJKKAART_CACHE"):
        Client(publishers.settings(tmp_path))


def test_a_full_disk_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    assert "No space left" in fails(client).found


# Faults that pass


PASSING = {
    "429": faults.status(429),
    "429, wait": faults.status(429, Retry_After="0"),
    "429, wait nonsense": faults.status(429, Retry_After="even"),
    "500": faults.status(500, "Internal Server Error"),
    "502": faults.status(502),
    "503": faults.status(503),
    "504": faults.status(504),
    "dropped": faults.dropped,
    "truncated": faults.truncated,
    "broken chunks": faults.broken_chunks,
    "gzip that ends early": faults.gzipped(0.9),
    "gzip without its last bytes": faults.gzipped(0.999),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_goes_unnoticed(client: Client, publishers: Publishers, fault: Fault) -> None:
    publishers.inject("/cbs/*", fault, times=3)
    assert client.get("cbs", "odata").body == BODY.encode()
    assert publishers.count() == 4


@pytest.mark.parametrize(
    ("fault", "said", "status"),
    [
        (faults.status(429), r"vindt dat er te veel gevraagd wordt \(fout 429\)\.", 429),
        (faults.status(503), r"heeft een storing \(fout 503\)\.", 503),
        (faults.status(500, "Kapot"), r"heeft een storing \(fout 500\): ‘Kapot’\.", 500),
        (faults.dropped, r"verbrak de verbinding", 0),
        (faults.truncated, r"is niet compleet", 200),
        (faults.broken_chunks, r"is niet compleet", 200),
        (faults.gzipped(0.5), r"is niet compleet", 200),
    ],
)
def test_a_fault_that_stays_is_said_after_three_retries(
    client: Client, publishers: Publishers, fault: Fault, said: str, status: int
) -> None:
    publishers.inject("/cbs/*", fault)
    with pytest.raises(FetchError, match=said) as caught:
        client.get("cbs", "odata")
    assert caught.value.status == status
    assert publishers.count() == 4


def test_a_publisher_that_just_failed_gets_one_try_until_it_answers(
    client: Client, publishers: Publishers
) -> None:
    publishers.inject("/cbs/*", faults.status(503), times=5)
    fails(client)
    fails(client)
    assert publishers.count() == 5
    client.get("cbs", "odata")
    publishers.inject("/cbs/*", faults.status(503), times=3)
    client.get("cbs", "odata", fresh=NOW)


def test_each_retry_waits_longer(publishers: Publishers, tmp_path: Path, skipped: list[float]) -> None:
    publishers.inject("/cbs/*", faults.status(503))
    with Client(publishers.settings(tmp_path, retry_seconds=10)) as client:
        fails(client)
    assert publishers.count() == 4
    first, second, third = skipped
    assert 10 <= first <= 15
    assert 20 <= second <= 30
    assert 40 <= third <= 60


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_the_wait_that_a_publisher_asks_for_is_kept(
    client: Client, publishers: Publishers, form: str, skipped: list[float]
) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    wait = "50" if form == "seconds" else until
    publishers.inject("/cbs/*", faults.status(429, Retry_After=wait), times=1)
    client.get("cbs", "odata")
    (seconds,) = skipped
    # Until a date there's as much less as the question took.
    assert seconds == 50 if form == "seconds" else 10 < seconds <= 50


@pytest.mark.parametrize(("wait", "said"), [("600", "over 10 minuten"), ("10800", "over 3 uur")])
def test_a_publisher_that_asks_for_a_long_wait_is_left_alone(
    client: Client, publishers: Publishers, wait: str, said: str
) -> None:
    publishers.inject("/cbs/*", faults.status(503, Retry_After=wait))
    assert said in fails(client).remedy
    assert publishers.count() == 1


def test_a_query_with_too_many_rows_is_not_asked_again(client: Client, publishers: Publishers) -> None:
    text = '{"odata.error":{"code":"","message":{"value":"The query returns more than 10000 records."}}}'
    publishers.inject("/cbs/*", faults.status(500, text, "application/json"), times=1)
    error = fails(client)
    assert (error.status, error.excerpt) == (500, text)
    assert "‘The query returns more than 10000 records.’" in error.found
    assert publishers.count() == 1


def test_silence_ends_in_a_message(publishers: Publishers, tmp_path: Path) -> None:
    done = threading.Event()
    publishers.give("/cbs/odata", BODY)
    publishers.inject("/cbs/*", faults.slow(done))
    with Client(publishers.settings(tmp_path, retries=1)) as client:
        assert "gaf te lang geen antwoord" in fails(client, read_seconds=0.1).found
    done.set()
    until(lambda: publishers.count() == 2)  # who asks may leave before a busy server heard the question


def test_silence_amid_the_body_ends_in_a_message(publishers: Publishers, tmp_path: Path) -> None:
    done = threading.Event()

    def half(_request: Request) -> Response:
        def body() -> Iterator[bytes]:
            yield b"[1,"
            done.wait(10)

        return Response(body(), content_type="application/json")

    publishers.expect_request("/cbs/odata").respond_with_handler(half)
    with Client(publishers.settings(tmp_path, retries=0, read_seconds=0.1)) as client:
        assert "gaf te lang geen antwoord" in fails(client).found
    done.set()


def test_a_closed_door_is_said(publishers: Publishers, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with Client(publishers.settings(tmp_path, urls={"cbs": url})) as client:
        assert "neemt de verbinding niet aan" in fails(client).found


def test_no_network_is_said(publishers: Publishers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Client(publishers.settings(tmp_path, urls={"cbs": "https://opendata.cbs.nl"})) as client:
        error = fails(client)
    assert error.found == "Het adres opendata.cbs.nl is niet gevonden."
    assert "Controleer de verbinding met internet" in error.remedy


def test_a_proxy_that_is_not_there_is_said(
    publishers: Publishers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with Client(publishers.settings(tmp_path, urls={"cbs": "http://opendata.cbs.nl"})) as client:
        assert "De proxy" in fails(client).found


def test_a_certificate_that_cannot_be_trusted_is_said_at_once(publishers: Publishers, tmp_path: Path) -> None:
    url = publishers.url_for("").replace("http:", "https:")
    with Client(publishers.settings(tmp_path, urls={"cbs": url}, retry_seconds=60)) as client:
        assert "is niet te vertrouwen" in fails(client).found


# Faults that stay


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (
            faults.status(400, '{"detail": "bbox is fout"}'),
            400,
            "neemt de vraag niet aan (fout 400): ‘bbox is fout’",
        ),
        (faults.status(403), 403, "weigert de toegang (fout 403)"),
        (
            faults.status(404, "<html>Niet gevonden</html>", "text/html"),
            404,
            "kent dit adres niet (fout 404): http",
        ),
        (faults.status(410), 410, "kent dit adres niet (fout 410)"),
        (faults.status(204), 204, "(fout 204)"),
        (faults.status(304), 304, "(fout 304)"),
        (faults.html_page(), 200, "gaf een webpagina in plaats van gegevens"),
        (faults.status(200, "<table><tr>", "text/html"), 200, "gaf een webpagina"),
        (
            faults.status(200, "\ufeff <!-- hoi -->\n<HTML lang=nl>", "application/json"),
            200,
            "gaf een webpagina",
        ),
        (faults.xml_exception("Unknown type &lt;b&gt;"), 200, "meldt een fout: ‘Unknown type <b>’"),
        (
            faults.status(
                200,
                "<ServiceExceptionReport><ServiceException code='x'><![CDATA[ Kapot ]]></ServiceException>",
                "text/xml",
            ),
            200,
            "meldt een fout: ‘Kapot’",
        ),
        (faults.status(200, "x", Content_Encoding="br"), 200, "pakt het antwoord in als ‘br’"),
    ],
)
def test_a_lasting_fault_is_said_at_once(
    client: Client, publishers: Publishers, fault: Fault, status: int, said: str
) -> None:
    publishers.inject("/cbs/*", fault)
    error = fails(client)
    assert said in error.found
    assert error.status == status
    assert publishers.count() == 1


def test_a_long_message_of_a_publisher_is_cut(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/*", faults.status(400, "lang verhaal " * 500))
    assert len(fails(client).found) < 400


def test_a_page_made_to_keep_us_busy_does_not(client: Client, publishers: Publishers) -> None:
    page = "<!---->" * 600
    with effort.ending(0.01):
        assert disguised("https://cbs.example/kwaad", "application/json", page.encode()) is None
    publishers.give("/cbs/kwaad", page)
    client.get("cbs", "kwaad")


def test_a_web_page_is_good_when_that_was_asked(client: Client, publishers: Publishers) -> None:
    publishers.give("/leefbaarometer/open-data", "<!doctype html><p>Downloads", "text/html")
    assert b"Downloads" in client.get("leefbaarometer", "open-data", html=True).body
    with pytest.raises(FetchError, match="webpagina"):
        client.get("leefbaarometer", "open-data")


def test_data_that_is_called_a_web_page_is_taken(client: Client, publishers: Publishers) -> None:
    publishers.give("/lrk/export.csv", "lrk_id;naam\n1;De <b>Beer</b>", "text/html")
    assert client.get("lrk", "export.csv").body.startswith(b"lrk_id")


@pytest.mark.parametrize("fault", [None, faults.gzipped()])
def test_an_answer_that_is_too_large_is_refused_also_when_it_unpacks_to_that(
    publishers: Publishers, tmp_path: Path, fault: Fault | None
) -> None:
    publishers.give("/cbs/odata", b"0" * 3_000_000)
    if fault:
        publishers.inject("/cbs/*", fault)
    with Client(publishers.settings(tmp_path, max_file_bytes=2_000_000)) as client:
        assert "is te groot" in fails(client).found
    assert publishers.count() == 1


def test_gzip_is_unpacked(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/*", faults.gzipped())
    assert client.get("cbs", "odata").body == BODY.encode()


def test_a_redirect_is_followed(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/oud", faults.redirected("/cbs/odata"))
    reply = client.get("cbs", "oud")
    assert reply.body == BODY.encode()
    assert reply.url == publishers.url_for("/cbs/oud")


def test_redirects_in_a_circle_end(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/odata", faults.redirected("/cbs/odata"))
    assert "blijft doorverwijzen" in fails(client).found
    assert publishers.count() == 6


def test_a_redirect_out_of_the_web_is_refused(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/*", faults.redirected("file:///etc/passwd"))
    assert "verwijst naar een adres dat dat niet doet" in fails(client).found


@pytest.mark.parametrize("url", ["file:///etc", "opendata.cbs.nl", "https://", "https://[1", "https://a:b"])
def test_a_setting_that_is_no_address_is_said(publishers: Publishers, tmp_path: Path, url: str) -> None:
    with Client(publishers.settings(tmp_path, urls={"cbs": url}, retry_seconds=60)) as client:
        assert "WIJKKAART_URL_" in fails(client).remedy


def test_json_is_read_whatever_charset_is_declared(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/*", faults.charset("iso-8859-1"))
    assert client.get("cbs", "odata").json() == json.loads(BODY)


@pytest.fixture
def no_collecting() -> Iterator[None]:
    """Nested as deep as Python can go, what earlier tests left can't be finalised."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("body", [b'{"naam": "caf\xe9"}', b'{"value": [', b"", b"[" * 100_000])
def test_what_is_no_json_is_said(
    client: Client, publishers: Publishers, body: bytes, no_collecting: None
) -> None:
    publishers.give("/cbs/half", body)
    with pytest.raises(FetchError, match="geen JSON"):
        client.get("cbs", "half").json()


# Many at once, and stopping


def test_one_host_gets_one_question_at_a_time_and_the_same_one_only_once(
    client: Client, publishers: Publishers
) -> None:
    busy, most = 0, 0

    def answer(_request: Request) -> Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        time.sleep(0.02)
        busy -= 1
        return Response("[]", content_type="application/json")

    publishers.expect_request("/cbs/traag").respond_with_handler(answer)
    replies: list[Reply] = []
    threads = [
        threading.Thread(target=lambda n=n: replies.append(client.get("cbs", "traag", {"n": str(n % 3)})))
        for n in range(9)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(replies) == 9
    assert most == 1
    assert publishers.count() == 3


def test_a_host_is_not_asked_more_often_than_is_set(publishers: Publishers, tmp_path: Path) -> None:
    publishers.give("/cbs/odata", BODY)
    with Client(publishers.settings(tmp_path, requests_per_second=20)) as client:
        started = time.monotonic()
        for _ in range(5):
            client.get("cbs", "odata", fresh=NOW)
        asked = time.monotonic() - started
        client.get("cbs", "odata")
    assert asked >= 0.2


def stops(client: Client, waits: Callable[[], bool]) -> None:
    """A request that `waits` for a minute or more, and one that waits for its turn, end soon after `stop`."""
    outcome: list[str] = []

    def ask() -> None:
        try:
            client.get("cbs", "odata")
        except Stopped as stopped:
            outcome.append(str(stopped))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(waits)
    client.stop()
    for thread in threads:
        thread.join(30)
    assert outcome == ["Het ophalen is gestopt."] * 2


def until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_stopping_ends_the_wait_for_an_answer(publishers: Publishers, tmp_path: Path) -> None:
    done = threading.Event()
    publishers.inject("/cbs/*", faults.slow(done, 120))
    with Client(publishers.settings(tmp_path, read_seconds=120)) as client:
        stops(client, lambda: publishers.count() == 1)
        left = [thread for thread in threading.enumerate() if thread.name == "wijkkaart-fetch"]
        done.set()
        for thread in left:
            thread.join(30)
    assert left
    assert kept(tmp_path) == []


def test_stopping_ends_the_wait_before_a_retry(
    publishers: Publishers, tmp_path: Path, waits: list[float]
) -> None:
    publishers.inject("/cbs/*", faults.status(503, Retry_After="120"))
    with Client(publishers.settings(tmp_path, max_wait_seconds=120)) as client:
        stops(client, lambda: waits == [120])


def test_stopping_ends_the_wait_for_a_turn(
    publishers: Publishers, tmp_path: Path, waits: list[float]
) -> None:
    publishers.give("/cbs/odata", BODY)
    with Client(publishers.settings(tmp_path, requests_per_second=0.001)) as client:
        client.get("cbs", "odata", {"n": "1"})
        stops(client, lambda: len(waits) == 1)
    assert waits[0] > 120


def test_a_caller_can_leave_a_publisher_alone_for_a_while(
    publishers: Publishers, tmp_path: Path, waits: list[float]
) -> None:
    with Client(publishers.settings(tmp_path, max_wait_seconds=0.1)) as client:
        started = time.monotonic()
        client.wait(3600)
        assert time.monotonic() - started >= 0.1
        assert waits == [0.1]
        client.stop()
        with pytest.raises(Stopped):
            client.wait(0)


def test_a_stopped_client_asks_nothing_more(client: Client, publishers: Publishers) -> None:
    client.stop()
    for _ in range(2):
        with pytest.raises(Stopped):
            client.get("cbs", "odata")
    assert publishers.count() == 0
