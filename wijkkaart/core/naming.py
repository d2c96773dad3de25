"""Finding persons in texts by what names them for certain: a full name, an e-mail address, a phone number.

However it's written: capitals or not, bold in Markdown, a number with or without `+31`, spaces and dashes.
What people are called beside that is found by `core.calling`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable

from wijkkaart.core.calling import Calling

_LEAST_LETTERS = 6
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_GAP = r"[\s\\*_~\u00ad\u200b-\u200d]{1,12}"
"""Between the words of a name: also where a part of it is bold or slanted. Bounded, or it could take long."""
_DIGITS_APART = r"[\s\\().\-–/]{0,3}"
_LEAST_DIGITS = 8
_PART, _DIGITS = re.compile(r"[^\W_]+"), re.compile(r"\d{4,}")
_NOT_SAID = re.compile(r"[\W_]+")


class Naming:
    """What names certain persons, ready to be looked for in many texts."""

    def __init__(self, words: Iterable[str], calling: Calling | None = None) -> None:
        """From full names, e-mail addresses and phone numbers; what's too short for certain doesn't count.

        Whom `calling` finds for sure counts as well.
        """
        self._calling = calling or Calling(())
        self._numbers: dict[str, str] = {}
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for word in {unicodedata.normalize("NFC", word).strip() for word in words}:
            if digits := _significant(word):
                self._numbers[word] = digits
            elif parts := _PART.findall(word.casefold()):
                self._by_part[max(parts, key=len)].append(word)

    def sub(self, instead: str, text: str, said: Callable[[str], bool] = lambda _: True) -> str:
        """The text with `instead` for whatever names them; the same text when nothing does.

        Only words that are `said` to name them count.
        """
        whole = _whole(text)
        spans = self._spans(whole, said)
        for start, end in reversed(spans):
            whole = f"{whole[:start]}{instead}{whole[end:]}"
        return whole if spans else text

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where in a text they're named; the text has to be in Unicode's form NFC."""
        return self._spans(text, lambda _: True)

    def _spans(self, text: str, said: Callable[[str], bool]) -> list[tuple[int, int]]:
        known = pattern(word for word in self._within(text) if said(word))
        found = [each.span() for each in known.finditer(text)]
        for call in self._calling.calls(text):
            if call.sure and all(call.end <= start or end <= call.start for start, end in found):
                found.append((call.start, call.end))
        return sorted(found)

    def _within(self, text: str) -> list[str]:
        """Those words that may be in a text: a pattern of all of them would take long."""
        whole = _whole(text).casefold()
        found = [word for part in {*_PART.findall(whole)} for word in self._by_part.get(part, ())]
        digits = " ".join(_DIGITS.findall(_NOT_SAID.sub("", whole))) if self._numbers else ""
        return found + [word for word, number in self._numbers.items() if number in digits]


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these words as a whole, the longest first; nothing when there are none."""
    forms = [_number(word) or _text(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"{_START}(?:{'|'.join(forms)}){_END}" if forms else r"(?!)", re.IGNORECASE)


def telling(names: Iterable[str], mails: Iterable[str], numbers: Iterable[str]) -> frozenset[str]:
    """Those that name somebody for certain: a first name alone doesn't, nor what is short."""
    full = {name.strip() for name in names if " " in name.strip()}
    return frozenset(word for word in full | {*mails} | {*numbers} if len(word) >= _LEAST_LETTERS)


def form(word: str) -> str:
    """What's the same of a word however it's written: of a number the digits behind `0` or `+31`."""
    return _significant(word) or _NOT_SAID.sub("", _whole(word).casefold())


def _whole(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _significant(word: str) -> str:
    """The digits of a phone number behind `0` or `+31`; "" for what is no number."""
    digits = re.sub(r"\D", "", word)
    if len(digits) < _LEAST_DIGITS or re.search(r"[^\d\s+().\-–/]", word):
        return ""
    return re.sub(r"^(?:0031|31(?=\d{9}$)|0)", "", digits)


def _number(word: str) -> str:
    digits = _significant(word)
    if not digits:
        return ""
    country = rf"(?:\+|00)31{_DIGITS_APART}(?:0{_DIGITS_APART})?"
    return rf"(?:{country}|0{_DIGITS_APART})?{_DIGITS_APART.join(digits)}"


def _text(word: str) -> str:
    return _GAP.join("".join(map(_sign, part)) for part in word.split())


def _sign(sign: str) -> str:
    # Markdown may have a backslash before any sign that isn't a letter or digit, or go bold there.
    return sign if sign.isalnum() else rf"[\\*~]{{0,4}}{re.escape(sign)}[*~]{{0,4}}"
