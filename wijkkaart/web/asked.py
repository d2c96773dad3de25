"""What a question to the open data API asks, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from wijkkaart.catalogue import options
from wijkkaart.model import is_code
from wijkkaart.record import Record

MOST, USUAL = 100, 50
"""Records on a page, at most and when nothing is asked."""
LONGEST = 100
"""Characters of a text to look for."""
_PAGES = 1_000_000


class WrongQuestion(ValueError):
    """A question that can't be answered; the message is Dutch."""


@dataclass(frozen=True)
class Asked:
    """A page of records that meet all conditions; "" is no condition."""

    page: int = 1
    per_page: int = USUAL
    gemeente: str = ""
    wijk: str = ""
    buurt: str = ""
    category: str = ""
    target_group: str = ""
    q: str = ""
    updated_since: str = ""
    """ISO time, UTC."""

    def meets(self, record: Record) -> bool:
        """Whether a record meets the conditions that aren't about where it lies."""
        values = record.values
        return (
            self.category in ("", values.get("category"))
            and (not self.target_group or self.target_group in (values.get("target_groups") or []))
            and (not self.updated_since or record.modified[:19] >= self.updated_since[:19])
            and all(word in _text(record) for word in self.q.casefold().split())
        )


def read(params: Mapping[str, str], names: tuple[str, ...]) -> Asked:
    """The question in the parameters of an address, of which only `names` are known. Raises WrongQuestion."""
    unknown = sorted(set(params) - set(names))
    if unknown:
        raise WrongQuestion(f"'{unknown[0][:40]}' bestaat niet. Kies uit: {', '.join(names)}.")
    found: dict[str, Any] = {}
    for name in names:
        text = params.get(name, "").strip()
        if text:
            found[name] = _CHECKS[name](name, text) if name in _CHECKS else text
    return Asked(**found)


def _whole(name: str, text: str) -> int:
    most = MOST if name == "per_page" else _PAGES
    number = int(text) if re.fullmatch(r"(?a)\d{1,7}", text) else 0
    if not 1 <= number <= most:
        raise WrongQuestion(f"'{name}' is een getal van 1 tot en met {most}.")
    return number


def _code(name: str, text: str) -> str:
    start = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}[name]
    if not is_code(text) or not text.startswith(start):
        raise WrongQuestion(f"'{name}' is een CBS-code die met {start} begint.")
    return text


def _choice(name: str, text: str) -> str:
    known = options(name)
    if text not in known:
        raise WrongQuestion(f"'{name}' kent deze keuze niet. Kies uit: {', '.join(known)}.")
    return text


def _words(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise WrongQuestion(f"'{name}' mag hoogstens {LONGEST} tekens zijn.")
    return text


def _moment(name: str, text: str) -> str:
    try:
        # A plus in an address is a space once it's read.
        when = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise WrongQuestion(f"'{name}' is een datum of tijd zoals {date.today().isoformat()}.") from None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.isoformat()


_CHECKS = {
    "page": _whole,
    "per_page": _whole,
    "gemeente": _code,
    "wijk": _code,
    "buurt": _code,
    "category": _choice,
    "target_group": _choice,
    "q": _words,
    "updated_since": _moment,
}


def _text(record: Record) -> str:
    values = record.values
    return " ".join(
        str(values.get(name) or "") for name in ("name", "alternate_name", "description")
    ).casefold()
