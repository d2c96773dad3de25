"""A comparison as all its views take it: one table of `core.compare`, with names, sources and remarks."""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.core.compare.supply import PEOPLE, supply, supply_figures
from wijkkaart.core.compare.table import Column, Table, comparison_table
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Indicator, Status, gemeente_of, is_code, level_of
from wijkkaart.present import dutch
from wijkkaart.present.area_figures import as_they_are, own_figures
from wijkkaart.present.comparison.choosing import names_of
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import OwnSet

FEW_GEMEENTEN = 6
"""Up to so many gemeenten all their figures are kept at hand; of more only those of the areas are read."""
OWN_SOURCE = "eigen"
_COUNTED = "plekken en activiteiten die hier bekend zijn, geteld door wijkkaart"
LISTS_KEPT = 16
"""Of so many lists of areas the figures are kept: one figure more or less is what's asked most."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Areas by figures."""

    table: Table
    own: pd.DataFrame
    """The figures of own areas in all years, with how they were made (`core.compare.own_area`)."""
    names: dict[str, str]
    """Code to a name that no other area of the comparison has."""
    supply: pd.DataFrame
    """SUPPLY_COLUMNS, when target groups were asked for."""

    @property
    def reference(self) -> str:
        """Code of the area that all are held against."""
        return self.table.reference

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Id to column of the figures, in order; supply is among them."""
        return {each.indicator.id: each for each in self.table.columns}

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Id to definition of the figures, in order."""
        return {name: each.indicator for name, each in self.columns.items()}

    def cells(self, indicator: str) -> pd.DataFrame:
        """TABLE_COLUMNS of one figure: a row an area."""
        return self.table.cells[self.table.cells.indicator == indicator]

    def beside(self, indicator: str) -> Value:
        """The figure of the reference."""
        return self.columns[indicator].beside


@dataclass(eq=False)
class _Areas:
    """What is kept of a list of areas beside a reference."""

    columns: dict[str, Column] = field(default_factory=dict)
    own: dict[str, pd.DataFrame] = field(default_factory=dict)
    last: Compared | None = None


def compare(
    atlas: Atlas,
    codes: Sequence[str],
    figures: Sequence[str],
    reference: str,
    *,
    guide: Guide | None = None,
    groups: Sequence[str] = (),
    own: Mapping[str, OwnSet] | None = None,
) -> Compared:
    """`codes` by `figures`, beside `reference`; with the supply for target groups when a guide is given.

    `own` are the own areas (by id) that may be among the codes: their figures are made of their parts.
    Only figures not asked before of these areas are worked out.
    """
    sets = {code: found for code, found in (own or {}).items() if code in codes or code == reference}
    asked = [*dict.fromkeys([*codes, reference])]
    names = [name for name in dict.fromkeys(figures) if name in indicators()]
    there = _kept(atlas, (tuple(codes), reference, tuple(sets.values())))
    new = [name for name in names if name not in there.columns]
    if new:
        rows = _rows(atlas, asked, new, sets)
        made = comparison_table(rows, codes, [indicators()[name] for name in new], reference=reference)
        there.columns |= {each.indicator.id: each for each in made.columns}
        there.own |= {name: rows[rows.code.isin([*sets]) & (rows.indicator == name)] for name in new if sets}
    columns = [there.columns[name] for name in names]
    supplied = pd.DataFrame()
    if guide is not None and groups:
        supplied, more = _supply(atlas, guide, codes, reference, groups, sets)
        columns += more
    # The same once more, for another sort or view: what follows from the whole is there too.
    if there.last is None or there.last.table.columns != tuple(columns):
        named = names_of(atlas, asked) | {code: f"{each.name} (eigen gebied)" for code, each in sets.items()}
        mine = pd.concat([there.own[name] for name in names]) if sets and names else pd.DataFrame()
        places = {gemeente_of(code) for code in codes if is_code(code)}
        if len(places) == 1:  # they may be called after it
            named = {code: atlas.name(code) for code in places} | named
        there.last = Compared(Table(tuple(codes), reference, tuple(columns)), mine, named, supplied)
    return there.last


def _kept(atlas: Atlas, key: Hashable) -> _Areas:
    lists: dict[Hashable, _Areas] = atlas.remember(("comparisons",), dict)
    found = lists[key] = lists.pop(key, _Areas())
    for oldest in [*lists][:-LISTS_KEPT]:
        lists.pop(oldest, None)
    return found


def _rows(
    atlas: Atlas, codes: Sequence[str], names: Sequence[str], sets: Mapping[str, OwnSet]
) -> pd.DataFrame:
    """The figures of areas in all years, own areas among them, with bounds."""
    rows = judged(atlas, [code for code in codes if code not in sets], names)
    made = [own_figures(atlas, each) for each in sets.values()]
    return pd.concat([rows, *(each[each.indicator.isin(names)] for each in made)], ignore_index=True)


def _supply(
    atlas: Atlas,
    guide: Guide,
    codes: Sequence[str],
    reference: str,
    groups: Sequence[str],
    sets: Mapping[str, OwnSet],
) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """What is known for target groups, and the same per 1,000 of them as figures.

    It depends on who looks, and so it isn't kept.
    """
    asked = [*dict.fromkeys([*codes, reference])]
    people = [PEOPLE[group][0] for group in groups if group in PEOPLE]
    rows = _rows(atlas, asked, [*people, "inwoners"], sets)
    parts = {each.code: each.parts for each in sets.values()}
    places = [*asked, *(part for inside in parts.values() for part in inside)]
    found = supply(things_in(guide, places), rows, asked, groups, parts=parts)
    more, defined = supply_figures(found)
    if not defined:
        return found, ()
    return found, comparison_table(more, codes, [*defined.values()], reference=reference).columns


def judged(atlas: Atlas, codes: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """The figures of areas in all years, with bounds."""
    gemeenten = [*dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))]
    if len(gemeenten) > FEW_GEMEENTEN:
        rows = atlas.compared_areas(tuple(names), tuple(codes))
    else:
        rows = pd.concat([atlas.compared(names, each) for each in gemeenten], ignore_index=True)
    if rows.empty:
        rows = atlas.compared_areas(tuple(names), ("",))
    return as_they_are(atlas, rows[rows.code.isin([*codes])])


def things_in(guide: Guide, codes: Sequence[str]) -> pd.DataFrame:
    """What is known in the gemeenten of areas; the country itself has no list of its own."""
    gemeenten = dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))
    frames = [guide.things(gemeente) for gemeente in gemeenten if gemeente != COUNTRY]
    columns = ["kind", "target_groups", "gemeente", "wijk", "buurt", "category"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def source_lines(found: Compared, names: Sequence[str] = (), years: Collection[int] = ()) -> tuple[str, ...]:
    """A line a source: publisher, data set, years, licence; of some figures, or of all.

    `years` are those of the figures where they aren't only those of the table.
    """
    cells = found.table.cells[found.table.cells.value.notna()]
    if names:
        cells = cells[cells.indicator.isin([*names])]
    lines = []
    for source, rows in cells.groupby("source", sort=False):
        entry = sources().get(str(source))
        if entry is None:
            continue
        if source == OWN_SOURCE:
            lines.append(f"Aanbod: {_COUNTED}, naast de mensen van {dutch.span(rows.year)}.")
            continue
        named = dict.fromkeys((entry.publisher, entry.title, dutch.span(years or rows.year), entry.licence))
        estimated = ", geschat met een rekenmodel" if (rows.status == Status.ESTIMATE).any() else ""
        lines.append(f"Bron: {', '.join(part for part in named if part)}{estimated}.")
    return tuple(lines)


def what(found: Compared) -> str:
    """Which areas these are, in a few words: `33 wijken van Amersfoort`, `5 gebieden`."""
    codes = [code for code in found.table.codes if is_code(code)]
    levels = {level_of(code) for code in codes}
    if len(levels) != 1 or len(codes) != len(found.table.codes):
        return dutch.count(len(found.table.codes), "gebied", "gebieden")
    one, many = LEVEL_NAMES[levels.pop()]
    places = {gemeente_of(code) for code in codes}
    whole = found.names.get(next(iter(places)), "") if len(places) == 1 else ""
    inside = f" van {whole}" if whole else ""
    return f"{dutch.count(len(codes), one, many)}{inside}"


def picked_words(found: Compared, code: str) -> str:
    """How many figures of an area certainly differ from the reference, and how many are missing."""
    cells = found.table.cells[found.table.cells.code == code]
    if code == found.reference:
        return "het gebied waarmee u de andere vergelijkt"
    counts = {word: int((cells.verdict == word).sum()) for word in (Verdict.HIGHER, Verdict.LOWER)}
    good = {word: int((cells.quality == word).sum()) for word in ("better", "worse")}
    said = [
        f"{dutch.count(counts[word], 'cijfer', 'cijfers')} zeker {name}"
        for word, name in ((Verdict.HIGHER, "hoger"), (Verdict.LOWER, "lager"))
        if counts[word]
    ]
    judged_ = [
        f"{dutch.number(good[word])} {name}"
        for word, name in (("better", "gunstiger"), ("worse", "ongunstiger"))
        if good[word]
    ]
    line = dutch.listing(said) + (f" (waarvan {dutch.listing(judged_)})" if judged_ else "")
    gone = int(cells.value.isna().sum())
    missing = dutch.count(gone, "cijfer ontbreekt", "cijfers ontbreken") if gone else ""
    alone = int((cells.value.notna() & (cells.why == Reason.MISSING)).sum())
    if gone + alone < len(cells):
        line = line or "geen cijfer dat zeker anders is"
    nothing = (
        f"bij {dutch.count(alone, 'cijfer', 'cijfers')} is er niets om mee te vergelijken" if alone else ""
    )
    return "; ".join(filter(None, [line, nothing, missing]))


def unmatched(found: Compared) -> str:
    """Which part of the figures the reference lacks, so that nothing is beside them; "" when it has all."""
    lacks = sum(math.isnan(each.beside.value) for each in found.table.columns)
    if not lacks:
        return ""
    many = len(found.table.columns)
    of = "alle cijfers" if lacks == many else f"{dutch.number(lacks)} van de {dutch.number(many)} cijfers"
    one = lacks == 1 and many > 1
    return (
        f"Van {found.names[found.reference]} {'ontbreekt' if one else 'ontbreken'} {of}:"
        " daar is geen verschil te geven. Kies bij ‘Vergeleken met’ een ander gebied."
    )


def group_labels() -> dict[str, str]:
    """Target group to its label, those with a count of their people first."""
    labels = {key: term.label for key, term in catalogue.target_groups().items()}
    return {key: labels[key] for key in [*PEOPLE, *labels] if key in labels}
