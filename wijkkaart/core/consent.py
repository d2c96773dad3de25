"""Until when a key person may be kept, and what they agreed to have shown."""

from datetime import date, timedelta
from enum import StrEnum

from wijkkaart.record import Record

BY_CONSENT = "toestemming"
"""The lawful basis that a role which tells of faith or health needs to be shown."""


def expired(record: Record, today: date) -> bool:
    """Whether the day until which a key person is kept has come; without such a day, it has."""
    until = _day(record.values.get("expires"))
    return until is None or until <= today


def expires_within(record: Record, today: date, days: int) -> bool:
    """Whether a key person's time is up, or will be in so many days."""
    return expired(record, today + timedelta(days=days))


def consents(record: Record, today: date) -> frozenset[str]:
    """The fields that may be shown to everybody by the consent of a key person; none when it isn't valid.

    Valid is consent that was given (on a day that isn't to come, to a text of a known version, through a
    known channel), wasn't withdrawn, and is of somebody whose time isn't up. Whoever's role tells of faith
    or health has to be in the register by consent: another lawful basis isn't enough.
    """
    given = record.values.get("consent")
    if not isinstance(given, dict) or not complete(given) or given.get("withdrawn"):
        return frozenset()
    day = _day(given.get("date"))
    special = record.values.get("special") not in (False, None)
    if day is None or day > today or expired(record, today):
        return frozenset()
    if special and record.values.get("lawful_basis") != BY_CONSENT:
        return frozenset()
    scope = given.get("scope")
    return frozenset(str(name) for name in scope) if isinstance(scope, list | tuple) else frozenset()


def complete(consent: dict[str, object]) -> bool:
    """Whether consent says what it has to: day, version of the text, channel."""
    return bool(_day(consent.get("date")) and consent.get("text_version") and consent.get("channel"))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


class Attention(StrEnum):
    """Why something has to be done about a key person."""

    EXPIRED = "expired"
    """Their time is up: erase, or ask anew."""
    ENDS = "ends"
    """It will be soon."""
    WITHDRAWN = "withdrawn"
    """They took back the consent by which they're in the register."""
    NO_CONSENT = "no consent"
    """They're in it by consent, of which nothing or not all is noted."""
    SPECIAL = "special"
    """The role tells of faith or health, and they're in it by something else than consent."""
    NO_BASIS = "no basis"
    """Nothing says by what right."""


def attention(record: Record, today: date, days: int) -> list[Attention]:
    """What has to be done about a key person; `days` is how long before the end one is warned.

    Of whoever's time is up, no more than that: the team isn't told anything else of them any more.
    """
    if expired(record, today):
        return [Attention.EXPIRED]
    found = [Attention.ENDS] if expires_within(record, today, days) else []
    basis, given = record["lawful_basis"], record["consent"]
    if not basis:
        found.append(Attention.NO_BASIS)
    if basis == BY_CONSENT and given.get("withdrawn"):
        found.append(Attention.WITHDRAWN)
    elif basis == BY_CONSENT and not complete(given):
        found.append(Attention.NO_CONSENT)
    if record["special"] and basis != BY_CONSENT:
        found.append(Attention.SPECIAL)
    return found
