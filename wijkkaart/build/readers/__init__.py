"""The readers: one module for each kind of file, asked in turn whether a table is theirs.

A reader has `matches(raw) -> bool` and `read(raw, context) -> Loaded`.
"""

from typing import Protocol

from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import (
    bag,
    boundaries,
    kwb_series,
    kwb_table,
    leefbaarometer,
    lrk,
    odata,
    osm,
    own_activities,
    own_figures,
    own_persons,
    own_places,
    politie,
    rivm,
    schools,
    statline,
    stops,
)
from wijkkaart.raw import Raw


class Reader(Protocol):
    """What a reader module offers."""

    def matches(self, raw: Raw) -> bool: ...

    def read(self, raw: Raw, context: Context) -> Loaded: ...


READERS: tuple[Reader, ...] = (
    odata,
    bag,
    osm,
    own_figures,
    rivm,
    politie,
    leefbaarometer,
    kwb_series,
    kwb_table,
    statline,
    boundaries,
    schools,
    lrk,
    stops,
    own_persons,
    own_activities,
    own_places,
)
"""In the order in which they're asked: the most particular first."""

_TURNS = (
    boundaries,
    odata,
    own_figures,
    rivm,
    leefbaarometer,
    kwb_series,
    kwb_table,
    statline,
    politie,
    schools,
    lrk,
    stops,
    own_places,
)


def reader_of(raw: Raw) -> Reader | None:
    """The reader that knows this kind of table, if there's one."""
    return next((reader for reader in READERS if reader.matches(raw)), None)


def turn_of(reader: Reader) -> int:
    """When a kind of file is read among others: areas before figures, places before who is there."""
    return _TURNS.index(reader) if reader in _TURNS else len(_TURNS)
