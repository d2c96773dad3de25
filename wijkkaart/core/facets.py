"""What can be chosen of the things that are found, how many there are of each, and in which order they come.

Every thing has a number. What can be chosen is kept as masks over these numbers: one mask a value. A thing
may have more values (target groups), or none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from wijkkaart.core.finding import TextSearch
from wijkkaart.core.masks import Facet
from wijkkaart.core.running import MOMENTS, Running, Times

FACETS = (
    "kind", "category", "theme", "target_group", "day", "daypart", "cost", "registration", "language",
    "wheelchair", "status", "freshness", "wijk", "buurt",
)  # fmt: skip
"""What can be chosen, beside `open`: the values of a choice are joined by "or", choices by "and"."""
OPEN = "open"
"""The facet of what is going on: one of `core.running.MOMENTS`, seen from `Query.moment`."""
RELEVANCE, DISTANCE, NAME = "relevantie", "afstand", "naam"
"""The orders that can be asked for."""
EVERYBODY = "iedereen"
GONE = ("closed", "moved")
"""Statuses that are only shown to who asks for one of them."""
_EARTH = 6_371_000.0


@dataclass(frozen=True)
class Query:
    """What is asked; an empty part asks nothing."""

    gemeente: str
    text: str = ""
    chosen: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Name of a facet to the values chosen in it."""
    areas: Collection[str] = ()
    """Codes of wijken and buurten that it must lie in one of, whatever else is chosen."""
    point: tuple[float, float] | None = None
    """Latitude and longitude to sort by distance from."""
    within: float = 0
    """Metres from `point`, as the crow flies, that it must be at; 0 for any distance."""
    moment: datetime | None = None
    """When "open now" is, on the clock in the Netherlands; without it nothing is known to be open."""
    order: str = ""
    """RELEVANCE, DISTANCE (which needs `point`) or NAME; "" for distance when there's a point."""


@dataclass(frozen=True)
class Found:
    """The answer: what was found, in order, and what else could be chosen."""

    order: np.ndarray
    """Numbers of what was found, first one first."""
    distance: np.ndarray | None
    """Metres to each of these, NaN where that isn't known; None when nobody asked."""
    counts: Mapping[str, Mapping[str, int]]
    """Facet to value to how many there would be with that value and all other choices."""
    things: "Things"
    partial: bool = False
    """Nothing has all the words that were asked: these have as many as anything has."""
    near: tuple[str, ...] = ()
    """Words that were only found written otherwise."""

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.order)

    @property
    def ids(self) -> list[str]:
        """The ids of all of them, in order, which is much quicker than the rows."""
        return self.things.ids(self.order)

    @property
    def rows(self) -> pd.DataFrame:
        """All of them, in order: the columns of the things, and `distance` when it was asked."""
        return self.page(0, self.total)

    def page(self, start: int, size: int) -> pd.DataFrame:
        """Some of the rows, which is much quicker than all."""
        part = slice(start, start + size)
        rows = self.things.frame(self.order[part])
        return rows if self.distance is None else rows.assign(distance=self.distance[part])


@dataclass(frozen=True)
class Thing:
    """One thing that can be found."""

    row: Mapping[str, Any]
    """Its columns."""
    values: Mapping[str, tuple[str, ...]]
    """Facet to its values; "moment" holds the parts of days, as "di avond"."""
    spots: tuple[tuple[float, float], ...] = ()
    """Latitude and longitude of every place where it is."""
    times: Times = tuple
    """Minutes of this week, and the Monday after it, in which it's open; none by default."""


class Things:
    """The things of a gemeente by number. Never changes; `updated` gives another."""

    def __init__(self) -> None:
        self.size = 0
        self._there = np.zeros(0, bool)
        self._columns: dict[str, np.ndarray] = {}
        self._facets = {name: Facet() for name in (*FACETS, "moment")}
        self._spots = np.zeros((0, 3))
        self._running = Running()

    def updated(self, things: Mapping[int, Thing], gone: Collection[int], size: int) -> "Things":
        """With these things at these numbers, and without what's gone; `size` is past the last number."""
        found = Things()
        found.size = size
        found._there = np.zeros(size, bool)
        found._there[: self.size] = self._there
        found._there[[*gone]] = False
        found._there[[*things]] = True
        names = [*self._columns] or [name for thing in things.values() for name in thing.row][:64]
        for name in dict.fromkeys(names):
            values = {number: thing.row[name] for number, thing in things.items()}
            found._columns[name] = _replaced(self._columns.get(name), values, size)
        nothing = dict.fromkeys(gone, ())
        for name, facet in self._facets.items():
            chosen = {number: thing.values.get(name, ()) for number, thing in things.items()}
            found._facets[name] = facet.updated({**nothing, **chosen}, size)
        touched = np.zeros(size, bool)
        touched[[*things, *gone]] = True
        spots = [(number, *spot) for number, thing in things.items() for spot in thing.spots]
        found._spots = _with(self._spots, touched, spots)
        found._running = self._running.updated({n: thing.times for n, thing in things.items()}, gone)
        return found

    def frame(self, numbers: np.ndarray | None = None) -> pd.DataFrame:
        """The things with these numbers, in this order; all of them when none are given."""
        wanted = np.flatnonzero(self._there) if numbers is None else numbers
        return pd.DataFrame({name: column[wanted].tolist() for name, column in self._columns.items()})

    def ids(self, numbers: np.ndarray) -> list[str]:
        """The ids of the things with these numbers."""
        found: list[str] = self._columns["id"][numbers].tolist() if len(numbers) else []
        return found

    def find(self, query: Query, search: TextSearch) -> Found:
        """The answer to a question, with counts."""
        masks = {name: self._chosen(name, query) for name in (*FACETS, OPEN)}
        if not query.chosen.get("status"):
            masks["status"] = ~self._facets["status"].any_of(GONE, self.size)
        base, distance = self._there, None
        if query.areas:
            inside = [self._facets[level].any_of(query.areas, self.size) for level in ("wijk", "buurt")]
            base = base & np.logical_or(*inside)
        if query.point is not None:
            distance = self._distances(query.point)
            if query.within:
                base = base & (distance <= query.within)
        hits = search.find(query.text, base)
        scores = np.zeros(self.size, np.float32) if hits is None else hits.scores
        if hits is not None:
            base = base & (scores > 0)
        wanted = np.logical_and.reduce([base, *(mask for mask in masks.values() if mask is not None)])
        found = np.flatnonzero(wanted)
        order = found[self._order(found, scores, distance, query.order)]
        return Found(
            order,
            None if distance is None else np.where(np.isfinite(distance), distance, np.nan)[order],
            self._counts(query, base, masks),
            self,
            hits is not None and hits.partial,
            () if hits is None else hits.near,
        )

    def _order(
        self, found: np.ndarray, scores: np.ndarray, distance: np.ndarray | None, order: str
    ) -> np.ndarray:
        keys = [self._columns["sort"][found].astype(str) if len(found) else np.zeros(0, str)]
        if order != NAME:
            keys.append(self._columns["street"][found] if len(found) else np.zeros(0, bool))
            keys.append(-scores[found])
        if distance is not None and order in ("", DISTANCE):
            keys.append(distance[found])
        return np.lexsort(keys)

    def _chosen(self, name: str, query: Query) -> np.ndarray | None:
        """The mask of a facet's choice; None when there's none."""
        values = query.chosen.get(name)
        if not values or (name == "daypart" and query.chosen.get("day")):
            return None
        if name == OPEN:
            return np.logical_or.reduce([self._open(query.moment, when) for when in values])
        if name == "target_group":
            values = {*values, EVERYBODY}
        parts = query.chosen.get("daypart")
        if name == "day" and parts:
            return self._moments(values, parts)
        if name == "daypart":
            return self._moments((), values)
        return self._facets[name].any_of(values, self.size)

    def _moments(self, days: Collection[str], parts: Collection[str]) -> np.ndarray:
        """What is on one of these parts of one of these days; of any day when none are named."""
        names = [*self._facets["moment"]._codes]
        wanted = [n for n in names if n.split()[1] in parts and (not days or n.split()[0] in days)]
        return self._facets["moment"].any_of(wanted, self.size)

    def _counts(
        self, query: Query, base: np.ndarray, masks: Mapping[str, np.ndarray | None]
    ) -> dict[str, dict[str, int]]:
        """Counts for each facet without its own choice."""
        failed = np.zeros(self.size, np.int8)
        for mask in masks.values():
            if mask is not None:
                failed += ~mask
        counts = {}
        for name in FACETS:
            own = masks["day" if name == "daypart" and masks["day"] is not None else name]
            among = base & (failed - (~own if own is not None else 0) == 0)
            if name == "day" and query.chosen.get("daypart"):
                parts = query.chosen["daypart"]
                if masks["day"] is None:
                    among = base & (failed - ~self._moments((), parts) == 0)
                each_day = self._facets["day"].counts(among)
                counts[name] = {d: int((among & self._moments([d], parts)).sum()) for d in each_day}
            elif name == "daypart":
                days = query.chosen.get("day") or ()
                each = {p: int((among & self._moments(days, [p])).sum()) for p in _PARTS}
                counts[name] = {part: count for part, count in each.items() if count}
            else:
                counts[name] = self._facets[name].counts(among)
        everybody = counts["target_group"].get(EVERYBODY, 0)
        if everybody:
            own = masks["target_group"]
            among = base & (failed - (~own if own is not None else 0) == 0)
            all_ = self._facets["target_group"].any_of([EVERYBODY], self.size)
            alone = self._facets["target_group"].counts(among & ~all_)
            groups = {name: count + everybody for name, count in alone.items()}
            also = dict.fromkeys(counts["target_group"], everybody)
            counts["target_group"] = {**also, **groups}
        own = masks[OPEN]
        among = base & (failed - (~own if own is not None else 0) == 0)
        counts[OPEN] = {when: int((among & self._open(query.moment, when)).sum()) for when in MOMENTS}
        return counts

    def _open(self, moment: datetime | None, when: str) -> np.ndarray:
        """What is going on at a moment, or around it; nothing without a moment."""
        return np.zeros(self.size, bool) if moment is None else self._running.at(moment, when, self.size)

    def _distances(self, point: tuple[float, float]) -> np.ndarray:
        """Metres to the nearest spot of each thing; infinite without one."""
        found = np.full(self.size, np.inf)
        lat, lon = np.radians(self._spots[:, 1]), np.radians(self._spots[:, 2])
        lat0, lon0 = np.radians(point[0]), np.radians(point[1])
        half = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
        np.minimum.at(found, self._spots[:, 0].astype(int), 2 * _EARTH * np.arcsin(np.sqrt(half)))
        return found


_PARTS = ("ochtend", "middag", "avond")


def _replaced(old: np.ndarray | None, values: Mapping[int, Any], size: int) -> np.ndarray:
    """A column with other values at some numbers; the old one where these are what it had."""
    if old is not None and len(old) == size and all(old[number] == value for number, value in values.items()):
        return old
    column = np.empty(size, object)
    if old is not None:
        column[: len(old)] = old
    for number, value in values.items():
        column[number] = value
    return column


def _with(table: np.ndarray, touched: np.ndarray, rows: list[tuple[Any, ...]]) -> np.ndarray:
    """A table by number in its first column, with other rows for the numbers touched."""
    new = np.array(rows, table.dtype).reshape(-1, table.shape[1])
    theirs = touched[table[:, 0].astype(int)]
    if np.array_equal(table[theirs], new):
        return table
    return np.concatenate([table[~theirs], new])
