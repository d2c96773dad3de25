"""One record of the register in a sentence, who checked it when, and the records that belong to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wijkkaart.core.freshness import NEVER, freshness
from wijkkaart.core.schedules import InvalidSchedule, at_moment, moment_of, next_opening, opening
from wijkkaart.present import dutch
from wijkkaart.present.choices import label
from wijkkaart.present.record import about, address
from wijkkaart.present.record_words import GONE, Around, sentence, times
from wijkkaart.record import Field, Record, RecordKind, Shelf, Status, fields_of

K = RecordKind
_LONG = timedelta(days=7)
_COUNTED = re.compile(r" \(geteld vanaf [^()]*\)")
KIND_NAMES = {
    K.ORGANIZATION: ("organisatie", "organisaties"),
    K.LOCATION: ("plek", "plekken"),
    K.SERVICE: ("activiteit of hulp", "activiteiten en hulp"),
    K.NETWORK: ("netwerk", "netwerken"),
    K.CONTACT: ("sleutelpersoon", "sleutelpersonen"),
    K.NOTE: ("notitie", "notities"),
}
"""Kind of record to what one and more of it are called."""


@dataclass(frozen=True)
class Line:
    """A record that belongs to another."""

    id: str
    name: str
    text: str = ""
    """What it is to the other, or when it is; "" when there's nothing to say."""


@dataclass(frozen=True)
class Group:
    """Records that belong to another in the same way."""

    title: str
    lines: list[Line]


def headline(record: Record, around: Around) -> str:
    """What it is, where, and whether it's open, in one or two sentences."""
    said = _WHAT[record.kind](record, around)
    return " ".join(filter(None, (sentence(said), sentence(state(record, around)))))


def state(record: Record, around: Around) -> str:
    """Whether it's open now or when it next is, or that it's closed, planned or moved; "" when unknown."""
    if ended := _standing(record, around):
        return ended
    planned = schedules_of(record)
    if not planned:
        return ""
    try:
        if record.kind is K.LOCATION:
            return at_moment(planned, around.moment, around.region)
        if running := opening(planned, around.moment, around.region):
            if running.end - around.moment >= _LONG:
                return "dag en nacht"
            return f"nu bezig, tot {running.end.hour}.{running.end.minute:02d} uur"
        coming = next_opening(planned, around.moment, around.region)
    except InvalidSchedule:
        return ""
    return f"de volgende keer is {moment_of(coming, around.today)}" if coming else ""


def schedules_of(record: Record) -> list[Mapping[str, Any]]:
    """When something is, wherever it is: places with times of their own count with those."""
    values = fields_of(record.kind)
    if "meets" in values:
        return list(record["meets"])
    if "schedules" not in values:
        return []
    rows = record["locations"] if "locations" in values else []
    own = [schedule for row in rows for schedule in row.get("schedules") or ()]
    everywhere = not own or any(not row.get("schedules") for row in rows)
    return [*(record["schedules"] if everywhere else ()), *own]


def _standing(record: Record, around: Around) -> str:
    """What's to say of something that isn't simply open."""
    closed, opened = dutch.iso_day(record.values.get("closed") or ""), record.values.get("opened") or ""
    match record.values.get("status"):
        case Status.CLOSED:
            ending = "gesloten" if record.kind is K.LOCATION else "gestopt"
            return f"{ending} sinds {closed}" if closed else ending
        case Status.MOVED:
            to = record.values.get("moved_to")
            return f"verhuisd naar {around.name(to)}" if to else "verhuisd"
        case Status.PLANNED:
            return f"gepland voor {dutch.iso_day(opened)}" if opened else "gepland"
        case Status.TEMPORARILY_CLOSED:
            return "tijdelijk gesloten"
    return ""


def _place(record: Record, around: Around) -> str:
    return _joined(_kind(record), _of(record, around), address(record))


def _offer(record: Record, around: Around) -> str:
    rows = record["locations"]
    where = ""
    if rows:
        more = f" en {dutch.count(len(rows) - 1, 'andere plek', 'andere plekken')}" if len(rows) > 1 else ""
        where = f" bij {around.name(rows[0]['location_id'])}{more}"
    return _joined(_kind(record) + where, _of(record, around), _when(record["schedules"], around))


def _when(schedules: list[Mapping[str, Any]], around: Around) -> str:
    """Times in words, without the day that weeks are counted from: the next time is told right after."""
    return _COUNTED.sub("", times(schedules, around))


def _organization(record: Record, around: Around) -> str:
    form = label("legal_status", record["legal_status"]).lower()
    kind = _kind(record)
    above = record["parent_organization_id"]
    part = f"hoort bij {around.name(above)}" if above else ""
    return _joined(kind, form if form != kind.lower() else "", part)


def _network(record: Record, around: Around) -> str:
    kind = label("network_kind", record["category"]).lower()
    lead = record["organization_id"]
    members = len(record["members"])
    return _joined(
        "netwerk" + (f" ({kind})" if kind else ""),
        f"getrokken door {around.name(lead)}" if lead else "",
        dutch.count(members, "deelnemer", "deelnemers") if members else "",
        f"komt bij elkaar: {_when(record['meets'], around)}" if record["meets"] else "",
    )


def _person(record: Record, around: Around) -> str:
    organization, where = record["organization_id"], record["location_id"]
    at = f" bij {around.name(organization)}" if organization else ""
    return _joined(record["title"] + at, f"te vinden bij {around.name(where)}" if where else "")


def _note(record: Record, around: Around) -> str:
    origin = label("note_origin", record["origin"]) or "Notitie"
    subject = f"over {about(record, around)}" if record["about"] else ""
    return _joined(origin, dutch.iso_day(record["date"]), subject)


_WHAT = {
    K.LOCATION: _place,
    K.SERVICE: _offer,
    K.ORGANIZATION: _organization,
    K.NETWORK: _network,
    K.CONTACT: _person,
    K.NOTE: _note,
}


def _kind(record: Record) -> str:
    return label("category", record["category"]) or KIND_NAMES[record.kind][0].capitalize()


def _of(record: Record, around: Around) -> str:
    """Whose it is, unless its name says so."""
    name = around.name(record["organization_id"]) if record["organization_id"] else ""
    return f"van {name}" if name and name not in {record.name, GONE} else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def checked(record: Record, around: Around) -> str:
    """Who last checked something of it, and of what that's too long ago, or nobody did, as a sentence."""
    found = freshness(record, around.today, around.months)
    if not found.fields:
        return ""
    labels = fields_of(record.kind)
    if not found.checked:
        return sentence(NEVER)
    last = found.checked.isoformat()
    by = {known.checked_by for known in record.meta.values() if known.checked[:10] == last} - {""}
    said = f"nagekeken op {dutch.day(found.checked)}" + (f" door {dutch.listing(sorted(by))}" if by else "")
    again = dict.fromkeys(_brief(labels[name]) for name in found.stale)
    rest = f"Opnieuw nakijken: {dutch.listing([*again])}." if again else ""
    return " ".join(filter(None, (sentence(said), rest)))


def _brief(asked: Field) -> str:
    """`telefoon`, `tijden`, `adres`: what a field is about."""
    return {Shelf.HOURS: "tijden", Shelf.ADDRESS: "adres"}.get(
        asked.shelf or Shelf.CONTACT, asked.label.lower()
    )


def related(record: Record, others: Iterable[Record], around: Around) -> list[Group]:
    """The records among `others` that belong to this one, by how; each group sorted by name.

    `others` may hold too much: only what refers to the record, or it to them, is taken. What the record's
    own lines already name (`present.record.facts`) isn't repeated.
    """
    groups: dict[str, list[Line]] = {title: [] for title in _TITLES}
    for other in others:
        if other.id != record.id and not other.trashed:
            for title, text in _ties(record, other, around):
                groups[title].append(Line(other.id, other.name, text))
    return [
        Group(title, sorted(lines, key=lambda line: line.name.casefold()))
        for title, lines in groups.items()
        if lines
    ]


_TITLES = (
    *("Activiteiten en hulp", "Plekken", "Onderdelen", "Netwerken", "Sleutelpersonen", "Hierheen verhuisd"),
    "Notities",
)


def _ties(record: Record, other: Record, around: Around) -> Iterable[tuple[str, str]]:
    """Under which headings another record stands beside this one, with what there is to say."""
    mine = record.id
    match other.kind:
        case K.SERVICE:
            here = [row for row in other["locations"] if row["location_id"] == mine]
            if here or other["organization_id"] == mine:
                own = next((row["schedules"] for row in here if row.get("schedules")), other["schedules"])
                yield "Activiteiten en hulp", _standing(other, around) or times(own, around)
        case K.LOCATION:
            if other["organization_id"] == mine:
                yield "Plekken", _standing(other, around) or address(other)
            if other["moved_to"] == mine:
                yield "Hierheen verhuisd", _standing(other, around)
        case K.ORGANIZATION:
            if other["parent_organization_id"] == mine:
                yield "Onderdelen", _standing(other, around)
        case K.NETWORK:
            rows = [row for row in other["members"] if mine in (row["organization_id"], row["contact_id"])]
            if other["organization_id"] == mine:
                yield "Netwerken", "trekker"
            elif other["contact_id"] == mine or rows:
                role = next((row["role"] for row in rows if row["role"]), "")
                yield "Netwerken", role or ("deelnemer" if rows else "contactpersoon")
        case K.CONTACT:
            if mine in (other["organization_id"], other["location_id"]):
                yield "Sleutelpersonen", other["title"]
        case K.NOTE:
            if other["about"] == mine:
                yield "Notities", dutch.iso_day(other["date"])
