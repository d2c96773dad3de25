"""One value of a record as the text of a cell, and what a cell says again.

Cells are for people: choices by their label, records by their name, schedules in words. What people
can't write back (schedules, links, consent) has a second column with the same as JSON.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wijkkaart.core.schedules import in_words
from wijkkaart.core.spreadsheets import plain
from wijkkaart.export.selection import Selection
from wijkkaart.record import Field, FieldType

LONGEST = 32_000
"""Characters that a cell may hold; Excel refuses more than 32,767."""
BETWEEN = "; "

LINK = "+"
"""Behind the name of a field: the mark of its JSON."""

STRUCTURED = {FieldType.SCHEDULES, FieldType.RECORDS_AT, FieldType.CONSENT}
"""Types that a second column repeats as JSON."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML forbids, and what no reader of CSV expects."""
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:\s.*)?")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?")


def clean(text: object) -> str:
    """Text without control characters, with plain line ends, bounded."""
    plain = _CONTROL.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def written(field: Field, value: Any, selection: Selection) -> str | float:
    """A value for people: "" when nothing is known, a number as a number."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    match field.type:
        case FieldType.NUMBER:
            return float(value)
        case FieldType.BOOL:
            return "ja" if value else "nee"
        case FieldType.DATE:
            return dutch_date(str(value))
        case FieldType.CHOICE:
            return clean(selection.label(field.options, value))
        case FieldType.CHOICES:
            return clean(BETWEEN.join(selection.label(field.options, key) for key in value))
        case FieldType.AREAS:
            return clean(BETWEEN.join(_area(code, selection) for code in value))
        case FieldType.PHONES:
            return clean(BETWEEN.join(_phone(phone) for phone in value))
        case FieldType.SCHEDULES:
            return clean(in_words(value))
        case FieldType.RECORD:
            return clean(selection.name(value))
        case FieldType.RECORDS_AT:
            return clean(BETWEEN.join(name for row in value if (name := _linked(row, selection))))
        case FieldType.CONSENT:
            return clean(_consent(value))
        case _:
            return clean(value)


def structured(value: Any) -> str:
    """A value as compact JSON, without what is empty; "" for nothing."""
    bare = _bare(value)
    return json.dumps(bare, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if bare else ""


def canonical(field: Field, text: str) -> str:
    """A cell's text in one way of writing, however a spreadsheet kept it: what comparing goes by."""
    text = " ".join(plain(clean(text)).split())
    if field.type is FieldType.NUMBER:
        number = as_number(text)
        return text if number is None else f"{number:.10g}"
    if field.type is FieldType.DATE:
        return iso_date(text) or text
    if field.type is FieldType.BOOL:
        return {"true": "ja", "waar": "ja", "false": "nee", "onwaar": "nee"}.get(text.lower(), text.lower())
    return text


def mark(field: Field, text: str) -> str:
    """A short mark of what a cell said; "" for an empty one."""
    return _mark(field.name, canonical(field, text))


def marks(texts: Iterable[tuple[Field, str]], links: Mapping[str, str]) -> str:
    """The marks of a row's cells and of its JSON (name and text), by which it shows later what changed."""
    found = [(field.name, mark(field, text)) for field, text in texts if text]
    found += [(name + LINK, link_mark_of(name, text)) for name, text in links.items()]
    return " ".join(f"{name}:{sign}" for name, sign in found if sign)


def link_mark(name: str, value: Any) -> str:
    """The mark of a structured value; the same for the value that its JSON gives again."""
    return link_mark_of(name, structured(value))


def link_mark_of(name: str, text: str) -> str:
    """The mark of what stands in the second column of a field."""
    return _mark(name, plain(text).strip())


def _mark(name: str, said: str) -> str:
    return hashlib.sha256(f"{name}\0{said}".encode()).hexdigest()[:6] if said else ""


def as_number(text: str) -> float | None:
    """`52,15` or `52.15` as a number; None for what isn't one."""
    try:
        return float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        return None


def iso_date(text: str) -> str:
    """`26-11-2026` or `2026-11-26` as an ISO date; "" for what isn't a date."""
    dutch, iso = _DUTCH_DATE.fullmatch(text.strip()), _ISO_DATE.fullmatch(text.strip())
    parts = dutch.group(3, 2, 1) if dutch else iso.group(1, 2, 3) if iso else None
    if parts is None:
        return ""
    try:
        return datetime(*map(int, parts)).date().isoformat()  # type: ignore[arg-type]
    except ValueError:
        return ""


def dutch_date(text: str) -> str:
    """An ISO date (or time) as `26-11-2026`; other text as it stands."""
    iso = _ISO_DATE.fullmatch(text)
    return f"{iso[3]}-{iso[2]}-{iso[1]}" if iso else clean(text)


def _area(code: str, selection: Selection) -> str:
    name = selection.areas.get(code, "")
    return f"{name} ({code})" if name else code


def _phone(phone: Mapping[str, str]) -> str:
    said = phone.get("description", "")
    return f"{phone.get('number', '')} ({said})" if said else phone.get("number", "")


def _linked(row: Mapping[str, Any], selection: Selection) -> str:
    """The name of what a row of a link table points at, with its role; "" when it may not be seen."""
    ids = (row.get("location_id"), row.get("organization_id"), row.get("contact_id"))
    name = ", ".join(found for key in ids if key and (found := selection.name(key)))
    return f"{name} ({row['role']})" if name and row.get("role") else name


def _consent(consent: Mapping[str, Any]) -> str:
    if consent.get("withdrawn"):
        return f"ingetrokken op {dutch_date(str(consent['withdrawn']))}"
    return f"gegeven op {dutch_date(str(consent.get('date', '')))}"


def _bare(value: Any) -> Any:
    """Without empty parts, which say nothing."""
    if isinstance(value, Mapping):
        parts = ((key, _bare(part)) for key, part in value.items())
        return {key: part for key, part in parts if part is not None and part not in ("", [], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(part) for part in value]
    return value
