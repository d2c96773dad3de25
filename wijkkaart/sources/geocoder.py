"""Addresses as they're asked for and found, and when the one is the other.

A geocoder always finds something: what isn't the address that was asked for must not be taken for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")
_NUMBER = re.compile(r"\s*(\d{1,5})(.*)", re.DOTALL)
_LINE = re.compile(r"(.*?\D)\s*(\d{1,5}.*)", re.DOTALL)
_PROVINCE = re.compile(r"(?:\s+(?:FR|GN|GLD|LB|NB|NH|OV|UT|ZH|ZLD)|\s*\([A-Za-z.]{1,5}\))$")
_OTHER_NAMES = {"denhaag": "sgravenhage", "denbosch": "shertogenbosch"}


@dataclass(frozen=True)
class Address:
    """An address as someone wrote it; a postcode and number are enough, or a street, number and town."""

    postcode: str = ""
    number: str = ""
    """House number with letter and addition: `12`, `12A`, `11 -13`, `12-2`."""
    street: str = ""
    city: str = ""
    bag: str = ""
    """Id of the dwelling or premises in the BAG, where the writer knew it: surer than any spelling."""
    gemeente: str = ""
    """Code of the gemeente it has to be in, where that's known: towns share names."""

    @property
    def compact_postcode(self) -> str:
        """`3811AB`; "" when it isn't a postcode."""
        text = re.sub(r"\s", "", self.postcode).upper()
        return text if _POSTCODE.fullmatch(text) else ""

    @property
    def house(self) -> int | None:
        """The number alone."""
        found = _NUMBER.fullmatch(self.number)
        return int(found[1]) if found else None

    @property
    def addition(self) -> str:
        """What stands behind the number, to compare by: `A`, `13`, `BIS2`."""
        found = _NUMBER.fullmatch(self.number)
        return _plain(found[2]).upper() if found else ""


def split_line(line: str) -> tuple[str, str]:
    """Street and number out of one text: `Plein 3 B`. The first number is taken for the house's."""
    found = _LINE.fullmatch(line.strip())
    return (found[1].strip(), found[2].strip()) if found else (line.strip(), "")


@dataclass(frozen=True)
class Found:
    """An address, or another thing with a place, as the register has it."""

    id: str
    """For `lookup`."""
    label: str
    """In one line: `Amstel 1, 1011PN Amsterdam`."""
    lon: float
    lat: float
    """EPSG:4326."""
    kind: str = "adres"
    """`adres`, `weg`, `postcode`, `woonplaats`, `buurt`, `wijk` or `gemeente`."""
    postcode: str = ""
    """Without a space."""
    house: int | None = None
    addition: str = ""
    """Letter and addition, to compare by."""
    streets: tuple[str, ...] = ()
    """The street in full, and as it's shortened."""
    city: str = ""
    gemeente: str = ""
    """Code, `GM0307`."""
    bag: str = ""
    exact: bool = True
    """False when only the addition to the number isn't as asked: the same house, or the one next to it."""


@dataclass(frozen=True)
class Suggestion:
    """What may be meant by a text that someone is still typing."""

    id: str
    label: str
    kind: str


class Geocoder(Protocol):
    """What the rest of wijkkaart may ask; the service behind it has a successor. All raise FetchError."""

    def find(self, address: Address) -> Found | None:
        """The address itself, or None: never one that looks like it."""

    def find_all(self, addresses: Sequence[Address]) -> list[Found | None]:
        """The same for many, in their order, with few questions."""

    def suggest(self, text: str, gemeente: str | None = None) -> list[Suggestion]:
        """What a text may mean; only within a gemeente (its code) when one is given."""

    def lookup(self, key: str) -> Found | None:
        """What the suggestion with this id stands for."""

    def reverse(self, lat: float, lon: float) -> Found | None:
        """The nearest address, when there's one near (EPSG:4326)."""

    def gemeente(self, name: str) -> list[tuple[str, str]]:
        """Code and name of the gemeente with this name or code; of those that look like it when none has."""


def with_points(rows: pd.DataFrame, addresses: Sequence[Address], geocoder: Geocoder) -> pd.DataFrame:
    """`rows` with the point of each row's address, as text in the columns `lat`, `lon` (EPSG:4326) and
    `ongeveer` ("ja" when the addition to the number differs); all "" for an address that isn't found.
    """
    found = geocoder.find_all(addresses)
    return rows.assign(
        lat=[f"{each.lat:.7f}" if each else "" for each in found],
        lon=[f"{each.lon:.7f}" if each else "" for each in found],
        ongeveer=["ja" if each and not each.exact else "" for each in found],
    )


def best(address: Address, candidates: Iterable[Found]) -> Found | None:
    """Of what was found the one that is this address, the surest first; None when none is."""
    ranked = [(rank, found) for found in candidates if (rank := _rank(address, found)) is not None]
    if not ranked:
        return None
    rank, found = min(ranked, key=lambda pair: (pair[0], pair[1].addition, pair[1].id))
    return found if rank <= 1 else replace(found, exact=False)


def _rank(address: Address, found: Found) -> int | None:
    """How sure it is; None when it isn't the address.

    0: the BAG's own id. 1: the same to the letter. 2: the bare number. 3: another addition.
    """
    if address.bag and address.bag == found.bag:
        return 0
    if address.house is None or address.house != found.house:
        return None
    by_postcode = bool(address.compact_postcode) and address.compact_postcode == found.postcode
    streets = {same_street(name) for name in found.streets}
    by_street = bool(address.street) and same_street(address.street) in streets
    in_town = same_city(address.city) == same_city(found.city) and address.gemeente in ("", found.gemeente)
    if not by_postcode and not (by_street and in_town):
        return None
    if address.addition == found.addition:
        return 1
    return 3 if found.addition else 2


def same_street(text: str) -> str:
    """The name of a street to compare by: `Johan van Oldenbarneveltln.` is `johanvanoldenbarneveltln`."""
    return _plain(text)


def same_city(text: str) -> str:
    """The name of a town to compare by, without its province: `'S-GRAVENHAGE` is `sgravenhage`."""
    plain = _plain(_PROVINCE.sub("", text.strip()))
    return _OTHER_NAMES.get(plain, plain)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", bare.lower())
