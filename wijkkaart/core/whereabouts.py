"""Where an address or postcode is, as far as the places that are known tell."""

import math
import re
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from wijkkaart.core.search import plain

_COORDINATES = re.compile(r"(?a)\s*(5[0-3]\.\d{1,6})\s*,\s*([3-7]\.\d{1,6})\s*")
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([A-Za-z]{2})?\b")
_NUMBER = re.compile(r"\d+")
_ALIKE = 88.0
HERE = "waar u bent"


@dataclass(frozen=True)
class Whereabouts:
    """A point that was meant, and how it's known."""

    point: tuple[float, float]
    """Latitude and longitude."""
    name: str
    """What it was taken for: an address, a postcode, a street, a place."""
    exact: bool
    """Whether it's the very address; else it's the middle of what is near it."""


def whereabouts(text: str, places: pd.DataFrame) -> Whereabouts | None:
    """The point that a typed address, postcode, street or place means; None when nothing is like it.

    `places` has `name`, `address`, `postcode`, `lat`, `lon`; only what has coordinates counts. A latitude
    and longitude (EPSG:4326, in the Netherlands) are what a device says of where it is.
    """
    if found := _COORDINATES.fullmatch(text):
        return Whereabouts((float(found.group(1)), float(found.group(2))), HERE, exact=False)
    there = places[places.lat.notna()]
    wanted = plain(text)
    if not wanted or there.empty:
        return None
    return _by_address(text, there) or _by_postcode(text, there) or _by_name(wanted, there)


def _by_address(text: str, there: pd.DataFrame) -> Whereabouts | None:
    street = plain(re.split(r"\d", text, maxsplit=1)[0])
    if len(street) < 4:
        return None
    # Of a place inside a building the address comes after the last comma: `Buurthuis, Dorpsstraat 1`.
    given = there.address.str.rsplit(", ", n=1).str[-1]
    streets = {plain(re.split(r"\d", address, maxsplit=1)[0]) for address in given if address}
    near = process.extractOne(street, sorted(streets - {""}), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if near is None:
        return None
    rows = there[[plain(re.split(r"\d", address, maxsplit=1)[0]) == near[0] for address in given]]
    numbers = [
        int(found.group()) if (found := _NUMBER.search(address)) else 0 for address in given[rows.index]
    ]
    asked = _NUMBER.search(text)
    name = re.split(r"\s*\d", str(given[rows.index[0]]), maxsplit=1)[0]
    if asked is None:
        return _middle(rows, name)
    # The nearest number of the street: a house is seldom far from it.
    away = [abs(number - int(asked.group())) for number in numbers]
    best = away.index(min(away))
    row = rows.iloc[best]
    exact = away[best] == 0
    return Whereabouts(
        (float(row.lat), float(row.lon)), f"{name} {numbers[best]}" if numbers[best] else name, exact
    )


def _by_postcode(text: str, there: pd.DataFrame) -> Whereabouts | None:
    found = _POSTCODE.search(text)
    if not found:
        return None
    digits, letters = found.group(1), (found.group(2) or "").upper()
    codes = there.postcode.str.replace(" ", "").str.upper()
    for wanted in dict.fromkeys((digits + letters, digits)):
        rows = there[codes.str.startswith(wanted)]
        if len(rows):
            name = f"{wanted[:4]} {wanted[4:]}".strip()
            return _middle(rows, f"postcode {name}", exact=bool(letters) and len(wanted) == 6)
    return None


def _by_name(wanted: str, there: pd.DataFrame) -> Whereabouts | None:
    names = [plain(name) for name in there.name]
    near = process.extractOne(wanted, names, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if near is None:
        return None
    row = there.iloc[near[2]]
    return Whereabouts((float(row.lat), float(row.lon)), str(row["name"]), exact=True)


def _middle(rows: pd.DataFrame, name: str, exact: bool = False) -> Whereabouts:
    lat, lon = float(rows.lat.mean()), float(rows.lon.mean())
    return Whereabouts((round(lat, 6), round(lon, 6)), name, exact and not math.isnan(lat))
