"""Workbooks of Excel and LibreOffice, opened with care: they are zips, and zips can lie."""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import python_calamine as calamine

from wijkkaart.build.records import as_text
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile

_CHUNK = 1 << 20
_OVERLAP = 128
_MOST_CELLS = 50_000_000
"""The reader lays a sheet out as a full grid up to its last cell, so a far corner costs memory."""

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)")
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')


def read(name: str, data: bytes, settings: Settings) -> list[tuple[str, Iterator[list[str]]]]:
    """The sheets of an .xlsx, .xls or .ods file: name and rows of text, all rows of a sheet as wide.

    Raises InvalidFile when the file is damaged, locked, of another kind, or unpacks to too much.
    """
    if data.startswith(b"PK"):
        _check_zip(name, data, settings)
    try:
        book = open_workbook(io.BytesIO(data))
        return [(sheet, _rows(book.get_sheet_by_name(sheet))) for sheet in book.sheet_names]
    except calamine.PasswordError as error:
        raise InvalidFile(
            f"{name} is beveiligd met een wachtwoord.",
            "Verwacht: een werkmap die zonder wachtwoord opengaat.",
            "Verwijder de beveiliging in Excel en sla het bestand opnieuw op.",
        ) from error
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as error:
        raise _damaged(name) from error


def open_workbook(stream: io.BytesIO) -> calamine.CalamineWorkbook:
    """The workbook in a stream; what kind it is shows from its content."""
    return calamine.CalamineWorkbook.from_filelike(stream)


def _damaged(name: str) -> InvalidFile:
    return InvalidFile(
        f"{name} is beschadigd of niet volledig.",
        "Verwacht: een werkmap van Excel (.xlsx, .xls) of LibreOffice (.ods).",
        "Download het bestand opnieuw, of open het in Excel en sla het op als .xlsx.",
    )


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    match value:
        case datetime.datetime():
            midnight = value.time() == datetime.time.min
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case datetime.date():
            return value.isoformat()
        case datetime.time():
            return value.isoformat(timespec="minutes")
        case _:
            return as_text(value)


def _check_zip(name: str, data: bytes, settings: Settings) -> None:
    """Refuse a zip that isn't a workbook, is damaged, or asks for too much memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > len(data) * settings.max_unzipped_ratio or size > settings.max_file_bytes:
                raise InvalidFile(
                    f"{name} pakt uit tot {size / 1e6:.0f} MB; dat is verdacht veel.",
                    "Verwacht: een gewone werkmap.",
                    "Open het bestand in Excel en sla het opnieuw op, of vraag de maker om een ander.",
                )
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in names and "content.xml" not in names:
                raise InvalidFile(
                    f"{name} is een zipbestand zonder werkmap erin.",
                    "Verwacht: Excel (.xlsx, .xls), LibreOffice (.ods), CSV of JSON.",
                    "Pak het bestand eerst uit, of sla de werkmap op als .xlsx.",
                )
            # Reading every byte also shows that sizes and checksums are true.
            for entry in entries:
                cells = _cells(archive, entry)
                if cells > _MOST_CELLS:
                    raise InvalidFile(
                        f"{name} heeft een blad van {cells} cellen.",
                        f"Verwacht: hoogstens {_MOST_CELLS} cellen per blad.",
                        "Verwijder lege rijen en kolommen ver buiten de tabel en sla het opnieuw op.",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise _damaged(name) from error


def _cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """The number of cells of the grid that a part of the workbook asks for; 0 if it isn't a sheet.

    Every part is looked at: a workbook may keep its sheets under any name.
    """
    with archive.open(entry) as stream:
        if entry.filename == "content.xml":
            return _ods_cells(stream.read())
        last_row = last_column = 0
        rest = b""
        while chunk := stream.read(_CHUNK):
            found = set(_REFERENCE.findall(rest + chunk))
            last_row = max([last_row, *(int(row) for _, row in found)])
            last_column = max([last_column, *(_number(letters) for letters, _ in found)])
            rest = chunk[-_OVERLAP:]
        return last_row * last_column


def _number(letters: bytes) -> int:
    """Column letters as a number: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _ods_cells(content: bytes) -> int:
    """The size of the largest grid that the sheets of an OpenDocument file can ask for."""
    row = last_row = last_column = 0
    for attributes, cells in _ODS_ROW.findall(content):
        repeat = _ODS_ROWS.search(attributes)
        row += int(repeat[1]) if repeat else 1
        column = last = 0
        for cell in _ODS_CELL.findall(cells):
            times = _ODS_COLUMNS.search(cell)
            column += int(times[1]) if times else 1
            if b"value-type" in cell:
                last = column
        if last:
            last_row, last_column = row, max(last_column, last)
    return last_row * last_column
