"""What roles are called, and what they may do, in Dutch."""

from wijkkaart.record import Role

ROLE_LABELS = {
    Role.PUBLIC: "publiek",
    Role.PARTNER: "partner",
    Role.TEAM: "team",
    Role.ADMIN: "beheerder",
}
ROLE_HELP = {
    Role.PUBLIC: "ziet alleen wat openbaar is",
    Role.PARTNER: "ziet ook wat voor partners is, zoals wanneer een netwerk bij elkaar komt",
    Role.TEAM: "ziet en wijzigt alles, ook sleutelpersonen",
    Role.ADMIN: "kan ook accounts beheren en personen wissen",
}
"""Continues a sentence that begins with the role."""
