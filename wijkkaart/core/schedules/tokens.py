"""The words that Dutch opening hours are made of: everything in a text, or nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wijkkaart.core.filters import DAYS
from wijkkaart.core.schedules.rule import MIDNIGHT
from wijkkaart.core.schedules.words import DAY_NAMES, MONTH_NAMES, TURNS

_TIME = r"(?:2[0-4]|[01]?\d)(?!\d)(?:\s?(?:[:.,]|u(?!ur)|h)\s?[0-5]\d(?!\d))?(?:\s?(?:uur|u|h)\b\.?)?"
_TO = r"\s*(?:-|t/m|tot en met|tot)\s*"
_ON = r"\d{1,2} (?:" + "|".join(MONTH_NAMES) + r") \d{4}"
_ONS = rf"{_ON}(?:(?:, | en ){_ON})*"
_PARTS = {"ochtend": (6, 12), "morgen": (6, 12), "middag": (12, 18), "avond": (17, 24)}
_PART = "|".join(_PARTS)
_SHORT = ("maa?", "di(?:ns?)?", "woe?", "do(?:nd?)?", "vr(?:ij?)?", "zat?", "zon?")
_FEAST = r"(?:de |alle )?(?:nationale |officiële |erkende |christelijke )?feestdagen"
_SCHOOL = r"(?:de |alle )?(?:school)vakanties?"
_BUT = r"(?:behalve|met uitzondering van|uitgezonderd|m\.?u\.?v\.?)"

_KINDS = {
    "closed_holidays": rf"(?:niet|gesloten|dicht) (?:op|tijdens|met) {_FEAST}|{_BUT} (?:op )?{_FEAST}"
    rf"|op {_FEAST} (?:gesloten|dicht)",
    "open_holidays": rf"ook op {_FEAST}",
    "closed_school": rf"(?:niet|gesloten|dicht) (?:in|tijdens) {_SCHOOL}|{_BUT} (?:(?:in|tijdens) )?{_SCHOOL}"
    rf"|(?:in|tijdens) {_SCHOOL} (?:gesloten|dicht)",
    "only_school": rf"alleen (?:in|tijdens) {_SCHOOL}",
    "open_school": rf"ook (?:in|tijdens) {_SCHOOL}",
    "except": rf"niet op {_ONS}",
    "extra": rf"ook op {_ONS}",
    "counted": rf"\(geteld vanaf {_ON}\)",
    "between": rf"van {_ON} tot en met {_ON}",
    "from": rf"vanaf {_ON}",
    "through": rf"tot en met {_ON}",
    "once": _ON,
    "always": r"24/7|24 uur per dag|24 uur/dag|dag en nacht",
    "daily": r"(?:elke|iedere) dag|dagelijks|alle dagen|(?:7|zeven) dagen (?:per|in de) week",
    "workdays": r"(?:elke |alle )?werkdag(?:en)?|doordeweeks|door de week",
    "weekend": r"(?:in )?(?:het |elk )?weekend(?:en)?",
    "interval": r"om de week|elke (?:twee|2|3|4|5|6|7|8) weken|elke (?:2|3|4|6) maanden",
    "month": r"van de maand|v/d maand|van elke maand|per maand",
    "span": rf"(?:van )?{_TIME}{_TO}{_TIME}(?: (?P<night>'s nachts|de volgende dag))?",
    "at": rf"om {_TIME}",
    "until": rf"tot {_TIME}",
    "turn": r"(?P<nth>[1-5])\s?(?:ste|de|e)\b|"
    + "|".join(sorted(set(TURNS.values()), key=len, reverse=True)),
    "day": rf"(?P<name>{'|'.join(DAY_NAMES)})(?:en|s)?(?: ?(?P<part>{_PART})(?:en)?)?\b"
    rf"|(?P<short>{'|'.join(_SHORT)})(?:\.|\b)",
    "to": r"t/m\.?|tot en met|-",
    "closed": r"gesloten|dicht",
    "each": r"elke|iedere|alle",
    "end": r"[;|\n]|\.(?!\d)",
    "and": r",|en\b|&|\+",
    "filler": r"(?:openingstijden|geopend|open|op|de|van|uur|ook)\b|:",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_CLOCK = re.compile(r"(\d{1,2})(?:\s?(?:[:.,]|u(?!ur)|h)\s?([0-5]\d))?(?:\s?(?:uur|u|h)\b\.?)?")


@dataclass(frozen=True)
class Token:
    """One word, or a few that belong together."""

    kind: str
    """A key of the table above."""
    text: str
    number: int = 0
    """Of a day 0 to 6, of a turn 1 to 5 and -1 to -5, of an interval how many."""
    opens: int | None = None
    closes: int | None = None
    """Minutes after midnight, the second past `MIDNIGHT` when it's on the next day."""
    part: tuple[int, int] | None = None
    """First and last hour of the part of the day that was named with a day."""
    dates: tuple[date, ...] = ()


def tokens(text: str) -> list[Token] | None:
    """The words of a text, in order; None when anything in it isn't known or can't be."""
    plain = re.sub(r"[–—−]", "-", text.casefold().replace("\xa0", " ").replace("\u2019", "'"))
    found: list[Token] = []
    for piece in _pieces(re.sub(r"[ \t\r]+", " ", plain).strip()):
        token = _token(piece) if piece else None
        if token is None:
            return None
        found.append(token)
    return found


def _pieces(text: str) -> Iterator[re.Match[str] | None]:
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        match = _TOKEN.match(text, at)
        yield match
        if match is None:
            return
        at = match.end()


def _token(found: re.Match[str]) -> Token | None:
    """A word with what it means; None when it can't be, as 31 february or 9 to 5."""
    kind, text = next((kind, found[kind]) for kind in _KINDS if found[kind] is not None)
    if kind == "day":
        part = _PARTS[found["part"]] if found["part"] else None
        number = DAY_NAMES.index(found["name"]) if found["name"] else DAYS.index(found["short"][:2])
        return Token(kind, text, number=number, part=part)
    if kind == "turn":
        words = {word: number for number, word in TURNS.items()}
        return Token(kind, text, number=int(found["nth"]) if found["nth"] else words[text])
    if kind == "interval":
        digits = re.search(r"\d", text)
        return Token(kind, text, number=int(digits[0]) if digits else 2)
    if kind in {"span", "at", "until"}:
        return _timed(kind, text, bool(found["night"]))
    try:
        dates = tuple(_on(*match.groups()) for match in re.finditer(r"(\d{1,2}) ([a-z]+) (\d{4})", text))
    except ValueError:
        return None
    return Token(kind, text, dates=dates)


def _timed(kind: str, text: str, night: bool) -> Token | None:
    clocks = [int(match[1]) * 60 + int(match[2] or 0) for match in _CLOCK.finditer(text)]
    if max(clocks) > MIDNIGHT:
        return None
    if kind == "until":
        return Token(kind, text, closes=clocks[0])
    if kind == "at":
        return Token(kind, text, opens=clocks[0])
    opens, closes = clocks
    small = 0 < opens < 6 * 60  # "van 2 tot 4 uur" is in the afternoon, most likely
    late = opens >= 15 * 60 or night or closes in {0, MIDNIGHT}  # "9-5" isn't until the night
    if small or opens == closes or (closes < opens and not late) or (night and closes > opens):
        return None
    return Token(kind, text, opens=opens, closes=closes + MIDNIGHT if closes < opens else closes)


def _on(day: str, month: str, year: str) -> date:
    return date(int(year), MONTH_NAMES.index(month) + 1, int(day))
