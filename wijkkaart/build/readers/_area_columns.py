"""Which column of a file with outlines is which, in every spelling CBS and PDOK have used."""

import re
from dataclasses import dataclass, field

import pandas as pd

from wijkkaart.build.readers._columns import header_key
from wijkkaart.model import Level, is_code
from wijkkaart.raw import Raw

# Old shapefiles say BU_CODE, the map of 2016 says WKC, shapefiles cut a name off after ten characters.
_CODES: dict[Level | None, tuple[str, ...]] = {
    Level.BUURT: ("buurtcode", "bucode", "buc"),
    Level.WIJK: ("wijkcode", "wkcode", "wkc"),
    Level.GEMEENTE: ("gemeentecode", "gemeenteco", "gmcode", "gmc"),
    None: ("statcode", "code", "gwbcode10", "gwbcode", "gebiedscode", "regiocode"),
}
_NAMES: dict[Level | None, tuple[str, ...]] = {
    Level.BUURT: ("buurtnaam", "bunaam", "bun"),
    Level.WIJK: ("wijknaam", "wknaam", "wkn"),
    Level.GEMEENTE: ("gemeentenaam", "gemeentena", "gmnaam", "gmn"),
    None: ("statnaam", "naam", "name", "gebiedsnaam", "regio"),
}
_CHANGES = ("indelingswijzigingwijkenenbuurten", "indelingsw", "indelingswijziging", "indwbi", "indwbz")
_YEARS = ("jaar", "year", "peiljaar")
_YEAR_CODES = ("jrstatcode", "jaarstatcode", "jaarstatco")
_WATER = ("water", "h2o")
_SCHEMATIC = ("schematisch", "schematic", "geombron")
_LIVEABILITY = re.compile(r"^(raw)?k?(score|afw)$|lbm|leefbaarometer")
_WIDTHS = {Level.BUURT: ("BU", 8), Level.WIJK: ("WK", 6), Level.GEMEENTE: ("GM", 4)}
_DECIMALS = re.compile(r"\.0$")


@dataclass
class AreaColumns:
    """The columns that say which area a row is of; "" for one that isn't there."""

    code: str = ""
    level: Level | None = None
    """The level that the name of the code column says; None when it could be any."""
    names: dict[Level, str] = field(default_factory=dict)
    name: str = ""
    """The column with the name of an area of whatever level."""
    wijk: str = ""
    gemeente: str = ""
    year: str = ""
    year_code: str = ""
    change: str = ""
    water: str = ""
    schematic: str = ""
    source: str = ""

    @property
    def used(self) -> set[str]:
        """The columns that are understood, so that aren't figures."""
        every = (self.code, self.name, self.wijk, self.gemeente, self.year, self.year_code)
        return {*every, *self.names.values(), self.change, self.water, self.schematic, self.source} - {""}


def recognise(raw: Raw) -> AreaColumns:
    """The columns of a table with areas; `code` is that of the lowest level with a usable code."""
    by_key: dict[str, str] = {}
    for column in raw.columns:
        by_key.setdefault(header_key(column), column)

    def first(keys: tuple[str, ...]) -> str:
        return next((by_key[key] for key in keys if key in by_key), "")

    found = AreaColumns(
        names={level: first(keys) for level, keys in _NAMES.items() if level is not None},
        name=first(_NAMES[None]),
        wijk=first(_CODES[Level.WIJK]),
        gemeente=first(_CODES[Level.GEMEENTE]),
        year=first(_YEARS),
        year_code=first(_YEAR_CODES),
        change=first(_CHANGES),
        water=first(_WATER),
        schematic=first(_SCHEMATIC),
        source=first(("bron",)),
    )
    for level, keys in _CODES.items():
        for column in (by_key[key] for key in keys if key in by_key):
            if not found.code and codes(raw.frame[column], level)[0].map(is_code).any():
                found.code, found.level = column, level
    return found


def is_liveability(raw: Raw) -> bool:
    """Whether the table is one of the Leefbaarometer."""
    return any(_LIVEABILITY.search(header_key(column)) for column in raw.columns)


def text(column: pd.Series) -> pd.Series:
    """A column of any type as text without padding; "" where there's nothing."""
    return column.astype("str").fillna("").str.strip().str.replace(r"\s+", " ", regex=True)


def codes(column: pd.Series, level: Level | None) -> tuple[pd.Series, pd.Series]:
    """Area codes without padding, in capitals, and which of them had to be completed.

    Codes of a known level that were written as a number (`3070100`) get their prefix and zeros back.
    """
    found = text(column).str.upper()
    if level is None:
        return found, pd.Series(False, index=column.index)
    prefix, width = _WIDTHS[level]
    bare = found.str.replace(_DECIMALS, "", regex=True)
    short = bare.str.fullmatch(rf"\d{{{max(1, width - 3)},{width}}}")
    return found.mask(short, prefix + bare.str.zfill(width)), short
