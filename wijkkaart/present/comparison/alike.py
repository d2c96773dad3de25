"""Areas that are alike: why they are, where they differ, and which facilities the other has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import categories, indicators
from wijkkaart.core.compare.similar import Alike, features, similar
from wijkkaart.core.compare.table import choose_years
from wijkkaart.guide import Guide
from wijkkaart.model import gemeente_of, level_of
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison.choosing import comparable, names_of

INSIDE, OUTSIDE, ANYWHERE = "binnen", "buiten", ""
_LEAST = 2
"""By fewer figures nothing is called alike."""


@dataclass(frozen=True)
class Twin:
    """An area that is like another, in words."""

    code: str
    name: str
    gemeente: str
    words: str
    strength: str
    facilities: str


def by_figures(figures: Sequence[str]) -> list[str]:
    """The figures by which areas may be called alike: shares, means and scores, no counts or classes."""
    return [name for name in comparable(figures) if indicators()[name].kind != "class"]


def twins(
    atlas: Atlas, guide: Guide, code: str, figures: Sequence[str], where: str, *, most: int = 8
) -> list[Twin]:
    """The areas most like `code` by `figures`; [] when they can't be found."""
    return [_twin(atlas, guide, code, each) for each in nearest(atlas, code, figures, where, most=most)]


def nearest(atlas: Atlas, code: str, figures: Sequence[str], where: str, *, most: int = 8) -> list[Alike]:
    """The areas most like `code` by `figures`, of the same level."""
    names, level = by_figures(figures), str(level_of(code))
    if len(names) < _LEAST:
        return []

    def make() -> object:
        rows = atlas.compared_country(tuple(names), level)
        return features(rows, names, level, choose_years(rows, names, beside=code))

    table = atlas.remember(("alike", tuple(names), level, code), make)
    gemeente = "" if where == ANYWHERE else gemeente_of(code)
    return similar(table, code, most=most, gemeente=gemeente, outside=where == OUTSIDE)  # type: ignore[arg-type]


def _twin(atlas: Atlas, guide: Guide, code: str, found: Alike) -> Twin:
    names = names_of(atlas, [code, found.code])
    gemeente = gemeente_of(found.code)
    elsewhere = gemeente != gemeente_of(code)
    name = names[found.code]
    shown = f"{name} ({atlas.name(gemeente)})" if elsewhere and atlas.name(gemeente) not in name else name
    return Twin(
        found.code,
        shown,
        atlas.name(gemeente),
        figure_words.alike(found, names[code], names[found.code], indicators()),
        f"vergeleken op {dutch.count(found.shared, 'cijfer', 'cijfers')}",
        facilities(guide, code, found.code, names),
    )


def facilities(guide: Guide, code: str, other: str, names: dict[str, str]) -> str:
    """Which kinds of places the other has that aren't known here; a list is never whole, and says so."""
    mine, theirs = (_kinds(guide.things(gemeente_of(each)), each) for each in (code, other))
    if not theirs:
        return f"Van {names[other]} zijn geen plekken bekend."
    more = [category for category, _ in theirs.most_common() if category not in mine]
    if not more:
        return f"Alle soorten plekken die {names[other]} heeft, zijn in {names[code]} ook bekend."
    labels = [categories()[each].label.lower() for each in more if each in categories()]
    rest = f" en nog {dutch.count(len(labels) - 6, 'soort', 'soorten')}" if len(labels) > 6 else ""
    shown = ", ".join(labels[:6]) + rest if rest else dutch.listing(labels)
    return f"In {names[other]} bekend, in {names[code]} niet: {shown}." if labels else ""


def _kinds(things: pd.DataFrame, code: str) -> Counter[str]:
    column = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}.get(code[:2])
    if column is None or things.empty:
        return Counter()
    inside = things[(things[column] == code) & things.kind.isin(["place", "source", "location"])]
    return Counter(str(each) for each in inside.category if each and each != "overig")
