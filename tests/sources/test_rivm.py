"""Health of RIVM and the GGDs from dataderden.cbs.nl, as far as the store."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from werkzeug import Request, Response

from tests import toy
from tests.publishers import dataderden
from tests.publishers import rivm as site
from tests.publishers.server import Publishers, html_page, status, truncated
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import reader_of
from wijkkaart.build.readers import rivm as reader
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import rivm
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Wanted
from wijkkaart.store import Store

pytestmark = pytest.mark.shared

AMERSFOORT = Wanted("GM0307", "Amersfoort")
ROWS = f"/dataderden/ODataFeed/odata/{site.ID}/TypedDataSet"


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path, shared: Path) -> Client:
    dataderden.serve(publishers, shared)
    return Client(publishers.settings(tmp_path, retries=0))


def ask(client: Client, wanted: Wanted = AMERSFOORT) -> Answer:
    (piece,) = rivm.pieces(wanted, client)
    return piece.ask(client)


def read(raw: Raw, tmp_path: Path) -> Loaded:
    assert reader_of(raw) is reader
    return reader.read(raw, Context(Store(tmp_path / "leeg")))


def altered(change: Callable[[str], str]) -> Callable[[Request, Callable[[], Response]], Response]:
    """A body in which something is otherwise."""

    def alter(_request: Request, answer: Callable[[], Response]) -> Response:
        response = answer()
        response.set_data(change(response.get_data(as_text=True)))
        return response

    return alter


EMPTY = altered(lambda _: '{"value":[]}')


def test_all_years_of_a_gemeente_come_with_their_margins_through_the_store(
    client: Client, shared: Path, tmp_path: Path
) -> None:
    (raw,) = ask(client).raws()
    loaded = read(raw, tmp_path)
    rows = loaded.observations
    assert rows is not None
    store = toy.write(tmp_path / "map", toy.File("rivm", observations=rows))
    found = store.observations()
    assert set(found.gemeente) == {"GM0307", "NL00"}
    assert set(found.level) == {"land", "gemeente", "wijk", "buurt"}
    assert set(found.year) == set(site.YEARS)
    assert set(found.boundaries) == {2024}
    assert set(found.status) <= {"estimate", "not measured"}
    lonely = found.set_index(["code", "indicator", "year"]).loc[("WK030707", "eenzaam_pct", 2020)]
    assert (lonely.low, lonely.value, lonely.high) == (50.6, 53.1, 55.6)
    there = found[found.status == "estimate"]
    assert there.low.notna().all()
    assert (there.low <= there.value).all()
    assert (there.value <= there.high).all()
    assert found[found.status != "estimate"][["value", "low", "high"]].isna().all(axis=None)
    assert len(site.TOPICS) == found.indicator.nunique()
    assert loaded.report.kept == loaded.report.read
    assert loaded.table == site.ID


def test_only_adults_of_the_gemeente_are_asked(client: Client, publishers: Publishers) -> None:
    (raw,) = ask(client).raws()
    (request,) = [each for each in publishers.requests if each.path == ROWS]
    assert "Leeftijd eq '20300'" in request.args["$filter"]
    assert "eq 'GM0307    '" in request.args["$filter"]
    assert set(raw.frame.Leeftijd) == {"20300"}
    assert set(raw.frame.Marges) == {"MW00000", "MOG0095", "MBG0095"}
    assert raw.facts["boundaries"] == "2024"
    assert len(request.url) < 2000


def test_years_that_are_named_are_the_only_ones(client: Client) -> None:
    wanted = Wanted("GM0362", "Amstelveen", (2022, 2023))
    (piece,) = rivm.pieces(wanted, client)
    assert piece.key == "rivm-2022-2023-GM0362"
    (raw,) = piece.ask(client).raws()
    assert set(raw.frame.Perioden) == {"2022JJ00"}
    assert raw.facts["boundaries"] == "2024"
    assert rivm.pieces(Wanted("GM0362", years=(2023,)), client) == []


def test_of_the_country_only_the_newest_year_is_asked(client: Client, publishers: Publishers) -> None:
    (raw,) = ask(client, Wanted("NL00")).raws()
    assert set(raw.frame.Perioden) == {"2024JJ00"}
    assert {"NL01", "GM0307", "GM0362"} <= set(raw.frame.WijkenEnBuurten)


def test_pages_are_followed_to_the_end(publishers: Publishers, shared: Path, tmp_path: Path) -> None:
    dataderden.serve(publishers, shared, page=700)
    answer = ask(Client(publishers.settings(tmp_path)))
    (raw,) = answer.raws()
    assert publishers.count(ROWS) == 4
    assert raw.frame.groupby("Perioden").WijkenEnBuurten.nunique().eq(179).all()


def test_an_edition_that_is_gone_is_replaced_by_the_one_before(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    publishers.inject(f"*/{site.ID}/*", status(404))
    (raw,) = ask(client).raws()
    assert (raw.facts["table"], raw.facts["boundaries"]) == (site.OLD_ID, "2022")
    rows = read(raw, tmp_path).observations
    assert rows is not None
    assert set(rows.year) == {2012, 2016, 2020, 2022}


def test_the_same_again_has_the_same_digest_and_asks_nothing(client: Client, publishers: Publishers) -> None:
    first = ask(client).digest
    asked = publishers.count()
    assert ask(client).digest == first
    assert publishers.count() == asked


def test_a_probe_asks_one_row(client: Client, publishers: Publishers) -> None:
    assert rivm.probe(client) == "Tabel 50150NED heeft cijfers tot en met 2024."
    publishers.inject(ROWS, EMPTY)
    fresh = Client(publishers.settings(client._settings.cache.parent), refresh=True)
    with pytest.raises(FetchError, match="geeft 0 regels van Nederland"):
        rivm.probe(fresh)


@pytest.mark.parametrize(
    ("path", "fault", "message"),
    [
        ("*/TypedDataSet", EMPTY, "kwam geen enkele regel"),
        ("*/TypedDataSet", altered(lambda text: text.replace('"20300"', '"80200"', 1)), "niet gevraagd"),
        (
            "*/TypedDataSet",
            altered(lambda text: text.replace("BU0307", "BU0308")),
            "niet gevraagd zijn: BU0308",
        ),
        ("*/TypedDataSet", altered(lambda text: text.replace("2016JJ00", "2012JJ00")), "een regel dubbel"),
        ("*/TypedDataSet", html_page(), "webpagina"),
        ("*/TypedDataSet", truncated, "niet compleet"),
        ("*/TypedDataSet", status(500), "storing"),
        ("*/TableInfos", altered(lambda text: text.replace("Gezondheid", "Rookvrij")), "heet 'Rookvrij per"),
        ("*/Leeftijd", altered(lambda text: text.replace("20300", "20301")), "kent 20300 niet"),
        ("*/Perioden", EMPTY, "noemt niets"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_is_refused(
    client: Client, publishers: Publishers, path: str, fault: object, message: str
) -> None:
    publishers.inject(path, fault)  # type: ignore[arg-type]
    with pytest.raises(FetchError, match=message):
        ask(client).raws()


def test_a_year_that_the_table_names_but_does_not_give_is_told(
    client: Client, publishers: Publishers
) -> None:
    def without(text: str) -> str:
        head, rows = text.split("[", 1)
        kept = [row for row in rows.rsplit("]", 1)[0].split("},") if "2012JJ00" not in row]
        return f"{head}[{'},'.join(kept)}{'' if kept[-1].endswith('}') else '}'}]}}"

    publishers.inject("*/TypedDataSet", altered(without))
    with pytest.raises(FetchError, match="geeft geen waarden van 2012JJ00"):
        ask(client).raws()


def test_a_gemeente_that_the_table_does_not_know_gives_nothing(client: Client) -> None:
    assert ask(client, Wanted("GM9999")).raws() == []


def test_a_margin_that_does_not_hold_the_value_is_left_out(client: Client, tmp_path: Path) -> None:
    (raw,) = ask(client).raws()
    frame = raw.frame.copy()
    low = (frame.Marges == "MOG0095") & (frame.WijkenEnBuurten == "GM0307")
    frame.loc[low, [name for name in frame if str(name).startswith("Eenzaam_")]] = 99.0
    rows = read(Raw(raw.path, frame, facts=raw.facts), tmp_path).observations
    assert isinstance(rows, pd.DataFrame)
    wrong = rows[(rows.code == "GM0307") & (rows.indicator == "eenzaam_pct")]
    assert wrong.value.notna().all()
    assert wrong[["low", "high"]].isna().all(axis=None)
