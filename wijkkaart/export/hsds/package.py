"""The tables of HSDS as a tabular data package: a zip of CSV files with a `datapackage.json`."""

import csv
import io
import json
import re
import zipfile
from typing import Any

from wijkkaart.core.spreadsheets import harmless
from wijkkaart.export.hsds import spec
from wijkkaart.export.selection import Selection

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_PHONE = re.compile(r"\+[\d ()]+")
"""A number that no spreadsheet can calculate anything with, and that software wants as it is."""


def write(rows: Rows, selection: Selection) -> bytes:
    """The zip. The same rows give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, (path, columns) in spec.TABLES.items():
            _put(archive, path, _csv([column.name for column in columns], rows[table]))
        described = json.dumps(_descriptor(selection), ensure_ascii=False, indent=1)
        _put(archive, "datapackage.json", described.encode())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name)  # dated 1980, so that the same rows give the same file
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _csv(columns: list[str], rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[cell(row.get(name, "")) for name in columns] for row in rows])
    return out.getvalue().encode()


def cell(value: str | float) -> str:
    """A value as text that no spreadsheet calculates."""
    if not isinstance(value, str):
        return f"{value:.10g}"
    return value if _PHONE.fullmatch(value) else harmless(value)


def _descriptor(selection: Selection) -> Row:
    return {
        "name": "wijkkaart-hsds",
        "profile": "tabular-data-package",
        "title": f"Sociale kaart {selection.area}".strip(),
        "description": (
            f"{selection.counted}. Filters: {selection.filters or 'geen'}. Zichtbaar voor: "
            f"{selection.role.value}. Een tekst die een rekenprogramma als formule zou kunnen lezen, begint "
            "met een enkel aanhalingsteken (')."
        ),
        "version": spec.VERSION,
        "created": f"{selection.today.isoformat()}T00:00:00Z",
        "sources": [
            {"title": f"{source.publisher}: {source.title}"} | ({"path": source.url} if source.url else {})
            for source in selection.sources
        ],
        "notices": selection.notices,
        "resources": [_resource(table) for table in spec.TABLES],
    }


def _resource(table: str) -> Row:
    path, columns = spec.TABLES[table]
    return {
        "name": table,
        "path": path,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": [_field(column) for column in columns],
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": column.to, "fields": "id"}}
                for column in columns
                if column.to
            ],
        },
    }


def _field(column: spec.Column) -> Row:
    said: Row = {"name": column.name, "type": column.type}
    if column.format:
        said["format"] = column.format
    if column.type == "datetime":
        said["format"] = "any"
    constraints = {"required": column.required} | ({"unique": True} if column.name == "id" else {})
    return said | {"constraints": constraints}
