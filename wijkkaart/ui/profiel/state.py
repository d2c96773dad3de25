"""The state of the page Profiel, and how it stands in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.model import COUNTRY, is_code
from wijkkaart.present.profile import layout
from wijkkaart.present.profile.area import Area, area_of
from wijkkaart.present.profile.drawn import WHOLE
from wijkkaart.register.own_areas import is_own
from wijkkaart.ui import own_areas, session
from wijkkaart.ui.kept_state import PageState

FIRST = "2"


@dataclass(frozen=True)
class Asked:
    """What the visitor looks at. Every field is a URL parameter of the same name."""

    gebied: str = ""
    naast: str = ""
    """Code of the area of choice that stands beside it."""
    deel: str = FIRST
    """The chapter that is open, or `alles`."""
    cijfer: str = ""
    """The figure that is opened."""


def from_params(params: Mapping[str, str]) -> Asked:
    """The state that URL parameters describe; what can't be right falls back to the default."""
    found = {name: params.get(name, "") for name in ("gebied", "naast")}
    areas = {name: code if is_code(code) or is_own(code) else "" for name, code in found.items()}
    part, figure = params.get("deel", "").partition(".")[0], params.get("cijfer", "")
    return Asked(
        **areas,
        deel=part if part in (*layout.chapters(), WHOLE) else FIRST,
        cijfer=figure if figure in indicators() else "",
    )


STATE: PageState[Asked] = PageState("profiel", from_params)


def find(atlas: Atlas, code: str) -> Area | None:
    """The area with a code or id, own areas that the visitor may see included."""
    own = own_areas.own_set(code)
    return area_of(atlas, code, {code: own} if own else {})


def settle(atlas: Atlas, asked: Asked) -> Asked:
    """The state with areas that aren't there replaced by the one that was looked at last, or by none."""
    area = find(atlas, asked.gebied)
    if area is None or area.code == COUNTRY:
        # An own area that was looked at may be gone since.
        session.visit(atlas)
        code = session.area_or(atlas.start(), own=True)
        return replace(asked, gebied=code, naast="", cijfer="")
    session.visit(atlas, area.code)
    beside = find(atlas, asked.naast) if asked.naast and asked.naast != asked.gebied else None
    return replace(asked, naast=beside.code if beside else "")
