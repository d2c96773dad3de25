"""Amersfoort and Amstelveen from all publishers at once, and every fault once, end to end."""

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Response

from tests.publishers import everything, server
from tests.publishers.server import Fault, Publishers
from wijkkaart.atlas import Atlas
from wijkkaart.build.fetch import Fetch
from wijkkaart.catalogue import sources
from wijkkaart.config import Settings
from wijkkaart.guide import guide
from wijkkaart.progress import FetchProgress, State
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.sources.registry import PUBLISHERS, chosen
from wijkkaart.store import Snapshot, Store

pytestmark = pytest.mark.shared
AMERSFOORT, AMSTELVEEN = "GM0307", "GM0362"


@pytest.fixture(scope="module")
def world(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publishers]:
    """All publishers, for this module."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with Publishers() as publishers:
        everything.serve(publishers, shared, tmp_path_factory.mktemp("uitgevers"))
        yield publishers


@pytest.fixture(scope="module")
def settings(world: Publishers, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return world.settings(tmp_path_factory.mktemp("ophalen"), retries=1, max_wait_seconds=0.1)


def fetched(
    settings: Settings, gemeente: str, only: str = "", years: tuple[int, ...] = (), *, refresh: bool = False
) -> FetchProgress:
    """The progress of a whole run."""
    with Client(settings, refresh=refresh) as client:
        publishers = chosen(only.split(","), PUBLISHERS)
        work = Fetch(Wanted(gemeente, years=years), Store(settings.data), publishers, client)
        work.run()
        return work.progress


def told(progress: FetchProgress) -> list[str]:
    return [problem.text for source in progress.sources for problem in source.problems]


@pytest.fixture(scope="module")
def done(settings: Settings) -> Settings:
    """The data directory after both were fetched: Amersfoort whole, of Amstelveen two years."""
    for gemeente, years in ((AMERSFOORT, ()), (AMSTELVEEN, (2024, 2025))):
        progress = fetched(settings, gemeente, years=years)
        assert told(progress) == []
        assert progress.state is State.DONE
    return settings


@pytest.fixture
def faulty(world: Publishers) -> Iterator[Publishers]:
    """The publishers, well again after the test."""
    yield world
    world.heal()


@pytest.fixture(scope="module")
def atlas(done: Settings) -> Atlas:
    return Atlas(Snapshot(done.data))


def test_every_source_brings_something_with_where_it_is_from(done: Settings) -> None:
    store = Store(done.data)
    assert store.problems() == []
    entries = store.manifest.entries
    assert len({entry.origin for entry in entries}) == len(entries)
    there = {entry.source for entry in entries}
    for entry in entries:
        assert entry.url.startswith("http"), entry.origin
        assert entry.fetched, entry.origin
        assert entry.licence == sources()[entry.source].licence
        assert len(entry.sha256.split()[0]) == 64
    assert there >= {
        "cbs-wijkbuurtkaart",
        "cbs-kwb",
        "cbs-nabijheid",
        "cbs-ses",
        "rivm-ggd",
        "politie",
        "leefbaarometer",
        "duo",
        "lrk",
        "osm",
    }


def test_both_gemeenten_are_there_with_areas_of_all_years(atlas: Atlas) -> None:
    assert atlas.gemeenten == {AMERSFOORT: "Amersfoort", AMSTELVEEN: "Amstelveen"}
    years = set(atlas.index[atlas.index.gemeente == AMERSFOORT].year)
    assert years == set(range(2013, 2026))
    assert not atlas.index.duplicated(["code", "year"]).any()


def test_of_every_figure_the_newest_year_that_is_well_filled_is_chosen(atlas: Atlas) -> None:
    cover = atlas.coverage[(atlas.coverage.gemeente == AMERSFOORT) & (atlas.coverage.level == "buurt")]
    for indicator in atlas.indicators_of(AMERSFOORT, "buurt"):
        rows = cover[cover.indicator == indicator].set_index("year")
        share = rows.filled / rows.n
        well = [int(year) for year in share.index[share >= 0.6]]
        assert atlas.best_year(indicator, "buurt", AMERSFOORT) == (max(well) if well else share.idxmax())
    # Of 2025 CBS has no incomes yet, and of 2024 no energy.
    assert atlas.best_year("inwoners", "buurt", AMERSFOORT) == 2025
    assert atlas.best_year("inkomen_per_inwoner", "buurt", AMERSFOORT) == 2024
    assert atlas.best_year("elektriciteit", "buurt", AMERSFOORT) == 2023
    assert atlas.years_of("inwoners", "buurt", AMERSFOORT) == list(range(2025, 2012, -1))


def test_places_of_several_publishers_stand_in_the_gemeente_once(done: Settings) -> None:
    places = guide(Settings(data=done.data, database_url="")).places(AMERSFOORT)
    assert {"duo", "lrk", "osm"} <= set(places.source)
    assert not places.id.duplicated().any()
    assert (places.gemeente.isin(["", AMERSFOORT])).all()


def test_the_second_time_nothing_changes(done: Settings) -> None:
    before = (done.data / "manifest.json").read_bytes()
    progress = fetched(done, AMERSFOORT)
    assert {str(source.state) for source in progress.sources} == {"ongewijzigd"}
    assert (done.data / "manifest.json").read_bytes() == before


def remark() -> Fault:
    """What Overpass says of a question that took too long: status 200, and half of the places."""
    text = 'runtime error: Query timed out in "query" at line 3 after 181 seconds.'
    return server.status(200, json.dumps({"elements": [], "remark": text}), "application/json")


def empty_page() -> Fault:
    """No rows at all, with status 200."""
    return lambda _request, _answer: Response(json.dumps({"value": []}), content_type="application/json")


FAULTS: dict[str, tuple[str, str, Fault, str]] = {
    "out of reach": (
        "kwb",
        "/cbs/*",
        server.redirected("http://127.0.0.1:1/"),
        "neemt de verbinding niet aan",
    ),
    "server error": ("kwb", "/cbs/*", server.status(500), "heeft een storing (fout 500)"),
    "too busy": ("rivm", "/dataderden/*", server.status(429, Retry_After="600"), "over 10 minuten opnieuw"),
    "gone": ("leefbaarometer", "/leefbaarometer/*", server.status(404), "kent dit adres niet (fout 404)"),
    "dropped": ("duo", "/duo/*", server.dropped, "verbrak de verbinding zonder antwoord"),
    "truncated": ("haltes", "/haltes/*", server.truncated, "is niet compleet"),
    "broken chunks": ("lrk", "/lrk/*", server.broken_chunks, "is niet compleet"),
    "half a gzip": ("wijkbuurtkaart", "/pdok-*", server.gzipped(0.5), "is niet compleet"),
    "an HTML page": ("wijkbuurtkaart", "/pdok-*", server.html_page(), "een webpagina in plaats van gegevens"),
    "an XML exception": (
        "wijkbuurtkaart",
        "/pdok-*",
        server.xml_exception(),
        "meldt een fout: ‘Unknown feature",
    ),
    "silence": ("lrk", "/lrk/*", server.slow(threading.Event(), 5), "gaf te lang geen antwoord"),
    "no JSON": ("kwb", "/cbs/*", server.status(200, "{", "application/json"), "antwoord dat geen JSON is"),
    "no rows": ("kwb", "/cbs/*/TypedDataSet*", empty_page(), "Verwacht"),
    "a remark": ("osm", "/overpass/*", remark(), "Overpass) was te druk"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_leaves_the_data_as_they_were(
    done: Settings, settings: Settings, faulty: Publishers, name: str
) -> None:
    only, where, fault, message = FAULTS[name]
    before = (done.data / "manifest.json").read_bytes()
    faulty.inject(where, fault)
    # Answers may take long on a busy machine; those that don't come needn't be waited for.
    hasty = Settings(**{**vars(settings), "read_seconds": 1}) if name == "silence" else settings
    progress = fetched(hasty, AMERSFOORT, only, (2024,), refresh=True)
    assert progress.state is State.FAILED
    assert message in " ".join(told(progress))
    assert "unforeseen" not in " ".join(told(progress))
    assert (done.data / "manifest.json").read_bytes() == before
    faulty.heal()
    # Nothing that was of no use is kept: the next try gets the real answer, without asking for a refresh.
    assert told(fetched(settings, AMERSFOORT, only, (2024,))) == []
    assert Store(done.data).problems() == []
