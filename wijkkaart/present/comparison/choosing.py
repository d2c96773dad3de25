"""What can be compared: areas in one click, figures by theme and in ready-made sets, and the reference."""

from collections.abc import Iterable, Sequence

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import format_chapters, indicators
from wijkkaart.model import COUNTRY, gemeente_of, is_code, level_of, parent_of
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import OwnSet

MOST_AREAS, MOST_FIGURES = 150, 40

_FIRST = (
    "leeftijd_65_plus_pct",
    "jonger_dan_15_pct",
    "huishoudensgrootte",
    "koopwoningen_pct",
    "woz_waarde",
    "inkomen_per_inwoner",
    "gestandaardiseerd_inkomen",
    "bijstand_per_1000",
    "eenzaam_pct",
    "goed_ervaren_gezondheid_pct",
    "afstand_huisarts",
    "afstand_supermarkt",
)
"""Figures that most people begin with, as far as they're there."""


def figures_there(atlas: Atlas, codes: Iterable[str]) -> list[str]:
    """Ids of the figures that at least one of the areas may have, in the order of the definitions."""
    places = {(gemeente_of(code), str(level_of(code))) for code in codes if is_code(code)}
    there = {name for gemeente, level in places for name in atlas.indicators_of(gemeente, level)}
    return [name for name in indicators() if name in there]


def comparable(names: Iterable[str]) -> list[str]:
    """Those that can be held beside each other: no counts."""
    return [name for name in names if indicators()[name].kind != "count"]


def first_figures(there: Sequence[str]) -> tuple[str, ...]:
    """What to begin with out of the figures that are there."""
    found = [name for name in _FIRST if name in there]
    return tuple(found or comparable(there)[:8] or there[:8])


def ready_made(there: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Id to label and figures of sets: one a paragraph of the format that has any, the counts left out."""
    sets = {"begin": ("Om te beginnen", first_figures(there))}
    for number, term in format_chapters().items():
        names = [name for name in comparable(there) if indicators()[name].chapter == number]
        if names:
            sets[number] = (f"{number} {term.label}", tuple(names[:MOST_FIGURES]))
    return sets


def around_own(atlas: Atlas, own: OwnSet) -> tuple[str, ...]:
    """The areas to begin with for an own area: itself, and the wijken or buurten beside its parts."""
    buurten = [part for part in own.parts if level_of(part) == "buurt"]
    beside = [each for part in (buurten or own.parts[:1]) for each in around(atlas, part)]
    return (own.code, *dict.fromkeys(beside))[:MOST_AREAS]


def around(atlas: Atlas, area: str) -> tuple[str, ...]:
    """The areas to begin with: those beside `area`, or in it when it's a gemeente."""
    if area == COUNTRY or not is_code(area):
        return ()
    gemeente = gemeente_of(area)
    wanted = str(level_of(area)) if not area.startswith("GM") else "wijk"
    inside = (parent_of(area) or gemeente) if wanted == "buurt" else gemeente
    codes = [str(code) for code in atlas.children(inside, wanted).code]
    if not codes and wanted == "wijk":
        codes = [str(code) for code in atlas.children(gemeente, "buurt").code]
    return tuple(codes[:MOST_AREAS])


def in_one_click(atlas: Atlas, gemeente: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Id to label and codes of groups in a gemeente: all wijken, all buurten, the buurten of a wijk."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    if gemeente == COUNTRY:
        return found
    name = atlas.name(gemeente)
    for level in ("wijk", "buurt"):
        rows = atlas.children(gemeente, level)
        if len(rows):
            many = LEVEL_NAMES[level_of("WK" if level == "wijk" else "BU")][1]
            found[f"{gemeente}-{level}"] = (f"Alle {many} van {name}", tuple(map(str, rows.code)))
    for code, wijk in atlas.children(gemeente, "wijk")[["code", "name"]].itertuples(index=False):
        rows = atlas.children(code, "buurt")
        if len(rows):
            found[code] = (f"De buurten van {wijk}", tuple(map(str, rows.code)))
    return found


def reference(codes: Sequence[str], asked: str = "") -> str:
    """The area that the others are held against: the one asked, else what they lie in together."""
    if asked:
        return asked
    places = {gemeente_of(code) for code in codes if is_code(code) and not code.startswith("NL")}
    if len(places) == 1 and not all(code.startswith("GM") for code in codes):
        return places.pop()
    return COUNTRY


def references(atlas: Atlas, codes: Sequence[str]) -> list[str]:
    """The areas that may be the reference: gemeenten first, then the country, then the areas themselves."""
    places = dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))
    return [*dict.fromkeys([*(each for each in places if atlas.known(each)), COUNTRY, *codes])]


def names_of(atlas: Atlas, codes: Iterable[str]) -> dict[str, str]:
    """A name an area that no other of them has: buurten of two gemeenten may share one."""
    codes = [*dict.fromkeys(codes)]
    plain = {code: atlas.name(code) for code in codes}
    taken = [*plain.values()]
    found = {}
    for code, name in plain.items():
        if taken.count(name) > 1 and is_code(code) and not code.startswith(("GM", "NL")):
            level = LEVEL_NAMES[level_of(code)][0]
            name = f"{name} ({level}, {atlas.name(gemeente_of(code))})"
        found[code] = name
    again = [*found.values()]
    return {code: f"{name} {code}" if again.count(name) > 1 else name for code, name in found.items()}
