"""Places out of OpenStreetMap: what is asked of Overpass, and what is made of its good and bad answers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.publishers import overpass
from tests.publishers.overpass import BASE, Element, Overpass
from tests.publishers.server import Publishers, dropped, gzipped, html_page, status, truncated
from wijkkaart.build.readers import osm as reader
from wijkkaart.build.readers import reader_of
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import osm
from wijkkaart.sources.client import Client
from wijkkaart.sources.osm_tags import Rules
from wijkkaart.sources.parts import Wanted

AMERSFOORT = Wanted("GM0307", "Amersfoort")
PATH = "/overpass/api/interpreter"
LIBRARY = Element("node", 1, 5.38, 52.15, {"amenity": "library", "name": "Eemhuis"})
PARK = Element("way", 2, 5.39, 52.16, {"leisure": "park", "name": "Randenbroek"})
STREET = Element("way", 3, 5.39, 52.16, {"highway": "residential", "name": "Langestraat"})
ELSEWHERE = replace(LIBRARY, number=4, gemeente="GM0362")


@pytest.fixture
def server(publishers: Publishers) -> Overpass:
    return overpass.at(publishers, Overpass([LIBRARY, PARK, STREET, ELSEWHERE]))


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path, max_wait_seconds=0.02)) as opened:
        yield opened


def fetched(client: Client, wanted: Wanted = AMERSFOORT) -> Raw:
    (piece,) = osm.pieces(wanted, client)
    (raw,) = piece.ask(client).raws()
    return raw


def ids(raw: Raw) -> list[str]:
    return sorted(raw.frame["type"] + "/" + raw.frame["id"])


def test_the_places_of_the_gemeente_come_with_the_date_of_the_data(client: Client, server: Overpass) -> None:
    raw = fetched(client)
    assert ids(raw) == ["node/1", "way/2"]
    park = raw.frame.set_index("id").loc["2"]
    assert (park["lon"], park["lat"], park["tags"]["name"]) == (5.39, 52.16, "Randenbroek")
    assert raw.facts["date"] == BASE[:10]
    assert raw.facts["gemeente"] == "GM0307"
    assert reader_of(raw) is reader


@pytest.mark.parametrize("written", ["307", "0307"])
def test_a_gemeente_is_found_however_its_code_is_written(
    client: Client, server: Overpass, written: str
) -> None:
    server.areas["GM0307"]["ref:gemeentecode"] = written
    assert len(fetched(client).frame) == 2
    assert len(server.queries) == 1


def test_a_gemeente_without_code_is_found_by_its_name(client: Client, server: Overpass) -> None:
    del server.areas["GM0307"]["ref:gemeentecode"]
    assert len(fetched(client).frame) == 2
    assert len(server.queries) == 2


def test_a_name_cannot_break_out_of_the_question(client: Client, server: Overpass) -> None:
    name = 'Ber"gen\\ (L.)'
    server.areas["GM0307"] = {"name": name, "admin_level": "8"}
    assert len(fetched(client, Wanted("GM0307", name)).frame) == 2


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ({}, "kent de gemeente Amersfoort .GM0307. niet"),
        ({"GM0362": {"name": "Amersfoort", "ref:gemeentecode": "362"}}, "een andere gemeente dan .*: 362"),
        ({"GM0307": {"name": "Amersfoort"}, "GM0362": {"name": "Amersfoort"}}, "meer dan een"),
        ({"GM0344": {"name": "Amersfoort", "ref:gemeentecode": "0307"}}, "geen enkele plek"),
    ],
)
def test_another_gemeente_or_none_is_refused(
    client: Client, server: Overpass, areas: dict[str, overpass.Tags], message: str
) -> None:
    server.areas = areas
    with pytest.raises(FetchError, match=message):
        fetched(client)


def test_a_second_time_nobody_is_asked(client: Client, server: Overpass) -> None:
    (piece,) = osm.pieces(AMERSFOORT, client)
    first = piece.ask(client).digest
    assert piece.ask(client).digest == first
    assert len(server.queries) == 1


def test_half_an_answer_with_a_remark_is_asked_again(client: Client, server: Overpass) -> None:
    server.remarks = 2
    assert len(fetched(client).frame) == 2
    assert len(server.queries) == 3


def test_a_remark_on_disk_is_not_taken_for_an_answer(
    publishers: Publishers, server: Overpass, tmp_path: Path
) -> None:
    server.remarks = 3
    for refresh in (False, True):
        with Client(publishers.settings(tmp_path, max_wait_seconds=0.01), refresh=refresh) as client:
            if not refresh:
                with pytest.raises(FetchError, match="te druk en gaf maar een deel"):
                    fetched(client)
                server.remarks = 1
            else:
                assert len(fetched(client).frame) == 2
    assert len(server.queries) == 5


def test_when_all_servers_are_busy_the_user_is_told(
    client: Client, publishers: Publishers, server: Overpass
) -> None:
    publishers.inject("/overpass*", status(429, Retry_After="0"))
    with pytest.raises(FetchError) as caught:
        fetched(client)
    assert caught.value.status == 429
    assert publishers.count("/overpass-2/*") > 0 < publishers.count("/overpass-3/*")


def test_a_mirror_is_asked_last(client: Client, publishers: Publishers, server: Overpass) -> None:
    overpass.at(publishers, server, "/overpass-3")
    publishers.inject(PATH, status(504))
    publishers.inject("/overpass-2/*", dropped)
    assert len(fetched(client).frame) == 2
    assert publishers.count(PATH) == 4 + 2  # with the client's own retries the first time


@pytest.mark.parametrize(
    "fault",
    [html_page(), truncated, gzipped(0.5), dropped, status(400), status(200, "[1, 2]", "application/json")],
)
def test_a_broken_answer_is_refused(
    client: Client, publishers: Publishers, server: Overpass, fault: object
) -> None:
    publishers.inject("/overpass*", fault)  # type: ignore[arg-type]
    with pytest.raises(FetchError):
        fetched(client)


def test_an_answer_packed_with_gzip_is_read(client: Client, publishers: Publishers, server: Overpass) -> None:
    publishers.inject(PATH, gzipped())
    assert len(fetched(client).frame) == 2


def test_an_answer_without_a_date_is_refused(
    client: Client, publishers: Publishers, server: Overpass
) -> None:
    area = {"type": "area", "id": 1, "tags": {"ref:gemeentecode": "307"}}
    body = json.dumps({"elements": [area, LIBRARY.answer]})
    publishers.inject(PATH, status(200, body, "application/json"))
    with pytest.raises(FetchError, match="niet van wanneer"):
        fetched(client)


def test_the_country_is_not_asked_for(client: Client) -> None:
    assert osm.pieces(Wanted("NL00"), client) == []


def test_the_probe_asks_for_libraries(client: Client, server: Overpass) -> None:
    assert osm.probe(client) == "1 bibliotheken in Amersfoort, stand van 2026-11-20"


def test_what_is_asked_for_is_what_has_a_category(client: Client, server: Overpass) -> None:
    kinds = [
        Element("node", number, 5.38, 52.15, {key: value.format(number) for key, value in tags.items()})
        for number, (_, tags) in enumerate(overpass.KINDS)
    ]
    server.elements = kinds
    rules = Rules()
    wanted = {f"node/{each.number}" for each in kinds if rules.category(each.tags)}
    assert set(ids(fetched(client))) == wanted
    assert 0 < len(wanted) < len(kinds)


def test_a_refuge_and_a_private_garden_are_not_even_sent(client: Client, server: Overpass) -> None:
    shelter = {"social_facility": "shelter", "amenity": "social_facility", "name": "x"}
    server.elements = [
        LIBRARY,
        *(
            replace(LIBRARY, number=10 + number, tags=shelter | {"social_facility:for": who})
            for number, who in enumerate(["woman", "woman;child", "victim", "homeless"])
        ),
        replace(PARK, number=20, tags={"leisure": "garden", "access": "private", "name": "Tuin"}),
        replace(PARK, number=21, tags={"leisure": "garden"}),
        replace(PARK, number=22, tags={"leisure": "garden", "garden:type": "community"}),
    ]
    assert ids(fetched(client)) == ["node/1", "node/13", "way/22"]


@pytest.mark.shared
def test_a_recorded_answer_is_understood(
    client: Client, publishers: Publishers, server: Overpass, shared: Path
) -> None:
    server.elements = [*overpass.recorded(shared)]
    raw = fetched(client, Wanted("GM0344", "Utrecht"))
    rules = Rules()
    assert {rules.category(tags) for tags in raw.frame["tags"]} == {"tandarts", "horeca", "sporthal"}
    assert raw.frame["lat"].between(52.07, 52.08).all()
