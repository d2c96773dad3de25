"""How people are called in a text: by title and last name, initials, a last name or a first name alone.

`mevrouw De Vries` is somebody; `de Koppel` may be a wijk, `Roos` a flower, `Fatima Yilmaz` another Fatima.
So each call says whether it's sure; what isn't is for people to look at. Full names are found by
`core.naming` too.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from wijkkaart.catalogue import names as name_words
from wijkkaart.core.names import WORD, Last, Person, folded, last_names, person
from wijkkaart.core.words_around import Words

_NUMBERED = re.compile(r"\s\d.*", re.DOTALL)
_MOST_WORDS = 8
_SHORT = 3
"""A first name of fewer letters is too short to be certain."""
_ABBREVIATED = 4
"""Letters that an abbreviated title has at most."""


@dataclass(frozen=True)
class Call:
    """Where somebody is called in a text, or may be."""

    start: int
    end: int
    name: str
    """The full name of whom."""
    sure: bool
    asks: bool = True
    """Whether it's worth asking who is meant when it isn't sure."""


class Calling:
    """The persons that texts may call, ready to be looked for in many texts."""

    def __init__(
        self,
        persons: Iterable[str],
        others: Iterable[str] = (),
        known: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        """From full names. `others` are names of persons who may be meant as well, `known` gives those of
        areas, places and organisations; it's asked only when a text may call somebody."""
        self._lasts: dict[str, list[Last]] = defaultdict(list)
        self._given: dict[str, list[Person]] = defaultdict(list)
        self._names = sorted({unicodedata.normalize("NFC", each) for each in persons})
        for name in self._names:
            for last in last_names(name):
                if last.words:
                    self._lasts[last.words[-1]].append(last)
            if (who := person(name)) and who.given:
                self._given[who.given.rpartition("-")[2]].append(who)
        self._others, self._known = others, known

    def calls(self, text: str) -> list[Call]:
        """Where the persons are called, in order and never over each other; `text` in Unicode's form NFC."""
        if not (self._lasts or self._given):
            return []
        words = Words(text)
        found = [
            call
            for at, word in enumerate(words.all)
            if word.plain in self._lasts or word.plain in self._given
            for call in _Look(self, words, at).calls()
        ]
        return _apart(found)

    def may_call(self, said: str) -> frozenset[str]:
        """The full names of all whom words of a text may call."""
        words = WORD.findall(folded(said))
        given = (who.name for word in words for who in self._given.get(word, ()))
        return frozenset([*given, *(last.whose.name for word in words for last in self._lasts.get(word, ()))])

    @property
    def marks(self) -> frozenset[str]:
        """Words of which a text has one at least when it calls somebody, in small letters."""
        words = {word for name in self._names for word in WORD.findall(name.lower())}
        return (
            frozenset(each for each in (*self._lasts, *self._given, *words) if len(each) > 1)
            - name_words().prefixes
        )

    @cached_property
    def shared(self) -> frozenset[str]:
        """First names and last names that others have."""
        lasts = {" ".join((*last.prefix, *last.words)) for name in self._others for last in last_names(name)}
        given = {who.given for name in self._others if (who := person(name))}
        return frozenset((lasts | given) - {""})

    @cached_property
    def places(self) -> frozenset[tuple[str, ...]]:
        """The words of what has a name and is no person, for names with a word that calls somebody."""
        ours = {*self._lasts, *self._given}
        # Of an address the street: what stands before its number.
        split = {_NUMBERED.sub("", folded(name)) for name in self._known()} if ours else set()
        found = (tuple(WORD.findall(name)) for name in split)
        return frozenset(words for words in found if not ours.isdisjoint(words))

    @cached_property
    def longest(self) -> int:
        """Words of the longest of these names that are looked for."""
        return min(max(map(len, self.places), default=0), _MOST_WORDS)

    @cached_property
    def bare(self) -> frozenset[str]:
        """Words that alone, or behind `de` and the like, are the name of an area or place."""
        prefixes = name_words().prefixes
        return frozenset(words[-1] for words in self.places if all(each in prefixes for each in words[:-1]))


class _Look:
    """Looks at one word of a text that may call somebody."""

    def __init__(self, of: Calling, words: Words, at: int) -> None:
        self.of, self.words, self.at = of, words, at
        self.lists = name_words()

    def calls(self) -> Iterator[Call]:
        plain = self.words[self.at].plain
        for last in self.of._lasts.get(plain, ()):
            if call := self._last(last):
                yield call
                if call.sure:
                    break
        for who in self.of._given.get(plain, ()):
            if call := self._first(who):
                yield call
                break  # of others with this first name the same would be told

    # -- by a last name

    def _last(self, last: Last) -> Call | None:
        begin = self.at - len(last.words) + 1
        if not self.words.are(begin, last.words):
            return None
        start = begin - len(last.prefix)
        whole = bool(last.prefix) and self.words.are(start, last.prefix) and self.words.near(begin - 1)
        start = start if whole else begin
        named = self._before(last.whose, start)
        if named is not None:
            return self._call(last.whose, named, True, end=self._joined()) if named >= 0 else None
        if not self.words[begin].capital or self.words.in_address(start, self.at):
            return None
        if last.prefix and not whole:
            # `Vries` of `De Vries`: a name that's cut short, or a place.
            return self._call(last.whose, start, False, self._free(start) and not self._covered(start))
        if not self._free(start):
            return self._call(last.whose, start, False)
        return self._judged(last.whose, start, " ".join((*last.prefix, *last.words)), self._plain_word(last))

    def _before(self, who: Person, start: int) -> int | None:
        """Where a call begins of which what stands before makes it sure; -1 when it's another's, None when
        nothing is told by it."""
        front = start
        if front > 0 and self.words.dash(front - 1):  # `mevrouw Jansen-de Vries`
            front -= 1
        if front == 0 or not self.words.near(front - 1):
            return None
        before = self.words[front - 1]
        if who.given and before.plain == who.given and "." not in self.words.between(front - 1):
            return front - 1
        if self._titled(front):
            # `de beheerder post` is no name.
            return front if self.words[self.at].capital or not self._is_word(self.at) else None
        if len(before.raw) > 1 or not before.capital:
            return None
        first = front - 1
        while first > 0 and len(self.words[first - 1].raw) == 1 and self.words[first - 1].capital:
            if not self.words.near(first - 1):
                break
            first -= 1
        return first if self.words[first].plain == who.initial else -1

    def _joined(self) -> int:
        """The last word of a name that goes on behind a dash: `mevrouw De Vries-Jansen`."""
        end = self.at
        while self.words.dash(end):
            end += 1
        return end

    def _is_word(self, at: int) -> bool:
        return self.words[at].plain in self.lists.ordinary

    def _plain_word(self, last: Last) -> bool:
        """Whether a last name is a word as well: `Bakker`, `de Koning`; `van den Berg` isn't."""
        return last.words[0] in self.lists.ordinary and (
            not last.prefix or last.prefix in (("de",), ("het",))
        )

    # -- by a first name

    def _first(self, who: Person) -> Call | None:
        word, both = self.words[self.at], who.given.count("-")
        start = self.at - both
        if both:
            if not self.words.are(start, tuple(who.given.split("-"))):
                return None
            if not all(map(self.words.dash, range(start, self.at))):
                return self._call(who, start, False) if self.words[start].capital else None
        outside = self.words.dash(self.at) or (start > 0 and self.words.dash(start - 1))
        if not self.words[start].capital or self.words.in_address(start, self.at) or outside:
            return None
        after = self.at + 1
        if after < len(self.words) and self.words.near(self.at) and self.words.one_line(self.at):
            then = self.words[after]
            if len(then.raw) == 1 and then.capital:  # `Fatima V.`
                mine = any(then.plain == last.words[0][0] for last in last_names(who.name) if last.words)
                return self._call(who, start, True, end=after) if mine else None
            if self.words.longer(self.at):
                # Somebody else with this first name or a street, but `Fatima van Welzijn Oost` may be her.
                return self._call(who, start, False) if then.plain == "van" else None
        if self._titled(start):
            return self._call(who, start, True)
        if self.words.capital_before(start) and not self.words.begins(start - 1):
            return self._call(who, start, False)
        plain = not both and (word.plain in self.lists.ordinary or len(word.raw) < _SHORT)
        return self._judged(who, start, who.given, plain)

    def _titled(self, at: int) -> bool:
        if at == 0 or not self.words.near(at - 1) or self.words[at - 1].plain not in self.lists.titles:
            return False
        # Behind a whole word a full stop ends the sentence.
        return "." not in self.words.between(at - 1) or len(self.words[at - 1].raw) <= _ABBREVIATED

    # -- what stands around it

    def _judged(self, who: Person, start: int, said: str, plain_word: bool) -> Call:
        """A name by itself: sure unless it may be something else."""
        if self._covered(start):
            return self._call(who, start, False, self._asked(start))
        alone = " " not in said
        unsure = said in self.of.shared or plain_word or (alone and self._common(said))
        return self._call(who, start, not unsure)

    def _common(self, word: str) -> bool:
        """Whether the text has it as an ordinary word too, or it's the name of a place by itself."""
        return word in self.of.bare or word in self.words.small

    def _covered(self, start: int) -> bool:
        """Whether it's part of the name of an area, place or organisation that stands here."""
        longest = self.of.longest
        return any(
            self.words.plain(first, end) in self.of.places
            for first in range(max(0, self.at + 1 - longest), start + 1)
            for end in range(self.at + 1, min(first + longest, len(self.words)) + 1)
        )

    def _asked(self, start: int) -> bool:
        return start > 0 and self.words.near(start - 1) and self.words[start - 1].plain in self.lists.asking

    def _free(self, start: int) -> bool:
        """Whether it stands by itself, and isn't part of a longer name."""
        if self.words.dashed(self.at) or self.words.dashed(start) or self.words.longer(self.at):
            return False
        if not self.words.capital_before(start):
            return True
        return self.words.begins(start - 1) and self.words[start - 1].plain in self.lists.openers

    def _call(self, who: Person, start: int, sure: bool, asks: bool = True, end: int | None = None) -> Call:
        last = self.words[self.at if end is None else end]
        return Call(self.words[start].start, last.end, who.name, sure, asks)


def _apart(found: list[Call]) -> list[Call]:
    """Calls that don't stand over each other: the sure ones first, then the longest."""
    kept: list[Call] = []
    for call in sorted(found, key=lambda each: (not each.sure, each.start - each.end, each.start)):
        if all(call.end <= other.start or other.end <= call.start for other in kept):
            kept.append(call)
    return sorted(kept, key=lambda each: each.start)
