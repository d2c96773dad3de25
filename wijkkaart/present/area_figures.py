"""The figures of areas as they are now, for all who show any.

Of an official area those of another one that had its code before are left out; an own area is made of its
parts, in one way for the map, profiles, comparisons, the index and reports.
"""

from collections.abc import Sequence

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.own_area import makings, own_area
from wijkkaart.core.compare.rounding import bounded
from wijkkaart.model import Level
from wijkkaart.present.profile.area import Area, OwnSet


def all_figures(atlas: Atlas, gemeente: str) -> pd.DataFrame:
    """Every figure of a gemeente and all in it (or of the country itself), with bounds; read once."""

    def read() -> pd.DataFrame:
        # In one go: a figure at a time, as the page Vergelijken asks them, takes three times as long.
        return bounded(atlas.store.observations(indicators=[*indicators()], gemeente=gemeente))

    return atlas.remember(("profile", gemeente), read)


def of_figure(atlas: Atlas, gemeente: str, indicator: str) -> pd.DataFrame:
    """The rows of `all_figures` of one figure, looked up: to look through all for each takes long."""
    rows = all_figures(atlas, gemeente)
    places = atlas.remember(("profile places", gemeente), lambda: rows.groupby("indicator").indices)
    return rows.iloc[places.get(indicator, [])]


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


def official_figures(atlas: Atlas, gemeente: str, codes: Sequence[str]) -> pd.DataFrame:
    """All figures of areas in a gemeente."""
    rows = all_figures(atlas, gemeente)
    return rows if rows.empty else as_they_are(atlas, rows[rows.code.isin(codes)])


def own_figures(atlas: Atlas, area: Area | OwnSet) -> pd.DataFrame:
    """All figures of an own area (`core.compare.own_area.OWN_COLUMNS`), those of each year by themselves."""

    def make() -> pd.DataFrame:
        rows = official_figures(atlas, area.gemeente, area.parts)
        return own_area(rows, area.parts, area.name, code=area.code).figures

    return atlas.remember(("own figures", area.code, area.parts), make)


def own_through_time(atlas: Atlas, area: Area | OwnSet, indicator: str) -> pd.DataFrame:
    """A figure of an own area over the years: those of the same ground are of one division.

    Years of which that isn't known stand by themselves.
    """
    apart = own_figures(atlas, area)
    apart = apart[apart.indicator == indicator]
    links = [each for level in ("wijk", "buurt") if len(each := atlas.links(area.gemeente, level))]
    if not links:
        return apart
    rows = pd.concat([of_figure(atlas, area.gemeente, name) for name in makings(indicators()[indicator])])
    history = pd.concat(links, ignore_index=True)
    joined = own_area(rows, area.parts, area.name, code=area.code, history=history).figures
    joined = joined[joined.indicator == indicator]
    rest = apart[~apart.year.isin(joined.year[joined.value.notna()])]
    joined = joined[~joined.year.isin(rest.year)]
    return pd.concat([each for each in (joined, rest) if len(each)] or [apart], ignore_index=True)
