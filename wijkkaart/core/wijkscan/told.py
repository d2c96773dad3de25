"""Counting against telling: what a text says that the figures contradict, or that nobody can say.

This is a hint for who writes, not a proof: a number is held against a figure only where the text has the
words for that figure right beside it, and only when it may well be the same thing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import definition, markup
from wijkkaart.core.wijkscan.amounts import Amount, amounts, near
from wijkkaart.core.wijkscan.changes import ELSEWHERE, known
from wijkkaart.core.wijkscan.facts import Facts
from wijkkaart.core.wijkscan.parts import FigureSeen
from wijkkaart.core.wijkscan.tree import Node, Runs

OTHER_NUMBER, OTHER_WAY, UNSURE = "other_number", "other_way", "unsure"
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[\"‘“'(A-Z0-9])|\n")
_ELSEWHEN = re.compile(
    r"\b(?:vroeger|destijds|toen|was|waren|jaren|verwacht\w*|prognose|straks|zullen|zal|doel|stijgt|daalt)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 30, 20
"""So many characters may stand between a number and the words for what it counts."""
_LONGEST = 1_000
"""What goes on for longer without a full stop isn't looked at."""
_NEAR = 70
"""And between such words and `meer dan`."""
_THAN = r"[^.;:]{0,60}?\bdan\b(?!\s+(?:\d|de helft|een |twee |drie |ooit|vroeger|eerst|voorheen))"
_MORE = re.compile(
    rf"(?<!niet )\b(?:(?:meer|hogere?|grotere?|vaker)\b{_THAN}|bovengemiddeld\w*|relatief (?:veel|hoog)"
    r"|boven het gemiddelde)",
    re.IGNORECASE,
)
_LESS = re.compile(
    rf"(?<!niet )\b(?:(?:minder|lagere?|kleinere?)\b{_THAN}|ondergemiddeld\w*|relatief (?:weinig|laag)"
    r"|onder het gemiddelde)",
    re.IGNORECASE,
)
_PER = re.compile(r"\bper\s$", re.IGNORECASE)
_MARK, _MOST_MARKS = 0xE000, 0x18FF
_MARKS = re.compile(f"[{chr(_MARK)}-{chr(_MARK + _MOST_MARKS)}]")
"""Signs that no text uses: which figure stands there."""
_HIDDEN = str.maketrans("0123456789", "·" * 10)


@dataclass(frozen=True)
class Told:
    """Something in a text that doesn't go with a figure."""

    what: str
    """OTHER_NUMBER, OTHER_WAY (more where it's less) or UNSURE (nobody can say)."""
    figure: str
    """Id of the indicator."""
    said: str
    """The words of the text."""
    truth: str
    """The figure as it's printed, or the verdict."""


class Checker:
    """Holds texts against what is known; made once for many texts."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._of = self._phrases()
        words = sorted(self._of, key=len, reverse=True)
        found = "|".join(map(re.escape, words)) or r"(?!)"
        # The longest first: of `huishoudens met kinderen` nothing is said of `huishoudens`.
        self._phrase = re.compile(rf"(?<![\w-])(?:{found})(?![\w-])", re.IGNORECASE)

    def _phrases(self) -> dict[str, str]:
        """Words in small letters to the figure that they're for."""
        found: dict[str, str] = {}
        words, known_here = definition.words(), indicators()
        for key in dict.fromkeys([*self.facts.now.figures, *self.facts.basis.figures]):
            if ELSEWHERE not in key and key in known_here and known(self.facts.figure(key)):
                for phrase in (known_here[key].label.casefold(), *words.get(key, ())):
                    found.setdefault(phrase, key)
        return found

    def text(self, text: str) -> Iterator[Told]:
        """What an own text in Markdown says otherwise; the figures that are placed in it aside."""
        return self.nodes(markup.read(text))

    def nodes(self, nodes: Sequence[Node]) -> Iterator[Told]:
        """What a text that was read says otherwise."""
        for runs in markup.lines_of(nodes):
            figures = [run.figure for run in runs if run.figure]
            for sentence in _sentences(_marked(runs)):
                placed = _placed(figures[ord(sign) - _MARK] for sign in _MARKS.findall(sentence))
                yield from self._sentence(_MARKS.sub("", sentence), placed if len(placed) == 1 else ())

    def note(self, text: str, year: int) -> Iterator[Told]:
        """What a note of a year says otherwise; an older one may well have been right."""
        for sentence in _sentences(text):
            for each in self._numbers(sentence):
                seen = self.facts.figure(each.figure)
                if seen is not None and (not year or year >= seen.year - 1):
                    yield each

    def _sentence(self, sentence: str, placed: Sequence[str]) -> Iterator[Told]:
        yield from self._numbers(sentence)
        yield from self._claims(sentence, placed)

    def _parts(self, sentence: str) -> list[str]:
        """Names of the parts of the area that a sentence has, those in the name of the area aside."""
        if not self.facts.within:
            return []
        rest, found = sentence, []
        for name in sorted(filter(None, {*self.facts.within, self.facts.area}), key=len, reverse=True):
            without = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "", rest) if name in rest else rest
            found += [name] if without != rest and name != self.facts.area else []
            rest = without
        return found

    def _numbers(self, sentence: str) -> Iterator[Told]:
        numbers = [each for each in amounts(sentence) if not _PER.search(sentence[: each.start])]
        if not numbers or _ELSEWHEN.search(sentence) or self._of_another(sentence):
            return
        parts = self._parts(sentence)
        if len(parts) > 1:
            return
        of = self.facts.within[parts[0]].figures if parts else None
        taken: set[int] = set()
        for match in self._phrase.finditer(sentence):
            key = self._of[match[0].casefold()]
            seen = self.facts.figure(key) if of is None else of.get(key)
            if seen is None or not known(seen) or _other_year(numbers, seen):
                continue
            alike = [each for each in numbers if each.percent is seen.text.endswith("%")]
            said = _beside(sentence, alike, match.start(), match.end())
            if said is None or said.start in taken:
                continue
            taken.add(said.start)
            if _contradicts(said, seen):
                truth = f"{seen.text} in {parts[0]}" if parts else seen.text
                yield Told(OTHER_NUMBER, key, sentence.strip(), truth)

    def _claims(self, sentence: str, placed: Sequence[str]) -> Iterator[Told]:
        claims = [
            (way, match)
            for way, look in (("higher", _MORE), ("lower", _LESS))
            for match in look.finditer(sentence)
        ]
        if not claims or _ELSEWHEN.search(sentence) or self._of_another(sentence):
            return
        parts = self._parts(sentence)
        if len(parts) > 1:
            return
        verdicts = self.facts.within[parts[0]].verdicts if parts else self.facts.verdicts
        for way, claim in claims:
            keys = [
                self._of[match[0].casefold()]
                for match in self._phrase.finditer(sentence)
                if match.start() - claim.end() < _NEAR and claim.start() - match.end() < _NEAR
            ]
            # Of two figures in one sentence it isn't known which is meant.
            for key in {*keys, *placed} if len({*keys, *placed}) == 1 else ():
                verdict = verdicts.get(key, way)
                if verdict != way:
                    yield Told(UNSURE if verdict == "unsure" else OTHER_WAY, key, sentence.strip(), verdict)

    def _of_another(self, sentence: str) -> bool:
        """Whether a sentence names an area that figures aren't held against."""
        names = (name for name in self.facts.others if name != self.facts.beside)
        return any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence) for name in names if name in sentence
        )


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCES.split(text) if len(each) <= _LONGEST]


def _marked(runs: Runs) -> str:
    """A line in which a sign of our own stands before each placed figure, whose digits are hidden."""
    found, count = [], 0
    for run in runs:
        text = _MARKS.sub("", run.text)
        if run.figure:
            text = chr(_MARK + count) + text.translate(_HIDDEN)
            count = min(count + 1, _MOST_MARKS)
        found.append(text)
    return "".join(found)


def _placed(figures: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in figures if ELSEWHERE not in each))


def _beside(sentence: str, numbers: Sequence[Amount], start: int, end: int) -> Amount | None:
    """The number that stands right before or after certain words."""
    for number in reversed(numbers):
        if number.end <= start and _close(sentence[number.end : start], _BEFORE):
            return number
    for number in numbers:
        if number.start >= end and _close(sentence[end : number.start], _AFTER):
            return number
    return None


def _close(between: str, most: int) -> bool:
    return len(between) <= most and not re.search(r"[\d,;()]|\b(?:en|of|maar|per|waarvan)\b", between)


def _other_year(numbers: Sequence[Amount], seen: FigureSeen) -> bool:
    return any(_year(each) and each.value != seen.year for each in numbers)


def _year(number: Amount) -> bool:
    return 1900 <= number.value <= 2100 and number.end - number.start == 4 and not number.percent


def _contradicts(said: Amount, seen: FigureSeen) -> bool:
    """Whether a number may well be about this figure, and yet is another."""
    known_ones = amounts(seen.text)
    if not known_ones or _year(said):
        return False
    low, high = min(each.value for each in known_ones), max(each.value for each in known_ones)
    if low <= said.value <= high or any(near(said, each) for each in known_ones):
        return False
    if said.percent:
        return min(abs(said.value - low), abs(said.value - high)) <= 25
    return 0.4 * low <= said.value <= 2.5 * high
