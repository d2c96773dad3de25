"""Schedules as a calendar file (iCalendar, RFC 5545): of one offer, or of a selection.

A rule stays a rule, so that a calendar shows it for as long as it's given. Where holidays decide, which a
calendar knows nothing of, the days they take away are written out for `YEARS`, and there it ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, vRecur

from wijkkaart import __version__
from wijkkaart.core.schedules.occurring import ZONE, Occurrence, dates, local, occurrence
from wijkkaart.core.schedules.rule import CODES, Rule, rules
from wijkkaart.core.schedules.words import in_words

YEARS = 2
"""How far days are written out where holidays decide."""
_FAR = 366 * 10
"""Days ahead in which the first time is looked for."""


@dataclass(frozen=True)
class Entry:
    """One thing for a calendar."""

    uid: str
    """What tells it from all others, for ever: the id of its record."""
    title: str
    schedules: Sequence[Mapping[str, Any]]
    place: str = ""
    """Where, in one line."""
    description: str = ""
    url: str = ""
    region: str = ""
    """Of the school holidays."""


def to_ics(entries: Iterable[Entry], now: datetime, name: str = "") -> bytes:
    """A calendar file with the entries from today on; a valid, empty one when nothing is to come.

    `now` is when it was made (naive: in the Netherlands); `name` what the calendar is called. Raises
    InvalidSchedule.
    """
    stamp = local(now).replace(tzinfo=ZONE)
    calendar = Calendar()
    calendar.add("prodid", f"-//wijkkaart//wijkkaart {__version__}//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    for entry in entries:
        for number, rule in enumerate(rules(entry.schedules)):
            event = _event(entry, rule, stamp)
            if event is not None:
                event.add("uid", f"{entry.uid}-{number}@wijkkaart")
                calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, rule: Rule, stamp: datetime) -> Event | None:
    """A rule as an event that repeats; None when it has no day from today on."""
    today = stamp.date()
    bound = today.replace(year=today.year + YEARS, day=min(today.day, 28))
    written = rule.holidays == "closed" or rule.school_holidays in {"closed", "only"}
    span = today, bound if written else today + timedelta(days=_FAR)
    held = dates(rule, *span, entry.region)
    if not held:
        return None
    event = Event()
    event.add("dtstamp", stamp)
    event.add("summary", entry.title)
    for property_, value in (("location", entry.place), ("url", entry.url)):
        if value:
            event.add(property_, value)
    told = in_words(entry.schedules, today)
    event.add("description", "\n\n".join(part for part in (entry.description, told) if part))
    regular = [day for day in held if day not in rule.extra]
    if not rule.freq or rule.school_holidays == "only" or not regular:
        # Named by date, or by what no rule of a calendar can say.
        first, more, dropped, recurs = held[0], held[1:], [], False
    else:
        first, recurs = regular[0], True
        more = [day for day in held if day in rule.extra]
        dropped = _dropped(rule, first, bound if written else None, held)
    _times(event, rule, first)
    if recurs:
        event.add("rrule", _recurrence(rule, bound if written else None))
    for property_, days in (("rdate", more), ("exdate", dropped)):
        if days:
            event.add(property_, [_start(occurrence(rule, day)) for day in days])
    return event


def _dropped(rule: Rule, first: date, bound: date | None, held: list[date]) -> list[date]:
    """Days of the rule that aren't held: on holidays, and those excepted by name."""
    nothing: frozenset[date] = frozenset()
    bare = replace(rule, excepted=nothing, extra=nothing, holidays="", school_holidays="")
    if bound is None:
        # No further than anybody looks: to the year 9999 it would be 15 seconds of work.
        last = max((day for day in rule.excepted if (day - first).days < _FAR), default=first)
        return [day for day in dates(bare, first, last + timedelta(days=1)) if day in rule.excepted]
    # Days named as extra are given by name already: twice would show twice in some calendars.
    return [day for day in dates(bare, first, bound) if day not in held]


def _recurrence(rule: Rule, bound: date | None) -> vRecur:
    parts: dict[str, Any] = {"FREQ": rule.freq}
    if rule.interval > 1:
        parts["INTERVAL"] = rule.interval
    if rule.weekdays:
        parts["BYDAY"] = [f"{turn or ''}{CODES[day]}" for turn, day in rule.weekdays]
    if rule.monthdays:
        parts["BYMONTHDAY"] = list(rule.monthdays)
    lasts = [day for day in (rule.last, bound - timedelta(days=1) if bound else None) if day]
    if lasts:
        parts["UNTIL"] = _until(rule, min(lasts))
    return vRecur(parts)


def _until(rule: Rule, last: date) -> date:
    """The end as RFC 5545 wants it: a date for whole days, else a moment in UTC."""
    if not occurrence(rule, last).timed:
        return last
    return datetime.combine(last, time(23, 59, 59), ZONE).astimezone(UTC)


def _times(event: Event, rule: Rule, day: date) -> None:
    found = occurrence(rule, day)
    event.add("dtstart", _start(found))
    if found.end > found.start:
        event.add("dtend", found.end.replace(tzinfo=ZONE))
    if not found.timed:
        event.add("transp", "TRANSPARENT")


def _start(found: Occurrence) -> date:
    """A moment in the Netherlands; a date when no time is known."""
    return found.start.replace(tzinfo=ZONE) if found.timed else found.start.date()
