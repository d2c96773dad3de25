"""JSON as a table: a list of records, or a tree of values."""

import json
from collections.abc import Iterator

from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile

TREE = ("pad", "waarde")
"""Headers of a JSON tree read as a table: the keys that lead to a value, joined by `/`, and the value."""


def read(name: str, text: str, settings: Settings) -> Iterator[list[str]]:
    """The rows of a JSON file, the first with the headers.

    A list of records, or an object that holds one such list, gives a row a record; what is nested
    gets a header such as `adres.plaats`. Any other object gives a row for each value in it, see TREE.
    Raises InvalidFile when the text isn't JSON, or is a list of something else.
    """
    try:
        content = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise InvalidFile(
            f"{name} is geen geldige JSON ({error}).",
            "Verwacht: een volledig JSON-bestand.",
            "Misschien is het bestand niet helemaal gedownload. Download het opnieuw.",
        ) from error
    if isinstance(content, dict):
        lists = [value for value in content.values() if _is_records(value)]
        if len(lists) != 1:
            return _tree(content)
        content = lists[0]
    if not _is_records(content):
        raise InvalidFile(
            f"{name} bevat geen lijst met gegevens.",
            "Verwacht: een lijst met records, elk met dezelfde velden.",
            "Sla de tabel op als CSV of Excel en laad hem opnieuw.",
        )
    return _records(name, content, settings)


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _records(name: str, records: list[dict[str, object]], settings: Settings) -> Iterator[list[str]]:
    rows = [dict(_leaves(record, ".")) for record in records]
    headers: dict[str, None] = {}
    for row in rows:
        headers.update(dict.fromkeys(row))
        if len(headers) > settings.max_columns:
            raise InvalidFile(
                f"{name} heeft te veel verschillende velden: meer dan {settings.max_columns}.",
                f"Een tabel mag hoogstens {settings.max_columns} kolommen hebben.",
                "Bewaar alleen de velden die u nodig hebt.",
            )
    yield [*headers]
    for row in rows:
        yield [row.get(header, "") for header in headers]


def _tree(content: dict[str, object]) -> Iterator[list[str]]:
    yield [*TREE]
    for path, value in _leaves(content, "/"):
        yield [path, value]


def _leaves(record: dict[str, object], joint: str) -> Iterator[tuple[str, str]]:
    """The path to every value in nested objects, with the value as text; lists stay JSON."""
    stack: list[tuple[str, object]] = [("", record)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            start = f"{path}{joint}" if path else ""
            stack.extend((f"{start}{key}", value[key]) for key in reversed(value))
        else:
            yield path, as_text(value)


def as_text(value: object) -> str:
    """A value of a workbook or a JSON file as text: `5` for 5.0, `ja` for true, "" for nothing."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "ja" if value else "nee"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
