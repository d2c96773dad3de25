"""Comparisons in plain Dutch, true wherever within their bounds the figures lie."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.compare.planted import INDICATORS, Planted, known
from wijkkaart.core.compare.comparing import Comparison, compare
from wijkkaart.core.compare.rounding import value_of
from wijkkaart.present.comparison_words import phrase, sentence

ONE, OTHER = "WK030707", "WK030706"


def said(indicator: str, *rows: Planted, words: bool = False) -> str:
    found = compared(indicator, *rows)
    return sentence(found, "Kruiskamp", "De Koppel") if words else phrase(found, "De Koppel")


def compared(indicator: str, *rows: Planted) -> Comparison:
    frame = known(*rows)
    mine, other = value_of(frame, ONE, indicator, 2024), value_of(frame, OTHER, indicator, 2024)
    return compare(mine, other, INDICATORS[indicator])


def pair(indicator: str, mine: object, other: object) -> tuple[Planted, Planted]:
    return (ONE, indicator, 2024, mine), (OTHER, indicator, 2024, other)


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        (60, 40, "ongeveer anderhalf keer zo veel als in De Koppel"),
        (80, 40, "ongeveer twee keer zo veel als in De Koppel"),
        (20, 40, "ongeveer de helft van wat het in De Koppel is"),
        (41, 40, "nauwelijks verschil met De Koppel"),
        (46, 40, "iets meer dan in De Koppel"),
        (51, 40, "meer dan in De Koppel"),
        (90, 10, "meer dan vijf keer zo veel als in De Koppel"),
        (35, 40, "iets minder dan in De Koppel"),
        (5, 60, "minder dan een vijfde van wat het in De Koppel is"),
    ],
)
def test_a_ratio_is_said_in_words(mine: int, other: int, expected: str) -> None:
    assert said("koop_pct", *pair("koop_pct", mine, other)) == expected


def test_a_coarse_figure_is_not_called_one_and_a_half_times() -> None:
    # 3% and 2% may be 2.5 and 2.49: all that is certain is that it isn't less.
    assert (
        said("koop_pct", *pair("koop_pct", 3, 2))
        == "niet te zeggen: het verschil is kleiner dan de afronding"
    )


def test_words_fit_the_unit_and_a_direction_is_said_where_there_is_one() -> None:
    rows = pair("afstand", 1.0, 2.0)
    assert said("afstand", *rows, words=True) == (
        "Afstand (2024): 1,0 km in Kruiskamp, 2,0 km in De Koppel. "
        "Dat is ongeveer de helft van wat het in De Koppel is, en gunstiger."
    )
    assert said("koop_pct", *pair("koop_pct", 60, 40), words=True).endswith("zo veel als in De Koppel.")
    assert said("score", *pair("score", 1.5, 0.5), words=True).endswith(
        "hoger dan in De Koppel, en gunstiger."
    )


def test_why_nothing_can_be_said_is_said() -> None:
    few = [(ONE, "inwoners", 2024, 40), *pair("afstand", 1.0, 3.0)]
    assert said("afstand", *few) == "niet te zeggen: te weinig inwoners"
    assert said("gezond_pct", *pair("gezond_pct", 60.0, 80.0)).startswith(
        "niet te zeggen: dit is een schatting"
    )
    assert "naar schatting 60,0%" in said("gezond_pct", *pair("gezond_pct", 60.0, 80.0), words=True)
    assert said("inwoners", *pair("inwoners", 500, 5000)).startswith(
        "niet te vergelijken: de gebieden zijn niet"
    )
    missing = said("koop_pct", *pair("koop_pct", None, 40), words=True)
    assert missing == (
        "Koop_pct (2024): geheim: te weinig mensen om te tonen in Kruiskamp, 40% in De Koppel. "
        "Dat is niet te vergelijken: er is geen cijfer."
    )


def test_a_margin_is_not_called_rounding() -> None:
    rows = (ONE, "gezond_pct", 2024, 70.0, 60, 80), (OTHER, "gezond_pct", 2024, 75.0, 65, 85)
    assert (
        said("gezond_pct", *rows) == "niet te zeggen: het verschil is kleiner dan de marge van de schatting"
    )


def test_a_share_of_an_unknown_whole_is_not_called_an_estimate() -> None:
    assert said("ouderen_pct", *pair("ouderen_pct", 20, 60)) == (
        "niet te zeggen: om hoeveel mensen of woningen het gaat, is niet overal bekend"
    )


CLAIMS = {
    "vijf keer": (5, 1e9),
    "meer dan drie keer": (3, 1e9),
    "meer dan twee keer": (2, 1e9),
    "meer dan anderhalf keer": (1.5, 1e9),
    "ongeveer drie keer": (2.7, 3.3),
    "tweeënhalf": (2.3, 2.7),
    "ongeveer twee keer": (1.75, 2.25),
    "ongeveer anderhalf": (1.3, 1.7),
    "nauwelijks": (1 / 1.1, 1.1),
    "iets meer": (1, 1.2),
    "iets minder": (1 / 1.2, 1),
    "ongeveer driekwart": (0.7, 0.8),
    "twee derde": (0.6, 0.72),
    "ongeveer de helft": (0.44, 0.56),
    "ongeveer een derde": (0.3, 0.37),
    "ongeveer een kwart": (0.2, 0.3),
    "een vijfde": (0, 0.2),
    "minder dan een derde": (0, 1 / 3),
    "minder dan de helft": (0, 0.5),
    "minder dan driekwart": (0, 0.75),
    "meer dan in": (1, 1e9),
    "minder dan in": (0, 1),
}
"""What a reader takes a phrase to mean, as a range of ratios."""


@given(st.integers(1, 100), st.integers(1, 100))
def test_what_is_said_is_true_of_everything_the_two_may_truly_be(mine: int, other: int) -> None:
    words = said("koop_pct", *pair("koop_pct", mine, other))
    if words.startswith("niet te zeggen"):
        return
    low, high = next(claim for start, claim in CLAIMS.items() if re.search(start, words))
    for a in (mine - 0.5, mine, mine + 0.5):
        for b in (other - 0.5, other, other + 0.5):
            assert low - 1e-9 <= a / b <= high + 1e-9, words
