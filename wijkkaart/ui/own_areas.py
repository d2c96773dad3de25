"""Own areas as pages use them: those that the visitor may see, and what the register says of one.

The guide keeps them, as it's another after every save.
"""

from wijkkaart.atlas import Atlas
from wijkkaart.present.profile.area import Area, OwnSet, area_of
from wijkkaart.record import Role
from wijkkaart.register import own_areas
from wijkkaart.register.database import Database
from wijkkaart.ui import account
from wijkkaart.ui.data import open_guide


def own_sets(gemeente: str) -> dict[str, OwnSet]:
    """The own areas of a gemeente that the visitor may see, by name: id to what it consists of."""
    guide = open_guide()

    def look() -> dict[str, OwnSet]:
        found = own_areas.listed(account.register(), guide.role, gemeente)
        return {each.id: OwnSet.of(each) for each in found}

    return guide.remember(("own areas", gemeente), look)


def own_set(code: str) -> OwnSet | None:
    """One own area, if there is one with this id that the visitor may see."""
    if not own_areas.is_own(code):
        return None
    guide = open_guide()

    def look() -> OwnSet | None:
        found = own_areas.get(account.register(), code, guide.role)
        return OwnSet.of(found) if found else None

    return guide.remember(("own area", code), look)


def of_scan(register: Database, atlas: Atlas, code: str) -> Area | None:
    """The area that a wijkscan is about, for who may read that; None when it isn't there any more."""
    own = own_areas.get(register, code, Role.TEAM)
    return area_of(atlas, code, {own.id: OwnSet.of(own)} if own else {})
