"""What people type in one field, taken apart: what to look for, and when it has to be."""

import re
from dataclasses import dataclass

from wijkkaart.core.filters import DAYS
from wijkkaart.core.running import NOW, TODAY, TOMORROW, WEEK

_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_PARTS = {"ochtend": "ochtend", "morgen": "ochtend", "middag": "middag", "avond": "avond"}
_DAY = re.compile(
    rf"\b(?:op )?({'|'.join(_NAMES)})(?:s|en)?(?:[ -]?({'|'.join(_PARTS)})(?:en)?)?\b", re.IGNORECASE
)
_MOMENTS = {
    NOW: re.compile(r"\bnu open\b|\bopen nu\b", re.IGNORECASE),
    TODAY: re.compile(rf"\bvan(?:daag|({'|'.join(_PARTS)}))\b", re.IGNORECASE),
    TOMORROW: re.compile(rf"\bmorgen({'|'.join(_PARTS)})?\b", re.IGNORECASE),
    WEEK: re.compile(r"\bdeze week\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Spoken:
    """A question taken apart."""

    text: str
    """What's left to look for."""
    days: tuple[str, ...] = ()
    """`ma` … `zo`."""
    parts: tuple[str, ...] = ()
    """`ochtend`, `middag`, `avond`."""
    when: str = ""
    """One of `core.running.MOMENTS`."""


def understood(text: str) -> Spoken:
    """`taalles dinsdagavond` as something to look for and a day with its part."""
    days: dict[str, None] = {}
    parts: dict[str, None] = {}

    def take(found: re.Match[str]) -> str:
        days[DAYS[_NAMES.index(found.group(1).lower())]] = None
        if found.group(2):
            parts[_PARTS[found.group(2).lower()]] = None
        return " "

    rest = _DAY.sub(take, text)
    when = ""
    for name, pattern in _MOMENTS.items():
        found = pattern.search(rest)
        if found and not when:
            when, rest = name, pattern.sub(" ", rest)
            if found.groups() and found.group(1):
                parts[_PARTS[found.group(1).lower()]] = None
    return Spoken(" ".join(rest.split()), tuple(days), tuple(parts), when)
