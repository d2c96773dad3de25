"""Places, activities and key persons in words: lines of a list, and the whole of one."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from wijkkaart.catalogue import categories, category_groups, sources, target_groups
from wijkkaart.model import Category, Kind
from wijkkaart.present import dutch

KIND_NAMES = {
    Kind.PLACE: ("Voorzieningen", "plek", "plekken"),
    Kind.ACTIVITY: ("Activiteiten", "activiteit", "activiteiten"),
    Kind.KEY_PERSON: ("Sleutelpersonen", "sleutelpersoon", "sleutelpersonen"),
}
Row = Mapping[Any, Any] | pd.Series
"""One row of the places of an atlas."""
NO_LOCATION = "nog geen plek op de kaart"


@dataclass(frozen=True)
class Fact:
    """A line of the detail of a place."""

    icon: str
    label: str
    text: str
    href: str = ""


def category(name: str) -> Category:
    """The category with this id; `overig` for one that isn't defined any more."""
    return categories().get(name) or categories()["overig"]


def colour(name: str) -> str:
    """The colour of a category."""
    return category_groups()[category(name).group].colour


def line(row: Row) -> str:
    """What stands under the name in a list: category, when, where."""
    kind = row["role"] or category(row["category"]).label
    parts = [] if kind == row["name"] else [kind]
    if row["organisation"] and row["organisation"] != row["name"]:
        parts.append(row["organisation"])
    when = _when(row)
    if when:
        parts.append(when)
    elif row["address"]:
        parts.append(row["address"])
    if np.isnan(row["lat"]):
        parts.append(NO_LOCATION)
    return " · ".join(parts)


def rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """Lines of the list for places that were already filtered and sorted."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "line": line(row),
            "icon": category(row["category"]).icon,
            "colour": colour(row["category"]),
        }
        for row in table.to_dict("records")
    ]


def facts(row: Row) -> list[Fact]:
    """Everything that is known of one place, in the order in which people ask."""
    found = []
    if row["role"]:
        found.append(Fact("badge", "Rol", row["role"]))
    if row["organisation"]:
        found.append(Fact("apartment", "Organisatie", row["organisation"]))
    if row["description"]:
        found.append(Fact("info", "Wat", row["description"]))
    if when := _when(row):
        found.append(Fact("event", "Wanneer", when))
    if row["hours"]:
        found.append(Fact("schedule", "Open", row["hours"]))
    if row["target_groups"]:
        found.append(Fact("group", "Voor wie", _target_groups(row["target_groups"])))
    if where := _where(row):
        found.append(Fact("location_on", "Waar", where))
    if row["phone"]:
        # Of several numbers, with ` / ` between them, the first is called.
        number = "".join(c for c in row["phone"].split("/")[0] if c in "+0123456789")
        found.append(Fact("call", "Telefoon", row["phone"], f"tel:{number}" if number else ""))
    if row["email"]:
        found.append(Fact("mail", "E-mail", row["email"], f"mailto:{row['email']}"))
    if row["website"].startswith(("https://", "http://")):
        found.append(
            Fact("language", "Website", row["website"].split("//", 1)[-1].rstrip("/"), row["website"])
        )
    found.append(Fact("source_notes", "Bron", _source(row)))
    return found


def payload(table: pd.DataFrame) -> dict[str, list[object]]:
    """The columns that the map draws from, for those with coordinates; order = bits of `mask`."""
    there = table[table.lat.notna()]
    return {
        "ids": there.id.tolist(),
        "lat": there.lat.round(6).tolist(),
        "lon": there.lon.round(6).tolist(),
        "cat": [category(name).id for name in there.category],
        "name": there["name"].tolist(),
        "line": [line(row) for row in there.to_dict("records")],
        "approx": there.approximate.astype(int).tolist(),
    }


def mask(table: pd.DataFrame, chosen: np.ndarray) -> str | None:
    """Which rows of `payload` to show, as base64 bits; None for all of them."""
    bits = chosen[table.lat.notna().to_numpy()]
    if bits.all():
        return None
    return base64.b64encode(np.packbits(bits, bitorder="little").tobytes()).decode()


def _when(row: Row) -> str:
    days = dutch.days(row["days"])
    times = ""
    if row["start"]:
        times = dutch.clock(row["start"]) + (f"–{dutch.clock(row['end'])}" if row["end"] else "") + " uur"
    return ", ".join(part for part in (days, times) if part)


def _where(row: Row) -> str:
    parts = [row["address"], " ".join(part for part in (row["postcode"], row["city"]) if part)]
    text = ", ".join(part for part in parts if part)
    if np.isnan(row["lat"]):
        return f"{text} ({NO_LOCATION})" if text else NO_LOCATION.capitalize()
    return f"{text} (plek op de kaart is ongeveer)".strip() if row["approximate"] else text


def _target_groups(ids: str) -> str:
    known = target_groups()
    return dutch.listing([known[i].label if i in known else i for i in ids.split(";") if i]).capitalize()


def _source(row: Row) -> str:
    source = sources().get(row["source"])
    name = source.publisher if source else row["source"]
    return f"{name}, {dutch.iso_day(row['updated'])}" if row["updated"] else name
