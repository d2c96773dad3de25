"""The table of a comparison for the screen: text in Dutch notation, and words for all that colours say."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import Reason, Value
from wijkkaart.core.compare.table import Column
from wijkkaart.model import Indicator, Status
from wijkkaart.present import comparison_words, dutch
from wijkkaart.present.comparison.making import Compared

MISSING = {
    Status.SECRET: "geheim",
    Status.LATER: "nog niet",
    Status.DISCONTINUED: "vervallen",
    Status.NOT_MEASURED: "geen",
}
"""Short words for why there's no figure; the legend explains them."""
DIRECTIONS = {"good": "hoger is gunstig", "bad": "hoger is ongunstig", "none": ""}
QUALITIES = {"better": "gunstiger", "worse": "ongunstiger"}
_ARROWS = {Verdict.HIGHER: "↑", Verdict.LOWER: "↓", Verdict.SAME: "≈"}
_SAID = {Verdict.HIGHER: "hoger", Verdict.LOWER: "lager", Verdict.SAME: "nauwelijks verschil"}
UNSURE = "?"
_UNITS = {"aantal": "", "score": "", "duizend euro": "euro"}
_KINDS = {"": 0, "better": 1, "worse": 2}
# As they stand in the table: members of an enum are compared by a call of Python's.
_FEW, _MISSING, _ESTIMATE = str(Reason.FEW.value), str(Reason.MISSING.value), str(Status.ESTIMATE.value)


Cell = list[Any]
"""`[value, second line, what it says aloud, quality, note]`: quality 0 none, 1 better, 2 worse; note 1 for a
figure that's missing, 2 for one of too few people, 3 for an estimate."""


@dataclass(frozen=True)
class Grid:
    """A table that the browser draws and sorts."""

    caption: str
    columns: list[dict[str, Any]]
    """Made by `column`."""
    rows: list[dict[str, Any]]
    order: str
    """Id of the column that it's sorted by, with `-` before it for the lowest first."""

    def data(self, had: Collection[str] = ()) -> dict[str, Any]:
        """As JSON takes it; of columns whose key is in `had`, which the browser has, nothing but the key."""
        columns = [{"key": each["key"]} if each["key"] in had else each for each in self.columns]
        return {"caption": self.caption, "columns": columns, "rows": self.rows, "order": self.order}


def column(heading: dict[str, Any], cells: Iterable[Cell]) -> dict[str, Any]:
    """A column with its cells, a line a row: value, second line, and which of `kinds` it is.

    Cells of a kind say the same aloud, and have quality and note in common. The key is that of what's in it.
    """
    kinds: dict[tuple[Any, ...], int] = {}
    lines = [
        f"{value}\t{second}\t{kinds.setdefault(tuple(kind), len(kinds))}" for value, second, *kind in cells
    ]
    made = heading | {"kinds": [*kinds], "cells": "\n".join(lines)}
    return made | {"key": blake2b(json.dumps(made).encode(), digest_size=9).hexdigest()}


def grid(
    found: Compared,
    *,
    beside: str = "verschil",
    order: str = "",
    pinned: Iterable[str] = (),
    chosen: str = "",
    caption: str = "",
) -> Grid:
    """The table with a row an area, in the order given.

    `beside` is what stands under a figure: `verschil`, `plaats` or "".
    """
    table, top, names = found.table, [*pinned], found.names
    rows: list[dict[str, Any]] = [
        {"code": code, "name": names[code], "pinned": code in top, "chosen": code == chosen}
        for code in table.codes
    ]
    apart = found.reference not in table.codes
    if apart:
        rows.insert(0, {"code": found.reference, "name": names[found.reference], "reference": True})
    return Grid(caption, [_column(each, beside, apart) for each in table.columns], rows, order)


def _heading(indicator: Indicator, year: int) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "label": indicator.label,
        "unit": _UNITS.get(indicator.unit, indicator.unit),
        "year": str(year or "geen jaar"),
        "direction": DIRECTIONS[indicator.direction],
        "explanation": indicator.explanation,
    }


_made: WeakKeyDictionary[Column, dict[tuple[str, bool], dict[str, Any]]] = WeakKeyDictionary()
"""How a column looks by what stands beside its figures, and whether the reference has a row of its own above
them, as long as it lives: one figure more leaves the others as they are."""


def _column(figure: Column, beside: str, apart: bool) -> dict[str, Any]:
    made = _made.setdefault(figure, {})
    if (beside, apart) not in made:
        own = [_reference(figure.beside, figure.indicator)] if apart else []
        heading = _heading(figure.indicator, figure.year)
        made[beside, apart] = column(heading, [*own, *_cells(figure, beside)])
    return made[beside, apart]


def _cells(figure: Column, beside: str) -> list[Cell]:
    names = ("value", "status", "reason", "difference", "verdict", "why", "quality", "first", "last", "of")
    rows = zip(*(figure.cells[name].tolist() for name in names), strict=True)
    return [_cell(figure.indicator, beside, *row) for row in rows]


def _cell(indicator: Indicator, beside: str, *row: Any) -> Cell:
    value, status, reason, difference, verdict, why, quality, first, last, of = row
    if math.isnan(value):
        return _gone(status)
    text = plain(value, indicator)
    second = spoken = ""
    if reason == _FEW:
        return [text, "te klein", comparison_words.REASONS[Reason.FEW], 0, 2]
    estimate = status == _ESTIMATE
    if beside == "plaats":
        second = place(first, last)
        spoken = f"plaats {second} van {of}" if second else ""
    elif beside and verdict and why != _MISSING:
        sign, certain, spoken = _said(verdict, why)
        second = f"{sign} {signed(difference, indicator)}".strip() if certain else sign
    return [text, second, _aloud(estimate, spoken, quality), _KINDS[quality], 3 if estimate else 0]


@cache  # thousands of cells say the same few things
def _said(verdict: str, why: str) -> tuple[str, bool, str]:
    """The sign of a verdict, whether the difference is certain, and the words."""
    doubt = comparison_words.REASONS[Reason(why)] if why else ""
    words = _SAID.get(Verdict(verdict)) or f"niet te zeggen: {doubt}"
    certain = verdict in (Verdict.HIGHER, Verdict.LOWER)
    return _ARROWS.get(Verdict(verdict), UNSURE), certain, words


def _aloud(estimate: bool, spoken: str, quality: str) -> str:
    return ", ".join(filter(None, ["schatting" if estimate else "", spoken, QUALITIES.get(quality, "")]))


def _gone(status: str) -> Cell:
    found = Status(status)
    return [MISSING.get(found, "geen"), "", dutch.STATUS_TEXT[found] or dutch.NO_DATA, 0, 1]


def _reference(value: Value, indicator: Indicator) -> Cell:
    if math.isnan(value.value):
        return _gone(value.status)
    estimate = value.status is Status.ESTIMATE
    return [plain(value.value, indicator), "", "schatting" if estimate else "", 0, 3 if estimate else 0]


def plain(value: float, indicator: Indicator) -> str:
    """A figure without its unit, which stands above the column."""
    if indicator.unit == "duizend euro":
        return dutch.amount(value, indicator.unit, indicator.decimals)
    return dutch.number(value, indicator.decimals)


def signed(difference: float, indicator: Indicator) -> str:
    """A difference with its sign, `+3`, in the unit of the figure."""
    if math.isnan(difference):
        return ""
    thousands = indicator.unit == "duizend euro"
    size = dutch.number(abs(difference) * (1000 if thousands else 1), 0 if thousands else indicator.decimals)
    return f"{'+' if difference >= 0 else chr(0x2212)}{size}"


def place(first: float, last: float) -> str:
    """The places that an area may have: `3`, or `3–8` when they can't be told apart."""
    if math.isnan(first):
        return ""
    return f"{first:.0f}" if first == last else f"{first:.0f}–{last:.0f}"


def signs(found: Compared) -> list[str]:
    """The signs under the figures with their words, only those that are in the table."""
    cells, name = found.table.cells, found.names[found.reference]
    said = {*cells.verdict[cells.why != Reason.MISSING].unique()}
    words = [
        ("↑", f"zeker hoger dan {name}", Verdict.HIGHER),
        ("↓", "zeker lager", Verdict.LOWER),
        ("≈", "nauwelijks verschil", Verdict.SAME),
        (UNSURE, "niet te zeggen", Verdict.UNSURE),
    ]
    return [f"{sign} {text}" for sign, text, verdict in words if verdict in said]


def legend(found: Compared, beside: str) -> list[str]:
    """Why some things can't be said, and what the words in the table mean."""
    cells, lines = found.table.cells, []
    doubts = cells.why[(cells.verdict == Verdict.UNSURE) & (cells.why != Reason.MISSING)]
    if beside == "verschil" and len(doubts):
        lines.append(f"{UNSURE} niet te zeggen: {_doubts(doubts.tolist())}.")
    if beside == "plaats":
        lines.append("Plaatsen zijn een reeks waar de cijfers te dicht bij elkaar liggen om te ordenen.")
    gone = [MISSING[Status(each)] for each in cells.status[cells.value.isna()].unique()]
    if gone:
        why = {"geheim": "te weinig mensen om te tonen", "nog niet": "nog niet gepubliceerd"}
        why |= {"vervallen": "niet meer gepubliceerd", "geen": "geen gegevens; dat is niet nul"}
        lines.append(f"{'; '.join(f'‘{word}’: {why[word]}' for word in gone)}.".capitalize())
    return lines


def _doubts(whys: Iterable[str]) -> str:
    counts = Counter(whys)
    most = sorted(counts, key=lambda why: -counts[why])[:3]
    return " of ".join(comparison_words.REASONS[Reason(why)].split(";")[0] for why in most)
