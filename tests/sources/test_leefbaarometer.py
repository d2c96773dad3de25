"""Scores of the Leefbaarometer from the publisher's zip, as far as the observations."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.publishers import leefbaarometer as site
from tests.publishers.server import Publishers, html_page, status, truncated
from wijkkaart.build.parts import Context
from wijkkaart.build.readers import leefbaarometer as reader
from wijkkaart.build.readers import reader_of
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import leefbaarometer
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Store

AMERSFOORT = Wanted("GM0307", "Amersfoort")
HEADER = ("bu_code", "jaar", *site.SCORES)


def rows(*codes: str, years: tuple[int, ...] = (2022, 2024)) -> dict[str, list[site.Row]]:
    """A file of buurten."""
    scores = [(code, year, 4.2, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1) for code in codes for year in years]
    return {"Leefbaarometer-scores buurten 2002-2024": [HEADER, *scores]}


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Client:
    return Client(publishers.settings(tmp_path, retries=0))


def fetch(client: Client, wanted: Wanted = AMERSFOORT) -> list[Raw]:
    (piece,) = leefbaarometer.pieces(wanted, client)
    return piece.ask(client).raws()


def read(raws: list[Raw], tmp_path: Path) -> pd.DataFrame:
    """The observations of all tables."""
    context = Context(Store(tmp_path / "leeg"))
    assert all(reader_of(raw) is reader for raw in raws)
    return pd.concat([reader.read(raw, context).observations for raw in raws], ignore_index=True)


@pytest.mark.shared
@pytest.mark.parametrize(("separator", "excel"), [(",", False), (";", False), ("", True)])
def test_all_years_of_one_gemeente_come_from_any_kind_of_table(
    client: Client, publishers: Publishers, shared: Path, tmp_path: Path, separator: str, excel: bool
) -> None:
    site.serve(publishers, shared, data=site.archive(site.tables(shared), separator, excel=excel))
    found = read(fetch(client), tmp_path)
    assert set(found.gemeente) == {"GM0307"}
    assert set(found.level) == {"gemeente", "wijk", "buurt"}
    assert set(found.year) == set(site.YEARS)
    assert set(found.status) == {"estimate"}
    assert set(found.boundaries) == {2024}
    score = found.set_index(["code", "indicator", "year"]).value
    assert score["BU03070100", "lbm_afwijking", 2024] == pytest.approx(0.0771055)
    assert score["BU03070100", "lbm_samenhang", 2024] == pytest.approx(-0.0407555)


@pytest.mark.shared
def test_the_real_series_of_amstelveens_wijken_comes_through(
    client: Client, publishers: Publishers, shared: Path, tmp_path: Path
) -> None:
    site.serve(publishers, shared)
    found = read(fetch(client, Wanted("GM0362", "Amstelveen")), tmp_path)
    score = found.set_index(["code", "indicator", "year"]).value
    assert score["WK036206", "lbm_score", 2022] == 4.173881269751701
    assert score["WK036206", "lbm_fysiek", 2014] == -0.0003742971630355522


def test_of_some_years_only_those_are_taken_and_the_boundaries_stay_the_newest(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100", "BU03080101")), "application/zip")
    wanted = Wanted("GM0307", years=(2022,))
    (piece,) = leefbaarometer.pieces(wanted, client)
    assert piece.key == "leefbaarometer-2022-GM0307"
    found = read(piece.ask(client).raws(), tmp_path)
    assert set(found.code) == {"BU03070100"}
    assert set(zip(found.year, found.boundaries, strict=True)) == {(2022, 2024)}
    assert leefbaarometer.pieces(Wanted("GM0307", years=(2023,)), client) == []


def test_the_country_has_every_row(client: Client, publishers: Publishers) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100", "BU03080101")), "application/zip")
    (raw,) = fetch(client, Wanted("NL00"))
    assert set(raw.frame.bu_code) == {"BU03070100", "BU03080101"}


def test_an_unchanged_zip_has_the_same_digest_and_is_not_unpacked(
    client: Client, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100")), "application/zip")
    (piece,) = leefbaarometer.pieces(AMERSFOORT, client)
    first = piece.ask(client)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert piece.ask(client).digest == first.digest
    assert publishers.count() == 1


def test_a_probe_looks_at_the_beginning_only(client: Client, publishers: Publishers) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100")), "application/zip")
    assert leefbaarometer.probe(client) == "De scores van meting 2024 staan klaar als zipbestand."
    publishers.reset()
    publishers.give(site.PATH, "bu_code,jaar", "text/csv")
    with pytest.raises(FetchError, match="is geen zipbestand"):
        leefbaarometer.probe(client)


def locked() -> bytes:
    """A zip that says its files have a password."""
    data = bytearray(site.archive(rows("BU03070100")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 1)
    return bytes(data)


def bzipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("scores buurten.csv", "bu_code,jaar,lbm\nBU03070100,2024,4.2\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 en dan niets", "beschadigd of niet compleet"),
        (site.archive(rows("BU03080101")), "heeft geen scores van buurten in Amersfoort"),
        (site.archive({}), "heeft geen scores van buurten in Amersfoort"),
        (site.archive({"Leefbaarometer-scores buurten": [("code", "jaar"), ("x", 1)]}), "geen kolom bu_code"),
        (locked(), "met een wachtwoord beveiligd"),
        (bzipped(), "ingepakt op een manier die wijkkaart niet kent"),
    ],
)
def test_a_zip_that_is_not_the_scores_is_refused(
    client: Client, publishers: Publishers, data: bytes, message: str
) -> None:
    publishers.give(site.PATH, data, "application/zip")
    with pytest.raises(FetchError, match=message):
        fetch(client)


@pytest.mark.parametrize("excel", [False, True])
def test_a_zip_that_unpacks_to_far_too_much_is_not_unpacked(
    client: Client, publishers: Publishers, monkeypatch: pytest.MonkeyPatch, excel: bool
) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100"), excel=excel), "application/zip")
    monkeypatch.setattr(leefbaarometer, "_LARGEST", 10)
    monkeypatch.setattr(leefbaarometer, "_read", pytest.fail)
    with pytest.raises(FetchError, match="veel meer dan de scores kunnen zijn"):
        fetch(client)


def test_no_more_is_unpacked_than_the_zip_says(client: Client, publishers: Publishers) -> None:
    data = site.archive(rows(*(f"BU0307{number:04}" for number in range(500))))
    (member,) = (m for m in zipfile.ZipFile(io.BytesIO(data)).infolist() if "buurten" in m.filename)
    lying = data.replace(member.file_size.to_bytes(4, "little"), (60).to_bytes(4, "little"))
    publishers.give(site.PATH, lying, "application/zip")
    with pytest.raises(FetchError, match="beschadigd of niet compleet"):
        fetch(client)


@pytest.mark.parametrize(
    ("fault", "message"),
    [(html_page(), "webpagina"), (truncated, "niet compleet"), (status(404), "kent dit adres niet")],
)
def test_faults_of_the_website_are_told(
    client: Client, publishers: Publishers, fault: object, message: str
) -> None:
    publishers.give(site.PATH, site.archive(rows("BU03070100")), "application/zip")
    publishers.inject(site.PATH, fault)  # type: ignore[arg-type]
    (piece,) = leefbaarometer.pieces(AMERSFOORT, client)
    with pytest.raises(FetchError, match=message):
        piece.ask(client)
