"""Opening hours as OpenStreetMap has them, as schedules: only what schedules say in full."""

import re
from typing import Any

from opening_hours import OpeningHours, validate

from wijkkaart.core.schedules.rule import CODES, MIDNIGHT, clock, full

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join((*_DAYS, "PH", "SH"))
_NTH = rf"(?:{'|'.join(_DAYS)})\[(?:[1-5]|-1)(?:,(?:[1-5]|-1))*\]"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(
    rf"(?P<days>(?:{_NTH}|(?:{_DAY})(?:-(?:{_DAY}))?)(?:,(?:{_NTH}|(?:{_DAY})(?:-(?:{_DAY}))?))*)?"
    rf" ?(?P<times>{_SPAN}(?:,{_SPAN})*)?"
    r" ?(?P<state>closed|off)?"
)
"""A rule as the library writes it after simplifying; what isn't of this form isn't understood."""
_EVERY = ",".join(CODES)


def from_osm(text: str) -> list[dict[str, Any]] | None:
    """The schedules in a value of `opening_hours`; None when they can't say all of it, or it is none."""
    if not validate(text):
        return None
    parsed = str(OpeningHours(text).normalize())
    if parsed == "24/7":
        # The library also writes this for a text that says nothing of hours.
        always = re.search(r"24/7|00:00-24:00", text)
        return [full(freq="WEEKLY", byday=_EVERY, opens_at="00:00", closes_at="24:00")] if always else None
    found: list[dict[str, Any]] = []
    closed: dict[str, str] = {}
    for rule in re.split(r"[;,] ", parsed):
        match = _RULE.fullmatch(rule)
        if not match or not (match["times"] or match["state"]):
            return None
        if match["state"]:
            names = {"PH": "holidays", "SH": "school_holidays"}
            parts = (match["days"] or "").split(",")
            if match["times"] or not set(parts) <= set(names):
                return None
            closed |= {names[part]: "closed" for part in parts}
            continue
        if (schedules := _open(match["days"] or "Mo-Su", match["times"])) is None:
            return None
        found += schedules
    days = [(each["byday"], each["opens_at"]) for each in found]
    if not found or len(set(days)) < len(days) or _twice(text, found):
        return None
    return [each | closed for each in found]


def _open(days: str, times: str) -> list[dict[str, Any]] | None:
    """`Mo-We,Fr` with `09:00-12:00,13:00-17:00`, or `Tu[1,3]` with its times."""
    more = {}
    if days.endswith(",PH") and days.count("PH") == 1:
        days, more = days.removesuffix(",PH"), {"holidays": "open"}
    parts = re.findall(rf"{_NTH}|[A-Z][a-z](?:-[A-Z][a-z])?", days)
    nth = [part for part in parts if "[" in part]
    if ",".join(parts) != days or (nth and len(nth) < len(parts)):
        return None
    byday = ",".join(code for part in parts for code in _codes(part))
    freq = "MONTHLY" if nth else "WEEKLY"
    found = []
    for span in times.split(","):
        opens, closes = (int(half[:2]) * 60 + int(half[3:]) for half in span.split("-"))
        if closes - opens > MIDNIGHT or closes == opens:
            return None
        closes -= MIDNIGHT if closes > MIDNIGHT else 0
        found.append(full(freq=freq, byday=byday, opens_at=clock(opens), closes_at=clock(closes), **more))
    return found


def _codes(part: str) -> list[str]:
    if "[" in part:
        return [f"{turn}{CODES[_DAYS.index(part[:2])]}" for turn in part[3:-1].split(",")]
    first, _, last = part.partition("-")
    start, stop = _DAYS.index(first), _DAYS.index(last or first)
    return [CODES[(start + step) % 7] for step in range((stop - start) % 7 + 1)]


def _twice(text: str, found: list[dict[str, Any]]) -> bool:
    """Whether a day is in several rules: in OpenStreetMap the later may replace the other, here it adds."""
    if len(re.split(r"[;,] ", text)) < 2:
        return False
    spans: dict[str, set[str]] = {}
    for each in found:
        for code in each["byday"].split(","):
            spans.setdefault(code[-2:], set()).add(each["byday"])
    return any(len(sets) > 1 for sets in spans.values())
