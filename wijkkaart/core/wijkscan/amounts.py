"""Amounts as people write them in Dutch: `6.020`, `12,5%`, `ruim 6.000`, `€ 30.000`."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<![\w.,-])[−-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w+]|[.,-]\w)")
_HEDGES = "ruim|bijna|ongeveer|circa|ca\\.|zo'n|zo’n|rond de|rond|naar schatting|krap|tegen de|om en nabij"
_HEDGE = re.compile(rf"\b(?:{_HEDGES})\s+(?:€ ?)?$", re.IGNORECASE)
_LONGEST_HEDGE = 24
_PERCENT = re.compile(r"\s?(?:%|procent\b)")
ABOUT = 0.1
"""What is said with `ruim` or `ongeveer` may be this share off."""
_ROUND = 0.05
"""A count that ends in zeros was rounded; it may be at most this share off."""


@dataclass(frozen=True)
class Amount:
    """A number in a text."""

    value: float
    start: int
    end: int
    """Where the number itself stands in the text."""
    slack: float
    """How far the truth may be off, going by how it's written."""
    percent: bool


def amounts(text: str) -> list[Amount]:
    """The numbers in a text, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        said = match[0].replace("−", "-")
        value = float(said.replace(".", "").replace(",", "."))
        percent = bool(_PERCENT.match(text, match.end()))
        hedged = bool(_HEDGE.search(text, max(0, match.start() - _LONGEST_HEDGE), match.start()))
        slack = _slack(said, value, percent=percent)
        slack = max(slack, ABOUT * abs(value)) if hedged else slack
        found.append(Amount(value, match.start(), match.end(), slack, percent))
    return found


def _slack(said: str, value: float, *, percent: bool) -> float:
    """Half of the last place that counts: of `6.000` the thousands, of `12,5` the tenths."""
    if "," in said:
        return float(0.5 * 10.0 ** -len(said.partition(",")[2]))
    digits = said.replace(".", "").lstrip("-")
    zeros = 0 if percent else len(digits) - len(digits.rstrip("0"))
    return max(0.5, min(0.5 * 10.0**zeros, _ROUND * abs(value)))


def agree(said: str, truth: str) -> bool:
    """Whether a wording leaves room for what is true: the same numbers, as exactly as they're written.

    Words without a number claim none; so they agree with anything.
    """
    claimed, known = amounts(said), amounts(truth)
    if not claimed:
        return True
    return len(claimed) == len(known) and all(map(near, claimed, known))


def near(said: Amount, truth: Amount) -> bool:
    """Whether two numbers may be the same one."""
    return abs(said.value - truth.value) <= max(said.slack, truth.slack) + 1e-9


def reworded(said: str, before: str, now: str) -> str:
    """A wording of `before` as one of `now`; as it was when it says something else than `before`.

    `ruim 6.020 mensen` for `6.020` becomes `ruim 6.100 mensen` for `6.100`. Where `now` has no number, or
    another count of them, all of the wording is replaced, and by nothing that has no number.
    """
    if said.strip() == before and any(map(str.isalpha, before)):
        return now if amounts(now) else said
    old, known, new = amounts(said), amounts(before), amounts(now)
    if not new or [each.value for each in old] != [each.value for each in known]:
        return said
    if len(new) != len(old):
        return now
    for was, becomes in zip(reversed(old), reversed(new), strict=True):
        said = said[: was.start] + now[becomes.start : becomes.end] + said[was.end :]
    return said
