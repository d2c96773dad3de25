"""The social index in words and tables: never a number without the parts that it's made of."""

import math
from typing import Any

from wijkkaart.catalogue import indicators
from wijkkaart.core.index.stability import DRAWS
from wijkkaart.index_definition import BANDS
from wijkkaart.model import Indicator
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison.grid import Grid
from wijkkaart.present.comparison.index import Made

NOT_OFFICIAL = (
    "Indicatief: dit is een eigen rekenwijze met open cijfers, niet het Wijkprofiel van Rotterdam"
    " en geen oordeel over mensen."
)
INDEX = "index"
_BAND_KIND = (2, 2, 0, 1)
"""Band to the colour of a cell: 0 none, 1 better, 2 worse."""


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


def table(made: Made, *, chosen: str = "", order: str = "", caption: str = "") -> Grid:
    """A row an area: the index with its band, each side, what it rests on, and how firmly it stands."""
    dimensions = made.scores.definition.dimensions
    columns = [_column(INDEX, "Index", "score", "Uit alle kanten samen.")]
    columns += [_column(each.id, each.label, "score", each.explanation) for each in dimensions]
    columns += [
        _column("rust-op", "Rust op", "cijfers", "Hoeveel van de cijfers er voor dit gebied zijn."),
        _column(
            "stevig",
            "Zelfde band",
            "% van de wegingen",
            "Hoe vaak de band gelijk blijft bij andere gewichten.",
        ),
    ]
    rows = [
        {
            "code": row["code"],
            "name": made.names[row["code"]],
            "pinned": False,
            "chosen": row["code"] == chosen,
            "cells": _cells(made, row),
        }
        for row in made.scores.table.to_dict("records")
    ]
    return Grid(caption, columns, rows, order)


def _column(name: str, label: str, unit: str, explanation: str) -> dict[str, Any]:
    return {"id": name, "label": label, "unit": unit, "year": "", "direction": "", "explanation": explanation}


def _cells(made: Made, row: dict[Any, Any]) -> list[list[Any]]:
    code, value = row["code"], row["index"]
    rests = [
        f"{row['used']} van {row['of']}",
        row["flag"],
        figure_words.FLAGS.get(row["flag"], row["why"]),
        0,
        0,
    ]
    sides = [_side(row[each.id]) for each in made.scores.definition.dimensions]
    if math.isnan(value):
        return [["geen", "", row["why"], 0, 1], *sides, rests, ["geen", "", "geen index", 0, 1]]
    band = int(row["band"])
    whole = [dutch.number(value), figure_words.BANDS[band], "", _BAND_KIND[band], 0]
    firm = made.firm(code)
    low, high = (dutch.number(edge) for edge in (firm["low"], firm["high"]))
    kept = [
        dutch.number(100 * firm["band_kept"]),
        f"{low}–{high}",
        f"index tussen {low} en {high} bij negen van de tien",
        0,
        0,
    ]
    return [whole, *sides, rests, kept]


def _side(value: float) -> list[Any]:
    if math.isnan(value):
        return ["geen", "", "te weinig cijfers", 0, 1]
    return [dutch.number(value), "", "", 0, 0]


def legend() -> list[str]:
    """What stands in the table."""
    return [
        bands(),
        "‘Rust op’ telt de cijfers die er zijn.",
        *(f"{flag} is {words}." for flag, words in figure_words.FLAGS.items()),
        f"‘Zelfde band’ is bij hoeveel van {dutch.number(DRAWS)} willekeurige wegingen het gebied in"
        " dezelfde band blijft; eronder staat waar de index dan meestal ligt.",
    ]


def verdict(made: Made, code: str) -> list[str]:
    """One area in sentences: its index with its sides, what it rests on, and how firmly it stands."""
    row, name = made.entry(code), made.names[code]
    if math.isnan(float(row["index"])):
        return [f"{name} heeft geen index: {row['why']}."]
    sides = [
        f"{each.label.lower()} {dutch.number(float(row[each.id]))}"
        for each in made.scores.definition.dimensions
        if not math.isnan(float(row[each.id]))
    ]
    said = [
        f"De index van {name} is {dutch.number(float(row['index']))},"
        f" {figure_words.band(float(row['band']))}: {dutch.listing(sides)}.",
        f"Hij rust op {row['used']} van {row['of']} cijfers en is {figure_words.FLAGS[str(row['flag'])]}.",
    ]
    if row["missing"]:
        gone = [indicators()[each].label.lower() for each in str(row["missing"]).split(";")]
        said.append(f"Niet bekend: {dutch.listing(gone)}.")
    firm = made.firm(code)
    said.append(figure_words.firmness(firm, name, DRAWS))
    tips = [indicators()[each].label.lower() for each in str(firm["tips"]).split(";") if each]
    said.append(
        f"Zonder {dutch.listing(tips)} zou de band anders zijn."
        if tips
        else "Welk cijfer u ook weglaat: de band blijft gelijk."
    )
    return said


def parts(made: Made, code: str) -> list[dict[str, str]]:
    """A row a figure: side, label, value with year, mean of the base, score, weight, direction."""
    rows = made.scores.parts[made.scores.parts.code == code].to_dict("records")
    dimensions = {each.id: each.label for each in made.scores.definition.dimensions}
    found = []
    for row, (_, entry) in zip(rows, made.scores.inputs, strict=True):
        indicator = indicators()[row["indicator"]]
        measure = made.base.measures[entry.indicator]
        found.append(
            {
                "Kant": dimensions[row["dimension"]],
                "Cijfer": indicator.label,
                "Waarde": dutch.amount(row["value"], indicator.unit, indicator.decimals),
                "Jaar": str(row["year"] or ""),
                "Gemiddeld in de basis": dutch.amount(measure.mean, indicator.unit, indicator.decimals),
                "Score": dutch.number(row["score"]) if not math.isnan(row["score"]) else "geen",
                "Weging": dutch.number(row["weight"], 1),
                "Hoger is": "gunstig" if entry.direction == "good" else "ongunstig",
            }
        )
    return found
