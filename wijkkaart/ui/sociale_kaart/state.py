"""The state of the page Sociale kaart, and how it stands in the URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wijkkaart.core.facets import DISTANCE, NAME, RELEVANCE
from wijkkaart.present.sociale_kaart.filters import FACETS, RADII, allowed
from wijkkaart.ui.kept_state import SEPARATOR

LIST, MAP, WEEK, NETWORKS = "lijst", "kaart", "week", "netwerken"
VIEWS = (LIST, MAP, WEEK, NETWORKS)
"""List and map stand side by side; on a phone one of both is shown."""
ORDERS = ("", RELEVANCE, DISTANCE, NAME)
FIRST_RADIUS = "1000"
_LONGEST, _MOST = 100, 20
_BUURT = re.compile(r"(?a)BU\d{4}[0-9A-Z]{4}")


@dataclass(frozen=True)
class Search:
    """What the visitor asks. Every field is a URL parameter of the same name, and a widget's key."""

    gebied: str = ""
    """Code of the area; it's the one of the map page too."""
    zoek: str = ""
    soort: tuple[str, ...] = ()
    categorie: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()
    doelgroep: tuple[str, ...] = ()
    wanneer: tuple[str, ...] = ()
    dag: tuple[str, ...] = ()
    dagdeel: tuple[str, ...] = ()
    kosten: tuple[str, ...] = ()
    aanmelden: tuple[str, ...] = ()
    taal: tuple[str, ...] = ()
    rolstoel: tuple[str, ...] = ()
    buurt: tuple[str, ...] = ()
    versheid: tuple[str, ...] = ()
    bij: str = ""
    """An address or postcode that it must be near."""
    straal: str = FIRST_RADIUS
    """Metres."""
    volgorde: str = ""
    toon: str = LIST
    maandag: str = ""
    """The first day of the week that is shown, ISO; "" for this week."""
    midden: str = ""
    """Id of the record in the middle of the picture of relations."""
    plek: str = ""
    """Id of what is opened."""

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Filter to what is chosen in it."""
        return {name: getattr(self, name) for name in FACETS}


_ONE = {"straal": RADII, "volgorde": ORDERS, "toon": VIEWS}


def from_params(params: Mapping[str, str]) -> Search:
    """The state that URL parameters describe; what can't be right falls back to the default."""
    found: dict[str, Any] = {}
    for name in FACETS:
        asked = dict.fromkeys(params.get(name, "").split(SEPARATOR))
        known = [each for each in asked if (_is_buurt(each) if name == "buurt" else each in allowed(name))]
        found[name] = tuple(known[:_MOST])
    for name, options in _ONE.items():
        if params.get(name) in options:
            found[name] = params[name]
    for name in ("gebied", "zoek", "bij", "midden", "plek"):
        found[name] = params.get(name, "").strip()[:_LONGEST].strip()
    found["maandag"] = _monday(params.get("maandag", ""))
    return Search(**found)


def _is_buurt(text: str) -> bool:
    return _BUURT.fullmatch(text) is not None


def _monday(text: str) -> str:
    """The Monday of the week of an ISO date; "" for what is no date, or of another century."""
    if not re.fullmatch(r"(?a)\d{4}-\d{2}-\d{2}", text):
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return (day - timedelta(days=day.weekday())).isoformat() if 2000 <= day.year <= 2100 else ""
