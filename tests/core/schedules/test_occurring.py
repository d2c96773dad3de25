"""When schedules take place, beside a naive reckoning day by day."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from tests.core.schedules.samples import each_month, each_week, naive_dates, schedules
from wijkkaart.core.schedules import (
    InvalidSchedule,
    first_in,
    full,
    holiday,
    next_opening,
    occurrences,
    open_at,
    opening,
    problems,
    region_of,
    school_holiday,
    week,
    weekly,
)

MONDAY = date(2026, 11, 23)


def _starts(found: list[dict[str, Any]], start: date, end: date, region: str = "") -> list[str]:
    return [each.start.isoformat(" ", "minutes") for each in occurrences(found, start, end, region)]


@given(
    schedules(), st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.sampled_from(["noord", "midden", "zuid"])
)
def test_dates_are_those_of_a_wall_calendar(schedule: dict[str, Any], start: date, region: str) -> None:
    end = start + timedelta(days=120)
    found = {each.start.date() for each in occurrences([schedule], start, end, region)}
    assert {day for day in found if day >= start} == set(naive_dates(schedule, start, end, region))


@given(st.lists(schedules(), max_size=3), st.integers(0, 60))
def test_a_week_in_minutes_is_the_same_week(known: list[dict[str, Any]], number: int) -> None:
    monday = MONDAY + timedelta(weeks=number)
    midnight = datetime.combine(monday, datetime.min.time())
    slow = {
        tuple(int((moment - midnight).total_seconds()) // 60 for moment in (each.start, each.end))
        for each in occurrences(known, monday, monday + timedelta(days=7))
    }
    assert weekly(known, monday) == sorted(slow)


@given(
    st.lists(schedules(), min_size=1, max_size=2), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1))
)
def test_what_is_next_is_the_first_that_comes(known: list[dict[str, Any]], moment: datetime) -> None:
    found = next_opening(known, moment)
    ahead = occurrences(known, moment.date(), moment.date() + timedelta(days=200))
    today = moment.date()
    expected = next(
        (each for each in ahead if each.start > moment or (not each.timed and each.start.date() == today)),
        None,
    )
    if expected:
        assert found is not None
        assert found.start == expected.start
    else:
        assert found is None or found.start > moment + timedelta(days=199)


def test_the_first_tuesday_and_the_last_friday_of_the_month() -> None:
    found = [each_month("1TU,-1FR", "14:00", "16:00")]
    assert _starts(found, date(2026, 11, 1), date(2027, 1, 1)) == [
        "2026-11-03 14:00",
        "2026-11-27 14:00",
        "2026-12-01 14:00",
        "2026-12-25 14:00",
    ]
    closed = [each_month("1TU,-1FR", "14:00", "16:00", holidays="closed")]
    assert _starts(closed, date(2026, 12, 1), date(2027, 1, 1)) == ["2026-12-01 14:00"]


def test_every_other_week_runs_on_over_a_year_of_53_weeks() -> None:
    found = [each_week("MO", "10:00", "11:00", interval=2, dtstart="2026-12-14")]
    assert _starts(found, date(2026, 12, 1), date(2027, 2, 1)) == [
        "2026-12-14 10:00",
        "2026-12-28 10:00",
        "2027-01-11 10:00",
        "2027-01-25 10:00",
    ]


def test_every_other_week_without_a_start_is_no_date_at_all() -> None:
    unknown = [each_week("MO", "10:00", "11:00", interval=2)]
    assert occurrences(unknown, MONDAY, MONDAY + timedelta(days=90)) == []
    assert open_at(unknown, datetime(2026, 11, 23, 10, 30)) is None


def test_past_midnight_it_is_still_open_and_in_the_week_of_its_start() -> None:
    bar = [each_week("FR,SU", "22:00", "02:00")]
    assert open_at(bar, datetime(2026, 11, 28, 1, 59)) is True
    assert open_at(bar, datetime(2026, 11, 28, 2, 0)) is False
    assert weekly(bar, MONDAY) == [
        (-120, 120),
        (4 * 1440 + 1320, 5 * 1440 + 120),
        (6 * 1440 + 1320, 7 * 1440 + 120),
    ]
    assert weekly([each_week("FR", "22:00", "24:00")], MONDAY) == [(4 * 1440 + 1320, 5 * 1440)]


def test_the_clock_decides_when_summer_time_begins_and_ends() -> None:
    found = [each_week("SU", "10:00", "12:00")]
    # 08:30 UTC is 10.30 in summer and 9.30 in winter.
    assert open_at(found, datetime(2026, 10, 18, 8, 30, tzinfo=UTC)) is True
    assert open_at(found, datetime(2026, 10, 25, 8, 30, tzinfo=UTC)) is False
    assert open_at(found, datetime(2026, 10, 25, 9, 30, tzinfo=UTC)) is True
    assert open_at(found, datetime(2027, 3, 28, 8, 30, tzinfo=UTC)) is True


def test_what_somebody_named_by_date_holds_whatever_else_is_said() -> None:
    found = each_week("MO", "10:00", "11:00", holidays="closed", until="2026-12-14")
    found |= {"extra": ["2026-12-25", "2026-12-26"], "except": ["2026-12-07", "2026-12-26"]}
    assert _starts([found], date(2026, 12, 1), date(2027, 1, 1)) == ["2026-12-14 10:00", "2026-12-25 10:00"]


def test_school_holidays_differ_by_region() -> None:
    found = [each_week("WE", "10:00", "11:00", school_holidays="closed")]
    july = date(2026, 7, 6), date(2026, 7, 25)
    assert _starts(found, *july, "noord") == []
    assert _starts(found, *july, "midden") == ["2026-07-08 10:00", "2026-07-15 10:00"]
    assert _starts(found, *july, "zuid") == ["2026-07-08 10:00"]
    only = [each_week("WE", "10:00", "11:00", school_holidays="only")]
    assert _starts(only, *july, "zuid") == ["2026-07-15 10:00", "2026-07-22 10:00"]


@pytest.mark.parametrize(
    ("gemeente", "region"),
    [
        ("GM0363", ("noord", True)),
        ("GM0307", ("midden", True)),
        ("GM0317", ("noord", True)),
        ("GM0202", ("zuid", True)),
        ("GM0244", ("noord", True)),
        ("GM0772", ("zuid", True)),
        ("GM9999", ("midden", False)),
    ],
)
def test_a_gemeente_has_the_school_holidays_of_its_region(gemeente: str, region: tuple[str, bool]) -> None:
    assert region_of(gemeente) == region


def test_only_what_is_known_is_told() -> None:
    no_end, no_time = [each_week("TH", "10:00")], [each_week("TH")]
    assert open_at([], datetime(2026, 11, 26, 11)) is None
    assert open_at([full(description="op afspraak")], datetime(2026, 11, 26, 11)) is None
    assert open_at(no_end, datetime(2026, 11, 26, 9)) is False
    assert open_at(no_end, datetime(2026, 11, 26, 11)) is None
    assert open_at(no_end, datetime(2026, 11, 27, 11)) is False
    assert open_at(no_time, datetime(2026, 11, 26, 11)) is None
    assert open_at([*no_end, each_week("TH", "09:00", "12:00")], datetime(2026, 11, 26, 11)) is True


def test_hours_that_follow_on_each_other_are_one_opening() -> None:
    always = [each_week("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")]
    found = opening(always, datetime(2026, 11, 26, 12))
    assert found is not None
    assert found.end - found.start >= timedelta(days=8)
    lunch = [each_week("TH", "09:00", "12:00"), each_week("TH", "12:00", "17:00")]
    found = opening(lunch, datetime(2026, 11, 26, 10))
    assert found is not None
    assert found.end == datetime(2026, 11, 26, 17)


def test_a_week_view_has_every_thing_on_its_day() -> None:
    days = week(
        {"a": [each_week("MO,FR", "10:00", "11:00")], "b": [each_week("FR", "09:00")]}, date(2026, 12, 21)
    )
    assert [[slot.key for slot in day.slots] for day in days] == [["a"], [], [], [], ["b", "a"], [], []]
    assert [day.holiday for day in days][4:6] == ["Eerste kerstdag", "Tweede kerstdag"]
    assert days[0].school_holiday == "Kerstvakantie"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (full(freq="DAILY"), "eenmalig, elke week of elke maand"),
        (full(freq="WEEKLY"), "geen dag gekozen"),
        (full(freq="WEEKLY", byday="1TU"), "hoeveelste dag"),
        (full(freq="WEEKLY", byday="XX"), "XX is geen dag"),
        (full(freq="MONTHLY", bymonthday="32"), "32 is geen dag van de maand"),
        (each_week("MO", "9:00"), "9:00 is geen tijd"),
        (each_week("MO", "09:00", "25:00"), "25:00 is geen tijd"),
        (each_week("MO", dtstart="2026-02-30"), "2026-02-30 is geen datum"),
        (each_week("MO", extra=["morgen"]), "morgen is geen datum"),
        (each_week("MO", interval=0) | {"interval": -1}, "getal van 1"),
        (each_week("MO", holidays="x"), "feestdagen"),
        (each_week("MO", kleur="x"), "kleur hoort niet"),
        (full(), "geen datum gekozen"),
        (full(byday="MO", dtstart="2026-01-01"), "geen vaste dag"),
    ],
)
def test_a_wrong_schedule_is_refused_in_dutch(wrong: dict[str, Any], said: str) -> None:
    assert any(said in problem for problem in problems(wrong))
    with pytest.raises(InvalidSchedule, match="Deze tijd klopt niet"):
        occurrences([wrong], MONDAY, MONDAY + timedelta(days=7))


def test_the_week_of_an_offer_is_soon_known() -> None:
    days = ("MO", "TU,TH", "WE", "MO,TU,WE,TH,FR", "SA")

    def offers(many: int) -> list[list[dict[str, Any]]]:
        return [[each_week(days[n % 5], f"{9 + n % 8:02d}:00", f"{11 + n % 8:02d}:30")] for n in range(many)]

    def on(many: int) -> effort.Work:
        known = offers(many)
        return lambda: [weekly(found, MONDAY) for found in known]

    assert effort.each(on, 200) < 200
    now = 3 * 1440 + 12 * 60
    known = offers(40)
    weeks = [weekly(found, MONDAY) for found in known]
    open_now = sum(any(start <= now < end for start, end in found) for found in weeks)
    assert open_now == sum(open_at(found, datetime(2026, 11, 26, 12)) is True for found in known) > 0


def test_an_even_week_is_reckoned_from_its_first_day() -> None:
    assert first_in(True, 1, date(2026, 11, 26)) == date(2026, 12, 8)  # week 50
    assert first_in(False, 1, date(2026, 11, 26)) == date(2026, 12, 1)  # week 49
    assert first_in(True, 3, date(2026, 11, 26)) == date(2026, 11, 26)  # week 48, today
    assert first_in(True, 0, date(2026, 12, 25)) == date(2027, 1, 11)  # after weeks 53 and 1


@pytest.mark.shared
def test_every_gemeente_has_a_region(shared: Path) -> None:
    with (shared / "areas/gemeenten_2024_names.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["gemeentecode"] for row in csv.DictReader(file)]
    assert len(codes) == 342
    assert [code for code in codes if not region_of(code)[1]] == []


@pytest.mark.shared
def test_real_rules_give_what_dateutil_gives(shared: Path) -> None:
    places = json.loads((shared / "register/repaircafes_amsterdam.json").read_text(encoding="utf-8"))
    seen = 0
    for place in places:
        for text in place["rrule"]:
            parts = dict(part.split("=") for part in text.split(";"))
            turn = parts.get("BYSETPOS", "")
            days = ",".join(f"{turn}{day}" for day in parts["BYDAY"].split(","))
            ours = [full(freq=parts["FREQ"], byday=days, opens_at="10:00", closes_at="12:00")]
            expected = rrulestr(text, dtstart=datetime(2026, 1, 1, 10)).between(
                datetime(2026, 1, 1), datetime(2027, 1, 1), inc=True
            )
            assert [each.start for each in occurrences(ours, date(2026, 1, 1), date(2027, 1, 1))] == expected
            seen += 1
    assert seen >= 43


@pytest.mark.shared
def test_holidays_are_those_of_others(shared: Path) -> None:
    school = json.loads((shared / "register/school-holidays-data.json").read_text(encoding="utf-8"))
    for each in school:  # these are those of the north
        first, last = date.fromisoformat(each["startDate"]), date.fromisoformat(each["endDate"])
        assert {school_holiday(first, "noord"), school_holiday(last, "noord")} == {each["name"]}
        assert not school_holiday(first - timedelta(days=1), "noord")
        assert not school_holiday(last + timedelta(days=1), "noord")
    public = json.loads((shared / "register/holidays-data.json").read_text(encoding="utf-8"))
    for each in public:
        when = date.fromisoformat(each["startDate"])
        # By law every year, but a day off once in five.
        assert holiday(when) == ("" if each["name"] == "Bevrijdingsdag" else each["name"])
