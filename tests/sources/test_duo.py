"""Fetching schools: out of the country's files, of one gemeente, at their addresses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Response

from tests.publishers import duo as fake
from tests.publishers import locatieserver as places
from tests.publishers.server import Publishers, html_page, status
from wijkkaart import catalogue
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import reader_of, schools
from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY, PLACE_COLUMNS
from wijkkaart.raw import Raw
from wijkkaart.sources import duo
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Wanted
from wijkkaart.store import Store

AMERSFOORT = Wanted("GM0307", "Amersfoort")
PO = f"/duo/datastore/dump/{fake.RESOURCES['po']}"
pytestmark = pytest.mark.shared


@pytest.fixture
def served(publishers: Publishers, shared: Path) -> Publishers:
    fake.serve(publishers, shared)
    places.serve(publishers, fake.book(shared))
    return publishers


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


def _csv(body: bytes) -> Response:
    return Response(body, content_type="text/csv")


def ask(client: Client, sector: str = "po", wanted: Wanted = AMERSFOORT) -> Answer:
    pieces = {piece.key: piece for piece in duo.pieces(wanted, client)}
    return pieces[f"duo-{sector}-{wanted.gemeente}"].ask(client)


def read(raw: Raw, tmp_path: Path) -> Loaded:
    reader = reader_of(raw)
    assert reader is schools
    return schools.read(raw, Context(Store(tmp_path / "leeg")))


def test_the_primary_schools_of_a_gemeente_stand_at_their_addresses(
    served: Publishers, client: Client, shared: Path, tmp_path: Path
) -> None:
    answer = ask(client)
    (raw,) = answer.raws()
    assert raw.facts["source"] == "duo"
    assert raw.facts["year"] == answer.replies[0].fetched[:4]
    loaded = read(raw, tmp_path)
    found = loaded.places
    assert found is not None
    assert list(found.columns) == [*PLACE_COLUMNS, "geometry"]
    assert len(found) == 49
    assert set(found.gemeente) == {"GM0307"}
    assert set(found.category) == {"basisschool"}
    assert set(found.updated) == {raw.facts["year"]}
    without = int(found.geometry.isna().sum())
    assert 0 < without < 8
    assert f"Nog geen plek op de kaart: {without} van 49." in loaded.report.notes
    at = found.geometry.dropna()
    assert at.x.between(5.3, 5.5).all()
    assert at.y.between(52.1, 52.3).all()
    assert not found.name.str.contains("�").any()


@pytest.mark.parametrize(
    ("sector", "number", "category"),
    [("so", 4, "speciaal_onderwijs"), ("vo", 9, "voortgezet_onderwijs"), ("mbo", 2, "mbo_hbo")],
)
def test_every_sector_gets_its_category(
    served: Publishers, client: Client, tmp_path: Path, sector: str, number: int, category: str
) -> None:
    loaded = read(ask(client, sector).raws()[0], tmp_path)
    assert loaded.places is not None
    assert loaded.places.category.tolist() == [category] * number
    assert loaded.places.id.is_unique
    assert category in catalogue.categories()


def test_a_sector_that_the_gemeente_does_not_have_gives_nothing(served: Publishers, client: Client) -> None:
    assert ask(client, "ho").raws() == []


def test_a_gemeente_without_any_primary_school_is_an_error(served: Publishers, client: Client) -> None:
    with pytest.raises(FetchError, match="geen enkele school in Nergens"):
        ask(client, wanted=Wanted("GM9998", "Nergens"))


def test_the_whole_country_is_not_asked_for(client: Client) -> None:
    assert duo.pieces(Wanted(COUNTRY), client) == []


def test_the_second_time_nothing_is_asked_and_the_answer_is_the_same(
    served: Publishers, client: Client, tmp_path: Path
) -> None:
    first = ask(client).digest
    asked = served.count()
    with Client(served.settings(tmp_path)) as again:
        assert ask(again).digest == first
    assert served.count() == asked


def test_an_address_at_another_addition_is_approximate(
    publishers: Publishers, client: Client, shared: Path, tmp_path: Path
) -> None:
    book = [each | {"huisnummertoevoeging": "99"} for each in fake.book(shared)]
    fake.serve(publishers, shared)
    places.serve(publishers, book)
    found = read(ask(client).raws()[0], tmp_path).places
    assert found is not None
    assert found.approximate[found.geometry.notna()].all()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_the_old_layout_with_semicolons_is_read_as_well(
    served: Publishers, client: Client, shared: Path, tmp_path: Path, encoding: str
) -> None:
    text = (shared / "facilities/duo_po_addresses_2013.csv").read_bytes().decode("latin-1")
    served.inject(PO, lambda _request, _answer: _csv(text.encode(encoding)))
    found = read(ask(client).raws()[0], tmp_path).places
    assert found is not None
    assert len(found) == 49
    assert found.id.str.fullmatch(r"duo:\w{6}").all()


def test_a_file_that_got_another_id_is_found(publishers: Publishers, client: Client, shared: Path) -> None:
    fake.serve(publishers, shared, resources={"po": "0000-nieuw"})
    places.serve(publishers, fake.book(shared))
    answer = ask(client)
    assert answer.table == "0000-nieuw"
    assert len(answer.raws()[0].frame) == 49
    assert publishers.count("*intern*") == 0


def test_a_file_that_is_gone_is_told(publishers: Publishers, client: Client, shared: Path) -> None:
    fake.serve(publishers, shared)
    publishers.inject("/duo/datastore/dump/*", status(404))
    with pytest.raises(FetchError, match="kent dit adres niet"):
        ask(client)


def test_rows_that_are_missing_are_noticed(served: Publishers, client: Client, shared: Path) -> None:
    half = fake.table(fake.rows(shared, "po")[:3000])
    served.inject(PO, lambda _request, _answer: _csv(half))
    with pytest.raises(FetchError, match="niet compleet: 3000 rijen, terwijl DUO er 6804 meldt"):
        ask(client)


def test_a_file_that_was_broken_once_is_asked_again(served: Publishers, client: Client, shared: Path) -> None:
    half = fake.table(fake.rows(shared, "po")[:3000])
    served.inject(PO, lambda _request, _answer: _csv(half), times=1)
    assert len(ask(client).raws()[0].frame) == 49


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("A,B\n1,2\n", "heeft geen kolom STRAATNAAM"),
        ("STRAATNAAM,HUISNUMMER-TOEVOEGING,POSTCODE,PLAATSNAAM,GEMEENTENUMMER\n", "is leeg"),
        (
            "STRAATNAAM,HUISNUMMER-TOEVOEGING,POSTCODE,PLAATSNAAM,GEMEENTENUMMER\na,b,c,d,e,f,g\n",
            "niet te lezen",
        ),
    ],
)
def test_a_table_of_another_shape_is_refused(
    served: Publishers, client: Client, body: str, message: str
) -> None:
    served.inject(PO, lambda _request, _answer: _csv(body.encode()))
    with pytest.raises(FetchError, match=message):
        ask(client)


def test_an_error_page_is_told(served: Publishers, client: Client) -> None:
    served.inject(PO, html_page())
    with pytest.raises(FetchError, match="webpagina"):
        ask(client)


def test_an_error_in_the_envelope_is_told(served: Publishers, client: Client) -> None:
    body = json.dumps({"success": False, "error": {"message": "kapot"}})
    served.inject("/duo/api/3/action/datastore_search", status(200, body, "application/json"))
    with pytest.raises(FetchError, match="DUO gaf een foutmelding"):
        ask(client)


def test_when_addresses_cannot_be_looked_up_nothing_is_half_taken(served: Publishers, client: Client) -> None:
    served.inject("/pdok-api/*", status(503))
    with pytest.raises(FetchError, match="storing"):
        ask(client)


def test_probe_counts_the_rows_of_every_file(served: Publishers, client: Client) -> None:
    said = duo.probe(client)
    assert "basisonderwijs 6804" in said
    assert "mbo 5" in said
