"""A comparison as all its views take it: one table of `core.compare`, with names, sources and remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.own_area import MEAN_OF, own_area
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.core.compare.supply import PEOPLE, supply, supply_figures
from wijkkaart.core.compare.table import Table, comparison_table
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Indicator, Level, Status, gemeente_of, is_code, level_of
from wijkkaart.present import dutch
from wijkkaart.present.comparison.choosing import names_of
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import OwnSet

FEW_GEMEENTEN = 6
"""Up to so many gemeenten all their figures are kept at hand; of more only those of the areas are read."""
LISTS_KEPT = 16
"""Of so many lists of areas the figures are kept at hand: one figure more or less is what's asked most."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Areas by figures."""

    table: Table
    rows: pd.DataFrame
    """The figures of all years with their bounds, of the areas and the reference."""
    names: dict[str, str]
    """Code to a name that no other area of the comparison has."""
    supply: pd.DataFrame
    """SUPPLY_COLUMNS, when target groups were asked for."""

    @property
    def reference(self) -> str:
        """Code of the area that all are held against."""
        return self.table.reference

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Id to definition of the figures, in order; supply is among them."""
        return {each.id: each for each in self.table.indicators}

    def cells(self, indicator: str) -> pd.DataFrame:
        """TABLE_COLUMNS of one figure: a row an area."""
        return self.table.cells[self.table.cells.indicator == indicator]

    def beside(self, indicator: str) -> Value:
        """The figure of the reference."""
        return self._whole[indicator]

    @cached_property
    def _whole(self) -> dict[str, Value]:
        """The figures of the reference, each of the year of the table."""
        mine = self.rows[self.rows.code == self.reference]
        mine = mine[mine.year == mine.indicator.map(self.table.years)]
        there = {str(row["indicator"]): row for row in mine.to_dict("records")}
        found = {}
        for name in self.indicators:
            year, row = self.table.years.get(name, 0), there.get(name)
            nan = float("nan")
            value, lower, upper, size = (
                float(row[edge]) if row else nan for edge in ("value", "lower", "upper", "size")
            )
            found[name] = Value(
                self.reference,
                name,
                year,
                value,
                lower,
                upper,
                Status(row["status"]) if row else Status.NOT_MEASURED,
                size,
                Reason(row["reason"]) if row else Reason.MISSING,
                str(row["source"]) if row else "",
            )
        return found


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
    """
    sets = {code: found for code, found in (own or {}).items() if code in codes or code == reference}
    if not sets and not groups:  # what follows from the atlas alone is kept
        key = ("comparison", tuple(codes), tuple(figures), reference)
        return atlas.remember(key, lambda: _compare(atlas, codes, figures, reference, None, (), {}))
    return _compare(atlas, codes, figures, reference, guide, groups, sets)


def _compare(
    atlas: Atlas,
    codes: Sequence[str],
    figures: Sequence[str],
    reference: str,
    guide: Guide | None,
    groups: Sequence[str],
    sets: Mapping[str, OwnSet],
) -> Compared:
    asked = [*dict.fromkeys([*codes, reference])]
    names = [name for name in figures if name in indicators()]
    people = [PEOPLE[group][0] for group in groups if group in PEOPLE]
    wanted = [*names, *people, "inwoners"] if groups else names
    rows = judged(atlas, [code for code in asked if code not in sets], wanted)
    rows = pd.concat([rows, *(own_rows(atlas, each, wanted) for each in sets.values())], ignore_index=True)
    entries = [indicators()[name] for name in names]
    supplied = pd.DataFrame()
    if guide is not None and groups:
        parts = {each.code: each.parts for each in sets.values()}
        places = [*asked, *(part for inside in parts.values() for part in inside)]
        supplied = supply(things_in(guide, places), rows, asked, groups, parts=parts)
        more, defined = supply_figures(supplied)
        rows = pd.concat([rows, more], ignore_index=True)
        entries += defined.values()
    table = comparison_table(rows, codes, entries, reference=reference)
    named = names_of(atlas, asked) | {code: f"{each.name} (eigen gebied)" for code, each in sets.items()}
    return Compared(table, rows, named, supplied)


def own_rows(atlas: Atlas, area: OwnSet, names: Sequence[str]) -> pd.DataFrame:
    """The figures of an own area, made of those of its parts as they're bounded now."""
    wholes = [
        each for name in names for each in (indicators()[name].numerator, indicators()[name].denominator)
    ]
    weights = [MEAN_OF.get(name, "") for name in names]
    asked = [*dict.fromkeys([*names, *filter(None, [*wholes, *weights]), "inwoners"])]
    rows = atlas.compared(asked, area.gemeente)
    links = [each for level in ("wijk", "buurt") if len(each := atlas.links(area.gemeente, level))]
    history = pd.concat(links, ignore_index=True) if links else None
    made = own_area(rows, area.parts, area.name, code=area.code, history=history)
    return made.figures[made.figures.indicator.isin([*names])]


def judged(atlas: Atlas, codes: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """The figures of areas in all years, with bounds. Only those not asked before of these areas are read."""
    of_areas: dict[tuple[str, ...], dict[str, pd.DataFrame]] = atlas.remember(("judged",), dict)
    there = of_areas.pop(tuple(codes), {})
    asked = [*dict.fromkeys(names)]
    new = [name for name in asked if name not in there]
    if new or not there:
        rows = _judged(atlas, codes, new)
        # Without any figure: what columns there are.
        there[""] = rows.iloc[:0]
        groups = {str(name): found for name, found in rows.groupby("indicator")}
        there.update({name: groups.get(name, rows.iloc[:0]) for name in new})
    of_areas[tuple(codes)] = there
    for oldest in [*of_areas][:-LISTS_KEPT]:
        of_areas.pop(oldest, None)
    return pd.concat([there[name] for name in asked or [""]], ignore_index=True)


def _judged(atlas: Atlas, codes: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    gemeenten = [*dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))]
    if len(gemeenten) > FEW_GEMEENTEN:
        rows = atlas.compared_areas(tuple(names), tuple(codes))
    else:
        rows = pd.concat([atlas.compared(names, each) for each in gemeenten], ignore_index=True)
    if rows.empty:
        rows = atlas.compared_areas(tuple(names), ("",))
    return as_they_are(atlas, rows[rows.code.isin([*codes])])


def as_they_are(atlas: Atlas, rows: pd.DataFrame) -> pd.DataFrame:
    """Figures without those of a year in which the code meant another area than it does now."""
    wrong = pd.Series(False, index=rows.index)
    for key, inside in rows.groupby(["level", "gemeente", "boundaries"]):
        level, gemeente, year = map(str, key)
        drawn = atlas.drawn_year(gemeente, level, None) if level != Level.LAND else None
        if drawn is not None and drawn != int(year):
            changed = atlas.suspect(level, int(year), drawn)
            wrong[inside.index] = inside.code.isin(changed)
    return rows[~wrong]


def things_in(guide: Guide, codes: Sequence[str]) -> pd.DataFrame:
    """What is known in the gemeenten of areas; the country itself has no list of its own."""
    gemeenten = dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))
    frames = [guide.things(gemeente) for gemeente in gemeenten if gemeente != COUNTRY]
    columns = ["kind", "target_groups", "gemeente", "wijk", "buurt", "category"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def source_lines(found: Compared, names: Sequence[str] = ()) -> tuple[str, ...]:
    """A line a source: publisher, data set, years, licence; of some figures, or of all."""
    cells = found.table.cells[found.table.cells.value.notna()]
    if names:
        cells = cells[cells.indicator.isin([*names])]
    lines = []
    for source, rows in cells.groupby("source", sort=False):
        entry = sources().get(str(source))
        if entry is None:
            continue
        named = dict.fromkeys((entry.publisher, entry.title, dutch.span(rows.year), entry.licence))
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
    return "; ".join(filter(None, [line or "geen cijfer dat zeker anders is", missing]))


def group_labels() -> dict[str, str]:
    """Target group to its label, those with a count of their people first."""
    labels = {key: term.label for key, term in catalogue.target_groups().items()}
    return {key: labels[key] for key in [*PEOPLE, *labels] if key in labels}
