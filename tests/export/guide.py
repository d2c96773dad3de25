"""A stand-in for a guide: the planted secrets (or other records) as a role may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pandas as pd

from tests import secrets, toy
from wijkkaart.core.visibility import strip_all
from wijkkaart.guide import Spot
from wijkkaart.model import PLACE_COLUMNS, gemeente_of
from wijkkaart.record import Record, Role


@dataclass(frozen=True)
class Names:
    gemeenten: Mapping[str, str] = field(default_factory=lambda: dict(toy.GEMEENTEN))

    def name(self, code: str) -> str:
        known = {code: name for code, (_, _, name) in toy.CELLS.items()} | toy.WIJKEN | toy.GEMEENTEN
        return known.get(code, code)


@dataclass(frozen=True)
class Query:
    gemeente: str = toy.TOWN
    kinds: tuple[str, ...] = ()


class Standin:
    """What `export` and the open data API use of a guide."""

    def __init__(
        self,
        role: Role,
        records: Iterable[Record] | None = None,
        buurten: Mapping[str, str] | None = None,
        places: pd.DataFrame | None = None,
    ) -> None:
        self.role = role
        self.atlas = Names()
        self.version = "1"
        self._records = strip_all(secrets.records() if records is None else records, role, secrets.TODAY)
        self._buurten = buurten or {}
        self._places = places

    def records(self) -> list[Record]:
        return list(self._records.values())

    def area_of(self, record: Record) -> Spot:
        buurt = self._buurten.get(record.id, "")
        said = str(record.values.get("gemeente") or "")
        return Spot(gemeente_of(buurt), f"WK{buurt[2:8]}", buurt) if buurt else Spot(said)

    def gemeenten_of(self, id: str) -> frozenset[str]:  # noqa: A002 - as the guide has it
        record = self._records[id]
        places = [self._records[row["location_id"]] for row in record.values.get("locations") or []]
        codes = {gemeente_of(code) for code in record.values.get("service_area") or []}
        return frozenset((codes | {self.area_of(each).gemeente for each in (record, *places)}) - {""})

    def things(self, gemeente: str) -> pd.DataFrame:
        ids = [
            key
            for key, found in self._records.items()
            if gemeente in self.gemeenten_of(key) and not found.trashed
        ]
        return pd.DataFrame({"id": [*ids, *(() if self._places is None else self._places.id)]})

    def places(self, gemeente: str) -> pd.DataFrame:
        found = (
            pd.DataFrame(columns=[*PLACE_COLUMNS, "lat", "lon", "wijk", "buurt", "record"])
            if self._places is None
            else self._places
        )
        return found[found.gemeente == gemeente]

    def find(self, query: Query) -> Any:
        rows = pd.DataFrame(
            [
                {"id": found.id, "kind": found.kind.value, "record": found.id}
                for found in self._records.values()
            ]
            + [
                {"id": key, "kind": "source", "record": ""}
                for key in (() if self._places is None else self._places.id)
            ]
        )
        if query.kinds:
            rows = rows[rows.kind.isin(query.kinds)]
        return SimpleNamespace(rows=rows, total=len(rows))
