"""A comparison in plain Dutch that is true wherever in their bounds the figures lie.

A phrase covers a range of ratios, and is said only when the whole range that the true ratio lies in
is within it. So of figures that are rounded coarsely less is said.
"""

import math

from wijkkaart.core.compare.comparing import Comparison, Verdict
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.model import Indicator, Status
from wijkkaart.present import dutch

_EXACT = (
    # from, to, phrase. {much} is "zo veel", "zo hoog" or "zo ver".
    (2.75, 3.25, "ongeveer drie keer {much} als in {other}"),
    (2.35, 2.65, "ongeveer tweeënhalf keer {much} als in {other}"),
    (1.8, 2.2, "ongeveer twee keer {much} als in {other}"),
    (1.35, 1.65, "ongeveer anderhalf keer {much} als in {other}"),
    (0.7, 0.8, "ongeveer driekwart van wat het in {other} is"),
    (0.62, 0.71, "ongeveer twee derde van wat het in {other} is"),
    (0.45, 0.55, "ongeveer de helft van wat het in {other} is"),
    (0.3, 0.37, "ongeveer een derde van wat het in {other} is"),
    (0.22, 0.28, "ongeveer een kwart van wat het in {other} is"),
)
_MORE = (
    (5.0, "meer dan vijf keer {much} als in {other}"),
    (3.0, "meer dan drie keer {much} als in {other}"),
    (2.0, "meer dan twee keer {much} als in {other}"),
    (1.5, "meer dan anderhalf keer {much} als in {other}"),
)
_LESS = (
    (0.2, "minder dan een vijfde van wat het in {other} is"),
    (1 / 3, "minder dan een derde van wat het in {other} is"),
    (0.5, "minder dan de helft van wat het in {other} is"),
    (0.75, "minder dan driekwart van wat het in {other} is"),
)
_SLIGHT = 1.2
"""Up to this ratio a certain difference is called "iets"."""

_TOO_VAGUE = (Reason.FEW, Reason.MARGIN, Reason.OVERLAP)
"""Where there are figures that might differ; of the other reasons one can't even ask."""

REASONS = {
    Reason.MISSING: "er is geen cijfer",
    Reason.FEW: "te weinig inwoners",
    Reason.MARGIN: "dit is een schatting en de marge is niet bekend",
    Reason.OVERLAP: "het verschil is kleiner dan de afronding",
    Reason.COUNT: "de gebieden zijn niet even groot; vergelijk liever per inwoner of als percentage",
    Reason.YEAR: "de cijfers zijn van verschillende jaren",
    Reason.DEFINITION: "het cijfer is in die jaren anders gemeten",
}


def phrase(comparison: Comparison, other: str) -> str:
    """`ongeveer anderhalf keer zo veel als in Amersfoort`, `nauwelijks verschil met ...`, ..."""
    if comparison.verdict is Verdict.UNSURE:
        verb = "zeggen" if comparison.reason in _TOO_VAGUE else "vergelijken"
        return f"niet te {verb}: {reason(comparison)}"
    if comparison.verdict is Verdict.SAME:
        return f"nauwelijks verschil met {other}"
    much, more, less = _adjectives(comparison.indicator)
    return _ratio_words(comparison, more, less).format(much=much, other=other)


def reason(comparison: Comparison) -> str:
    """Why nothing can be said of a comparison, in a few words."""
    estimated = Status.ESTIMATE in (comparison.value.status, comparison.other.status)
    if comparison.reason is Reason.OVERLAP and estimated:
        return "het verschil is kleiner dan de marge van de schatting"
    if comparison.reason is Reason.MARGIN and not estimated:
        return "om hoeveel mensen of woningen het gaat, is niet overal bekend"
    if comparison.reason is Reason.FEW and comparison.indicator.denominator not in ("", "inwoners"):
        return "te weinig huishoudens of woningen"
    return REASONS[comparison.reason]


def judgement(comparison: Comparison) -> str:
    """`gunstiger` or `ungunstiger` in Dutch; "" where there's no direction, or no certainty."""
    better = comparison.better
    return "" if better is None else "gunstiger" if better else "ongunstiger"


def sentence(comparison: Comparison, name: str, other: str) -> str:
    """Both figures with their year, and what may be said of them; one or two sentences."""
    indicator, value, beside = comparison.indicator, comparison.value, comparison.other
    both = f"{in_words(value, indicator)} in {name}, {in_words(beside, indicator)} in {other}"
    years = " en ".join(dict.fromkeys(str(each.year) for each in (value, beside) if each.year))
    heading = f"{indicator.label} ({years})" if years else indicator.label
    good = judgement(comparison)
    said = phrase(comparison, other) + (f", en {good}" if good else "")
    start = "Of dat een echt verschil is, is" if comparison.reason in _TOO_VAGUE else "Dat is"
    return f"{heading}: {both}. {start} {said}."


def in_words(value: Value, indicator: Indicator) -> str:
    """A figure with its unit, `naar schatting` where it's one; else its range, or why there's none."""
    if math.isnan(value.value):
        if value.lower <= value.upper:  # of an own area: not added, but it lies between its parts
            return dutch.between(value.lower, value.upper, indicator.unit, indicator.decimals)
        return dutch.STATUS_TEXT[value.status] or dutch.NO_DATA
    text = dutch.amount(value.value, indicator.unit, indicator.decimals)
    return f"naar schatting {text}" if value.status is Status.ESTIMATE else text


def _ratio_words(comparison: Comparison, more: str, less: str) -> str:
    up = comparison.verdict is Verdict.HIGHER
    plain = f"{more if up else less} dan in {{other}}"
    ratio = comparison.ratio
    if ratio is None:
        return plain
    for low, high, words in _EXACT:
        if low <= ratio.low and ratio.high <= high:
            return words
    for edge, words in _MORE if up else _LESS:
        if ratio.low > edge if up else ratio.high < edge:
            return words
    slight = ratio.high <= _SLIGHT if up else ratio.low >= 1 / _SLIGHT
    return f"iets {plain}" if slight else plain


def _adjectives(indicator: Indicator) -> tuple[str, str, str]:
    """As much, more and less, in words that fit the unit."""
    if indicator.unit == "km":
        return "zo ver", "verder", "minder ver"
    if indicator.kind in ("mean", "score", "class"):
        return "zo hoog", "hoger", "lager"
    return "zo veel", "meer", "minder"
