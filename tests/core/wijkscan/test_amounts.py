"""Amounts in Dutch words: what they claim, and with how much room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.wijkscan.amounts import agree, amounts, reworded
from wijkkaart.present import dutch


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("er wonen 6.020 mensen", [6020]),
        ("12,5% en 40 procent", [12.5, 40]),
        ("€ 30.000 per jaar.", [30000]),
        ("tussen 5 en 10", [5, 10]),
        ("−0,31 punten", [-0.31]),
        ("1.234.567,8", [1234567.8]),
        ("in 2024.", [2024]),
        ("de 65-plussers", []),
        ("BU03070601 en 3e", []),
        ("14.30 uur", []),
        ("geen gegevens", []),
    ],
)
def test_numbers_are_found(text: str, values: list[float]) -> None:
    assert [each.value for each in amounts(text)] == values


@given(st.floats(-1e7, 1e7), st.integers(0, 3))
def test_a_number_that_was_printed_is_read_back(value: float, decimals: int) -> None:
    text = dutch.number(value, decimals)
    assert [each.value for each in amounts(text)] == [
        pytest.approx(round(value, decimals), abs=10**-decimals)
    ]


@pytest.mark.parametrize(
    ("said", "truth", "right"),
    [
        ("6.020", "6.020 inwoners", True),
        ("6.000", "6.020 inwoners", True),
        ("6.100", "6.020 inwoners", False),
        ("ruim 5.700", "6.020 inwoners", True),
        ("ruim 5.000", "6.020 inwoners", False),
        ("12%", "12,4%", True),
        ("13%", "12,4%", False),
        ("10%", "14%", False),
        ("bijna 13%", "12,4%", True),
        ("veel", "6.020 inwoners", True),
        ("6.020", "geen gegevens", False),
        ("5", "tussen 5 en 10", False),
        ("tussen 5 en 10", "tussen 5 en 10", True),
    ],
)
def test_a_wording_agrees_as_exactly_as_it_is_written(said: str, truth: str, right: bool) -> None:
    assert agree(said, truth) is right


@pytest.mark.parametrize(
    ("said", "before", "now", "new"),
    [
        ("6.020", "6.020 inwoners", "6.100 inwoners", "6.100"),
        ("6.020 inwoners", "6.020 inwoners", "6.100 inwoners", "6.100 inwoners"),
        ("ruim 6.020 mensen", "6.020 inwoners", "6.100 inwoners", "ruim 6.100 mensen"),
        ("ruim 6.000 mensen", "6.020 inwoners", "6.100 inwoners", "ruim 6.000 mensen"),
        ("veel", "6.020", "6.100", "veel"),
        ("6.020", "6.020", "geen gegevens", "6.020"),
        ("12%", "naar schatting 12%", "naar schatting 14%", "14%"),
        ("5 tot 10", "tussen 5 en 10", "tussen 6 en 11", "6 tot 11"),
        ("5 tot 10", "tussen 5 en 10", "8", "8"),
        ("€ 30.100", "€ 30.100", "€ 31.400", "€ 31.400"),
    ],
)
def test_only_what_says_the_old_figure_says_the_new_one(said: str, before: str, now: str, new: str) -> None:
    assert reworded(said, before, now) == new
