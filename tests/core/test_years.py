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
    rows = [("inwoners", year, "buurt", "GM0001", *counts) for year, counts in filled.items()]
    rows += [("inwoners", 2099, "wijk", "GM0001", 9, 9), ("inwoners", 2099, "buurt", "GM0002", 9, 9)]
    rows += [("mannen", 2099, "buurt", "GM0001", 9, 9)]
    return pd.DataFrame(rows, columns=["indicator", "year", "level", "gemeente", "n", "filled"])


@given(FILLED)
def test_the_best_year_is_the_newest_well_filled_one(filled: dict[int, tuple[int, int]]) -> None:
    found = best_year(_coverage(filled), "inwoners", "buurt", "GM0001")
    assert found == alternative.best_year(filled)


@given(FILLED)
def test_years_with_a_value_are_listed_newest_first(filled: dict[int, tuple[int, int]]) -> None:
    found = years_of(_coverage(filled), "inwoners", "buurt", "GM0001")
    assert found == sorted((year for year, (_, there) in filled.items() if there), reverse=True)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ({2023: (10, 9), 2024: (10, 6)}, 2024),
        ({2023: (10, 9), 2024: (10, 5)}, 2023),
        ({2022: (10, 3), 2023: (10, 5), 2024: (10, 5), 2025: (10, 1)}, 2024),
        ({2024: (10, 0)}, None),
        ({}, None),
    ],
)
def test_an_almost_empty_newest_year_is_passed_over(
    filled: dict[int, tuple[int, int]], expected: int | None
) -> None:
    assert best_year(_coverage(filled), "inwoners", "buurt", "GM0001") == expected
