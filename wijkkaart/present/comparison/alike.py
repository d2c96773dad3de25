"""Areas that are alike: why they are, where they differ, and which facilities the other has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import categories, indicators
from wijkkaart.core.compare.own_area import How
from wijkkaart.core.compare.similar import Alike, Features, features, similar
from wijkkaart.core.compare.table import choose_years
from wijkkaart.guide import Guide
from wijkkaart.model import gemeente_of, is_code, parent_of
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.area_figures import own_figures
from wijkkaart.present.comparison.choosing import comparable, names_of
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import Area, OwnSet, area_of

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


def kind_of(area: Area) -> str:
    """What an area is held against: `buurten`, or for an own area what its smallest parts are."""
    return LEVEL_NAMES[area.level][1]


def unsaid(atlas: Atlas, own: OwnSet, figures: Sequence[str]) -> list[str]:
    """Labels of the figures that can't be said of an own area: medians, scores, what has no weights."""
    rows = own_figures(atlas, own)
    rows = rows[rows.indicator.isin(figures)]
    never = rows[rows.how.isin([How.BETWEEN, How.NOT_ADDED])]
    said = rows[rows.value.notna()].indicator.unique()
    return [indicators()[name].label for name in figures if name in {*never.indicator} - {*said}]


def twins(
    atlas: Atlas,
    guide: Guide,
    area: Area,
    figures: Sequence[str],
    where: str,
    *,
    own: Mapping[str, OwnSet] | None = None,
    most: int = 8,
) -> list[Twin]:
    """The areas most like `area` by `figures`, those of `own` among them; [] when they can't be found."""
    others = own or {}
    found = nearest(atlas, area.code, figures, where, own=others, most=most)
    return [_twin(atlas, guide, area, each, others) for each in found]


def nearest(
    atlas: Atlas,
    code: str,
    figures: Sequence[str],
    where: str,
    *,
    own: Mapping[str, OwnSet] | None = None,
    most: int = 8,
) -> list[Alike]:
    """The areas most like `code` by `figures`, of the same level; an own area counts with its smallest parts.

    `own` are the own areas that may be found, `code` itself among them when it's one. What shares land with
    `code` isn't like it but a piece of it, and is left out.
    """
    names, known = by_figures(figures), own or {}
    level = _level(atlas, code, known)
    if len(names) < _LEAST or not level:
        return []
    sets = {each: found for each, found in known.items() if _level(atlas, each, known) == level}

    def make() -> object:
        rows = atlas.compared_country(tuple(names), level)
        if sets:
            made = pd.concat([own_figures(atlas, each).assign(level=level) for each in sets.values()])
            rows = pd.concat([rows, made[made.indicator.isin(names)]], ignore_index=True)
        return features(rows, names, level, choose_years(rows, names, beside=code))

    table = atlas.remember(("alike", tuple(names), level, code, tuple(sets.values())), make)
    assert isinstance(table, Features)
    places = {each: found.gemeente for each, found in sets.items()}
    gemeente = "" if where == ANYWHERE else places.get(code) or gemeente_of(code)
    shared = _overlapping(code, sets, table.value.index)
    return similar(
        table,
        code,
        most=most,
        gemeente=gemeente,
        outside=where == OUTSIDE,
        places=places,
        without=shared,
    )


def _level(atlas: Atlas, code: str, own: Mapping[str, OwnSet]) -> str:
    area = area_of(atlas, code, own)
    return str(area.level) if area else ""


def _overlapping(code: str, sets: Mapping[str, OwnSet], codes: Iterable[str]) -> list[str]:
    """Those of `codes` that share land with `code`: parts of an own area, and own areas with any of them."""
    if not sets:
        return []
    mine = sets[code].parts if code in sets else (code,)
    known = {each: sets[each].parts if each in sets else (each,) for each in codes if each != code}
    return [each for each, parts in known.items() if _lies_in(parts, mine) or _lies_in(mine, parts)]


def _lies_in(parts: Iterable[str], others: Sequence[str]) -> bool:
    return any(part in others or parent_of(part) in others for part in parts)


def _twin(atlas: Atlas, guide: Guide, area: Area, found: Alike, own: Mapping[str, OwnSet]) -> Twin:
    other = area_of(atlas, found.code, own)
    assert other is not None
    names = names_of(atlas, [each for each in (area.code, found.code) if is_code(each)])
    names |= {each.code: each.name for each in (area, other) if each.own}
    gemeente = atlas.name(other.gemeente)
    shown = names[other.code] + (" (eigen gebied)" if other.own else "")
    if other.gemeente != area.gemeente and gemeente not in shown:
        shown = f"{shown} ({gemeente})"
    return Twin(
        other.code,
        shown,
        gemeente,
        figure_words.alike(found, names[area.code], names[other.code], indicators()),
        f"vergeleken op {dutch.count(found.shared, 'cijfer', 'cijfers')}",
        facilities(guide, area, other, names),
    )


def facilities(guide: Guide, area: Area, other: Area, names: Mapping[str, str]) -> str:
    """Which kinds of places the other has that aren't known here; a list is never whole, and says so."""
    mine, theirs = (_kinds(guide.things(each.gemeente), each) for each in (area, other))
    here, there = names[area.code], names[other.code]
    if not theirs:
        return f"Van {there} zijn geen plekken bekend."
    more = [category for category, _ in theirs.most_common() if category not in mine]
    if not more:
        return f"Alle soorten plekken die {there} heeft, zijn in {here} ook bekend."
    labels = [dutch.within(categories()[each].label) for each in more if each in categories()]
    rest = f" en nog {dutch.count(len(labels) - 6, 'soort', 'soorten')}" if len(labels) > 6 else ""
    shown = ", ".join(labels[:6]) + rest if rest else dutch.listing(labels)
    return f"In {there} bekend, in {here} niet: {shown}." if labels else ""


def _kinds(things: pd.DataFrame, area: Area) -> Counter[str]:
    """Category to how many places of it there are in an area."""
    if things.empty:
        return Counter()
    columns = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
    here = pd.Series(False, index=things.index)
    for code in area.codes:
        if column := columns.get(code[:2]):
            here |= things[column] == code
    inside = things[here & things.kind.isin(["place", "source", "location"])]
    return Counter(str(each) for each in inside.category if each and each != "overig")
