"""The OpenStreetMap tags of the category table: as questions to Overpass, and as the category of an element.

A rule is one of a category's `osm`: tags joined by `&`, of the forms `key=value`, `key!=value`, `key=*` (is
there) and `key!=*` (isn't there). A value in OpenStreetMap may be a list (`general;paediatrics`): one that
fits is enough, and one that's forbidden is too much.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijkkaart import catalogue

ANY = "*"
_LIST = re.compile(r"\s*[;,-]\s*")
"""Between the values of one tag; the hyphen is that of `isced:level=2-3`."""


@dataclass(frozen=True)
class Tag:
    """One condition of a rule."""

    key: str
    value: str
    """ANY for every value."""
    wanted: bool = True
    """False for a value (or a key) that may not be there."""

    def fits(self, tags: Mapping[str, str]) -> bool:
        """Whether an element with these tags meets it."""
        text = tags.get(self.key)
        there = text is not None and (self.value == ANY or self.value in _LIST.split(text))
        return there == self.wanted

    @property
    def question(self) -> str:
        """The same in Overpass QL."""
        if self.value == ANY:
            return f'["{self.key}"]' if self.wanted else f'[!"{self.key}"]'
        return f'["{self.key}"{"~" if self.wanted else "!~"}"{_pattern([self.value])}"]'


def _pattern(values: Iterable[str]) -> str:
    """A regular expression (POSIX) for a value, or a list of values, that has one of these in it."""
    return f"(^|[;,-]) *({'|'.join(values)}) *([;,-]|$)"


@dataclass(frozen=True)
class Rule:
    """A way in which a category is tagged."""

    category: str
    tags: tuple[Tag, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """How particular it is: the values that must be there count first, then all that's asked."""
        return sum(tag.wanted and tag.value != ANY for tag in self.tags), len(self.tags)


class Rules:
    """The rules of the category table."""

    def __init__(self) -> None:
        every = [
            Rule(category.id, tuple(map(_tag, text.split("&"))))
            for category in catalogue.categories().values()
            for text in category.osm
        ]
        # A stable sort: of rules that are as particular, the one that comes first in the table.
        self._rules = sorted(every, key=lambda rule: rule.rank, reverse=True)

    def category(self, tags: Mapping[str, str]) -> str:
        """The category of an element by the most particular rule that it meets; "" when it meets none."""
        return next((rule.category for rule in self._rules if all(tag.fits(tags) for tag in rule.tags)), "")

    def questions(self) -> list[str]:
        """Filters in Overpass QL that together give every element with a category, and no others.

        Values of a key under the same conditions go in one: that's a third of the questions.
        """
        limits: dict[tuple[str, str], set[frozenset[Tag]]] = defaultdict(set)
        for rule in self._rules:
            first, *others = rule.tags
            limits[first.key, first.value].add(frozenset(others))
        asked: dict[tuple[str, frozenset[Tag]], list[str]] = defaultdict(list)
        for (key, value), found in limits.items():
            for limit in found:
                if not any(other < limit for other in found):
                    asked[key, limit].append(value)
        return sorted(
            f'["{key}"~"{_pattern(sorted(values))}"]' + "".join(sorted(tag.question for tag in limit))
            for (key, limit), values in asked.items()
        )


def _tag(text: str) -> Tag:
    key, _, value = text.partition("=")
    return Tag(key.removesuffix("!"), value, wanted=not key.endswith("!"))
