"""The data directory as pages and routes use it: opened once a version, its answers kept.

Answers about areas and figures are cached here; those about places and the register in `guide`. An `Atlas`
never changes; when the directory does, `current` gives a new one, so nothing has to be restarted.
"""

import math
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import geopandas as gpd
import pandas as pd

from wijkkaart.catalogue import indicators
from wijkkaart.core import joins, today, years
from wijkkaart.core.compare.rounding import bounded
from wijkkaart.core.figure import Choice, Figure, Reference, make_figure
from wijkkaart.core.links import history
from wijkkaart.core.search import AreaSearch
from wijkkaart.errors import UnknownArea
from wijkkaart.keep import kept
from wijkkaart.model import COUNTRY, COUNTRY_NAME, WGS84, Level, gemeente_of
from wijkkaart.store import Snapshot

T = TypeVar("T")
Bounds = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east corner, each latitude and longitude (EPSG:4326)."""

NL_BOUNDS: Bounds = ((50.75, 3.3), (53.6, 7.25))
_REMEMBERED = 256
_NOTHING: Final = object()


class Atlas:
    """One state of a data directory."""

    def __init__(self, store: Snapshot) -> None:
        self.store = store
        self.version = store.version()
        self.index = store.area_index()
        self.coverage = store.coverage()
        self.now = today.newest(self.index)
        self._names = dict(zip(self.now.code, self.now.name, strict=True))
        self.gemeenten = today.gemeenten(self.now)
        self.examples = frozenset(self.index[self.index.example].gemeente)
        self._remembered: dict[Hashable, Any] = {}
        self.search = AreaSearch(self.now.sort_values("code"))

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave when `key` was last made; for answers that follow from this atlas alone."""
        found = self._remembered.pop(key, _NOTHING)
        if found is _NOTHING:
            found = make()
        # What was asked last stands last: what's dear to make and asked by all stays.
        self._remembered[key] = found
        while len(self._remembered) > _REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)), None)
        return cast(T, found)

    def name(self, code: str) -> str:
        """The name of an area; its code when it isn't known."""
        if code == COUNTRY:
            return COUNTRY_NAME
        return self._names.get(code) or self.gemeenten.get(code) or code

    def known(self, code: str) -> bool:
        """Whether there's an area with this code now."""
        return code == COUNTRY or code in self._names or code in self.gemeenten

    def start(self) -> str:
        """Where a visitor begins: at home when the data are of a few gemeenten, else with the country."""
        own = [code for code in self.gemeenten if code not in self.examples]
        # Of a gemeente that's there by its outline alone nothing can be seen.
        divided = set(self.now.gemeente[self.now.level.isin([Level.WIJK, Level.BUURT])])
        own = [code for code in own if code in divided] or own
        if len(own) > today.NATIONAL // 10:
            return COUNTRY
        sizes = self.now.groupby("gemeente").size()
        return max(own or [*self.gemeenten], key=lambda code: int(sizes[code]), default=COUNTRY)

    def has_real(self) -> bool:
        """Whether there's more than the embedded examples."""
        return any(code not in self.examples for code in self.gemeenten)

    @kept(64)
    def children(self, code: str, level: str) -> pd.DataFrame:
        """The areas of a level that lie in an area now: `code`, `name`, sorted by name."""
        rows = self.now[self.now.level == level]
        if code.startswith("GM"):
            rows = rows[rows.gemeente == code]
        elif code.startswith("WK"):
            rows = rows[(rows.code == code) | (rows.code.str[2:8] == code[2:])]
        return rows[["code", "name"]].sort_values("name")

    @kept(512)
    def levels(self, gemeente: str) -> list[Level]:
        """The levels on which an area can be divided, smallest last."""
        rows = self.now if gemeente == COUNTRY else self.now[self.now.gemeente == gemeente]
        there = set(rows.level)
        order = [Level.GEMEENTE, Level.WIJK, Level.BUURT]
        return [level for level in order[gemeente != COUNTRY :] if level in there]

    @kept(512)
    def drawn_year(self, gemeente: str, level: str, figure_year: int | None) -> int | None:
        """The year of boundaries on which figures of a year are drawn; None asks the newest."""
        rows = self.index[self.index.level == level]
        if gemeente == COUNTRY:
            counts = rows[~rows.example].groupby("year").gemeente.nunique()
            # Every year has fewer gemeenten than the one before; an edition of only some has far fewer.
            found = [int(y) for y in counts[counts * 2 > counts.max()].index]
            found = found or [int(y) for y in rows.year.unique()]
        else:
            found = [int(y) for y in rows[rows.gemeente == gemeente].year.unique()]
        if figure_year is None:
            return max(found, default=None)
        return joins.boundary_year(found, figure_year)

    @kept(64)
    def _filled(self, level: str, gemeente: str) -> dict[str, pd.DataFrame]:
        """Indicator to the rows of `coverage` of a level in a gemeente: asked for at every choice."""
        rows = self.coverage[(self.coverage.gemeente == gemeente) & (self.coverage.level == level)]
        return {str(name): found for name, found in rows.groupby("indicator")}

    @kept(256)
    def indicators_of(self, gemeente: str, level: str) -> list[str]:
        """Ids of the figures that have a value somewhere in a gemeente (or the country) at a level."""
        return [name for name in indicators() if self.years_of(name, level, gemeente)]

    @kept(4096)
    def years_of(self, indicator: str, level: str, gemeente: str) -> list[int]:
        """Years with a value, newest first."""
        rows = self._filled(level, gemeente).get(indicator)
        return [] if rows is None else years.years_of(rows)

    @kept(1024)
    def best_year(self, indicator: str, level: str, gemeente: str) -> int | None:
        """The newest year that is well filled."""
        rows = self._filled(level, gemeente).get(indicator)
        return None if rows is None else years.best_year(rows)

    @kept(64)
    def listed(self, level: str, year: int, gemeente: str) -> pd.DataFrame:
        """Rows of the area index of a level and year, sorted by code; of one gemeente or of the country."""
        rows = self.index[(self.index.level == level) & (self.index.year == year)]
        if gemeente != COUNTRY:
            rows = rows[rows.gemeente == gemeente]
        return rows.sort_values("code", ignore_index=True)

    @kept(64)
    def codes(self, level: str, year: int, gemeente: str) -> tuple[str, ...]:
        """Codes of the areas of a level and year, sorted: the order of tiles and class arrays."""
        return tuple(self.listed(level, year, gemeente).code)

    @kept(64)
    def suspect(self, level: str, year: int, drawn: int) -> set[str]:
        """Codes that meant another area on the boundaries of a year than on those that are drawn."""
        return joins.changed_codes(self.index, level, year, drawn)

    @kept(64)
    def figure(self, choice: Choice) -> Figure:
        """A figure on the map. Raises UnknownArea when there are no outlines to draw it on."""
        indicator = indicators()[choice.indicator]
        inside = None if choice.gemeente == COUNTRY else choice.gemeente
        found = self.store.observations(
            indicators=[choice.indicator], year=choice.year, level=choice.level, gemeente=inside
        )
        boundaries = int(found.boundaries.max()) if len(found) else choice.year
        drawn = self.drawn_year(choice.gemeente, choice.level, boundaries)
        if drawn is None:
            raise UnknownArea(
                f"Van {self.name(choice.gemeente)} zijn er geen grenzen per {choice.level}.",
                remedy="Laad een bestand met de grenzen, of kies een ander niveau.",
            )
        rows = self.listed(choice.level, drawn, choice.gemeente)
        hidden = rows.example.to_numpy() & (choice.gemeente == COUNTRY) & self.has_real()
        suspect = self._suspects(choice.level, found, drawn)
        return make_figure(choice, indicator, rows, found, hidden, suspect, drawn, self._reference(choice))

    def _suspects(self, level: str, found: pd.DataFrame, drawn: int) -> set[str]:
        """Codes of observations that belong to boundaries on which they meant another area."""
        suspect: set[str] = set()
        for boundaries in found.boundaries.unique():
            changed = self.suspect(level, int(boundaries), drawn)
            suspect |= changed & set(found.code[found.boundaries == boundaries] if changed else ())
        return suspect

    def _reference(self, choice: Choice) -> Reference | None:
        """The published value of the area compared with, else that of its middle area."""
        if not choice.compare:
            return None
        whole = COUNTRY if choice.compare == "nederland" else choice.gemeente
        rows = self.store.observations(indicators=[choice.indicator], year=choice.year, codes=[whole])
        published = rows.value.dropna()
        if len(published):
            return Reference(float(published.iloc[0]), published=True)
        inside = None if whole == COUNTRY else whole
        rows = self.store.observations(
            indicators=[choice.indicator], year=choice.year, level=choice.level, gemeente=inside
        )
        rows = rows[~rows.gemeente.isin(self.examples - {whole})]
        if whole == COUNTRY and rows.gemeente.nunique() < today.NATIONAL:
            return None
        middle = rows.value.median()
        return None if math.isnan(middle) else Reference(float(middle), published=False)

    @kept(64)
    def observations(self, names: tuple[str, ...], gemeente: str) -> dict[tuple[str, int], pd.DataFrame]:
        """Figures of all years for a gemeente and all in it: by indicator and year, with `code` as index.

        All that's needed at a time is best asked in one go.
        """
        found = self.store.observations(indicators=[*names], gemeente=gemeente).set_index("code")
        groups = found.groupby(["indicator", "year"])
        return {(str(name), int(str(year))): rows for (name, year), rows in groups}

    def compared(self, names: Iterable[str], gemeente: str) -> pd.DataFrame:
        """Figures of all years for a gemeente and all in it (or of NL00), as `rounding.bounded` has them.

        What wasn't asked before is read in one go.
        """
        asked = [name for name in dict.fromkeys(names) if name in indicators()]
        there: dict[str, pd.DataFrame] = self.remember(("compared", gemeente), dict)
        new = [name for name in asked if name not in there]
        if new:
            rows = bounded(self.store.observations(indicators=_with_wholes(new), gemeente=gemeente))
            groups = {str(name): found for name, found in rows.groupby("indicator")}
            there.update({name: groups.get(name, rows.iloc[:0]) for name in new})
        frames = [there[name] for name in asked]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    @kept(4)
    def compared_areas(self, names: tuple[str, ...], codes: tuple[str, ...]) -> pd.DataFrame:
        """As `compared`, of areas all over the country."""
        return bounded(self.store.observations(indicators=_with_wholes(names), codes=[*codes]))

    @kept(4)
    def compared_country(self, names: tuple[str, ...], level: str) -> pd.DataFrame:
        """As `compared`, of all areas of a level but the examples, when there are real ones."""
        rows = bounded(self.store.observations(indicators=_with_wholes(names), level=level))
        hidden = self.examples if self.has_real() else frozenset()
        return rows[rows.indicator.isin(names) & ~rows.gemeente.isin(hidden)]

    @kept(32)
    def links(self, gemeente: str, level: str) -> pd.DataFrame:
        """How the areas of a level in a gemeente follow from year to year (`core.links.history`)."""
        rows = self.index[(self.index.gemeente == gemeente) & (self.index.level == level)]
        there = sorted({int(year) for year in rows.year})
        return history({year: self.store.areas(level, year, gemeente) for year in there})

    @kept(8)
    def areas(self, level: str, year: int, gemeente: str | None) -> gpd.GeoDataFrame:
        """Areas of a level and year with outlines (EPSG:28992), of one gemeente or of all."""
        return self.store.areas(level, year, gemeente)

    @kept(512)
    def bounds(self, code: str) -> Bounds:
        """The box around an area."""
        if code == COUNTRY:
            return NL_BOUNDS
        gemeente = gemeente_of(code)
        for level in (Level.BUURT, Level.WIJK, Level.GEMEENTE):
            year = self.drawn_year(gemeente, level, None)
            if year is None:
                continue
            found = self.areas(level, year, gemeente)
            if code.startswith("WK") and level is Level.BUURT:
                found = found[found.code.str[2:8] == code[2:]]
            elif not code.startswith("GM"):
                found = found[found.code == code]
            if len(found):
                west, south, east, north = found.to_crs(WGS84).total_bounds
                return (float(south), float(west)), (float(north), float(east))
        return NL_BOUNDS


def _with_wholes(names: Iterable[str]) -> list[str]:
    """Indicators with the counts that they're made of, by which their bounds are known."""
    parts = [
        part for name in names for part in (indicators()[name].numerator, indicators()[name].denominator)
    ]
    return [*dict.fromkeys([*names, *filter(None, parts), "inwoners"])]


_open: dict[Path, Atlas] = {}


def current(root: Path) -> Atlas:
    """The atlas of a data directory as it is now."""
    store = Snapshot(root)
    atlas = _open.get(root)
    if atlas is None or atlas.version != store.version():
        atlas = _open[root] = Atlas(store)
    return atlas
