"""Full names of persons in parts: a first name, and last names with what stands before them."""

import re
import unicodedata
from dataclasses import dataclass

from wijkkaart.catalogue import names as name_words

WORD = re.compile(r"[^\W_]+")
DASH = re.compile(r"\\?[-‐‑]")
"""Joins two last names; in Markdown there may be a backslash before it."""
_LETTERS = str.maketrans("ıłøđ", "ilod")
"""Letters of names that have no accent by Unicode, and one for who reads."""


@dataclass(frozen=True)
class Person:
    """Who has a full name. Words are `folded`."""

    name: str
    given: str
    """"" when the name begins with an initial; `anne-marie` of two first names in one."""
    initial: str


@dataclass(frozen=True)
class Last:
    """A last name of somebody: with more than one, each counts."""

    whose: Person
    prefix: tuple[str, ...]
    """`van`, `den`."""
    words: tuple[str, ...]


def folded(text: str) -> str:
    """In small letters without accents, letter for letter."""
    if text.isascii():
        return text.lower()
    whole = text.lower().translate(_LETTERS)
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in whole if sign != "\u0307")


def person(name: str) -> Person | None:
    """Who has a name; None for what isn't written as one."""
    words = _split(name)
    if not words:
        return None
    first = words[0]
    both = DASH.split(first)  # `Anne-Marie` is never `Anne`
    given = "" if len(both[0]) == 1 or "." in first else "-".join(folded(_word(each)) for each in both)
    return Person(name, given, folded(first)[0])


def _word(text: str) -> str:
    found = WORD.search(text)
    return found[0] if found else ""


def last_names(name: str) -> list[Last]:
    """The last names in a full name: of `Jansen-de Vries` all of it, and each part."""
    whose, words = person(name), _split(name)
    if whose is None or len(words) < 2:
        return []
    prefixes = name_words().prefixes
    begins = (
        place
        for place, word in enumerate(words[1:], 1)
        if folded(word).strip("'’") in prefixes or re.search(DASH, word)
    )
    last = words[next(begins, len(words) - 1) :]
    parts = DASH.split(" ".join(last))
    found = [_last(whose, " ".join(last)), *(_last(whose, part) for part in parts if len(parts) > 1)]
    return [each for each in found if each.words and len("".join(each.words)) > 1]


def _last(whose: Person, last: str) -> Last:
    words = [folded(each) for each in WORD.findall(last)]
    prefixes = name_words().prefixes
    many = next((place for place, word in enumerate(words) if word not in prefixes), len(words) - 1)
    return Last(whose, tuple(words[:many]), tuple(words[many:]))


def _split(name: str) -> list[str]:
    """The words of a full name in order, without titles; none when it isn't written as a person's."""
    bare = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", name)).strip()
    last, comma, first = bare.partition(",")
    words = (f"{first} {last}" if comma else bare).split()
    lists = name_words()
    while words and folded(words[0]).strip(".") in lists.titles:
        words = words[1:]
    if words and folded(words[0]) in ("de", "den") and len(words) > 1 and folded(words[1]) in lists.titles:
        words = words[2:]
    proper = all(word[0].isupper() or folded(word).strip("'’") in lists.prefixes for word in words)
    return words if proper and words and words[0][0].isupper() else []
