"""The words of a text with what stands between them, for telling which of them are one name."""

import re
from dataclasses import dataclass
from functools import cached_property

from wijkkaart.catalogue import names as name_words
from wijkkaart.core.names import DASH, WORD, folded

_NEAR = re.compile(r"[.’']?[\s\\*_~\u00ad\u200b-\u200d’']{0,12}")
"""Between the words of one name: also where a part of it is bold."""
_BEGIN = re.compile(r"(?:^|[.!?:;\n(\[|>•–—\"‘“-])[\s\\*_~#>\"‘“(\[]*$")
"""What a word stands after when a sentence, line or cell begins with it."""
_ADDRESS = re.compile(r"[/@#=&%?:.](?=\S)")
_WHERE = frozenset({"in", "op", "bij", "over", "voor", "uit", "aan", "tot", "onder", "boven", "te"})
"""Before a last name, but between a name and a place as well: `Fatima in Utrecht`."""


@dataclass(frozen=True)
class Word:
    """A word of a text."""

    raw: str
    plain: str
    """`folded`."""
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[0].isupper()


class Words:
    """The words of a text (in Unicode's form NFC), by their place; "a word" is its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [Word(each[0], folded(each[0]), *each.span()) for each in WORD.finditer(text)]

    def __getitem__(self, at: int) -> Word:
        return self.all[at]

    def __len__(self) -> int:
        return len(self.all)

    def plain(self, first: int, end: int) -> tuple[str, ...]:
        """Words, `folded`, from one up to another."""
        return tuple(each.plain for each in self.all[first:end])

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that stand somewhere without a capital."""
        return frozenset(each.plain for each in self.all if not each.capital)

    def longer(self, at: int) -> bool:
        """Whether a name goes on behind a word: `Fatima Yilmaz`, `Willem de Zwijgerlaan`."""
        after = at + 1
        while after < len(self.all) and self.near(after - 1) and self.one_line(after - 1):
            word = self.all[after]
            if word.capital:
                return True
            if word.plain not in name_words().prefixes:
                return False
            if word.plain in _WHERE:
                return False
            after += 1
        return False

    def capital_before(self, at: int) -> bool:
        """Whether a word with a capital stands right before a word."""
        near = at > 0 and self.near(at - 1) and self.one_line(at - 1)
        return near and self.all[at - 1].capital

    def begins(self, at: int) -> bool:
        """Whether a sentence, line or cell begins with a word."""
        return bool(_BEGIN.search(self.text, max(0, self.all[at].start - 40), self.all[at].start))

    def are(self, first: int, plain: tuple[str, ...]) -> bool:
        """Whether these words stand in the text from a place on, next to each other."""
        if first < 0 or first + len(plain) > len(self.all):
            return False
        if any(self.all[first + place].plain != word for place, word in enumerate(plain)):
            return False
        places = range(first, first + len(plain) - 1)
        return all(self.near(place) or self.dash(place) for place in places)

    def between(self, at: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.all[at].end : self.all[at + 1].start]

    def near(self, at: int) -> bool:
        """Whether a word and the next may be of one name."""
        between = self.between(at)
        return bool(_NEAR.fullmatch(between)) and between.count("\n") < 2

    def one_line(self, at: int) -> bool:
        """Whether no line or sentence ends between a word and the next."""
        between = self.between(at)
        return "\n" not in between and "." not in between

    def dash(self, at: int) -> bool:
        """Whether a dash joins a word to the next."""
        return at + 1 < len(self.all) and bool(DASH.fullmatch(self.between(at)))

    def dashed(self, at: int) -> bool:
        """Whether a dash joins a word to the next or the one before."""
        return self.dash(at) or (at > 0 and self.dash(at - 1))

    def in_address(self, start: int, last: int) -> bool:
        """Whether words, to the last one, are part of a web or e-mail address."""
        before, end = self.all[start].start - 1, self.all[last].end
        return (before >= 0 and self.text[before] in "/@#=&%?") or bool(
            _ADDRESS.match(self.text, end) and self.text[end + 1].isalnum()
        )
