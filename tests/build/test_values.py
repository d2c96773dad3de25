"""Reading numbers as publishers write them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.build import values
from wijkkaart.build.values import parse
from wijkkaart.model import Status


def read(*cells: object, grouped: bool = True) -> list[float | None]:
    """The values of a column, None where there is none."""
    found = parse(pd.Series(list(cells)), grouped=grouped).value
    return [None if np.isnan(value) else float(value) for value in found]


def statuses(*cells: object) -> list[str]:
    return values.status_text(parse(pd.Series(list(cells))).status).to_list()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234,5", "2.000"], [1234.5, 2000.0]),
        (["1,234.5", "2,000"], [1234.5, 2000.0]),
        (["12,5", "7"], [12.5, 7.0]),
        (["     2.0", "    -0.100", "12 "], [2.0, -0.1, 12.0]),
        (["1.234.567", "1.234"], [1234567.0, 1234.0]),
        (["1,234,567", "1,234"], [1234567.0, 1234.0]),
        (["9.31e-05", "1.010"], [9.31e-05, 1.01]),
        (["+5", "−5", "16%", "€ 345", "1 234,5"], [5.0, -5.0, 16.0, 345.0, 1234.5]),
        ([".5", "5.", "1E5"], [0.5, 5.0, 100000.0]),
    ],
)
def test_a_number_is_read_in_the_notation_it_is_written_in(cells: list[str], expected: list[float]) -> None:
    assert read(*cells) == expected


@pytest.mark.parametrize(
    ("cells", "grouped", "expected"),
    [
        (["1.234", "0.500"], True, [1.234, 0.5]),
        (["1.234", "2,5"], False, [1234.0, 2.5]),
        (["1,234", "0.5"], True, [1234.0, 0.5]),
        (["1,234", "2,5"], True, [1.234, 2.5]),
        (["1.234", "12345"], True, [1.234, 12345.0]),
        (["1.234", "980"], True, [1234.0, 980.0]),
        (["1.234", "980"], False, [1.234, 980.0]),
        (["1,234", "980"], True, [1.234, 980.0]),
        (["1,234", "980"], False, [1.234, 980.0]),
        (["-1.234", "980"], True, [-1234.0, 980.0]),
    ],
)
def test_the_rest_of_the_column_decides_what_an_ambiguous_number_is(
    cells: list[str], grouped: bool, expected: list[float]
) -> None:
    assert read(*cells, grouped=grouped) == expected


def test_notations_that_are_mixed_are_read_cell_by_cell_where_each_is_clear() -> None:
    assert read("12,5", "12.5", "1.234,5", "1,234.5") == [12.5, 12.5, 1234.5, 1234.5]


@pytest.mark.parametrize(
    "mark", ["", ".", ",", "-", "       .", " ", "\t.", "NULL", "nan", "-99999999", "-99990"]
)
def test_a_mark_for_missing_is_not_measured_and_never_zero(mark: str) -> None:
    assert read(mark, "5") == [None, 5.0]
    assert statuses(mark, "5") == ["not measured", "ok"]
    assert not parse(pd.Series([mark])).unreadable.any()


@pytest.mark.parametrize(
    ("number", "status"),
    [(-99997, "secret"), (-99995, "later"), (-99991, "discontinued"), (-99999999, "not measured")],
)
def test_a_special_number_says_why_there_is_no_value(number: int, status: str) -> None:
    for column in ([number, 5], [float(number), 5.0], [str(number), "5"], [f"{number}.0", "5.0"]):
        assert read(*column) == [None, 5.0]
        assert statuses(*column) == [status, "ok"]


def test_an_x_is_secret() -> None:
    assert statuses("x", "X", "5") == ["secret", "secret", "ok"]


def test_a_null_in_a_column_of_numbers_is_not_measured() -> None:
    assert statuses(None, 5) == ["not measured", "ok"]
    assert read(pd.NA, 5, float("inf")) == [None, 5.0, None]
    numbers = parse(pd.Series([None, 5], dtype="Int64"))
    assert np.isnan(numbers.value[0])
    assert numbers.value[1] == 5


def test_zero_is_a_value() -> None:
    assert read("0", "0.0", "-0") == [0.0, 0.0, 0.0]
    assert statuses(0, 0.0) == ["ok", "ok"]


@pytest.mark.parametrize("text", ["abc", "<5", "1,2,3", "1.2.3", "0x10", "inf", "1_000", "12-5", "--5", "٣"])
def test_text_that_is_no_number_is_pointed_out(text: str) -> None:
    numbers = parse(pd.Series([text, "5"]))
    assert np.isnan(numbers.value[0])
    assert numbers.unreadable.tolist() == [True, False]


def test_an_empty_column_gives_an_empty_result() -> None:
    assert len(parse(pd.Series([], dtype="str")).value) == 0


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x > -99990), min_size=1, max_size=30))
def test_what_python_writes_is_read_back_exactly(numbers: list[float]) -> None:
    cells = [repr(number) for number in numbers]
    assert read(*cells, grouped=False) == [number + 0.0 for number in numbers]


def _dutch(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


@given(
    st.lists(st.decimals(-99_000, 10_000_000, places=2), min_size=1, max_size=30),
    st.sampled_from(["{:,.2f}", "{:.2f}", "{:,.1f}"]),
    st.booleans(),
    st.booleans(),
)
def test_dutch_and_english_columns_with_decimals_read_the_same(
    numbers: list[float], form: str, dutch: bool, grouped: bool
) -> None:
    english = [form.format(number) for number in numbers]
    cells = [_dutch(cell) for cell in english] if dutch else english
    assert read(*cells, grouped=grouped) == [float(cell.replace(",", "")) for cell in english]


@given(st.lists(st.integers(-999, 99_999_999), min_size=1, max_size=30))
def test_whole_numbers_read_the_same_with_and_without_dutch_grouping(numbers: list[int]) -> None:
    assert read(*[str(number) for number in numbers]) == [float(number) for number in numbers]
    assert read(*[_dutch(f"{number:,}") for number in numbers]) == [float(number) for number in numbers]


@given(st.lists(st.sampled_from(["5", ".", "-99997", "1.234", "x", "abc", "0"]), max_size=20))
def test_a_value_goes_with_the_status_ok_and_with_no_other(cells: list[str]) -> None:
    numbers = parse(pd.Series(cells, dtype="str"))
    assert ((numbers.status == values.status_code(Status.OK)) == ~np.isnan(numbers.value)).all()
