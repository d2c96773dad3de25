"""What in free text may tell of a person: worth a warning while somebody types, never a refusal."""

import re
from collections.abc import Iterable

from wijkkaart.core.search import plain

_CALLED = re.compile(
    r"\b(?i:de heer|dhr\.?|mevrouw|mevr?\.?|familie|fam\.?)\s+(?:[a-z]{1,4}\s+){0,3}[A-Z]\w+"
)
_PHONE = re.compile(r"(?<!\d)(?:\+31|0)[\s-]?\d(?:[\s-]?\d){8}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_STREET = re.compile(
    r"\b[A-Z][\w'-]*(?:straat|laan|weg|plein|kade|hof|gracht|dijk|pad|singel|steeg|park|plantsoen)\s+\d+"
)


def telling(text: str, names: Iterable[str] = ()) -> list[str]:
    """Dutch sentences on what may be about a person: a name (also one of `names`), a number or an address."""
    found = []
    words = f" {plain(text)} "
    known = [name for name in names if len(plain(name)) > 4 and f" {plain(name)} " in words]
    if known:
        found.append(f"Hier staat de naam van een sleutelpersoon ({known[0]}). Kan het zonder naam?")
    elif called := _CALLED.search(text):
        found.append(f"‘{called[0]}’ lijkt de naam van een persoon. Kan het zonder naam?")
    if _PHONE.search(text) or _EMAIL.search(text):
        found.append("Hier staat een telefoonnummer of e-mailadres. Daar zijn eigen velden voor.")
    if street := _STREET.search(text):
        found.append(f"‘{street[0]}’ lijkt een adres. Is dat niet het huis van iemand?")
    return found
