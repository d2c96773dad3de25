"""Opening hours as OpenStreetMap has them (`Mo-Fr 09:00-17:00`), in Dutch (`ma t/m vr 9.00-17.00`).

The library opening-hours-py reads and simplifies them, but has no words for what it read. Only what can be
said without loss is said: anything else, free text above all, stays as the mapper wrote it.
"""

import re
from collections.abc import Iterable, Mapping

from opening_hours import OpeningHours, validate

_DAYS = {"Mo": "ma", "Tu": "di", "We": "wo", "Th": "do", "Fr": "vr", "Sa": "za", "Su": "zo"}
_HOLIDAYS = {"PH": "op feestdagen", "SH": "in schoolvakanties"}
_MONTHS = {
    **{"Jan": "januari", "Feb": "februari", "Mar": "maart", "Apr": "april", "May": "mei", "Jun": "juni"},
    **{"Jul": "juli", "Aug": "augustus", "Sep": "september", "Oct": "oktober", "Nov": "november"},
    "Dec": "december",
}
_ALWAYS = "24/7"

_DAY = "|".join([*_DAYS, *_HOLIDAYS])
_NTH = rf"(?:{'|'.join(_DAYS)})\[(?:[1-5]|-1)(?:,(?:[1-5]|-1))*\]"
_MONTH = "|".join(_MONTHS)
_SPAN = r"\d\d:\d\d(?:-\d\d:\d\d|\+)"
_RULE = re.compile(
    rf"(?P<months>(?:{_MONTH})(?:[-,](?:{_MONTH}))*)?"
    rf" ?(?P<days>{_NTH}|(?:{_DAY})(?:[-,](?:{_DAY}))*)?"
    rf" ?(?P<times>{_ALWAYS}|{_SPAN}(?:,{_SPAN})*)?"
    r" ?(?P<state>closed|unknown)?"
    r' ?(?:"(?P<comment>[^"]*)")?'
)
"""A rule as the library writes it after simplifying. What isn't of this form can't be told."""
_BETWEEN_RULES = re.compile(r'[;,] (?=(?:[^"]*"[^"]*")*[^"]*$)')
"""A comma or semicolon, but not one in a comment."""


def hours(text: str) -> str:
    """Opening hours in Dutch; `text` as it is when they can't be told in full."""
    if not validate(text):
        return text
    parsed = str(OpeningHours(text).normalize())
    if (parsed == "closed" and text not in {"off", "closed"}) or (
        "00:00-24:00" in text and parsed != _ALWAYS
    ):
        return text  # simplified too far: `Jul-Aug off` isn't always closed, `Sa` isn't the whole day
    if _ALWAYS not in text:
        # The library writes `24/7 "op afspraak"` for a comment alone, which says nothing of always.
        parsed = re.sub(rf'{_ALWAYS} (?=(?:unknown )?")', "", parsed)
    schedules = [_schedule(part) for part in parsed.split(" || ")]
    return "; anders ".join(schedules) if all(schedules) else text


def _schedule(text: str) -> str:
    """All rules of a schedule; "" when one of them can't be told."""
    rules = [_rule(rule) for rule in _BETWEEN_RULES.split(text)]
    return "; ".join(rules) if all(rules) else ""


def _rule(text: str) -> str:
    found = _RULE.fullmatch(text)
    if not found or (found["state"] == "unknown" and not found["comment"]):
        return ""
    months, days, times = (found[part] or "" for part in ("months", "days", "times"))
    when, what = _in_days(days), _at_times(times)
    if times and times != _ALWAYS and not days:
        when = "elke dag"
    if found["state"] == "closed":
        what = f"{what} gesloten".strip() if times != _ALWAYS else "gesloten"
    words = " ".join(part for part in (when, what) if part)
    if found["comment"]:
        words = f"{words} ({found['comment']})" if words else found["comment"]
    return ": ".join(part for part in (_listed(_spans(months, _MONTHS)), words) if part)


def _in_days(text: str) -> str:
    """`Mo-Fr` as `ma t/m vr`, `Sa[1,3]` as `1e en 3e za van de maand`, `We,PH` as `wo en op feestdagen`."""
    if text == "Mo-Su":
        return "elke dag"
    if found := re.fullmatch(r"(\w\w)\[(.+)\]", text):
        turns = ["laatste" if turn == "-1" else f"{turn}e" for turn in found[2].split(",")]
        return f"{_listed(turns)} {_DAYS[found[1]]} van de maand"
    return _listed(_spans(text, _DAYS | _HOLIDAYS))


def _at_times(text: str) -> str:
    """`08:00-12:00,13:00+` as `8.00-12.00 en vanaf 13.00`."""
    if text == _ALWAYS:
        return "dag en nacht open"
    # After midnight the library counts on: 26:00 is two o'clock.
    clock = re.sub(r"(\d\d):", lambda found: f"{int(found[1]) - 24 * (int(found[1]) > 24)}.", text)
    spans = clock.split(",") if clock else []
    return _listed(f"vanaf {span[:-1]}" if span.endswith("+") else span for span in spans)


def _spans(text: str, words: Mapping[str, str]) -> list[str]:
    """`Mo,We-Fr` as `ma`, `wo t/m vr`; of two that follow each other each is named."""
    order = list(words)
    found = []
    for part in text.split(",") if text else []:
        first, _, last = part.partition("-")
        if last and order.index(last) - order.index(first) > 1:
            found.append(f"{words[first]} t/m {words[last]}")
        else:
            found += [words[end] for end in (first, last) if end]
    return found


def _listed(words: Iterable[str]) -> str:
    """`ma, wo en vr`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} en {last}" if most else last
