"""A comparison as all its views take it: one table of `core.compare`, with names, sources and remarks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wijkkaart import catalogue
from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import Value, value_of
from wijkkaart.core.compare.supply import PEOPLE, supply, supply_figures
from wijkkaart.core.compare.table import Table, comparison_table
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, Indicator, Status, gemeente_of, is_code, level_of
from wijkkaart.present import dutch
from wijkkaart.present.comparison.choosing import names_of
from wijkkaart.present.figures import LEVEL_NAMES

FEW_GEMEENTEN = 6
"""Up to so many gemeenten all their figures are kept at hand; of more only those of the areas are read."""


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
        return value_of(self.rows, self.reference, indicator, self.table.years.get(indicator, 0))


def compare(
    atlas: Atlas,
    codes: Sequence[str],
    figures: Sequence[str],
    reference: str,
    *,
    guide: Guide | None = None,
    groups: Sequence[str] = (),
) -> Compared:
    """`codes` by `figures`, beside `reference`; with the supply for target groups when a guide is given."""
    asked = [*dict.fromkeys([*codes, reference])]
    names = [name for name in figures if name in indicators()]
    people = [PEOPLE[group][0] for group in groups if group in PEOPLE]
    rows = judged(atlas, asked, [*names, *people, "inwoners"] if groups else names)
    entries = [indicators()[name] for name in names]
    supplied = pd.DataFrame()
    if guide is not None and groups:
        supplied = supply(things_in(guide, asked), rows, asked, groups)
        more, defined = supply_figures(supplied)
        rows = pd.concat([rows, more], ignore_index=True)
        entries += defined.values()
    table = comparison_table(rows, codes, entries, reference=reference)
    return Compared(table, rows, names_of(atlas, asked), supplied)


def judged(atlas: Atlas, codes: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """The figures of areas in all years, with bounds."""
    gemeenten = [*dict.fromkeys(gemeente_of(code) for code in codes if is_code(code))]
    if len(gemeenten) > FEW_GEMEENTEN:
        rows = atlas.compared_areas(tuple(names), tuple(codes))
    else:
        rows = pd.concat([atlas.compared(names, each) for each in gemeenten], ignore_index=True)
    if rows.empty:
        rows = atlas.compared_areas(tuple(names), ("",))
    return rows[rows.code.isin([*codes])]


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
