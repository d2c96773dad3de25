"""The tables of HSDS as nested JSON, and nested JSON as tables again."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wijkkaart.export.hsds import spec
from wijkkaart.export.selection import Selection

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TOP = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "contacts": "contact",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Key of a whole file to the table in it."""


class Tree:
    """Nests rows. Each answer is new, so whoever gets it may change it."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._by_id = {table: {row["id"]: row for row in found} for table, found in rows.items()}
        self._children: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for lists in spec.LISTS.values():
            for table, column in set(lists.values()):
                self._fill(table, column)
        self._fill("attribute", "link_id")
        self._fill("metadata", "resource_id")

    def _fill(self, table: str, column: str) -> None:
        if any(key[:2] == (table, column) for key in self._children):
            return
        for row in self.rows.get(table, []):
            if row.get(column):
                self._children[table, column, row[column]].append(row)

    def full(self, table: str, row: Row, *, around: bool = True) -> Row:
        """A row with all that belongs to it; with `around` also what it belongs to."""
        found = {name: value for name, value in row.items() if not _is_parent(table, name)}
        for key, (child, column) in spec.LISTS.get(table, {}).items():
            if table == "organization" and key == "locations":
                continue  # locations are listed by themselves
            rows = [self.full(child, other) for other in self._children.get((child, column, row["id"]), [])]
            for other in rows:
                other.pop(column, None)
            if rows:
                found[key] = rows
        self._tagged(table, row, found)
        if around and table == "service":
            organization = self._by_id["organization"].get(row.get("organization_id", ""))
            if organization is not None:
                found["organization"] = self.full("organization", organization, around=False)
        if around and table == "service_at_location":
            location = self._by_id["location"].get(row.get("location_id", ""))
            if location is not None:
                found["location"] = self.full("location", location, around=False)
        return found

    def _tagged(self, table: str, row: Row, found: Row) -> None:
        tags = self._children.get(("attribute", "link_id", row["id"]), []) if table in spec.TAGGED else []
        if tags:
            found["attributes"] = [
                tag | {"taxonomy_term": self._by_id["taxonomy_term"][tag["taxonomy_term_id"]]} for tag in tags
            ]
        known = self._children.get(("metadata", "resource_id", row["id"]), [])
        if known:
            found["metadata"] = [dict(entry) for entry in known]


def _is_parent(table: str, name: str) -> bool:
    """Columns that JSON says by nesting instead: the organisation of a service stays, for short answers."""
    return False if table != "service" else name == "program_id"


def write(rows: Rows, selection: Selection) -> bytes:
    """One JSON file with everything: `organizations`, `services`, `locations`, ... fully nested."""
    tree = Tree(rows)
    whole: dict[str, Any] = {
        "version": spec.VERSION,
        "profile": spec.PROFILE,
        "about": dict(selection.account()) | {"Bron en licentie": selection.notices},
    }
    for key, table in TOP.items():
        whole[key] = [tree.full(table, row) for row in rows[table]]
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def flattened(tops: Iterable[tuple[str, Iterable[Row]]]) -> Rows:
    """Tables of nested rows, given as table and its rows; a row met twice is kept once, with all it told."""
    rows: dict[str, dict[str, Row]] = {name: {} for name in spec.TABLES}
    waiting = [(table, row) for table, found in tops for row in found]
    while waiting:
        table, row = waiting.pop(0)
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            continue
        columns = {column.name for column in spec.TABLES[table][1]}
        kept = rows[table].setdefault(row["id"], {})
        for name, value in row.items():
            if name in columns and value is not None and not isinstance(value, list | dict):
                kept.setdefault(name, value)
        waiting += _inside(table, row)
    return {table: list(found.values()) for table, found in rows.items()}


def _inside(table: str, row: Row) -> list[tuple[str, Row]]:
    """What's nested in a row, with the column that refers back filled in."""
    found: list[tuple[str, Row]] = []
    for key, (child, column) in spec.LISTS.get(table, {}).items():
        found += [(child, {column: row["id"]} | other) for other in _dicts(row.get(key))]
    for tag in _dicts(row.get("attributes")):
        term = tag.get("taxonomy_term")
        said = {"link_id": row["id"], "link_entity": table} | tag
        if isinstance(term, dict) and isinstance(term.get("id"), str):
            said.setdefault("taxonomy_term_id", term["id"])
            found.append(("taxonomy_term", term))
        found.append(("attribute", said))
    found += [
        ("metadata", {"resource_id": row["id"], "resource_type": table} | entry)
        for entry in _dicts(row.get("metadata"))
    ]
    if table == "service" and isinstance(row.get("organization"), dict):
        found.append(("organization", row["organization"]))
    if table == "service_at_location" and isinstance(row.get("location"), dict):
        found.append(("location", row["location"]))
    return found


def _dicts(value: object) -> list[Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
