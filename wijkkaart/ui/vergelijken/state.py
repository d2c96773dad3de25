"""The state of the page Vergelijken, and how it stands in the URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wijkkaart.catalogue import indicators, target_groups
from wijkkaart.present.comparison.choosing import MOST_AREAS, MOST_FIGURES
from wijkkaart.ui.kept_state import SEPARATOR, PageState

TABLE, BARS, SPINE, SCATTER, MAPS, YEARS, BOXES, ALIKE = (
    "tabel", "staven", "gebied", "samenhang", "kaartjes", "jaren", "spreiding", "lijkt-op",
)  # fmt: skip
VIEWS = {
    TABLE: "Tabel",
    BARS: "Staven",
    SPINE: "Eén gebied",
    SCATTER: "Samenhang",
    MAPS: "Kaartjes",
    YEARS: "Door de jaren",
    BOXES: "Spreiding",
    ALIKE: "Lijkt op",
}
BESIDE = {"": "alleen het cijfer", "verschil": "verschil", "plaats": "plaats"}
WHERE = {"binnen": "in dezelfde gemeente", "buiten": "buiten de gemeente", "": "overal"}
_CODE = re.compile(r"(?a)[A-Z]{2}[0-9A-Za-z]{2,12}")


@dataclass(frozen=True)
class Asked:
    """What is compared, and how it's shown. Every field is a URL parameter, and a widget's key."""

    gebieden: tuple[str, ...] = ()
    cijfers: tuple[str, ...] = ()
    met: str = ""
    """Code of the area that all are held against; "" for the one that fits."""
    aanbod: tuple[str, ...] = ()
    """Target groups whose supply stands beside the figures."""
    vorm: str = TABLE
    bij: str = "verschil"
    """What stands under each figure in the table."""
    volgorde: str = ""
    """Id of the figure that the table is sorted by, with `-` before it for the lowest first."""
    vast: tuple[str, ...] = ()
    """Areas that stay at the top of the table."""
    keuze: str = ""
    """Code of the area that stands out in all views."""
    cijfer: str = ""
    """The figure that views of one figure show."""
    tweede: str = ""
    waar: str = "binnen"
    """Where areas that are alike are looked for."""


def from_params(params: Mapping[str, str]) -> Asked:
    """The state that URL parameters describe; what can't be right falls back to the default."""
    found: dict[str, Any] = {}
    for name, most in (("gebieden", MOST_AREAS), ("vast", MOST_AREAS)):
        found[name] = tuple(code for code in _parts(params, name) if _CODE.fullmatch(code))[:most]
    found["cijfers"] = tuple(each for each in _parts(params, "cijfers") if each in indicators())[
        :MOST_FIGURES
    ]
    found["aanbod"] = tuple(each for each in _parts(params, "aanbod") if each in target_groups())
    for name, options in (("vorm", VIEWS), ("bij", BESIDE), ("waar", WHERE)):
        if params.get(name) in options:
            found[name] = params[name]
    for name in ("met", "keuze"):
        found[name] = params.get(name, "") if _CODE.fullmatch(params.get(name, "")) else ""
    for name in ("cijfer", "tweede", "volgorde"):
        asked = params.get(name, "")
        found[name] = asked if re.fullmatch(r"(?a)-?[a-z0-9_]{1,80}", asked) else ""
    return Asked(**found)


def _parts(params: Mapping[str, str], name: str) -> list[str]:
    return [*dict.fromkeys(part for part in params.get(name, "").split(SEPARATOR) if part)]


kept = PageState("vergelijken", from_params)
