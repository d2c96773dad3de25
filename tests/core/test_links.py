"""Which area of one year is which of the next: planted changes, and those that really happened."""

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from wijkkaart.core.links import CHANGED, LINK_COLUMNS, RENUMBERED, SAME, history, links, runs
from wijkkaart.model import RD, level_of

Planted = tuple[str, BaseGeometry, str]


def cell(i: int, size: float = 1000) -> BaseGeometry:
    """The i-th of a row of squares, in RD."""
    return box(150_000 + 1000 * i, 460_000, 150_000 + 1000 * i + size, 461_000)


def areas(year: int, *rows: Planted) -> gpd.GeoDataFrame:
    """Areas with a code, an outline and CBS's marker."""
    columns = {
        "code": [code for code, _, _ in rows],
        "level": [str(level_of(code)) for code, _, _ in rows],
        "year": [year] * len(rows),
        "change": [change for _, _, change in rows],
    }
    return gpd.GeoDataFrame(columns, geometry=[shape for _, shape, _ in rows], crs=RD)


def linked(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> dict[tuple[str, str], str]:
    """Old and new code to the kind of link."""
    found = links(old, new)
    return {(str(row.code_old), str(row.code_new)): str(row.kind) for row in found.itertuples()}


def doubts(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> dict[str, str]:
    found = links(old, new)
    return dict(zip(found.code_new, found.doubt, strict=True))


def test_an_area_that_stayed_as_it_was_is_the_same() -> None:
    old, new = areas(2023, ("WK030701", cell(0), "1")), areas(2024, ("WK030701", cell(0), "1"))
    assert linked(old, new) == {("WK030701", "WK030701"): SAME}
    assert doubts(old, new) == {"WK030701": ""}


def test_the_old_code_of_a_renumbered_area_is_found_by_its_outline() -> None:
    old = areas(2023, ("WK030701", cell(0), "1"), ("WK030702", cell(1), "1"))
    new = areas(2024, ("WK030701", cell(0), "1"), ("WK030788", cell(1), "2"))
    assert linked(old, new)[("WK030702", "WK030788")] == RENUMBERED
    assert set(doubts(old, new).values()) == {""}


def test_a_code_that_is_used_again_links_nothing() -> None:
    old = areas(2023, ("WK030705", cell(0), "1"), ("WK030704", cell(1), "1"))
    new = areas(2024, ("WK030734", cell(0), "2"), ("WK030705", cell(1), "2"))
    assert linked(old, new) == {
        ("WK030705", "WK030734"): RENUMBERED,
        ("WK030704", "WK030705"): RENUMBERED,
    }


def test_an_area_with_another_outline_is_changed() -> None:
    old = areas(2023, ("BU03070101", cell(0), "1"))
    new = areas(
        2024, ("BU03070101", cell(0, 700), "3"), ("BU03070102", box(150_700, 460_000, 151_000, 461_000), "3")
    )
    assert linked(old, new) == {
        ("BU03070101", "BU03070101"): CHANGED,
        ("", "BU03070102"): CHANGED,
    }


def test_an_area_that_is_gone_is_told() -> None:
    old = areas(2023, ("BU03070101", cell(0), "1"), ("BU03070102", cell(1), "1"))
    assert linked(old, areas(2024, ("BU03070101", cell(0), "1")))[("BU03070102", "")] == CHANGED


@pytest.mark.parametrize(
    ("marker", "shape", "doubt"),
    [
        ("1", cell(0, 900), "ongewijzigd, maar de omtrek is anders"),
        ("2", cell(0, 900), "geen enkel gebied had eerder deze omtrek"),
        ("3", cell(0), "gewijzigd, maar code en omtrek zijn dezelfde"),
    ],
)
def test_where_marker_and_outlines_disagree_nothing_is_joined_and_it_is_said(
    marker: str, shape: BaseGeometry, doubt: str
) -> None:
    old, new = areas(2023, ("WK030701", cell(0), "1")), areas(2024, ("WK030701", shape, marker))
    assert linked(old, new) == {("WK030701", "WK030701"): CHANGED}
    assert doubt in doubts(old, new)["WK030701"]


def test_without_a_marker_the_outlines_decide() -> None:
    old = areas(2023, ("GM0307", cell(0), ""), ("GM0308", cell(1), ""))
    new = areas(2024, ("GM0307", cell(0, 995), ""), ("GM0308", cell(1, 900), ""))
    assert linked(old, new) == {("GM0307", "GM0307"): SAME, ("GM0308", "GM0308"): CHANGED}


def test_a_marker_says_nothing_about_the_years_before_the_last() -> None:
    old, new = areas(2020, ("WK030701", cell(0), "1")), areas(2024, ("WK030701", cell(0), "3"))
    assert linked(old, new) == {("WK030701", "WK030701"): SAME}


def test_a_wijk_and_its_only_buurt_are_not_taken_for_each_other() -> None:
    old = areas(2023, ("WK030701", cell(0), "1"), ("BU03070100", cell(0), "1"))
    new = areas(2024, ("BU03070100", cell(0), "1"), ("WK030701", cell(0), "1"))
    assert set(linked(old, new)) == {("BU03070100", "BU03070100"), ("WK030701", "WK030701")}


def test_years_without_areas_link_nothing() -> None:
    none = areas(2023).iloc[:0]
    new = areas(2024, ("WK030701", cell(0), "1"))
    assert linked(none, new) == {("", "WK030701"): CHANGED}
    assert linked(new, none) == {("WK030701", ""): CHANGED}
    assert [*history({2024: new}).columns] == [*LINK_COLUMNS, "year_old", "year_new"]
    assert runs("WK030701", history({2024: new})) == []


@pytest.fixture
def told() -> dict[int, gpd.GeoDataFrame]:
    """Bosgebied has WK030705 until 2020 and WK030734 from then on; Isselt gets WK030705; De Hoef is split."""
    bos, isselt, hoef = cell(0), cell(1), cell(2)
    return {
        2018: areas(2018, ("WK030705", bos, "1"), ("WK030704", isselt, "1"), ("WK030725", hoef, "1")),
        2019: areas(2019, ("WK030705", bos, "1"), ("WK030704", isselt, "1"), ("WK030725", hoef, "1")),
        2020: areas(2020, ("WK030734", bos, "2"), ("WK030705", isselt, "2"), ("WK030725", hoef, "1")),
        2021: areas(2021, ("WK030734", bos, "1"), ("WK030705", isselt, "1"), ("WK030725", cell(2, 500), "3")),
    }


def test_a_run_goes_through_another_code_for_the_same_area(told: dict[int, gpd.GeoDataFrame]) -> None:
    (run,) = runs("WK030734", history(told))
    assert run.codes == {2018: "WK030705", 2019: "WK030705", 2020: "WK030734", 2021: "WK030734"}


def test_a_code_that_is_used_again_gives_two_runs(told: dict[int, gpd.GeoDataFrame]) -> None:
    bos, isselt = sorted(runs("WK030705", history(told)), key=lambda run: run.codes[2021], reverse=True)
    assert bos.codes[2021] == "WK030734"
    assert isselt.codes == {2018: "WK030704", 2019: "WK030704", 2020: "WK030705", 2021: "WK030705"}
    assert 2021 in isselt


def test_a_series_breaks_where_the_boundary_changes(told: dict[int, gpd.GeoDataFrame]) -> None:
    assert [list(run.codes) for run in runs("WK030725", history(told))] == [[2018, 2019, 2020], [2021]]


@pytest.mark.shared
def test_of_amersfoort_the_wijken_that_stayed_are_joined_and_the_used_code_is_not(shared: Path) -> None:
    old = gpd.read_file(shared / "boundaries/amersfoort_wijken_2016.geojson").to_crs(RD)
    new = gpd.read_file(shared / "boundaries/amersfoort_wijken_2024.geojson").to_crs(RD)
    old = old.assign(code=old.WKC, level="wijk", year=2016, change="", geometry=old.make_valid())
    new = new.assign(code=new.wijkcode, level="wijk", year=2024, change="", geometry=new.make_valid())
    found = linked(old, new)
    assert found[("WK030701", "WK030701")] == SAME, "Stadskern"
    assert found[("WK030730", "WK030730")] == SAME, "Vathorst-De Bron"
    assert found[("WK030728", "WK030728")] == CHANGED, "Vathorst-De Velden gave half of it away"
    assert found[("WK030705", "WK030705")] == CHANGED, "Bosgebied in 2016, Isselt in 2024"
    steps = history({2016: old, 2024: new})
    assert [list(run.codes) for run in runs("WK030705", steps)] == [[2016], [2024]]
