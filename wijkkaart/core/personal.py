"""What in free text may tell of a person: worth a warning while somebody types, never a refusal."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wijkkaart.core.search import plain

_CALLED = re.compile(
    r"\b(?i:de heer|dhr\.?|mevrouw|mevr?\.?|familie|fam\.?)\s+"
    r"(?:(?:[a-z]{1,4}|Van|De|Den|Der|Ten|Ter|Te|El|Al|La|Le)\s+){0,3}[A-Z]\w+"
)
_PHONE = re.compile(r"(?<!\d)(?:\+31|0)[\s-]?\d(?:[\s-]?\d){8}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_STREET = re.compile(
    r"\b[A-Z][\w'-]*(?:straat|laan|weg|plein|kade|hof|gracht|dijk|pad|singel|steeg|park|plantsoen)\s+\d+"
)


_SHORTEST = 4
"""Letters of a name that is too short to look for."""
KNOWN, CALLED, NUMBER, ADDRESS = "known", "called", "number", "address"
"""What may tell of a person: a name that is known, a name, a phone number or e-mail address, an address."""

_SENTENCES = {
    KNOWN: "Hier staat de naam van een sleutelpersoon ({said}). Kan het zonder naam?",
    CALLED: "‘{said}’ lijkt de naam van een persoon. Kan het zonder naam?",
    NUMBER: "Hier staat een telefoonnummer of e-mailadres. Daar zijn eigen velden voor.",
    ADDRESS: "‘{said}’ lijkt een adres. Is dat niet het huis van iemand?",
}


@dataclass(frozen=True)
class Telling:
    """Words that may tell of a person."""

    what: str
    said: str
    """The words; of a name that is known, that name."""
    start: int
    """Where they begin; -1 when that isn't looked for."""


def tellings(text: str, names: Iterable[str] = ()) -> list[Telling]:
    """All that may be about a person in a text: a name (also one of `names`), a number or an address."""
    words = f" {plain(text)} "
    found = [
        Telling(KNOWN, name, -1)
        for name in names
        if len(plain(name)) > _SHORTEST and f" {plain(name)} " in words
    ]
    for what, pattern in ((CALLED, _CALLED), (NUMBER, _PHONE), (NUMBER, _EMAIL), (ADDRESS, _STREET)):
        found += [Telling(what, each[0], each.start()) for each in pattern.finditer(text)]
    return found


def telling(text: str, names: Iterable[str] = ()) -> list[str]:
    """Dutch sentences on what in a field of a form may be about a person, of each sort the first."""
    first: dict[str, Telling] = {}
    for each in tellings(text, names):
        first.setdefault(each.what, each)
    if KNOWN in first:
        first.pop(CALLED, None)
    return [_SENTENCES[each.what].format(said=each.said) for each in first.values()]
