"""The filters of the sociale kaart in words: what can be chosen, and what is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from wijkkaart.catalogue import options
from wijkkaart.core.facets import OPEN
from wijkkaart.core.filters import DAYS
from wijkkaart.present import dutch
from wijkkaart.present.choices import label

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aanbod": ("Aanbod", ("service",)),
    "plekken": ("Plekken", ("location", "source")),
    "organisaties": ("Organisaties", ("organization",)),
    "initiatieven": ("Initiatieven van bewoners", ("initiatief",)),
    "netwerken": ("Netwerken", ("network",)),
    "mensen": ("Mensen", ("contact",)),
    "notities": ("Notities", ("note",)),
}
"""Choice to its label and the kinds of thing that it stands for."""
DAYPARTS = ("ochtend", "middag", "avond")
MOMENTS = {"nu": "Nu open", "vandaag": "Vandaag", "morgen": "Morgen", "week": "Deze week"}
WHEELCHAIR = {"ja": "Rolstoel", "deels": "Deels met rolstoel", "nee": "Niet met rolstoel"}
FRESHNESS = {"vers": "Kortgeleden nagekeken", "deels": "Deels na te kijken", "verouderd": "Na te kijken"}

FACETS: Mapping[str, str] = {
    "soort": "kind",
    "categorie": "category",
    "thema": "theme",
    "doelgroep": "target_group",
    "wanneer": OPEN,
    "dag": "day",
    "dagdeel": "daypart",
    "kosten": "cost",
    "aanmelden": "registration",
    "taal": "language",
    "rolstoel": "wheelchair",
    "buurt": "buurt",
    "versheid": "freshness",
}
"""Filter of the page to the facet of `core.facets` that it chooses from."""
_LISTS = {
    "categorie": "category",
    "thema": "theme",
    "doelgroep": "target_group",
    "kosten": "cost",
    "aanmelden": "registration",
    "taal": "language",
}
RADII = {
    "250": "250 meter",
    "500": "500 meter",
    "1000": "1 kilometer",
    "2000": "2 kilometer",
    "5000": "5 kilometer",
}


@dataclass(frozen=True)
class Chip:
    """One filter that is in force."""

    field: str
    value: str
    label: str


def allowed(field: str) -> Collection[str]:
    """The values that a filter may have; buurten are codes and not among these."""
    plain: dict[str, Collection[str]] = {
        "soort": KINDS,
        "wanneer": MOMENTS,
        "dag": DAYS,
        "dagdeel": DAYPARTS,
        "rolstoel": WHEELCHAIR,
        "versheid": FRESHNESS,
        "straal": RADII,
    }
    return plain[field] if field in plain else options(_LISTS[field])


def named(field: str, value: str, area: Callable[[str], str] = str) -> str:
    """What a choice is called; `area` gives the name of a buurt by its code."""
    match field:
        case "soort":
            return KINDS[value][0]
        case "wanneer":
            return MOMENTS[value]
        case "dag":
            return dutch.DAY_NAMES[value].capitalize()
        case "dagdeel":
            return value.capitalize()
        case "rolstoel":
            return WHEELCHAIR[value]
        case "versheid":
            return FRESHNESS[value]
        case "buurt":
            return area(value)
    return label(_LISTS[field], value)


def facets(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Choices of the page as choices of facets (`core.facets.Query.chosen`)."""
    found = {FACETS[field]: values for field, values in chosen.items() if values}
    if kinds := found.get("kind"):
        found["kind"] = tuple(kind for name in kinds for kind in KINDS[name][1])
    return found


def counts(field: str, found: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """How many there are of each choice of a filter, in the order of menus; without those of none."""
    there = found.get(FACETS[field], {})
    if field == "soort":
        return {
            name: number
            for name, (_, kinds) in KINDS.items()
            if (number := sum(there.get(kind, 0) for kind in kinds))
        }
    if field == "buurt":
        return dict(there)
    return {value: there[value] for value in allowed(field) if there.get(value)}


def chips(chosen: Mapping[str, tuple[str, ...]], area: Callable[[str], str] = str) -> list[Chip]:
    """The filters in force, one a value, in the order of the page; a day with its part is one."""
    found = []
    for field, values in chosen.items():
        if field == "dagdeel" and chosen.get("dag"):
            continue
        found += [Chip(field, value, _chip(field, value, chosen, area)) for value in values]
    return found


def _chip(field: str, value: str, chosen: Mapping[str, tuple[str, ...]], area: Callable[[str], str]) -> str:
    parts = chosen.get("dagdeel") or ()
    if field == "dag" and parts:
        return (
            f"{dutch.DAY_NAMES[value].capitalize()}{dutch.listing([*parts])}"
            if len(parts) == 1
            else (f"{dutch.DAY_NAMES[value].capitalize()} ({dutch.listing([*parts])})")
        )
    return named(field, value, area)


def moment_said(days: tuple[str, ...], parts: tuple[str, ...], when: str) -> str:
    """What was understood of typed words: `op dinsdagavond`, `nu open`; "" for nothing."""
    part = dutch.listing([*parts])
    if when:
        return MOMENTS[when].lower() + (f" ({part})" if part else "")
    if len(parts) > 1:
        part = f" ({part})"
    return f"op {dutch.listing([f'{dutch.DAY_NAMES[day]}{part}' for day in days])}" if days else ""
