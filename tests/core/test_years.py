"""Which year of a figure is shown."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import alternative
from wijkkaart.core.years import best_year, years_of

FILLED = st.dictionaries(
    st.integers(2004, 2026), st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda p: (max(p), min(p)))
)


def _coverage(filled: dict[int, tuple[int, int]]) -> pd.DataFrame:
    rows = [(year, *counts) for year, counts in filled.items()]
    return pd.DataFrame(rows, columns=["year", "n", "filled"])


@given(FILLED)
def test_the_best_year_is_the_newest_well_filled_one(filled: dict[int, tuple[int, int]]) -> None:
    found = best_year(_coverage(filled))
    assert found == alternative.best_year(filled)


@given(FILLED)
def test_years_with_a_value_are_listed_newest_first(filled: dict[int, tuple[int, int]]) -> None:
    found = years_of(_coverage(filled))
    assert found == sorted((year for year, (_, there) in filled.items() if there), reverse=True)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ({2023: (10, 9), 2024: (10, 6)}, 2024),
        ({2023: (10, 9), 2024: (10, 5)}, 2023),
        ({2022: (10, 3), 2023: (10, 5), 2024: (10, 5), 2025: (10, 1)}, 2024),
        ({2022: (90, 40), 2023: (90, 44), 2024: (90, 30), 2025: (90, 9)}, 2024),
        ({2024: (10, 0)}, None),
        ({}, None),
    ],
)
def test_an_almost_empty_newest_year_is_passed_over(
    filled: dict[int, tuple[int, int]], expected: int | None
) -> None:
    assert best_year(_coverage(filled)) == expected
