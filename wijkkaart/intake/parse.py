"""The text of a cell as a value of its field: the way back of `export.cells`."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from wijkkaart.catalogue import options
from wijkkaart.core import spreadsheets
from wijkkaart.export import cells
from wijkkaart.headers import word_key
from wijkkaart.record import Field, FieldType, RecordKind

Lookup = Callable[[RecordKind, str], str]
"""Gives the id of the record of a kind that has a name; raises Unreadable."""

_CODE = re.compile(r"(?a)\b(?:NL00|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})\b")
_PHONE = re.compile(r"([^()]+?)\s*(?:\((.*)\))?")
_YES, _NO = {"ja", "j", "waar", "true", "1", "x"}, {"nee", "n", "onwaar", "false", "0"}


class Unreadable(ValueError):
    """A cell that can't be read; the message is Dutch, without the name of the column."""


def value(field: Field, text: str, lookup: Lookup) -> Any:
    """What a cell says; the field's empty value for an empty one. Raises Unreadable.

    Only the writing is read here: whether the value is right is for `core.validation` to say.
    """
    text = spreadsheets.plain(text).strip()
    if not text:
        return field.empty
    match field.type:
        case FieldType.NUMBER:
            number = cells.as_number(text)
            if number is None:
                raise Unreadable(f"'{_short(text)}' is geen getal")
            return number
        case FieldType.BOOL:
            return _yes_or_no(text)
        case FieldType.DATE:
            return cells.iso_date(text) or text
        case FieldType.CHOICE:
            return _choice(field.options, text)
        case FieldType.CHOICES:
            return [_choice(field.options, part) for part in _parts(text)]
        case FieldType.AREAS:
            return [_code(part) for part in _parts(text)]
        case FieldType.PHONES:
            return [_phone(part) for part in _parts(text)]
        case FieldType.RECORD if field.of:
            return lookup(field.of, text)
        case FieldType.RECORDS_AT if field.of is RecordKind.LOCATION:
            return [{"location_id": lookup(field.of, part)} for part in _parts(text)]
        case FieldType.SCHEDULES | FieldType.RECORDS_AT | FieldType.CONSENT:
            raise Unreadable("dit kan niet uit een bestand gewijzigd worden; wijzig het in de app")
        case _:
            return text


def structure(field: Field, text: str) -> Any:
    """What the second column of a field says. Raises Unreadable."""
    try:
        found = json.loads(spreadsheets.plain(text)) if text.strip() else field.empty
    except (ValueError, RecursionError) as error:
        raise Unreadable("de kolom met het rooster of de koppeling is beschadigd") from error
    if not isinstance(found, type(field.empty)):
        raise Unreadable("de kolom met het rooster of de koppeling is beschadigd")
    return found


def places(found: list[Mapping[str, Any]], now: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Places named in a cell, each with the description and times that it has now."""
    known = {row["location_id"]: row for row in now}
    return [known.get(row["location_id"], row) for row in found]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _choice(name: str, text: str) -> str:
    """The id of a choice by its id, label or one of its words."""
    known = options(name)
    if text in known:
        return text
    key = word_key(text)
    for term in known.values():
        if key in {word_key(term.label), *map(word_key, term.words)}:
            return term.id
    some = ", ".join(term.label for term in list(known.values())[:5])
    raise Unreadable(
        f"'{_short(text)}' kennen we niet; het kan zijn: {some}{', ...' if len(known) > 5 else ''}"
    )


def _code(text: str) -> str:
    found = _CODE.search(text.upper())
    if not found:
        raise Unreadable(f"'{_short(text)}' heeft geen code van een gemeente, wijk of buurt")
    return found[0]


def _phone(text: str) -> dict[str, str]:
    found = _PHONE.fullmatch(text)
    if not found:
        raise Unreadable(f"'{_short(text)}' is geen telefoonnummer")
    return {"number": spreadsheets.plain(found[1]), "description": found[2] or ""}


def _yes_or_no(text: str) -> bool:
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise Unreadable(f"'{_short(text)}' is geen ja of nee")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
