"""Between which bounds the true figure lies: every rule with a figure that a plain reading gets wrong."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import alternative_figures as alternative
from tests.core.compare.planted import INDICATORS, SOURCES, known, observations
from wijkkaart.core.compare.rounding import Reason, bounded, value_of
from wijkkaart.model import Status

WIJK, GEMEENTE, BUURT = "WK030707", "GM0307", "BU03070701"


def bounds(frame: object, code: str, indicator: str) -> tuple[float, float]:
    found = value_of(frame, code, indicator)  # type: ignore[arg-type]
    return found.lower, found.upper


def test_a_count_of_a_wijk_may_be_four_off_and_never_below_zero() -> None:
    rows = known((WIJK, "inwoners", 2024, 6020), (BUURT, "inwoners", 2024, 0))
    assert bounds(rows, WIJK, "inwoners") == (6016, 6024)
    assert bounds(rows, BUURT, "inwoners") == (0, 4)


def test_a_count_of_a_gemeente_is_not_rounded() -> None:
    assert bounds(known((GEMEENTE, "inwoners", 2024, 161852)), GEMEENTE, "inwoners") == (161852, 161852)


def test_a_count_with_a_step_of_its_own_keeps_it_on_every_level() -> None:
    rows = known(
        (WIJK, "bijstand", 2024, 30), (GEMEENTE, "bijstand", 2024, 2940), (WIJK, "woningen", 2024, 396)
    )
    assert bounds(rows, WIJK, "bijstand") == (21, 39)
    assert bounds(rows, GEMEENTE, "bijstand") == (2931, 2949)
    assert bounds(rows, WIJK, "woningen") == (395.5, 396.5)


def test_a_share_is_as_uncertain_as_the_counts_it_is_made_of() -> None:
    rows = known(
        (BUURT, "inwoners", 2024, 60), (BUURT, "ouderen", 2024, 10), (BUURT, "ouderen_pct", 2024, 100 / 6)
    )
    low, high = bounds(rows, BUURT, "ouderen_pct")
    assert (low, high) == pytest.approx((100 * 6 / 64, 100 * 14 / 56))


def test_a_printed_share_without_its_numerator_gets_the_margin_of_the_count_behind_it() -> None:
    rows = known((BUURT, "inwoners", 2024, 100), (BUURT, "ouderen_pct", 2024, 20))
    assert bounds(rows, BUURT, "ouderen_pct") == pytest.approx((100 * 16 / 104, 100 * 24 / 96))


def test_a_printed_share_is_never_surer_than_its_decimals() -> None:
    rows = known((GEMEENTE, "inwoners", 2024, 161852), (GEMEENTE, "ouderen_pct", 2024, 16))
    assert bounds(rows, GEMEENTE, "ouderen_pct") == (15.5, 16.5)


def test_a_share_of_rounded_counts_without_its_whole_has_no_bounds() -> None:
    found = value_of(known((BUURT, "ouderen_pct", 2024, 20)), BUURT, "ouderen_pct")
    assert found.reason is Reason.MARGIN
    assert math.isnan(found.lower)


def test_a_mean_has_the_margin_of_its_decimals() -> None:
    rows = known((WIJK, "inwoners", 2024, 6020), (WIJK, "afstand", 2024, 0.5))
    assert bounds(rows, WIJK, "afstand") == pytest.approx((0.45, 0.55))


def test_bounds_that_touch_touch_exactly() -> None:
    rows = known((WIJK, "afstand", 2024, 2.1), (BUURT, "afstand", 2024, 2.0))
    assert bounds(rows, WIJK, "afstand")[0] == bounds(rows, BUURT, "afstand")[1]


def test_a_percentage_of_all_stays_below_a_hundred() -> None:
    rows = known(
        (BUURT, "inwoners", 2024, 60), (BUURT, "ouderen", 2024, 60), (BUURT, "ouderen_pct", 2024, 100.0)
    )
    assert bounds(rows, BUURT, "ouderen_pct")[1] == 100


def test_a_published_margin_counts_and_one_that_is_not_published_is_not_made_up() -> None:
    rows = known(
        (WIJK, "inwoners", 2020, 6020),
        (WIJK, "gezond_pct", 2020, 70.0, 66.5, 73.5),
        (BUURT, "inwoners", 2020, 600),
        (BUURT, "gezond_pct", 2020, 70.0),
    )
    assert bounds(rows, WIJK, "gezond_pct") == (66.5, 73.5)
    assert value_of(rows, BUURT, "gezond_pct").reason is Reason.MARGIN


def test_a_margin_may_be_assumed_by_whoever_says_so() -> None:
    rows = known((BUURT, "gezond_pct", 2020, 70.0), assumed={"model": 5.0})
    assert bounds(rows, BUURT, "gezond_pct") == (65, 75)
    rows = known((BUURT, "gezond_pct", 2020, 70.0), assumed={"model": 5.0, "gezond_pct": 3.0})
    assert bounds(rows, BUURT, "gezond_pct") == (67, 73)


@pytest.mark.parametrize(("inhabitants", "reason"), [(45, Reason.FEW), (50, Reason.NONE)])
def test_a_share_of_few_inhabitants_says_nothing(inhabitants: int, reason: Reason) -> None:
    rows = known((BUURT, "inwoners", 2024, inhabitants), (BUURT, "afstand", 2024, 1.1))
    assert value_of(rows, BUURT, "afstand").reason is reason


def test_how_many_live_there_is_looked_up_in_a_year_nearby() -> None:
    rows = known((BUURT, "inwoners", 2023, 40), (BUURT, "afstand", 2024, 1.1), (BUURT, "afstand", 2013, 1.1))
    assert value_of(rows, BUURT, "afstand", 2024).size == 40
    assert math.isnan(value_of(rows, BUURT, "afstand", 2013).size)


def test_a_whole_that_is_not_there_leaves_the_inhabitants_to_tell_how_few_there_are() -> None:
    rows = known((BUURT, "inwoners", 2024, 40), (BUURT, "koop_pct", 2024, 42))
    assert value_of(rows, BUURT, "koop_pct").reason is Reason.FEW


def test_missing_is_never_zero() -> None:
    rows = known((WIJK, "inwoners", 2024, 500), (WIJK, "bijstand", 2024, None))
    found = value_of(rows, WIJK, "bijstand")
    assert (found.reason, found.status) == (Reason.MISSING, Status.SECRET)
    assert math.isnan(found.value)
    assert math.isnan(found.lower)


def test_a_value_that_goes_with_a_status_without_one_is_not_read() -> None:
    rows = observations([(WIJK, "inwoners", 2024, 500)]).assign(status=str(Status.SECRET))
    found = value_of(bounded(rows, INDICATORS, sources=SOURCES), WIJK, "inwoners")
    assert found.reason is Reason.MISSING


def test_a_figure_that_is_not_in_the_table_is_missing() -> None:
    assert value_of(known(), WIJK, "inwoners").reason is Reason.MISSING


counts = st.integers(0, 60).map(lambda n: 5 * n)


@settings(max_examples=25)
@given(part=counts, whole=counts.filter(lambda n: n > 0))
def test_bounds_are_those_of_everything_the_counts_may_truly_be(part: int, whole: int) -> None:
    share = min(100.0, 100 * part / whole)
    rows = known(
        (BUURT, "inwoners", 2024, whole), (BUURT, "ouderen", 2024, part), (BUURT, "ouderen_pct", 2024, share)
    )
    true = alternative.true_counts(part, 5)
    assert bounds(rows, BUURT, "ouderen") == (min(true), max(true))
    shares = [min(found, 100.0) for found in alternative.true_shares(part, whole, 5, 100.0)]
    low, high = bounds(rows, BUURT, "ouderen_pct")
    assert low <= min(shares) + 1e-9
    assert high >= max(shares) - 1e-9
    if share % 1 and part <= whole:
        assert (low, high) == pytest.approx((min(shares), max(shares)))
