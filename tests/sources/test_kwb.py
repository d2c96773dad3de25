"""Key figures of every year: the right table, the right year, and planted values where they belong."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishers import cbs, odata3
from tests.publishers import server as faults
from tests.publishers._kwb_columns import columns_of
from tests.publishers.odata3 import Column
from tests.publishers.server import Publishers
from tests.sources.small import AMERSFOORT, AREAS, Planted, kwb_table, loaded, raws, values
from wijkkaart import catalogue
from wijkkaart.atlas import Atlas
from wijkkaart.build.fetch import Fetch
from wijkkaart.build.parts import Loaded
from wijkkaart.errors import FetchError
from wijkkaart.model import COUNTRY
from wijkkaart.sources import kwb
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Snapshot, Store

INHABITANTS = (17_900_000, 160_000, 1_000, 600, 400, 10)
PEOPLE: Planted = {
    "AantalInwoners": INHABITANTS,
    "k_0Tot15Jaar": (2_685_000, 26_000, 250, 90, 160, None),
    "Koopwoningen": (57, 56, 60, 70, 45, None),
}
NONE = math.nan


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Snapshot:
    return Snapshot(tmp_path / "gegevens")


def of_year(client: Client, store: Snapshot, year: int) -> Loaded:
    """The observations of Amersfoort in a year."""
    found = raws(client, kwb, Wanted("GM0307", years=(year,)))
    return loaded(found[f"kwb-{year}-GM0307"][0], store)


def same(found: dict[str, tuple[float, str]], *expected: tuple[float, str]) -> bool:
    """Whether the areas have these values and statuses; NaN is NaN."""
    return [(repr(float(v)), s) for v, s in found.values()] == [(repr(float(v)), s) for v, s in expected]


@pytest.mark.parametrize(
    ("year", "keys"),
    [
        (2013, ("AantalInwoners_4", "Omgevingsadressendichtheid_121")),
        (2018, ("GemiddeldInkomenPerInwoner_66", "AfstandTotSchool_98", "MateVanStedelijkheid_105")),
        (2019, ("WestersTotaal_17", "WmoClientenRelatief_90", "Omgevingsadressendichtheid_116")),
        (2022, ("PersonenautoSTotaal_100", "AfstandTotHuisartsenpraktijk_106", "OppervlakteLand_112")),
        (2023, ("BuitenEuropa_24", "GemiddeldAardgasverbruikTotaal_56", "MateVanStedelijkheid_125")),
        (2024, ("OnbewoondeWoningen_46", "PersonenInArmoede_81", "MateVanStedelijkheid_120")),
    ],
)
def test_the_tables_that_are_served_number_their_columns_as_cbs_does(
    year: int, keys: tuple[str, ...]
) -> None:
    assert set(keys) <= set(kwb_table(year, {}).keys)


@pytest.mark.parametrize("year", sorted(kwb.TABLES))
def test_planted_values_come_out_in_every_year_whatever_the_columns_are_numbered(
    publishers: Publishers, client: Client, store: Snapshot, year: int
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(year, PEOPLE)])
    found = of_year(client, store, year)
    assert found.observations is not None
    assert set(found.observations.year) == set(found.observations.boundaries) == {year}
    assert set(found.observations.source) == {"cbs-kwb"}
    assert found.table == kwb.TABLES[year]
    assert values(found, "inwoners") == {
        code: (count, "ok") for code, count in zip(AREAS, INHABITANTS, strict=True)
    }
    assert same(
        values(found, "koopwoningen_pct"),
        *[(57, "ok"), (56, "ok"), (60, "ok"), (70, "ok"), (45, "ok"), (NONE, "secret")],
    )


def test_counts_become_shares_of_their_own_indicator(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2024, PEOPLE)])
    found = of_year(client, store, 2024)
    assert values(found, "jonger_dan_15_aantal")["WK030701"] == (250, "ok")
    assert same(
        values(found, "jonger_dan_15_pct"),
        *[(15, "ok"), (16.25, "ok"), (25, "ok"), (15, "ok"), (40, "ok"), (NONE, "secret")],
    )
    assert found.observations is not None
    units = found.observations.drop_duplicates("indicator").set_index("indicator").unit
    assert (units["jonger_dan_15_aantal"], units["jonger_dan_15_pct"]) == ("inwoners", "%")


def test_names_that_a_table_uses_more_than_once_are_told_apart(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    planted: Planted = {
        "Nederland#1": (1,) * 6,
        "Nederland#2": (2,) * 6,
        "EuropaExclusiefNederland#3": (3,) * 6,
        "BuitenEuropa#2": (4,) * 6,
        "Appartement#1": (2000,) * 6,
        "Appartement#2": (700,) * 6,
        "EigenWoning#2": (900,) * 6,
    }
    odata3.serve(publishers, "cbs", [kwb_table(2023, planted)])
    found = of_year(client, store, 2023)
    expected = {
        "herkomst_nederland_aantal": 1,
        "geboren_nl_herkomst_nederland_aantal": 2,
        "geboren_elders_herkomst_europa_aantal": 3,
        "geboren_nl_herkomst_buiten_europa_aantal": 4,
        "elektriciteit_appartement": 2000,
        "aardgas_appartement": 700,
        "aardgas_koopwoning": 900,
    }
    assert {key: values(found, key)["GM0307"] for key in expected} == {
        key: (value, "ok") for key, value in expected.items()
    }


def test_origin_before_2023_is_another_indicator(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2022, {**PEOPLE, "NietWestersTotaal": (100,) * 6})])
    found = of_year(client, store, 2022)
    assert found.observations is not None
    assert not any(key.startswith("herkomst_") for key in found.observations.indicator)
    assert catalogue.indicators()["niet_westers_aantal"].until == 2022
    assert values(found, "niet_westers_aantal")["GM0307"] == (100, "ok")


@pytest.mark.parametrize(
    ("year", "status"), [(2025, "later"), (2024, "later"), (2023, "not measured"), (2015, "not measured")]
)
def test_a_figure_that_is_empty_everywhere_is_still_to_come_in_the_newest_editions_only(
    publishers: Publishers, client: Client, store: Snapshot, year: int, status: str
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(year, PEOPLE)])
    found = values(of_year(client, store, year), "inkomen_per_inwoner")
    assert same(found, *[(NONE, status)] * 6)


def test_a_figure_of_the_gemeente_alone_is_not_secret_in_its_buurten(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    planted: Planted = {**PEOPLE, "WmoClientenRelatief": (50, 60, None, None, None, None)}
    odata3.serve(publishers, "cbs", [kwb_table(2025, planted)])
    found = values(of_year(client, store, 2025), "wmo_per_1000")
    assert same(found, (50, "ok"), (60, "ok"), *[(NONE, "later")] * 4)


def test_the_unit_decides_whether_it_is_a_count_or_a_percentage(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    columns = [
        Column("AantalInwoners", "Aantal inwoners"),
        Column("k_0Tot15Jaar", "0 tot 15 jaar", "%"),
        Column("Koopwoningen", "Koopwoningen", "aantal"),
        Column("GemiddeldInkomenPerInwoner", "Inkomen", "euro"),
        Column("GeboorteRelatief", "Geboorte relatief", "per 1 000 inwoners"),
        Column("NieuwOnderwerp", "Nieuw onderwerp"),
    ]
    planted: Planted = {
        "AantalInwoners": INHABITANTS,
        "k_0Tot15Jaar": (15, 16, 25, 15, 40, None),
        **dict.fromkeys(("Koopwoningen", "GemiddeldInkomenPerInwoner"), (9,) * 6),
        **dict.fromkeys(("GeboorteRelatief", "NieuwOnderwerp"), (10,) * 6),
    }
    odata3.serve(publishers, "cbs", [kwb_table(2024, planted, columns)])
    found = of_year(client, store, 2024)
    assert found.observations is not None
    assert set(found.observations.indicator) == {"inwoners", "jonger_dan_15_pct", "geboorten_per_1000"}
    assert values(found, "jonger_dan_15_pct")["GM0307"] == (16, "ok")
    assert found.report.notes == [
        "Niet overgenomen, want in een andere eenheid dan verwacht:"
        " Koopwoningen_3 (aantal), GemiddeldInkomenPerInwoner_4 (euro).",
        "Niet herkend en niet overgenomen, 1 kolom: NieuwOnderwerp_6.",
    ]


def test_every_topic_since_2015_is_known(publishers: Publishers, client: Client, store: Snapshot) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(year, PEOPLE) for year in kwb.TABLES])
    notes = {year: of_year(client, store, year).report.notes for year in kwb.TABLES if year > 2014}
    assert {year for year, found in notes.items() if any("herkend" in note for note in found)} == set()


def test_unknown_topics_are_named(publishers: Publishers, client: Client, store: Snapshot) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2013, PEOPLE)])
    assert [note for note in of_year(client, store, 2013).report.notes if "NietActieven_68" in note]


# ---------------------------------------------------------------- pieces


def test_there_is_a_piece_for_every_year_the_newest_first(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [])
    keys = [piece.key for piece in kwb.pieces(AMERSFOORT, client)]
    assert keys == [f"kwb-{year}-GM0307" for year in range(2025, 2012, -1)]
    assert [piece.label for piece in kwb.pieces(Wanted("GM0307", years=(2019,)), client)] == [
        "Kerncijfers wijken en buurten 2019"
    ]


def test_next_year_is_found_in_the_catalogue(publishers: Publishers, client: Client) -> None:
    tables = [
        kwb_table(2026, PEOPLE, [column for column, _ in columns_of(2025)], id="87001NED"),
        kwb_table(2012, {}, id="70904ned", title="Kerncijfers wijken en buurten 2009-2012"),
        kwb_table(2011, {}, id="70139ned", title="Kerncijfers wijken en buurten 2011"),
    ]
    odata3.serve(publishers, "cbs", tables)
    pieces = kwb.pieces(AMERSFOORT, client)
    assert [piece.key for piece in pieces[:2]] == ["kwb-2026-GM0307", "kwb-2025-GM0307"]
    assert pieces[-1].key == "kwb-2013-GM0307"
    answer = pieces[0].ask(client)
    assert answer.table == "87001NED"
    assert answer.raws()[0].facts["blank"] == "later"
    assert [piece.key for piece in kwb.pieces(Wanted(COUNTRY), client)] == ["kwb-2026-NL00"]


def test_without_the_catalogue_the_known_years_will_do(publishers: Publishers, client: Client) -> None:
    publishers.inject("/cbs/ODataCatalog/*", faults.status(500))
    assert len(kwb.pieces(AMERSFOORT, client)) == 13


def test_a_table_of_another_year_is_refused(publishers: Publishers, client: Client) -> None:
    wrong = kwb_table(2022, PEOPLE, id=kwb.TABLES[2024])
    odata3.serve(publishers, "cbs", [wrong])
    piece = kwb.pieces(Wanted("GM0307", years=(2024,)), client)[0]
    with pytest.raises(FetchError, match="De tabel 85984NED gaat over 2022, verwacht 2024"):
        piece.ask(client)


def test_a_year_without_the_gemeente_gives_nothing_and_no_error(
    publishers: Publishers, client: Client
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2013, PEOPLE)])
    assert raws(client, kwb, Wanted("GM1992", years=(2013,))) == {"kwb-2013-GM1992": []}


def test_an_answer_tells_where_it_is_from_and_whether_it_changed(
    publishers: Publishers, client: Client, tmp_path: Path
) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2024, PEOPLE)])
    piece = kwb.pieces(Wanted("GM0307", years=(2024,)), client)[0]
    answer = piece.ask(client)
    assert "ODataFeed/odata/85984NED/TypedDataSet" in answer.url
    assert answer.digest == piece.ask(client).digest
    publishers.reset()
    odata3.serve(publishers, "cbs", [kwb_table(2024, {**PEOPLE, "Mannen": (1,) * 6})])
    with Client(publishers.settings(tmp_path), refresh=True) as again:
        assert piece.ask(again).digest != answer.digest


def test_the_probe_says_what_the_newest_table_is(publishers: Publishers, client: Client) -> None:
    odata3.serve(publishers, "cbs", [kwb_table(2025, PEOPLE)])
    assert kwb.probe(client) == (
        "Tabel 86165NED: 'Kerncijfers wijken en buurten 2025', 121 kolommen, jaren 2013-2025."
    )


@pytest.mark.shared
def test_two_whole_gemeenten_come_out_with_every_year(
    publishers: Publishers, client: Client, store: Snapshot, shared: Path
) -> None:
    cbs.serve(publishers, "cbs", shared)
    for gemeente, areas in (("GM0307", 180), ("GM0362", 63)):
        for year in (2013, 2019, 2024):
            found = raws(client, kwb, Wanted(gemeente, years=(year,)))
            read = loaded(found[f"kwb-{year}-{gemeente}"][0], store)
            assert (read.report.read, read.report.kept) == (areas, areas)
            assert len(values(read, "inwoners")) == areas


@pytest.mark.shared
def test_each_figure_is_shown_of_its_newest_well_filled_year(
    publishers: Publishers, tmp_path: Path, shared: Path
) -> None:
    cbs.serve(publishers, "cbs", shared)
    settings = publishers.settings(tmp_path)
    with Client(settings) as client:
        wanted = Wanted("GM0307", years=(2022, 2023, 2024, 2025))
        reports = Fetch(wanted, Store(settings.data), [kwb], client).run()
    assert [report.error for report in reports] == [None] * 4
    atlas = Atlas(Snapshot(settings.data))
    years = {
        key: atlas.best_year(key, "buurt", "GM0307")
        for key in ("inwoners", "inkomen_per_inwoner", "aardgas", "laag_inkomen_pct", "westers_pct")
    }
    assert years == {
        "inwoners": 2025,
        "inkomen_per_inwoner": 2024,
        "aardgas": 2023,
        "laag_inkomen_pct": 2023,
        "westers_pct": 2022,
    }
