"""A stand-in for a guide: the planted secrets (or other records) as a role may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pandas as pd

from tests import secrets, toy
from wijkkaart.core.visibility import strip_all
from wijkkaart.model import PLACE_COLUMNS
from wijkkaart.record import Record, RecordKind, Role


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

    def records(self, kind: RecordKind | None = None) -> list[Record]:
        return [found for found in self._records.values() if kind in (None, found.kind)]

    def things(self, gemeente: str) -> pd.DataFrame:
        rows: list[dict[str, Any]] = []
        for record in self._records.values():
            buurt = self._buurten.get(record.id, "")
            lies = buurt[2:6] == gemeente[2:] or record.values.get("gemeente") == gemeente
            if lies and not record.trashed:
                wijk = f"WK{buurt[2:8]}" if buurt else ""
                rows.append(
                    {
                        "id": record.id,
                        "kind": record.kind.value,
                        "record": record.id,
                        "wijk": wijk,
                        "buurt": buurt,
                    }
                )
        for key in () if self._places is None else self._places.id:
            rows.append({"id": key, "kind": "source", "record": "", "wijk": "", "buurt": ""})
        return pd.DataFrame(rows, columns=["id", "kind", "record", "wijk", "buurt"])

    def places(self, gemeente: str) -> pd.DataFrame:
        found = pd.DataFrame(columns=[*PLACE_COLUMNS, "lat", "lon"]) if self._places is None else self._places
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
