"""Proximity: what is within reach of what, whatever the order in which CBS puts its columns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.publishers import cbs, odata3
from tests.publishers.odata3 import Column, Table
from tests.publishers.server import Publishers
from tests.sources.small import AMERSFOORT, Planted, filled, loaded, raws, values
from wijkkaart import catalogue
from wijkkaart.build.parts import Loaded
from wijkkaart.sources import nabijheid
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted
from wijkkaart.store import Snapshot

CARE = "Gezondheid en welzijn"


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Snapshot:
    return Snapshot(tmp_path / "gegevens")


def of_year(client: Client, store: Snapshot, year: int, gemeente: str) -> Loaded:
    """The observations of a gemeente in a year."""
    found = raws(client, nabijheid, Wanted(gemeente, years=(year,)))
    return loaded(found[f"nabijheid-{year}-{gemeente}"][0], store)


def table(year: int, columns: Sequence[Column], planted: Planted) -> Table:
    return Table(
        nabijheid.TABLES[year],
        f"Nabijheid voorzieningen; afstand locatie, wijk- en buurtcijfers {year}",
        columns,
        lambda made: filled(made, planted),
    )


def hospital(kind: str) -> list[Column]:
    """The distance to a hospital, and those within 5 km."""
    groups = (CARE, f"Ziekenhuis ({kind} buitenpolikliniek)")
    inner = (*groups, "Aantal ziekenhuizen")
    return [
        Column("AfstandTotZiekenhuis", "Afstand tot ziekenhuis", "km", groups, 1),
        Column("Binnen5Km", "Binnen 5 km", "aantal", inner, 1),
    ]


@pytest.mark.parametrize("kinds", [("excl.", "incl."), ("incl.", "excl.")])
def test_hospitals_are_told_apart_by_their_heading_not_by_their_order(
    publishers: Publishers, client: Client, store: Snapshot, kinds: tuple[str, str]
) -> None:
    columns = [column for kind in kinds for column in hospital(kind)]
    numbers = {"excl.": (2.5, 1.0), "incl.": (1.5, 3.0)}
    planted: Planted = {
        f"{stem}#{turn}": (numbers[kind][place],) * 6
        for turn, kind in enumerate(kinds, 1)
        for place, stem in enumerate(("AfstandTotZiekenhuis", "Binnen5Km"))
    }
    odata3.serve(publishers, "cbs", [table(2024, columns, planted)])
    found = of_year(client, store, 2024, "GM0307")
    assert values(found, "afstand_ziekenhuis_zonder_poli")["GM0307"] == (2.5, "ok")
    assert values(found, "ziekenhuizen_zonder_poli_binnen_5_km")["GM0307"] == (1.0, "ok")
    assert values(found, "afstand_ziekenhuis")["BU03070101"] == (1.5, "ok")
    assert values(found, "ziekenhuizen_binnen_5_km")["BU03070101"] == (3.0, "ok")


def test_numbers_without_headings_belong_to_the_distance_before_them(
    publishers: Publishers, client: Client, store: Snapshot
) -> None:
    columns = [
        Column("AfstandTotHuisartsenpraktijk", "?", "km", decimals=1),
        Column("Binnen1Km", "?", "aantal", decimals=1),
        Column("Binnen3Km", "?", "aantal", decimals=1),
        Column("AfstandTotGroteSupermarkt", "?", "km", decimals=1),
        Column("Binnen1Km", "?", "aantal", decimals=1),
    ]
    planted: Planted = {
        "AfstandTotHuisartsenpraktijk": (0.8,) * 6,
        "Binnen1Km#1": (1.5,) * 6,
        "Binnen3Km#1": (6.5,) * 6,
        "AfstandTotGroteSupermarkt": (0.6,) * 6,
        "Binnen1Km#2": (2.5,) * 6,
    }
    odata3.serve(publishers, "cbs", [table(2023, columns, planted)])
    found = of_year(client, store, 2023, "GM0307")
    assert values(found, "huisartsen_binnen_1_km")["GM0307"] == (1.5, "ok")
    assert values(found, "huisartsen_binnen_3_km")["GM0307"] == (6.5, "ok")
    assert values(found, "supermarkten_binnen_1_km")["GM0307"] == (2.5, "ok")


def test_years_between_come_from_the_catalogue_but_not_tables_of_other_areas(
    publishers: Publishers, client: Client
) -> None:
    other = table(2024, hospital("incl."), {})
    other.id, other.title = "84718NED", other.title.replace("2024", "2019")
    regional = table(2024, hospital("incl."), {})
    regional.id, regional.title = (
        "80305ned",
        "Nabijheid voorzieningen; afstand locatie, regionale cijfers 2018",
    )
    odata3.serve(publishers, "cbs", [other, regional])
    keys = [piece.key for piece in nabijheid.pieces(AMERSFOORT, client)]
    years = (2025, 2024, 2023, 2022, 2021, 2020, 2019, 2017)
    assert keys == [f"nabijheid-{year}-GM0307" for year in years]


@pytest.mark.shared
def test_all_110_figures_of_a_real_table_are_different_ones(
    publishers: Publishers, client: Client, store: Snapshot, shared: Path
) -> None:
    cbs.serve(publishers, "cbs", shared)
    found = of_year(client, store, 2024, "GM0362")
    assert found.observations is not None
    assert found.observations.indicator.nunique() == 110
    assert set(found.observations.source) == {"cbs-nabijheid"}
    theme = {catalogue.indicators()[key].theme for key in found.observations.indicator.unique()}
    assert theme == {"Afstand tot voorzieningen"}
    assert found.report.notes == []
