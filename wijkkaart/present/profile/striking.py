"""What strikes in an area: where it differs most from its gemeente, for certain, and why that's sure."""

import math
from dataclasses import dataclass

from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.core.compare.striking import Striking, striking
from wijkkaart.model import COUNTRY, Level
from wijkkaart.present import comparison_words, dutch
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.figures import Figures


@dataclass(frozen=True)
class Strike:
    """A figure that differs for certain."""

    id: str
    sentence: str
    why: str
    """Why that's sure."""
    quality: str
    """`better`, `worse` or ""."""


def strikes(figures: Figures) -> list[Strike]:
    """What differs most from the gemeente (of a gemeente: nothing, as few others are known)."""
    area = figures.area
    if area.gemeente == COUNTRY or (area.level is Level.GEMEENTE and not area.own):
        return []
    parent = area.gemeente
    years = figures.years()
    asked = [entry for name, entry in indicators().items() if name in years]
    key = ("profile strikes", area.code, area.parts)
    found = figures.atlas.remember(
        key, lambda: striking(figures.frame(), area.code, parent, asked, years=years)
    )
    return [_strike(each, figures) for each in found]


def nothing_strikes(figures: Figures) -> str:
    """Why nothing strikes: what can be compared doesn't differ for certain, or nothing can be compared."""
    area, gemeente = figures.area, figures.atlas.name(figures.area.gemeente)
    reasons = [
        own.reason
        for name in figures.years()
        if indicators()[name].kind in ("share", "mean", "score")
        and not math.isnan((own := figures.value(area.code, name)).value)
        and not math.isnan(figures.value(area.gemeente, name).value)
    ]
    if not reasons:
        return f"Dat is niet te zeggen: er is geen enkel cijfer om naast dat van {gemeente} te houden."
    if Reason.FEW in reasons and Reason.NONE not in reasons:
        return f"Dat is niet te zeggen: in {area.name} wonen te weinig mensen om verschillen te noemen."
    if Reason.NONE not in reasons:
        return "Dat is niet te zeggen: van deze cijfers is de marge niet bekend."
    return (
        f"Niets dat zeker is: van geen enkel cijfer staat vast dat het verschil met {gemeente} ongewoon"
        " groot is."
    )


def _strike(found: Striking, figures: Figures) -> Strike:
    comparison = found.comparison
    indicator, area = comparison.indicator, figures.area
    sentence = comparison_words.sentence(comparison, area.name, figures.atlas.name(area.gemeente))
    least = min(abs(comparison.difference.low), abs(comparison.difference.high))
    # Rounded down: what's said is the least that it must be.
    edge = int(least * 10**indicator.decimals) / 10**indicator.decimals
    unit = "procentpunt" if indicator.unit == "%" else indicator.unit
    amount = dutch.amount(edge, unit, indicator.decimals)
    level = LEVEL_NAMES[Level.WIJK if area.own else area.level][1]
    times = dutch.number(found.sure, 1)
    why = f"Zeker: hoe er ook is afgerond, het verschil is minstens {amount}"
    why += f", {times} keer wat tussen {level} van {figures.atlas.name(area.gemeente)} gewoon is."
    quality = {True: "better", False: "worse", None: ""}[comparison.better]
    return Strike(indicator.id, sentence, why, quality)
