"""One schedule of the register, read and checked: when something is, by the names of RFC 5545.

A schedule is a dict of HSDS/RFC 5545 names (see `EMPTY`). `freq` is WEEKLY, MONTHLY or "" for once, on
`dtstart`; times are those on the clock in the Netherlands. Closing before opening is past midnight.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from wijkkaart.errors import WijkkaartError

EMPTY: Mapping[str, Any] = {
    "freq": "",
    "interval": 1,
    "byday": "",
    "bymonthday": "",
    "dtstart": "",
    "until": "",
    "opens_at": "",
    "closes_at": "",
    "valid_from": "",
    "valid_to": "",
    "except": [],
    "extra": [],
    "holidays": "",
    "school_holidays": "",
    "description": "",
}
"""All names of a schedule, with what stands for "nothing said"."""

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week as RFC 5545 has them, Monday first, as `filters.DAYS` has them in Dutch."""
MIDNIGHT = 24 * 60
"""Minutes in a day."""

_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_CLOCK = re.compile(r"(?a)([01]\d|2[0-3]):([0-5]\d)(?::00)?|(24):(00)(?::00)?")


class InvalidSchedule(WijkkaartError):
    """A schedule that says nothing, or what can't be."""


@dataclass(frozen=True)
class Rule:
    """One schedule as it's reckoned with."""

    freq: str
    interval: int
    weekdays: tuple[tuple[int, int], ...]
    """(which of the month, day of the week): (1, 1) the first Tuesday, (-1, 4) the last Friday, (0, 0) every
    Monday."""
    monthdays: tuple[int, ...]
    """Days of the month; -1 is its last."""
    start: date | None
    """`dtstart`: the first day, and what an interval counts from."""
    first: date | None
    """Nothing before this day."""
    last: date | None
    """Nothing after this day."""
    opens: int | None
    """Minutes after midnight."""
    closes: int | None
    """Minutes after midnight of the day it opened: more than `MIDNIGHT` when it closes the next day."""
    excepted: frozenset[date]
    extra: frozenset[date]
    holidays: str
    school_holidays: str
    description: str

    @property
    def dated(self) -> bool:
        """Whether it says on which days; one that's but a remark doesn't, nor does "om de week" alone."""
        if self.freq:
            return self.interval == 1 or self.start is not None
        return self.start is not None or bool(self.extra)

    @property
    def plain(self) -> bool:
        """Whether it's on the same days every week, as far as its own dates reach."""
        return self.interval == 1 and (self.freq == "WEEKLY" or (self.freq == "MONTHLY" and self._each_week))

    @property
    def _each_week(self) -> bool:
        return bool(self.weekdays) and not self.monthdays and not any(turn for turn, _ in self.weekdays)


def full(**values: Any) -> dict[str, Any]:
    """A schedule with every name of `EMPTY`, and these values; lists are fresh ones."""
    fresh = {name: list(value) if isinstance(value, list) else value for name, value in EMPTY.items()}
    return fresh | values


def read(schedule: Mapping[str, Any]) -> Rule:
    """The rule in a schedule; names that aren't there count as empty. Raises InvalidSchedule."""
    values = map(schedule.get, _READ)
    rule = _rule(_SEPARATOR.join([value if type(value) is str else _text(value) for value in values]))
    description = str(schedule.get("description") or "").strip()
    empty = rule is not None and not (rule.freq or rule.start or rule.extra or description)
    if rule is None or empty or not schedule.keys() <= EMPTY.keys():
        raise InvalidSchedule(
            f"Deze tijd klopt niet: {problems(schedule)[0]}.",
            "Een tijd heeft een dag, en een begin en einde als 9.30 en 11.30 uur.",
            "Verbeter de tijd bij Bewerken.",
        )
    return replace(rule, description=description) if description else rule


_READ = tuple(name for name in EMPTY if name != "description")
_SEPARATOR = "\x1f"


def _text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


@cache
def _rule(joined: str) -> Rule | None:
    """The rule in the values of `_READ`; None when something is wrong. Thousands of records share a few."""
    text = dict(zip(_READ, joined.split(_SEPARATOR), strict=True))
    listed: dict[str, Any] = {name: [*filter(None, text[name].split(","))] for name in ("except", "extra")}
    # Only what the remark says isn't known here, and a remark alone is enough.
    said = {"description": "-"} if not text["freq"] and not text["dtstart"] else {}
    if problems(text | listed | said):
        return None
    opens, closes = minutes(text["opens_at"]), minutes(text["closes_at"])
    if opens is not None and closes is not None and closes <= opens:
        closes += MIDNIGHT
    start = _date(text["dtstart"])
    starts = [when for when in (start, _date(text["valid_from"])) if when]
    ends = [when for when in (_date(text["until"]), _date(text["valid_to"])) if when]
    weekdays, monthdays = _weekdays(text["byday"]), _monthdays(text["bymonthday"])
    if start and not weekdays and not monthdays:
        # RFC 5545: without days, the day of the start.
        weekdays = ((0, start.weekday()),) if text["freq"] == "WEEKLY" else ()
        monthdays = (start.day,) if text["freq"] == "MONTHLY" else ()
    return Rule(
        freq=text["freq"],
        interval=int(text["interval"] or 1),
        weekdays=weekdays,
        monthdays=monthdays,
        start=start,
        first=max(starts, default=None),
        last=min(ends, default=None),
        opens=opens,
        closes=closes,
        excepted=_dates(listed["except"]),
        extra=_dates(listed["extra"]),
        holidays=text["holidays"],
        school_holidays=text["school_holidays"],
        description="",
    )


def rules(schedules: Iterable[Mapping[str, Any]]) -> list[Rule]:
    """The rules in schedules, in order. Raises InvalidSchedule."""
    return [read(schedule) for schedule in schedules]


def problems(schedule: Mapping[str, Any]) -> list[str]:
    """What is wrong with a schedule, in Dutch, without a capital or full stop; empty when it can be used."""
    text = _texts(schedule)
    wrong = []
    if unknown := sorted(set(schedule) - set(EMPTY)):
        wrong.append(f"{unknown[0]} hoort niet bij een tijd")
    if text["freq"] not in {"", "WEEKLY", "MONTHLY"}:
        wrong.append("een tijd is eenmalig, elke week of elke maand")
    if not re.fullmatch(r"[1-9]\d?", str(schedule.get("interval") or 1)):
        wrong.append("het aantal weken of maanden ertussen is een getal van 1 tot en met 99")
    wrong += [f"{text[name]} is geen datum" for name in _DATES if text[name] and not _date(text[name])]
    for name in ("except", "extra"):
        listed = schedule.get(name) or []
        bad = [each for each in listed if not (isinstance(each, str) and _date(each))]
        wrong += [f"{each} is geen datum" for each in bad]
    wrong += [
        f"{text[name]} is geen tijd, zoals 09:30"
        for name in ("opens_at", "closes_at")
        if text[name] and minutes(text[name]) is None
    ]
    if text["holidays"] not in {"", "open", "closed"}:
        wrong.append("op feestdagen is het open of gesloten")
    if text["school_holidays"] not in {"", "open", "closed", "only"}:
        wrong.append("in de schoolvakanties is het open, gesloten, of alleen dan open")
    return wrong + _odd_days(schedule, text)


_DATES = ("dtstart", "until", "valid_from", "valid_to")


def _odd_days(schedule: Mapping[str, Any], text: Mapping[str, str]) -> list[str]:
    """What is wrong with its days."""
    wrong = []
    parts = [part for part in text["byday"].split(",") if part.strip()]
    if bad := [part for part in parts if not _DAY.fullmatch(part.strip())]:
        return [f"{bad[0]} is geen dag van de week"]
    monthdays = [part.strip() for part in text["bymonthday"].split(",") if part.strip()]
    if bad := [part for part in monthdays if not re.fullmatch(r"(?a)-1|[1-9]|[12]\d|3[01]", part)]:
        return [f"{bad[0]} is geen dag van de maand"]
    if text["freq"] == "WEEKLY" and (monthdays or any(turn for turn, _ in _weekdays(text["byday"]))):
        wrong.append("de hoeveelste dag van de maand past niet bij elke week")
    if text["freq"] and not (parts or monthdays or text["dtstart"]):
        wrong.append("er is geen dag gekozen")
    said = text["dtstart"] or text["description"].strip() or schedule.get("extra")
    if not text["freq"] and not said:
        wrong.append("er is geen datum gekozen")
    if not text["freq"] and (parts or monthdays):
        wrong.append("een eenmalige tijd heeft een datum, geen vaste dag")
    return wrong


def _texts(schedule: Mapping[str, Any]) -> dict[str, str]:
    """Its values that are text, each there and stripped of nothing but None."""
    return {name: str(schedule.get(name) or "") for name, value in EMPTY.items() if isinstance(value, str)}


@cache
def minutes(text: str) -> int | None:
    """`09:30` as 570 minutes after midnight; `24:00` is 1440; None for what is no time."""
    found = _CLOCK.fullmatch(text)
    return int(found[1] or found[3]) * 60 + int(found[2] or found[4]) if found else None


def clock(minute: int) -> str:
    """570 as `09:30`; 1440 as `24:00`, and what is past that as the time on the next day."""
    minute -= MIDNIGHT if minute > MIDNIGHT else 0
    return f"{minute // 60:02d}:{minute % 60:02d}"


@cache
def _date(text: str) -> date | None:
    if not re.fullmatch(r"(?a)\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _dates(listed: Iterable[str] | None) -> frozenset[date]:
    return frozenset(when for text in listed or () if (when := _date(text)))


@cache
def _weekdays(text: str) -> tuple[tuple[int, int], ...]:
    """`1TU,-1SA` as ((1, 1), (-1, 5)), by day and then in the order of the month."""
    found = [_DAY.fullmatch(part.strip()) for part in text.split(",")]
    pairs = {(int(part[1] or 0), CODES.index(part[2])) for part in found if part}
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0] < 0, pair[0])))


@cache
def _monthdays(text: str) -> tuple[int, ...]:
    numbers = {int(part) for part in text.split(",") if part.strip()}
    return tuple(sorted(numbers, key=lambda number: (number < 0, number)))
