"""The wijkscan that is open, with all that its views need."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wijkkaart.core.wijkscan import parts
from wijkkaart.core.wijkscan.parts import BASE, Basis, Head, Part
from wijkkaart.guide import Guide
from wijkkaart.present.profile.area import Area, parents
from wijkkaart.present.profile.figures import Figures
from wijkkaart.record import Role, may_see
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import PartState, Wijkscan
from wijkkaart.ui import account
from wijkkaart.ui.own_areas import of_scan


@dataclass(frozen=True)
class Opened:
    """A wijkscan as it stands now, for who looks at it."""

    scan: Wijkscan
    states: Mapping[str, PartState]
    """Key of a part to how it stands; parts that nobody touched aren't in it."""
    area: Area | None
    """None when the own area that it's of isn't there any more."""
    guide: Guide
    may_write: bool

    @property
    def id(self) -> str:
        """Its id."""
        return self.scan.id

    @property
    def head(self) -> Head:
        """Whose it is, and how far."""
        return self.scan.head

    @cached_property
    def basis(self) -> Basis:
        """What was accepted of figures and register."""
        state = self.states.get(BASE)
        return parts.basis(state.content) if state else Basis()

    @cached_property
    def figures(self) -> Figures | None:
        """The figures of its area beside those of the areas that it lies in."""
        if self.area is None:
            return None
        atlas = self.guide.atlas
        years = {name: seen.year for name, seen in self.basis.figures.items()}
        return Figures(atlas, self.area, parents(atlas, self.area), years=years)

    def part(self, key: str) -> Part:
        """What a part holds; an empty one when nobody touched it."""
        state = self.states.get(key)
        return parts.part(state.content) if state else Part()

    def all_parts(self) -> dict[str, Part]:
        """Every part that was touched, by key."""
        return {key: self.part(key) for key in self.states if key not in (BASE, parts.HEAD)}


def opened(guide: Guide, id_: str) -> Opened | None:
    """The wijkscan with an id; None when there's none, or it isn't for who looks."""
    register, role = account.register(), account.role()
    if not id_:
        return None
    scan = wijkscans.get(register, id_, role)
    if scan is None:
        return None
    area = of_scan(register, guide.atlas, scan.area)
    writes = may_see(role, Role.TEAM) and not scan.trashed
    return Opened(scan, wijkscans.parts(register, id_, role), area, guide, writes)
