"""Looking an address up among those of the places that are known, without asking anybody else."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from wijkkaart.core.search import plain

_ENOUGH = 72


@dataclass(frozen=True)
class Address:
    """An address with its point."""

    address: str
    postcode: str
    city: str
    latitude: float
    longitude: float
    exact: bool = True
    """Whether the point is that of the address itself, and not somewhere in its postcode."""

    @property
    def line(self) -> str:
        """`Markerkade 95, 9990 DB Voorbeeldstad`."""
        town = " ".join(part for part in (self.postcode, self.city) if part)
        return ", ".join(part for part in (self.address, town) if part)


class Addresses:
    """The addresses of places, once each."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """`rows` have `address`, `postcode`, `city`, `lat`, `lon`, `approximate`; those without a point don't
        count."""
        found: dict[str, Address] = {}
        self._codes: dict[str, list[Address]] = {}
        for row in rows:
            if row["lat"] != row["lat"] or not (row["address"] or row["postcode"]):
                continue
            street = str(row["address"]).rsplit(", ", 1)[-1]
            entry = Address(
                street, str(row["postcode"]), str(row["city"]), float(row["lat"]), float(row["lon"]),
                not row["approximate"],
            )  # fmt: skip
            if _number(street):
                found.setdefault(entry.line, entry)
            if entry.postcode:
                self._codes.setdefault(_code(entry.postcode), []).append(entry)
        self.all = [found[line] for line in sorted(found)]
        self._lines = [plain(entry.line) for entry in self.all]

    def find(self, typed: str, limit: int = 8) -> list[Address]:
        """The addresses that are most like what was typed, the likeliest first."""
        asked = plain(typed)
        if len(asked) < 3:
            return []
        best = process.extract(asked, self._lines, scorer=fuzz.WRatio, limit=limit, score_cutoff=_ENOUGH)
        wanted = _number(asked)
        best.sort(key=lambda hit: (-(wanted != "" and _number(self._lines[hit[2]]) == wanted), -hit[1]))
        return [self.all[place] for _, _, place in best]

    def at(self, address: str, postcode: str) -> Address | None:
        """Where an address is: its own point, else the middle of what's known in its postcode."""
        code, number = _code(postcode), _number(address)
        here = self._codes.get(code, []) if code else []
        for entry in here:
            if number and _number(entry.address) == number and entry.exact:
                return entry
        if not code:
            same = [entry for entry in self.all if plain(entry.address) == plain(address)] if number else []
            return same[0] if len({entry.postcode for entry in same}) == 1 else None
        if not here:
            return None
        latitude = sum(entry.latitude for entry in here) / len(here)
        longitude = sum(entry.longitude for entry in here) / len(here)
        return Address(address, here[0].postcode, here[0].city, latitude, longitude, exact=False)


def _code(postcode: str) -> str:
    return re.sub(r"\s", "", postcode).upper()


def _number(address: str) -> str:
    """House number with its letter, `95a`; "" without one."""
    found = re.search(r"\D\s*(\d{1,5})\s*-?\s*([a-z]{0,2})\b", f" {address}", re.IGNORECASE)
    return f"{found[1]}{found[2]}".lower() if found else ""
