"""The workbench of the social index: what is asked, and the scores with all that they're made of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, social_index
from wijkkaart.core.index.base import Base, make_base
from wijkkaart.core.index.scores import Scores, score, score_apart
from wijkkaart.core.index.stability import stability
from wijkkaart.index_definition import IndexDefinition, IndexInput, checked, forbidden
from wijkkaart.model import COUNTRY, Indicator
from wijkkaart.present.area_figures import as_they_are, own_figures
from wijkkaart.present.comparison.choosing import names_of
from wijkkaart.present.profile.area import Area, OwnSet, area_of

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
    """An index of the areas of a level in a gemeente, and perhaps of own areas by the same measure."""

    base: Base
    scores: Scores
    """Of the areas that are held against each other; `scores.definition` is all that was asked."""
    firmness: pd.DataFrame
    """STABILITY_COLUMNS, by code; of own areas too."""
    names: dict[str, str]
    sources: tuple[str, ...]
    """Ids of the sources of the figures that were used, in order."""
    apart: Scores | None = None
    """Of own areas: they overlap with the others, so they take no place among them."""

    @property
    def own(self) -> tuple[str, ...]:
        """Ids of the own areas."""
        return self.apart.codes if self.apart else ()

    def of(self, code: str) -> Scores:
        """The scores that an area is among."""
        return self.apart if self.apart and code in self.apart.codes else self.scores

    def label(self, code: str) -> str:
        """The name of an area where it stands among others."""
        return f"{self.names[code]} (eigen gebied)" if code in self.own else self.names[code]

    def entry(self, code: str) -> dict[str, Any]:
        """The row of an area in the table of scores."""
        table = self.of(code).table
        rows = table[table.code == code].to_dict("records")
        return {str(name): value for name, value in rows[0].items()}

    def parts(self, code: str) -> pd.DataFrame:
        """The rows of an area in the table of parts: one a figure."""
        parts = self.of(code).parts
        return parts[parts.code == code]

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
    names = (*asked_figures(index), "inwoners")
    ground = atlas.compared_country(names, level) if area == COUNTRY else _figures(atlas, index, gemeente)
    return _measured(atlas, index, gemeente, make_base(index, ground, area, level, year))


def _measured(atlas: Atlas, index: IndexDefinition, gemeente: str, base: Base) -> Made:
    ids = [entry.indicator for _, entry in index.inputs]
    gone = {name: base.left_out.get(name, NOT_IN_BASE) for name in ids if name not in base.measures}
    codes = [str(code) for code in atlas.children(gemeente, base.level).code]
    figures = _figures(atlas, index, gemeente)
    found = score(index, replace(base, left_out=gone), figures, codes)
    firm = stability(found).set_index("code")
    used = figures[figures.indicator.isin({each.indicator for each in found.base.measures.values()})]
    sources = tuple(sorted(map(str, used[used.code.isin(codes) & used.value.notna()].source.unique())))
    return Made(found.base, found, firm, names_of(atlas, [*codes, gemeente, base.area]), sources)


def _figures(atlas: Atlas, index: IndexDefinition, gemeente: str) -> pd.DataFrame:
    """The figures of a gemeente, without those of another area that had the same code then."""
    return as_they_are(atlas, atlas.compared([*asked_figures(index), "inwoners"], gemeente))


def with_own(atlas: Atlas, made: Made, own: Mapping[str, OwnSet]) -> Made:
    """The same index with own areas (by id) beside it, measured as the others are, and ranked nowhere.

    Their figures are those of the profile: added or worked out anew from their parts. What can't be added is
    missing.
    """
    areas = tuple(area for code in own if (area := area_of(atlas, code, own)))
    if not areas:
        return made
    return atlas.remember(("index with own areas", made, areas), lambda: _with_own(atlas, made, areas))


def _with_own(atlas: Atlas, made: Made, areas: Sequence[Area]) -> Made:
    one_by_one = [rows for each in areas if len(rows := own_figures(atlas, each))]
    rows = pd.concat(one_by_one or [own_figures(atlas, areas[0])], ignore_index=True)
    apart = score_apart(made.scores, rows, [each.code for each in areas])
    firm = stability(apart, bottom=0).set_index("code")
    names = {each.code: each.name for each in areas}
    firmness = pd.concat([made.firmness, firm]) if len(firm) else made.firmness
    return replace(made, apart=apart, firmness=firmness, names=made.names | names)


def of_area(atlas: Atlas, area: Area) -> Made | None:
    """The proposed index among areas like this one, 100 being their gemeente now; None where there's none."""
    level = str(area.level)
    found = years(atlas, social_index(), area.gemeente, level)
    if area.gemeente == COUNTRY or level not in ("wijk", "buurt") or not found:
        return None
    made = make(atlas, social_index(), area.gemeente, level, year=found[0])
    if not area.own:
        return made
    own = {area.code: OwnSet(area.code, area.name, area.gemeente, area.parts)}
    return with_own(atlas, made, own)


def measurable(made: Made) -> bool:
    """Whether any area has an index."""
    return bool(made.scores.table["index"].notna().any())
