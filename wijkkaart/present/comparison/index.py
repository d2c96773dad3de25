"""The workbench of the social index: what is asked, and the scores with all that they're made of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, social_index
from wijkkaart.core.index.base import Base, make_base
from wijkkaart.core.index.scores import Scores, score
from wijkkaart.core.index.stability import stability
from wijkkaart.index_definition import IndexDefinition, IndexInput, checked, forbidden
from wijkkaart.model import COUNTRY, Indicator
from wijkkaart.present.comparison.choosing import names_of

WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0)
"""How heavily a figure or a side may weigh."""
ADDED = "Toegevoegd in de werkplaats."
NOT_IN_BASE = "staat niet in de geladen basis"


@dataclass(frozen=True)
class Addition:
    """A figure that was put in, or whose direction was turned."""

    dimension: str
    indicator: str
    direction: str


@dataclass(frozen=True, eq=False)
class Made:
    """An index of the areas of a level in a gemeente."""

    whole: IndexDefinition
    """All that was asked; `scores.definition` is what could be measured."""
    base: Base
    scores: Scores
    firmness: pd.DataFrame
    """STABILITY_COLUMNS, by code."""
    names: dict[str, str]

    def entry(self, code: str) -> dict[str, Any]:
        """The row of an area in the table of scores."""
        rows = self.scores.table[self.scores.table.code == code].to_dict("records")
        return {str(name): value for name, value in rows[0].items()}

    def firm(self, code: str) -> dict[str, Any]:
        """STABILITY_COLUMNS of an area that has an index."""
        return {str(name): value for name, value in self.firmness.loc[code].to_dict().items()}

    def left_out(self) -> dict[str, str]:
        """Label of each figure that couldn't be measured, to why not."""
        return {indicators()[name].label: why for name, why in self.base.left_out.items()}


def definition(weights: Mapping[str, float], additions: Sequence[Addition] = ()) -> IndexDefinition:
    """The proposed index with changes. Raises InvalidDefinition when it may not be made."""
    found = social_index()
    for each in additions:
        old = next((entry for _, entry in found.inputs if entry.indicator == each.indicator), None)
        entry = (
            replace(old, direction=each.direction)
            if old
            else IndexInput(each.indicator, each.direction, ADDED)
        )
        found = found.with_input(each.dimension, entry)
    return checked(found.weighted(weights), indicators())


def may_be_added(atlas: Atlas, gemeente: str, level: str) -> list[str]:
    """Ids of the figures that could be put in: no counts, no classes, nothing on origin, religion or age."""
    inside = {name for _, e in social_index().inputs for name in (e.indicator, *e.instead)}
    return [
        name
        for name in atlas.indicators_of(gemeente, level)
        if name not in inside and _allowed(indicators()[name])
    ]


def _allowed(indicator: Indicator) -> bool:
    return indicator.kind in ("share", "mean", "score") and not forbidden(indicator)


def asked_figures(index: IndexDefinition) -> list[str]:
    """Ids of all figures that an index may need."""
    return [name for _, entry in index.inputs for name in (entry.indicator, *entry.instead)]


def years(atlas: Atlas, index: IndexDefinition, area: str, level: str) -> list[int]:
    """Years that may be the base: those in which any figure of the index is there, newest first."""
    found = {year for name in asked_figures(index) for year in atlas.years_of(name, level, area)}
    return sorted(found, reverse=True)


def make(
    atlas: Atlas,
    index: IndexDefinition,
    gemeente: str,
    level: str,
    *,
    base: str = "",
    year: int = 0,
    fixed: Base | None = None,
) -> Made:
    """The index of all areas of a level in a gemeente, measured by `base` (the gemeente itself, or NL00).

    With `fixed` it's measured by that base, made before; `level`, `base` and `year` are its own then.
    What the base can't measure is left out, and told by `Made.left_out`.
    """
    if fixed is not None:
        measured = json.dumps(fixed.to_dict(), sort_keys=True)
        return atlas.remember(
            ("index", index, gemeente, measured), lambda: _measured(atlas, index, gemeente, fixed)
        )
    area = base or gemeente
    key = ("index", index, gemeente, level, area, year)
    return atlas.remember(key, lambda: _make(atlas, index, gemeente, level, area, year))


def _make(atlas: Atlas, index: IndexDefinition, gemeente: str, level: str, area: str, year: int) -> Made:
    names = asked_figures(index)
    rows = atlas.compared([*names, "inwoners"], gemeente)
    ground = rows if area != COUNTRY else atlas.compared_country((*names, "inwoners"), level)
    return _measured(atlas, index, gemeente, make_base(index, ground, area, level, year))


def _measured(atlas: Atlas, index: IndexDefinition, gemeente: str, base: Base) -> Made:
    rows = atlas.compared([*asked_figures(index), "inwoners"], gemeente)
    ids = [entry.indicator for _, entry in index.inputs]
    gone = {name: base.left_out.get(name, NOT_IN_BASE) for name in ids if name not in base.measures}
    kept = replace(base, left_out=gone)
    codes = [str(code) for code in atlas.children(gemeente, base.level).code]
    found = score(index.without(*gone), kept, rows, codes)
    firm = stability(found).set_index("code")
    return Made(index, kept, found, firm, names_of(atlas, [*codes, gemeente, base.area]))


def measurable(made: Made) -> bool:
    """Whether any area has an index."""
    return bool(made.scores.table["index"].notna().any())
