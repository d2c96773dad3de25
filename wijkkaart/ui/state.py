"""The state of the map page, and how it stands in the URL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from wijkkaart.atlas import Atlas
from wijkkaart.backgrounds import BACKGROUNDS, DEFAULT, NONE
from wijkkaart.catalogue import categories, format_chapters, indicators, target_groups
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure
from wijkkaart.core.filters import DAYS, PlaceFilter
from wijkkaart.model import COUNTRY, Indicator, Kind, gemeente_of, level_of
from wijkkaart.present import versheid
from wijkkaart.present.profile.area import OwnSet

FIGURES = "cijfers"
LAYERS = (FIGURES, "voorzieningen", "activiteiten", "sleutelpersonen")
KINDS = {
    "voorzieningen": Kind.PLACE,
    "activiteiten": Kind.ACTIVITY,
    "sleutelpersonen": Kind.KEY_PERSON,
}
COMPARISONS = ("", "gemeente", "nederland")
FIRST_INDICATOR = "inwoners"
FRESHNESS = versheid.INDICATOR.id
"""A figure of the register instead of a publisher's; for the team, of one gemeente, of now."""
_LONGEST = 100
_MANY = ("lagen", "categorie", "hoofdstuk", "doelgroep", "dag")
_SEPARATOR = ","


@dataclass(frozen=True)
class View:
    """What the visitor sees. Each of PARAMS is a URL parameter of the same name, and a widget's key."""

    gebied: str = ""
    """Code of the area that is looked at, or id of an own area; "" until one is chosen."""
    niveau: str = ""
    """Level on which the map is divided; "" for the smallest there is."""
    indicator: str = FIRST_INDICATOR
    jaar: str = ""
    """Year of the figure; "" for the newest that is well filled."""
    klassen: str = Method.QUANTILES
    vergelijk: str = ""
    achtergrond: str = DEFAULT
    lagen: tuple[str, ...] = LAYERS
    categorie: tuple[str, ...] = ()
    hoofdstuk: tuple[str, ...] = ()
    doelgroep: tuple[str, ...] = ()
    dag: tuple[str, ...] = ()
    zoek: str = ""
    plek: str = ""
    """Id of the place whose detail is open."""
    voorbeelden: str = ""
    """`verborgen` leaves the embedded examples out of the list of areas."""
    known: OwnSet | None = None
    """The own area that `settle` found last."""

    @property
    def own(self) -> OwnSet | None:
        """The own area that is looked at; None for any other."""
        return self.known if self.known and self.known.code == self.gebied else None

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of what the own area that is looked at consists of."""
        return self.own.parts if self.own else ()

    @property
    def gemeente(self) -> str:
        """The gemeente that is drawn, or NL00."""
        return self.own.gemeente if self.own else gemeente_of(self.gebied)

    @property
    def selected(self) -> str | None:
        """The wijk, buurt or own area that was picked inside the gemeente."""
        return self.gebied if self.own or self.gebied.startswith(("WK", "BU")) else None

    @property
    def chain(self) -> list[str]:
        """The areas that it lies in, the country first, itself last."""
        return [*up(self.own.gemeente), self.own.code] if self.own else up(self.gebied)

    def name(self, atlas: Atlas) -> str:
        """The name of the area that is looked at."""
        return self.own.name if self.own else atlas.name(self.gebied)

    @property
    def filter(self) -> PlaceFilter:
        """What is asked of the places."""
        return PlaceFilter(
            kinds=tuple(KINDS[layer] for layer in self.lagen if layer in KINDS) or ("",),
            categories=self.categorie,
            chapters=self.hoofdstuk,
            target_groups=self.doelgroep,
            days=self.dag,
            text=self.zoek,
            area=self.gebied,
            parts=self.parts,
        )


PARAMS = tuple(field.name for field in fields(View) if field.name != "known")
"""What stands in the URL."""
_DEFAULT = View()


def to_params(view: View) -> dict[str, str]:
    """The view as URL parameters, without what is as it would be anyway."""
    found = {}
    for name in PARAMS:
        value = getattr(view, name)
        if value != getattr(_DEFAULT, name):
            found[name] = _SEPARATOR.join(value) if name in _MANY else value
    return found


def from_params(params: Mapping[str, str]) -> View:
    """The view that URL parameters describe; what can't be right falls back to the default."""
    options: dict[str, set[str]] = {
        "indicator": {*indicators(), FRESHNESS},
        "niveau": {"", "gemeente", "wijk", "buurt"},
        "klassen": set(Method),
        "vergelijk": set(COMPARISONS),
        "achtergrond": {*BACKGROUNDS, NONE},
        "voorbeelden": {"", "verborgen"},
        "lagen": set(LAYERS),
        "categorie": set(categories()),
        "hoofdstuk": set(format_chapters()),
        "doelgroep": set(target_groups()),
        "dag": set(DAYS),
    }
    found: dict[str, Any] = {}
    for name, allowed in options.items():
        if name not in params:
            continue
        if name in _MANY:
            asked = params[name].split(_SEPARATOR) if params[name] else []
            found[name] = tuple(dict.fromkeys(part for part in asked if part in allowed))
        elif params[name] in allowed:
            found[name] = params[name]
    year = params.get("jaar", "")
    if year.isascii() and year.isdecimal() and len(year) == 4:
        found["jaar"] = year
    for name in ("gebied", "zoek", "plek"):
        found[name] = params.get(name, "").strip()[:_LONGEST].strip()
    return View(**found)


def settle(view: View, atlas: Atlas, find_own: Callable[[str], OwnSet | None] = lambda _: None) -> View:
    """The view with choices that this data directory can't meet replaced by the nearest that it can.

    `find_own` gives the own area with an id, if the visitor may see it. For one that they looked at and that
    is gone comes its gemeente; for one that was never theirs to see the same as for a code of nothing.
    """
    area, before = view.gebied, view.own
    own = None if atlas.known(area) else find_own(area)
    if own is not None and not atlas.known(own.gemeente):
        own = None
    if own is None and not atlas.known(area):
        area = before.gemeente if before and atlas.known(before.gemeente) else atlas.start()
        view = replace(view, plek="")
    view = replace(view, gebied=area, known=own)
    levels = atlas.levels(view.gemeente)
    level = view.niveau if view.niveau in levels else ""
    view = replace(view, niveau=level)
    if view.indicator == FRESHNESS and view.gemeente != COUNTRY:
        return replace(view, jaar="", vergelijk="")
    there = atlas.indicators_of(view.gemeente, smallest(view, atlas))
    indicator = view.indicator if view.indicator in there else ""
    if not indicator:
        indicator = FIRST_INDICATOR if FIRST_INDICATOR in there else next(iter(there), view.indicator)
    years = atlas.years_of(indicator, smallest(view, atlas), view.gemeente)
    year = view.jaar if view.jaar and int(view.jaar) in years else ""
    compare = "" if area == COUNTRY and view.vergelijk == "gemeente" else view.vergelijk
    return replace(view, indicator=indicator, jaar=year, vergelijk=compare)


def smallest(view: View, atlas: Atlas) -> str:
    """The level that the map is divided on when none was chosen."""
    levels = atlas.levels(view.gemeente)
    return view.niveau or (levels[-1] if levels else "buurt")


def figure_of(view: View, atlas: Atlas) -> Figure | None:
    """The figure that the view asks for, if there's one for this area."""
    level = smallest(view, atlas)
    year = int(view.jaar) if view.jaar else atlas.best_year(view.indicator, level, view.gemeente)
    if year is None or not atlas.levels(view.gemeente):
        return None
    choice = Choice(view.gemeente, level, view.indicator, year, Method(view.klassen), view.vergelijk)
    return atlas.figure(choice)


def indicator_of(name: str) -> Indicator:
    """What is shown under a name: a publisher's figure, or the freshness of the register."""
    return versheid.INDICATOR if name == FRESHNESS else indicators()[name]


def up(area: str) -> list[str]:
    """The areas that an area lies in, the country first, itself last."""
    chain = [COUNTRY]
    if area != COUNTRY:
        chain.append(gemeente_of(area))
    if level_of(area) == "buurt":
        chain.append("WK" + area[2:8])
    if area not in chain:
        chain.append(area)
    return chain
