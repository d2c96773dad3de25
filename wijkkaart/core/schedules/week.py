"""Days and parts of the day on which something is, and what a week looks like."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wijkkaart.core.filters import DAYS
from wijkkaart.core.schedules import free_days
from wijkkaart.core.schedules.occurring import Occurrence, occurrences
from wijkkaart.core.schedules.rule import MIDNIGHT, rules

DAYPARTS = {"ochtend": (6 * 60, 12 * 60), "middag": (12 * 60, 18 * 60), "avond": (18 * 60, MIDNIGHT)}
"""Part of the day to its first minute and the minute after its last; the rest is night."""
ENOUGH = 30
"""Minutes that something must last into a part of the day to count there, if it lasts that long at all."""


@dataclass(frozen=True)
class Slot:
    """One time of one thing in a week view."""

    key: Hashable
    """Of whom, as it was given."""
    occurrence: Occurrence


@dataclass(frozen=True)
class Day:
    """One day of a week view."""

    date: date
    holiday: str
    """Name of the public holiday; "" for none."""
    school_holiday: str
    slots: tuple[Slot, ...]
    """By start, and by end; what began the day before isn't in it again."""


def days(schedules: Iterable[Mapping[str, Any]]) -> set[str]:
    """The days of the week (`ma` … `zo`) on which it can be, whatever the week. Raises InvalidSchedule.

    Of a fixed day of the month none are given: it may be any; `weekly` tells for a given week.
    """
    found: set[str] = set()
    for rule in rules(schedules):
        found.update(DAYS[day] for _, day in rule.weekdays)
        if not rule.freq:
            held = {*([rule.start] if rule.start else []), *rule.extra} - rule.excepted
            found.update(DAYS[when.weekday()] for when in held)
    return found


def dayparts(schedules: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The parts of days, as ("di", "avond"), it can be in, whatever the week. Raises InvalidSchedule."""
    found: set[tuple[str, str]] = set()
    for schedule in schedules:
        (rule,) = rules([schedule])
        opens = 0 if rule.opens is None else rule.opens
        closes = opens if rule.closes is None else rule.closes
        if rule.opens is None and rule.closes is None:
            continue
        for day in days([schedule]):
            base = DAYS.index(day) * MIDNIGHT
            found |= parts_of(base + opens, base + closes)
    return found


def parts_of(start: int, end: int) -> set[tuple[str, str]]:
    """The parts of days that a time of `weekly` falls in, as ("di", "avond")."""
    found = set()
    enough = max(1, min(ENOUGH, end - start))
    for number in range(start // MIDNIGHT, max(start, end - 1) // MIDNIGHT + 1):
        for part, (first, last) in DAYPARTS.items():
            begin, over = number * MIDNIGHT + first, number * MIDNIGHT + last
            inside = min(end, over) - max(start, begin)
            if inside >= enough or (start == end and begin <= start < over):
                found.add((DAYS[number % 7], part))
    return found


def first_in(even: bool, weekday: int, today: date) -> date:
    """The first day from `today` on that's a given day (0 Monday) of an even or odd week: a `dtstart`."""
    ahead = (today + timedelta(days=number) for number in range(28))
    return next(
        day for day in ahead if day.weekday() == weekday and (day.isocalendar().week % 2 == 0) == even
    )


def week(things: Mapping[Any, Iterable[Mapping[str, Any]]], monday: date, region: str = "") -> list[Day]:
    """The seven days from `monday` with what is on each; `things` is any key to schedules."""
    slots: dict[date, list[Slot]] = {monday + timedelta(days=number): [] for number in range(7)}
    for key, schedules in things.items():
        for each in occurrences(schedules, monday, monday + timedelta(days=7), region):
            if each.start.date() in slots:
                slots[each.start.date()].append(Slot(key, each))
    return [
        Day(
            date=when,
            holiday=free_days.holiday(when),
            school_holiday=free_days.school_holiday(when, region),
            slots=tuple(sorted(found, key=lambda slot: (slot.occurrence.start, slot.occurrence.end))),
        )
        for when, found in slots.items()
    ]
