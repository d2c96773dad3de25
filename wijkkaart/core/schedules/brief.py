"""Schedules in a few letters, for lists: `di en do 9.30–11.30`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wijkkaart.core.filters import DAYS
from wijkkaart.core.schedules.rule import MIDNIGHT, Rule, rules
from wijkkaart.core.schedules.words import DAY_NAMES, TURNS, Times, by_days, clock, groups, listed, times_of


def short(schedules: Iterable[Mapping[str, Any]], today: date | None = None) -> str:
    """As `in_words`, for lists; `*` marks what is left out, said by date. Raises InvalidSchedule."""
    return "; ".join(_group(group) for group in groups(rules(schedules), today))


def _group(group: list[Rule]) -> str:
    rule = group[0]
    if not rule.freq:
        whens = [f"{_once(each)}{_at(times_of([each]))}" for each in group]
    elif not rule.plain:
        whens = [f"{_apart(each)}{_at(times_of([each]))}" for each in group]
    else:
        whens = [f"{_abbreviated(days)}{_at(times)}" for days, times in by_days(group)]
    said = ", ".join(when for when in whens if when) or rule.description
    closed = {"vakanties": rule.school_holidays, "feestdagen": rule.holidays}
    never = [name for name, what in closed.items() if what == "closed"]
    if rule.school_holidays == "only":
        said += " (alleen in vakanties)"
    if never:
        said += f" (niet: {listed(never)})"
    dated = rule.interval > 1 or rule.last or rule.excepted or rule.extra or (rule.first and rule.freq)
    return f"{said}{'*' if dated else ''}"


def _abbreviated(text: str) -> str:
    """`maandag tot en met vrijdag` as `ma t/m vr`."""
    for name, abbreviation in zip(DAY_NAMES, DAYS, strict=True):
        text = text.replace(name, abbreviation)
    text = text.replace("tot en met", "t/m")
    return text if text == "elke dag" else text.removeprefix("elke ")


def _once(rule: Rule) -> str:
    whens = sorted({*([rule.start] if rule.start else []), *rule.extra} - rule.excepted)
    return f"{DAYS[whens[0].weekday()]} {whens[0].day}-{whens[0].month}-{whens[0].year}" if whens else ""


def _apart(rule: Rule) -> str:
    if rule.freq == "WEEKLY":
        often = "om de week" if rule.interval == 2 else f"elke {rule.interval} weken"
        return f"{often} {listed([DAYS[day] for _, day in rule.weekdays])}"
    often = "" if rule.interval == 1 else f"elke {rule.interval} maanden "
    if rule.monthdays:
        said = listed([f"{number}e" if number > 0 else "laatste dag" for number in rule.monthdays])
        days = [DAYS[day] for _, day in rule.weekdays]
        return f"{often}{said} v/d maand" + (f" op {listed(days)}" if days else "")
    turns = [
        f"{f'{turn}e' if turn > 0 else TURNS[turn] if turn else 'elke'} {DAYS[day]}"
        for turn, day in rule.weekdays
    ]
    return often + listed(turns)


def _at(times: Times) -> str:
    if (0, MIDNIGHT) in times:
        return " dag en nacht"
    parts = [part for opens, closes in times if (part := _span(opens, closes))]
    return f" {listed(parts)}" if parts else ""


def _span(opens: int | None, closes: int | None) -> str:
    if opens is None:
        return "" if closes is None else f"tot {clock(closes)}"
    return clock(opens) if closes is None else f"{clock(opens)}–{clock(closes)}"
