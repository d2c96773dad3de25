"""The offers of a selection as a calendar file (RFC 5545)."""

from datetime import datetime, time

from wijkkaart.core.schedules.free_days import region_of
from wijkkaart.core.schedules.ics import Entry, to_ics
from wijkkaart.export import cells
from wijkkaart.export.selection import Selection
from wijkkaart.export.table import times_of
from wijkkaart.record import Record, RecordKind, Status


def write(selection: Selection) -> bytes:
    """A calendar with each offer at each of its places; opening hours of places aren't in it."""
    entries = [
        entry
        for record in selection.of(RecordKind.SERVICE)
        if record.values.get("status") in (None, Status.OPEN.value)
        for entry in _entries(record, selection)
    ]
    name = f"Aanbod {selection.area}".strip()
    return to_ics(entries, datetime.combine(selection.today, time.min), name)


def _entries(service: Record, selection: Selection) -> list[Entry]:
    places: dict[str, list[dict[str, object]]] = {}
    for place, rule in times_of(service):
        if rule:
            places.setdefault(place, []).append(rule)
    return [
        Entry(
            uid=f"{service.id}-{place}" if place else service.id,
            title=cells.clean(service.name),
            schedules=rules,
            place=_line(selection.known.get(place)),
            description=_told(service, selection),
            url=str(service.values.get("url") or ""),
            region=region_of(selection.spot(place).gemeente)[0] if selection.spot(place).gemeente else "",
        )
        for place, rules in places.items()
    ]


def _line(place: Record | None) -> str:
    if place is None:
        return ""
    values = place.values
    town = f"{values.get('postcode') or ''} {values.get('city') or ''}".strip()
    return ", ".join(part for part in (place.name, values.get("address") or "", town) if part)


def _told(service: Record, selection: Selection) -> str:
    values = service.values
    by = selection.name(values.get("organization_id") or "")
    cost = selection.label("cost", values.get("cost") or "")
    phones = ", ".join(phone.get("number", "") for phone in values.get("phones") or [])
    parts = (
        values.get("alert") or "",
        values.get("description") or "",
        f"Van: {by}" if by else "",
        f"Kosten: {cost}" if cost else "",
        f"Telefoon: {phones}" if phones else "",
    )
    return cells.clean("\n".join(part for part in parts if part))
