"""OGC API Features: every page to the end, and nothing taken of an answer that isn't whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

from tests.publishers import server as faults
from tests.publishers.server import Publishers
from wijkkaart.errors import FetchError
from wijkkaart.sources import features, geojson
from wijkkaart.sources.client import Client

PLACES = "/cbs/ogc/v1/collections/plekken"
POINT = {"type": "Point", "coordinates": [5.4, 52.1]}


def feature(number: int, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(number),
        "properties": {"n": number, **properties},
        "geometry": POINT,
    }


def page(rows: list[dict[str, Any]], following: str = "", **extra: Any) -> str:
    links = [{"rel": "self", "href": "https://api.pdok.nl/hier"}]
    if following:
        links.append({"rel": "next", "href": f"http://binnen:8080{PLACES}/items?{following}"})
    body = {"type": "FeatureCollection", "links": links, "features": rows, "numberReturned": len(rows)}
    return json.dumps(body | extra)


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


def serve(publishers: Publishers, *bodies: str) -> None:
    """Answer with the body that the cursor names, the first when there's none."""

    def answer(request: Request) -> Response:
        turn = int(request.args.get("cursor", "0|").removesuffix("|"))
        return Response(bodies[turn], content_type="application/geo+json")

    publishers.expect_request(f"/pdok-api{PLACES}/items").respond_with_handler(answer)


def fails(client: Client, most: int = 10) -> FetchError:
    with pytest.raises(FetchError) as caught:
        features.items(client, "pdok-api", PLACES, most=most)
    assert all((caught.value.found, caught.value.expected, caught.value.remedy))
    return caught.value


def test_pages_are_followed_to_the_end_by_their_cursor(client: Client, publishers: Publishers) -> None:
    # The cursor has a sign that must come back as it was, and the link a host that only the server knows.
    first = page([feature(1), feature(2)], "cursor=1%7C&f=json&limit=1000&gemeentecode=GM0307")
    serve(publishers, first, page([feature(3)]))
    found = features.items(client, "pdok-api", PLACES, {"gemeentecode": "GM0307"})
    assert [each["properties"]["n"] for each in found.features] == [1, 2, 3]
    assert len(found.replies) == 2
    assert [request.args.to_dict() for request in publishers.requests] == [
        {"f": "json", "limit": "1000", "gemeentecode": "GM0307"},
        {"cursor": "1|", "f": "json", "limit": "1000", "gemeentecode": "GM0307"},
    ]


def test_the_pages_make_one_table_in_degrees(client: Client, publishers: Publishers) -> None:
    bare = {"type": "Feature", "properties": None, "geometry": None}
    serve(publishers, page([feature(1, naam="é"), bare]))
    replies = features.items(client, "pdok-api", PLACES).replies
    frame, geometry = geojson.table(geojson.features(replies))
    assert frame.naam.tolist()[0] == "é"
    assert geometry.crs == geojson.CRS84
    assert (geometry.iloc[0].x, geometry.iloc[1]) == (5.4, None)


def test_a_page_with_fewer_features_than_it_says_is_refused(client: Client, publishers: Publishers) -> None:
    serve(publishers, page([feature(1)], numberReturned=7))
    assert "hoort 7 objecten te hebben, maar heeft er 1" in fails(client).found


def test_fewer_features_than_there_are_is_refused(client: Client, publishers: Publishers) -> None:
    serve(publishers, page([feature(1)], numberMatched=9))
    assert "Er horen 9 objecten te zijn, maar er kwamen er 1" in fails(client).found


def test_pages_that_refer_to_each_other_in_a_circle_are_refused(
    client: Client, publishers: Publishers
) -> None:
    serve(publishers, page([feature(1)], "cursor=1%7C"), page([feature(2)], "cursor=1%7C"))
    assert "in een kring" in fails(client).found


def test_more_pages_than_a_gemeente_can_have_are_refused(client: Client, publishers: Publishers) -> None:
    serve(publishers, *(page([feature(turn)], f"cursor={turn + 1}%7C") for turn in range(5)))
    assert "het filter lijkt niet te werken" in fails(client, most=3).found
    assert publishers.count() == 3


@pytest.mark.parametrize("body", ["[]", '{"code": 1}', '{"features": [1]}', '{"features": {}}'])
def test_something_else_than_features_is_refused(client: Client, publishers: Publishers, body: str) -> None:
    serve(publishers, body)
    assert "geen lijst van objecten" in fails(client).found


def test_an_outline_that_is_none_is_refused(client: Client, publishers: Publishers) -> None:
    broken = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[5]]}}
    serve(publishers, page([broken]))
    found = features.items(client, "pdok-api", PLACES)
    with pytest.raises(FetchError, match="omtrek"):
        geojson.table(found.features)


@pytest.mark.parametrize("fault", [faults.html_page(), faults.truncated, faults.broken_chunks])
def test_a_second_page_that_breaks_off_spoils_the_whole(
    client: Client, publishers: Publishers, fault: faults.Fault
) -> None:
    serve(publishers, page([feature(1)], "cursor=1%7C"), page([feature(2)]))
    publishers.inject(
        "*", lambda request, answer: fault(request, answer) if "cursor" in request.args else answer()
    )
    fails(client)
    assert publishers.count() > 1


def test_the_collections_of_an_api_are_named(client: Client, publishers: Publishers) -> None:
    publishers.give("/pdok-api/cbs/x/collections", json.dumps({"collections": [{"id": "buurten"}, {}]}))
    assert features.collections(client, "pdok-api", "/cbs/x") == ["buurten"]
    publishers.give("/pdok-api/cbs/y/collections", "{}")
    with pytest.raises(FetchError, match="geen lijst van verzamelingen"):
        features.collections(client, "pdok-api", "/cbs/y")
