"""What two records are compared by when doubles are looked for: names, numbers, addresses and places."""

import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from rapidfuzz import fuzz

from wijkkaart.core.search import plain
from wijkkaart.record import Record

# fmt: off
_COMMON = frozenset(
    {"de", "het", "een", "van", "voor", "in", "op", "aan", "en", "bij", "te", "der", "den",
    "stichting", "vereniging", "st", "ver", "buurthuis", "wijkcentrum", "wijkhuis", "buurtcentrum",
    "dorpshuis", "ontmoetingscentrum", "centrum", "huis", "gebouw", "locatie", "organisatie",
    "welzijn", "kerk", "school", "basisschool", "obs", "cbs", "rkbs", "rk", "pkn", "club", "groep",
    "project", "buurt", "wijk", "cafe", "repair"}
)
# fmt: on
"""Words that many names have: alike in these is hardly alike."""
_LITTLE = 0.25
"""What a common word weighs beside another."""
_WITHIN = 0.65
_SLIP = 74
"""Words less alike than this (0 to 100) are other words."""
_NUMBER = re.compile(r"^(.*?\D)\s*(\d{1,5})\s*-?\s*([a-z]?)", re.IGNORECASE)
_DEGREE = 111_320.0
"""Metres in a degree of latitude."""


@dataclass(frozen=True)
class Traits:
    """What there is to compare of one record."""

    id: str
    kind: str
    names: tuple[str, ...]
    """Plain names, with the other name."""
    phones: frozenset[str]
    email: str
    website: str
    """Without scheme, www and closing slash."""
    kvk: str
    address: str
    """`3812ab 10` or `dorpsstraat 10 amersfoort`."""
    organisation: str
    category: str
    point: tuple[float, float] | None
    """Latitude and longitude in degrees."""


def traits(record: Record) -> Traits:
    """What there is to compare of a record."""
    values = record.values
    names = [plain(str(values.get(name) or "")) for name in ("name", "alternate_name")]
    latitude, longitude = values.get("latitude"), values.get("longitude")
    known = isinstance(latitude, float | int) and isinstance(longitude, float | int)
    return Traits(
        id=record.id,
        kind=record.kind.value,
        names=tuple(name for name in names if name),
        phones=frozenset(number for each in values.get("phones") or () if (number := _phone(each))),
        email=str(values.get("email") or "").strip().casefold(),
        website=_website(str(values.get("website") or values.get("url") or "")),
        kvk=re.sub(r"\D", "", str(values.get("kvk") or "")),
        address=_address(values),
        organisation=str(values.get("organization_id") or ""),
        category=str(values.get("category") or ""),
        point=(float(latitude), float(longitude)) if known else None,  # type: ignore[arg-type]
    )


def alike_names(one: Traits, other: Traits) -> float:
    """How alike the names are, 0 to 1; the best of all pairs of names."""
    return max((_names(first, second) for first in one.names for second in other.names), default=0.0)


def metres(one: Traits, other: Traits) -> float | None:
    """How far apart they are; None when a place isn't known."""
    if one.point is None or other.point is None:
        return None
    north = (one.point[0] - other.point[0]) * _DEGREE
    east = (one.point[1] - other.point[1]) * _DEGREE * math.cos(math.radians(one.point[0]))
    return math.hypot(north, east)


def telling(name: str) -> str:
    """A plain name without its common words; whole when it has no others."""
    return " ".join(word for word in name.split() if word not in _COMMON) or name


def _names(one: str, other: str) -> float:
    """Likeness word by word, or of the letters of what tells where words are cut otherwise."""
    if one == other:
        return 1.0
    first, second = one.split(), other.split()
    there, back = _found(first, second), _found(second, first)
    # A name within the other is nearly the same; what the other has more takes a little off.
    words = _WITHIN * max(there, back) + (1 - _WITHIN) * min(there, back)
    letters = fuzz.ratio(telling(one).replace(" ", ""), telling(other).replace(" ", "")) / 100
    return min(0.99, max(words, letters))


def _found(words: list[str], among: list[str]) -> float:
    """What part of words is found among others, typing errors and all, weighed."""
    total = hits = 0.0
    for word in words:
        weight = _LITTLE if word in _COMMON else 1.0
        total += weight
        hits += (
            weight * max((fuzz.ratio(word, other, score_cutoff=_SLIP) for other in among), default=0) / 100
        )
    return hits / total if total else 0.0


def _phone(entry: Any) -> str:
    """A number as +31…, however it was written; "" when it is none."""
    text = str(entry.get("number") or "") if isinstance(entry, dict) else str(entry)
    digits = re.sub(r"[^\d+]", "", text)
    try:
        parsed = phonenumbers.parse(digits, "NL")
    except phonenumbers.NumberParseException:
        return digits if len(digits) >= 4 else ""
    return f"+{parsed.country_code}{parsed.national_number}"


def _website(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
    except ValueError:
        return ""
    return (parts.netloc.casefold().removeprefix("www.") + parts.path.rstrip("/").casefold()).strip()


def _address(values: Any) -> str:
    found = _NUMBER.match(str(values.get("address") or ""))
    if not found:
        return ""
    number = f"{found[2]}{found[3].casefold()}"
    postcode = re.sub(r"\s", "", str(values.get("postcode") or "")).casefold()
    if postcode:
        return f"{postcode} {number}"
    city = plain(str(values.get("city") or ""))
    return f"{plain(found[1])} {number} {city}" if city else ""
