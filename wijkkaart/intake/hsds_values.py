"""Rows of HSDS as values of records: the way back of `export.hsds.rows`."""

import json
import re
from collections import defaultdict
from typing import Any

from wijkkaart.catalogue import category_of, options, target_group_of
from wijkkaart.export import cells
from wijkkaart.export.hsds import spec
from wijkkaart.export.hsds.schedules import rule_of
from wijkkaart.export.hsds.sheets import as_uuid, derived
from wijkkaart.headers import word_key
from wijkkaart.record import FIELDS, Field, FieldType, RecordKind, Status

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_STATUS = {
    "active": Status.OPEN,
    "inactive": Status.TEMPORARILY_CLOSED,
    "defunct": Status.CLOSED,
    "temporarily closed": Status.TEMPORARILY_CLOSED,
}
_AREA = re.compile(r"(?a)NL00|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}")
_OTHER = "overig"
"""Category of a place whose file doesn't tell one that is known."""


class Sheets:
    """The tables of a file, found by what they belong to."""

    def __init__(self, rows: Rows) -> None:
        self.nobody = derived("organization", spec.NO_ORGANIZATION)
        self.said: dict[str, dict[str, str]] = defaultdict(dict)
        """Id of a row to what its attributes under `veld` say."""
        self.tags: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        """Id of a row to field to ids of choices."""
        self.words: dict[str, list[str]] = defaultdict(list)
        """Id of a row to the names of terms of others' taxonomies."""
        self._of: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for table, found in rows.items():
            for row in found:
                for column in spec.TABLES[table][1]:
                    if column.to and row.get(column.name):
                        self._of[table, column.name, str(row[column.name])].append(row)
        self._read_attributes(rows)

    def of(self, table: str, column: str, key: str) -> list[Row]:
        """The rows of a table that refer to `key` in a column."""
        return self._of.get((table, column, key), [])

    def id_of(self, key: object) -> str:
        """The id that a record of the file gets; "" for none and for what stands for none."""
        return "" if not key or key == self.nobody else as_uuid(str(key))

    def _read_attributes(self, rows: Rows) -> None:
        terms = {term["id"]: term for term in rows["taxonomy_term"]}
        for tag in rows["attribute"]:
            term = terms.get(tag.get("taxonomy_term_id"), {})
            taxonomy, _, choice = str(term.get("code", "")).partition(":")
            link, name = str(tag.get("link_id", "")), str(tag.get("link_type", ""))
            if taxonomy == spec.FIELDS and choice == name:
                self.said[link][name] = str(tag.get("value", ""))
            elif taxonomy and term.get("taxonomy") == taxonomy and name:
                self.tags[link][name].append(choice)
            elif term.get("name"):
                self.words[link].append(str(term["name"]))


def values_of(table: str, kind: RecordKind, row: Row, sheets: Sheets) -> tuple[Row, str]:
    """The values that a row and all that belongs to it give, and what's wrong ("" for nothing).

    A field of which the file says nothing isn't there: it may not have been allowed to be seen.
    """
    key = str(row["id"])
    found: Row = {ours: row[theirs] for ours, theirs in spec.NATIVE[table].items() if row.get(theirs)}
    if table == "organization" and found.get("description") == found.get("name"):
        del found["description"]  # HSDS wants one; here it said nothing
    for name in ("organization_id", "location_id", "parent_organization_id"):
        if row.get(name):
            found[name] = sheets.id_of(row[name])
    phones = sheets.of("phone", f"{table}_id", key)
    if phones:
        found["phones"] = [
            {"number": str(phone.get("number", "")), "description": str(phone.get("description", ""))}
            for phone in phones
        ]
    problem = ""
    try:
        found |= _PARTS[table](row, key, sheets) if table in _PARTS else {}
        found |= _attributes(kind, key, sheets)
    except (ValueError, TypeError, RecursionError):
        problem = "een rooster of kenmerk in het bestand is beschadigd"
    _guess(kind, key, found, sheets)
    names = {field.name for field in FIELDS[kind]}
    return {name: value for name, value in found.items() if name in names and value not in ("", [])}, problem


def _rules(column: str, key: str, sheets: Sheets) -> list[Row]:
    return [rule_of(row, sheets.said[row["id"]]) for row in sheets.of("schedule", column, key)]


def _organization(_row: Row, key: str, sheets: Sheets) -> Row:
    numbers = [
        str(row.get("identifier", ""))
        for row in sheets.of("organization_identifier", "organization_id", key)
        if "kvk" in f"{row.get('identifier_scheme', '')}{row.get('identifier_type', '')}".casefold()
    ]
    return {"kvk": numbers[0]} if numbers else {}


def _location(_row: Row, key: str, sheets: Sheets) -> Row:
    found: Row = {"schedules": _rules("location_id", key, sheets)}
    addresses = sheets.of("address", "location_id", key)
    if addresses:
        at = addresses[0]
        postcode = str(at.get("postal_code", ""))
        found |= {"address": at.get("address_1", ""), "city": at.get("city", "")}
        found["postcode"] = "" if postcode == "onbekend" else postcode
    known = options("accessibility")
    said = [str(row.get("details", "")) for row in sheets.of("accessibility", "location_id", key)]
    found["accessibility"] = [name for name in said if name in known]
    return found


def _service(row: Row, key: str, sheets: Sheets) -> Row:
    places = []
    for at in sheets.of("service_at_location", "service_id", key):
        place = {
            "location_id": sheets.id_of(at.get("location_id")),
            "description": str(at.get("description", "")),
            "schedules": _rules("service_at_location_id", at["id"], sheets),
        }
        position = sheets.said[at["id"]].get("position", "0")
        places.append((int(position) if position.isdecimal() else 0, place))
    languages = options("language")
    by_code = {term.code: term.id for term in languages.values() if term.code} | {
        key: key for key in languages
    }
    by_name = {word_key(term.label): term.id for term in languages.values()}
    spoken = [
        by_code.get(str(said.get("code", ""))) or by_name.get(word_key(str(said.get("name", ""))))
        for said in sheets.of("language", "service_id", key)
    ]
    areas = [str(area.get("extent", "")) for area in sheets.of("service_area", "service_id", key)]
    costs = [word_key(str(cost.get("option", ""))) for cost in sheets.of("cost_option", "service_id", key)]
    cost = [term.id for term in options("cost").values() if word_key(term.label) in costs]
    return {
        "schedules": _rules("service_id", key, sheets),
        "locations": [place for _, place in sorted(places, key=lambda found: found[0])],
        "languages": [language for language in spoken if language],
        "service_area": [area for area in areas if _AREA.fullmatch(area)],
        "cost": cost[0] if cost else "",
        "status": _STATUS.get(str(row.get("status", "")), Status.OPEN).value,
    }


_PARTS = {"organization": _organization, "location": _location, "service": _service}


def _attributes(kind: RecordKind, key: str, sheets: Sheets) -> Row:
    """What attributes say of fields. Raises ValueError or TypeError for damaged JSON."""
    found: Row = {}
    for field in FIELDS[kind]:
        chosen = sheets.tags[key].get(field.name, [])
        if chosen:
            found[field.name] = chosen if field.type is FieldType.CHOICES else chosen[0]
        elif field.name in sheets.said[key]:
            found[field.name] = _said(field, sheets.said[key][field.name], sheets)
    return found


def _said(field: Field, text: str, sheets: Sheets) -> Any:
    match field.type:
        case FieldType.BOOL:
            return text == "true"
        case FieldType.RECORD:
            return sheets.id_of(text)
        case FieldType.NUMBER:
            return cells.as_number(text)
        case (
            FieldType.AREAS
            | FieldType.SCHEDULES
            | FieldType.CONSENT
            | FieldType.PHONES
            | FieldType.RECORDS_AT
        ):
            return json.loads(text)
        case _:
            return text


def _guess(kind: RecordKind, key: str, found: Row, sheets: Sheets) -> None:
    """Category and target groups by the names of others' terms, and what the register can't do without."""
    words = sheets.words[key]
    if kind in (RecordKind.LOCATION, RecordKind.ORGANIZATION, RecordKind.SERVICE):
        known = options("category")
        category = next((name for word in words if (name := category_of(word)) in known), None)
        if category:
            found.setdefault("category", category)
        groups = [group for word in words if (group := target_group_of(word))]
        if groups:
            found.setdefault("target_groups", list(dict.fromkeys(groups)))
    if kind is RecordKind.LOCATION:
        found.setdefault("category", _OTHER)
    if kind is not RecordKind.CONTACT:
        found.setdefault("status", Status.OPEN.value)
