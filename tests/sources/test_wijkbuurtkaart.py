"""The Wijk- en Buurtkaart: every year from one service or the other, and through the reader."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.publishers import server as faults
from tests.publishers.server import Publishers
from tests.publishers.wijkbuurtkaart import Kaart, serve
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import boundaries, reader_of
from wijkkaart.core.links import CHANGED, RENUMBERED, history, runs
from wijkkaart.errors import FetchError, Stopped
from wijkkaart.model import AREA_COLUMNS, COUNTRY, OBSERVATION_COLUMNS, RD
from wijkkaart.raw import Raw
from wijkkaart.sources import wijkbuurtkaart
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Piece, Wanted
from wijkkaart.store import Store

pytestmark = pytest.mark.shared


@pytest.fixture
def kaart(publishers: Publishers, shared: Path, tmp_path: Path) -> Kaart:
    return serve(publishers, shared, tmp_path / "pdok")


@pytest.fixture
def client(publishers: Publishers, kaart: Kaart, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path, retries=1)) as client:
        yield client


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Store(tmp_path / "gegevens"))


def piece(client: Client, year: int, gemeente: str = "GM0307") -> Piece:
    (found,) = wijkbuurtkaart.pieces(Wanted(gemeente, years=(year,)), client)
    return found


def ask(client: Client, year: int, gemeente: str = "GM0307") -> Answer:
    return piece(client, year, gemeente).ask(client)


def fails(client: Client, year: int, gemeente: str = "GM0307") -> FetchError:
    with pytest.raises(FetchError) as caught:
        ask(client, year, gemeente)
    assert all((caught.value.found, caught.value.expected, caught.value.remedy))
    return caught.value


def loaded(raws: list[Raw], context: Context) -> dict[str, Loaded]:
    assert [reader_of(raw) for raw in raws] == [boundaries] * len(raws)
    return {raw.layer: boundaries.read(raw, context) for raw in raws}


def codes(raws: list[Raw], layer: str, column: str) -> list[str]:
    (frame,) = (raw.frame for raw in raws if raw.layer == layer)
    return sorted(frame[column])


# Which pieces


def test_there_is_a_piece_for_every_year_since_2013(client: Client) -> None:
    found = wijkbuurtkaart.pieces(Wanted("GM0307"), client)
    assert [each.key for each in found] == [f"wijkbuurtkaart-{year}-GM0307" for year in range(2025, 2012, -1)]
    assert found[0].label == "Wijk- en buurtkaart 2025"


def test_a_new_year_is_found_by_itself(client: Client, kaart: Kaart) -> None:
    kaart.own_api = (*kaart.own_api, 2026)
    assert wijkbuurtkaart.pieces(Wanted("GM0307"), client)[0].key == "wijkbuurtkaart-2026-GM0307"


def test_only_years_that_are_wanted_are_asked_for(client: Client, publishers: Publishers) -> None:
    assert piece(client, 2016).key == "wijkbuurtkaart-2016-GM0307"
    assert publishers.count() == 0
    assert wijkbuurtkaart.pieces(Wanted("GM0307", years=(2009,)), client) == []


# Of a gemeente


@pytest.mark.parametrize("gemeente", ["GM0307", "GM0362"])
@pytest.mark.parametrize("year", [2013, 2022, 2023, 2025])
def test_the_three_levels_of_a_year_come_whole(
    client: Client, kaart: Kaart, context: Context, gemeente: str, year: int
) -> None:
    found = loaded(ask(client, year, gemeente).raws(), context)
    for level, column in (("gemeenten", "gemeentecode"), ("wijken", "wijkcode"), ("buurten", "buurtcode")):
        there = [each.properties for each in kaart.features(level, year)]
        land = {p[column] for p in there if p["gemeentecode"] == gemeente and p["water"] == "NEE"}
        areas, observations = found[level].areas, found[level].observations
        assert areas is not None
        assert observations is not None
        assert set(areas.code) == land
        assert [*areas.columns] == [*AREA_COLUMNS, "geometry"]
        assert areas.crs == RD
        assert set(areas.year) == {year}
        assert set(areas.gemeente) == {gemeente}
        assert set(observations.code) <= land
        assert set(observations.year) == {year}
        assert set(OBSERVATION_COLUMNS) - {"boundaries", "low", "high"} <= set(observations.columns)
    assert found["buurten"].source == "cbs-wijkbuurtkaart"
    assert found["buurten"].report.left_out["water"] == (1 if gemeente == "GM0307" else 0)
    assert found["gemeenten"].report.left_out["water"] == 1


def test_what_cbs_keeps_for_later_is_no_figure(client: Client, context: Context) -> None:
    observations = loaded(ask(client, 2024).raws(), context)["buurten"].observations
    assert observations is not None
    assert observations.value.min() >= 0
    assert {"ok", "later"} <= set(observations.status)


def test_neighbours_are_dropped_and_counted(client: Client, kaart: Kaart, context: Context) -> None:
    kaart.leaky = True
    raws = ask(client, 2024).raws()
    assert {code[:6] for code in codes(raws, "buurten", "buurtcode")} == {"BU0307"}
    report = loaded(raws, context)["buurten"].report
    assert report.notes[0] == "Weggelaten, want van een andere gemeente of een ander jaar: 21 buurten."


def test_of_the_historic_collection_only_the_asked_year_is_taken(client: Client, kaart: Kaart) -> None:
    kaart.filters = ("gemeentecode",)  # so that asking for a year is refused, and all years come
    raws = ask(client, 2016).raws()
    assert set(raws[2].frame.jaar) == {2016}
    assert "een ander jaar" in raws[2].facts["note"]
    assert codes(raws, "wijken", "wijkcode") == codes(ask(client, 2015).raws(), "wijken", "wijkcode")


def test_historic_collections_with_the_year_in_their_name_are_found(client: Client, kaart: Kaart) -> None:
    kaart.dated, kaart.filters = True, ("gemeentecode",)
    answer = ask(client, 2016)
    assert "collections/buurten_2016/items" in answer.replies[2].url
    assert "note" not in answer.raws()[2].facts


def test_the_second_time_nothing_is_asked_and_nothing_changed(client: Client, publishers: Publishers) -> None:
    first = ask(client, 2024)
    asked = publishers.count()
    assert ask(client, 2024).digest == first.digest
    assert publishers.count() == asked == 3
    assert ask(client, 2023).digest != first.digest


# When the OGC API fails


@pytest.mark.parametrize("year", [2014, 2021, 2024])
def test_the_wfs_answers_when_the_api_is_gone(
    client: Client, publishers: Publishers, context: Context, tmp_path: Path, year: int
) -> None:
    expected = loaded(ask(client, year).raws(), context)
    publishers.inject("/pdok-api/*", faults.status(404))
    with Client(publishers.settings(tmp_path / "leeg", retries=0)) as empty:
        answer = ask(empty, year)
    raws = answer.raws()
    assert "/wfs/" in answer.replies[0].url
    found = loaded(raws, context)
    assert found["buurten"].report.notes[0].startswith("De OGC API gaf geen bruikbaar antwoord (")
    for level in expected:
        areas, before = found[level].areas, expected[level].areas
        assert areas is not None
        assert before is not None
        assert areas.set_index("code").drop(columns="geometry").to_dict() == (
            before.set_index("code").drop(columns="geometry").to_dict()
        )
        assert areas.geometry.geom_equals_exact(before.geometry, 0.01).all()
        numbers, old = found[level].observations, expected[level].observations
        assert numbers is not None
        assert old is not None
        keys = ["code", "indicator", "year"]
        pd.testing.assert_frame_equal(
            numbers.sort_values(keys, ignore_index=True), old.sort_values(keys, ignore_index=True)
        )


@pytest.mark.parametrize(
    "fault",
    [faults.status(500), faults.html_page(), faults.xml_exception(), faults.truncated, faults.dropped],
)
def test_the_wfs_answers_whatever_fault_the_api_has(
    client: Client, publishers: Publishers, fault: faults.Fault
) -> None:
    publishers.inject("/pdok-api/*/buurten/items", fault)
    answer = ask(client, 2024)
    assert all("/wfs/" in reply.url for reply in answer.replies), "all three levels from one service"


def test_when_the_filter_is_left_aside_still_only_the_gemeente_is_taken(client: Client, kaart: Kaart) -> None:
    kaart.blind = True
    answer = ask(client, 2024)
    assert len(answer.replies) == 2 * 2 + 1, "of wijken and buurten elsewhere there are more than a page"
    assert {code[:6] for code in codes(answer.raws(), "buurten", "buurtcode")} == {"BU0307"}
    assert "geen van GM9999 in 2024" in fails(client, 2024, "GM9999").found


def test_both_faults_are_told_when_both_fail(client: Client, publishers: Publishers) -> None:
    publishers.inject("/pdok-api/*", faults.status(404))
    publishers.inject("/pdok-service/*", faults.status(503))
    found = fails(client, 2024).found
    assert found.startswith("OGC API: ")
    assert "WFS: " in found


def test_a_gemeente_that_is_not_there_is_no_empty_answer(client: Client) -> None:
    error = fails(client, 2024, "GM9999")
    assert "Er kwamen 0 gemeenten, maar geen van GM9999 in 2024." in error.found
    assert "bestond de gemeente in dat jaar" in error.remedy


def test_a_wfs_that_is_too_busy_is_not_asked_by_another_name(client: Client, publishers: Publishers) -> None:
    publishers.inject("/pdok-api/*", faults.status(404))
    publishers.inject("/pdok-service/*", faults.status(503))
    fails(client, 2014)
    assert {r.args["typeNames"] for r in publishers.requests if "wfs" in r.path} == {"gemeenten2014"}


def test_stopping_is_no_fault_to_work_around(client: Client, publishers: Publishers) -> None:
    client.stop()
    with pytest.raises(Stopped):
        ask(client, 2024)
    assert publishers.count() == 0


# Of the country


def country(client: Client, *years: int) -> list[Piece]:
    return wijkbuurtkaart.pieces(Wanted(COUNTRY, years=years), client)


@pytest.mark.parametrize("nested", [False, True])
def test_of_the_country_the_newest_file_is_read(
    client: Client, kaart: Kaart, context: Context, nested: bool
) -> None:
    kaart.nested = nested
    (newest,) = country(client)
    assert newest.key == "wijkbuurtkaart-2025-NL00"
    answer = newest.ask(client)
    assert answer.replies[0].url.endswith("/wijkenbuurten_2025_v2.gpkg")
    found = loaded(answer.raws(), context)
    for level in ("gemeenten", "wijken", "buurten"):
        areas = found[level].areas
        assert areas is not None
        assert len(areas) == sum(p.properties["water"] == "NEE" for p in kaart.features(level, 2025))
        assert "water" not in found[level].report.left_out, "it isn't even read"
    assert found["buurten"].observations is not None


def test_of_the_country_a_year_can_be_named(client: Client, kaart: Kaart) -> None:
    kaart.years = (*kaart.years, 2026)
    assert [each.key for each in country(client)] == ["wijkbuurtkaart-2026-NL00"]
    assert [each.key for each in country(client, 2019)] == ["wijkbuurtkaart-2019-NL00"]


@pytest.mark.parametrize(
    ("path", "fault", "told"),
    [
        ("*/index.xml", faults.status(404), "kent dit adres niet"),
        ("*/index.xml", faults.status(200, "<feed/>", "application/xml"), "staat geen GeoPackage"),
        ("*/index.xml", faults.status(200, "<feed>", "application/xml"), "niet te lezen"),
        ("*.gpkg", faults.truncated, "niet compleet"),
        ("*.gpkg", faults.status(200, "PK-geen-kaart", "application/zip"), "geen GeoPackage"),
    ],
)
def test_a_download_with_a_fault_is_refused(
    client: Client, publishers: Publishers, path: str, fault: faults.Fault, told: str
) -> None:
    (newest,) = country(client)
    publishers.inject(path, fault)
    with pytest.raises(FetchError, match=told):
        newest.ask(client)


def test_half_a_geopackage_is_refused(client: Client, publishers: Publishers) -> None:
    (newest,) = country(client)
    publishers.inject("*.gpkg", faults.status(200, "SQLite format 3\0 en dan niets", "application/x-sqlite3"))
    with pytest.raises(FetchError, match="beschadigd of niet compleet"):
        newest.ask(client).raws()


# What follows from it


def test_codes_are_linked_through_the_years(client: Client, context: Context) -> None:
    areas = {}
    for year in (2017, 2018, 2019, 2020, 2021):
        parts = loaded(ask(client, year).raws(), context).values()
        areas[year] = pd.concat([part.areas for part in parts if part.areas is not None])
    found = history(areas)
    assert set(found.doubt) == {""}
    renumbered = found[(found.kind == RENUMBERED) & found.code_new.str.startswith("WK")]
    assert set(zip(renumbered.year_new, renumbered.code_old, renumbered.code_new, strict=True)) == {
        (2020, "WK030705", "WK030734"),
        (2020, "WK030799", "WK030705"),
    }
    assert set(found.year_new[found.kind == CHANGED]) == {2018}
    (bos,) = runs("WK030734", found)
    assert bos.codes == dict.fromkeys((2017, 2018, 2019), "WK030705") | dict.fromkeys(
        (2020, 2021), "WK030734"
    )


def test_the_probe_names_the_services_that_answer(
    client: Client, publishers: Publishers, tmp_path: Path
) -> None:
    assert "OGC API 2025, OGC API historisch, WFS 2025, WFS 2019, Atom 2025" in wijkbuurtkaart.probe(client)
    publishers.inject("*/atom/*", faults.status(404))
    again = Client(publishers.settings(tmp_path), refresh=True)
    with again, pytest.raises(FetchError, match="Atom 2025: ") as caught:
        wijkbuurtkaart.probe(again)
    assert "WFS 2019" in caught.value.expected
