"""Shares of people of certain ages in an own area: what is known of how heavily each part weighs."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import alternative_figures as naive
from tests.core.compare.planted import INDICATORS, Planted, figure, known
from wijkkaart.core.compare.ages import people_of
from wijkkaart.core.compare.own_area import CLOSE, How, OwnArea, makings, own_area
from wijkkaart.core.compare.parts import Parts
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.compare.weighing import mean_bounds

A, B = "BU03070701", "BU03070702"
GROUPS = {
    "jonger_dan_15": (0, 15),
    "van_15_tot_25": (15, 25),
    "van_25_tot_65": (25, 65),
    "ouderen": (65, 999),
}


def people(code: str, young: int, youth: int, grown: int, old: int, year: int = 2024) -> list[Planted]:
    counts = dict(zip(GROUPS, (young, youth, grown, old), strict=True))
    rows: list[Planted] = [(code, name, year, count) for name, count in counts.items()]
    return [*rows, (code, "inwoners", year, young + youth + grown + old)]


def lonely(code: str, share: float | None, year: int = 2024, *margins: float) -> Planted:
    return (code, "eenzaam_pct", year, share, *margins)


def made(*rows: Planted) -> OwnArea:
    return own_area(known(*rows), (A, B), "Ons gebied", indicators=INDICATORS)


def row(area: OwnArea, year: int = 2024) -> "pd.Series[float]":
    found = area.figures
    return found[(found.indicator == "eenzaam_pct") & (found.year == year)].iloc[0]


# How heavily a part may weigh

numbers = st.floats(0, 100, allow_nan=False)
ranges = st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=60)
@given(st.lists(st.tuples(ranges, ranges), min_size=1, max_size=4))
def test_a_mean_lies_where_the_ends_of_all_values_and_weights_put_it(
    parts: list[tuple[naive.Range, naive.Range]],
) -> None:
    values, weights = [each for each, _ in parts], [each for _, each in parts]
    (low, high), (least, most) = np.array(values).T, np.array(weights).T
    every = naive.weighted_means(values, weights)
    found = mean_bounds(low, high, least, most)
    if not every:
        assert all(math.isnan(each) for each in found)
    else:
        assert found == pytest.approx((min(every), max(every)))


def test_what_weighs_surely_decides_and_what_may_weigh_nothing_does_not() -> None:
    low = high = np.array([10.0, 20.0])
    assert mean_bounds(low, high, np.array([3.0, 1.0]), np.array([3.0, 1.0])) == (12.5, 12.5)
    assert mean_bounds(low, high, np.array([3.0, 0.0]), np.array([3.0, 1.0])) == (10.0, 12.5)
    assert mean_bounds(low, high, np.zeros(2), np.ones(2)) == (10.0, 20.0)


@pytest.mark.parametrize("edge", [0, 1, 2, 3])
def test_a_mean_with_an_unknown_end_is_not_known(edge: int) -> None:
    given_ends = [np.array([1.0, 2.0]) for _ in range(4)]
    given_ends[edge][1] = np.nan
    assert any(math.isnan(each) for each in mean_bounds(*given_ends))


# How many people there are


def counted(
    printed: dict[str, int | None], first: int, end: int | None, value: bool = False
) -> tuple[float, ...]:
    rows: list[Planted] = [(A, name, 2024, count) for name, count in printed.items() if count is not None]
    grid = people_of(Parts(known(*rows), (A,), INDICATORS), first, end)
    return tuple(float(each[0, 0]) for each in ([grid.value] if value else [grid.lower, grid.upper]))


def test_adults_are_all_of_25_and_older_and_perhaps_those_of_15_to_25() -> None:
    printed = {"jonger_dan_15": 200, "van_15_tot_25": 100, "van_25_tot_65": 500, "ouderen": 200}
    # Without the total: 700 less two times 4, and 800 and three times 4.
    assert counted(printed, 18, None) == (692, 812)
    # The total of 1000 says more: at most 1004 less the 196 who are surely younger than 15.
    assert counted(printed | {"inwoners": 1000}, 18, None) == (692, 808)
    assert counted(printed, 18, None, value=True) == (770,)  # seven of the ten ages from 15 to 25
    assert counted(printed, 15, 75) == (592, 812)


def test_people_who_are_not_counted_by_age_may_all_be_or_none() -> None:
    printed = {"inwoners": 1000, "jonger_dan_15": 200, "ouderen": 200}
    assert counted(printed, 18, None) == (196, 808)
    assert counted(printed, 18, None, value=True) == (200 + 600 * 47 / 50,)
    assert counted({"inwoners": 1000}, 18, None) == (0, 1004)
    assert all(math.isnan(each) for each in counted({"ouderen": 200}, 18, None))


def test_counts_that_contradict_each_other_tell_nothing() -> None:
    assert all(math.isnan(each) for each in counted({"inwoners": 100, "ouderen": 200}, 18, None))


def test_a_share_of_the_inhabitants_tells_how_many_they_are() -> None:
    indicators = INDICATORS | {"ouderen": figure("ouderen", "count", age_from=65)}
    rows = known((A, "inwoners", 2024, 1000), (A, "ouderen_pct", 2024, 20))
    grid = people_of(Parts(rows, (A,), indicators), 65, None)
    assert grid.value[0, 0] == 200
    # 19.5% of 996 to 20.5% of 1004, and a little wider by the rounding of the count behind it.
    assert 190 < grid.lower[0, 0] < 195
    assert 205 < grid.upper[0, 0] < 210


small = st.one_of(st.none(), st.integers(0, 2).map(lambda n: 2 * n))


@settings(max_examples=40)
@given(st.tuples(small, small, small), st.integers(0, 5).map(lambda n: 2 * n), st.sampled_from([18, 25, 30]))
def test_the_bounds_of_people_are_those_of_all_counts_that_they_may_have_been(
    printed: tuple[int | None, ...], total: int, end: int
) -> None:
    ages = [(0, 18), (18, 25), (25, 999)]
    names = ["a", "b", "c"]
    indicators = {
        name: figure(name, "count", rounded=2, age_from=first, age_to=stop if stop < 999 else None)
        for name, (first, stop) in zip(names, ages, strict=True)
    } | {"t": figure("t", "count", rounded=2, age_from=0)}
    given_counts = [*zip(names, printed, strict=True), ("t", total)]
    frame = pd.DataFrame(
        [(A, name, n, max(n - 1, 0), n + 1) for name, n in given_counts if n is not None],
        columns=["code", "indicator", "value", "lower", "upper"],
    ).assign(year=2024, status="ok", source="cbs")
    grid = people_of(Parts(frame, (A,), indicators), 15, end)
    groups = [(*age, count) for age, count in zip(ages, printed, strict=True)]
    every = naive.people_of(groups, total, 15, end, 2)
    bounds = (grid.lower[0, 0], grid.upper[0, 0])
    if every:
        assert bounds == (min(every), max(every))
        assert bounds[0] <= grid.value[0, 0] <= bounds[1]
    else:
        assert all(math.isnan(each) for each in bounds)


# What becomes of the share


def test_a_share_of_adults_is_weighted_by_them() -> None:
    found = row(
        made(*people(A, 200, 100, 500, 200), *people(B, 100, 50, 100, 50), lonely(A, 40), lonely(B, 60))
    )
    # 692 to 808 adults in the one; in the other 142 to 208, guessed at 770 and 185.
    assert found.value == pytest.approx((40 * 770 + 60 * 185) / (770 + 185))
    assert found.least == pytest.approx((40 * 808 + 60 * 142) / (808 + 142))
    assert found.most == pytest.approx((40 * 692 + 60 * 208) / (692 + 208))
    assert (found.how, found.status, found.counted) == (How.BY_AGES, "estimate", 2024)


def test_published_margins_and_unknown_weights_together_bound_it() -> None:
    rows = [*people(A, 200, 100, 500, 200), *people(B, 100, 50, 100, 50)]
    found = row(made(*rows, lonely(A, 40, 2024, 38, 43), lonely(B, 44, 2024, 41, 45)))
    assert found.lower == pytest.approx((38 * 808 + 41 * 142) / (808 + 142))
    assert found.upper == pytest.approx((43 * 692 + 45 * 208) / (692 + 208))
    assert found.lower < found.least < found.value < found.most < found.upper
    assert found.reason == Reason.NONE


def test_without_a_published_margin_it_is_named_but_not_compared() -> None:
    rows = [*people(A, 200, 100, 500, 200), *people(B, 100, 50, 100, 50)]
    found = row(made(*rows, lonely(A, 40), lonely(B, 44)))
    assert found.least < found.value < found.most
    assert (found.reason, math.isnan(found.lower)) == (Reason.MARGIN, True)


def test_a_range_that_is_too_wide_names_no_figure() -> None:
    young = [*people(A, 0, 800, 100, 0), *people(B, 0, 0, 300, 600)]  # students beside pensioners
    found = row(made(*young, lonely(A, 20), lonely(B, 60)))
    assert (math.isnan(found.value), found.how) == (True, How.BETWEEN)
    assert (found.lower, found.upper) == (found.least, found.most)
    assert 20 < found.lower < found.upper < 60
    assert found.upper - found.lower > CLOSE


def test_people_of_a_near_year_serve_and_are_told_and_those_of_long_ago_do_not() -> None:
    rows = [*people(A, 200, 100, 500, 200), *people(B, 100, 50, 100, 50)]
    shares = [
        lonely(code, share, year, share - 1, share + 1)
        for code, share in ((A, 40), (B, 44))
        for year in (2020, 2012)
    ]
    area = made(*rows, *shares)
    found = row(area, 2020)
    assert (found.how, found.counted, found.reason) == (How.BY_AGES, 2024, Reason.MARGIN)
    assert math.isnan(found.lower)  # how many lived in each part then, is anyone's guess
    before = row(area, 2012)
    assert (before.how, before.counted, before.lower, before.upper) == (How.BETWEEN, 0, 39, 45)


def test_the_people_of_the_year_itself_come_first() -> None:
    rows = [*people(A, 0, 0, 100, 0), *people(B, 0, 0, 300, 0)]
    rows += [*people(A, 0, 0, 300, 0, 2023), *people(B, 0, 0, 100, 0, 2023)]
    area = made(
        *rows, *(lonely(code, share, year) for code, share in ((A, 40), (B, 44)) for year in (2023, 2024))
    )
    assert (row(area, 2024).value, row(area, 2023).value) == (43, 41)


def test_a_part_without_the_share_is_never_left_out_as_if_it_were_not_there() -> None:
    rows = [*people(A, 0, 0, 500, 500), *people(B, 0, 0, 100, 100)]
    found = row(made(*rows, lonely(A, 40), lonely(B, None)))
    # The others could be anything, which is a range of 17 points.
    assert (math.isnan(found.value), found.how, found.missing) == (True, How.BETWEEN, B)
    assert found.lower == pytest.approx(40 * 992 / (992 + 204))
    assert found.upper == pytest.approx((40 * 992 + 100 * 204) / (992 + 204))
    nearly = row(made(*people(A, 0, 0, 5000, 5000), *people(B, 0, 0, 5, 5), lonely(A, 40), lonely(B, None)))
    assert nearly.value == 40
    half = row(made(*people(A, 0, 0, 500, 500), *people(B, 0, 0, 500, 500), lonely(A, 40), lonely(B, None)))
    assert (math.isnan(half.value), half.how) == (True, How.PARTS_MISSING)


def test_where_nobody_is_counted_it_lies_between_its_parts() -> None:
    found = row(made(lonely(A, 40), lonely(B, 44)))
    assert (found.how, found.lower, found.upper) == (How.BETWEEN, 40, 44)


def test_what_a_figure_is_made_of_holds_the_counts_by_age() -> None:
    names = makings(INDICATORS["eenzaam_pct"], INDICATORS)
    assert {*GROUPS, "inwoners", "ouderen_pct"} <= {*names}
    assert makings(INDICATORS["koop_pct"], INDICATORS) == ["koop_pct", "woningen", "inwoners"]
