"""A schedule as it's chosen on a form: days, a rhythm and times, instead of rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wijkkaart.core.schedules import full
from wijkkaart.core.schedules.rule import CODES

DAY_LABELS = dict(zip(CODES, ("ma", "di", "wo", "do", "vr", "za", "zo"), strict=True))
WEEKLY, FORTNIGHTLY, ONCE, WORDS = "week", "2 weken", "eenmalig", "woorden"
RHYTHMS = {
    WEEKLY: "elke week",
    FORTNIGHTLY: "om de week",
    "1": "eerste van de maand",
    "2": "tweede van de maand",
    "3": "derde van de maand",
    "4": "vierde van de maand",
    "-1": "laatste van de maand",
    ONCE: "één keer",
    WORDS: "alleen in woorden",
}
"""Id to label of how often something is."""
HOLIDAYS = {"": "niet bekend", "open": "gaat door", "closed": "gaat niet door"}
SCHOOL_HOLIDAYS = {**HOLIDAYS, "only": "alleen in de schoolvakantie"}
_MONTHLY = frozenset({"1", "2", "3", "4", "-1"})
_SAME = ("opens_at", "closes_at", "valid_from", "valid_to", "holidays", "school_holidays", "description")


@dataclass(frozen=True)
class Row:
    """One line of the form."""

    rhythm: str = WEEKLY
    days: tuple[str, ...] = ()
    """Of CODES, in their order."""
    start: str = ""
    """ISO date: the first day of what is every other week, the day of what is once."""
    opens_at: str = ""
    closes_at: str = ""
    valid_from: str = ""
    valid_to: str = ""
    holidays: str = ""
    school_holidays: str = ""
    description: str = ""
    except_: tuple[str, ...] = ()
    """ISO dates on which it isn't."""


def row_of(schedule: Mapping[str, Any]) -> Row | None:
    """The line that stands for a schedule; None for one that the form can't tell whole."""
    days = [part for part in str(schedule.get("byday") or "").split(",") if part]
    rhythm = _rhythm(schedule, days)
    codes = {day.lstrip("+-12345") for day in days}
    row = Row(
        rhythm=rhythm,
        days=tuple(code for code in CODES if code in codes),
        start=str(schedule.get("dtstart") or ""),
        except_=tuple(schedule.get("except") or ()),
        **{name: str(schedule.get(name) or "") for name in _SAME},
    )
    whole = full(**{name: value for name, value in schedule.items() if value is not None})
    return row if rhythm and _in_order(schedule_of(row)) == _in_order(whole) else None


def schedule_of(row: Row) -> dict[str, Any]:
    """The schedule that a line stands for, with all names; it may not be right yet."""
    given: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    given["except"] = list(row.except_)
    if row.rhythm == ONCE:
        return full(**given, dtstart=row.start)
    if row.rhythm == WORDS:
        return full(**given)
    if row.rhythm in _MONTHLY:
        days = [f"{row.rhythm}{day}" for day in row.days]
        return full(**given, freq="MONTHLY", byday=",".join(days), dtstart=row.start)
    interval = 2 if row.rhythm == FORTNIGHTLY else 1
    return full(**given, freq="WEEKLY", interval=interval, byday=",".join(row.days), dtstart=row.start)


def changed(row: Row, **values: Any) -> Row:
    """The line with other values; what the new rhythm has no use for goes."""
    new = replace(row, **values)
    if new.rhythm in {ONCE, WORDS}:
        new = replace(new, days=())
    if new.rhythm == WORDS:
        new = replace(new, start="", opens_at="", closes_at="")
    if new.rhythm == WEEKLY and row.rhythm in {FORTNIGHTLY, ONCE}:
        new = replace(new, start="")
    return new


Line = Row | Mapping[str, Any]
"""What a form holds of a schedule: a line to choose in, or the schedule itself where that can't tell it."""


def lines(schedules: Iterable[Mapping[str, Any]] | None) -> list[Line]:
    """Schedules as a form holds them."""
    return [row_of(each) or dict(each) for each in schedules or ()]


def schedules_of(rows: Iterable[Line]) -> list[dict[str, Any]]:
    """What a form holds as schedules; lines in which nothing was chosen yet are left out."""
    begun = [row for row in rows if not isinstance(row, Row) or replace(row, rhythm=WEEKLY) != Row()]
    return [schedule_of(row) if isinstance(row, Row) else dict(row) for row in begun]


def _rhythm(schedule: Mapping[str, Any], days: list[str]) -> str:
    freq, interval = schedule.get("freq") or "", int(schedule.get("interval") or 1)
    turns = {day.lstrip("+")[:-2] for day in days}
    if freq == "WEEKLY" and interval in {1, 2} and turns <= {""}:
        return WEEKLY if interval == 1 else FORTNIGHTLY
    if freq == "MONTHLY" and interval == 1 and len(turns) == 1:
        turn = turns.pop()
        return turn if turn in _MONTHLY else ""
    if not freq and not days:
        return ONCE if schedule.get("dtstart") or not schedule.get("description") else WORDS
    return ""


def _in_order(schedule: Mapping[str, Any]) -> dict[str, Any]:
    days = [part.lstrip("+") for part in str(schedule["byday"]).split(",") if part]
    days.sort(key=lambda day: (CODES.index(day[-2:]) if day[-2:] in CODES else -1, day))
    return {**schedule, "byday": days, "interval": int(schedule["interval"] or 1)}
