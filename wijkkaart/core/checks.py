"""The checks of `validation`, a function a type of field: it gives the value made alike, or raises Wrong."""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wijkkaart.catalogue import options
from wijkkaart.core import schedules as timetable
from wijkkaart.core.checks_contact import day
from wijkkaart.core.wrong import Wrong
from wijkkaart.record import LINK_COLUMNS, SCOPED, Field

__all__ = [
    "Wrong",
    "areas",
    "choice",
    "choices",
    "consent",
    "line",
    "links",
    "number",
    "paragraphs",
    "reference",
    "schedules",
    "yes_or_no",
]

LINE, LONG, MANY = 300, 10_000, 200
"""The most characters of a line and of a longer text, and the most items of a list."""
_AREA = re.compile(r"(?a:NL00|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})")
_BOUNDS = {
    "latitude": (50.5, 53.8, "een breedtegraad in Nederland ligt tussen 50,5 en 53,8"),
    "longitude": (3.0, 7.5, "een lengtegraad in Nederland ligt tussen 3,0 en 7,5"),
    "minimum_age": (0, 120, "een leeftijd ligt tussen 0 en 120 jaar"),
    "maximum_age": (0, 120, "een leeftijd ligt tussen 0 en 120 jaar"),
}


def text(value: Any, longest: int, *, lines: bool = False) -> str:
    """Text without control characters, in Unicode's composed form, with single spaces."""
    if not isinstance(value, str):
        raise Wrong("hier hoort tekst")
    if len(value) > 4 * longest:
        raise Wrong(f"dit is te lang (hooguit {longest} tekens)")
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    shown = composed
    if not composed.replace("\n", "").isprintable():
        shown = "".join(sign if sign == "\n" or not _control(sign) else " " for sign in composed)
    if lines:
        found = "\n".join(re.sub(r"[^\S\n]+", " ", part).strip() for part in shown.split("\n"))
        found = re.sub(r"\n{3,}", "\n\n", found).strip()
    else:
        found = " ".join(shown.split())
    if len(found) > longest:
        raise Wrong(f"dit is te lang ({len(found)} tekens, hooguit {longest})")
    return found


def _control(sign: str) -> bool:
    """Signs that aren't text: controls, surrogates, and those that turn the direction of what follows."""
    return (
        unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"}
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


def line(value: Any, _field: Field) -> str:
    """A line of text."""
    return text(value, LINE)


def paragraphs(value: Any, _field: Field) -> str:
    """Text of more lines; no more than one of them empty in a row."""
    return text(value, LONG, lines=True)


def number(value: Any, field: Field) -> float | None:
    """A number, also as text with a comma; within bounds where the field has them."""
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError as error:
            raise Wrong("dit is geen getal") from error
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong("dit is geen getal")
    low, high, why = _BOUNDS.get(field.name, (-1e9, 1e9, "dit getal is te groot of te klein"))
    if not low <= value <= high:
        raise Wrong(why)
    return float(value)


def yes_or_no(value: Any, _field: Field) -> bool:
    """True or False, and nothing that only looks like it."""
    if not isinstance(value, bool):
        raise Wrong("kies ja, nee of onbekend")
    return value


def choice(value: Any, field: Field) -> str:
    """One of the field's choices, or ""."""
    if not isinstance(value, str):
        raise Wrong("kies er een uit de lijst")
    found = str(value).strip()
    if found and found not in options(field.options):
        raise Wrong(f"'{found[:40]}' staat niet in de lijst")
    return found


def choices(value: Any, field: Field) -> list[str]:
    """Some of the field's choices, each once, in the order of the list."""
    chosen = {choice(each, field) for each in _list(value)} - {""}
    return [key for key in options(field.options) if key in chosen]


def areas(value: Any, _field: Field) -> list[str]:
    """CBS codes, each once, in order."""
    found = {text(each, 20).upper() for each in _list(value)}
    for code in found:
        if not _AREA.fullmatch(code):
            raise Wrong(f"'{code}' is geen code van een gemeente, wijk of buurt")
    return sorted(found)


def schedules(value: Any, _field: Field | None = None) -> list[dict[str, Any]]:
    """Schedules with all their names, see `core.schedules`; those that say nothing are left out."""
    found = []
    for each in _list(value):
        if not isinstance(each, Mapping):
            raise Wrong("een tijd heeft een dag, een begin en een einde")
        given = {name: _part(item) for name, item in each.items() if item is not None}
        whole = timetable.full(**given)
        for name, empty in timetable.EMPTY.items():
            if isinstance(whole[name], list) is not isinstance(empty, list):
                raise Wrong("een tijd bestaat uit tekst, getallen en dagen")
        whole["description"] = text(whole["description"], LINE)
        if whole == timetable.full():
            continue
        if wrong := timetable.problems(whole):
            raise Wrong(wrong[0])
        for name in ("except", "extra"):
            whole[name] = sorted(set(whole[name]))
        whole["interval"] = int(whole["interval"] or 1)
        found.append(whole)
    return found


def _part(value: Any) -> Any:
    """What a schedule may be made of: text, a whole number, a list of texts."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return _list(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Wrong("een tijd bestaat uit tekst, getallen en dagen")
    return value


def reference(value: Any, _field: Field | None = None) -> str:
    """The id of a record, or ""; whether it exists is for the register to say."""
    return text(value, 64)


def links(value: Any, field: Field) -> list[dict[str, Any]]:
    """Rows of a link table, with all their keys; those that refer to nothing are left out."""
    keys, found = LINK_COLUMNS[field.name], []
    for row in _list(value):
        if not isinstance(row, Mapping) or set(row) - set(keys):
            raise Wrong(f"een regel bestaat uit {', '.join(keys)}")
        whole: dict[str, Any] = {}
        for key, of in keys.items():
            given = row.get(key)
            if key == "schedules":
                whole[key] = schedules(given or [])
            elif of:
                whole[key] = reference(given or "")
            else:
                whole[key] = day(given or "") if key in {"since", "until"} else text(given or "", LINE)
        if any(whole[key] for key, of in keys.items() if of):
            found.append(whole)
    return found


def consent(value: Any, _field: Field) -> dict[str, Any]:
    """Consent of a key person: when, to which text, how, for which fields, and since when no longer."""
    if not isinstance(value, Mapping):
        raise Wrong("toestemming heeft een datum, een tekst, een manier en velden")
    if unknown := set(value) - {"date", "text_version", "channel", "scope", "withdrawn"}:
        raise Wrong(f"{sorted(unknown)[0]} hoort niet bij toestemming")
    if not any(value.values()):
        return {}
    scope = _list(value.get("scope") or [])
    if any(name not in SCOPED for name in scope):
        raise Wrong("toestemming kan alleen over velden gaan die openbaar mogen worden")
    found = {
        "date": day(value.get("date") or ""),
        "text_version": text(value.get("text_version") or "", LINE),
        "channel": text(value.get("channel") or "", LINE),
        "scope": [name for name in SCOPED if name in scope],
        "withdrawn": day(value.get("withdrawn") or ""),
    }
    missing = {"date": "de datum", "text_version": "de tekst", "channel": "de manier"}
    if absent := [said for name, said in missing.items() if not found[name]]:
        raise Wrong(f"van de toestemming ontbreekt {absent[0]}")
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise Wrong("hier hoort een lijst")
    if len(value) > MANY:
        raise Wrong(f"dit zijn er te veel (hooguit {MANY})")
    return list(value)
