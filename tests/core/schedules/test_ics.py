"""Calendar files, read back by the library that others read them with."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests import effort
from tests.core.schedules.samples import each_month, each_week, schedules
from wijkkaart.core.schedules import full, occurrences
from wijkkaart.core.schedules.ics import Entry, to_ics

NOW = datetime(2026, 11, 26, 11)
TOMORROW = date(2026, 11, 27)


def _entry(*known: dict[str, Any], **more: Any) -> Entry:
    return Entry(uid="a1", title="Koffie", schedules=known, **more)


def _read_back(written: bytes, start: date, end: date) -> list[tuple[str, str]]:
    """Start and end of each time, as the clock has them; a whole day as its date."""
    found = []
    for event in recurring_ical_events.of(Calendar.from_ical(written)).between(start, end):
        begin, until = event.start, event.end
        if not isinstance(begin, datetime):
            found.append((begin.isoformat(), begin.isoformat()))
        elif begin.date() >= start:  # not what began the day before
            found.append((begin.strftime("%Y-%m-%d %H:%M"), until.strftime("%Y-%m-%d %H:%M")))
    return sorted(found)


def _ours(known: list[dict[str, Any]], start: date, end: date, region: str = "") -> list[tuple[str, str]]:
    found = []
    for each in occurrences(known, start, end, region):
        if not each.timed:
            found.append((each.start.date().isoformat(),) * 2)
        elif each.start.date() >= start:
            found.append((each.start.strftime("%Y-%m-%d %H:%M"), each.end.strftime("%Y-%m-%d %H:%M")))
    return sorted(found)


@given(schedules(), st.integers(0, 500), st.sampled_from(["noord", "midden", "zuid"]))
def test_a_calendar_shows_what_we_show(schedule: dict[str, Any], after: int, region: str) -> None:
    start = TOMORROW + timedelta(days=after)
    end = start + timedelta(days=120)
    written = to_ics([_entry(schedule, region=region)], NOW)
    assert _read_back(written, start, end) == _ours([schedule], start, end, region)


@pytest.mark.parametrize("far", ["9999-12-30", "9999-12-31"])
def test_an_exception_in_a_far_year_costs_no_time(far: str) -> None:
    known = each_week("MO,TU,WE,TH,FR,SA,SU", "10:00", "12:00", **{"except": ["2026-12-01", far]})
    near = known | {"except": ["2026-12-01", "2027-06-01"]}
    written = to_ics([_entry(near)], NOW), to_ics([_entry(known)], NOW)
    soon, late = (effort.of(partial(to_ics, [_entry(each)], NOW)) for each in (near, known))
    assert late < 1.2 * soon
    assert [len(_read_back(each, date(2026, 11, 30), date(2026, 12, 3))) for each in written] == [2, 2]


def test_a_plain_rule_has_no_end() -> None:
    known = [each_week("TU", "10:00", "12:00"), each_month("-1FR", "22:00", "02:00")]
    span = date(2035, 1, 1), date(2035, 2, 28)
    written = to_ics([_entry(*known)], NOW)
    assert _read_back(written, *span) == _ours(known, *span) != []


def test_where_holidays_decide_it_ends_within_two_years_rather_than_tell_what_is_not_so() -> None:
    written = to_ics([_entry(each_week("TU", "10:00", "12:00", school_holidays="closed"))], NOW)
    assert _read_back(written, date(2028, 11, 1), date(2028, 11, 23)) != []
    assert _read_back(written, date(2029, 1, 1), date(2029, 12, 31)) == []


def test_the_file_is_what_calendars_want() -> None:
    rule = each_week("TU", "10:00", "12:00", until="2027-06-30") | {"except": ["2026-12-29"]}
    entry = _entry(
        rule, place="Wijkhuis, Dorpsstraat 1; Toren", description="Kom\nlangs, é", url="https://a.example/1"
    )
    written = to_ics([entry], NOW, name="Kruiskamp")
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    calendar = Calendar.from_ical(written)
    assert calendar.errors == []
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    assert event["uid"] == "a1-0@wijkkaart"
    assert event["location"] == "Wijkhuis, Dorpsstraat 1; Toren"
    assert event["description"].startswith("Kom\nlangs, é\n\nelke dinsdag van 10.00 tot 12.00 uur")
    assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert event.start == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert b"UNTIL=20270630T215959Z" in written
    assert b"EXDATE;TZID=Europe/Amsterdam:20261229T100000" in written


def test_a_selection_is_one_calendar_and_what_is_over_is_left_out() -> None:
    over = Entry("b2", "Feest", [full(dtstart="2026-01-01", opens_at="20:00")])
    remark = Entry("c3", "Hulp", [full(description="op afspraak")])
    written = to_ics([_entry(each_week("TU", "10:00")), over, remark], NOW)
    assert [str(event["uid"]) for event in Calendar.from_ical(written).walk("VEVENT")] == ["a1-0@wijkkaart"]
    assert Calendar.from_ical(to_ics([over], NOW)).walk("VEVENT") == []


def test_hostile_text_stays_text() -> None:
    title = "Koffie\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT"
    (event,) = Calendar.from_ical(to_ics([Entry("d4", title, [each_week("MO", "10:00")])], NOW)).walk(
        "VEVENT"
    )
    assert "attendee" not in event
    assert event["summary"].startswith("Koffie")
