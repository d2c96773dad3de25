"""Files in HSDS 3.0, tabular (zip) or JSON, as rows for the register; ours and those of others."""

import csv
import io
import json
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from wijkkaart.config import Settings
from wijkkaart.core.spreadsheets import plain
from wijkkaart.errors import InvalidFile
from wijkkaart.export.hsds import nested, spec
from wijkkaart.intake.hsds_values import Sheets, values_of
from wijkkaart.intake.incoming import Incoming
from wijkkaart.record import RecordKind

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_KINDS = {
    "organization": RecordKind.ORGANIZATION,
    "location": RecordKind.LOCATION,
    "service": RecordKind.SERVICE,
    "contact": RecordKind.CONTACT,
}
_PATHS = {path: table for table, (path, _) in spec.TABLES.items()}
_CELL = 200_000
"""Characters of one cell; more is no text that people wrote."""


def is_hsds(path: Path) -> bool:
    """Whether a file looks like HSDS: a zip with its tables, or JSON (which is only then read whole)."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = {Path(name).name for name in archive.namelist()}
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        return bool({"organizations.csv", "services.csv", "locations.csv"} & names)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and path.suffix.lower() == ".json"


def read(path: Path, settings: Settings) -> list[Incoming]:
    """The records in a file. Raises InvalidFile when it's too large, damaged or no HSDS."""
    if path.stat().st_size > settings.max_text_bytes:
        raise InvalidFile(
            f"{path.name} is te groot: {path.stat().st_size / 1e6:.0f} MB.",
            f"Verwacht: hoogstens {settings.max_text_bytes / 1e6:.0f} MB.",
            "Splits het bestand.",
        )
    with path.open("rb") as stream:
        zipped = stream.read(2) == b"PK"
    rows = _unzipped(path, settings) if zipped else _parsed(path)
    return _incoming(path.name, rows)


def _unzipped(path: Path, settings: Settings) -> Rows:
    rows: Rows = {name: [] for name in spec.TABLES}
    left = min(settings.max_text_bytes, path.stat().st_size * settings.max_unzipped_ratio)
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                table = _PATHS.get(Path(info.filename).name)
                if table is None:
                    continue
                with archive.open(info) as stream:
                    # What is read counts, not the size that the file claims.
                    data = stream.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise InvalidFile(
                        f"{path.name} pakt uit tot verdacht veel.", remedy="Vraag een ander bestand."
                    )
                rows[table] = _table(path.name, info.filename, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, NotImplementedError) as error:
        raise _damaged(path.name) from error
    return rows


def _table(name: str, inside: str, data: bytes) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        return [
            {key: plain(said) for key, said in row.items() if key and isinstance(said, str) and said}
            for row in csv.DictReader(io.StringIO(text, newline=""))
            if row.get("id") and all(len(part) < _CELL for part in row.values() if isinstance(part, str))
        ]
    except csv.Error as error:
        raise InvalidFile(
            f"{name}: {inside} is niet te lezen ({error}).",
            "Verwacht: een CSV-bestand volgens HSDS.",
            "Vraag de maker om een nieuw bestand.",
        ) from error


def _parsed(path: Path) -> Rows:
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _damaged(path.name) from error
    tops: list[tuple[str, list[Row]]] = []
    if isinstance(whole, dict):
        tops = [(table, whole[key]) for key, table in nested.TOP.items() if isinstance(whole.get(key), list)]
        if not tops and isinstance(whole.get("contents"), list):
            whole = whole["contents"]  # a page of an API
    if isinstance(whole, list):
        tops = [
            ("service" if _is_service(row) else "organization", [row])
            for row in whole
            if isinstance(row, dict)
        ]
    if not tops:
        raise InvalidFile(
            f"{path.name} is geen HSDS: er staan geen organisaties, plekken of aanbod in.",
            "Verwacht: JSON volgens Open Referral HSDS 3.0.",
            "Controleer of dit het goede bestand is.",
        )
    return nested.flattened(tops)


def _is_service(row: Row) -> bool:
    return "organization_id" in row or "organization" in row or "service_at_locations" in row


def _damaged(name: str) -> InvalidFile:
    return InvalidFile(
        f"{name} is beschadigd of niet volledig.",
        "Verwacht: HSDS 3.0 als zip met tabellen, of als JSON.",
        "Download het bestand opnieuw.",
    )


def _incoming(name: str, rows: Rows) -> list[Incoming]:
    sheets = Sheets(rows)
    found: list[Incoming] = []
    counts: Counter[str] = Counter()
    for table, kind in _KINDS.items():
        for row in rows[table]:
            counts[table] += 1
            if row["id"] == sheets.nobody:
                continue
            found.append(
                _one(f"{name}, {spec.TABLES[table][0]}, rij {counts[table] + 1}", table, kind, row, sheets)
            )
    return found


def _one(where: str, table: str, kind: RecordKind, row: Row, sheets: Sheets) -> Incoming:
    said = sheets.said[row["id"]]
    if said.get("soort") == RecordKind.NETWORK.value:
        kind = RecordKind.NETWORK
    if "bron" in said:
        problem = "dit komt uit een bron en niet uit het register; neem het in de app over"
        return Incoming(where, kind, problem=problem, values={"name": row.get("name", "")})
    version = said.get("versie", "")
    values, problem = values_of(table, kind, row, sheets)
    return Incoming(
        where,
        kind,
        sheets.id_of(row["id"]),
        values=values,
        version=int(version) if version.isdecimal() else None,
        example=said.get("voorbeeld") == "true",
        problem=problem,
    )
