"""Figures of one year on boundaries of another: where that's allowed, and where it isn't."""

import pandas as pd


def boundary_year(years: list[int], figure_year: int) -> int | None:
    """The year of boundaries to draw figures of a year on: that year, else the next, else the last."""
    if not years:
        return None
    later = [year for year in years if year >= figure_year]
    return min(later) if later else max(years)


def changed_codes(index: pd.DataFrame, level: str, figure_year: int, drawn_year: int) -> set[str]:
    """Codes that don't mean the same area in both years.

    `index` is the area index of the store. A code is suspect when CBS marks a change in a year
    between, or when it had another name in the figure's year (codes are used again).
    """
    if figure_year == drawn_year:
        return set()
    first, last = sorted((figure_year, drawn_year))
    rows = index[index.level == level]
    between = rows[(rows.year > first) & (rows.year <= last)]
    marked = set(between[between.change.isin(["2", "3"])].code)
    then = rows[rows.year == figure_year].set_index("code").name
    drawn = rows[rows.year == drawn_year].set_index("code").name
    both = then.index.intersection(drawn.index)
    names = zip(both, then[both], drawn[both], strict=True)
    renamed = {code for code, old, new in names if plain_name(old) != plain_name(new)}
    # Of a gemeente that has no outlines of that year nothing is known to have gone.
    known = {code[2:6] for code in then.index}
    gone = {code for code in drawn.index if code[2:6] in known} - set(then.index)
    return marked | renamed | gone


def plain_name(name: str) -> str:
    """A name without what files write differently: capitals, spaces, other signs."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
