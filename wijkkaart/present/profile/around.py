"""The places, people and notes that belong to the paragraphs of a profile, as a role may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from wijkkaart.catalogue import categories, indicators
from wijkkaart.core.facets import GONE
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Level
from wijkkaart.present import places
from wijkkaart.present.profile.area import Area
from wijkkaart.record import INITIATIVE, Record, RecordKind

MOST = 6
"""So many are named; all others are counted."""
_OF_KIND = {
    RecordKind.NETWORK.value: "4.1",
    RecordKind.CONTACT.value: "4.5",
    RecordKind.SERVICE.value: "4.2",
    RecordKind.ORGANIZATION.value: "4.2",
}
"""The paragraph of things of a kind; of services and organisations only of those whose category has none."""
_ALWAYS = (RecordKind.NETWORK.value, RecordKind.CONTACT.value)
_MOST_CATEGORIES = 20
"""So many the page Sociale kaart takes in its address."""
_SORTS = {"4.1": "netwerken", "4.5": "mensen"}


@dataclass(frozen=True)
class Row:
    """Something of the sociale kaart."""

    id: str
    name: str
    line: str
    icon: str
    colour: str
    at: tuple[float, float] | None = None
    """Latitude and longitude; None when it has no place, or whoever looks may not know it."""


@dataclass(frozen=True)
class Things:
    """What the sociale kaart has for one paragraph."""

    total: int
    rows: tuple[Row, ...]
    """The first few, by name."""
    params: Mapping[str, str]
    """Of the page Sociale kaart, to show all of them."""
    counts: tuple[tuple[str, int], ...]
    """Label of a category to how many, most first."""


NOTHING = Things(0, (), {}, ())


def things(guide: Guide, area: Area) -> dict[str, Things]:
    """Paragraph to what there is of it in the area; nothing that's closed or has moved."""
    if area.gemeente == COUNTRY:
        return {}
    key = ("profile things", area.code, area.parts)
    return guide.remember(key, lambda: _things(guide, area))


def _things(guide: Guide, area: Area) -> dict[str, Things]:
    return {name: _summary(name, rows, area) for name, rows in tables(guide, area).items()}


def tables(guide: Guide, area: Area) -> dict[str, pd.DataFrame]:
    """Paragraph to all rows of `Guide.things` that belong to it; nothing that's closed or has moved."""
    table = guide.things(area.gemeente)
    if table.empty:
        return {}
    table = table[~table.status.isin(GONE) & (table.kind != RecordKind.NOTE.value)]
    table = table[lies_in(table, area)]
    paragraph = _paragraphs(table, guide)
    return {str(name): rows for name, rows in table.groupby(paragraph)}


def every(guide: Guide, area: Area, paragraph: str) -> tuple[Row, ...]:
    """All that belongs to a paragraph, by name."""
    rows = tables(guide, area).get(paragraph)
    return () if rows is None else tuple(_row(row) for row in rows.sort_values("sort").to_dict("records"))


def lies_in(table: pd.DataFrame, area: Area) -> np.ndarray:
    """Which things lie in the area, or are there for all of its gemeente."""
    if not area.own and area.level is Level.GEMEENTE:
        return np.ones(len(table), dtype=bool)
    wanted = set(area.codes)
    wijken, buurten = (table[name].str.split(";") for name in ("wijk", "buurt"))
    found = [bool(wanted & {*w, *b}) for w, b in zip(wijken, buurten, strict=True)]
    return np.array(found, dtype=bool)


def _paragraphs(table: pd.DataFrame, guide: Guide) -> "pd.Series[str]":
    """The paragraph of each thing."""
    known = categories()
    found = []
    for kind, category, record in zip(table.kind, table.category, table.record, strict=True):
        paragraph = known[category].chapter if category in known else _OF_KIND.get(kind, "3.4")
        if kind in _ALWAYS:
            paragraph = _OF_KIND[kind]
        elif kind == RecordKind.ORGANIZATION.value and _initiative(guide.record(record)):
            paragraph = "4.3"
        found.append(paragraph)
    return pd.Series(found, index=table.index, dtype="str")


def _initiative(record: Record | None) -> bool:
    return record is not None and record.values.get("legal_status") == INITIATIVE


def _summary(paragraph: str, rows: pd.DataFrame, area: Area) -> Things:
    counted = rows.category.value_counts()
    known = [str(name) for name in counted.index if name in categories()]
    counts = tuple((categories()[name].label, int(counted[name])) for name in known)
    shown = tuple(_row(row) for row in _first(rows, counted).to_dict("records"))
    used = known[:_MOST_CATEGORIES]
    params = {"gebied": area.code}
    if paragraph in _SORTS:
        params["soort"] = _SORTS[paragraph]
    elif used:
        params["categorie"] = ",".join(used)
    return Things(len(rows), shown, params, counts)


def _first(rows: pd.DataFrame, counted: "pd.Series[int]") -> pd.DataFrame:
    """A few rows that show what there is: of each category one, the most frequent first; by name."""
    # What's named after its category alone, such as a playground, says less than what has a name of its own.
    named = rows.name != rows.category.map({key: entry.label for key, entry in categories().items()})
    found = rows.assign(named=named, often=rows.category.map(counted), told=rows.line.str.len())
    # A house and who is in it may have one name, and a stop is there once a side of the street.
    found = found.sort_values("told", ascending=False).drop_duplicates("name")
    found = found.sort_values(["named", "sort"], ascending=[False, True])
    found["turn"] = found.groupby("category").cumcount()
    found = found.sort_values(["named", "turn", "often"], ascending=[False, True, False], kind="stable")
    return found.head(MOST).sort_values("sort")


def _row(row: Mapping[Any, Any]) -> Row:
    kind, category = str(row["kind"]), str(row["category"])
    icons = {"contact": "person", "network": "hub", "organization": "apartment"}
    icon = icons.get(kind) or (places.category(category).icon if category else "place")
    colour = places.colour(category) if category else "#54686c"
    at = None if np.isnan(row["lat"]) else (float(row["lat"]), float(row["lon"]))
    return Row(str(row["id"]), str(row["name"]), str(row["line"]), icon, colour, at)


def notes(guide: Guide, area: Area) -> dict[str, list[Record]]:
    """Paragraph ("" for the area itself) to the notes about it, newest first; none for who may see none."""
    found: dict[str, list[Record]] = {}
    for note in guide.records(RecordKind.NOTE):
        if note.trashed:
            continue
        place = _of_note(note, area)
        if place is not None:
            found.setdefault(place, []).append(note)
    return {key: sorted(each, key=lambda n: str(n["date"]), reverse=True) for key, each in found.items()}


def _of_note(note: Record, area: Area) -> str | None:
    """Where a note stands in the profile; None when it isn't about this area."""
    code, about = str(note["about"] or ""), note["about_kind"]
    if about == "area":
        return "" if code in (area.code, *area.parts) else None
    if str(note["gemeente"] or "") != area.gemeente:
        return None
    if about == "paragraph":
        return code
    entry = indicators().get(code) if about == "indicator" else None
    return entry.chapter if entry else None
