"""Reading table files: CSV and other text, Excel and LibreOffice workbooks, JSON. Nothing is interpreted.

Every cell comes out as text without surrounding space, "" where it's empty. Formulas are never
evaluated: of a workbook the values it was saved with are read, of a CSV the text as it stands.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import pandas as pd
import pyarrow as pa

from wijkkaart.build import records, workbooks
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile
from wijkkaart.raw import Raw

_SEPARATORS = ";,\t|"
_SAMPLE_ROWS = 200
_CHUNK = 20_000
_TITLE_ROWS = 20
_FOOTERS = ("bron", "©", "source", "copyright")
_AGAIN = "Download het bestand opnieuw, of kies een ander bestand."


def read_table(path: Path, settings: Settings) -> list[Raw]:
    """The tables in a file: one Raw for a CSV or JSON, one for each sheet of a workbook that isn't empty.

    What the file is shows from its content, not its name. Raises InvalidFile when it is too large,
    damaged, locked or no table.
    """
    size = path.stat().st_size
    if size == 0:
        raise InvalidFile(f"{path.name} is leeg (0 bytes).", "Verwacht: een tabel met gegevens.", _AGAIN)
    if size > settings.max_text_bytes:
        raise InvalidFile(
            f"{path.name} is te groot: {size / 1e6:.0f} MB.",
            f"Tabellen mogen hoogstens {settings.max_text_bytes / 1e6:.0f} MB zijn.",
            "Splits het bestand, of laad een GeoPackage.",
        )
    data = path.read_bytes()
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        sheets = workbooks.read(path.name, data, settings)
        tables = [(name, _table(path.name, rows, settings)) for name, rows in sheets]
        return [Raw(path, frame, layer=name) for name, frame in tables if frame is not None]
    text = _text(path.name, data)
    if text[:2000].lstrip().startswith(("{", "[")):
        return [Raw(path, _frame(path.name, records.read(path.name, text, settings), settings))]
    frame = _table(path.name, _rows(path.name, text), settings)
    return [] if frame is None else [Raw(path, frame)]


def _text(name: str, data: bytes) -> str:
    """The text of a file. Raises InvalidFile for a web page or for anything that isn't text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            # cp1252 leaves five bytes undefined; they occur in no Dutch text, so their sign is no loss.
            text = data.decode("cp1252", errors="replace")
    start = text[:1000].lstrip().lower()
    if start.startswith("<"):
        what = "een webpagina" if "<html" in start or "<!doctype" in start else "een XML-bestand"
        raise InvalidFile(
            f"{name} is {what}, geen tabel.",
            "Verwacht: rijen en kolommen, zoals in een CSV- of Excelbestand.",
            "Misschien gaf de website een foutmelding in plaats van het bestand. Download het opnieuw.",
        )
    if "\0" in text or start.startswith("%pdf"):
        raise InvalidFile(
            f"{name} is geen tekst: er staan binaire gegevens in.",
            "Verwacht: een tabel als CSV-, Excel- of JSON-bestand.",
            "Sla de tabel op als CSV (UTF-8) of Excel (.xlsx) en laad hem opnieuw.",
        )
    return text


def _rows(name: str, text: str) -> Iterator[list[str]]:
    """The rows of a text table, all as wide as its header.

    Title lines above and source lines below the table are left out. Raises InvalidFile with the line
    number where a row has another number of cells.
    """
    separator, titles, width = _layout(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            if number < titles or not any(cell.strip() for cell in row):
                continue
            if len(row) != width:
                first = row[0].strip().lower()
                if first.startswith(_FOOTERS) and not any(row[1:]):
                    continue
                if len(row) < width or any(cell.strip() for cell in row[width:]):
                    raise _ragged(name, reader.line_num, len(row), width, separator)
            yield row[:width]
    except csv.Error as error:
        raise InvalidFile(
            f"{name} is niet te lezen bij regel {reader.line_num} ({error}).",
            "Verwacht: elke tekst die met een aanhalingsteken begint, eindigt er ook mee.",
            "Herstel de aanhalingstekens rond die regel en laad het bestand opnieuw.",
        ) from error


def _ragged(name: str, line: int, found: int, width: int, separator: str) -> InvalidFile:
    sign = "tab" if separator == "\t" else separator
    return InvalidFile(
        f"{name}: regel {line} heeft {found} kolommen, de kop heeft er {width}.",
        f"Verwacht: op elke regel evenveel kolommen, gescheiden door '{sign}'.",
        f"Zet tekst waar '{sign}' in voorkomt tussen dubbele aanhalingstekens.",
    )


def _layout(text: str) -> tuple[str, int, int]:
    """The separator of a text table, the number of title lines above its header, and its width."""
    best = (0.0, 1, ";", 0)
    for separator in _SEPARATORS:
        sample = _sample(text, separator)
        widths = Counter(len(row) for row in sample if any(row))
        if not widths:
            continue
        titles = _header(sample)
        header = len(sample[titles]) if sample else 0
        # A line that has the separator in a text or number, but not in its header, isn't split by it.
        fits = widths[header] / widths.total() if header > 1 else 0.0
        if (fits, header) > best[:2]:
            best = (fits, header, separator, titles)
    return best[2], best[3], best[1]


def _sample(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # the same reader meets it again, and names the line
    return rows


def _header(rows: list[list[str]]) -> int:
    """The number of the row with the header: the first that is at least half filled."""
    filled = [sum(1 for cell in row if cell) for row in rows[:_SAMPLE_ROWS]]
    enough = max(filled, default=0) / 2
    return next((n for n, count in enumerate(filled[:_TITLE_ROWS]) if count and count >= enough), 0)


def _table(name: str, rows: Iterable[list[str]], settings: Settings) -> pd.DataFrame | None:
    """Rows, the first of which (title rows aside) are the headers, as a frame; None without any data."""
    stream = iter(rows)
    start = list(islice(stream, _SAMPLE_ROWS))
    start = [[cell.strip() for cell in row] for row in start[_header(start) :]]
    if not start or not any(start[0]):
        return None
    return _frame(name, chain(start, stream), settings)


def _frame(name: str, rows: Iterator[list[str]], settings: Settings) -> pd.DataFrame:
    """Rows of equal width as a frame of text; the first row has the headers.

    Converts a bounded number of rows at a time, which keeps large files out of Python's memory.
    """
    headers = _unique(next(rows))
    if len(headers) > settings.max_columns:
        raise _too_many(name, "kolommen", len(headers), settings.max_columns)
    chunks: list[list[pa.Array]] = [[] for _ in headers]
    count = 0
    while part := list(islice(rows, _CHUNK)):
        count += len(part)
        if count > settings.max_rows:
            raise _too_many(name, "rijen", count, settings.max_rows)
        for column, cells in zip(chunks, zip(*part, strict=True), strict=True):
            column.append(pa.array([cell.strip() for cell in cells], pa.large_string()))
    arrays = [pa.chunked_array(column, pa.large_string()) for column in chunks]
    frame = pa.Table.from_arrays(arrays, names=[str(n) for n in range(len(headers))]).to_pandas()
    frame.columns = pd.Index(headers)
    frame = frame.astype("str")
    return _without_empty(frame)


def _too_many(name: str, what: str, found: int, limit: int) -> InvalidFile:
    return InvalidFile(
        f"{name} heeft te veel {what}: meer dan {limit}."
        if what == "rijen"
        else f"{name} heeft te veel {what}: {found}.",
        f"Een tabel mag hoogstens {limit} {what} hebben.",
        "Bewaar alleen het deel dat u nodig hebt.",
    )


def _unique(headers: list[str]) -> list[str]:
    """Headers without surrounding space; one that is empty or occurs twice gets a number."""
    found: list[str] = []
    taken = {header.strip() for header in headers}
    for number, header in enumerate(headers, start=1):
        header = header.strip().strip("\ufeff") or f"kolom {number}"
        name, turn = header, 1
        while name in found or (turn > 1 and name in taken):
            turn += 1
            name = f"{header} ({turn})"
        found.append(name)
    return found


def _without_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """Without rows that are empty throughout and columns that have neither a header nor a value."""
    filled = pd.Series(False, index=frame.index)
    nameless = []
    for position, name in enumerate(frame.columns):
        has = frame.iloc[:, position] != ""
        filled |= has
        if name == f"kolom {position + 1}" and not has.any():
            nameless.append(name)
    return frame[filled].drop(columns=nameless).reset_index(drop=True)
