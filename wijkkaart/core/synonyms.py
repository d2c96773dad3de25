"""Words that mean the same to whoever searches, such as `samen eten` and `eettafel`."""

from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

Stems = tuple[str, ...]
"""A word or expression as the index knows it: one stem a word."""

_LONG = 6
"""Letters from which a word may have a typing error and still stand for its group."""


class Synonyms:
    """The groups of words, known by their stems."""

    def __init__(self, groups: Iterable[Iterable[str]], stem: Callable[[str], list[str]]) -> None:
        """`stem` makes the stems of a text, in order."""
        self._groups = [[stems for word in group if (stems := tuple(stem(word)))] for group in groups]
        self._of: dict[Stems, int] = {}
        for number, group in enumerate(self._groups):
            for stems in group:
                self._of.setdefault(stems, number)
        self._longest = max(map(len, self._of), default=1)
        self._single = [stems[0] for stems in self._of if len(stems) == 1 and len(stems[0]) >= _LONG]

    def units(self, stems: Stems) -> Iterator[tuple[Stems, list[Stems]]]:
        """A question in parts: each an expression or a word, with what means the same.

        The longest expression goes first: `samen eten` is one part and not two.
        """
        at = 0
        while at < len(stems):
            for length in range(min(self._longest, len(stems) - at), 0, -1):
                part = stems[at : at + length]
                if part in self._of or length == 1:
                    yield part, self.others(part)
                    at += length
                    break

    def others(self, part: Stems) -> list[Stems]:
        """What means the same; typing errors in a long word are overlooked."""
        number = self._of.get(part)
        if number is None and len(part) == 1 and len(part[0]) >= _LONG:
            near = process.extractOne(
                part[0], self._single, scorer=DamerauLevenshtein.distance, score_cutoff=1
            )
            number = self._of.get((near[0],)) if near else None
        return [] if number is None else [stems for stems in self._groups[number] if stems != part]
