"""When schedules take place: their dates and times, in a range, a week, or at a moment.

All datetimes are naive and mean the clock in the Netherlands; an aware one is turned into that first.
Ranges are half-open: up to, and not including, their end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

from wijkkaart.core.schedules import free_days
from wijkkaart.core.schedules.rule import MIDNIGHT, Rule, read, rules

ZONE = ZoneInfo("Europe/Amsterdam")
WEEK = 7 * MIDNIGHT
_DAY = timedelta(days=1)
_AHEAD = (8, 62, 800)
"""How many days are looked ahead for the next opening: further only when there was none nearer."""


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time that something is."""

    start: datetime
    end: datetime
    """The same as `start` when nobody said when it ends."""
    timed: bool = True
    """False when only the day is known; then `start` and `end` are the midnight it begins with."""


def local(moment: datetime) -> datetime:
    """A moment on the clock in the Netherlands, naive; what is naive is taken to be so already."""
    return moment if moment.tzinfo is None else moment.astimezone(ZONE).replace(tzinfo=None)


def occurrences(
    schedules: Iterable[Mapping[str, Any]], start: date, end: date, region: str = ""
) -> list[Occurrence]:
    """All times that overlap with the range from `start` up to `end`, each once, in order.

    Dates stand for the midnight they begin with. `region` is that of the school holidays ("" for
    midden, see `free_days.region_of`). Raises InvalidSchedule.
    """
    since, until = _midnight(start), _midnight(end)
    found: set[Occurrence] = set()
    for rule in rules(schedules):
        # One day earlier: what began yesterday may last past midnight.
        for day in dates(rule, since.date() - _DAY, until.date() + _DAY, region):
            each = occurrence(rule, day)
            running = each.start < until and (each.end > since or each.start >= since)
            if running:
                found.add(each)
    return sorted(found)


def dates(rule: Rule, start: date, end: date, region: str = "") -> list[date]:
    """The days in [start, end) on which a rule begins, in order."""
    first = max(start, rule.first) if rule.first else start
    last = min(end - _DAY, rule.last) if rule.last else end - _DAY
    found = {day for day in _regular(rule, first, last) if not _free(rule, day, region)}
    # What somebody named by date holds, whatever the rule says of holidays or its last day.
    found.update(day for day in rule.extra if start <= day < end)
    return sorted(found - rule.excepted)


def occurrence(rule: Rule, day: date) -> Occurrence:
    """The time of a rule that begins on a day."""
    midnight = datetime.combine(day, time())
    opens = 0 if rule.opens is None and rule.closes is not None else rule.opens
    if opens is None:
        return Occurrence(midnight, midnight, timed=False)
    closes = opens if rule.closes is None else rule.closes
    return Occurrence(midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes))


def weekly(
    schedules: Iterable[Mapping[str, Any]], monday: date, region: str = "", days: int = 7
) -> list[tuple[int, int]]:
    """The times in the week of `monday`, or in so many `days` from it, as minutes since its first midnight.

    In order. Negative when it began on the Sunday before and lasts into Monday; past 10080 when it lasts
    into the next Monday. Equal start and end: nobody said when it ends, or (at a midnight) when it is.
    Meant for many records at once. Raises InvalidSchedule.
    """
    found: set[tuple[int, int]] = set()
    for rule in rules(schedules):
        opens = 0 if rule.opens is None else rule.opens
        closes = opens if rule.closes is None else rule.closes
        for day in dates(rule, monday - _DAY, monday + days * _DAY, region):
            base = (day - monday).days * MIDNIGHT
            if base + closes > 0 or base >= 0:
                found.add((base + opens, base + closes))
    return sorted(found)


def open_at(schedules: Iterable[Mapping[str, Any]], moment: datetime, region: str = "") -> bool | None:
    """Whether it's open at a moment; None when the schedules don't tell, or there are none.

    Open from the first minute up to, and not including, the last. Raises InvalidSchedule.
    """
    moment = local(moment)
    known = [*schedules]
    today = _midnight(moment.date())
    around = occurrences(known, today, today + _DAY, region)
    if any(each.start <= moment < each.end for each in around):
        return True
    unsure = any(not each.timed or (each.end == each.start <= moment) for each in around)
    said = bool(known) and all(read(schedule).dated for schedule in known)
    return None if unsure or not said else False


def opening(schedules: Iterable[Mapping[str, Any]], moment: datetime, region: str = "") -> Occurrence | None:
    """What is going on at a moment, with the end after which it's really closed; None when it's closed.

    Times that follow on each other, as around midnight, are one.
    """
    moment = local(moment)
    today = _midnight(moment.date())
    after = occurrences(schedules, today, today + 8 * _DAY, region)
    running = [each for each in after if each.start <= moment < each.end]
    if not running:
        return None
    start, end = min(each.start for each in running), max(each.end for each in running)
    for each in after:
        if each.start <= end:
            end = max(end, each.end)
    return Occurrence(start, end)


def next_opening(
    schedules: Iterable[Mapping[str, Any]], moment: datetime, region: str = ""
) -> Occurrence | None:
    """The first time that begins after a moment, within about two years; None when there's none.

    Of a day of which no time is known, the day itself counts until it's over.
    """
    moment = local(moment)
    known = [*schedules]
    today = moment.date()
    for days in _AHEAD:
        for each in occurrences(known, today, today + days * _DAY, region):
            if each.start > moment or (not each.timed and each.start.date() == today):
                return each
    return None


def _midnight(when: date) -> datetime:
    return local(when) if isinstance(when, datetime) else datetime.combine(when, time())


def _regular(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days from `first` through `last` by its rule alone."""
    if first > last or not rule.dated:
        return
    if rule.plain:
        wanted = {day for _, day in rule.weekdays}
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            if (ordinal - 1) % 7 in wanted:
                yield date.fromordinal(ordinal)
    elif rule.freq:
        yield from (
            found.date() for found in recurrence(rule, first).between(_at(first), _at(last), inc=True)
        )
    elif rule.start and first <= rule.start <= last:
        yield rule.start


def recurrence(rule: Rule, first: date) -> rrule:
    """dateutil's rule for a rule that recurs, for days from `first` on."""
    # An interval counts from its start; without one nothing before `first` matters.
    anchor = rule.start if rule.interval > 1 and rule.start else first
    return rrule(
        WEEKLY if rule.freq == "WEEKLY" else MONTHLY,
        dtstart=_at(anchor),
        interval=rule.interval,
        wkst=MO,
        byweekday=[weekday(day, turn or None) for turn, day in rule.weekdays] or None,
        bymonthday=rule.monthdays or None,
    )


def _at(when: date) -> datetime:
    return datetime.combine(when, time())


def _free(rule: Rule, day: date, region: str) -> bool:
    """Whether a holiday keeps it from taking place."""
    if rule.holidays == "closed" and free_days.holiday(day):
        return True
    if rule.school_holidays in {"closed", "only"}:
        away = bool(free_days.school_holiday(day, region))
        return away == (rule.school_holidays == "closed")
    return False
