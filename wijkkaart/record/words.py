"""The kinds of record, the roles that look at them, and where they are in their life."""

from enum import StrEnum


class RecordKind(StrEnum):
    """The kinds of record; the values are the names of the tables."""

    ORGANIZATION = "organization"
    """Organisation, church, association; a residents' initiative has `legal_status` INITIATIVE."""
    LOCATION = "location"
    """Place: a building, square or other spot."""
    SERVICE = "service"
    """Offer: what an organisation gives, at one or more places, by a schedule."""
    NETWORK = "network"
    """Partnership with members."""
    CONTACT = "contact"
    """Key person."""
    NOTE = "note"
    """Dated knowledge pinned to an indicator, area, record or paragraph of the format."""


class Role(StrEnum):
    """Who looks, from least to most; each sees what the one before it sees."""

    PUBLIC = "publiek"
    PARTNER = "partner"
    TEAM = "team"
    ADMIN = "beheerder"


ROLES = tuple(Role)


def may_see(role: str, needed: str) -> bool:
    """Whether `role` sees what is meant for `needed` and up; unknown words see and show nothing."""
    ranks = {name.value: rank for rank, name in enumerate(ROLES)}
    return role in ranks and needed in ranks and ranks[role] >= ranks[needed]


class Status(StrEnum):
    """Where a place or offer is in its life; a closed one stays in the history of the wijk."""

    PLANNED = "planned"
    OPEN = "open"
    TEMPORARILY_CLOSED = "temporarily closed"
    MOVED = "moved"
    CLOSED = "closed"


STATUS_LABELS = {
    Status.PLANNED: "gepland",
    Status.OPEN: "open",
    Status.TEMPORARILY_CLOSED: "tijdelijk gesloten",
    Status.MOVED: "verhuisd",
    Status.CLOSED: "gesloten",
}

INITIATIVE = "initiatief"
"""The `legal_status` of a residents' initiative, which needs no legal form."""
