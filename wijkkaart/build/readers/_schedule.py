"""Days, times and dates as people write them in Dutch."""

import re
from dataclasses import dataclass
from datetime import date

from wijkkaart.core.filters import DAYS

_NAMES = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
_DATE = re.compile(r"(?a)(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]{3,9})\.?\s*[-/. ]\s*((?:19|20)\d\d)")
_MONTHS = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_ALWAYS = re.compile(r"\b(?:(?:elke|iedere|alle) (?:dag|dagen)|dagelijks|7 dagen per week|hele week)\b")
_WORKDAYS = re.compile(r"\b(?:(?:alle |op )?werkdagen|werkdag|doordeweeks|doordeweekse dagen|door de week)\b")
_WEEKEND = re.compile(r"\b(?:in het )?weekend(?:en)?\b")
_DAY = re.compile(
    rf"\b(?:({'|'.join(_NAMES)})(?:en|s)?|({'|'.join(DAYS)})\.?)"
    r"(ochtend(?:en)?|morgen|middag(?:en)?|avond(?:en)?)?(?![\w])"
)
_RANGE = re.compile(r"<(\d)>\s*(?:t\s*/\s*m|tm|t\.e\.m\.|tot en met|tot|-|\u2013|\u2014)\s*<(\d)>")
_FILLER = re.compile(r"<\d+>|\b(?:en|op|elke|iedere|alle|de|of)\b|[\s,;/&+.\-]")
_NOT = re.compile(r"\b(?:behalve|niet|geen|uitgezonderd|zonder|m\.?u\.?v\.?|met uitzondering van)")
_TIME = re.compile(
    r"(?<![\d:.,])(?:([01]?\d|2[0-4])\s*(?:[:.,]|u(?:ur)?\s?|h)\s*([0-5]\d)(?::[0-5]\d(?:\.0+)?)?"
    r"|([01]\d|2[0-3])([0-5]\d)|([01]?\d|2[0-4]))(?![\d:,])(?!\.\d)"
)
_TIME_FILLER = re.compile(r"\b(?:van|tot|om|vanaf|en|uur|u|h|t/m|tot en met)\b|[\s.\-\u2013\u2014]")


@dataclass(frozen=True)
class Days:
    """What a text on days says."""

    ids: str = ""
    """`ma;wo`, in the order of the week."""
    complete: bool = True
    """Nothing was said that `ids` doesn't tell."""


def days(text: str) -> Days:
    """The days in `ma t/m vr`, `maandag en woensdag`, `dagelijks`, `werkdagen`, `di- en vrijdagmiddag`, ...

    Of `1e dinsdag van de maand` the day is taken, but it isn't complete; of `niet op maandag` nothing.
    """
    rest = re.sub("[<>]", "?", text.casefold()).strip()  # days are marked as <0> to <6> below
    if not rest:
        return Days()
    if _NOT.search(rest):
        return Days(complete=False)
    complete = True
    rest = _ALWAYS.sub(" <0>-<6> ", rest)
    rest = _WORKDAYS.sub(" <0>-<4> ", rest)
    rest = _WEEKEND.sub(" <5>-<6> ", rest)

    def mark(found: re.Match[str]) -> str:
        nonlocal complete
        complete = complete and not found[3]
        number = _NAMES.index(found[1]) if found[1] else DAYS.index(found[2])
        return f"<{number}>"

    rest = _DAY.sub(mark, rest)
    chosen: set[int] = set()

    def span(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        chosen.update((first + step) % 7 for step in range((last - first) % 7 + 1))
        return " "

    rest = _RANGE.sub(span, rest)
    chosen.update(int(number) for number in re.findall(r"<(\d)>", rest))
    left = _FILLER.sub("", rest)
    return Days(";".join(DAYS[number] for number in sorted(chosen)), complete and not left)


def times(text: str) -> tuple[str, ...] | None:
    """The one or two times in `9.00 uur`, `14-16 uur`, `van 14:00 tot 16:00`, as `HH:MM`.

    Empty for no text; None when there's something else in it, or another number of times.
    """
    rest = text.casefold().strip()
    if not rest:
        return ()
    found = [_clock(match) for match in _TIME.finditer(rest)]
    left = _TIME_FILLER.sub("", _TIME.sub(" ", rest))
    return tuple(found) if found and len(found) <= 2 and not left else None


def _clock(found: re.Match[str]) -> str:
    hour = int(found[1] or found[3] or found[5])
    minute = int(found[2] or found[4] or 0)
    return f"{hour % 24:02d}:{minute:02d}"


def iso_date(text: str) -> str:
    """`1-5-2024`, `1 mei 2024`, `2024-05-01 00:00:00` as `2024-05-01`; a year or month as it is; else ""."""
    text = text.casefold().strip()
    if found := re.fullmatch(r"(?a)((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d)(?:[t ].*)?)?)?", text):
        year, month, day = found[1], found[2], found[3]
    elif found := _DATE.fullmatch(text):
        year, month, day = found[3], _month(found[2]), f"{int(found[1]):02d}"
    else:
        return ""
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)


def _month(text: str) -> str:
    if text.isdigit():
        return f"{int(text):02d}"
    start = "maa" if text.startswith("mrt") else text[:3]
    return f"{_MONTHS.index(start) + 1:02d}" if start in _MONTHS else "00"
