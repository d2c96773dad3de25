"""Opening hours as people write them, as schedules: wholly understood, or not at all.

A guess at hours sends somebody to a closed door. Where a text can be read in two ways (`elke tweede dinsdag`,
a day that is in two lines, `9-5`) it stays text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from wijkkaart.core.filters import DAYS
from wijkkaart.core.schedules.osm import from_osm
from wijkkaart.core.schedules.rule import CODES, MIDNIGHT, clock, full
from wijkkaart.core.schedules.tokens import Token, tokens

_LIMITS = {
    "closed_holidays": {"holidays": "closed"},
    "open_holidays": {"holidays": "open"},
    "closed_school": {"school_holidays": "closed"},
    "open_school": {"school_holidays": "open"},
    "only_school": {"school_holidays": "only"},
}
_SETS = {"daily": range(7), "workdays": range(5), "weekend": range(5, 7)}


class _NotUnderstood(Exception):
    """Something that can be read in two ways, or in none."""


@dataclass
class _Clause:
    """Days with their times, or days on which it's closed."""

    days: list[tuple[int, int]] = field(default_factory=list)
    """(which of the month or 0, day of the week)."""
    times: list[Token] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    closed: bool = False
    closed_first: bool = False
    """`gesloten op maandag`, rather than `maandag gesloten`."""
    once: str = ""
    interval: int = 1
    weeks: bool = True
    limits: dict[str, Any] = field(default_factory=dict)
    monthly: bool = False
    """`van de maand` was said."""
    every: bool = False
    """`elke` was said before a turn."""
    daily: bool = False
    """`dagelijks`, from which days on which it's closed can be taken."""


def parse(text: str) -> list[dict[str, Any]] | None:
    """The schedules in a Dutch text or a value of OpenStreetMap's `opening_hours`.

    None when there's anything in it that they don't say, and for no text.
    """
    if not text.strip():
        return None
    # Hours alone are those of all days for OpenStreetMap, but hardly for who typed them here.
    found = from_osm(text) if re.search(r"[A-Z]|24/7", text) else None
    return _dutch(text) if found is None else found


def _dutch(text: str) -> list[dict[str, Any]] | None:
    words = tokens(text)
    if not words:
        return None
    try:
        segments = [_clauses(words) for words in _segments(words)]
        return _schedules([clauses for clauses in segments if clauses])
    except _NotUnderstood:
        return None


def _segments(words: list[Token]) -> list[list[Token]]:
    """The words between ends of lines, where that's where a clause ends too."""
    found: list[list[Token]] = [[]]
    for word in words:
        if word.kind == "end":
            found.append([])
        else:
            found[-1].append(word)
    merged: list[list[Token]] = []
    for segment in found:
        days_only = bool(merged and merged[-1]) and all(word.kind in _NAMING for word in merged[-1])
        if days_only and segment and segment[0].kind in {"span", "filler"}:
            merged[-1] = merged[-1] + segment  # "Zaterdag; 09:30 – 18:00"
        else:
            merged.append(segment)
    return merged


_NAMING = {"day", "to", "and", "filler", "each"}


def _clauses(words: list[Token]) -> list[_Clause]:
    """The clauses of one line. Raises _NotUnderstood."""
    found: list[_Clause] = [_Clause()]
    limits: dict[str, Any] = {}
    turns: list[int] = []
    each = False
    for number, word in enumerate(words):
        clause = found[-1]
        starts = word.kind in {"day", "turn", "interval", "once", *_SETS}
        if starts and (clause.times or (clause.closed and not clause.closed_first)):
            clause = _Clause()
            found.append(clause)
        if word.kind == "day":
            _add_day(clause, word, turns, words[:number])
            clause.every = clause.every or (each and bool(turns))
            turns, each = [], False
        elif word.kind in _SETS:
            clause.days += [(0, day) for day in _SETS[word.kind]]
            clause.daily = word.kind == "daily" and len(clause.days) == len(DAYS)
        elif word.kind == "turn":
            turns.append(word.number)
        elif word.kind == "each":
            each = True
        elif word.kind == "to":
            _check_to(words, number)
        else:
            found = _other(found, word, limits)
        if turns and word.kind not in {"turn", "and", "filler", "each"}:
            raise _NotUnderstood
    if turns:
        raise _NotUnderstood
    clauses = [clause for clause in found if clause != _Clause()]
    if limits and not clauses:
        raise _NotUnderstood
    for clause in clauses:
        clause.limits |= limits
    return clauses


def _other(found: list[_Clause], word: Token, limits: dict[str, Any]) -> list[_Clause]:
    """A word that isn't a day. Raises _NotUnderstood."""
    clause = found[-1]
    if word.kind in {"span", "at", "until", "always"}:
        clause.times.append(Token("span", "", opens=0, closes=MIDNIGHT) if word.kind == "always" else word)
        if clause.closed:
            raise _NotUnderstood
    elif word.kind == "closed":
        if clause.times or not clause.days:
            found = [*found, _Clause(closed=True, closed_first=True)]
        else:
            clause.closed = True
    elif word.kind == "month":
        clause.monthly = True
        if not any(turn for turn, _ in clause.days):
            raise _NotUnderstood
    elif word.kind == "interval":
        clause.interval, clause.weeks = word.number, "we" in word.text
    elif word.kind == "once":
        clause.once = word.dates[0].isoformat()
        if [day for _, day in clause.days] not in ([], [word.dates[0].weekday()]):
            raise _NotUnderstood
    elif word.kind == "counted":
        clause.limits["dtstart"] = word.dates[0].isoformat()
    elif word.kind not in {"and", "filler"}:
        _limit(word, limits)
    return found


def _limit(word: Token, limits: dict[str, Any]) -> None:
    """What holds for all days of a line. Raises _NotUnderstood."""
    dates = [when.isoformat() for when in word.dates]
    said: dict[str, dict[str, Any]] = {
        **_LIMITS,
        "except": {"except": dates},
        "extra": {"extra": dates},
        "from": {"valid_from": dates[:1]},
        "through": {"valid_to": dates[:1]},
        "between": {"valid_from": dates[:1], "valid_to": dates[1:]},
    }
    for name, value in said[word.kind].items():
        if name in limits:
            raise _NotUnderstood
        limits[name] = value[0] if name.startswith("valid") else value


def _add_day(clause: _Clause, word: Token, turns: list[int], before: list[Token]) -> None:
    """A day, with the turns before it or as the end of a range. Raises _NotUnderstood."""
    if clause.once:
        raise _NotUnderstood
    if before and before[-1].kind == "to":
        (turn, first) = clause.days[-1] if clause.days else (1, 0)
        if turn or turns:
            raise _NotUnderstood
        steps = (word.number - first) % 7
        clause.days += [(0, (first + step) % 7) for step in range(1, steps + 1)]
    else:
        clause.days += [(turn, word.number) for turn in turns or [0]]
    if word.part:
        clause.parts.append(word.part)


def _check_to(words: list[Token], number: int) -> None:
    """A dash stands between two days, or before "gesloten" or hours. Raises _NotUnderstood."""
    around = [word.kind for word in words[max(0, number - 1) : number + 2]]
    if around not in (["day", "to", "day"], ["span", "to", "closed"], ["day", "to", "span"]):
        raise _NotUnderstood


def _schedules(segments: list[list[_Clause]]) -> list[dict[str, Any]]:
    """Schedules of the clauses of each line. Raises _NotUnderstood."""
    clauses = [clause for segment in segments for clause in segment]
    _same_limits(segments)
    opens = [clause for clause in clauses if not clause.closed]
    closed = {day for clause in clauses if clause.closed for _, day in clause.days}
    for clause in opens:
        _check(clause)
        if not clause.days and not clause.once:
            # Hours without days are for all days when those that aren't are named, and so is day and night.
            always = [(time.opens, time.closes) for time in clause.times] == [(0, MIDNIGHT)]
            if len(opens) > 1 or not (closed or always):
                raise _NotUnderstood
            clause.days = [(0, day) for day in range(len(DAYS)) if day not in closed]
        if clause.daily:
            clause.days = [pair for pair in clause.days if pair[1] not in closed]
    named = [day for clause in opens for day in clause.days]
    plain = {day for turn, day in named if not turn}
    doubled = len(set(named)) < len(named) or any(turn and day in plain for turn, day in named)
    if not opens or doubled or closed & {day for _, day in named}:
        raise _NotUnderstood
    if any(clause.closed and (clause.limits or not clause.days) for clause in clauses):
        raise _NotUnderstood
    return [schedule for clause in opens for schedule in _written(clause)]


def _same_limits(segments: list[list[_Clause]]) -> None:
    """`ma 9-12; di 9-12, niet op feestdagen` may mean both or one. Raises _NotUnderstood."""
    limits = [clause.limits for segment in segments for clause in segment if not clause.closed]
    if len(segments) > 1 and any(each != limits[0] for each in limits):
        raise _NotUnderstood


def _check(clause: _Clause) -> None:
    """Raises _NotUnderstood for what can be read in two ways."""
    turned = [bool(turn) for turn, _ in clause.days]
    mixed = any(turned) and not all(turned)
    # "elke tweede dinsdag" may be every other week.
    other_week = clause.every and not clause.monthly and any(turn == 2 for turn, _ in clause.days)
    counted = clause.interval == 1 or ("dtstart" in clause.limits and clause.weeks != any(turned))
    if mixed or other_week or not counted or (clause.interval == 1 and "dtstart" in clause.limits):
        raise _NotUnderstood
    if clause.parts and not clause.times:
        raise _NotUnderstood
    for first, last in clause.parts:
        if not any(_overlaps(time, first * 60, last * 60) for time in clause.times):
            raise _NotUnderstood
    spans = sorted((time.opens or 0, time.closes or 0) for time in clause.times)
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise _NotUnderstood


def _overlaps(time: Token, first: int, last: int) -> bool:
    opens = time.opens if time.opens is not None else 0
    return opens < last and (time.closes if time.closes is not None else opens + 1) > first


def _written(clause: _Clause) -> Iterable[dict[str, Any]]:
    if clause.once:
        days: dict[str, Any] = {"dtstart": clause.once}
    else:
        monthly = any(turn for turn, _ in clause.days)
        byday = ",".join(f"{turn or ''}{CODES[day]}" for turn, day in clause.days)
        days = {"freq": "MONTHLY" if monthly else "WEEKLY", "byday": byday, "interval": clause.interval}
    for time in clause.times or [Token("span", "")]:
        opens = "" if time.opens is None else clock(time.opens)
        closes = "" if time.closes is None else clock(time.closes)
        yield full(**days, opens_at=opens, closes_at=closes, **clause.limits)
