"""The checks of `validation` for what has a form of its own: numbers, addresses, days, codes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from wijkkaart.core.wrong import Wrong
from wijkkaart.record import Field

_LONGEST_URL, _LONGEST_EMAIL, _LONGEST_NUMBER, _MOST = 2_000, 254, 40, 10
_EMAIL = re.compile(r"[^\s@<>\"'(),;:\\\[\]]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_HOST = re.compile(r"(?:[\w](?:[\w-]*[\w])?\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)")
_SHORT = re.compile(r"(?a)14 ?0?\d{2,3}|1\d{2}|0[89]\d{2}[ -]?\d{4,7}|116 ?\d{3}")
"""Numbers that the library calls invalid but that people call: 14 033, 112, 0900-8844, 116 111."""


def phones(value: Any, _field: Field | None = None) -> list[dict[str, str]]:
    """Phone numbers with what they're for; Dutch ones as they're written in the Netherlands, each once."""
    if not isinstance(value, list | tuple) or len(value) > _MOST:
        raise Wrong(f"hier horen telefoonnummers, hooguit {_MOST}")
    found: list[dict[str, str]] = []
    for each in value:
        given = {"number": each} if isinstance(each, str) else each
        if not isinstance(given, Mapping) or set(given) - {"number", "description"}:
            raise Wrong("een telefoonnummer heeft een nummer en een omschrijving")
        if not str(given.get("number") or "").strip():
            continue
        description = " ".join(str(given.get("description") or "").split())[:100]
        entry = {"number": _phone(str(given["number"])), "description": _plain(description)}
        if entry not in found:
            found.append(entry)
    return found


def odd_phone(number: str) -> bool:
    """Whether a number isn't one that can be called from the Netherlands, as far as is known."""
    if _SHORT.fullmatch(number):
        return False
    try:
        return not phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
    except NumberParseException:
        return True


def _phone(number: str) -> str:
    written = _plain(" ".join(number.replace("\u2011", "-").replace("–", "-").split()))
    if not re.fullmatch(r"(?a)[+(]?\d[\d\s()./+-]*", written) or len(written) > _LONGEST_NUMBER:
        raise Wrong(f"'{written[:_LONGEST_NUMBER]}' is geen telefoonnummer")
    if _SHORT.fullmatch(written):
        return written
    try:
        parsed = phonenumbers.parse(written, "NL")
    except NumberParseException:
        return written
    if not phonenumbers.is_valid_number(parsed):
        return written
    at_home = parsed.country_code == phonenumbers.country_code_for_region("NL")
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def email(value: Any, _field: Field | None = None) -> str:
    """An e-mail address."""
    found = _text(value).removeprefix("mailto:").strip()
    if not found:
        return ""
    if len(found) > _LONGEST_EMAIL or not _EMAIL.fullmatch(found) or ".." in found:
        raise Wrong(f"'{found[:60]}' is geen e-mailadres, zoals naam@voorbeeld.nl")
    name, _, host = found.rpartition("@")
    return f"{name}@{host.lower()}"


def url(value: Any, _field: Field | None = None) -> str:
    """An address on the web, with http or https; without one of these it gets https."""
    found = _text(value)
    if not found:
        return ""
    if not re.match(r"(?i)[a-z][a-z0-9+.-]*:", found) or re.match(r"[\w.-]+:\d", found):
        found = f"https://{found}"
    wrong = Wrong(f"'{found[:60]}' is geen webadres, zoals https://voorbeeld.nl")
    if len(found) > _LONGEST_URL or re.search(r"[\s<>\"'`\\{}|^]", found):
        raise wrong
    try:
        parts = urlsplit(found)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise wrong
    place = host if port is None else f"{host}:{port}"
    return parts._replace(scheme=parts.scheme.lower(), netloc=place).geturl()


def day(value: Any, _field: Field | None = None) -> str:
    """A date as ISO text; also from a date, or as it's written in the Netherlands (22-11-2026)."""
    if isinstance(value, date):
        value = value.isoformat()[:10]
    found = _text(value)
    if not found:
        return ""
    if turned := re.fullmatch(r"(?a)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", found):
        found = f"{turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}"
    if not re.fullmatch(r"(?a)\d{4}-\d{2}-\d{2}", found):
        raise Wrong(f"'{found[:30]}' is geen datum, zoals 22-11-2026")
    try:
        read = date.fromisoformat(found)
    except ValueError as error:
        raise Wrong(f"'{found}' is geen dag die bestaat") from error
    if not 1000 <= read.year <= 2200:
        raise Wrong(f"het jaar {read.year} kan niet kloppen")
    return found


def postcode(value: Any, _field: Field | None = None) -> str:
    """A postcode as `1234 AB`."""
    found = _text(value).upper()
    if not found:
        return ""
    parts = re.fullmatch(r"(?a)([1-9]\d{3})\s?([A-Z]{2})", found)
    if not parts or parts[2] in {"SA", "SD", "SS"}:
        raise Wrong(f"'{found[:20]}' is geen postcode, zoals 1234 AB")
    return f"{parts[1]} {parts[2]}"


def kvk(value: Any, _field: Field | None = None) -> str:
    """A number of the Chamber of Commerce: eight digits."""
    found = re.sub(r"[\s.]", "", _text(str(value) if isinstance(value, int) else value))
    if found and not re.fullmatch(r"(?a)\d{8}", found):
        raise Wrong("een KVK-nummer heeft 8 cijfers")
    return found


def code_of_gemeente(value: Any, _field: Field | None = None) -> str:
    """The CBS code of a gemeente."""
    found = _text(value).upper()
    if found and not re.fullmatch(r"(?a)GM\d{4}", found):
        raise Wrong(f"'{found[:20]}' is geen code van een gemeente, zoals GM0307")
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("hier hoort tekst")
    return _plain(value)


def _plain(value: str) -> str:
    """Without what isn't shown."""
    return "".join(sign for sign in value if sign.isprintable()).strip()
