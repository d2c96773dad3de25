"""Recorded crimes from dataderden.cbs.nl: a year at a time, of the kinds that are defined."""

from pathlib import Path

import pytest

from tests.publishers import dataderden
from tests.publishers import politie as site
from tests.publishers.server import Publishers, html_page, status
from tests.sources.test_rivm import EMPTY, altered
from wijkkaart.build.parts import Context
from wijkkaart.build.readers import politie as reader
from wijkkaart.build.readers import reader_of
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import politie
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Store

pytestmark = pytest.mark.shared

AMERSFOORT = Wanted("GM0307", "Amersfoort")
ROWS = f"/dataderden/ODataFeed/odata/{site.ID}/TypedDataSet"


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path, shared: Path) -> Client:
    dataderden.serve(publishers, shared)
    return Client(publishers.settings(tmp_path, retries=0))


def fetch(client: Client, year: int, gemeente: str = "GM0307") -> list[Raw]:
    (piece,) = politie.pieces(Wanted(gemeente, years=(year,)), client)
    return piece.ask(client).raws()


def test_there_is_a_piece_for_every_year(client: Client) -> None:
    pieces = politie.pieces(AMERSFOORT, client)
    assert [piece.key for piece in pieces] == [f"politie-{year}-GM0307" for year in range(2025, 2011, -1)]
    assert pieces[0].label == "Geregistreerde misdrijven 2025"
    assert [piece.key for piece in politie.pieces(Wanted("NL00"), client)] == ["politie-2025-NL00"]
    assert politie.pieces(Wanted("GM0307", years=(2011,)), client) == []


def test_the_kinds_that_are_defined_are_asked_and_rare_sensitive_ones_are_not(
    client: Client, publishers: Publishers
) -> None:
    (raw,) = fetch(client, 2024)
    asked = set(raw.frame.SoortMisdrijf)
    assert asked == set(politie.kinds())
    assert "0.0.0" in asked
    assert not asked & {"1.4.1", "1.4.2", "1.6.3", "3.1.2", "3.2.1", "3.2.2"}
    (request,) = [each for each in publishers.requests if each.path == ROWS]
    condition = request.args["$filter"]
    assert "SoortMisdrijf eq '1.1.1 '" in condition
    assert "Perioden eq '2024JJ00'" in condition
    assert " ge " not in condition
    assert " le " not in condition
    assert len(request.url) < 2000


def test_a_year_comes_with_its_boundaries_and_what_is_not_published_stays_away(
    client: Client, tmp_path: Path
) -> None:
    (raw,) = fetch(client, 2015)
    assert (raw.facts["year"], raw.facts["boundaries"]) == ("2015", "2025")
    assert raw.units["GeregistreerdeMisdrijven_1"] == "aantal"
    assert reader_of(raw) is reader
    rows = reader.read(raw, Context(Store(tmp_path / "leeg"), last=True)).observations
    assert rows is not None
    assert set(rows.year) == {2015}
    assert set(rows.boundaries) == {2025}
    assert set(rows.gemeente) == {"GM0307", "NL00"}
    totals = rows[(rows.indicator == "misdrijven_aantal") & (rows.level == "buurt")]
    assert len(totals) == 145
    assert 0 < (totals.status == "not measured").sum() < 30
    assert totals.value[totals.status == "not measured"].isna().all()


def test_the_boundaries_are_those_that_the_description_names(client: Client, publishers: Publishers) -> None:
    told = altered(lambda text: text.replace('"Frequency"', '"Summary":"Indeling van 1 januari 2023","F"'))
    publishers.inject("*/TableInfos", told)
    (raw,) = fetch(client, 2015)
    assert raw.facts["boundaries"] == "2023"


def test_a_kind_that_is_gone_leaves_the_others_and_without_the_total_nothing_is_asked(
    publishers: Publishers, client: Client
) -> None:
    publishers.inject("*/SoortMisdrijf", altered(lambda text: text.replace("1.1.1 ", "9.9.9 ")), times=1)
    (raw,) = fetch(client, 2024)
    assert set(raw.frame.SoortMisdrijf) == set(politie.kinds()) - {"1.1.1"}
    publishers.inject("*/SoortMisdrijf", altered(lambda text: text.replace("0.0.0 ", "9.9.9 ")))
    again = Client(publishers.settings(client._settings.cache.parent), refresh=True)
    with pytest.raises(FetchError, match=r"kent 0\.0\.0 niet"):
        fetch(again, 2024)


def test_a_probe_asks_one_row(client: Client) -> None:
    assert politie.probe(client) == "Tabel 47018NED heeft cijfers tot en met 2025."


def test_a_year_that_fails_leaves_the_others(client: Client, publishers: Publishers) -> None:
    first, second, *_ = politie.pieces(AMERSFOORT, client)
    publishers.inject(ROWS, status(503), times=1)
    with pytest.raises(FetchError, match="storing"):
        first.ask(client)
    assert len(second.ask(client).raws()) == 1


@pytest.mark.parametrize(
    ("path", "fault", "message"),
    [
        ("*/TypedDataSet", EMPTY, "kwam geen enkele regel"),
        ("*/TypedDataSet", altered(lambda text: text.replace("2024JJ00", "2024MM01", 1)), "niet gevraagd"),
        ("*/TypedDataSet", altered(lambda text: text.replace('"1.1.1 "', '"1.4.1 "', 1)), "niet gevraagd"),
        ("*/TypedDataSet", altered(lambda text: text.replace('"1.1.1 "', '"1.1.2 "', 1)), "een regel dubbel"),
        ("*/TypedDataSet", html_page(), "webpagina"),
        (
            "*/TableInfos",
            altered(lambda text: text.replace("misdrijven", "meldingen")),
            "heet 'Geregistreerde m",
        ),
        (
            "*/DataProperties",
            altered(lambda text: text.replace("GeregistreerdeMisdrijven_1", "Aantal_1")),
            "kolom",
        ),
    ],
)
def test_an_answer_that_is_not_what_was_asked_is_refused(
    client: Client, publishers: Publishers, path: str, fault: object, message: str
) -> None:
    publishers.inject(path, fault)  # type: ignore[arg-type]
    with pytest.raises(FetchError, match=message):
        fetch(client, 2024)
