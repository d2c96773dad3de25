"""Schedules for tests: short ways to write them, random ones, and a naive reckoning of their dates."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from wijkkaart.core.schedules import full, holiday, school_holiday

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def each_week(days: str, opens: str = "", closes: str = "", **more: Any) -> dict[str, Any]:
    return full(freq="WEEKLY", byday=days, opens_at=opens, closes_at=closes, **more)


def each_month(days: str, opens: str = "", closes: str = "", **more: Any) -> dict[str, Any]:
    return full(freq="MONTHLY", byday=days, opens_at=opens, closes_at=closes, **more)


def naive_dates(schedule: Mapping[str, Any], start: date, end: date, region: str = "midden") -> list[date]:
    """The days in [start, end), each asked by itself, as somebody with a wall calendar would."""
    return [
        start + timedelta(days=number)
        for number in range((end - start).days)
        if _held(schedule, start + timedelta(days=number), region)
    ]


def _held(schedule: Mapping[str, Any], day: date, region: str) -> bool:
    text = day.isoformat()
    if text in schedule["except"]:
        return False
    if text in schedule["extra"]:
        return True
    for name in ("dtstart", "valid_from"):
        if schedule[name] and text < schedule[name]:
            return False
    for name in ("until", "valid_to"):
        if schedule[name] and text > schedule[name]:
            return False
    if schedule["holidays"] == "closed" and holiday(day):
        return False
    if schedule["school_holidays"] == "closed" and school_holiday(day, region):
        return False
    if schedule["school_holidays"] == "only" and not school_holiday(day, region):
        return False
    return _regular(schedule, day)


def _regular(schedule: Mapping[str, Any], day: date) -> bool:
    start = date.fromisoformat(schedule["dtstart"]) if schedule["dtstart"] else None
    interval = schedule["interval"]
    if not schedule["freq"]:
        return day == start
    if interval > 1 and start is None:
        return False
    if schedule["freq"] == "WEEKLY":
        if start is not None and interval > 1:
            weeks = (_monday(day) - _monday(start)).days // 7
            if weeks % interval:
                return False
        wanted = schedule["byday"].split(",") if schedule["byday"] else [CODES[start.weekday()]]  # type: ignore[union-attr]
        return CODES[day.weekday()] in wanted
    if start is not None and interval > 1:
        months = (day.year - start.year) * 12 + day.month - start.month
        if months % interval:
            return False
    length = calendar.monthrange(day.year, day.month)[1]
    if schedule["byday"]:
        first, last = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
        named = {f"{turn}{CODES[day.weekday()]}" for turn in ("", first, last)}
        if named.isdisjoint(schedule["byday"].split(",")):
            return False
    if schedule["bymonthday"]:
        return not {str(day.day), str(day.day - length - 1)}.isdisjoint(schedule["bymonthday"].split(","))
    return bool(schedule["byday"]) or day.day == start.day  # type: ignore[union-attr]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


SOME_DATES = st.dates(date(2025, 6, 1), date(2028, 2, 1)).map(date.isoformat)
_TIMES = st.builds(
    lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.sampled_from([0, 15, 30])
)


@st.composite
def schedules(draw: st.DrawFn, *, dated: bool = True) -> dict[str, Any]:
    """A valid schedule of any kind; without `dated` one that says nothing by date."""
    freq = (
        draw(st.sampled_from(["WEEKLY", "WEEKLY", "MONTHLY", ""]))
        if dated
        else draw(st.sampled_from(["WEEKLY", "MONTHLY"]))
    )
    found = full(freq=freq)
    days = st.lists(st.sampled_from(CODES), min_size=1, max_size=7, unique=True)
    if freq == "WEEKLY":
        found["byday"] = ",".join(draw(days))
    elif freq == "MONTHLY":
        if draw(st.integers(0, 3)):
            turns = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
            parts = draw(
                st.lists(st.tuples(turns, st.sampled_from(CODES)), min_size=1, max_size=3, unique=True)
            )
            found["byday"] = ",".join(f"{turn}{day}" for turn, day in parts)
        else:
            found["bymonthday"] = draw(st.sampled_from(["1", "15", "31", "-1", "5,20"]))
    if freq == "" or (dated and draw(st.booleans())):
        found["dtstart"] = draw(SOME_DATES)
        if freq:
            found["interval"] = draw(st.sampled_from([1, 1, 2, 3]))
    if dated and freq:
        for name in ("until", "valid_from", "valid_to"):
            found[name] = draw(st.one_of(st.just(""), st.just(""), SOME_DATES))
    if dated:
        found["except"] = draw(st.lists(SOME_DATES, max_size=2))
        found["extra"] = draw(st.lists(SOME_DATES, max_size=2))
    if freq:
        found["holidays"] = draw(st.sampled_from(["", "open", "closed"]))
        found["school_holidays"] = draw(st.sampled_from(["", "open", "closed", "only"]))
    shape = draw(st.sampled_from(["span", "span", "span", "start", "none"]))
    if shape != "none":
        found["opens_at"] = draw(_TIMES)
    if shape == "span":
        found["closes_at"] = draw(_TIMES.filter(lambda text: text != found["opens_at"]))
    return found
