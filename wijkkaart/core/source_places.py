"""Places of sources in the words of the register."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from wijkkaart.core.merging import holds, overlay
from wijkkaart.record import FieldMeta, Record, RecordKind


def place_record(row: Mapping[str, Any]) -> Record:
    """A place of a source (a row with PLACE_COLUMNS, `lat` and `lon`) as a record with its origin."""
    values: dict[str, Any] = {name: row[name] for name in ("name", "category", "description", "address")}
    values |= {name: row[name] for name in ("postcode", "city", "gemeente", "email", "website")}
    values["hours_text"] = row["hours"]
    # A file may have several numbers, with ` / ` between them.
    numbers = [part.strip() for part in row["phone"].split("/") if part.strip()]
    values["phones"] = [{"number": number, "description": ""} for number in numbers]
    values["target_groups"] = [group for group in row["target_groups"].split(";") if group]
    values["approximate"] = True if row["approximate"] else None
    if not (pd.isna(row["lat"]) or pd.isna(row["lon"])):
        values |= {"latitude": float(row["lat"]), "longitude": float(row["lon"])}
    values = {name: value for name, value in values.items() if value not in (None, "", [])}
    meta = {name: FieldMeta(origin=row["source"]) for name in values}
    example = bool(row.get("example", False))
    return Record(str(row["id"]), RecordKind.LOCATION, values, meta, 0, "", row["updated"], "", example)


def claimed(own: Record, row: Mapping[str, Any]) -> Record:
    """A place of the register over the source's place that it has taken over (a row as above).

    A point belongs to an address, and hours in words to a schedule: one of the source's isn't put beside
    another of ours.
    """
    source = place_record(row)
    apart = set()
    if own["schedules"]:
        apart.add("hours_text")
    moved = holds(own, "address") and own["address"] != source["address"]
    if moved or holds(own, "latitude"):
        apart |= {"latitude", "longitude", "approximate"}
    values = {name: value for name, value in source.values.items() if name not in apart}
    return overlay(replace(source, values=values), own)
