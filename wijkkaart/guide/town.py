"""What one role sees of one gemeente: the table of the map, and the index of all that can be found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from wijkkaart.catalogue import categories, synonyms
from wijkkaart.core.facets import Found, Query, Thing, Things
from wijkkaart.core.filters import searchable
from wijkkaart.core.finding import Text, TextIndex, TextSearch
from wijkkaart.guide import findable, shaping
from wijkkaart.guide.shaping import Context
from wijkkaart.model import PLACE_COLUMNS
from wijkkaart.record import Record

COLUMNS = [*PLACE_COLUMNS, "example", "buurt", "wijk", "lon", "lat", "record"]

_Key = tuple[bool, bool, str, str]


class Places:
    """The table of the map, by name: first what people come for, then what stands in the street for all.

    What has no name of its own, such as a playground, comes last.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        labels = _labels()
        table = table[COLUMNS].assign(searchable=searchable(table, labels))
        street = {category.id for category in categories().values() if category.street}
        keys = [
            (name == labels.get(category), category in street, name.casefold(), key)
            for name, category, key in zip(table.name, table.category, table.id, strict=True)
        ]
        self._place(table, keys, range(len(keys)))

    def _place(self, table: pd.DataFrame, keys: list[_Key], rows: Iterable[int]) -> None:
        # What is nearly sorted already is sorted in no time.
        order = sorted(rows, key=keys.__getitem__)
        self._keys = [keys[row] for row in order]
        self.table = table.take(order).reset_index(drop=True)

    def updated(self, gone: set[str], rows: list[dict[str, Any]]) -> "Places":
        """Without the rows of the records `gone`, and with these rows."""
        went = self.table.record.isin(gone).to_numpy()
        if not went.any() and not rows:
            return self
        added = Places(frame(rows))
        found = self._in_place(np.flatnonzero(went), added)
        if found is not None:
            return found
        stays = np.flatnonzero(~went).tolist()
        parts = [part for part in (self.table, added.table) if len(part)]
        size = len(self.table)
        found = Places.__new__(Places)
        found._place(
            pd.concat(parts, ignore_index=True) if parts else self.table,
            self._keys + added._keys,
            [*stays, *range(size, size + len(added.table))],
        )
        return found

    def _in_place(self, at: np.ndarray, rows: "Places") -> "Places | None":
        """With these rows at these places; None when they don't come in the same order.

        What stays as it was is shared: after most saves that's nearly all.
        """
        if [self._keys[row] for row in at] != rows._keys:
            return None
        found = Places.__new__(Places)
        found._keys, found.table = self._keys, self.table.copy(deep=False)
        for name in rows.table:
            old, new = self.table[name], rows.table[name]
            both = zip(old.iloc[at].tolist(), new.tolist(), strict=True)
            differs = [
                k for k, (was, now) in enumerate(both) if was != now and not (was != was and now != now)
            ]
            if differs:
                column = old.copy()
                column.iloc[at[differs]] = new.iloc[differs].to_numpy()
                found.table[name] = column
        return found


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a table with COLUMNS, of the types they have in the data directory."""
    table = pd.DataFrame(rows, columns=COLUMNS)
    types = {**PLACE_COLUMNS, "buurt": "str", "wijk": "str", "record": "str"}
    return table.astype({**types, "example": "bool", "lat": "float", "lon": "float"})


def _labels() -> dict[str, str]:
    return {category.id: category.label for category in categories().values()}


@dataclass(frozen=True)
class Index:
    """Everything that can be found, by number."""

    numbers: Mapping[str, int]
    """Id to number; a number is never given to another."""
    things: Things
    texts: TextIndex
    search: TextSearch
    size: int

    @classmethod
    def of(cls, things: Mapping[str, Thing], texts: Mapping[str, Text]) -> "Index":
        """Index all of these."""
        texts_index = TextIndex(synonyms())
        empty = cls({}, Things(), texts_index, texts_index.open(0), 0)
        return empty.updated(things, texts, ())

    def updated(self, things: Mapping[str, Thing], texts: Mapping[str, Text], gone: Iterable[str]) -> "Index":
        """With these instead of what had their ids, and without what's gone."""
        numbers, size = dict(self.numbers), self.size
        out = [numbers.pop(key) for key in gone if key in numbers]
        for key in things:
            if key not in numbers:
                numbers[key], size = size, size + 1
        by_number = {numbers[key]: thing for key, thing in things.items()}
        if by_number or out:
            self.texts.put({numbers[key]: text for key, text in texts.items()}, out)
        return Index(
            numbers, self.things.updated(by_number, out, size), self.texts, self.texts.open(size), size
        )

    def find(self, query: Query) -> Found:
        """The answer to a question."""
        return self.things.find(query, self.search)


class Town:
    """One gemeente for one role. Never changes, but for an index that is made when it's first asked for."""

    def __init__(
        self,
        gemeente: str,
        context: Context,
        members: Mapping[str, Record],
        sources: pd.DataFrame,
        claimed: frozenset[str],
        before: "Town | None" = None,
        touched: frozenset[str] = frozenset(),
    ) -> None:
        """`members` are the records of this gemeente, `sources` the places of sources that lie in it,
        `claimed` the ids of those that records have taken over, `touched` what changed since `before`."""
        self.gemeente, self.members, self.sources = gemeente, members, sources
        self._context, self._claimed, self._touched = context, claimed, touched
        self._first = before is None
        self._lock = Lock()
        self._made_places: Places | None = None
        self._made_index: Index | None = None
        self._made_rows: pd.DataFrame | None = None
        # Only parts that were made before can be renewed rather than made.
        self._old_claimed = before._claimed if before else frozenset[str]()
        self._old_places: Places | None = (
            before._places if before and before._begun(before._made_places, before._old_places) else None
        )
        self._old_index: Index | None = (
            before.index if before and before._begun(before._made_index, before._old_index) else None
        )

    @staticmethod
    def _begun(made: object, old: object) -> bool:
        return made is not None or old is not None

    @property
    def places(self) -> pd.DataFrame:
        """The table of the map."""
        return self._places.table

    @property
    def _places(self) -> Places:
        with self._lock:
            if self._made_places is None:
                self._made_places, self._old_places = self._new_places(self._old_places), None
            return self._made_places

    @property
    def index(self) -> Index:
        """All that can be found."""
        with self._lock:
            if self._made_index is None:
                self._made_index, self._old_index = self._new_index(self._old_index), None
            return self._made_index

    @property
    def rows(self) -> pd.DataFrame:
        """All that can be found, a row each.

        Whoever makes a report and ends has no use for an index; where things change, only that is quick.
        """
        with self._lock:
            if self._first and self._made_index is None:
                if self._made_rows is None:
                    things, _ = self._found(self.members, set(self.sources.id) - self._claimed)
                    self._made_rows = pd.DataFrame([thing.row for thing in things.values()])
                return self._made_rows.copy(deep=False)
        return self.index.things.frame()

    def _new_places(self, old: Places | None) -> Places:
        if old is None or self._old_claimed != self._claimed:
            free = self.sources[~self.sources.id.isin(self._claimed)]
            parts = [part for part in (free[COLUMNS], frame(self._rows(self.members))) if len(part)]
            return Places(pd.concat(parts, ignore_index=True) if parts else frame([]))
        return old.updated(set(self._touched), self._rows(self._touched))

    def _rows(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        known = [self.members[key] for key in ids if key in self.members]
        rows = [row for record in known for row in shaping.place_rows(record, self._context)]
        # What is elsewhere too has only its places here.
        return [row for row in rows if row["gemeente"] in ("", self.gemeente)]

    def _new_index(self, old: Index | None) -> Index:
        known = set(self.sources.id)
        free = known - self._claimed if old is None else known & (self._old_claimed - self._claimed)
        things, texts = self._found(self.members if old is None else self._touched, free)
        if old is None:
            return Index.of(things, texts)
        gone = (set(self._touched) | (self._claimed - self._old_claimed)) - set(things)
        return old.updated(things, texts, gone)

    def _found(self, ids: Iterable[str], free: Collection[str]) -> tuple[dict[str, Thing], dict[str, Text]]:
        """The records with these ids that can be found, and these places of sources; and by which texts."""
        things, texts = {}, {}
        for record in (self.members[key] for key in ids if key in self.members):
            if not record.trashed:
                things[record.id] = findable.thing(record, self.gemeente, self._context)
                texts[record.id] = findable.text(record, self._context)
        for row in self.sources[self.sources.id.isin(free)].to_dict("records"):
            things[row["id"]] = findable.source_thing(row, self.gemeente)
            texts[row["id"]] = findable.source_text(row)
        return things, texts

    def find(self, query: Query) -> Found:
        """The answer to a question."""
        return self.index.find(query)
