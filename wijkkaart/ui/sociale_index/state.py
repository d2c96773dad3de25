"""The state of the workbench of the social index, and how it stands in the URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wijkkaart.catalogue import indicators
from wijkkaart.present.comparison.index import WEIGHTS, Addition
from wijkkaart.ui.kept_state import SEPARATOR, PageState

TABLE, AREA, FIRM, MAPS, HOW = "tabel", "delen", "stevigheid", "kaartjes", "maken"
VIEWS = {
    TABLE: "Alle gebieden",
    AREA: "Eén gebied in delen",
    FIRM: "Hoe stevig",
    MAPS: "Kaartjes",
    HOW: "Cijfers en gewichten",
}
_MOST = 40


@dataclass(frozen=True)
class Workbench:
    """What is scored, by what. Every field is a URL parameter, and a widget's key."""

    gemeente: str = ""
    niveau: str = ""
    basis: str = ""
    """`NL00` for the country; "" for the gemeente."""
    basisjaar: str = ""
    weging: tuple[str, ...] = ()
    """`id:2`, for a figure or a side whose weight isn't as it's proposed."""
    erbij: tuple[str, ...] = ()
    """`side:figure:good`, for a figure put in, or turned the other way."""
    deel: str = TABLE
    keuze: str = ""
    """The area that stands out: a code of CBS, or the id of an own area."""
    volgorde: str = "index"

    @property
    def weights(self) -> dict[str, float]:
        """The weights that were changed, by id."""
        return {name: float(value) for name, value in (each.split(":") for each in self.weging)}

    @property
    def additions(self) -> list[Addition]:
        """The figures that were put in or turned."""
        return [Addition(*each.split(":")) for each in self.erbij]


def from_params(params: Mapping[str, str]) -> Workbench:
    """The state that URL parameters describe; what can't be right falls back to the default."""
    usual = Workbench()
    weights = [each for each in _parts(params, "weging") if _is_weight(each)]
    more = [each for each in _parts(params, "erbij") if _is_addition(each)]
    gemeente, choice = params.get("gemeente", ""), params.get("keuze", "")
    order, year = params.get("volgorde", usual.volgorde), params.get("basisjaar", "")
    return Workbench(
        gemeente=gemeente if re.fullmatch(r"(?a)GM\d{4}", gemeente) else "",
        niveau=params["niveau"] if params.get("niveau") in ("wijk", "buurt") else "",
        basis="NL00" if params.get("basis") == "NL00" else "",
        basisjaar=year if re.fullmatch(r"(?a)\d{4}", year) else "",
        weging=tuple(weights[:_MOST]),
        erbij=tuple(more[:_MOST]),
        deel=params["deel"] if params.get("deel") in VIEWS else TABLE,
        keuze=choice if re.fullmatch(r"(?a)(WK|BU)[0-9A-Z]{6,8}|EG[0-9a-f]{8}", choice) else "",
        volgorde=order if re.fullmatch(r"(?a)-?[a-z_-]{1,40}", order) else usual.volgorde,
    )


def _parts(params: Mapping[str, str], name: str) -> list[str]:
    return [*dict.fromkeys(part for part in params.get(name, "").split(SEPARATOR) if part)]


def _is_weight(text: str) -> bool:
    found = re.fullmatch(r"(?a)[a-z0-9_]{1,80}:(\d(?:\.\d)?)", text)
    return found is not None and float(found[1]) in WEIGHTS


def _is_addition(text: str) -> bool:
    found = re.fullmatch(r"(?a)[a-z]{1,40}:([a-z0-9_]{1,80}):(good|bad)", text)
    return found is not None and found[1] in indicators()


kept = PageState("sociale_index", from_params)
