"""What may be said of two figures: never what rounding could have made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import alternative_figures as alternative
from tests.core.compare.planted import INDICATORS, Planted, known
from wijkkaart.core.compare.comparing import Comparison, Verdict, compare
from wijkkaart.core.compare.rounding import Reason, value_of

ONE, OTHER, GEMEENTE = "BU03070701", "BU03070702", "GM0307"


def compared(
    indicator: str,
    *rows: Planted,
    codes: tuple[str, str] = (ONE, OTHER),
    years: tuple[int, int] = (2024, 2024),
) -> Comparison:
    frame = known(*rows)
    mine, other = (value_of(frame, code, indicator, year) for code, year in zip(codes, years, strict=True))
    return compare(mine, other, INDICATORS[indicator])


def of_people(code: str, whole: int, part: int, year: int = 2024) -> list[Planted]:
    """Inhabitants, those of 65 and older, and the share that is worked out of them."""
    return [
        (code, "inwoners", year, whole),
        (code, "ouderen", year, part),
        (code, "ouderen_pct", year, 100 * part / whole),
    ]


def test_a_difference_that_rounding_can_make_is_not_claimed() -> None:
    # 17% and 25% look far apart; of 60 inhabitants 10 may be 14, and 15 may be 11.
    found = compared("ouderen_pct", *of_people(ONE, 60, 10), *of_people(OTHER, 60, 15))
    assert (found.verdict, found.reason) == (Verdict.UNSURE, Reason.OVERLAP)


def test_the_same_difference_of_a_larger_whole_is() -> None:
    found = compared("ouderen_pct", *of_people(ONE, 6000, 1000), *of_people(OTHER, 6000, 1500))
    assert found.verdict is Verdict.LOWER
    assert found.ratio is not None
    assert found.ratio.low < 2 / 3 < found.ratio.high


def test_figures_that_hardly_differ_are_said_to() -> None:
    found = compared("ouderen_pct", *of_people(ONE, 6000, 1000), *of_people(OTHER, 6000, 1020))
    assert found.verdict is Verdict.SAME


def test_nearly_all_and_all_but_one_in_twenty_are_not_alike() -> None:
    found = compared("koop_pct", (ONE, "koop_pct", 2024, 99), (OTHER, "koop_pct", 2024, 95))
    assert found.verdict is Verdict.HIGHER


def test_counts_of_different_areas_are_never_compared() -> None:
    found = compared("inwoners", (ONE, "inwoners", 2024, 3000), (OTHER, "inwoners", 2024, 6000))
    assert (found.verdict, found.reason) == (Verdict.UNSURE, Reason.COUNT)


def test_counts_of_one_area_over_the_years_are() -> None:
    rows = [(ONE, "inwoners", 2023, 500), (ONE, "inwoners", 2024, 600)]
    found = compared("inwoners", *rows, codes=(ONE, ONE), years=(2024, 2023))
    assert found.verdict is Verdict.HIGHER
    rows = [(ONE, "inwoners", 2023, 40), (ONE, "inwoners", 2024, 45)]
    assert compared("inwoners", *rows, codes=(ONE, ONE), years=(2024, 2023)).reason is Reason.OVERLAP


def test_areas_are_not_compared_over_different_years() -> None:
    found = compared(
        "afstand", (ONE, "afstand", 2023, 1.0), (OTHER, "afstand", 2024, 3.0), years=(2023, 2024)
    )
    assert found.reason is Reason.YEAR


def test_a_figure_of_before_its_definition_is_not_compared() -> None:
    rows = [(ONE, "nieuw_pct", 2022, 10), (ONE, "nieuw_pct", 2024, 30)]
    found = compared("nieuw_pct", *rows, codes=(ONE, ONE), years=(2022, 2024))
    assert found.reason is Reason.DEFINITION


def test_what_is_missing_or_of_few_people_is_not_compared() -> None:
    rows = [(ONE, "afstand", 2024, 1.0), (OTHER, "inwoners", 2024, 40), (OTHER, "afstand", 2024, 5.0)]
    assert compared("afstand", *rows).reason is Reason.FEW
    assert (
        compared("afstand", (ONE, "afstand", 2024, 1.0), (OTHER, "afstand", 2024, None)).reason
        is Reason.MISSING
    )
    assert compared("afstand", (ONE, "afstand", 2024, 1.0)).reason is Reason.MISSING


def test_estimates_are_compared_within_their_margins_only() -> None:
    apart = [(ONE, "gezond_pct", 2024, 60.0, 57, 63), (OTHER, "gezond_pct", 2024, 80.0, 77, 83)]
    assert compared("gezond_pct", *apart).verdict is Verdict.LOWER
    close = [(ONE, "gezond_pct", 2024, 70.0, 64, 76), (OTHER, "gezond_pct", 2024, 80.0, 75, 85)]
    assert compared("gezond_pct", *close).reason is Reason.OVERLAP
    bare = [(ONE, "gezond_pct", 2024, 10.0), (OTHER, "gezond_pct", 2024, 80.0)]
    assert compared("gezond_pct", *bare).reason is Reason.MARGIN


def test_a_score_has_no_ratio() -> None:
    found = compared("score", (ONE, "score", 2024, -0.2), (OTHER, "score", 2024, 0.4))
    assert (found.verdict, found.ratio) == (Verdict.LOWER, None)


def test_a_ratio_to_what_may_be_zero_is_not_given() -> None:
    found = compared("ouderen_pct", *of_people(ONE, 600, 300), *of_people(OTHER, 600, 0))
    assert (found.verdict, found.ratio) == (Verdict.HIGHER, None)


@pytest.mark.parametrize(
    ("indicator", "better"), [("afstand", False), ("inkomen", True), ("koop_pct", None), ("score", True)]
)
def test_only_a_direction_makes_more_better(indicator: str, better: bool | None) -> None:
    found = compared(indicator, (ONE, indicator, 2024, 3.0), (OTHER, indicator, 2024, 1.0))
    assert found.verdict is Verdict.HIGHER
    assert found.better is better


def test_what_is_not_certain_is_neither_better_nor_worse() -> None:
    assert compared("afstand", (ONE, "afstand", 2024, 1.1), (OTHER, "afstand", 2024, 1.0)).better is None


counts = st.integers(10, 24).map(lambda n: 5 * n)
parts = st.integers(0, 12).map(lambda n: 5 * n)


@settings(max_examples=25)
@given(wholes=st.tuples(counts, counts), shares=st.tuples(parts, parts))
def test_a_verdict_holds_for_everything_that_the_figures_may_truly_be(
    wholes: tuple[int, int], shares: tuple[int, int]
) -> None:
    rows = []
    for code, whole, part in zip((ONE, OTHER), wholes, shares, strict=True):
        rows += [
            (code, "inwoners", 2024, whole),
            (code, "bijstand_per_1000", 2024, 1000 * part / whole),
            # A count by itself, rounded to 10: may be 9 off.
            (code, "bijstand", 2024, part),
        ]
    found = compared("bijstand_per_1000", *rows)
    true = [
        [1000 * n / d for n in range(max(0, part - 9), part + 10) for d in alternative.true_counts(whole, 5)]
        for whole, part in zip(wholes, shares, strict=True)
    ]
    expected = alternative.verdict(*true)
    # A share that happens to be whole has the margin of its printing as well: only less may be said of it.
    if found.verdict != expected:
        assert found.verdict is Verdict.UNSURE
        assert any(1000 * part / whole % 1 == 0 for whole, part in zip(wholes, shares, strict=True))
