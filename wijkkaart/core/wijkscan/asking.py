"""Asking whether words of an own text are about a person, and what people answered.

An answer holds for the words in the sentences in which they stood, and for the persons there were: a new
sentence or a new person is reason to ask again. Pure.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wijkkaart.core import personal
from wijkkaart.core.names import WORD, folded
from wijkkaart.core.search import plain
from wijkkaart.core.wijkscan.facts import Facts
from wijkkaart.core.wijkscan.parts import Answer

SURE, MEANT = "sure", "meant"
"""Somebody in the register is called otherwise than by a full name; or may be. Beside those of `personal`."""
NOBODY, KEEP = "niemand", "laat-zo"
"""Answers: these words are about no person; they may stay as they are."""
_FITTING = {MEANT: (NOBODY, KEEP), personal.CALLED: (NOBODY, KEEP)}
_ADDRESS = re.compile(r"[^\W\d]{3,} \d")
_ENDS = re.compile(r"[.!?]+(?=\s)|\n")


@dataclass(frozen=True)
class Question:
    """Words that may be about somebody."""

    what: str
    said: str
    name: str = ""
    """The full name of whom they may be about."""
    where: tuple[str, ...] = ()
    """Marks of the sentences that they stand in; a mark tells nothing of what the sentence says."""
    among: tuple[str, ...] = ()
    """Ids of all who may be meant."""


def fitting(what: str) -> tuple[str, ...]:
    """The answers that a question can have: whether it's the name of somebody isn't always in doubt."""
    return _FITTING.get(what, (KEEP,))


def is_answered(question: Question, answers: Iterable[Answer]) -> bool:
    """Whether people answered this of each sentence, knowing of all who may be meant."""
    known = {mark for each in answers if _about(each, question) for mark in each.where}
    return known.issuperset(question.where)


def in_force(answers: Sequence[Answer], questions: Sequence[Question]) -> list[Answer]:
    """The answers without which something would be asked."""
    return [
        each
        for each in answers
        if any(_about(each, asked) and {*asked.where} & {*each.where} for asked in questions)
    ]


def _about(answer: Answer, question: Question) -> bool:
    same = (answer.what, answer.said) == (question.what, question.said)
    return same and {*question.among} <= {*answer.among}


def questions(text: str, facts: Facts) -> list[Question]:
    """What the words of a text (without markup) ask, each words once. The text is as people read it."""
    words = unicodedata.normalize("NFC", text)
    sentences = _Sentences(words)
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for what, said, name, marks in _found(_without(words, _addresses(facts)), facts, sentences):
        found.setdefault((what, said, name), {}).update(dict.fromkeys(marks))
    return [
        Question(what, said, name, tuple(marks), _among(said, name, facts))
        for (what, said, name), marks in found.items()
    ]


def _found(
    words: str, facts: Facts, sentences: "_Sentences"
) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """What, words, full name and marks of the sentences; of whom the full name stands there, nothing else."""
    calls = facts.calling.calls(words)
    rest = words
    for call in calls:
        if call.sure and folded(words[call.start : call.end]) != folded(call.name):
            rest = rest[: call.start] + "…".ljust(call.end - call.start) + rest[call.end :]
    told = personal.tellings(rest, facts.persons)
    full = {folded(each.said) for each in told if each.what == personal.KNOWN}
    for each in told:
        if each.what == personal.KNOWN:
            yield each.what, each.said, each.said, sentences.with_name(each.said)
        elif not any(name in folded(each.said) for name in full):
            yield each.what, each.said, "", [sentences.at(each.start)]
    full |= {folded(call.name) for call in calls if folded(words[call.start : call.end]) == folded(call.name)}
    for call in calls:
        if folded(call.name) not in full and (call.sure or call.asks):
            what = SURE if call.sure else MEANT
            yield what, words[call.start : call.end], call.name, [sentences.at(call.start)]


def _among(said: str, name: str, facts: Facts) -> tuple[str, ...]:
    names = {name} if name == said else facts.calling.may_call(said) | {name}
    return tuple(sorted({id_ for each in names for id_ in facts.person_ids.get(each, ())}))


class _Sentences:
    """The sentences of a text, each with a mark that stays the same while its words do."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(each.end() for each in _ENDS.finditer(text))]
        ends = [*self._starts[1:], len(text)]
        self._texts = [text[start:end] for start, end in zip(self._starts, ends, strict=True)]

    def at(self, place: int) -> str:
        """The mark of the sentence with this place."""
        return _mark(self._texts[bisect_right(self._starts, place) - 1])

    def with_name(self, name: str) -> list[str]:
        """The marks of the sentences that have a name; of all together when it's spread over some."""
        wanted = f" {plain(name)} "
        found = [_mark(each) for each in self._texts if wanted in f" {plain(each)} "]
        return found or [_mark("".join(self._texts))]


def _mark(sentence: str) -> str:
    return hashlib.sha256(" ".join(WORD.findall(folded(sentence))).encode()).hexdigest()[:16]


def _addresses(facts: Facts) -> list[str]:
    """What stands with places and has a number: an address of theirs is nobody's home."""
    parts = {part for seen in facts.now.records.values() for part in seen.line.split(" · ")}
    return sorted(filter(_ADDRESS.search, parts), key=len, reverse=True)


def _without(words: str, addresses: list[str]) -> str:
    """The words with spaces where an address stands."""
    for each in addresses:
        if each in words:
            words = words.replace(each, " " * len(each))
    return words
