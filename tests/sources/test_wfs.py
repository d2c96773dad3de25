"""WFS: a filter of its own standard, pages by number, and a count to compare with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from werkzeug import Request, Response

from tests.publishers import server as faults
from tests.publishers.server import Publishers
from wijkkaart.errors import FetchError
from wijkkaart.sources import wfs
from wijkkaart.sources.client import Client

PATH = "/lv/bag/wfs/v2_0"


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


def serve(publishers: Publishers, rows: int, counted: str | None = None) -> None:
    """A type with this many features, of which the server counts `counted`."""

    def answer(request: Request) -> Response:
        if request.args.get("resultType") == "hits":
            told = f'<wfs:FeatureCollection numberMatched="{counted or rows}" numberReturned="0"/>'
            return Response(told, content_type="text/xml")
        start = int(request.args["startIndex"])
        found = [
            {"type": "Feature", "properties": {"n": n}, "geometry": None}
            for n in range(start, min(start + min(int(request.args["count"]), 1000), rows))
        ]
        return Response(json.dumps({"type": "FeatureCollection", "features": found}))

    publishers.expect_request(f"/pdok-service{PATH}").respond_with_handler(answer)


def ask(client: Client, **options: Any) -> list[int]:
    where = options.pop("where", {"gemeentecode": "GM0307"})
    found = wfs.get_features(client, "pdok-service", PATH, "bag:pand", where, **options)
    return [each["properties"]["n"] for each in found.features]


@pytest.mark.parametrize("rows", [0, 1, 999, 1000, 1001, 2500])
def test_pages_are_asked_until_all_are_in(client: Client, publishers: Publishers, rows: int) -> None:
    serve(publishers, rows)
    assert ask(client) == list(range(rows))


def test_the_filter_is_one_of_the_standard_and_never_cql(client: Client, publishers: Publishers) -> None:
    serve(publishers, 1)
    ask(client, where={"gemeentecode": "GM0307", "naam": "'t <Zand> & meer"})
    for request in publishers.requests:
        assert "CQL_FILTER" not in {key.upper() for key in request.args}
        tree = ElementTree.fromstring(request.args["filter"])
        assert [node.text for node in tree.iter() if node.tag.endswith("Literal")] == [
            "GM0307",
            "'t <Zand> & meer",
        ]


def test_a_box_is_asked_in_metres(client: Client, publishers: Publishers) -> None:
    serve(publishers, 1)
    ask(client, bbox=(150_000, 460_000, 151_000.5, 461_000))
    asked = publishers.requests[-1].args
    assert asked["bbox"] == "150000.00,460000.00,151000.50,461000.00,EPSG:28992"
    assert "filter" not in asked


def test_a_server_that_does_not_count_is_believed(client: Client, publishers: Publishers) -> None:
    serve(publishers, 1200, counted="unknown")
    assert len(ask(client)) == 1200


def test_an_answer_that_is_cut_off_is_refused(client: Client, publishers: Publishers) -> None:
    serve(publishers, 700, counted="900")
    with pytest.raises(FetchError, match="Er horen 900 objecten te zijn, maar er kwamen er 700"):
        ask(client)


def test_more_than_there_can_be_is_refused_before_it_is_fetched(
    client: Client, publishers: Publishers
) -> None:
    serve(publishers, 14_823)
    with pytest.raises(FetchError, match="Er zijn 14823 objecten; het filter lijkt niet te werken"):
        ask(client)
    assert publishers.count() == 1


def test_pages_without_end_are_refused(client: Client, publishers: Publishers) -> None:
    serve(publishers, 5000, counted="unknown")
    with pytest.raises(FetchError, match="meer dan 3000 objecten"):
        ask(client, most=3)


def test_an_exception_in_xml_is_told_in_its_own_words(client: Client, publishers: Publishers) -> None:
    publishers.inject("*", faults.xml_exception("Unknown feature type"))
    with pytest.raises(FetchError, match="Unknown feature type"):
        ask(client)


def test_something_else_than_a_count_is_refused(client: Client, publishers: Publishers) -> None:
    publishers.give(f"/pdok-service{PATH}", "{}")
    with pytest.raises(FetchError, match="geen telling"):
        ask(client)
