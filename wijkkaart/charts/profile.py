"""The charts of each paragraph: only of what is known, and only when its chapter is open."""

import math
from collections.abc import Callable, Sequence

import pandas as pd

from wijkkaart.catalogue import indicators, sources
from wijkkaart.charts.chart import About, Chart
from wijkkaart.charts.lines import trends
from wijkkaart.charts.maps import Panel, maps
from wijkkaart.charts.margins import Estimate, margins
from wijkkaart.charts.pyramid import Pair, pyramid
from wijkkaart.charts.sides import social_index
from wijkkaart.charts.stacked import stacked
from wijkkaart.core.compare.series import Series
from wijkkaart.model import Level
from wijkkaart.present import dutch
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import source_line, source_lines

Make = Callable[[Figures], Chart | None]

AGES = {
    "jonger_dan_15_pct": "0 tot 15 jaar",
    "leeftijd_15_25_pct": "15 tot 25 jaar",
    "leeftijd_25_45_pct": "25 tot 45 jaar",
    "leeftijd_45_65_pct": "45 tot 65 jaar",
    "leeftijd_65_plus_pct": "65 jaar of ouder",
}
HOUSEHOLDS = {
    "eenpersoonshuishoudens_pct": "een persoon",
    "huishoudens_zonder_kinderen_pct": "zonder kinderen",
    "huishoudens_met_kinderen_pct": "met kinderen",
}
ORIGINS = {
    "herkomst_nederland_pct": "Nederland",
    "herkomst_europa_pct": "elders in Europa",
    "herkomst_buiten_europa_pct": "buiten Europa",
}
TENURE = {
    "koopwoningen_pct": "koop",
    "corporatiewoningen_pct": "huur van een corporatie",
    "overige_verhuurders_pct": "huur van een ander",
    "eigendom_onbekend_pct": "niet bekend van wie",
}
PERIODS = {
    "bouwperiode_voor_1906_pct": "voor 1906",
    "bouwperiode_1906_1944_pct": "1906-1944",
    "bouwperiode_1945_1959_pct": "1945-1959",
    "bouwperiode_1960_1979_pct": "1960-1979",
    "bouwperiode_1980_1999_pct": "1980-1999",
    "bouwperiode_2000_2009_pct": "2000-2009",
    "bouwperiode_vanaf_2010_pct": "vanaf 2010",
}
BENEFITS = {
    "aow_per_1000": "AOW",
    "arbeidsongeschikt_per_1000": "arbeidsongeschikt",
    "bijstand_per_1000": "bijstand",
    "ww_per_1000": "WW",
}
"""Sources of income other than work; somebody may have more than one, so they add up to nothing."""
NOT_BY_SEX = "In de bron staan leeftijden niet apart voor mannen en vrouwen, dus hier ook niet."
WORK = {"werknemers_pct": "in loondienst", "zelfstandigen_pct": "als zelfstandige"}
HEALTH = (
    "goed_ervaren_gezondheid_pct", "eenzaam_pct", "sterk_eenzaam_pct", "mantelzorgers_pct",
    "vrijwilligers_pct", "moeite_rondkomen_pct", "langdurige_aandoening_pct", "overgewicht_pct",
    "rokers_pct", "beweegrichtlijn_pct", "hoog_risico_angst_pct", "regie_pct",
)  # fmt: skip
INCOME = (
    "huishoudens_laagste_40_pct",
    "huishoudens_hoogste_20_pct",
    "laag_inkomen_pct",
    "armoede_pct",
    "arbeidsparticipatie_pct",
)


def _subtitle(figures: Figures, names: Sequence[str]) -> str:
    years = sorted({figures.year(name) for name in names if figures.year(name)})
    return f"{figures.area.name}, {dutch.listing([str(year) for year in years])}"


def _about(figures: Figures, title: str, names: Sequence[str]) -> About:
    return About(title, _subtitle(figures, names), tuple(source_lines(figures, names)))


def _known(figures: Figures, names: Sequence[str], code: str = "") -> list[str]:
    """Which of these figures an area has; the area of the profile when no other is asked."""
    code = code or figures.area.code
    return [name for name in names if not math.isnan(figures.value(code, name).value)]


def trend(title: str, name: str, *, beside: bool = True) -> Make:
    """A figure over the years, of the areas beside it too where that can be held against each other."""

    def make(figures: Figures) -> Chart | None:
        if not figures.through_time(name):
            return None
        areas = [figures.area, *(figures.beside if beside else ())]
        found = [figures.series(each, name) for each in areas]
        found = [each for each in found if any(part.values for part in each.segments)]
        own = next((each for each in found if each.code == figures.area.code), None)
        if own is None or sum(not math.isnan(v.value) for part in own.segments for v in part.values) < 2:
            return None
        names = {each.code: each.name for each in areas}
        years = [value.year for part in own.segments for value in part.values]
        about = About(title, f"{figures.area.name}, {dutch.span(years)}", _sources_of(figures, found))
        return trends(found, names, about, chosen=(figures.area.code,))

    return make


def _sources_of(figures: Figures, found: Sequence[Series]) -> tuple[str, ...]:
    """A line a source of figures over the years, with all of these."""
    years: dict[str, set[int]] = {}
    for each in found:
        for value in (value for part in each.segments for value in part.values):
            if value.source and not math.isnan(value.value):
                years.setdefault(value.source, set()).add(value.year)
    return tuple(source_line(figures, key, years[key]) for key in sources() if key in years)


def beside(title: str, names: dict[str, str], least: int, unit: str = "%", note: str = "") -> Make:
    """Groups of the area beside those of the first area that has them of that year too; or alone.

    There's no chart when fewer than `least` are known. `note` stands below the heading.
    """

    def make(figures: Figures) -> Chart | None:
        known = _known(figures, [*names])
        if len(known) < least:
            return None
        year = figures.year(known[0])
        same = [name for name in names if figures.year(name) == year]
        other = next(
            (each for each in figures.beside if len(_known(figures, same, each.code)) >= least), None
        )
        pairs = []
        for name in same:
            mine = figures.value(figures.area.code, name)
            its = figures.value(other.code, name) if other else None
            right, why = (its.value, str(its.status)) if its else (math.nan, "")
            pairs.append(Pair(names[name], mine.value, right, str(mine.status), why))
        about = _about(figures, title, same)
        return pyramid(pairs, figures.area.name, other.name if other else "", about, unit=unit, note=note)

    return make


ages = beside("Leeftijden", AGES, 3, note=NOT_BY_SEX)
"""The ages of the people in the area."""


def parts(title: str, names: dict[str, str], *, ordered: bool = False) -> Make:
    """Shares of a whole as a bar an area."""

    def make(figures: Figures) -> Chart | None:
        known = _known(figures, [*names])
        if len(known) < 2:
            return None
        year = figures.year(known[0])
        same = {name: label for name, label in names.items() if figures.year(name) == year}
        areas = [figures.area, *figures.beside]
        rows = [
            (each.code, name, value.value, str(value.status))
            for each in areas
            for name in same
            for value in [figures.value(each.code, name)]
        ]
        cells = pd.DataFrame(rows, columns=["code", "indicator", "value", "status"])
        has = cells[cells.value.notna()].code.unique()
        cells = cells[cells.code.isin([*has, figures.area.code])]
        called = {each.code: each.name for each in areas}
        return stacked(cells, called, same, _about(figures, title, [*same]), ordered=ordered)

    return make


def estimates(title: str, names: Sequence[str]) -> Make:
    """Estimates with their margins, beside those of the gemeente or the first area that has them."""

    def make(figures: Figures) -> Chart | None:
        known = _known(figures, names)
        if len(known) < 2:
            return None
        has = [e for e in figures.beside if not math.isnan(figures.value(e.code, known[0]).value)]
        other = has[0] if has else None
        found = []
        for name in known:
            row = figures.row(figures.area.code, name) or {}
            its = figures.value(other.code, name).value if other else math.nan
            value = figures.value(figures.area.code, name)
            edges = float(row.get("low", math.nan)), float(row.get("high", math.nan))
            found.append(Estimate(indicators()[name].label, value.value, *edges, its, str(value.status)))
        about = _about(figures, title, known)
        return margins(found, about, decimals=1, beside_name=other.name if other else "")

    return make


def situation(figures: Figures) -> Chart | None:
    """Where the area lies, with how closely people live in and around it."""
    area, atlas, name = figures.area, figures.atlas, "bevolkingsdichtheid"
    levels = atlas.levels(area.gemeente)
    if not levels:
        return None
    level = area.level if area.level in levels and area.level is not Level.GEMEENTE else levels[-1]
    year = atlas.best_year(name, level, area.gemeente)
    drawn = atlas.drawn_year(area.gemeente, level, year)
    if year is None or drawn is None:
        return None
    rows = atlas.compared([name], area.gemeente)
    rows = rows[(rows.year == year) & (rows.level == level)]
    outlines = atlas.areas(level, drawn, area.gemeente)
    names = dict(zip(outlines.code, outlines.name, strict=True))
    inside = set(area.codes)
    chosen = [code for code in names if code in inside or "WK" + code[2:8] in inside]
    words = LEVEL_NAMES[level][1].capitalize()
    about = About(
        "Ligging en bevolkingsdichtheid",
        f"{words} van {atlas.name(area.gemeente)}, {year}",
        tuple(source_lines(figures, [name])),
    )
    panel = Panel("Bevolkingsdichtheid", rows, indicators()[name])
    return maps([panel], outlines, names, about, columns=1, chosen=chosen)


PICTURES: dict[str, dict[str, Make]] = {
    "1.1": {"bouwperiode-1": parts("Woningen naar bouwjaar", PERIODS, ordered=True)},
    "2.1": {
        "inwoners": trend("Inwoners door de jaren", "inwoners", beside=False),
        "leeftijden": ages,
        "huishoudens": parts("Huishoudens", HOUSEHOLDS),
        "herkomst": parts("Herkomst", ORIGINS),
    },
    "2.2": {
        "gezondheid": estimates("Gezondheid en welzijn", HEALTH),
        "eenzaam": trend("Eenzaam: door de jaren", "eenzaam_pct"),
        "bijstand": trend("Bijstand per 1.000 inwoners", "bijstand_per_1000"),
    },
    "2.3": {
        "lbm": trend("Leefbaarheid door de jaren", "lbm_afwijking"),
        "misdrijven": trend("Misdrijven per 1.000 inwoners", "misdrijven_per_1000"),
    },
    "2.4": {
        "bronnen": beside("Mensen met AOW of een uitkering, per 1.000 inwoners", BENEFITS, 2, ""),
        "werk": parts("Hoe mensen met werk hun inkomen verdienen", WORK),
        "inkomen": trend("Inkomen per inwoner", "inkomen_per_inwoner"),
        "laag": trend("Huishoudens met een laag inkomen", "laag_inkomen_pct"),
    },
    "3.1": {"ligging": situation},
    "3.2": {
        "eigendom": parts("Koop en huur", TENURE),
        "bouwperiode": parts("Woningen naar bouwjaar", PERIODS, ordered=True),
        "woz": trend("Gemiddelde WOZ-waarde", "woz_waarde"),
    },
    "5": {"sociale-index": social_index},
}
"""Paragraph to its charts, by the key that each has on the page."""
