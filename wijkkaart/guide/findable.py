"""Records and places of sources as things that can be found, and what they're found by."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from wijkkaart.catalogue import categories, options
from wijkkaart.core.facets import Thing
from wijkkaart.core.filters import DAYS
from wijkkaart.core.finding import Text
from wijkkaart.core.schedules import dayparts, days, short, weekly
from wijkkaart.core.search import plain
from wijkkaart.guide.shaping import Context, locations, monday, point, safely, said, schedules, title
from wijkkaart.guide.spots import Spot
from wijkkaart.record import INITIATIVE, STATUS_LABELS, Record, RecordKind, Status

_WHEELCHAIR = {"rolstoel": "ja", "rolstoel_deels": "deels", "rolstoel_niet": "nee"}


def thing(record: Record, gemeente: str, context: Context) -> Thing:
    """A record as something that can be found in a gemeente."""
    values = record.values
    places = locations(record, context.known)
    here = [each for each in places if context.spots.get(each[0].id, Spot()).gemeente in ("", gemeente)]
    rules = [rule for _, row in here for rule in schedules(record, row)] or schedules(record)
    where = [context.spots[place.id] for place, _ in here if place.id in context.spots]
    points = [spot for place, _ in here if (spot := point(place))]
    chairs = {
        _WHEELCHAIR[each]
        for place, _ in here
        for each in place.values.get("accessibility") or []
        if each in _WHEELCHAIR
    }
    moments = safely(dayparts, rules) or set()
    on = safely(days, rules) or set()
    facets = {
        "kind": _kinds(record),
        "category": _one(values.get("category")),
        "theme": tuple(values.get("themes") or ()),
        "target_group": tuple(values.get("target_groups") or ()),
        "day": tuple(day for day in DAYS if day in on),
        "moment": tuple(f"{day} {part}" for day, part in sorted(moments)),
        "cost": _one(values.get("cost")),
        "registration": _one(values.get("registration")),
        "language": tuple(values.get("languages") or ()),
        "wheelchair": tuple(sorted(chairs)),
        "status": _one(values.get("status")),
        "freshness": _one(context.freshness(record)),
        **_areas(values, where),
    }
    row = {
        "id": record.id,
        "kind": record.kind.value,
        "record": record.id,
        "name": title(record),
        "gemeente": gemeente,
        "lat": points[0][0] if points else float("nan"),
        "lon": points[0][1] if points else float("nan"),
        "organisation": context.name(values.get("organization_id") or values.get("parent_organization_id")),
        "line": _line(record, here, rules, context),
        "sort": plain(title(record)),
        "street": _street(values.get("category")),
        **_joined(facets),
    }
    # A day more than the week: on a Sunday somebody asks for tomorrow.
    week = partial(weekly, monday=monday(context.day), region=context.region, days=8)
    return Thing(row, facets, tuple(points), lambda: safely(week, rules) or ())


def _joined(facets: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    columns = {"theme": "themes", "target_group": "target_groups", "language": "languages", "day": "days"}
    wanted = (
        "category",
        "theme",
        "target_group",
        "language",
        "cost",
        "day",
        "status",
        "wheelchair",
        "freshness",
        "wijk",
        "buurt",
    )
    return {columns.get(name, name): ";".join(facets[name]) for name in wanted}


def _line(
    record: Record, here: Sequence[tuple[Record, Any]], rules: Sequence[Mapping[str, Any]], context: Context
) -> str:
    values = record.values
    parts = [str(values.get("title") or "") or _label("category", values.get("category"))]
    parts.append(context.name(values.get("organization_id")))
    parts.append(said(short, rules, context.day))
    if record.kind is RecordKind.LOCATION:
        parts.append(str(values.get("address") or ""))
    elif here:
        parts.append(here[0][0].name if len(here) == 1 else f"op {len(here)} plekken")
    status = str(values.get("status") or "")
    if status and status != Status.OPEN:
        parts.append(STATUS_LABELS.get(Status(status), status) if status in set(Status) else status)
    return " · ".join(dict.fromkeys(part for part in parts if part and part != record.name))


def text(record: Record, context: Context) -> Text:
    """What a record is found by."""
    values = record.values
    labels = [_label("category", values.get("category")), *_words(values.get("category"))]
    labels += [_label("theme", each) for each in values.get("themes") or []]
    labels += [_label("target_group", each) for each in values.get("target_groups") or []]
    labels.append(str(values.get("title") or ""))
    where = [place for place, _ in locations(record, context.known)]
    told = [
        str(values.get(name) or "")
        for name in ("description", "text", "alert", "fees_description", "application_process")
    ]
    told += [
        part
        for place in where
        for part in (place.name, str(place.values.get("address") or ""), str(place.values.get("city") or ""))
    ]
    codes = [str(place.values.get("postcode") or "") for place in where]
    codes += [each["number"] for each in values.get("phones") or []]
    return Text(
        f"{title(record)} {values.get('alternate_name') or ''}",
        " ".join(labels),
        context.name(values.get("organization_id")),
        " ".join(told),
        tuple(codes),
    )


def source_thing(row: Mapping[Any, Any], gemeente: str) -> Thing:
    """A source's place, as it is on the map, as something that can be found."""
    there = not pd.isna(row["lat"])
    empty = ("theme", "moment", "cost", "registration", "language", "wheelchair", "freshness")
    facets: dict[str, tuple[str, ...]] = dict.fromkeys(empty, ())
    facets |= {
        "kind": ("source",),
        "category": _one(row["category"]),
        "target_group": tuple(each for each in row["target_groups"].split(";") if each),
        "day": tuple(each for each in row["days"].split(";") if each),
        "status": (Status.OPEN.value,),
        "wijk": _one(row["wijk"]),
        "buurt": _one(row["buurt"]),
    }
    line = [_label("category", row["category"]), row["organisation"], row["address"]]
    columns = {
        "id": row["id"],
        "kind": "source",
        "record": "",
        "name": row["name"],
        "gemeente": gemeente,
        "lat": row["lat"],
        "lon": row["lon"],
        "organisation": row["organisation"],
        "line": " · ".join(dict.fromkeys(part for part in line if part and part != row["name"])),
        "sort": plain(row["name"]),
        "street": _street(row["category"]),
        **_joined(facets),
    }
    return Thing(columns, facets, ((row["lat"], row["lon"]),) if there else ())


def source_text(row: Mapping[Any, Any]) -> Text:
    """What a source's place is found by."""
    labels = [_label("category", row["category"]), *_words(row["category"])]
    told = f"{row['description']} {row['address']} {row['city']}"
    return Text(
        row["name"], " ".join(labels), row["organisation"], told, (row["postcode"], *row["phone"].split("/"))
    )


def _areas(values: Mapping[str, Any], where: Sequence[Spot]) -> dict[str, tuple[str, ...]]:
    """The wijken and buurten in which it is; of what is nowhere, such as a network, those that it's for."""
    found = {(spot.wijk, spot.buurt) for spot in where}
    if not where:
        for code in map(str, values.get("service_area") or ()):
            found.add(
                (code if code.startswith("WK") else "WK" + code[2:8], code if code.startswith("BU") else "")
            )
        found = {pair for pair in found if len(pair[0]) == len("WK000000")}
    return {
        "wijk": tuple(sorted({wijk for wijk, _ in found} - {""})),
        "buurt": tuple(sorted({buurt for _, buurt in found} - {""})),
    }


def _kinds(record: Record) -> tuple[str, ...]:
    """The kind of a record; an initiative of residents is an organisation of a kind of its own too."""
    if record.kind is RecordKind.ORGANIZATION and record.values.get("legal_status") == INITIATIVE:
        return record.kind.value, INITIATIVE
    return (record.kind.value,)


def _one(value: Any) -> tuple[str, ...]:
    return (str(value),) if value else ()


def _label(name: str, key: Any) -> str:
    if name == "category":
        found = categories().get(str(key or ""))
        return found.label if found else ""
    term = options(name).get(str(key))
    return term.label if term else ""


def _words(key: Any) -> tuple[str, ...]:
    found = categories().get(str(key or ""))
    return found.words if found else ()


def _street(category: object) -> bool:
    known = categories().get(str(category or ""))
    return known is not None and known.street
