"""The figures of an area and of the areas beside it, each with the bounds that it truly lies in."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.core.compare.series import Series, series
from wijkkaart.core.links import runs
from wijkkaart.model import Status
from wijkkaart.present.area_figures import (
    all_figures,
    of_figure,
    official_figures,
    own_figures,
    own_through_time,
)
from wijkkaart.present.profile.area import Area

NAN = float("nan")


class Figures:
    """What is known of an area and those beside it, of all years."""

    def __init__(
        self, atlas: Atlas, area: Area, beside: Sequence[Area], years: Mapping[str, int] | None = None
    ) -> None:
        """`years` says of which year a figure is shown, where that isn't the usual one."""
        self.atlas, self.area = atlas, area
        # What has no figures at all would be a line of gaps on every card.
        self.beside = tuple(each for each in beside if len(rows_of(atlas, each)))
        self._rows = {each.code: _records(atlas, each) for each in (area, *self.beside)}
        self._years = dict(years or {})
        self._series: dict[tuple[str, str], Series] = {}

    def year(self, indicator: str) -> int:
        """The year that a figure is shown of: the newest that is well filled among areas like this; or 0."""
        if indicator not in self._years:
            found = self.atlas.best_year(indicator, self.area.level, self.area.gemeente)
            self._years[indicator] = found or 0
        return self._years[indicator]

    def years(self) -> dict[str, int]:
        """The year of every figure that has one here."""
        return {name: year for name in indicators() if (year := self.year(name))}

    def row(self, code: str, indicator: str, year: int = 0) -> dict[Any, Any] | None:
        """All that's known of a figure: OBSERVATION_COLUMNS, bounds and, of an own area, how it was made."""
        return self._rows.get(code, {}).get((indicator, year or self.year(indicator)))

    def value(self, code: str, indicator: str, year: int = 0) -> Value:
        """A figure with its bounds, of the year that's shown when none is asked."""
        year = year or self.year(indicator)
        row = self.row(code, indicator, year)
        if row is None:
            return Value(code, indicator, year, NAN, NAN, NAN, Status.NOT_MEASURED, NAN, Reason.MISSING)
        bounds = (float(row["value"]), float(row["lower"]), float(row["upper"]))
        status, reason = Status(row["status"]), Reason(row["reason"])
        size, source = float(row["size"]), str(row["source"])
        return Value(code, indicator, year, *bounds, status, size, reason, source)

    def newest(self, code: str, indicator: str, *, before: int) -> Value | None:
        """The newest figure of an area of before a year; None when it has none."""
        years = [year for name, year in self._rows.get(code, {}) if name == indicator and year < before]
        found = (self.value(code, indicator, year) for year in sorted(years, reverse=True))
        return next((each for each in found if not math.isnan(each.value)), None)

    def series(self, area: Area, indicator: str) -> Series:
        """A figure of an area over the years, broken where the area or the figure changed."""
        key = (area.code, indicator)
        if key not in self._series:
            self._series[key] = _series(self.atlas, area, indicator)
        return self._series[key]

    def through_time(self, indicator: str) -> bool:
        """Whether any area of the gemeente has this figure of two years, so that a line is worth making."""
        return indicator in _through_time(self.atlas, self.area.gemeente)

    def frame(self) -> pd.DataFrame:
        """All figures of the gemeente, with those of the areas beside it and of an own area."""
        frames = [all_figures(self.atlas, self.area.gemeente)]
        others = {each.gemeente for each in self.beside} - {self.area.gemeente}
        frames += [all_figures(self.atlas, gemeente) for gemeente in sorted(others)]
        frames += [rows_of(self.atlas, each) for each in (self.area, *self.beside) if each.own]
        return pd.concat([each for each in frames if len(each)] or frames, ignore_index=True)


def _series(atlas: Atlas, area: Area, indicator: str) -> Series:
    entry = indicators()[indicator]
    if area.own:
        return series(own_through_time(atlas, area, indicator), area.code, entry)
    rows = of_figure(atlas, area.gemeente, indicator)
    links = atlas.links(area.gemeente, area.level)
    # Of the other areas only the years count, and the codes that this one had before.
    codes = {area.code, *(code for run in runs(area.code, links) for code in run.codes.values())}
    years = {int(year) for year in rows.year[rows.level == area.level].unique()}
    names = atlas.index[atlas.index.code == area.code]
    called = {int(year): str(name) for year, name in zip(names.year, names.name, strict=True)}
    return series(rows[rows.code.isin(codes)], area.code, entry, links, years=years, names=called)


def _through_time(atlas: Atlas, gemeente: str) -> frozenset[str]:
    def find() -> frozenset[str]:
        rows = all_figures(atlas, gemeente)
        years = rows[rows.value.notna()].groupby("indicator").year.nunique()
        return frozenset(years.index[years > 1])

    return atlas.remember(("profile years", gemeente), find)


def rows_of(atlas: Atlas, area: Area) -> pd.DataFrame:
    """The figures of one area, without those of another area that had its code before."""
    if area.own:
        return own_figures(atlas, area)
    key = ("profile of one", area.code)
    return atlas.remember(key, lambda: official_figures(atlas, area.gemeente, area.codes))


def _records(atlas: Atlas, area: Area) -> dict[tuple[str, int], dict[Any, Any]]:
    """The figures of one area by indicator and year."""

    def make() -> dict[tuple[str, int], dict[Any, Any]]:
        rows = rows_of(atlas, area).to_dict("records")
        return {(row["indicator"], row["year"]): row for row in rows}

    return atlas.remember(("profile records", area.code, area.parts), make)
