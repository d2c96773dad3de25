"""Series over years: planted changes of boundary, code and definition that a plain line would run through."""

import geopandas as gpd
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from tests.core.compare.planted import INDICATORS, known
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.compare.series import Break, Series, series
from wijkkaart.core.links import history
from wijkkaart.model import RD, level_of

A, B, C = "WK030701", "WK030702", "WK030703"


def ground(years: dict[int, dict[str, tuple[int, int, str]]]) -> pd.DataFrame:
    """History of areas, each from and to so many metres along a strip, with CBS's marker."""
    frames = {}
    for year, areas in years.items():
        shapes = [box(150_000 + start, 460_000, 150_000 + end, 461_000) for start, end, _ in areas.values()]
        columns = {
            "code": [*areas],
            "level": [str(level_of(code)) for code in areas],
            "year": [year] * len(areas),
            "change": [change for *_, change in areas.values()],
        }
        frames[year] = gpd.GeoDataFrame(columns, geometry=shapes, crs=RD)
    return history(frames)


def drawn(found: Series) -> list[list[int]]:
    """The years of every line that may be drawn."""
    return [[value.year for value in line] for segment in found.segments for line in segment.lines]


def of(code: str, years: dict[int, float | None], indicator: str = "afstand") -> list[tuple[object, ...]]:
    return [(code, indicator, year, value) for year, value in years.items()]


SAME = (0, 1000, "1")


def test_a_line_runs_over_unchanged_boundaries() -> None:
    links = ground({2022: {A: SAME}, 2023: {A: SAME}, 2024: {A: SAME}})
    rows = known(*of(A, {2022: 1.0, 2023: 1.1, 2024: 1.2}))
    assert drawn(series(rows, A, INDICATORS["afstand"], links)) == [[2022, 2023, 2024]]


def test_a_line_breaks_where_the_boundary_changed_under_the_same_code() -> None:
    links = ground({2022: {A: SAME}, 2023: {A: (0, 1500, "3")}, 2024: {A: (0, 1500, "1")}})
    found = series(known(*of(A, {2022: 1.0, 2023: 3.0, 2024: 3.1})), A, INDICATORS["afstand"], links)
    assert drawn(found) == [[2022], [2023, 2024]]
    assert [segment.since for segment in found.segments] == [Break.NONE, Break.BOUNDARY]
    assert found.trend is not None
    assert found.trend.verdict is not Verdict.HIGHER  # 3.0 to 3.1 is nothing, and 1.0 was another area


def test_a_line_runs_on_under_another_code() -> None:
    links = ground({2023: {A: SAME}, 2024: {B: (0, 1000, "2")}})
    found = series(known(*of(A, {2023: 1.0}), *of(B, {2024: 2.0})), B, INDICATORS["afstand"], links)
    assert drawn(found) == [[2023, 2024]]
    assert found.trend is not None
    assert found.trend.verdict is Verdict.HIGHER


def test_counts_of_a_renumbered_area_are_counts_of_one_area() -> None:
    links = ground({2023: {A: SAME}, 2024: {B: (0, 1000, "2")}})
    rows = known(*of(A, {2023: 500}, "inwoners"), *of(B, {2024: 600}, "inwoners"))
    found = series(rows, B, INDICATORS["inwoners"], links)
    assert found.trend is not None
    assert (found.trend.verdict, found.trend.reason) == (Verdict.HIGHER, Reason.NONE)


def test_a_code_that_another_area_had_brings_nothing_of_that_area() -> None:
    links = ground(
        {
            2023: {A: SAME, B: (1000, 2000, "1")},
            2024: {C: (0, 1000, "2"), A: (1000, 2000, "2")},
        }
    )
    rows = known(*of(A, {2023: 1.0, 2024: 8.0}), *of(B, {2023: 7.9}), *of(C, {2024: 1.1}))
    found = series(rows, A, INDICATORS["afstand"], links)
    assert [[value.value for value in line] for s in found.segments for line in s.lines] == [[7.9, 8.0]]


def test_an_area_that_had_the_code_before_is_known_by_its_name() -> None:
    links = ground({2023: {A: SAME}, 2024: {A: (3000, 5000, "3")}})
    rows = known(*of(A, {2012: 1.5, 2023: 1.0, 2024: 8.0}))
    names = {2023: "Bosgebied", 2024: "Isselt"}
    assert drawn(series(rows, A, INDICATORS["afstand"], links, names=names)) == [[2024]]
    same = {2023: "De Koppel", 2024: "de-koppel"}
    assert drawn(series(rows, A, INDICATORS["afstand"], links, names=same)) == [[2012], [2023], [2024]]


def test_a_year_without_a_value_is_a_gap_and_not_a_straight_line() -> None:
    links = ground({year: {A: SAME, B: (1000, 2000, "1")} for year in (2021, 2022, 2023, 2024)})
    rows = known(*of(A, {2021: 1.0, 2022: None, 2024: 1.2}), *of(B, {2023: 4.0}))
    found = series(rows, A, INDICATORS["afstand"], links)
    assert drawn(found) == [[2021], [2024]]
    assert found.gaps == [2022, 2023]
    assert len(found.segments) == 1
    assert found.frame().groupby("line").value.count().max() == 1


def test_years_outside_the_definition_are_left_out_and_told() -> None:
    links = ground({year: {A: SAME} for year in (2022, 2023, 2024)})
    rows = known(*of(A, {2022: 10, 2023: 20, 2024: 21}, "nieuw_pct"))
    found = series(rows, A, INDICATORS["nieuw_pct"], links)
    assert drawn(found) == [[2023, 2024]]
    assert found.redefined == (2022,)


def test_boundaries_that_are_not_known_join_nothing() -> None:
    rows = known(*of(A, {2022: 1.0, 2023: 1.1}))
    found = series(rows, A, INDICATORS["afstand"])
    assert drawn(found) == [[2022], [2023]]
    assert found.segments[1].since is Break.UNKNOWN
    assert found.trend is None


def test_a_year_without_outlines_between_two_with_the_same_belongs_to_them() -> None:
    links = ground({2020: {A: SAME}, 2024: {A: SAME}})
    found = series(known(*of(A, {2020: 1.0, 2022: 1.1, 2025: 1.2})), A, INDICATORS["afstand"], links)
    assert drawn(found) == [[2020, 2022], [2025]]


def test_what_a_publisher_worked_out_for_one_division_is_one_line() -> None:
    rows = known(*of(A, {2014: 1.0, 2018: 2.0, 2022: 3.0})).assign(boundaries=2022)
    assert drawn(series(rows, A, INDICATORS["afstand"])) == [[2014, 2018, 2022]]


def test_the_country_is_always_the_country() -> None:
    rows = known(*of("NL00", {2014: 1.0, 2015: 2.0}))
    assert drawn(series(rows, "NL00", INDICATORS["afstand"])) == [[2014, 2015]]


def test_a_trend_that_rounding_can_make_is_not_claimed() -> None:
    links = ground({2023: {A: SAME}, 2024: {A: SAME}})
    found = series(known(*of(A, {2023: 40, 2024: 45}, "inwoners")), A, INDICATORS["inwoners"], links)
    assert found.trend is not None
    assert found.trend.verdict is Verdict.UNSURE


def test_an_area_with_nothing_has_an_empty_series() -> None:
    found = series(known(), A, INDICATORS["afstand"], ground({2024: {A: SAME}}))
    assert (found.segments, found.gaps, found.trend) == ((), [], None)
    assert found.frame().empty


steps = st.lists(st.tuples(st.sampled_from([A, B]), st.sampled_from([1000, 1500])), min_size=2, max_size=6)


@settings(max_examples=25)
@given(steps)
def test_lines_are_those_of_going_from_year_to_year(areas: list[tuple[str, int]]) -> None:
    """One area that changes its code and its outline at random, without markers."""
    years = range(2018, 2018 + len(areas))
    links = ground({year: {code: (0, end, "")} for year, (code, end) in zip(years, areas, strict=True)})
    rows = known(
        *((code, "afstand", year, 1.0 + year - 2018) for year, (code, _) in zip(years, areas, strict=True))
    )
    mine = areas[-1][0]
    groups: list[list[tuple[int, str, int]]] = []
    for year, (code, end) in zip(years, areas, strict=True):
        if not groups or groups[-1][-1][2] != end:
            groups.append([])
        groups[-1].append((year, code, end))
    # What ends under another code was another area.
    expected = [[year for year, _, _ in group] for group in groups if group[-1][1] == mine]
    assert drawn(series(rows, mine, INDICATORS["afstand"], links)) == expected
