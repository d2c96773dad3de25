"""Records as rows of the map's places. They were stripped already."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wijkkaart.core.filters import DAYS
from wijkkaart.core.schedules import InvalidSchedule, days, in_words
from wijkkaart.guide.spots import Spot
from wijkkaart.model import PLACE_COLUMNS, Kind
from wijkkaart.record import STATUS_LABELS, Record, RecordKind, Status

K = RecordKind
Known = Mapping[str, Record]
_OFF_MAP = {Status.CLOSED.value, Status.MOVED.value, Status.PLANNED.value}
EMPTY = {name: False if kind == "bool" else "" for name, kind in PLACE_COLUMNS.items()}


@dataclass(frozen=True)
class Context:
    """What a row needs beside its own record."""

    known: Known
    """Id to every record that the role may see."""
    spots: Mapping[str, Spot]
    """Id of a place to where it lies."""
    day: date
    region: str = ""
    freshness: Callable[[Record], str] = lambda _: ""

    def name(self, key: Any) -> str:
        """The name of a record that is referred to; "" when it may not be seen."""
        found = self.known.get(str(key or ""))
        return found.name if found else ""


def point(record: Record | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place, if they're known."""
    if record is None or record.kind is not K.LOCATION:
        return None
    lat, lon = record["latitude"], record["longitude"]
    return None if lat is None or lon is None else (float(lat), float(lon))


def title(record: Record) -> str:
    """What a record is called; a person who doesn't give a name, by the role."""
    return record.name or str(record.values.get("title") or "")


def locations(record: Record, known: Known) -> list[tuple[Record, Mapping[str, Any]]]:
    """The places where something is, each with what's particular there."""
    if record.kind is K.LOCATION:
        return [(record, {})]
    if record.kind is K.SERVICE:
        rows = [(known.get(str(row.get("location_id") or "")), row) for row in record["locations"]]
        return [(place, row) for place, row in rows if place is not None]
    place = known.get(str(record.values.get("location_id") or ""))
    return [(place, {})] if place is not None else []


def schedules(record: Record, row: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """When something is: as said of the place where it's given, else of itself."""
    if row and row.get("schedules"):
        return list(row["schedules"])
    found = record.values.get("schedules") or record.values.get("meets") or []
    return list(found)


# -- rows of the map


def place_rows(record: Record, context: Context) -> Iterator[dict[str, Any]]:
    """The rows of PLACE_COLUMNS of a record, with `record`, `lat`, `lon`, `buurt`, `wijk`, `example`.

    A place or key person has one; an offer one for each place where it's given; the rest none.
    """
    if record.trashed or record.values.get("status") in _OFF_MAP:
        return
    if record.kind is K.LOCATION:
        yield _row(record, record.id, Kind.PLACE, record, context, hours=_place_hours(record, context.day))
    elif record.kind is K.CONTACT:
        places = locations(record, context.known)
        place = places[0][0] if places else None
        yield _row(record, record.id, Kind.KEY_PERSON, place, context, role=str(record["title"]))
    elif record.kind is K.SERVICE:
        given = locations(record, context.known)
        if not given:
            yield _row(
                record, record.id, Kind.ACTIVITY, None, context, **_times(schedules(record), context.day)
            )
        for place, row in given:
            key = f"{record.id}@{place.id}"
            yield _row(
                record, key, Kind.ACTIVITY, place, context, **_times(schedules(record, row), context.day)
            )


def _row(
    record: Record, key: str, kind: Kind, place: Record | None, context: Context, **more: str
) -> dict[str, Any]:
    values = record.values
    where = context.spots.get(place.id, Spot()) if place else Spot()
    spot = point(place)
    alert = str(values.get("alert") or "")
    told = [alert, str(values.get("description") or "")]
    if values.get("status") == Status.TEMPORARILY_CLOSED:
        told.insert(0, f"{STATUS_LABELS[Status.TEMPORARILY_CLOSED].capitalize()}.")
    at = (
        {name: str(place.values.get(name) or "") for name in ("address", "postcode", "city")} if place else {}
    )
    if place is not None and kind is not Kind.PLACE and place.name:
        at["address"] = f"{place.name}, {at['address']}" if at["address"] else place.name
    return {
        **EMPTY,
        **at,
        "id": key,
        "kind": kind.value,
        "name": title(record),
        "category": str(values.get("category") or "overig"),
        "description": " ".join(part for part in told if part),
        "organisation": context.name(values.get("organization_id")),
        "gemeente": where.gemeente or (str(place.values.get("gemeente") or "") if place else ""),
        "phone": " / ".join(each["number"] for each in values.get("phones") or []),
        "email": str(values.get("email") or ""),
        "website": str(values.get("website") or values.get("url") or ""),
        "target_groups": ";".join(values.get("target_groups") or []),
        "public": True,
        "approximate": bool(place.values.get("approximate")) if place else False,
        "source": "eigen",
        "updated": record.modified[:10],
        "record": record.id,
        "lat": spot[0] if spot else float("nan"),
        "lon": spot[1] if spot else float("nan"),
        "buurt": where.buurt,
        "wijk": where.wijk,
        "example": record.example,
        **more,
    }


def _place_hours(record: Record, day: date) -> str:
    return said(in_words, schedules(record), day) or str(record.values.get("hours_text") or "")


def _times(rules: Sequence[Mapping[str, Any]], day: date) -> dict[str, str]:
    """Days and times for the map: apart where one time on days of the week tells all, else in words."""
    if not rules:
        return {}
    on = safely(days, rules) or set()
    found = {"days": ";".join(each for each in DAYS if each in on)}
    times = {(str(rule.get("opens_at") or ""), str(rule.get("closes_at") or "")) for rule in rules}
    plainly = all(rule.get("freq") == "WEEKLY" and int(rule.get("interval") or 1) == 1 for rule in rules)
    if plainly and len(times) == 1:
        found["start"], found["end"] = times.pop()
    else:
        found["hours"] = said(in_words, rules, day)
    return found


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return date.fromordinal(day.toordinal() - day.weekday())


def said(make: Callable[..., str], rules: Iterable[Mapping[str, Any]], day: date) -> str:
    """Schedules in words; "" when they can't be read."""
    try:
        return make(rules, day)
    except InvalidSchedule:
        return ""


def safely(make: Callable[[Any], Any], rules: Any) -> Any:
    """What `make` makes of schedules; None when they can't be read."""
    try:
        return make(rules)
    except InvalidSchedule:
        return None
