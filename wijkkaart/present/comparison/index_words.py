"""The social index in words and tables: never a number without the parts that it's made of."""

import math
from typing import Any

import numpy as np

from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.index.scores import TOO_FEW_FIGURES, band
from wijkkaart.core.index.stability import DRAWS
from wijkkaart.index_definition import BANDS
from wijkkaart.model import Indicator
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison.index import Made

NOT_OFFICIAL = (
    "Indicatief: dit is een eigen rekenwijze met open cijfers, niet het Wijkprofiel van Rotterdam"
    " en geen oordeel over mensen."
)
APART = (
    "Een eigen gebied staat buiten de rij en telt niet mee bij de laagste vijf: het overlapt met gebieden die"
    " er al in staan. 100 en de scores van de andere gebieden blijven hetzelfde."
)
INDEX = "index"


def of_gemeente(name: str) -> str:
    """Why a gemeente has no index itself."""
    return (
        f"{name} heeft zelf geen index: 100 is hier het gemiddelde van de gemeente. Wijken, buurten en eigen"
        " gebieden hebben er een."
    )


def score_indicator(name: str, label: str, explanation: str = "") -> Indicator:
    """A score as the charts take a figure."""
    return Indicator(
        id=name,
        label=label,
        explanation=explanation or label,
        unit="score",
        theme="Sociale index",
        chapter="5",
        direction="good",
        source="eigen",
        kind="score",
    )


def method(made: Made) -> str:
    """What 100 stands for, and how a score is made."""
    base, where = made.base, made.names.get(made.base.area, made.base.area)
    many = "wijken" if base.level == "wijk" else "buurten"
    return (
        f"100 is het gemiddelde van {where} ({many}, cijfers tot en met {base.year}), waarin gebieden"
        " met meer inwoners zwaarder tellen. Vijftien punten is één spreiding van de gebieden. Elk cijfer"
        " telt hooguit drie spreidingen mee, dus een score ligt tussen 55 en 145. Een kant heeft een score"
        " als ten minste de helft van de cijfers er is; een index als ten minste driekwart van de kanten"
        " er is."
    )


def bands() -> str:
    """What the bands are."""
    low, middle, high = (dutch.number(edge) for edge in BANDS)
    return (
        f"Onder {low}: {figure_words.BANDS[0]}. {low} tot {middle}: {figure_words.BANDS[1]}."
        f" {middle} tot en met {high}: {figure_words.BANDS[2]}. Boven {high}: {figure_words.BANDS[3]}."
    )


def shown(value: float) -> str:
    """An index in as few decimals as leave it in its band: 89.7 is `89,7`, as 90 is of another band."""
    in_band = float(band(np.array([value]))[0])
    decimals = next((n for n in range(3) if float(band(np.round([value], n))[0]) == in_band), 3)
    return dutch.number(value, decimals)


def verdict(made: Made, code: str) -> list[str]:
    """One area in sentences: its index with its sides and margins, what it rests on, how firmly it stands."""
    row, name = made.entry(code), made.names[code]
    sides = [
        f"{each.label.lower()} {dutch.number(float(row[each.id]))}"
        for each in made.scores.definition.dimensions
        if not math.isnan(float(row[each.id]))
    ]
    if math.isnan(float(row["index"])):
        said = [f"{name} heeft geen index: {row['why']}."]
        if row["why"] == TOO_FEW_FIGURES:
            said.append(f"Wel een score: {dutch.listing(sides)}." if sides else "Geen kant heeft een score.")
            said += [*_missing(made, code), *_range(row)]
        return said
    said = [
        f"De index van {name} is {shown(float(row['index']))},"
        f" {figure_words.band(float(row['band']))}: {dutch.listing(sides)}.",
        _margins(row),
        f"Hij rust op {row['used']} van {row['of']} cijfers en is {figure_words.FLAGS[str(row['flag'])]}.",
        *_missing(made, code),
    ]
    firm = made.firm(code)
    said.append(figure_words.firmness(firm, name, DRAWS))
    tips = [each for each in str(firm["tips"]).split(";") if each]
    said.append(
        f"Zonder {_named(made, tips)} zou de band anders zijn."
        if tips
        else "Welk cijfer u ook weglaat: de band blijft gelijk."
    )
    return [*said, *_range(row), *([APART, *_on_fewer(made, code)] if code in made.own else [])]


def doubts(made: Made, code: str) -> str:
    """How little or much one index says, in short: for below a picture."""
    row = made.entry(code)
    said = ["Een eigen rekenwijze met open cijfers."]
    if math.isnan(float(row["index"])):
        said += [f"Geen index: {row['why']}.", *_range(row)]
    else:
        firm = made.firm(code)
        said += [
            f"Deze index is {figure_words.FLAGS[str(row['flag'])]}.",
            figure_words.firmness(firm, made.names[code], DRAWS),
        ]
    return " ".join([*said, *([APART] if code in made.own else [])])


def told(made: Made, code: str) -> list[str]:
    """What the index of one area says where the workbench isn't seen: with what it's measured by."""
    return [NOT_OFFICIAL, *verdict(made, code), method(made)]


def _margins(row: dict[str, Any]) -> str:
    """Where the index lies by rounding and margins; rounded outwards, so that it stays true."""
    low, high = float(row["lower"]), float(row["upper"])
    if math.isnan(low) or math.isnan(high):
        return "Hoe ver hij er door marges naast kan zitten, is niet bekend."
    return f"Met alle marges en afronding ligt hij {between(low, high)}."


def between(low: float, high: float) -> str:
    """`tussen 88 en 92`: rounded outwards, so that it stays true, and each edge in its own band."""
    edges = []
    for edge, outer in ((low, math.floor), (high, math.ceil)):
        tried = [outer(round(edge * 10**n, 6)) / 10**n for n in range(3)]
        same = band(np.array(tried)) == band(np.array([edge]))[0]
        decimals = int(np.argmax(same)) if same.any() else 2
        edges.append(dutch.number(tried[decimals], decimals))
    return f"ongeveer {edges[0]}" if edges[0] == edges[1] else f"tussen {edges[0]} en {edges[1]}"


def _range(row: dict[str, Any]) -> list[str]:
    """Between what the index of an own area lies by what isn't known of its parts."""
    low, high = float(row["least"]), float(row["most"])
    if math.isnan(low):
        return []
    more, uneven = int(row["with_range"]), int(row["unevenly"])
    if not more and not math.isnan(float(row["lower"])):
        return []  # the margins hold it already
    said = []
    if uneven:
        of = dutch.count(uneven, "cijfer", "cijfers")
        said.append(f"Bij {of} is niet precies bekend hoe zwaar elk deel van het gebied telt.")
    both = band(np.array([low, high]))
    where = f", {figure_words.band(float(both[0]))}" if both[0] == both[1] else ""
    if more:
        known = "waar het tussen ligt. Telt dat" if more == 1 else "waar zij tussen liggen. Tellen die"
        said.append(
            f"Van {dutch.count(more, 'cijfer', 'cijfers')} is alleen bekend {known} ook mee, dan ligt de"
            f" index {between(low, high)}{where}, op {row['used'] + more} van {row['of']} cijfers."
        )
    else:
        said.append(f"Daardoor ligt de index {between(low, high)}{where}.")
    return [" ".join([*said, "Schattingen zonder bekende marge tellen daarin mee zoals ze er staan."])]


def _missing(made: Made, code: str) -> list[str]:
    """Which figures an area lacks: those that nobody has, and of an own area those that can't be added."""
    ids = [entry.indicator for _, entry in made.scores.inputs]
    parts = dict(zip(ids, made.parts(code).to_dict("records"), strict=True))
    gone = [each for each in str(made.entry(code)["missing"]).split(";") if each]
    bare = [each for each in gone if parts[each]["lower"] <= parts[each]["upper"]]
    nowhere = [each for each in gone if each in made.base.left_out]
    rest = [each for each in gone if each not in bare and each not in nowhere]
    said = []
    if rest:
        said.append(f"Niet bekend: {_named(made, rest)}.")
    if bare:
        said.append(f"Niet op te tellen uit de delen, en daarom niet meegeteld: {_named(made, bare)}.")
    if nowhere:
        said.append(f"Doet nu voor geen enkel gebied mee: {_named(made, nowhere)}.")
    return said


def _named(made: Made, names: list[str]) -> str:
    """Inputs by the labels of the figures that are measured: what takes the place of one has its own."""
    used = {name: measure.indicator for name, measure in made.base.measures.items()}
    return dutch.listing([indicators()[used.get(each, each)].label.lower() for each in names])


def _on_fewer(made: Made, code: str) -> list[str]:
    """That the index of an own area rests on fewer figures than those of the others mostly do."""
    table = made.scores.table
    usual = float(table[table["index"].notna()].used.median()) if table["index"].notna().any() else 0.0
    if int(made.entry(code)["used"]) >= usual:
        return []
    one = "wijk" if made.base.level == "wijk" else "buurt"
    return [
        f"Een {one} hier rust meestal op {dutch.number(np.floor(usual))} cijfers. Zet deze index daarom niet"
        f" zonder meer naast die van een {one}: het verschil kan komen door de cijfers die ontbreken."
    ]


def source_names(made: Made) -> list[str]:
    """A line a source of the figures that were used."""
    found = [sources()[name] for name in made.sources if name in sources()]
    return [", ".join(filter(None, (each.publisher, each.title, each.licence))) for each in found]


def rests(made: Made, code: str, *, ranges: bool = False) -> dict[str, str]:
    """Side to how many of its figures an area has: `3 van 4 cijfers`; INDEX to that of all of them.

    With `ranges` what's only known to lie between its parts counts too.
    """
    rows = made.parts(code)
    rows = rows[rows.weight > 0]
    there = rows.score.notna()
    if ranges:
        there |= rows.lower <= rows.upper
    groups = {each.id: rows.dimension == each.id for each in made.scores.definition.dimensions}
    inside = {INDEX: rows.dimension != "", **groups}
    return {
        name: f"{(there & mine).sum()} van {dutch.count(int(mine.sum()), 'cijfer', 'cijfers')}"
        for name, mine in inside.items()
    }


def parts(made: Made, code: str) -> list[dict[str, str]]:
    """A row a figure: side, label, score, value with year, mean of the base, weight, direction."""
    dimensions = {each.id: each.label for each in made.scores.definition.dimensions}
    found = []
    for row, (_, entry) in zip(made.parts(code).to_dict("records"), made.scores.inputs, strict=True):
        indicator = indicators()[row["indicator"]]
        measure = made.base.measures.get(entry.indicator)
        mean = dutch.amount(measure.mean, indicator.unit, indicator.decimals) if measure else dutch.NO_DATA
        found.append(
            {
                "Kant": dimensions[row["dimension"]],
                "Cijfer": indicator.label,
                "Score": dutch.number(row["score"]) if not math.isnan(row["score"]) else "telt niet mee",
                "Waarde": _value(row, indicator),
                "Jaar": str(row["year"] or ""),
                "Gemiddeld in de basis": mean,
                "Weging": dutch.number(row["weight"], 1),
                "Hoger is": "gunstig" if entry.direction == "good" else "ongunstig",
            }
        )
    return found


def _value(row: dict[Any, Any], indicator: Indicator) -> str:
    """A figure with its unit; of an own area perhaps only between what it lies."""
    if math.isnan(row["value"]) and row["lower"] <= row["upper"]:
        return dutch.between(row["lower"], row["upper"], indicator.unit, indicator.decimals)
    return dutch.amount(row["value"], indicator.unit, indicator.decimals)
