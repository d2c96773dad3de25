"""Schedules in plain Dutch, and what they say at a moment."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given

from tests.core.schedules.samples import each_month, each_week, schedules
from wijkkaart.core.schedules import (
    at_moment,
    dayparts,
    days,
    full,
    in_words,
    moment_of,
    next_opening,
    occurrences,
    parts_of,
    short,
)

_WORKDAYS = "MO,TU,WE,TH,FR"
_ALL = f"{_WORKDAYS},SA,SU"
_DATED = each_week("TU", "10:00", "12:00", interval=2, dtstart="2026-01-06", until="2027-06-30")
_DATED |= {"except": ["2026-12-29", "2026-11-10"], "extra": ["2026-12-30"]}


@pytest.mark.parametrize(
    ("known", "words", "few"),
    [
        ([], "", ""),
        (
            [each_week("TU,TH", "09:30", "11:30", school_holidays="closed")],
            "elke dinsdag en donderdag van 9.30 tot 11.30 uur, niet in de schoolvakanties",
            "di en do 9.30–11.30 (niet: vakanties)",
        ),
        ([each_month("1TU", "14:00")], "op de eerste dinsdag van de maand om 14.00 uur", "1e di 14.00"),
        (
            [each_week(_WORKDAYS, "09:00", "17:00", holidays="closed")],
            "maandag tot en met vrijdag van 9.00 tot 17.00 uur, niet op feestdagen",
            "ma t/m vr 9.00–17.00 (niet: feestdagen)",
        ),
        (
            [
                each_week("MO", "09:00", "17:00"),
                each_week("TU,WE", "09:00", "17:00"),
                each_week("SA", "10:00", "12:00"),
            ],
            "maandag tot en met woensdag van 9.00 tot 17.00 uur en elke zaterdag van 10.00 tot 12.00 uur",
            "ma t/m wo 9.00–17.00, za 10.00–12.00",
        ),
        (
            [each_week("MO", "09:00", "12:00"), each_week("MO,TU", "13:00", "17:00")],
            "elke maandag van 9.00 tot 12.00 uur en van 13.00 tot 17.00 uur, "
            "elke dinsdag van 13.00 tot 17.00 uur",
            "ma 9.00–12.00 en 13.00–17.00, di 13.00–17.00",
        ),
        ([each_week(_ALL, "00:00", "24:00")], "elke dag, dag en nacht", "elke dag dag en nacht"),
        (
            [each_week("FR,SA", "22:00", "02:00")],
            "elke vrijdag en zaterdag van 22.00 tot 2.00 uur 's nachts",
            "vr en za 22.00–2.00",
        ),
        ([each_week("FR", "20:00", "00:00")], "elke vrijdag van 20.00 tot 24.00 uur", "vr 20.00–24.00"),
        (
            [each_month("1WE,2WE,3WE,-1SA", "14:00", "16:30")],
            "op de eerste, tweede en derde woensdag en de laatste zaterdag van de maand "
            "van 14.00 tot 16.30 uur",
            "1e wo, 2e wo, 3e wo en laatste za 14.00–16.30",
        ),
        (
            [_DATED],
            "om de week op dinsdag (geteld vanaf 6 januari 2026) van 10.00 tot 12.00 uur, "
            "tot en met 30 juni 2027, niet op 29 december 2026, ook op 30 december 2026",
            "om de week di 10.00–12.00*",
        ),
        (
            [full(dtstart="2026-12-03", opens_at="10:00", closes_at="12:00", description="met lunch")],
            "op donderdag 3 december 2026 van 10.00 tot 12.00 uur (met lunch)",
            "do 3-12-2026 10.00–12.00",
        ),
        ([full(description="op afspraak")], "op afspraak", "op afspraak"),
        (
            [full(freq="MONTHLY", bymonthday="15,-1", opens_at="10:00", school_holidays="only")],
            "op de 15e en de laatste dag van de maand om 10.00 uur, alleen in de schoolvakanties",
            "15e en laatste dag v/d maand 10.00 (alleen in vakanties)",
        ),
        (
            [each_week("MO", valid_from="2027-01-01"), each_week("TU", "", "17:00")],
            "elke maandag, vanaf 1 januari 2027; elke dinsdag tot 17.00 uur",
            "ma*; di tot 17.00",
        ),
        (
            [each_month("1MO", "10:00", "11:00", interval=3, dtstart="2026-01-01")],
            "elke 3 maanden op de eerste maandag van de maand (geteld vanaf 1 januari 2026) "
            "van 10.00 tot 11.00 uur",
            "elke 3 maanden 1e ma 10.00–11.00*",
        ),
        (
            [each_week("MO,TU,WE,FR", "10:00", "11:00")],
            "maandag tot en met woensdag en vrijdag van 10.00 tot 11.00 uur",
            "ma t/m wo en vr 10.00–11.00",
        ),
    ],
)
def test_schedules_are_told_in_plain_dutch(known: list[dict[str, Any]], words: str, few: str) -> None:
    assert in_words(known, date(2026, 11, 26)) == words
    assert short(known, date(2026, 11, 26)) == few


def test_what_is_past_is_told_only_when_no_day_is_given() -> None:
    found = [each_week("MO", "10:00", "11:00", dtstart="2020-01-01") | {"except": ["2021-04-05"]}]
    assert (
        in_words(found) == "elke maandag van 10.00 tot 11.00 uur, vanaf 1 januari 2020, niet op 5 april 2021"
    )
    assert in_words(found, date(2026, 11, 26)) == "elke maandag van 10.00 tot 11.00 uur"


@given(schedules(), schedules())
def test_schedules_that_differ_are_told_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    """What differs in any date of three years differs in words."""
    span = date(2025, 6, 1), date(2028, 3, 1)
    if occurrences([one], *span) != occurrences([other], *span):
        assert in_words([one]) != in_words([other])


_LUNCH = [each_week(_WORKDAYS, "09:00", "12:00"), each_week(_WORKDAYS, "13:00", "17:00")]


@pytest.mark.parametrize(
    ("known", "moment", "words"),
    [
        (_LUNCH, datetime(2026, 11, 26, 10), "open tot 12.00 uur"),
        (_LUNCH, datetime(2026, 11, 26, 12), "gaat om 13.00 uur open"),
        (_LUNCH, datetime(2026, 11, 26, 17), "gaat morgen om 9.00 uur open"),
        (_LUNCH, datetime(2026, 11, 27, 17), "gaat maandag om 9.00 uur open"),
        ([each_week("FR", "22:00", "02:00")], datetime(2026, 11, 27, 23), "open tot morgen 2.00 uur"),
        ([each_week("FR", "22:00", "02:00")], datetime(2026, 11, 28, 1), "open tot 2.00 uur"),
        ([each_week("FR", "20:00", "24:00")], datetime(2026, 11, 27, 23), "open tot 24.00 uur"),
        ([each_week(_ALL, "00:00", "24:00")], datetime(2026, 11, 27, 23), "dag en nacht open"),
        ([each_month("1TU", "14:00")], datetime(2026, 12, 1, 15), "vandaag om 14.00 uur begonnen"),
        (
            [each_month("1TU", "14:00")],
            datetime(2026, 12, 2),
            "gaat op dinsdag 5 januari 2027 om 14.00 uur open",
        ),
        ([each_week("TH")], datetime(2026, 11, 26, 15), "vandaag open, tijd niet bekend"),
        ([each_week("TH", "10:00", "11:00", until="2026-01-01")], datetime(2026, 11, 26), "nu gesloten"),
        ([full(description="op afspraak")], datetime(2026, 11, 26, 15), ""),
        ([], datetime(2026, 11, 26, 15), ""),
    ],
)
def test_a_moment_in_words(known: list[dict[str, Any]], moment: datetime, words: str) -> None:
    assert at_moment(known, moment) == words


def test_the_next_time_in_words() -> None:
    found = next_opening([each_week("FR", "22:00", "02:00")], datetime(2026, 11, 26))
    assert found is not None
    assert moment_of(found, date(2026, 11, 26)) == "morgen van 22.00 tot 2.00 uur"
    assert moment_of(found, date(2026, 11, 1)) == "op vrijdag 27 november 2026 van 22.00 tot 2.00 uur"


def test_days_and_parts_of_days() -> None:
    assert days([each_week("TU,SU"), each_month("1FR"), full(dtstart="2026-11-26")]) == {
        "di",
        "zo",
        "vr",
        "do",
    }
    assert dayparts([each_week("TU", "19:00", "21:00")]) == {("di", "avond")}
    assert dayparts([each_week("TU", "11:45", "18:15")]) == {("di", "middag")}
    assert dayparts([each_week("TU", "17:50", "18:10")]) == set()
    assert dayparts([each_week("TU", "18:00", "18:10")]) == {("di", "avond")}
    assert dayparts([each_week("TU", "14:00")]) == {("di", "middag")}
    assert dayparts([each_week("TU")]) == set()
    assert dayparts([each_week("SU", "23:00", "07:00")]) == {("zo", "avond"), ("ma", "ochtend")}
    assert parts_of(-120, 480) == {("zo", "avond"), ("ma", "ochtend")}
