"""What one role may see of the register and the sources' places together, at one moment."""

from collections.abc import Callable, Hashable
from datetime import date
from threading import RLock
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.core.facets import Found, Query
from wijkkaart.core.schedules import region_of
from wijkkaart.core.visibility import visible
from wijkkaart.guide import shaping
from wijkkaart.guide.base import Base, targets
from wijkkaart.guide.masking import Masking, hidden_name, hidden_words
from wijkkaart.guide.shaping import Context
from wijkkaart.guide.sources import in_gemeente
from wijkkaart.guide.spots import Spot, Spots
from wijkkaart.guide.town import Town
from wijkkaart.model import COUNTRY, gemeente_of, is_code
from wijkkaart.record import Record, RecordKind, Role, may_see

K = RecordKind
T = TypeVar("T")
Freshness = Callable[[Record], str]
_REMEMBERED = 128


class Guide:
    """One state of what a role may see. All that it gives was stripped before it was indexed."""

    def __init__(
        self,
        atlas: Atlas,
        spots: Spots,
        base: Base,
        role: Role,
        day: date,
        revision: int,
        fresh: Freshness,
        before: "Guide | None" = None,
        touched: frozenset[str] = frozenset(),
    ) -> None:
        """The state of `base` now; `before` is an older one, and `touched` what may differ from it."""
        self.role, self.day, self.atlas, self.revision = role, day, atlas, revision
        self.version = f"{atlas.version}-{revision}-{role.value}-{day:%Y%m%d}"
        self._spots, self._fresh = spots, fresh
        self._records: dict[str, Record] = dict(before._records) if before else {}
        self._where: dict[str, Spot] = dict(before._where) if before else {}
        self._in: dict[str, frozenset[str]] = dict(before._in) if before else {}
        self._unreadable: dict[str, frozenset[str]] = dict(before._unreadable) if before else {}
        self._nameless: dict[str, str] = dict(before._nameless) if before else {}
        self._unseen: set[str] = set(before._unseen) if before else set()
        self._refs = base.refs
        wanted = touched if before else frozenset(base.records)
        self._strip(base, wanted)
        self._claims = dict(base.claims)
        self._claimed = frozenset(self._claims)
        self._sources: gpd.GeoDataFrame = before._sources if before else visible(base.places, role)
        self._lock = RLock()
        self._towns: dict[str, Town] = {}
        # Towns of the state before and what changed since; not that state itself, or none would ever go.
        self._older: dict[str, tuple[Town, frozenset[str]]] = {}
        if before is not None:
            with before._lock:
                self._older = {name: (town, past | wanted) for name, (town, past) in before._older.items()}
                self._older |= {name: (town, wanted) for name, town in before._towns.items()}
        self._memory: dict[Hashable, Any] = {}

    def _strip(self, base: Base, ids: frozenset[str]) -> None:
        """Take in the records with these ids as the role may see them."""
        for id_ in ids:
            self._records.pop(id_, None)
            self._where.pop(id_, None)
            self._in.pop(id_, None)
            self._unreadable.pop(id_, None)
            self._nameless.pop(id_, None)
        seen = base.seen(ids, self.role, self.day)
        self._records |= seen
        self._hide(base, ids)
        points = {}
        for id_, record in seen.items():
            said = str(record.values.get("gemeente") or "")
            if at := shaping.point(record):
                points[id_] = (*at, said)
            elif record.kind is K.LOCATION:
                self._where[id_] = Spot(said if said in self.atlas.gemeenten else "")
        self._where |= self._spots.of(points)
        for id_, record in seen.items():
            self._in[id_] = self._gemeenten(record)

    def _hide(self, base: Base, ids: frozenset[str]) -> None:
        """Remember what the role may not see of the records with these ids, to take it out of texts."""
        self._unseen -= ids
        for id_ in ids & base.records.keys():
            shown = self._records.get(id_)
            if words := hidden_words(base.records[id_], shown):
                self._unreadable[id_] = words
            if name := hidden_name(base.records[id_], shown):
                self._nameless[id_] = name
            if shown is None:
                self._unseen.add(id_)

    # -- records

    def record(self, id: str) -> Record | None:  # noqa: A002 - the word for it
        """A record as the role may see it; None when there's none, or it may not."""
        return self._records.get(id)

    def records(self, kind: str | None = None) -> list[Record]:
        """All records that the role may see, or those of a kind, by name."""
        found = [each for each in self._records.values() if kind is None or each.kind == kind]
        return sorted(found, key=lambda each: (each.name.casefold(), each.id))

    def related(self, id: str) -> list[Record]:  # noqa: A002
        """The records that this one refers to and that refer to it, by kind and name."""
        record = self._records.get(id)
        if record is None:
            return []
        to = set(targets(record))
        # Only what still refers to it when it's stripped: that it once did may be a secret.
        back = {
            key
            for key in tuple(self._refs.get(id, ()))
            if key in self._records and id in targets(self._records[key])
        }
        found = [self._records[key] for key in (to | back) - {id} if key in self._records]
        return sorted(found, key=lambda each: (each.kind.value, each.name.casefold(), each.id))

    def area_of(self, record: Record, year: int | None = None) -> Spot:
        """Where a place lies on the boundaries of a year; on those of now without one."""
        if year is None and record.id in self._where:
            return self._where[record.id]
        at = shaping.point(self._records.get(record.id))
        return self._spots.of({"": (*at, "")}, year)[""] if at else Spot()

    def spot(self, latitude: float, longitude: float) -> Spot:
        """Where a point (degrees) lies on the boundaries of now."""
        return self._spots.of({"": (latitude, longitude, "")})[""]

    def source(self, id: str) -> "pd.Series[Any] | None":  # noqa: A002
        """A place of a source that no record has taken over: PLACE_COLUMNS, `lat`, `lon`; None for none."""
        if id in self._claimed or id not in self._sources.index:
            return None
        row = self._sources.loc[id]
        at = row["geometry"]
        there = at is not None and not at.is_empty
        lat, lon = (at.y, at.x) if there else (float("nan"), float("nan"))
        return pd.Series({**row.drop("geometry"), "lat": lat, "lon": lon})

    def claim(self, id: str) -> str:  # noqa: A002
        """The record that has taken over a source's place, if the role may see it; "" for none."""
        record = self._records.get(self._claims.get(id, ""))
        # The source's place tells where it is: no link from it to a record of which that's a secret.
        told = record is not None and (may_see(self.role, Role.TEAM) or shaping.point(record) is not None)
        return record.id if record is not None and told else ""

    def gemeenten_of(self, id: str) -> frozenset[str]:  # noqa: A002
        """The gemeenten that a record belongs to; none when nothing tells."""
        return self._in.get(id, frozenset())

    def _gemeenten(self, record: Record) -> frozenset[str]:
        values = record.values
        if record.kind is K.NOTE:
            codes = [str(values.get("gemeente") or ""), str(values.get("about") or "")]
            return frozenset(gemeente_of(code) for code in codes if is_code(code))
        found = self._around(record)
        if record.kind is K.ORGANIZATION:
            for id_ in tuple(self._refs.get(record.id, ())):
                other = self._records.get(id_)
                if other is not None and other.kind is K.SERVICE:
                    found |= self._around(other)
        elif not found:
            organization = self._records.get(str(values.get("organization_id") or ""))
            found = self._around(organization) if organization else frozenset()
        return found

    def _around(self, record: Record) -> frozenset[str]:
        """The gemeenten of a record's own places and service area."""
        codes = {gemeente_of(code) for code in record.values.get("service_area") or () if is_code(code)}
        places = [place for place, _ in shaping.locations(record, self._records)]
        if record.kind is K.ORGANIZATION:
            known = [self._records.get(id_) for id_ in tuple(self._refs.get(record.id, ()))]
            places = [each for each in known if each is not None and each.kind is K.LOCATION]
        codes |= {self._located(place) for place in places}
        return frozenset(codes - {"", COUNTRY})

    def _located(self, place: Record) -> str:
        found = self._where.get(place.id, Spot()).gemeente
        return found or str(place.values.get("gemeente") or "")

    def masked(self, text: str) -> str:
        """A text that people wrote with `(niet getoond)` for what the role may not see: names, addresses and
        numbers of key persons, addresses of sensitive places, and links to what it doesn't see."""
        return self.remember("masking", self._masking).masked(text)

    def _masking(self) -> Masking:
        return Masking(
            self._unreadable, self._nameless, self._unseen, self._records.values(), self.named_places
        )

    def named_places(self) -> list[str]:
        """Names and addresses of areas, places and organisations: what only looks like a person's name."""
        things = [each for each in self._records.values() if each.kind is not K.CONTACT]
        sources = self._sources
        return [
            *self.atlas.now.name,
            *(each.name for each in things),
            *(str(each.values["address"]) for each in things if each.values.get("address")),
            *sources["name"].astype(str),
            *sources["address"].dropna().astype(str),
        ]

    # -- gemeenten

    def places(self, gemeente: str) -> pd.DataFrame:
        """What is on the map of a gemeente, by name: PLACE_COLUMNS, `lat`, `lon`, `buurt`, `wijk`, `example`,
        `searchable`, and `record` with the id of the record ("" for an unclaimed place of a source)."""
        return self._town(gemeente).places

    def things(self, gemeente: str) -> pd.DataFrame:
        """All that can be found in a gemeente, one row a thing; several values of one are joined by `;`."""
        return self._town(gemeente).rows

    def find(self, query: Query) -> Found:
        """What is found by a question, with how many there are of what else could be chosen."""
        return self._town(query.gemeente).find(query)

    def _town(self, gemeente: str) -> Town:
        with self._lock:
            if gemeente not in self._towns:
                self._towns[gemeente] = self._made(gemeente)
                self._older.pop(gemeente, None)
            return self._towns[gemeente]

    def _made(self, gemeente: str) -> Town:
        before, touched = self._older.get(gemeente, (None, frozenset()))
        example = gemeente in self.atlas.examples
        context = Context(self._records, self._where, self.day, region_of(gemeente)[0], self._fresh)
        members = dict(before.members) if before else {}
        for id_ in self._records if before is None else touched:
            record = self._records.get(id_)
            members.pop(id_, None)
            if record is not None and self._belongs(record, gemeente, example):
                members[id_] = record
        sources = before.sources if before else in_gemeente(self.atlas, self._sources, gemeente)
        return Town(gemeente, context, members, sources, self._claimed, before, touched)

    def _belongs(self, record: Record, gemeente: str, example: bool) -> bool:
        known = self._in.get(record.id, frozenset())
        return gemeente in known or (not known and record.example == example and gemeente != COUNTRY)

    # -- for answers that follow from this state alone

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave when `key` was last made."""
        if key not in self._memory:
            self._memory[key] = make()
            while len(self._memory) > _REMEMBERED:
                self._memory.pop(next(iter(self._memory)), None)
        found: T = self._memory[key]
        return found
