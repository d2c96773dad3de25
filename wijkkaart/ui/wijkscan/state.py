"""The state of the page Wijkscan, and how it stands in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.parts import INTRO
from wijkkaart.model import is_code
from wijkkaart.register.own_areas import is_own
from wijkkaart.register.wijkscans import is_wijkscan
from wijkkaart.ui import session
from wijkkaart.ui.kept_state import PageState

WRITE, CHECK, CHANGED, VERSIONS = "schrijven", "controle", "veranderd", "versies"
VIEWS = (WRITE, CHECK, CHANGED, VERSIONS)


@dataclass(frozen=True)
class Asked:
    """What the visitor looks at. Every field is a URL parameter of the same name."""

    scan: str = ""
    """Id of the wijkscan that is open; "" for the list."""
    deel: str = INTRO
    """Key of the part that is open."""
    blad: str = WRITE
    gebied: str = ""
    """The area of the wijkscan that is about to be started; "" when none is."""
    cijfer: str = ""
    """The figure that is opened."""


def from_params(params: Mapping[str, str]) -> Asked:
    """The state that URL parameters describe; what can't be right falls back to the default."""
    scan, part, view = params.get("scan", ""), params.get("deel", ""), params.get("blad", "")
    code, figure = params.get("gebied", ""), params.get("cijfer", "")
    return Asked(
        scan=scan if is_wijkscan(scan) else "",
        deel=part if is_part(part) else INTRO,
        blad=view if view in VIEWS else WRITE,
        gebied=code if is_code(code) or is_own(code) else "",
        cijfer=figure if figure in indicators() else "",
    )


def is_part(key: str) -> bool:
    """Whether `key` is that of a part with an own text."""
    return key in frozenset(definition.keys())


STATE: PageState[Asked] = PageState("wijkscan", from_params)


def settle(atlas: Atlas, asked: Asked) -> Asked:
    """The state, with the area that other pages look at kept as it is."""
    session.visit(atlas)
    return asked
