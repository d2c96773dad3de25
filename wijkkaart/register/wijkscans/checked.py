"""What a part of a wijkscan may hold: how much, of what type, and without signs that no database takes."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from wijkkaart.core.wijkscan import parts
from wijkkaart.errors import RegisterError
from wijkkaart.record import ROLES, Role, may_see
from wijkkaart.wijkscan_definition import STATUSES

LONGEST_TEXT = 200_000
"""Characters of one text."""
LARGEST_CONTENT = 1_000_000
"""Bytes of a part as JSON."""
LARGEST_BASIS = 10_000_000
"""Bytes of what a wijkscan stands on: a large gemeente has some 50,000 records."""
_LONGEST_LINE = 200
_KEY = re.compile(
    rf"{parts.HEAD}|{parts.INTRO}|{parts.BASE}|[1-9](?:\.\d{{1,2}}|{re.escape(parts.SUMMARY)})?"
)
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of signs, that no text has by itself."""
_UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
"""Control characters: they say nothing, and PostgreSQL keeps no NUL."""


class PartRefused(RegisterError):
    """A part that can't be kept as it is; nothing of it was."""


def is_key(key: str) -> bool:
    """Whether `key` is that of a part (`kop`, `2.1`, `2.samenvatting`)."""
    return bool(_KEY.fullmatch(key))


def reader(key: str) -> Callable[[Mapping[str, Any]], parts.Head | parts.Part | parts.Basis]:
    """What makes the content of a part into what it is."""
    return {parts.HEAD: parts.head, parts.BASE: parts.basis}.get(key, parts.part)


def checked(key: str, content: Mapping[str, Any], role: str) -> dict[str, Any]:
    """A content as it's kept, by somebody with this role: JSON, without what is as it would be anyway.

    Raises PartRefused for what is too much or no part.
    """
    if not is_key(key):
        raise PartRefused(f"Een wijkscan heeft geen onderdeel ‘{key[:40]}’.", "Verwacht: een paragraaf.")
    usual = asdict(reader(key)({}))
    found = {name: value for name, value in _plain(content).items() if value != _plain(usual.get(name))}
    wrong = [name for name in found if name in usual and type(found[name]) is not type(_plain(usual[name]))]
    try:
        reader(key)(found)
    except (TypeError, AttributeError, ValueError):
        wrong.append("inhoud")
    if wrong:
        raise PartRefused(f"‘{wrong[0]}’ van onderdeel {key} is niet te lezen.", "Er is niets bewaard.")
    size = size_of(found)
    most = LARGEST_BASIS if key == parts.BASE else LARGEST_CONTENT
    if size > most:
        raise PartRefused(
            f"Dit onderdeel is te groot: {size / 1e6:.1f} MB.".replace(".", ",", 1),
            f"Er past {most // 1_000_000} MB in een onderdeel.",
            "Verdeel het over meer paragrafen, en zet foto's erin met de knop Foto.",
        )
    return _head(found, role) if key == parts.HEAD else found


def size_of(content: Mapping[str, Any]) -> int:
    """Bytes of a content as JSON."""
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def cleaned(text: str) -> str:
    """A text without signs that can't be kept; line ends are `\\n`."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    return _HALVES.sub("\ufffd", whole)


def _plain(value: Any) -> Any:
    """A value as JSON gives it back."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise PartRefused(
                f"Deze tekst is te lang: {len(value):,} tekens.".replace(",", "."),
                f"Er passen {LONGEST_TEXT:,} tekens, ongeveer honderd bladzijden.".replace(",", "."),
                "Verdeel de tekst over meer paragrafen.",
            )
        return cleaned(value)
    if isinstance(value, Mapping):
        return {cleaned(str(name)): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value != value:
        raise PartRefused("Er staat een getal in dat geen getal is.", "Er is niets bewaard.")
    return value


def _head(found: dict[str, Any], role: str) -> dict[str, Any]:
    """A head that's right; raises PartRefused."""
    lines = {name: " ".join(str(found.get(name, "")).split()) for name in ("title", "owner", "edition")}
    found = found | {name: line for name, line in lines.items() if line}
    head = parts.head(found)
    if not lines["title"]:
        raise PartRefused("De wijkscan heeft nog geen titel.", remedy="Vul een titel in.")
    long = max(lines.values(), key=len)
    if len(long) > _LONGEST_LINE:
        raise PartRefused(
            f"‘{long[:40]}…’ is te lang: {len(long)} tekens.", f"Hier passen {_LONGEST_LINE} tekens."
        )
    if head.status not in STATUSES:
        raise PartRefused(f"‘{head.status}’ is geen status.", f"Kies uit: {', '.join(STATUSES)}.")
    for day in filter(None, (head.date, head.review)):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise PartRefused(f"‘{day[:40]}’ is geen datum.", "Verwacht: een dag als 2027-01-31.") from error
    if head.visibility not in ROLES:
        raise PartRefused(f"‘{head.visibility}’ is geen rol.", f"Kies uit: {', '.join(Role)}.")
    if not may_see(role, head.visibility):
        raise PartRefused(
            f"U kunt deze wijkscan niet alleen voor {head.visibility} maken.",
            "U zou hem dan zelf niet meer zien.",
            "Kies een andere groep.",
        )
    return found
