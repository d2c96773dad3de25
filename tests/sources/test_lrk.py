"""Fetching childcare: the places, and never the people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Response

from tests.publishers import locatieserver as places
from tests.publishers import lrk as fake
from tests.publishers.server import Publishers, truncated
from wijkkaart.build.fetch import Fetch
from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY
from wijkkaart.sources import lrk
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Wanted
from wijkkaart.store import Store

AMERSFOORT = Wanted("GM0307", "Amersfoort")
URL = "/lrk" + fake.PATH
pytestmark = pytest.mark.shared


@pytest.fixture
def served(publishers: Publishers, shared: Path) -> Publishers:
    fake.serve(publishers)
    places.serve(publishers, fake.book(shared))
    return publishers


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


def ask(client: Client, wanted: Wanted = AMERSFOORT) -> Answer:
    (piece,) = lrk.pieces(wanted, client)
    return piece.ask(client)


def test_only_registered_day_care_and_out_of_school_care_of_the_gemeente_is_taken(
    served: Publishers, client: Client
) -> None:
    answer = ask(client)
    (raw,) = answer.raws()
    frame = raw.frame
    assert set(frame.type_oko) == {"KDV", "BSO"}
    assert set(frame.status) == {"Ingeschreven"}
    assert set(frame.cbs_code) == {"0307"}
    assert frame.actuele_naam_oko.str.startswith("Crèche Amersfoort").all()
    assert raw.facts["source"] == "lrk"
    assert 150 < len(frame) < 200
    assert 0 < (frame.lat == "").sum() < 10


def test_fields_about_people_are_not_read_out_of_the_file(served: Publishers, client: Client) -> None:
    frame = ask(client).raws()[0].frame
    assert not {"contact_persoon", "contact_emailadres", "houder_adres", "rechtsvorm_houder"} & set(
        frame.columns
    )
    assert not [name for name in frame.columns if name.startswith("correspondentie")]
    text = frame.to_csv()
    assert not [secret for secret in fake.SECRETS if secret in text]
    assert "Stichting Spelenderwijs" in text


def test_nothing_about_people_is_in_the_data_directory_or_among_the_kept_answers(
    served: Publishers, client: Client, tmp_path: Path
) -> None:
    store = Store(tmp_path / "gegevens")
    reports = Fetch(AMERSFOORT, store, (lrk,), client).run()  # type: ignore[arg-type]
    assert [report.error for report in reports] == [None]
    found = Store(store.root).places()
    assert len(found) == reports[0].kept > 150
    assert found.organisation.eq("Stichting Spelenderwijs").any()
    assert found.phone.eq("033-4610000").any()
    assert found.email.eq("").all()
    everything = found.drop(columns="geometry").to_csv() + (store.root / "manifest.json").read_text("utf-8")
    assert not [secret for secret in fake.SECRETS if secret in everything]
    kept = [file for folder in (store.root, tmp_path / "antwoorden") for file in folder.rglob("*")]
    assert any("antwoorden" in file.parts for file in kept)
    for file in filter(Path.is_file, kept):
        assert b"geheim" not in file.read_bytes().lower()


def test_the_address_is_found_by_its_id_and_in_few_questions(served: Publishers, client: Client) -> None:
    frame = ask(client).raws()[0].frame
    assert set(frame.ongeveer) == {""}
    assert served.count("/pdok-api/*") < len(frame) / 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_both_encodings_are_read(publishers: Publishers, client: Client, shared: Path, encoding: str) -> None:
    fake.serve(publishers, encoding=encoding)
    places.serve(publishers, fake.book(shared))
    assert ask(client).raws()[0].frame.actuele_naam_oko[0].startswith("Crèche")


def test_a_gemeente_without_code_goes_by_its_name(
    publishers: Publishers, client: Client, shared: Path
) -> None:
    rows = [row | {"cbs_code": ""} for row in fake.rows()]
    publishers.give(URL, fake.table(rows), "text/csv")
    places.serve(publishers, fake.book(shared))
    assert len(ask(client).raws()[0].frame) > 150


def test_a_gemeente_that_is_not_in_it_is_an_error(served: Publishers, client: Client) -> None:
    with pytest.raises(FetchError, match="niets in GM9998"):
        ask(client, Wanted("GM9998"))


def test_only_childminders_give_nothing(publishers: Publishers, client: Client) -> None:
    publishers.give(URL, fake.table([row for row in fake.rows() if row["type_oko"] == "VGO"]), "text/csv")
    assert ask(client).raws() == []


def test_the_holder_of_an_unknown_kind_is_taken_for_a_person(
    publishers: Publishers, client: Client, shared: Path
) -> None:
    rows = [row | {"rechtsvorm_houder": "Vennootschap onder firma"} for row in fake.rows()]
    publishers.give(URL, fake.table(rows), "text/csv")
    places.serve(publishers, fake.book(shared))
    frame = ask(client).raws()[0].frame
    assert set(frame.naam_houder) == {""}
    assert set(frame.contact_telefoon) == {""}


def test_half_a_file_is_refused(served: Publishers, client: Client) -> None:
    served.inject(URL, truncated)
    with pytest.raises(FetchError):
        ask(client)


def test_a_file_that_breaks_off_is_refused_though_the_publisher_says_nothing(
    publishers: Publishers, client: Client
) -> None:
    publishers.give(URL, fake.table(fake.rows())[:-90], "text/csv")
    with pytest.raises(FetchError, match="de laatste regel breekt af"):
        ask(client)


def test_a_file_without_its_columns_is_refused(publishers: Publishers, client: Client) -> None:
    publishers.give(URL, "lrk_id;naam\n1;A\n", "text/csv")
    with pytest.raises(FetchError, match="geen kolom type_oko"):
        ask(client)


def test_the_country_is_not_asked_for(client: Client) -> None:
    assert lrk.pieces(Wanted(COUNTRY), client) == []


def test_probe_reads_the_header_only_when_the_publisher_gives_parts(
    publishers: Publishers, client: Client
) -> None:
    body = fake.table(fake.rows())

    def part(request: object) -> Response:
        return Response(body[:2048], 206, content_type="text/csv")

    publishers.expect_request(URL, headers={"Range": "bytes=0-2047"}).respond_with_handler(part)
    assert lrk.probe(client).startswith("Het bestand heeft de")


def test_probe_takes_a_whole_file_as_well(served: Publishers, client: Client) -> None:
    assert lrk.probe(client).startswith("Het bestand heeft de")


def test_probe_says_which_column_is_gone(publishers: Publishers, client: Client) -> None:
    publishers.give(URL, fake.table(fake.rows()).replace(b"cbs_code", b"gm_code"), "text/csv")
    with pytest.raises(FetchError, match="geen kolom cbs_code"):
        lrk.probe(client)
