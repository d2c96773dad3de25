"""Series, own areas, areas alike, supply and the index in plain Dutch: no more than is certain."""

import math
from collections.abc import Mapping
from typing import Any

from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.own_area import MEAN_OF, MEDIANS, How
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.compare.series import Break, Series
from wijkkaart.core.compare.similar import Alike, Trait
from wijkkaart.core.compare.supply import PEOPLE
from wijkkaart.model import Indicator
from wijkkaart.present import comparison_words, dutch

BANDS = ("ruim onder het gemiddelde", "onder het gemiddelde", "rond het gemiddelde", "boven het gemiddelde")
"""The bands of the index, lowest first."""
FLAGS = {
    "B": "betrouwbaar: de band blijft gelijk binnen alle marges",
    "I": "indicatief: niet alle cijfers zijn er, of marges zijn onbekend of te groot",
}
_BREAKS = {
    Break.BOUNDARY: "In {year} is de grens veranderd: de cijfers ervoor gaan over een ander gebied.",
    Break.UNKNOWN: "Of de grens in {year} gelijk bleef, is niet bekend: daarom is de lijn onderbroken.",
}


NOT_ADDED = "Niet op te tellen: een score of klasse geldt alleen voor het gebied zelf."
"""Of an own area."""


def trend(found: Series) -> str:
    """What became of a figure over the last unbroken years, in one sentence; "" with fewer than two."""
    compared = found.trend
    if compared is None:
        return ""
    first, last, indicator = compared.other, compared.value, compared.indicator
    years = f"Tussen {first.year} en {last.year}"
    if compared.verdict is Verdict.UNSURE:
        return f"{years}: of er iets veranderde, is niet te zeggen: {comparison_words.reason(compared)}."
    if compared.verdict is Verdict.SAME:
        return f"{years} veranderde er nauwelijks iets."
    word = "gestegen" if compared.verdict is Verdict.HIGHER else "gedaald"
    values = [comparison_words.in_words(each, indicator) for each in (first, last)]
    better = compared.better
    good = "" if better is None else ", en dat is gunstiger" if better else ", en dat is ongunstiger"
    return f"{years} {word} van {values[0]} naar {values[1]}{good}."


def series_notes(found: Series) -> list[str]:
    """Why a line is broken, which years are missing, and what was left out."""
    notes = []
    drawn = [each for each in found.segments if any(not math.isnan(value.value) for value in each.values)]
    for segment in drawn[1:]:
        if segment.since:
            notes.append(_BREAKS[segment.since].format(year=segment.values[0].year))
    if found.gaps:
        notes.append(f"Geen cijfer van {dutch.listing([str(year) for year in found.gaps])}.")
    if found.redefined:
        years = dutch.span(found.redefined)
        notes.append(f"Cijfers van {years} zijn weggelaten: toen is dit anders gemeten.")
    return notes


def own_note(row: Mapping[str, Any], indicator: Indicator, parts: int, names: Mapping[str, str]) -> str:
    """How a figure of an own area was made, or why it wasn't; `row` has OWN_COLUMNS."""
    missing = [names.get(code, code) for code in str(row["missing"]).split(";") if code]
    gone = f" Van {dutch.listing(missing)} is geen cijfer." if missing else ""
    match How(row["how"]):
        case How.ADDED:
            return f"Opgeteld uit {dutch.count(parts, 'gebied', 'gebieden')}."
        case How.RECOMPUTED:
            return (
                f"Opnieuw uitgerekend uit de aantallen van {dutch.count(parts, 'gebied', 'gebieden')}.{gone}"
            )
        case How.WEIGHTED:
            return f"Gemiddelde, waarin grote gebieden zwaarder tellen.{gone}"
        case How.BY_AGES:
            return f"{_by_ages(row, indicator)}{gone}"
        case How.BETWEEN:
            return f"Niet op te tellen: {_why_between(indicator)}.{_range(row, indicator)}{gone}"
        case How.NOT_ADDED:
            return NOT_ADDED
        case _:
            least = row["lower"]
            known = indicator.kind == "count" and not math.isnan(least)
            at_least = f" Het zijn er minstens {dutch.number(least)}." if known else ""
            return f"Niet te zeggen: van een te groot deel ontbreekt het cijfer.{gone}{at_least}"


def _why_between(indicator: Indicator) -> str:
    if indicator.id in MEDIANS:
        return "het is een middelste waarde"
    if indicator.denominator or indicator.id in MEAN_OF:
        return "niet van alle delen is bekend hoe zwaar zij tellen"
    if indicator.age_from is not None:
        return f"hoeveel {ages(indicator)} er per deel wonen, is niet precies genoeg bekend"
    return "om hoeveel mensen of woningen het gaat, is per deel niet bekend"


def ages(indicator: Indicator) -> str:
    """Whom a share is of: `inwoners van 18 jaar en ouder`, `inwoners van 15 tot 75 jaar`."""
    end = "jaar en ouder" if indicator.age_to is None else f"tot {indicator.age_to} jaar"
    return f"inwoners van {indicator.age_from} {end}"


def _by_ages(row: Mapping[str, Any], indicator: Indicator) -> str:
    """By which people a share was weighted, and what it may be as their number isn't known exactly.

    That an estimate may be off by more is told wherever it's held against another.
    """
    when = f" in {row['counted']}" if row["counted"] != row["year"] else ""
    said = f"Gewogen naar het aantal {ages(indicator)}{when}, dat niet precies bekend is"
    within = by_ages_within(row, indicator)
    return f"{said}: {within}." if within else f"{said}. Voor dit cijfer maakt dat niets uit."


def by_ages_within(row: Mapping[str, Any], indicator: Indicator) -> str:
    """`tussen 52,8% en 53,1%`: what unknown numbers of people leave open; "" when that's nothing."""
    edges = [dutch.amount(row[edge], indicator.unit, indicator.decimals) for edge in ("least", "most")]
    if row["how"] != How.BY_AGES or edges[0] == edges[1]:
        return ""
    return dutch.between(row["least"], row["most"], indicator.unit, indicator.decimals)


def _range(row: Mapping[str, Any], indicator: Indicator) -> str:
    low, high = row["lower"], row["upper"]
    if math.isnan(low) or math.isnan(high):
        return ""
    return f" Het ligt {dutch.between(low, high, indicator.unit, indicator.decimals)}."


def alike(found: Alike, name: str, other: str, indicators: Mapping[str, Indicator]) -> str:
    """Why two areas are alike, and where they differ."""
    said = [f"{other} lijkt op {name}."]
    if found.because:
        said.append(f"Zij lijken op elkaar in {_traits(found.because, indicators)}.")
    but = f"Zij verschillen in {_traits(found.but, indicators)}."
    said.append(but if found.but else "Duidelijke verschillen zijn er niet.")
    return " ".join(said)


def _traits(traits: tuple[Trait, ...], indicators: Mapping[str, Indicator]) -> str:
    parts = []
    for trait in traits:
        entry = indicators[trait.indicator]
        first, other = (dutch.amount(each, entry.unit, entry.decimals) for each in (trait.value, trait.other))
        both = first if first == other else f"{first} en {other}"
        parts.append(f"{dutch.within(entry.label)} ({both})")
    return dutch.listing(parts)


def supplied(row: Mapping[str, Any], label: str) -> str:
    """Supply for a target group beside its people; `row` has SUPPLY_COLUMNS, `label` is the group's."""
    places = dutch.count(row["places"], "plek", "plekken")
    offers = dutch.count(row["offers"], "activiteit", "activiteiten")
    known = f"Bekend zijn {places} en {offers} voor {dutch.within(label)}"
    if not row["reason"]:
        whole = PEOPLE[row["group"]][1]
        return f"{known}: {dutch.number(row['per_1000'], 1)} per 1.000 {whole} ({row['year']})."
    few = row["reason"] == Reason.FEW
    why = "daarvoor wonen er te weinig" if few else "hoeveel mensen het zijn, is niet bekend"
    return f"{known}. Per 1.000 is niet te zeggen: {why}."


def firmness(row: Mapping[str, Any], name: str, draws: int) -> str:
    """How firmly an index stands; `row` has STABILITY_COLUMNS."""
    kept = dutch.number(100 * row["band_kept"])
    said = f"{name} blijft bij {kept}% van {dutch.number(draws)} willekeurige wegingen in dezelfde band"
    share = row["bottom_share"]
    low = "" if math.isnan(share) else f", en hoort bij {dutch.number(100 * share)}% bij de laagste vijf"
    return f"{said}{low}."


def band(value: float) -> str:
    """The band of an index in words; `geen index` without one."""
    return "geen index" if math.isnan(value) else BANDS[int(value)]
