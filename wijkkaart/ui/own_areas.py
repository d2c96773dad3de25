"""Own areas as pages use them: those that the visitor may see, and what the register says of one."""

from wijkkaart.present.profile.area import OwnSet
from wijkkaart.register import own_areas
from wijkkaart.ui import account


def own_sets(gemeente: str) -> dict[str, OwnSet]:
    """The own areas of a gemeente that the visitor may see, by name: id to what it consists of."""
    found = own_areas.listed(account.register(), account.role(), gemeente)
    return {each.id: OwnSet(each.id, each.name, each.gemeente, each.parts) for each in found}


def own_set(code: str) -> OwnSet | None:
    """One own area, if there is one with this id that the visitor may see."""
    found = own_areas.get(account.register(), code, account.role())
    return OwnSet(found.id, found.name, found.gemeente, found.parts) if found else None
