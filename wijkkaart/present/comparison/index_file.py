"""A method and base of the social index as they were downloaded (`export.social_index.as_json`), read again.

A file is only data: whatever is in it goes through the same checks as what is changed in the workbench.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from wijkkaart.catalogue import indicators, social_index
from wijkkaart.core.index.base import FEWEST_AREAS, Base, Measure
from wijkkaart.errors import InvalidData
from wijkkaart.index_definition import IndexDefinition
from wijkkaart.model import COUNTRY
from wijkkaart.present import dutch
from wijkkaart.present.comparison.index import WEIGHTS, Addition, definition

LARGEST = 300_000
"""Bytes; a method with all figures takes a tenth of it."""
MOST_ADDITIONS = 40
_LEVELS = ("wijk", "buurt")
_FIRST, _LAST = 1990, 2100
_HUGE = 1e12


@dataclass(frozen=True)
class Loaded:
    """What a file holds."""

    base: Base
    weights: Mapping[str, float]
    """Id of a figure or side to its weight, where it isn't as it's proposed."""
    additions: tuple[Addition, ...]


def read(data: bytes, known: Callable[[str], bool]) -> Loaded:
    """The method and base in a file; `known` says whether there's an area with a code.

    Raises InvalidData, or InvalidDefinition for an index that may not be made.
    """
    if len(data) > LARGEST:
        raise _wrong("het is te groot", f"Een rekenwijze is kleiner dan {LARGEST // 1000} kB.")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
        index, kept = found["index"], found["basis"]
        weights, additions = _changes(index)
        area, level, year = str(kept["area"]), str(kept["level"]), kept["year"]
        rows, left_out = kept["measures"], kept["left_out"]
        measures = {str(name): Measure(**row) for name, row in rows.items()}
        gone = {str(name): str(why)[:200] for name, why in left_out.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _wrong("het is geen rekenwijze van wijkkaart") from error
    if area != COUNTRY and not (area.startswith("GM") and known(area)):
        raise _wrong("het gebied van de basis is hier niet geladen", "Laad eerst de cijfers van dat gebied.")
    if level not in _LEVELS or not _is_year(year):
        raise _wrong("het niveau of jaar van de basis klopt niet")
    if len(additions) > MOST_ADDITIONS:
        raise _wrong(f"er zijn meer dan {MOST_ADDITIONS} cijfers bijgezet")
    made = definition(weights, additions)
    used = _used(made, measures)
    ids = [entry.indicator for _, entry in made.inputs]
    return Loaded(
        Base(area, level, year, used, {name: why for name, why in gone.items() if name in ids}),
        weights,
        additions,
    )


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _is_year(year: object) -> bool:
    return type(year) is int and _FIRST <= year <= _LAST


def _changes(index: Mapping[str, Any]) -> tuple[dict[str, float], tuple[Addition, ...]]:
    """How the index of a file differs from the one that is proposed."""
    proposed = social_index()
    usual = {entry.indicator: (side.id, entry) for side, entry in proposed.inputs}
    sides = {side.id: side.weight for side in proposed.dimensions}
    weights = dict.fromkeys(usual, 0.0)  # what isn't in the file didn't count
    additions = []
    for side in index["dimensions"]:
        if side["id"] not in sides:
            raise _wrong(f"de kant ‘{str(side['id'])[:40]}’ bestaat niet")
        weights[side["id"]] = _weight(side["weight"])
        for row in side["inputs"]:
            name, direction = row["indicator"], row["direction"]
            if name not in indicators():
                raise _wrong(f"het cijfer ‘{str(name)[:80]}’ bestaat niet")
            weights[name] = _weight(row["weight"])
            where, entry = usual.get(name, ("", None))
            if entry is None or entry.direction != direction or where != side["id"]:
                additions.append(Addition(side["id"], name, direction))
    plain = sides | {name: entry.weight for name, (_, entry) in usual.items()}
    return {name: each for name, each in weights.items() if each != plain.get(name, 1.0)}, tuple(additions)


def _weight(value: object) -> float:
    if type(value) not in (int, float) or value not in WEIGHTS:
        allowed = dutch.listing([dutch.number(each, 1 if each % 1 else 0) for each in WEIGHTS])
        raise _wrong("een gewicht kan niet", f"Gewichten zijn {allowed}.")
    return float(value)


def _used(made: IndexDefinition, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures of the figures that are in the index."""
    used = {}
    for _, entry in made.inputs:
        measure = measures.get(entry.indicator)
        if measure is None:
            continue
        numbers = (measure.mean, measure.spread)
        fits = (
            measure.indicator in (entry.indicator, *entry.instead)
            and _is_year(measure.year)
            and all(type(each) in (int, float) and abs(each) < _HUGE for each in numbers)
            and all(map(math.isfinite, numbers))
            and measure.spread > 0
            and type(measure.areas) is int
            and measure.areas >= FEWEST_AREAS
        )
        if not fits:
            label = indicators()[entry.indicator].label
            raise _wrong(f"het gemiddelde of de spreiding van ‘{label}’ klopt niet")
        used[entry.indicator] = measure
    if not used:
        raise _wrong("de basis heeft van geen enkel cijfer een gemiddelde")
    return used


def _wrong(found: str, expected: str = "") -> InvalidData:
    return InvalidData(
        f"Dit bestand is niet te laden: {found}.",
        expected or "Verwacht: een bestand dat hier is gedownload als ‘Rekenwijze (JSON)’.",
        "Download de rekenwijze opnieuw, en verander het bestand niet.",
    )
