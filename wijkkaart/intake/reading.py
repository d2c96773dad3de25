"""A file as rows for the register: our own tables, HSDS, or the formats of `wijkkaart load`."""

from collections import Counter
from pathlib import Path

from wijkkaart.build.tables import read_table
from wijkkaart.config import Settings
from wijkkaart.core import spreadsheets
from wijkkaart.errors import InvalidFile
from wijkkaart.export import table
from wijkkaart.export.selection import KIND_LABELS
from wijkkaart.intake import hsds, persons
from wijkkaart.intake.incoming import Cells, Incoming
from wijkkaart.raw import Raw
from wijkkaart.record import FIELDS, RecordKind

MOST_ROWS = 50_000
"""More is no register that people keep."""
_SHEETS = {title.casefold(): kind for kind, (_, title) in KIND_LABELS.items()}
_WORDS = {word: kind for kind, (word, _) in KIND_LABELS.items()}
_SKIPPED = {"uitleg", "aanbod per keer"}


def read(path: Path, settings: Settings, *, basis: str = "", expires: str = "") -> list[Incoming]:
    """The rows of a file. `basis` and `expires` are for key persons of whom the file doesn't tell.

    Raises InvalidFile when it's too large, damaged, or nothing that goes into the register.
    """
    if not path.is_file():
        raise InvalidFile(f"{path.name}: dit bestand is er niet.", remedy="Controleer de naam en de map.")
    if hsds.is_hsds(path):
        found = hsds.read(path, settings)
    else:
        found = []
        for raw in read_table(path, settings):
            if raw.layer.casefold() not in _SKIPPED:
                found += _rows(raw, settings, basis, expires)
    if len(found) > MOST_ROWS:
        raise InvalidFile(
            f"{path.name} heeft {len(found)} rijen.",
            f"Verwacht: hoogstens {MOST_ROWS}.",
            "Splits het bestand.",
        )
    return found


def _rows(raw: Raw, settings: Settings, basis: str, expires: str) -> list[Incoming]:
    kind = _kind_of(raw)
    if kind is None and persons.matches(raw):
        return persons.read(raw, settings, basis=basis, expires=expires)
    if kind is None and table.WHAT not in raw.columns:
        shown = ", ".join(raw.columns[:6])
        raise InvalidFile(
            f"{raw.path.name}: wijkkaart herkent niet wat hierin staat. Gevonden kolommen: {shown}.",
            "Verwacht: een bestand dat met wijkkaart gemaakt is, HSDS, of een lijst met sleutelpersonen.",
            "Maak een uitvoer als voorbeeld, en neem de kolomnamen daarvan over.",
        )
    headings = raw.columns
    rows = [dict(zip(headings, row, strict=True)) for row in raw.frame.itertuples(index=False, name=None)]
    place = raw.layer or raw.path.name
    # The row of the headings is the first.
    return [_incoming(row, f"{place}, rij {n}", kind) for n, row in enumerate(rows, start=2)]


def _kind_of(raw: Raw) -> RecordKind | None:
    """What the rows of a table are, by the sheet or by the headings; None when that isn't clear."""
    by_title = _SHEETS.get(raw.layer.casefold())
    if by_title is not None:
        return by_title
    columns = set(raw.columns)
    fits = Counter({kind: len(columns & {entry.label for entry in FIELDS[kind]}) for kind in RecordKind})
    (best, most), (_, second) = fits.most_common(2)
    named = FIELDS[best][0].label in columns
    return best if named and most >= 3 and most > second else None


def _incoming(row: dict[str, str], where: str, kind: RecordKind | None) -> Incoming:
    word = row.get(table.WHAT, "").casefold()
    of = _WORDS.get(word, kind)
    if of is None:
        return Incoming(
            where, RecordKind.ORGANIZATION, problem=f"'{word}' is geen soort die het register kent"
        )
    texts, links = {}, {}
    for entry in FIELDS[of]:
        if entry.label in row:
            texts[entry.name] = row[entry.label]
        if table.STRUCTURE.format(entry.label) in row:
            links[entry.name] = row[table.STRUCTURE.format(entry.label)]
    marks = _marks(row[table.CHECK]) if row.get(table.CHECK) else None
    example = row.get("Voorbeeld", "").casefold() == "ja"
    key = spreadsheets.plain(row.get(table.ID, "")).strip()
    return Incoming(where, of, key, Cells(texts, links, marks), example=example)


def _marks(text: str) -> dict[str, str]:
    return dict(part.rsplit(":", 1) for part in text.split() if ":" in part)
