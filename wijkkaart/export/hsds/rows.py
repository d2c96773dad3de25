"""Records as rows of the tables of HSDS.

What HSDS has a column or table for goes there. Everything else that may be seen (choices, exact status,
day of opening, ...) becomes an attribute: a choice as a term of its taxonomy, another value under a term
of the taxonomy `veld`. Networks are organisations with the attribute `veld:soort` = `network`; notes are
no part of HSDS and left out. Ids of records are their own; those of rows made of them follow from what
they're made of, so they're the same in every export.
"""

import json
from typing import Any

from wijkkaart.catalogue import options
from wijkkaart.export import cells
from wijkkaart.export.hsds import spec
from wijkkaart.export.hsds.sheets import Row, Rows, Sheets, as_uuid, derived, fits, utc
from wijkkaart.export.selection import Selection, completed
from wijkkaart.record import FIELDS, Field, FieldType, Record, RecordKind

_ALONG = (RecordKind.ORGANIZATION, RecordKind.LOCATION)
"""What comes along when something chosen points at it."""
_ELSEWHERE = {
    "organization": {"phones", "parent_organization_id", "kvk"},
    "service": {"phones", "organization_id", "locations", "schedules", "languages", "service_area"},
    "location": {"phones", "organization_id", "address", "postcode", "city", "schedules", "accessibility"},
    "contact": {"phones", "organization_id", "location_id"},
}
"""Table to the fields that have columns or a table of their own, written by hand here."""


def rows_of(selection: Selection) -> Rows:
    """Table to rows, only with the columns that are filled. Records that others point at come along."""
    return _Writer(selection).written()


class _Writer:
    """The tables while they fill."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        found = completed(selection, _ALONG)
        self.records = [record for record in found if record.kind is not RecordKind.NOTE]
        self.ids = {record.id for record in self.records}
        self.sheets = Sheets(selection)

    def written(self) -> Rows:
        for record in self.records:
            match record.kind:
                case RecordKind.ORGANIZATION | RecordKind.NETWORK:
                    self._organization(record)
                case RecordKind.LOCATION:
                    self._location(record)
                case RecordKind.SERVICE:
                    self._service(record)
                case _:
                    self._contact(record)
        self.sheets.add(
            "meta_table_description",
            id=derived("meta"),
            name=self.selection.area or "wijkkaart",
            language="nl",
            character_set="UTF-8",
        )
        return self.sheets.rows

    # -- kinds

    def _organization(self, record: Record) -> None:
        key, name = as_uuid(record.id), _name(record)
        row = self._native(record, "organization")
        legal = self.selection.label("legal_status", record.values.get("legal_status") or "")
        self.sheets.add(
            "organization",
            **row
            | {
                "id": key,
                "name": name,
                "description": row.get("description") or name,
                "legal_status": legal,
                "parent_organization_id": self._pointed(record, "parent_organization_id"),
            },
        )
        self._phones(record, organization_id=key)
        if number := record.values.get("kvk"):
            self.sheets.add(
                "organization_identifier",
                id=derived(key, "kvk"),
                organization_id=key,
                identifier_scheme="NL-KVK",
                identifier_type="KVK-nummer",
                identifier=cells.clean(number),
            )
        self._rest(record, "organization")

    def _location(self, record: Record) -> None:
        key = as_uuid(record.id)
        row = self._native(record, "location")
        organization = self._pointed(record, "organization_id")
        self.sheets.add(
            "location", **row | {"id": key, "location_type": "physical", "organization_id": organization}
        )
        self._address(record, key)
        self._phones(record, location_id=key)
        for rule in record.values.get("schedules") or []:
            self.sheets.schedule(rule, location_id=key)
        for choice in record.values.get("accessibility") or []:
            self.sheets.add(
                "accessibility",
                id=derived(key, "accessibility", choice),
                location_id=key,
                description=self.selection.label("accessibility", choice),
                details=choice,
            )
        self._rest(record, "location")

    def _service(self, record: Record) -> None:
        key = as_uuid(record.id)
        groups = record.values.get("target_groups") or []
        checked = max((entry.checked for entry in record.meta.values()), default="")
        self.sheets.add(
            "service",
            **self._native(record, "service")
            | {
                "id": key,
                "name": _name(record),
                "organization_id": self._pointed(record, "organization_id") or self._nobody(),
                "status": spec.STATUS.get(record.values.get("status") or "", "inactive"),
                "eligibility_description": ", ".join(
                    self.selection.label("target_group", group) for group in groups
                ),
                "assured_date": cells.iso_date(checked),
                "last_modified": utc(record.modified),
            },
        )
        self._phones(record, service_id=key)
        for rule in record.values.get("schedules") or []:
            self.sheets.schedule(rule, service_id=key)
        for number, at in enumerate(record.values.get("locations") or []):
            self._at(key, at, number)
        self._around(record, key)
        self._rest(record, "service")

    def _around(self, record: Record, key: str) -> None:
        """Areas, languages and cost of a service."""
        for code in record.values.get("service_area") or []:
            self.sheets.add(
                "service_area",
                id=derived(key, "area", code),
                service_id=key,
                name=self.selection.areas.get(code, code),
                extent=code,
                extent_type="text",
            )
        known = options("language")
        for language in record.values.get("languages") or []:
            name = self.selection.label("language", language)
            code = known[language].code if language in known else ""
            self.sheets.add(
                "language", id=derived(key, "language", language), service_id=key, name=name, code=code
            )
        cost, fees = record.values.get("cost") or "", cells.clean(record.values.get("fees_description") or "")
        if cost or fees:
            self.sheets.add(
                "cost_option",
                id=derived(key, "cost"),
                service_id=key,
                option=self.selection.label("cost", cost),
                currency="EUR",
                amount_description=fees,
            )

    def _at(self, key: str, at: Row, number: int) -> None:
        if at.get("location_id") not in self.ids:
            return
        place = as_uuid(at["location_id"])
        link = derived(key, "at", place)
        said = cells.clean(at.get("description") or "")
        self.sheets.add("service_at_location", id=link, service_id=key, location_id=place, description=said)
        for rule in at.get("schedules") or []:
            self.sheets.schedule(rule, service_at_location_id=link)
        if number:
            self.sheets.say(link, "service_at_location", "position", str(number))

    def _contact(self, record: Record) -> None:
        row = self._native(record, "contact")
        if not row.get("name") and not row.get("title"):
            return  # nobody that may be named
        key = as_uuid(record.id)
        links = {name: self._pointed(record, name) for name in ("organization_id", "location_id")}
        self.sheets.add("contact", **row | links | {"id": key})
        self._phones(record, contact_id=key)
        self._rest(record, "contact")

    # -- parts

    def _native(self, record: Record, table: str) -> Row:
        found = {}
        kind = {field.name: field for field in FIELDS[record.kind]}
        formats = {column.name: column.format for column in spec.TABLES[table][1]}
        for ours, theirs in spec.NATIVE[table].items():
            value = record.values.get(ours)
            if ours not in kind or value is None or value == "":
                continue
            text = cells.clean(value) if isinstance(value, str) else value
            if formats[theirs] and not fits(formats[theirs], text):
                self.sheets.say(as_uuid(record.id), table, ours, text)
            else:
                found[theirs] = text
        return found

    def _pointed(self, record: Record, name: str) -> str:
        key = record.values.get(name) or ""
        return as_uuid(key) if key in self.ids else ""

    def _nobody(self) -> str:
        name = spec.NO_ORGANIZATION
        return self.sheets.add("organization", id=derived("organization", name), name=name, description=name)

    def _phones(self, record: Record, **owner: str) -> None:
        for phone in record.values.get("phones") or []:
            number, said = cells.clean(phone.get("number", "")), cells.clean(phone.get("description") or "")
            if number:
                key = derived(record.id, "phone", number, said)
                self.sheets.add("phone", id=key, number=number, description=said, **owner)

    def _address(self, record: Record, key: str) -> None:
        street, postcode, city = (
            cells.clean(record.values.get(name) or "") for name in ("address", "postcode", "city")
        )
        if street and city:
            self.sheets.add(
                "address",
                id=derived(key, "address"),
                location_id=key,
                address_1=street,
                city=city,
                # The Netherlands have no province in an address; the gemeente says more.
                state_province=self.selection.spot(record.id).gemeente_name or city,
                postal_code=postcode or "onbekend",
                country="NL",
                address_type="physical",
            )
            return
        for name, text in (("address", street), ("postcode", postcode), ("city", city)):
            if text:
                self.sheets.say(key, "location", name, text)

    def _rest(self, record: Record, table: str) -> None:
        """What has no place in HSDS as attributes, and what is known of each field as metadata."""
        key = as_uuid(record.id)
        handled = spec.NATIVE[table].keys() | _ELSEWHERE[table]
        if record.kind is RecordKind.NETWORK:
            handled = handled - {"organization_id"}
        for field in FIELDS[record.kind]:
            value = record.values.get(field.name)
            if field.name not in handled and value not in (None, "", [], {}):
                self._attribute(key, table, field, value)
        if record.kind is RecordKind.NETWORK:
            self.sheets.say(key, table, "soort", record.kind.value)
        if record.example:
            self.sheets.say(key, table, "voorbeeld", "true")
        if key != record.id:
            self.sheets.say(key, table, "bron", record.id)
        if record.version:
            self.sheets.say(key, table, "versie", str(record.version))
        spot = self.selection.spot(record.id)
        for name, code in (("wijk", spot.wijk), ("buurt", spot.buurt)):
            if code:
                self.sheets.say(key, table, name, code)
        self.sheets.metadata(record, key, table)

    def _attribute(self, key: str, table: str, field: Field, value: Any) -> None:
        match field.type:
            case FieldType.CHOICE:
                self.sheets.tag(key, table, field.name, field.options, value)
            case FieldType.CHOICES:
                for choice in value:
                    self.sheets.tag(key, table, field.name, field.options, choice)
            case FieldType.RECORD:
                if value in self.ids:
                    self.sheets.say(key, table, field.name, as_uuid(value))
            case FieldType.BOOL:
                self.sheets.say(key, table, field.name, "true" if value else "false")
            case FieldType.RECORDS_AT:
                seen = [row for row in value if self._linked(row)]
                if seen:
                    self.sheets.say(key, table, field.name, cells.structured(seen))
            case FieldType.AREAS | FieldType.SCHEDULES | FieldType.CONSENT | FieldType.PHONES:
                self.sheets.say(key, table, field.name, json.dumps(value, ensure_ascii=False, sort_keys=True))
            case _:
                self.sheets.say(key, table, field.name, cells.clean(value))

    def _linked(self, row: Row) -> bool:
        return any(row.get(name) in self.ids for name in ("organization_id", "contact_id"))


def _name(record: Record) -> str:
    return cells.clean(record.name) or "zonder naam"
