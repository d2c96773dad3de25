"""Dutch notation."""

import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import alternative
from wijkkaart.model import Status
from wijkkaart.present import dutch

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)


@given(NUMBERS, st.integers(0, 3))
def test_a_number_has_points_between_thousands_and_a_comma_before_decimals(
    value: float, decimals: int
) -> None:
    text = dutch.number(value, decimals)
    assert text == alternative.dutch(value, decimals)
    assert re.fullmatch(r"\N{MINUS SIGN}?\d{1,3}(\.\d{3})*(,\d+)?", text)


@given(NUMBERS, st.integers(0, 3))
def test_a_number_can_be_read_back(value: float, decimals: int) -> None:
    text = dutch.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    assert math.isclose(back, value, abs_tol=0.5 * 10**-decimals + 1e-4)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (-0.0, 0, "0"),
        (-0.04, 1, "0,0"),
        (-0.06, 1, "\N{MINUS SIGN}0,1"),
        (1234.5, 1, "1.234,5"),
        (999_999.9, 0, "1.000.000"),
        (float("nan"), 2, "geen gegevens"),
    ],
)
def test_numbers_as_they_are_printed(value: float, decimals: int, text: str) -> None:
    assert dutch.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1234, "inwoners", 0, "1.234 inwoners"),
        (54, "%", 0, "54%"),
        (315, "duizend euro", 0, "€ 315.000"),
        (31.5, "duizend euro", 1, "€ 31.500"),
        (31.8448, "duizend euro", 1, "€ 31.800"),
        (327.5, "duizend euro", 0, "€ 327.500"),
        (0.4, "km", 1, "0,4 km"),
        (7, "", 0, "7"),
        (float("nan"), "inwoners", 0, "geen gegevens"),
    ],
)
def test_amounts_carry_their_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert dutch.amount(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "decimals", "text"),
    [
        (4012.4, 4113.6, "adressen per km²", 0, "tussen 4.012 en 4.114 adressen per km²"),
        (38.2, 48.4, "%", 0, "tussen 38% en 49%"),
        (299.5, 400.5, "duizend euro", 0, "tussen € 299.500 en € 400.500"),
        (31.44, 31.66, "duizend euro", 1, "tussen € 31.400 en € 31.700"),
        (0.44, 0.46, "km", 1, "tussen 0,4 en 0,5 km"),
        (36.1, 36.4, "%", 0, "ongeveer 36%"),
        (1.0, 2.0, "score", 0, "tussen 1 en 2"),
    ],
)
def test_between_two_figures_a_unit_in_words_stands_once(
    low: float, high: float, unit: str, decimals: int, text: str
) -> None:
    assert dutch.between(low, high, unit, decimals) == text


@given(st.dates())
def test_a_day_is_written_out_and_an_iso_date_is_the_same_day(when: date) -> None:
    text = dutch.day(when)
    number, month, year = text.split()
    assert (int(number), int(year)) == (when.day, when.year)
    assert month == month.lower()
    assert dutch.iso_day(when.isoformat()) == text


@given(st.text(max_size=20))
def test_text_that_is_no_date_stays_as_it_is(text: str) -> None:
    found = dutch.iso_day(text)
    assert found == text or re.fullmatch(r"\d{1,2} [a-z]+ \d{1,4}", found)


def test_all_months_have_their_name() -> None:
    months = [dutch.day(date(2024, month, 1)).split()[1] for month in range(1, 13)]
    assert months[0] == "januari"
    assert months[10] == "november"
    assert len(set(months)) == 12


@pytest.mark.parametrize(
    ("text", "shown"), [("14:30", "14.30"), ("09:00", "9.00"), ("00:15", "0.15"), ("", "")]
)
def test_a_clock_has_a_point(text: str, shown: str) -> None:
    assert dutch.clock(text) == shown


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ("", ""),
        ("ma", "maandag"),
        ("ma;wo", "maandag en woensdag"),
        ("ma;di;zo", "maandag, dinsdag en zondag"),
        ("feestdagen", "feestdagen"),
    ],
)
def test_days_are_written_out(ids: str, text: str) -> None:
    assert dutch.days(ids) == text


@given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=6))
def test_a_listing_names_every_part_once_and_has_one_and(parts: list[str]) -> None:
    text = dutch.listing(parts)
    assert re.split(", | en ", text) == (parts or [""])
    assert text.count(" en ") == (len(parts) > 1)


def test_one_is_singular_and_all_else_plural() -> None:
    assert [dutch.count(n, "plek", "plekken") for n in (0, 1, 2, 1218)] == [
        "0 plekken",
        "1 plek",
        "2 plekken",
        "1.218 plekken",
    ]


def test_every_status_has_words() -> None:
    assert set(dutch.STATUS_TEXT) == set(Status)
    assert all(dutch.STATUS_TEXT[status] for status in Status if status != Status.OK)


def test_abbreviations_keep_their_capitals_amid_a_sentence() -> None:
    told = [dutch.within(label) for label in ("Gemiddelde WOZ-waarde", "Eenzaam", "AOW-uitkeringen", "")]
    assert told == ["gemiddelde WOZ-waarde", "eenzaam", "AOW-uitkeringen", ""]
