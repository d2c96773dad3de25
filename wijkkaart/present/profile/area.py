"""Which area a profile is of: a gemeente, wijk or buurt, or an own area."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from wijkkaart.atlas import Atlas
from wijkkaart.model import COUNTRY, Level, gemeente_of, is_code, level_of, parent_of
from wijkkaart.present import dutch
from wijkkaart.present.figures import LEVEL_NAMES


class Kept(Protocol):
    """What the register keeps of an own area (`register.own_areas.OwnArea`), as far as figures need it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def gemeente(self) -> str: ...
    @property
    def parts(self) -> tuple[str, ...]: ...
    @property
    def outline(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True)
class OwnSet:
    """An own area as the register keeps it: its name, and the wijken and buurten in it."""

    code: str
    name: str
    gemeente: str
    parts: tuple[str, ...]
    outline: Mapping[str, Any] | None = field(default=None, compare=False)
    """GeoJSON (WGS84) that it was drawn as; None for a set that was picked."""

    @classmethod
    def of(cls, kept: Kept) -> Self:
        """The set that the register keeps."""
        return cls(kept.id, kept.name, kept.gemeente, kept.parts, kept.outline)


@dataclass(frozen=True)
class Area:
    """An area of which there are figures."""

    code: str
    name: str
    gemeente: str
    level: Level
    """The level of areas that it's like; of an own area that of its smallest parts."""
    parts: tuple[str, ...] = ()
    """Codes of what an own area consists of; empty for any other."""

    @property
    def own(self) -> bool:
        """Whether people put it together themselves."""
        return bool(self.parts)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of CBS that together are the area."""
        return self.parts or (self.code,)


def area_of(atlas: Atlas, code: str, own: Mapping[str, OwnSet]) -> Area | None:
    """The area with this code; None when there's none, or an own area isn't for who looks."""
    if code in own:
        found = own[code]
        level = Level.BUURT if any(part.startswith("BU") for part in found.parts) else Level.WIJK
        return Area(code, found.name, found.gemeente, level, found.parts)
    if not (is_code(code) and atlas.known(code)):
        return None
    return Area(code, atlas.name(code), gemeente_of(code), level_of(code))


def parents(atlas: Atlas, area: Area) -> list[Area]:
    """The areas that an area lies in and that are known, smallest first, the country last."""
    found, code = [], area.gemeente if area.own else parent_of(area.code)
    while code:
        above = area_of(atlas, code, {})
        if above is not None and (code == COUNTRY or code in atlas.gemeenten or above.level is Level.WIJK):
            found.append(above)
        code = parent_of(code)
    return found


def kind(atlas: Atlas, area: Area) -> str:
    """`wijk in Amersfoort`, `eigen gebied in Amersfoort: 3 buurten`."""
    if area.code == COUNTRY:
        return "het hele land"
    if area.level is Level.GEMEENTE and not area.own:
        return "gemeente"
    inside = atlas.name(area.gemeente)
    if area.own:
        kinds = [(Level.WIJK, "WK"), (Level.BUURT, "BU")]
        counted = [(level, sum(part.startswith(prefix) for part in area.parts)) for level, prefix in kinds]
        said = [dutch.count(number, *LEVEL_NAMES[level]) for level, number in counted if number]
        return f"eigen gebied in {inside}: {dutch.listing(said)}"
    within = parent_of(area.code)
    between = f" in de wijk {atlas.name(within)}," if area.level is Level.BUURT and within else ""
    return f"{LEVEL_NAMES[area.level][0]}{between} in {inside}".replace(", in", ",")
