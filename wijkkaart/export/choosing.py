"""What a guide shows, as a `Selection`: records with their names, areas and sources."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

import pandas as pd

from wijkkaart.catalogue import sources
from wijkkaart.export.selection import Selection, Spot, all_terms
from wijkkaart.model import is_code
from wijkkaart.record import FieldType, Record, RecordKind, Role, fields_of

SOURCE = "source"
"""Kind of a thing that is a source's place and not a record of the register."""


class Names(Protocol):
    """What is used of an atlas."""

    @property
    def gemeenten(self) -> Mapping[str, str]: ...

    def name(self, code: str) -> str: ...


class Lies(Protocol):
    """Codes of the areas in which something lies, "" for what isn't known."""

    @property
    def gemeente(self) -> str: ...

    @property
    def wijk(self) -> str: ...

    @property
    def buurt(self) -> str: ...


class Shown(Protocol):
    """What is used of a guide; all that it gives was stripped for its role."""

    @property
    def role(self) -> Role: ...

    @property
    def atlas(self) -> Names: ...

    def records(self) -> Iterable[Record]: ...

    def area_of(self, record: Record) -> Lies: ...

    def gemeenten_of(self, id: str) -> frozenset[str]: ...  # noqa: A002

    def things(self, gemeente: str) -> pd.DataFrame: ...

    def places(self, gemeente: str) -> pd.DataFrame: ...

    def find(self, query: Any) -> Any: ...


def known_of(guide: Shown) -> dict[str, Record]:
    """Id to every record that the guide's role sees; what was thrown away isn't exported."""
    return {record.id: record for record in guide.records() if not record.trashed}


def selected(
    guide: Shown,
    records: Iterable[Record],
    known: Mapping[str, Record],
    *,
    spots: Mapping[str, Spot] | None = None,
    area: str = "",
    filters: str = "",
    total: int = 0,
    today: date | None = None,
) -> Selection:
    """These records as a selection; `spots` are of what isn't in the register."""
    chosen = list(records)
    codes = {code for record in chosen for code in _codes(record)}
    origins = {entry.origin for record in chosen for entry in record.meta.values()}
    return Selection(
        records=chosen,
        known=known,
        terms=all_terms(),
        spots={**_spots(guide, chosen, known), **(spots or {})},
        areas={code: name for code in codes if (name := guide.atlas.name(code)) != code},
        role=guide.role,
        area=area,
        filters=filters,
        total=total,
        today=today or date.today(),
        sources=[source for key, source in sources().items() if key in origins],
    )


def spot_of(guide: Shown, gemeente: str, wijk: str, buurt: str) -> Spot:
    """Codes with their names."""
    named = {code: guide.atlas.name(code) for code in (gemeente, wijk, buurt) if is_code(code)}
    return Spot(gemeente, named.get(gemeente, ""), wijk, named.get(wijk, ""), buurt, named.get(buurt, ""))


def _spots(guide: Shown, chosen: list[Record], known: Mapping[str, Record]) -> dict[str, Spot]:
    """Where places lie; an offer lies where the first of its places does that may be seen."""
    found: dict[str, Spot] = {}

    def of(place: Record) -> Spot:
        if place.id not in found:
            lies = guide.area_of(place)
            found[place.id] = spot_of(guide, lies.gemeente, lies.wijk, lies.buurt)
        return found[place.id]

    for record in chosen:
        rows = record.values.get("locations") or []
        ids = [record.id, *(row.get("location_id") for row in rows), record.values.get("location_id")]
        places = [known[key] for key in ids if key in known and known[key].kind is RecordKind.LOCATION]
        spots = [of(place) for place in places]
        if record.kind is RecordKind.SERVICE and spots:
            found[record.id] = spots[0]
    return found


def _codes(record: Record) -> list[str]:
    fields = fields_of(record.kind)
    return [
        code
        for name, value in record.values.items()
        if name in fields and fields[name].type is FieldType.AREAS
        for code in value
    ]


def rows_in(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
