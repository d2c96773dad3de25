"""A social index as a file that others can make again: scores, parts, weights and the base."""

import json
import math
from dataclasses import asdict, replace
from datetime import date

import pandas as pd

from wijkkaart.catalogue import indicators
from wijkkaart.export import csv
from wijkkaart.export.cells import clean
from wijkkaart.export.comparison import source_title, workbook
from wijkkaart.export.table import Table as Sheet
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison import index_table, index_words
from wijkkaart.present.comparison.index import Made


def scores(made: Made) -> Sheet:
    """A row an area: the index, its band, its sides, what it rests on and how firmly it stands."""
    return _sheet("Sociale index", made, made.scores.table)


def own_scores(made: Made) -> list[Sheet]:
    """The same of own areas, which take no place among the others; no sheet when there are none."""
    return [_sheet("Eigen gebieden", made, made.apart.table)] if made.apart else []


def _sheet(title: str, made: Made, table: pd.DataFrame) -> Sheet:
    sides = made.scores.definition.dimensions
    heads = ["Code", "Gebied", "Index (indicatief)", "Band", "Met alle marges van", "Met alle marges tot"]
    # Of an own area, by what isn't known of its parts.
    heads += ["Door de delen van", "Door de delen tot"]
    heads += [
        *(each.label for each in sides),
        "Cijfers",
        "Van",
        "B of I",
        "Ontbreekt",
        "Waarom geen index",
        "Zelfde band bij % van de wegingen",
    ]
    heads += ["Meestal van", "Meestal tot", "Bij de laagste vijf bij %", "Blijft zonder één cijfer bij %"]
    rows: list[list[str | float]] = []
    for row in table.to_dict("records"):
        code = str(row["code"])
        gone = [indicators()[each].label for each in str(row["missing"]).split(";") if each]
        firm = made.firm(code) if code in made.firmness.index else None
        shares = (
            [""] * 5
            if firm is None
            else [
                *(
                    _number(x)
                    for x in (100 * firm["band_kept"], firm["low"], firm["high"], 100 * firm["bottom_share"])
                ),
                _number(100 * firm["left_out_kept"]),
            ]
        )
        rows.append(
            [
                code,
                clean(made.label(code)),
                _number(row["index"]),
                figure_words.band(row["band"]),
                _number(row["lower"]),
                _number(row["upper"]),
                _number(row["least"]),
                _number(row["most"]),
                *(_number(row[each.id]) for each in sides),
                float(row["used"]),
                float(row["of"]),
                row["flag"],
                dutch.listing(gone),
                row["why"],
                *shares,
            ]
        )
    return Sheet(title, heads, rows)


def _number(value: float) -> str | float:
    return "" if math.isnan(value) else round(float(value), 1)


def parts(made: Made) -> Sheet:
    """A row an area and figure; own areas last."""
    found = [(code, row) for code in (*made.scores.codes, *made.own) for row in index_words.parts(made, code)]
    heads = ["Code", "Gebied", *(found[0][1] if found else [])]
    return Sheet("Delen", heads, [[code, clean(made.label(code)), *row.values()] for code, row in found])


def weights(made: Made) -> Sheet:
    """A row a figure: what it weighs and by what it's measured, or why it isn't."""
    heads = ["Kant", "Weging kant", "Cijfer", "Hoger is", "Weging", "Gemeten met", "Jaar", "Gemiddelde"]
    heads += ["Spreiding", "Gebieden", "Doet niet mee omdat", "Waarom dit cijfer", "Bron"]
    rows: list[list[str | float]] = []
    for side, entry in made.scores.definition.inputs:
        measure = made.base.measures.get(entry.indicator)
        used = indicators()[measure.indicator if measure else entry.indicator]
        measured: list[str | float] = ["", "", "", "", ""]
        if measure:
            measured = [used.label, str(measure.year), round(measure.mean, 3), round(measure.spread, 3)]
            measured.append(float(measure.areas))
        rows.append(
            [
                side.label,
                side.weight,
                indicators()[entry.indicator].label,
                "gunstig" if entry.direction == "good" else "ongunstig",
                entry.weight,
                *measured,
                made.base.left_out.get(entry.indicator, ""),
                entry.explanation,
                source_title(used.source),
            ]
        )
    return Sheet("Cijfers en gewichten", heads, rows)


def explanation(made: Made, today: date) -> Sheet:
    """How to read the file."""
    lines = [
        ("Gemaakt met", f"wijkkaart, {dutch.day(today)}"),
        ("Let op", index_words.NOT_OFFICIAL),
        ("Hoe", index_words.method(made)),
        ("Banden", index_words.bands()),
        *(("", line) for line in index_table.legend(made)[1:]),
        *(("Bron", line) for line in index_words.source_names(made)),
    ]
    return Sheet("Uitleg en bronnen", ["Wat", "Uitleg"], [[clean(a), clean(b)] for a, b in lines])


def as_csv(made: Made) -> bytes:
    """The scores as CSV that Dutch Excel opens at once; own areas last."""
    whole, own = scores(made), own_scores(made)
    return csv.write(replace(whole, rows=[*whole.rows, *(row for each in own for row in each.rows)]))


def as_excel(made: Made, today: date) -> bytes:
    """A workbook with the scores, parts, weights, and how to read them."""
    return workbook(
        [scores(made), *own_scores(made), parts(made), weights(made), explanation(made, today)], today
    )


def as_json(made: Made) -> bytes:
    """The definition with its weights, and the base with mean and spread of each figure."""
    whole = {
        "index": asdict(made.scores.definition),
        "basis": made.base.to_dict(),
        "let op": index_words.NOT_OFFICIAL,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()
