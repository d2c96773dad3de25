"""How well buurten fit an outline that somebody drew, in words: which count, which don't, what was cut."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from wijkkaart.atlas import Atlas
from wijkkaart.core.compare.drawing import Drawn, drawn_parts
from wijkkaart.errors import InvalidData
from wijkkaart.model import Level, parent_of
from wijkkaart.present import dutch

WHOLE, NOTHING = 0.99, 0.01
"""A buurt that lies in it for more counts as whole, for less as not at all: nobody draws that exactly."""

_SLIT = 25.0
_MOST = 6


@dataclass(frozen=True)
class Piece:
    """A buurt that an outline touches."""

    code: str
    name: str
    wijk: str
    """The name of the wijk that it's in."""
    share: float
    """The part of its land that lies inside."""
    counts: bool
    """Whether it's of the area: then all of it is."""
    people: float
    """Inhabitants of the whole buurt; NaN when that isn't known."""


@dataclass(frozen=True)
class Fit:
    """The buurten that an outline stands for."""

    pieces: tuple[Piece, ...]
    """All that it touches, those that count first."""
    outside: float
    """The part of the outline that lies outside the gemeente."""
    gemeente: str
    """Its name."""
    year: int
    """Of the inhabitants; 0 when these aren't known."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the buurten that count."""
        return tuple(each.code for each in self.pieces if each.counts)

    @property
    def cut(self) -> tuple[Piece, ...]:
        """What the outline cuts."""
        return tuple(each for each in self.pieces if NOTHING < each.share < WHOLE)


def fit(atlas: Atlas, gemeente: str, outline: BaseGeometry) -> Fit:
    """The buurten of a gemeente that an outline (EPSG:28992) stands for.

    Raises InvalidData when it lies elsewhere, or there are no outlines of buurten; WijkkaartError when no
    buurt lies in it for the most part.
    """
    name, year = atlas.name(gemeente), atlas.drawn_year(gemeente, Level.BUURT, None)
    if year is None:
        raise InvalidData(f"Van {name} zijn er geen grenzen van buurten.", remedy="Laad die eerst.")
    buurten = atlas.areas(Level.BUURT, year, gemeente)
    # Outlines that were simplified leave slits between neighbours.
    ground = shapely.union_all(buurten.geometry.buffer(_SLIT))
    inside = outline.intersection(ground).area / outline.area if outline.area else 0.0
    if inside < NOTHING:
        raise InvalidData(
            f"Dit vlak ligt niet in {name}.",
            "Een eigen gebied bestaat uit buurten van één gemeente.",
            "Kies eerst de gemeente waar het in ligt.",
        )
    drawn = drawn_parts(outline, buurten)
    counted, people = _people(atlas, gemeente)
    return Fit(_pieces(atlas, drawn, buurten, people), max(0.0, 1 - inside), name, counted)


def _people(atlas: Atlas, gemeente: str) -> tuple[int, dict[str, float]]:
    """The year and inhabitants of the buurten of a gemeente."""
    year = atlas.best_year("inwoners", Level.BUURT, gemeente)
    if year is None:
        return 0, {}
    rows = atlas.compared(["inwoners"], gemeente)
    rows = rows[(rows.year == year) & rows.value.notna()]
    return year, dict(zip(rows.code, rows.value, strict=True))


def _pieces(
    atlas: Atlas, drawn: Drawn, buurten: gpd.GeoDataFrame, people: dict[str, float]
) -> tuple[Piece, ...]:
    names = dict(zip(buurten.code, buurten.name, strict=True))
    found = [
        Piece(
            code,
            str(names[code]),
            atlas.name(parent_of(code) or ""),
            float(share),
            bool(chosen),
            people.get(code, float("nan")),
        )
        for code, share, chosen in drawn.table.itertuples(index=False)
    ]
    return tuple(sorted(found, key=lambda each: (not each.counts, each.wijk, each.name)))


def sentences(found: Fit) -> list[str]:
    """What an outline became, most important first."""
    counted = [each for each in found.pieces if each.counts]
    rest = [each for each in found.pieces if not each.counts]
    over = [each for each in counted if each.share < WHOLE]
    said = [
        f"Het gebied wordt {dutch.count(len(counted), 'hele buurt', 'hele buurten')}"
        f"{_together(counted, found.year)}: wat voor de helft of meer in de tekening ligt."
    ]
    if over:
        said.append(f"Telt helemaal mee, ook wat buiten de tekening ligt: {_listed(over, 'erbuiten')}.")
    if rest:
        said.append(f"Telt niet mee, ook niet wat in de tekening ligt: {_listed(rest, 'erin')}.")
    if found.outside >= NOTHING:
        said.append(
            f"{_percent(found.outside)} van de tekening ligt buiten {found.gemeente} en telt niet mee."
        )
    if over or rest:
        said.append(
            "Gemeten naar oppervlakte: hoeveel mensen in een deel van een buurt wonen, is niet bekend."
        )
    return said


def _together(counted: Sequence[Piece], year: int) -> str:
    """`, samen ongeveer 5.230 inwoners (2024)`: every count is rounded, and so is their sum."""
    people = sum(each.people for each in counted)
    return (
        "" if math.isnan(people) or not year else f", samen ongeveer {dutch.number(people)} inwoners ({year})"
    )


def _listed(pieces: Sequence[Piece], word: str) -> str:
    """`Kruiskamp (30% erbuiten) en 't Zand (12% erbuiten)`, the most first."""
    shares = {each: 1 - each.share if each.counts else each.share for each in pieces}
    named = sorted(pieces, key=lambda each: -shares[each])
    said = [f"{each.name} ({_percent(shares[each])} {word})" for each in named[:_MOST]]
    rest = len(named) - _MOST
    return dutch.listing([*said, *([f"nog {dutch.number(rest)}"] if rest > 0 else [])])


def _percent(share: float) -> str:
    """A part in whole percents; what is a part isn't printed as nothing or all of it."""
    return f"{dutch.number(min(max(100 * share, 1.0), 99.0))}%"


def warning(found: Fit) -> str:
    """That the outline cuts buurten, so that figures aren't of what was drawn; "" when it doesn't."""
    if not found.cut:
        return ""
    many = dutch.count(len(found.cut), "buurt", "buurten")
    return (
        f"De tekening snijdt {many} door. De cijfers gaan over hele buurten, dus niet precies over wat er"
        " getekend is."
    )


def rows(found: Fit) -> list[tuple[str, ...]]:
    """A row a buurt: name, wijk, how much lies inside, whether it counts, inhabitants of the whole buurt."""
    return [
        (
            each.name,
            each.wijk,
            "helemaal" if each.share >= WHOLE else _percent(each.share),
            "ja, helemaal" if each.counts else "nee",
            dutch.number(each.people),
        )
        for each in found.pieces
    ]


def heads(found: Fit) -> tuple[str, ...]:
    """The headings of `rows`."""
    people = f"Inwoners van de hele buurt ({found.year})" if found.year else "Inwoners van de hele buurt"
    return ("Buurt", "Wijk", "Ligt in de tekening", "Telt mee", people)
