"""Between which bounds the true figure lies: random rounding, printed decimals, published margins.

CBS rounds counts of wijken and buurten randomly to a multiple of 5, so the true count lies at most 4
away; a printed 0 may be 4. Everything else that is said of figures rests on these bounds, and on no
others: what differs within them doesn't differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from wijkkaart import catalogue
from wijkkaart.core.compare.lookup import Lookup
from wijkkaart.model import HAS_VALUE, Indicator, Level, Source, Status, with_optional

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Reason(StrEnum):
    """Why nothing can be said of a figure, or of a difference; "" when something can."""

    NONE = ""
    MISSING = "missing"
    """There is no value."""
    FEW = "few"
    """Too few people, households or dwellings for a share or mean to say anything."""
    MARGIN = "margin"
    """A value whose margin nobody published."""
    OVERLAP = "overlap"
    """The difference is smaller than the bounds of the two."""
    COUNT = "count"
    """A count of areas that aren't equally large."""
    YEAR = "year"
    """Figures of different years."""
    DEFINITION = "definition"
    """Figures that aren't defined in the same way."""


BOUND_COLUMNS = {"lower": "float", "upper": "float", "size": "float", "reason": "str"}
"""What `bounded` adds to observations.

The true figure lies in `lower` to `upper` (NaN when that isn't known); `size` is the whole that a share
or mean is of (else the inhabitants), NaN when unknown; `reason` is a Reason that forbids to compare.
"""

NEAR_YEARS = (0, 1, -1, 2, -2, 3, -3)
"""In which years, counted from that of the figure, its whole is looked for: it serves to tell how large."""

_SMALL_LEVELS = (Level.WIJK.value, Level.BUURT.value)
_WITH_WHOLE = ("share", "mean")


@dataclass(frozen=True)
class Value:
    """A figure of one area with its bounds; NaN where it isn't known."""

    code: str
    indicator: str
    year: int
    value: float
    lower: float
    upper: float
    status: Status
    size: float = float("nan")
    reason: Reason = Reason.NONE
    source: str = ""


def bounded(
    observations: pd.DataFrame,
    indicators: Mapping[str, Indicator] | None = None,
    *,
    sources: Mapping[str, Source] | None = None,
    assumed: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """`observations` (OBSERVATION_COLUMNS) with BOUND_COLUMNS; rows of unknown indicators are left out.

    Give the counts along with the shares that are made of them (`numerator` and `denominator`, and
    `inwoners` for the size): they're looked up in the same table. `assumed` maps an indicator or source
    to a margin, in the unit of the figure, for estimates that come without one; whoever passes it must
    say so on the screen.
    """
    known = catalogue.indicators() if indicators is None else indicators
    publishers = catalogue.sources() if sources is None else sources
    rows = with_optional(observations)
    rows = rows[rows.indicator.isin([*known])].reset_index(drop=True)
    if rows.empty:
        return rows.assign(lower=np.nan, upper=np.nan, size=np.nan, reason="")
    table = _Table(rows, known, publishers)
    lower, upper = table.printed()
    lower, upper = table.shares(lower, upper)
    lower, upper, unknown = table.estimates(lower, upper, assumed or {})
    missing = np.isnan(table.value)
    size = table.size()
    reason = np.full(len(rows), Reason.NONE.value, dtype=object)
    reason[unknown | table.loose] = Reason.MARGIN.value
    reason[missing] = Reason.MISSING.value
    reason[table.is_kind(*_WITH_WHOLE) & (size < table.of("smallest"))] = Reason.FEW.value
    no_bounds = missing | unknown | table.loose
    # Rounded, or 2.1 - 0.05 would lie above 2.0 + 0.05, and bounds that touch would look apart.
    lower, upper = np.round(np.where(no_bounds, np.nan, (lower, upper)), 9)
    return rows.assign(value=table.value, lower=lower, upper=upper, size=size, reason=reason)


def value_of(frame: pd.DataFrame, code: str, indicator: str, year: int | None = None) -> Value:
    """One figure of a table that `bounded` gave; of the newest year with a value when none is asked."""
    rows = frame[(frame.code == code) & (frame.indicator == indicator)]
    if year is not None:
        rows = rows[rows.year == year]
    rows = rows.assign(has=rows.value.notna()).sort_values(["has", "year"])
    if rows.empty:
        nan = float("nan")
        return Value(code, indicator, year or 0, nan, nan, nan, Status.NOT_MEASURED, nan, Reason.MISSING)
    row = rows.iloc[-1]
    bounds = (float(row["value"]), float(row["lower"]), float(row["upper"]))
    status = Status(row["status"])
    return Value(
        code,
        indicator,
        int(row["year"]),
        *bounds,
        status,
        float(row["size"]),
        Reason(row["reason"]),
        row["source"],
    )


def count_bounds(value: Floats, step: Floats) -> tuple[Floats, Floats]:
    """Where a count lies that was rounded to a multiple of `step`; 0 for a count that wasn't.

    A multiple above 1 may be up to `step - 1` off on either side, as random rounding has it.
    """
    margin = np.where(step > 1, step - 1, step / 2)
    return np.maximum(value - margin, 0.0), value + margin


class _Table:
    """Observations as arrays, with what the definitions say of each row."""

    def __init__(
        self, rows: pd.DataFrame, known: Mapping[str, Indicator], sources: Mapping[str, Source]
    ) -> None:
        self.rows, self.known, self.sources = rows, known, sources
        self.value = rows.value.to_numpy(dtype=float).copy()
        self.value[~rows.status.isin(HAS_VALUE).to_numpy()] = np.nan
        self.turn, names = pd.factorize(rows.indicator)
        self.each = [known[str(name)] for name in names]
        self.lookup = Lookup(rows)
        self.loose = np.zeros(len(rows), dtype=bool)
        """Shares of rounded counts whose whole isn't known: so their bounds aren't either."""
        self.step = self._steps()

    def of(self, field: str) -> Floats:
        """A number that the definitions give, for every row."""
        return np.array([float(getattr(entry, field)) for entry in self.each])[self.turn]

    def is_kind(self, *kinds: str) -> Mask:
        return np.array([entry.kind in kinds for entry in self.each])[self.turn]

    def _steps(self) -> Floats:
        """What the counts are rounded to."""
        own = np.array([float(entry.rounded or 0) for entry in self.each])[self.turn]
        rounded = {name: source.rounded for name, source in self.sources.items()}
        source = self.rows.source.map(rounded).fillna(0).to_numpy(dtype=float)
        small = self.rows.level.isin(_SMALL_LEVELS).to_numpy()
        return np.where(own > 0, own, np.where(small, source, 0.0))

    def printed(self) -> tuple[Floats, Floats]:
        """Bounds by the rounding of the value itself: a count by its step, all else by its decimals."""
        low, high = count_bounds(self.value, self.step)
        unit = 10.0 ** -self.of("decimals")
        whole = self.value / unit
        # What was worked out has more decimals than are printed, and so is no rounded figure.
        half = np.where(np.abs(whole - np.round(whole)) < 1e-6, unit / 2, 0.0)
        own = np.array([float(entry.rounded or 0) for entry in self.each])[self.turn]
        half = np.maximum(half, own / 2)
        count = self.is_kind("count")
        exact = self.is_kind("class")
        half = np.where(exact, 0.0, half)
        low, high = np.where(count, low, self.value - half), np.where(count, high, self.value + half)
        share = self.is_kind("share")
        percent = (
            share & np.array([entry.unit == "%" for entry in self.each])[self.turn] & (self.value <= 100)
        )
        return np.where(share, np.maximum(low, 0.0), low), np.where(percent, np.minimum(high, 100.0), high)

    def shares(self, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
        """Bounds of shares that are made of rounded counts, as wide as the counts make them."""
        share = self.is_kind("share")
        made = np.array([bool(entry.numerator and entry.denominator) for entry in self.each])[self.turn]
        parts = self._partner("numerator")
        wholes = self._partner("denominator")
        at = np.flatnonzero(share & made & ~np.isnan(self.value))
        whole, part = wholes[at], parts[at]
        factor = self.of("factor")[at]
        there = whole >= 0
        self.loose[at] = ~there & (self._count_step(at) > 1)
        size = np.where(there, self.value[whole], np.nan)
        whole_low, whole_high = count_bounds(size, self.step[whole])
        step = np.where(part >= 0, self.step[part], self._count_step(at))
        count = np.where(part >= 0, self.value[part], self.value[at] * size / factor)
        part_low, part_high = count_bounds(count, step)
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = factor * part_low / whole_high, factor * part_high / whole_low
        percent = np.array([entry.unit == "%" for entry in self.each])[self.turn[at]]
        high = np.where(percent, np.minimum(high, 100.0), high)
        lower, upper = lower.copy(), upper.copy()
        lower[at] = np.where(there, np.fmin(lower[at], low), lower[at])
        upper[at] = np.where(there, np.fmax(upper[at], high), upper[at])
        return lower, upper

    def _count_step(self, at: npt.NDArray[np.intp]) -> Floats:
        """What the numerator of a share is rounded to when it isn't in the table."""
        steps = []
        for entry in self.each:
            counted = self.known.get(entry.numerator)
            source = self.sources.get(counted.source) if counted else None
            steps.append((float(counted.rounded or 0) if counted else 0.0, source.rounded if source else 0))
        own, source_step = (
            np.array(column, dtype=float)[self.turn[at]] for column in zip(*steps, strict=True)
        )
        small = self.rows.level.isin(_SMALL_LEVELS).to_numpy()[at]
        return np.where(own > 0, own, np.where(small, source_step, 0.0))

    def _partner(self, field: str) -> npt.NDArray[np.intp]:
        """Row of the numerator or denominator in the same area and year; -1 without a value."""
        names = [str(getattr(entry, field)) for entry in self.each]
        found = self.lookup.rows(self.turn, names, 0)
        return np.where((found >= 0) & ~np.isnan(self.value[found]), found, -1)

    def estimates(
        self, lower: Floats, upper: Floats, assumed: Mapping[str, float]
    ) -> tuple[Floats, Floats, Mask]:
        """Bounds of estimates by their published margins, and which have none."""
        modelled = {name for name, source in self.sources.items() if source.estimate}
        rows = self.rows
        estimate = ((rows.status == Status.ESTIMATE) | rows.source.isin(modelled)).to_numpy()
        low, high = rows.low.to_numpy(dtype=float), rows.high.to_numpy(dtype=float)
        margin = rows.indicator.map(assumed).fillna(rows.source.map(assumed)).to_numpy(dtype=float)
        published = ~np.isnan(low) & ~np.isnan(high)
        low = np.where(published, low, self.value - margin)
        high = np.where(published, high, self.value + margin)
        unknown = estimate & (np.isnan(low) | np.isnan(high)) & ~np.isnan(self.value)
        used = (estimate | published) & ~np.isnan(low) & ~np.isnan(high)
        return (
            np.where(used, np.fmin(lower, low), lower),
            np.where(used, np.fmax(upper, high), upper),
            unknown,
        )

    def size(self) -> Floats:
        """The whole that each figure is of, of the nearest year: its denominator, else the inhabitants."""
        size = np.full(len(self.rows), np.nan)
        for names in ([entry.denominator for entry in self.each], ["inwoners"] * len(self.each)):
            for years in NEAR_YEARS:
                row = self.lookup.rows(self.turn, names, years)
                size = np.where(np.isnan(size) & (row >= 0), self.value[row], size)
        return size
