"""A figure of one area over the years: joined over unchanged boundaries, broken where they changed.

A line runs over years in which the area had one outline and the figure one definition. Where the
outline changed, or isn't known to have stayed, a new segment begins; a year without a value is a gap
in the line. So no chart draws a line between two figures that aren't of the same thing.
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any

import pandas as pd

from wijkkaart.core.compare.comparing import Comparison, compare, defined
from wijkkaart.core.compare.identity import Identity
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.model import Indicator, Status


class Break(StrEnum):
    """Why a segment doesn't run on from the one before it."""

    NONE = ""
    BOUNDARY = "boundary"
    """The outline changed."""
    UNKNOWN = "unknown"
    """The outline of one of both isn't known."""


@dataclass(frozen=True)
class Segment:
    """Years in which the area and the figure stayed the same."""

    values: tuple[Value, ...]
    """Oldest first; also those that are missing."""
    since: Break
    """Why it begins where it does."""

    @property
    def lines(self) -> list[list[Value]]:
        """What may be drawn as lines: broken at every year without a value."""
        groups = groupby(self.values, key=lambda each: math.isnan(each.value))
        return [[*values] for missing, values in groups if not missing]


@dataclass(frozen=True)
class Series:
    """A figure of an area over the years."""

    code: str
    indicator: Indicator
    segments: tuple[Segment, ...]
    redefined: tuple[int, ...]
    """Years that have a value under another definition, which is left out."""

    @property
    def gaps(self) -> list[int]:
        """Years without a value, while there is one before and after."""
        values = [value for segment in self.segments for value in segment.values]
        known = [value.year for value in values if not math.isnan(value.value)]
        return [v.year for v in values if known and math.isnan(v.value) and known[0] < v.year < known[-1]]

    @property
    def trend(self) -> Comparison | None:
        """The last figure beside the first of the last segment; None with fewer than two."""
        known = [value for value in (self.segments or [Segment((), Break.NONE)])[-1].values if _has(value)]
        return compare(known[-1], known[0], self.indicator) if len(known) > 1 else None

    def frame(self) -> pd.DataFrame:
        """A row a year: `year value lower upper status code segment line`; join only equal `line`s."""
        rows = []
        line = 0
        for number, segment in enumerate(self.segments):
            line += 1
            for value in segment.values:
                line += not _has(value)
                known = (value.year, value.value, value.lower, value.upper, str(value.status))
                rows.append((*known, value.code, number, line))
        names = ["year", "value", "lower", "upper", "status", "code", "segment", "line"]
        return pd.DataFrame(rows, columns=names)


def _has(value: Value) -> bool:
    return not math.isnan(value.value)


def series(
    bounded: pd.DataFrame,
    code: str,
    indicator: Indicator,
    history: pd.DataFrame | None = None,
    *,
    years: Iterable[int] = (),
    names: Mapping[int, str] | None = None,
) -> Series:
    """The figures of the area that has `code` now, and of what had it before, over all years.

    `bounded` (of `rounding.bounded`) holds all areas of the gemeente: under an older code the area may
    be another row. `history` is that of `core.links`; without it only years that the publisher worked
    out for one division are joined. `years` are those in which a figure may be expected, beside those
    that any area has one. `names` gives the name that `code` had in the years of the outlines: codes are used
    again, and what has another name before a break is left out as another area.
    """
    rows = bounded[bounded.indicator == indicator.id]
    wanted = rows.year.between(indicator.since or 0, indicator.until or 9999)
    redefined = rows.year[~wanted & (rows.code == code) & rows.value.notna()]
    rows = rows[wanted]
    who = Identity(code, history, names or {})
    of = zip(rows.to_dict("records"), map(who.of, rows.code, rows.boundaries), strict=True)
    own = [(_value(row), one) for row, one in of if one is not None]
    own.sort(key=lambda pair: (pair[0].year, pair[1] == who.now))
    found = {value.year: (value, one) for value, one in own}
    asked = (year for year in years if defined(indicator, year))
    expected = sorted({*rows.year.astype(int), *asked})
    segments = _segments(code, indicator, found, expected)
    other = tuple(sorted({int(year) for year in redefined}))
    return Series(code, indicator, tuple(_explained(segments)), other)


def _segments(
    code: str, indicator: Indicator, found: dict[int, tuple[Value, Hashable]], expected: Sequence[int]
) -> list[tuple[Hashable, list[Value]]]:
    """Runs of years with one identity; a year without a figure belongs to the one before it."""
    segments: list[tuple[Hashable, list[Value]]] = []
    for year in expected:
        if not found or not min(found) <= year <= max(found):
            continue
        if year in found:
            value, one = found[year]
            if not segments or segments[-1][0] != one:
                segments.append((one, []))
        else:
            nan = float("nan")
            value = Value(code, indicator.id, year, nan, nan, nan, Status.NOT_MEASURED, nan, Reason.MISSING)
        segments[-1][1].append(replace(value, code=code))
    return segments


def _value(row: dict[Hashable, Any]) -> Value:
    """A row of bounded figures as a value."""
    known = {name: row[name] for name in ("code", "indicator", "value", "lower", "upper", "size", "source")}
    return Value(**known, year=int(row["year"]), status=Status(row["status"]), reason=Reason(row["reason"]))


def _explained(segments: list[tuple[Hashable, list[Value]]]) -> Iterable[Segment]:
    """Segments with the reason why each begins."""
    before: Hashable = None
    for one, values in segments:
        known = isinstance(one, int) and isinstance(before, int)
        since = Break.NONE if before is None else Break.BOUNDARY if known else Break.UNKNOWN
        yield Segment(tuple(values), since)
        before = one
