"""Records as tables: one row a record, or one row a time at which an offer is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wijkkaart.core.schedules import in_words
from wijkkaart.export import cells
from wijkkaart.export.selection import KIND_LABELS, Selection
from wijkkaart.record import FIELDS, Field, FieldMeta, FieldType, Record, RecordKind

ID, WHAT, VERSION, CHECK = "id", "Wat", "Versie", "Controle"
"""Headings by which a file that comes back is compared with the register."""
STRUCTURE = "{} (rooster of koppeling)"
"""Heading of the column that repeats a structured field as JSON."""
OWN = "eigen kennis"
"""What stands in the column Bron for a record of the register itself."""


@dataclass(frozen=True)
class Table:
    """A sheet: headings, rows of as many cells, and what to hide."""

    title: str
    headings: list[str]
    rows: list[list[str | float]]
    hidden: frozenset[str] = field(default_factory=frozenset)
    """Headings of columns that are for the machine."""


def records_table(kind: RecordKind, selection: Selection) -> Table:
    """One row a record of this kind: all its fields, where it lies, and what is needed to take it back."""
    fields = FIELDS[kind]
    extra = [entry for entry in fields if entry.type in cells.STRUCTURED]
    headings = [ID, WHAT, *(entry.label for entry in fields), "Wijk", "Buurt", "Gecontroleerd op", "Bron"]
    headings += ["Voorbeeld", "Gewijzigd op", *(STRUCTURE.format(entry.label) for entry in extra)]
    rows = [_row(record, fields, extra, selection) for record in selection.of(kind)]
    hidden = {VERSION, CHECK, *(STRUCTURE.format(entry.label) for entry in extra)}
    return Table(KIND_LABELS[kind][1], [*headings, VERSION, CHECK], rows, frozenset(hidden))


def _row(
    record: Record, fields: tuple[Field, ...], extra: list[Field], selection: Selection
) -> list[str | float]:
    said = {entry.name: cells.written(entry, record.values.get(entry.name), selection) for entry in fields}
    links = {entry.name: cells.structured(_seen(entry, record, selection)) for entry in extra}
    # What's too long for a cell is left to the words: half of it would be no JSON.
    links = {name: text if len(text) <= cells.LONGEST else "" for name, text in links.items()}
    spot = selection.spot(record.id)
    checked = max((entry.checked for entry in record.meta.values()), default="")
    marks = cells.marks([(entry, str(said[entry.name])) for entry in fields], links)
    return [
        record.id,
        KIND_LABELS[record.kind][0],
        *said.values(),
        spot.wijk_name,
        spot.buurt_name,
        cells.dutch_date(checked),
        origin(record.meta, selection),
        "ja" if record.example else "",
        cells.dutch_date(record.modified[:10]),
        *links.values(),
        float(record.version),
        marks,
    ]


def _seen(entry: Field, record: Record, selection: Selection) -> Any:
    """A structured value; of rows that link to other records only those that may be seen."""
    value = record.values.get(entry.name)
    if entry.type is not FieldType.RECORDS_AT:
        return value
    rows = [
        {key: part for key, part in row.items() if not key.endswith("_id") or part in selection.known}
        for row in value or []
    ]
    return [row for row in rows if any(key.endswith("_id") for key in row)]


def origin(meta: Mapping[str, FieldMeta], selection: Selection) -> str:
    """The notices of the sources that something in a record came from."""
    known = {source.id: source for source in selection.sources}
    ids = dict.fromkeys(entry.origin for entry in meta.values() if entry.origin in known)
    notices = replace(selection, sources=[known[key] for key in ids]).notices
    return cells.BETWEEN.join(notices) or OWN


OCCURRENCE_HEADINGS = (
    "Aanbod",
    "Soort",
    "Organisatie",
    "Plek",
    "Straat en huisnummer",
    "Postcode",
    "Plaats",
    "Wijk",
    "Buurt",
    "Wanneer",
    "Van",
    "Tot",
    "Vanaf datum",
    "Tot en met datum",
    "Voor wie",
    "Kosten",
    "Aanmelden",
    "Talen",
    "Telefoon",
    "E-mail",
    "Website",
    "Stand",
    "Id aanbod",
    "Id plek",
)


def occurrences_table(selection: Selection) -> Table:
    """One row an offer, place and rule of its schedule; an offer without either has one row all the same."""
    rows = []
    for service in selection.of(RecordKind.SERVICE):
        for place, schedule in times_of(service):
            rows.append(_occurrence(service, selection.known.get(place), schedule, selection))
    return Table("Aanbod per keer", list(OCCURRENCE_HEADINGS), rows)


def times_of(service: Record) -> list[tuple[str, dict[str, Any]]]:
    """Id of a place ("" for none) and one rule ({} for none) for each place and time of an offer.

    The times of a place itself go before those of the offer.
    """
    general = service["schedules"] or [{}]
    places = [row for row in service["locations"] if row.get("location_id")]
    if not places:
        return [("", schedule) for schedule in general]
    return [(row["location_id"], rule) for row in places for rule in (row.get("schedules") or general)]


def _occurrence(
    service: Record, place: Record | None, schedule: dict[str, Any], selection: Selection
) -> list[str | float]:
    fields = {entry.name: entry for entry in FIELDS[RecordKind.SERVICE]}

    def of(name: str) -> str | float:
        return cells.written(fields[name], service.values.get(name), selection)

    at = place.values if place is not None else {}
    spot = selection.spot(place.id if place is not None else service.id)
    return [
        cells.clean(service.name),
        of("category"),
        of("organization_id"),
        *(cells.clean(at.get(name) or "") for name in ("name", "address", "postcode", "city")),
        spot.wijk_name,
        spot.buurt_name,
        cells.clean(in_words([schedule])) if schedule else "",
        schedule.get("opens_at", ""),
        schedule.get("closes_at", ""),
        cells.dutch_date(schedule.get("valid_from") or schedule.get("dtstart") or ""),
        cells.dutch_date(schedule.get("valid_to") or schedule.get("until") or ""),
        *(of(name) for name in ("target_groups", "cost", "registration", "languages")),
        *(of(name) for name in ("phones", "email", "url", "status")),
        service.id,
        place.id if place is not None else "",
    ]


def tables(selection: Selection) -> list[Table]:
    """A table for every kind there's a record of, and the times of the offers."""
    found = [records_table(kind, selection) for kind in RecordKind if selection.of(kind)]
    if selection.of(RecordKind.SERVICE):
        found.append(occurrences_table(selection))
    return found
