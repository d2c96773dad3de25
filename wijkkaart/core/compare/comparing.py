"""Difference and ratio of two figures, and what may be said of them: only what survives their bounds."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from wijkkaart.core.compare.rounding import Floats, Mask, Reason, Value
from wijkkaart.model import Indicator

NEAR = 1.1
"""Two figures hardly differ when neither can be more than 1.1 times the other, wherever they truly lie."""

NEAR_REST = 1.25
"""Of a percentage the rest counts too: 99% and 95% aren't alike, since the one leaves five times as many."""

HAS_RATIO = ("share", "mean", "count")
"""Kinds with a true zero; of a score or class twice as much means nothing."""


class Verdict(StrEnum):
    """What may be said of a figure beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    """Hardly a difference: that too is certain."""
    UNSURE = "unsure"


@dataclass(frozen=True)
class Span:
    """A number with the bounds it lies in."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """A figure beside another one of the same indicator."""

    indicator: Indicator
    value: Value
    other: Value
    verdict: Verdict
    reason: Reason
    """Why the verdict is unsure."""
    difference: Span
    """In the unit of the indicator; NaN when one of both is missing."""
    ratio: Span | None
    """None where twice as much means nothing, or the other may be zero."""

    @property
    def better(self) -> bool | None:
        """Whether the figure is more favourable; None when that isn't certain or has no meaning."""
        return favourable(self.indicator, self.verdict)


def favourable(indicator: Indicator, verdict: str) -> bool | None:
    """Whether higher or lower is more favourable, by the direction of the indicator."""
    if indicator.direction == "none" or verdict not in (Verdict.HIGHER, Verdict.LOWER):
        return None
    return (verdict == Verdict.HIGHER) == (indicator.direction == "good")


def compare(value: Value, other: Value, indicator: Indicator) -> Comparison:
    """What may be said of `value` beside `other`, both of `indicator`.

    Counts are compared only with those of the same area, figures of different years too.
    """
    reason = _forbidden(value, other, indicator)
    low, high = value.lower - other.upper, value.upper - other.lower
    difference = Span(value.value - other.value, low, high)
    ratio = _ratio(value, other) if indicator.kind in HAS_RATIO else None
    if reason:
        return Comparison(indicator, value, other, Verdict.UNSURE, reason, difference, ratio)
    mine, beside = (np.array([[each.lower], [each.upper]]) for each in (value, other))
    verdict = Verdict(str(verdicts(mine[0], mine[1], beside[0], beside[1], indicator)[0]))
    reason = Reason.OVERLAP if verdict is Verdict.UNSURE else Reason.NONE
    return Comparison(indicator, value, other, verdict, reason, difference, ratio)


def _forbidden(value: Value, other: Value, indicator: Indicator) -> Reason:
    for each in (value, other):
        if each.reason:
            return each.reason
    if not all(defined(indicator, each.year) for each in (value, other)):
        return Reason.DEFINITION
    if value.code == other.code:
        return Reason.NONE
    if indicator.kind == "count":
        return Reason.COUNT
    return Reason.YEAR if value.year != other.year else Reason.NONE


def defined(indicator: Indicator, year: int) -> bool:
    """Whether the indicator has this definition in a year."""
    return (indicator.since or 0) <= year <= (indicator.until or 9999)


def _ratio(value: Value, other: Value) -> Span | None:
    edges = (value.value, value.lower, value.upper, other.value, other.lower, other.upper)
    if any(math.isnan(edge) for edge in edges) or other.lower <= 0 or value.lower < 0:
        return None
    return Span(value.value / other.value, value.lower / other.upper, value.upper / other.lower)


def verdicts(
    lower: Floats, upper: Floats, other_lower: Floats, other_upper: Floats, indicator: Indicator
) -> npt.NDArray[np.object_]:
    """Verdicts of many figures of one indicator beside others; UNSURE where a bound is NaN.

    Arrays that numpy can broadcast. Whether the figures may be compared at all isn't looked at here.
    """
    with np.errstate(invalid="ignore"):
        higher, below = lower > other_upper, upper < other_lower
        same = near(lower, upper, other_lower, other_upper, indicator)
    chosen = np.select([same, higher, below], [Verdict.SAME, Verdict.HIGHER, Verdict.LOWER], Verdict.UNSURE)
    return chosen.astype(object)


def near(
    lower: Floats, upper: Floats, other_lower: Floats, other_upper: Floats, indicator: Indicator
) -> Mask:
    """Where two figures hardly differ, wherever in their bounds they lie."""
    if indicator.kind == "class":
        return (lower == other_lower) & (upper == other_upper)
    if indicator.kind == "score":
        farthest = np.maximum(np.abs(upper - other_lower), np.abs(other_upper - lower))
        found: Mask = farthest <= 2 * 10.0**-indicator.decimals
        return found
    within: Mask = (upper <= NEAR * other_lower) & (other_upper <= NEAR * lower)
    # Two that are both certainly nothing are equal as well.
    within |= (upper == 0) & (other_upper == 0)
    if indicator.unit == "%":
        rest, most = 100 - upper, 100 - lower
        other_rest, other_most = 100 - other_upper, 100 - other_lower
        within &= (most <= NEAR_REST * other_rest) & (other_most <= NEAR_REST * rest)
    return within
