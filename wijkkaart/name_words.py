"""Words that tell how people are named in Dutch texts: `data/names.toml`, checked whole when it's read."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from wijkkaart.errors import InvalidDefinition


@dataclass(frozen=True)
class NameWords:
    """Lists of words in small letters without accents."""

    titles: frozenset[str]
    """Before a name: `mevrouw`, `wethouder`."""
    prefixes: frozenset[str]
    """Between a first and a last name: `van`, `den`."""
    openers: frozenset[str]
    """Begin a sentence before a name: `bel`, `volgens`."""
    asking: frozenset[str]
    """What one does to a person, not to a place: `bel`, `vraag`."""
    ordinary: frozenset[str]
    """Names that are words as well: `roos`, `bakker`."""


def read(path: Path) -> NameWords:
    """The lists in a file. Raises InvalidDefinition."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    names = [each.name for each in fields(NameWords)]
    if sorted(found) != sorted(names):
        raise InvalidDefinition(
            f"{path.name} has the lists {', '.join(found)}.", f"Expected: {', '.join(names)}."
        )
    for name, words in found.items():
        wrong = [each for each in words if not (each.isascii() and each.isalpha() and each.islower())]
        if wrong or len({*words}) != len(words):
            raise InvalidDefinition(
                f"{path.name}: {name} has {', '.join(wrong) or 'a word twice'}.",
                "Expected: single words in small letters without accents, each once.",
            )
    return NameWords(**{name: frozenset(words) for name, words in found.items()})
