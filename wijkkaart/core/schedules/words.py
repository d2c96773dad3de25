"""Schedules in plain Dutch: all that they say, and nothing they don't.

`elke dinsdag en donderdag van 9.30 tot 11.30 uur, niet in de schoolvakanties`
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from wijkkaart.core.schedules.rule import MIDNIGHT, Rule, rules

DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTH_NAMES = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
TURNS = {
    **{1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde"},
    **{-1: "laatste", -2: "een-na-laatste", -3: "twee-na-laatste", -4: "drie-na-laatste"},
    -5: "vier-na-laatste",
}
NIGHT = 6 * 60
"""Closing up to this time on the next day is at night."""
_EACH_DAY = tuple((0, day) for day in range(7))
Times = tuple[tuple[int | None, int | None], ...]


def in_words(schedules: Iterable[Mapping[str, Any]], today: date | None = None) -> str:
    """All schedules in one line of Dutch, without a capital or full stop; "" for none.

    With `today`, dates that are past and change nothing any more are left out: a first day, or a day on
    which it was closed. Raises InvalidSchedule.
    """
    return "; ".join(_group(group) for group in groups(rules(schedules), today))


def clock(minute: int) -> str:
    """570 as `9.30`; 1440 as `24.00`, and past that the time on the next day."""
    minute -= MIDNIGHT if minute > MIDNIGHT else 0
    return f"{minute // 60}.{minute % 60:02d}"


def on_date(when: date) -> str:
    """`3 december 2026`."""
    return f"{when.day} {MONTH_NAMES[when.month - 1]} {when.year}"


def listed(parts: Sequence[str]) -> str:
    """`a, b en c`."""
    return " en ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def since(rule: Rule, today: date) -> Rule:
    """A rule without what is past and changes nothing from `today` on."""
    first = None if rule.first and rule.first <= today else rule.first
    kept = frozenset(when for when in rule.excepted if when >= today)
    coming = frozenset(when for when in rule.extra if when >= today)
    extra = rule.extra if not rule.freq else coming
    return replace(rule, first=first, excepted=kept, extra=extra)


def _rest(rule: Rule) -> tuple[Any, ...]:
    """All that a rule says, but for its days and times: what has this in common is told together."""
    return (
        rule.freq if not (rule.plain and not rule.monthdays) else "WEEKLY",
        rule.interval,
        rule.start if rule.interval > 1 or not rule.freq else None,
        rule.first,
        rule.last,
        rule.excepted,
        rule.extra,
        rule.holidays,
        rule.school_holidays,
        rule.description,
    )


def groups(known: Iterable[Rule], today: date | None) -> list[list[Rule]]:
    """Rules that differ in days and times only, together; in the order in which they were given."""
    found: dict[tuple[Any, ...], list[Rule]] = {}
    for rule in known:
        current = since(rule, today) if today else rule
        found.setdefault(_rest(current), []).append(current)
    return [*found.values()]


def _group(group: list[Rule]) -> str:
    rule = group[0]
    if not rule.freq:
        whens = [f"{_once(each)}{_at(times_of([each]))}" for each in group]
    else:
        whens = [f"{days}{_at(times)}" for days, times in by_days(group)]
    said = ", ".join(part for part in (_joined(whens), *_limits(rule)) if part)
    if not rule.description:
        return said
    return f"{said} ({rule.description})" if said else rule.description


def _joined(whens: list[str]) -> str:
    """Days with their times after each other; with commas only, where one has several times."""
    return ", ".join(whens) if any(" uur en " in when for when in whens) else listed(whens)


def _once(rule: Rule) -> str:
    return f"op {DAY_NAMES[rule.start.weekday()]} {on_date(rule.start)}" if rule.start else ""


def by_days(group: list[Rule]) -> list[tuple[str, Times]]:
    """What days are called and their times: days with the same times together, in the order of the week."""
    by_day: dict[Any, set[tuple[int | None, int | None]]] = {}
    for rule in group:
        keys: list[Any] = [*rule.weekdays] if rule.plain else [(rule.weekdays, rule.monthdays)]
        for key in keys:
            by_day.setdefault(key, set()).add((rule.opens, rule.closes))
    if not group[0].plain:
        return [(_apart(key, group[0]), _sorted(times)) for key, times in by_day.items()]
    days = sorted(by_day, key=lambda pair: pair[1])
    by_times: dict[Times, list[tuple[int, int]]] = {}
    for day in days:
        by_times.setdefault(_sorted(by_day[day]), []).append(day)
    return [(_each_week(tuple(found)), times) for times, found in by_times.items()]


def _sorted(times: Iterable[tuple[int | None, int | None]]) -> Times:
    return tuple(sorted(times, key=lambda pair: (pair[0] is not None, pair[0] or 0, pair[1] or 0)))


def times_of(group: Iterable[Rule]) -> Times:
    return _sorted({(rule.opens, rule.closes) for rule in group})


def _each_week(days: tuple[tuple[int, int], ...]) -> str:
    """`elke dinsdag en donderdag`, `maandag tot en met vrijdag`, `elke dag`."""
    if days == _EACH_DAY:
        return "elke dag"
    spans = _spans([day for _, day in days])
    names = [
        f"{DAY_NAMES[first]} tot en met {DAY_NAMES[last]}" if first < last else DAY_NAMES[first]
        for first, last in spans
    ]
    return listed(names) if any(first < last for first, last in spans) else f"elke {listed(names)}"


def _spans(days: list[int]) -> list[tuple[int, int]]:
    """Three or more days that follow each other as (first, last), others each by itself."""
    found: list[tuple[int, int]] = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        numbers = [day for _, day in run]
        if len(numbers) >= 3:
            found.append((numbers[0], numbers[-1]))
        else:
            found += [(day, day) for day in numbers]
    return found


def _apart(key: tuple[tuple[tuple[int, int], ...], tuple[int, ...]], rule: Rule) -> str:
    """Days of a rule that isn't the same every week."""
    weekdays, monthdays = key
    if rule.freq == "WEEKLY":
        often = "om de week" if rule.interval == 2 else f"elke {rule.interval} weken"
        return f"{often} op {listed([DAY_NAMES[day] for _, day in weekdays])}{_counted(rule)}"
    often = "" if rule.interval == 1 else f"elke {rule.interval} maanden "
    if not monthdays:
        return f"{often}op {_turns(weekdays)} van de maand{_counted(rule)}"
    said = listed([f"de {number}e" if number > 0 else "de laatste dag" for number in monthdays])
    said = f"{often}op {said} van de maand"
    if weekdays:
        said += f" als dat {listed_or([DAY_NAMES[day] for _, day in weekdays])} is"
    return said + _counted(rule)


def listed_or(parts: Sequence[str]) -> str:
    """`a, b of c`."""
    return " of ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _turns(weekdays: tuple[tuple[int, int], ...]) -> str:
    """`de eerste en derde dinsdag en de laatste zaterdag`."""
    found = []
    for day, pairs in groupby(weekdays, key=lambda pair: pair[1]):
        turns = [turn for turn, _ in pairs]
        if 0 in turns:
            found.append(f"elke {DAY_NAMES[day]}")
        else:
            found.append(f"de {listed([TURNS[turn] for turn in turns])} {DAY_NAMES[day]}")
    return listed(found)


def _counted(rule: Rule) -> str:
    if rule.interval == 1:
        return ""
    if rule.start is None:
        return " (onbekend is vanaf wanneer)"
    return f" (geteld vanaf {on_date(rule.start)})"


def _at(times: Times) -> str:
    """` van 9.30 tot 11.30 uur en van 13.00 tot 15.00 uur`, ` om 14.00 uur`, `, dag en nacht`."""
    if (0, MIDNIGHT) in times:
        return ", dag en nacht"
    parts = [part for part in (_span(opens, closes) for opens, closes in times) if part]
    return f" {listed(parts)}" if parts else ""


def _span(opens: int | None, closes: int | None) -> str:
    if opens is None:
        return "" if closes is None else f"tot {clock(closes)} uur"
    if closes is None:
        return f"om {clock(opens)} uur"
    night = "" if closes <= MIDNIGHT else " 's nachts" if closes - MIDNIGHT <= NIGHT else " de volgende dag"
    return f"van {clock(opens)} tot {clock(closes)} uur{night}"


def _limits(rule: Rule) -> list[str]:
    """What holds for all its days: `niet in de schoolvakanties`, `vanaf 1 september 2026`."""
    found = []
    told = rule.first == rule.start and (not rule.freq or rule.interval > 1)
    first = None if told else rule.first
    if first and rule.last:
        found.append(f"van {on_date(first)} tot en met {on_date(rule.last)}")
    elif first:
        found.append(f"vanaf {on_date(first)}")
    elif rule.last:
        found.append(f"tot en met {on_date(rule.last)}")
    holidays = {"closed": "niet op feestdagen", "open": "ook op feestdagen"}
    school = {
        "closed": "niet in de schoolvakanties",
        "open": "ook in de schoolvakanties",
        "only": "alleen in de schoolvakanties",
    }
    found += [school.get(rule.school_holidays, ""), holidays.get(rule.holidays, "")]
    if rule.excepted:
        found.append(f"niet op {listed([on_date(when) for when in sorted(rule.excepted)])}")
    if rule.extra - rule.excepted:
        also = "ook " if rule.freq or rule.start else ""
        found.append(f"{also}op {listed([on_date(when) for when in sorted(rule.extra - rule.excepted)])}")
    return [part for part in found if part]
