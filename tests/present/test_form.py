"""Groups of a form, and hours as they're chosen on it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.schedules import full, in_words, problems
from wijkkaart.present import form
from wijkkaart.present.hours_form import (
    FORTNIGHTLY,
    ONCE,
    RHYTHMS,
    WEEKLY,
    WORDS,
    Row,
    changed,
    lines,
    row_of,
    schedule_of,
    schedules_of,
)
from wijkkaart.record import FIELDS, RecordKind

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_field_is_asked_once(kind: RecordKind) -> None:
    asked = [field.name for group in form.groups(kind) for field in group.fields]
    assert sorted(asked) == sorted(field.name for field in FIELDS[kind])
    assert asked[0] == "name"


def test_a_new_person_is_kept_a_year_and_a_new_place_is_open() -> None:
    assert form.beginning("contact", TODAY)["expires"] == "2027-11-26"
    place = form.beginning("location", TODAY, "GM0001")
    assert (place["status"], place["gemeente"], place["schedules"]) == ("open", "GM0001", [])
    assert form.beginning("note", TODAY)["date"] == "2026-11-26"


@pytest.mark.parametrize(
    ("values", "rhythm"),
    [
        ({"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:30", "closes_at": "11:00"}, WEEKLY),
        ({"freq": "WEEKLY", "byday": "TU", "interval": 2, "dtstart": "2026-12-01"}, FORTNIGHTLY),
        ({"freq": "MONTHLY", "byday": "1TU,1WE", "opens_at": "19:00"}, "1"),
        ({"freq": "MONTHLY", "byday": "-1FR", "holidays": "closed"}, "-1"),
        ({"dtstart": "2026-12-24", "opens_at": "12:00", "closes_at": "14:00"}, ONCE),
        ({"description": "Bel even voor u komt."}, WORDS),
        ({"freq": "WEEKLY", "byday": "MO", "except": ["2026-12-25"], "school_holidays": "only"}, WEEKLY),
    ],
)
def test_what_a_form_can_tell_comes_back_as_it_was(values: dict[str, Any], rhythm: str) -> None:
    schedule = full(**values)
    row = row_of(schedule)
    assert row is not None
    assert row.rhythm == rhythm
    assert schedules_of([row]) == [schedule]


@pytest.mark.parametrize(
    "values",
    [
        {"freq": "MONTHLY", "bymonthday": "3"},
        {"freq": "WEEKLY", "byday": "MO", "interval": 3},
        {"freq": "MONTHLY", "byday": "1TU,3TU"},
        {"freq": "WEEKLY", "byday": "MO", "extra": ["2026-12-25"]},
        {"freq": "WEEKLY", "byday": "MO", "until": "2026-12-25"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "22:00", "closes_at": "24:00", "bymonthday": "1"},
    ],
)
def test_what_a_form_cannot_tell_stays_as_it_is(values: dict[str, Any]) -> None:
    schedule = full(**values)
    held = lines([schedule])
    assert not isinstance(held[0], Row)
    assert schedules_of(held) == [schedule]


def test_lines_in_which_nothing_was_chosen_are_no_schedules() -> None:
    assert schedules_of([Row(), Row(rhythm="2"), Row(rhythm=ONCE)]) == []
    (unfinished,) = schedules_of([Row(rhythm="2", opens_at="09:00")])
    assert "er is geen dag gekozen" in problems(unfinished)


def test_another_rhythm_leaves_behind_what_it_has_no_use_for() -> None:
    row = Row(days=("MO",), opens_at="09:00", closes_at="10:00")
    once = changed(row, rhythm=ONCE)
    assert (once.days, once.opens_at) == ((), "09:00")
    assert changed(once, rhythm=WORDS) == Row(rhythm=WORDS)
    assert changed(Row(rhythm=FORTNIGHTLY, start="2026-12-01"), rhythm=WEEKLY).start == ""


@given(
    st.builds(
        Row,
        rhythm=st.sampled_from([each for each in RHYTHMS if each != WORDS]),
        days=st.sets(st.sampled_from(["MO", "TU", "FR", "SU"]), min_size=1).map(
            lambda found: tuple(day for day in ("MO", "TU", "FR", "SU") if day in found)
        ),
        start=st.sampled_from(["2026-12-01", "2027-02-28"]),
        opens_at=st.sampled_from(["", "09:30", "23:00"]),
        closes_at=st.sampled_from(["", "11:15", "01:00"]),
        holidays=st.sampled_from(["", "open", "closed"]),
        school_holidays=st.sampled_from(["", "open", "closed", "only"]),
    )
)
def test_every_choice_is_a_schedule_that_can_be_said(row: Row) -> None:
    row = changed(row, rhythm=row.rhythm)
    schedule = schedule_of(row)
    assert problems(schedule) == []
    assert in_words([schedule], TODAY)
    assert row_of(schedule) == row
