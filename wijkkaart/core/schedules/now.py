"""What schedules say at a moment: `open tot 17.00 uur`, `gaat om 13.00 uur open`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from wijkkaart.core.schedules.occurring import Occurrence, local, next_opening, occurrences, open_at, opening
from wijkkaart.core.schedules.words import DAY_NAMES, clock, on_date

_LONG = timedelta(days=7)


def at_moment(schedules: Iterable[Mapping[str, Any]], moment: datetime, region: str = "") -> str:
    """One short sentence on whether it's open at a moment, or when it will be; "" when nothing is known.

    Raises InvalidSchedule.
    """
    moment = local(moment)
    known = [*schedules]
    if running := opening(known, moment, region):
        return _until(running.end, moment)
    coming = next_opening(known, moment, region)
    state = open_at(known, moment, region)
    begun = (
        [each for each in occurrences(known, moment.date(), moment, region) if each.timed]
        if state is None
        else []
    )
    if begun:
        start = begun[-1].start
        return f"vandaag om {clock(start.hour * 60 + start.minute)} uur begonnen"
    if coming is None:
        return "nu gesloten" if state is False else ""
    if not coming.timed:
        return f"{_day(coming.start.date(), moment.date())} open, tijd niet bekend"
    when = f"om {clock(coming.start.hour * 60 + coming.start.minute)} uur"
    if coming.start.date() == moment.date():
        return f"gaat {when} open"
    return f"gaat {_day(coming.start.date(), moment.date())} {when} open"


def moment_of(occurrence: Occurrence, today: date) -> str:
    """When something is, seen from a day: `vandaag om 13.00 uur`, `op dinsdag 1 december 2026`."""
    said = _day(occurrence.start.date(), today)
    if not occurrence.timed:
        return said
    start = clock(occurrence.start.hour * 60 + occurrence.start.minute)
    if occurrence.end == occurrence.start:
        return f"{said} om {start} uur"
    length = occurrence.end - datetime.combine(occurrence.start.date(), time())
    return f"{said} van {start} tot {clock(int(length.total_seconds()) // 60)} uur"


def _until(end: datetime, moment: datetime) -> str:
    if end - moment >= _LONG:
        return "dag en nacht open"
    said = f"open tot {clock(end.hour * 60 + end.minute)} uur"
    if end.date() == moment.date():
        return said
    if end == datetime.combine(moment.date() + timedelta(days=1), time()):
        return "open tot 24.00 uur"
    return f"open tot {_day(end.date(), moment.date())} {clock(end.hour * 60 + end.minute)} uur"


def _day(when: date, today: date) -> str:
    """`vandaag`, `morgen`, `dinsdag` within a week, else `op dinsdag 8 december 2026`."""
    away = (when - today).days
    if away < 2:
        return "vandaag" if away < 1 else "morgen"
    name = DAY_NAMES[when.weekday()]
    return name if away < 7 else f"op {name} {on_date(when)}"
