"""The worklist of a week, and the walk past places."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.worklist import Task, week_of, worklist
from wijkkaart.record import FieldMeta, Record, RecordKind

TODAY = date(2026, 11, 26)
MONTHS = {"hours": 6, "contact": 12, "address": 36}
TEAM = {"Ans": 5, "Bo": 5, "Cor": 5}


@dataclass(frozen=True)
class Kept:
    week: str
    record_id: str
    account: str


def _place(key: str, field: str = "email", days: int = 500, by: str = "") -> Record:
    """A place of which one field was checked `days` ago; never for 0."""
    checked = (TODAY - timedelta(days=days)).isoformat() if days else ""
    meta = {field: FieldMeta(checked=checked, checked_by=by)} if days else {}
    return Record(
        key, RecordKind.LOCATION, {"name": key, "status": "open", field: "x"}, meta, created="2026-11-01"
    )


def _list(records: list[Record], **more: object) -> list[Task]:
    return worklist(records, TODAY, MONTHS, TEAM, **more)  # type: ignore[arg-type]


def test_hours_come_first_then_how_long_then_how_many_lean_on_it() -> None:
    records = [
        _place("adres", "address", 3000),
        _place("contact", "email", 900),
        _place("tijden", "hours_text", 200),
        _place("tijden-oud", "hours_text", 300),
        _place("tijden-veel", "hours_text", 200),
        _place("vers", "hours_text", 20),
    ]
    found = _list(records, dependants={"tijden-veel": 4})
    assert [task.record for task in found] == ["tijden-oud", "tijden-veel", "tijden", "contact", "adres"]
    assert found[1].why == "de tijden zijn 16 dagen over de datum; 4 keer aanbod hangt ervan af"
    assert _list([_place("n", "email", 0)])[0].why == "de contactgegevens: nog nooit nagekeken"
    assert found[4].why.startswith("het adres is ")


@given(
    st.integers(0, 60),
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 9), max_size=5),
    st.lists(st.sampled_from(["A", "B", "X", ""]), min_size=60, max_size=60),
)
def test_everybody_gets_their_share_and_never_more_than_they_said(
    number: int, members: dict[str, int], before: list[str]
) -> None:
    records = [_place(f"p{index:02d}", by=before[index]) for index in range(number)]
    found = worklist(records, TODAY, MONTHS, members)
    assert found == worklist(records[::-1], TODAY, MONTHS, members)
    counts = Counter(task.member for task in found)
    whole = sum(members.values())
    assert len(found) == len({task.record for task in found}) == min(number, whole)
    for name, most in members.items():
        assert counts[name] <= most
        assert abs(counts[name] - len(found) * most / (whole or 1)) <= 1 + 1e-9


def test_a_record_goes_to_who_had_it_before_or_checked_it_last() -> None:
    records = [_place(f"p{number}", by="Bo" if number < 2 else "Weg") for number in range(6)]
    found = _list(records, earlier=[Kept("2026-W40", "p5", "Cor"), Kept("2026-W47", "p5", "Ans")])
    members = {task.record: task.member for task in found}
    assert (members["p0"], members["p1"], members["p5"]) == ("Bo", "Bo", "Ans")
    assert set(Counter(members.values()).values()) == {2}


def test_within_a_week_the_list_stays_and_what_is_done_counts() -> None:
    records = [_place(f"p{number:02d}") for number in range(40)]
    monday = _list(records)
    assert len(monday) == 15
    week = week_of(TODAY)
    kept = [Kept(week, task.record, task.member) for task in monday]
    done = {monday[0].record, monday[7].record}
    later = [_place(each.id, days=1) if each.id in done else each for each in records]
    friday = _list([*later, _place("a-nieuw", "hours_text", 900)], earlier=kept)
    assert {(task.record, task.member) for task in friday} == {(task.record, task.member) for task in monday}
    assert {task.record for task in friday if task.done} == done
    assert all(task.done for task in friday[-2:])
    # Who left the team has nothing to do any more: what was theirs goes to others with room.
    without = worklist(later, TODAY, MONTHS, {"Ans": 8, "Bo": 5}, earlier=kept)
    assert {task.member for task in without} == {"Ans", "Bo"}
    assert len(without) == 13


def test_what_is_gone_or_closed_is_not_asked() -> None:
    closed = Record("c", RecordKind.LOCATION, {"name": "c", "status": "closed", "email": "x"})
    assert _list([closed]) == []
    assert _list([], earlier=[Kept(week_of(TODAY), "weg", "Ans")]) == []
    assert worklist([_place("p")], TODAY, MONTHS, {}) == []


@pytest.mark.parametrize(("day", "week"), [(date(2026, 12, 31), "2026-W53"), (date(2027, 1, 3), "2026-W53")])
def test_weeks_are_those_of_iso(day: date, week: str) -> None:
    assert week_of(day) == week
