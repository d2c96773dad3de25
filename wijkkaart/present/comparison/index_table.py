"""The social index as a table: a row an area, never a number without what it's made of and how firm it is."""

import math
from typing import Any

from wijkkaart.core.index.stability import DRAWS
from wijkkaart.present import dutch, figure_words
from wijkkaart.present.comparison import index_words
from wijkkaart.present.comparison.grid import Cell, Grid, column
from wijkkaart.present.comparison.index import Made

_BAND_KIND = (2, 2, 0, 1)
"""Band to the colour of a cell: 0 none, 1 better, 2 worse."""


def table(made: Made, *, chosen: str = "", order: str = "", caption: str = "") -> Grid:
    """A row an area: the index with its band, each side, what it rests on, and how firmly it stands."""
    dimensions = made.scores.definition.dimensions
    headings = [_heading(index_words.INDEX, "Index", "score", "Uit alle kanten samen.")]
    headings += [_heading(each.id, each.label, "score", each.explanation) for each in dimensions]
    headings += [
        _heading("rust-op", "Rust op", "cijfers", "Hoeveel van de cijfers er voor dit gebied zijn."),
        _heading(
            "stevig",
            "Zelfde band",
            "% van de wegingen",
            "Hoe vaak de band gelijk blijft bij andere gewichten.",
        ),
    ]
    # Own areas stay above the others, however these are sorted: they aren't one of them.
    of_own = made.apart.table.to_dict("records") if made.apart else []
    scored = [*of_own, *made.scores.table.to_dict("records")]
    rows = [
        {
            "code": row["code"],
            "name": made.label(row["code"]),
            "pinned": row["code"] in made.own,
            "chosen": row["code"] == chosen,
        }
        for row in scored
    ]
    lines = [_cells(made, row) for row in scored]
    columns = [column(each, [cells[at] for cells in lines]) for at, each in enumerate(headings)]
    return Grid(caption, columns, rows, order)


def _heading(name: str, label: str, unit: str, explanation: str) -> dict[str, Any]:
    return {"id": name, "label": label, "unit": unit, "year": "", "direction": "", "explanation": explanation}


def _cells(made: Made, row: dict[Any, Any]) -> list[Cell]:
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
        known = "" if math.isnan(row["least"]) else index_words.between(row["least"], row["most"])
        why = f"{row['why']}; met wat niet op te tellen is {known}" if known else row["why"]
        return [["geen", known, why, 0, 1], *sides, rests, ["geen", "", "geen index", 0, 1]]
    place = int(row["band"])
    whole = [index_words.shown(value), figure_words.BANDS[place], "", _BAND_KIND[place], 0]
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


def _side(value: float) -> Cell:
    if math.isnan(value):
        return ["geen", "", "te weinig cijfers", 0, 1]
    return [dutch.number(value), "", "", 0, 0]


def legend(made: Made) -> list[str]:
    """What stands in the table."""
    return [
        index_words.bands(),
        "‘Rust op’ telt de cijfers die er zijn.",
        *(f"{flag} is {words}." for flag, words in figure_words.FLAGS.items()),
        f"‘Zelfde band’ is bij hoeveel van {dutch.number(DRAWS)} willekeurige wegingen het gebied in"
        " dezelfde band blijft; eronder staat waar de index dan meestal ligt.",
        *([index_words.APART] if made.own else []),
    ]
