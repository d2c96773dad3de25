"""The register and the sources' places joined, as they are before anybody's role is looked at.

What comes from here may not be shown: `Guide` strips it first.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import geopandas as gpd

from wijkkaart.atlas import Atlas
from wijkkaart.core.source_places import claimed
from wijkkaart.core.visibility import Seen, strip_all
from wijkkaart.model import Kind
from wijkkaart.record import FieldType, Record, RecordKind, Role, fields_of

_REFERENCES = (FieldType.RECORD, FieldType.RECORDS_AT)
_KEYS = ("location_id", "organization_id", "contact_id")
_ITS_OWN = frozenset(
    {
        "alert",
        "alternate_name",
        "application_process",
        "cost",
        "description",
        "email",
        "fees_description",
        "hours_text",
        "languages",
        "phones",
        "registration",
        "remark",
        "schedules",
        "target_groups",
        "themes",
        "website",
    }
)
"""Fields of which no other record shows anything, nor who may see what of it."""


class Base:
    """All records, and what refers to what. Changed in place, by one at a time."""

    def __init__(self, atlas: Atlas) -> None:
        places = atlas.store.places()
        # Key persons belong in the register: those that older data directories still hold aren't shown.
        places = places[places.kind.isin([Kind.PLACE, Kind.ACTIVITY])]
        self.places: gpd.GeoDataFrame = places.set_index("id", drop=False).rename_axis(None)
        self.records: dict[str, Record] = {}
        self.refs: dict[str, set[str]] = defaultdict(set)
        """Id to the ids of the records that refer to it."""
        self.claims: dict[str, str] = {}
        """Id of a source's place to that of the record that has taken it over."""

    def take(self, records: Iterable[Record], gone: Iterable[str]) -> set[str]:
        """Take in what was changed and erased; the ids of all records that may look otherwise now."""
        changed = {record.id: record for record in records}
        touched = {*changed, *gone}
        alone = {id_ for id_, record in changed.items() if _alone(self.records.get(id_), record)}
        near = self._near(touched - alone) if self.records else set()
        for id_ in touched:
            old = self.records.pop(id_, None)
            for target in targets(old) if old else ():
                self.refs[target].discard(id_)
            for source in [source for source in _claimed(old) if self.claims.get(source) == id_]:
                del self.claims[source]
        for record in changed.values():
            merged = self._merged(record)
            self.records[record.id] = merged
            for target in targets(merged):
                self.refs[target].add(record.id)
        return alone | near | self._near(touched - alone)

    def _near(self, ids: set[str]) -> set[str]:
        """These and all within two references of them, whichever way these point."""
        found = set(ids)
        for _ in range(2):
            for id_ in tuple(found):
                found |= self.refs.get(id_, set())
                found.update(targets(self.records[id_]) if id_ in self.records else ())
        return found

    def _merged(self, record: Record) -> Record:
        """A place that has taken over a source's place, with what only the source knows."""
        for source in _claimed(record):
            self.claims.setdefault(source, record.id)
            if source in self.places.index:
                return claimed(record, self._row(source))
        return record

    def _row(self, source: str) -> dict[str, Any]:
        """A source's place with `lat` and `lon`."""
        place = self.places.loc[source]
        point = place.geometry
        lat, lon = (math.nan, math.nan) if point is None else (point.y, point.x)
        return {**place.drop("geometry").to_dict(), "lat": lat, "lon": lon}

    def seen(self, ids: Iterable[str], role: Role, today: date) -> dict[str, Seen]:
        """These records as a role may see them, with references to what it may see."""
        wanted = [id_ for id_ in ids if id_ in self.records]
        around = {
            target: self.records[target]
            for id_ in wanted
            for target in targets(self.records[id_])
            if target in self.records
        }
        stripped = strip_all((around | {id_: self.records[id_] for id_ in wanted}).values(), role, today)
        return {id_: stripped[id_] for id_ in wanted if id_ in stripped}


def _alone(old: Record | None, new: Record) -> bool:
    """Whether no other record looks otherwise now that this one changed, as after most saves."""
    if old is None or (old.trashed, old.example) != (new.trashed, new.example):
        return False
    names = {*old.values, *new.values} - _ITS_OWN
    return all(old.values.get(name) == new.values.get(name) for name in names) and all(
        _shown(old, name) == _shown(new, name) for name in {*old.meta, *new.meta}
    )


def _shown(record: Record, name: str) -> tuple[str, str]:
    """What decides whose value of a field is shown, and to whom."""
    known = record.meta.get(name)
    return (known.origin, known.visibility) if known else ("", "")


def _claimed(record: Record | None) -> Iterator[str]:
    """The source's place that a record has taken over: what follows the source's name in `source_ref`."""
    if record is None or record.kind is not RecordKind.LOCATION or record.trashed:
        return
    reference = str(record.values.get("source_ref") or "")
    if reference:
        yield reference.partition(":")[2] or reference


@cache
def _references(kind: str) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind that hold references, and whether they have more than one."""
    types = {each.name: each.type for each in fields_of(kind).values()}
    found = [(name, type_ is FieldType.RECORDS_AT) for name, type_ in types.items() if type_ in _REFERENCES]
    return (*found, ("about", False)) if kind == RecordKind.NOTE else tuple(found)


def targets(record: Record) -> Iterator[str]:
    """Ids of the records that one refers to."""
    for name, many in _references(record.kind.value):
        value = record.values.get(name)
        if value and many:
            for row in value:
                yield from (row[key] for key in _KEYS if row.get(key))
        elif value:
            yield str(value)
