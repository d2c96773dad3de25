"""How fresh the sociale kaart is, as a figure: of a gemeente, and of each wijk or buurt in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure, make_figure
from wijkkaart.core.freshness import Freshness, Total, freshness, total
from wijkkaart.guide import Guide
from wijkkaart.model import Indicator, Status
from wijkkaart.present import figures, kaart
from wijkkaart.record import Record, RecordKind

INDICATOR = Indicator(
    id="versheid",
    label="Nagekeken gegevens",
    explanation="Welk deel van de gegevens die kunnen verouderen op tijd is nagekeken.",
    unit="%",
    theme="Sociale kaart",
    chapter="3.4",
    direction="good",
    source="eigen",
)
"""As a figure on the map; it's worked out from the register, so no file holds it."""


@dataclass(frozen=True)
class Fresh:
    """The freshness of the records of one area."""

    code: str
    name: str
    total: Total
    never: int
    """How many of them have nothing that was ever checked."""

    @property
    def percent(self) -> float | None:
        """The part of all fields that is fresh, 0 to 100; None when nothing goes stale."""
        return None if self.total.share is None else 100 * self.total.share


@dataclass(frozen=True)
class State:
    """The freshness of a gemeente."""

    whole: Fresh
    parts: tuple[Fresh, ...]
    """Each area of the level, by name; those without records too."""
    records: Mapping[str, tuple[tuple[Record, Freshness], ...]]
    """Code of the gemeente, or of one of the areas, to its records that go stale."""


def state(guide: Guide, gemeente: str, level: str, today: date, months: Mapping[str, int]) -> State:
    """How fresh a gemeente is, by wijk or buurt. What has no place counts in the whole gemeente alone."""
    key = ("versheid", gemeente, level, today, tuple(sorted(months.items())))
    return guide.remember(key, lambda: _state(guide, gemeente, level, today, months))


def _state(guide: Guide, gemeente: str, level: str, today: date, months: Mapping[str, int]) -> State:
    atlas = guide.atlas
    areas = atlas.children(gemeente, level)
    grouped: dict[str, list[tuple[Record, Freshness]]] = {code: [] for code in [gemeente, *areas.code]}
    for record in guide.records():
        if record.trashed or gemeente not in guide.gemeenten_of(record.id):
            continue
        found = freshness(record, today, months)
        if not found.fields:
            continue
        grouped[gemeente].append((record, found))
        for code in _codes(guide, record, level) & grouped.keys() - {gemeente}:
            grouped[code].append((record, found))
    parts = [_fresh(code, name, grouped[code]) for code, name in zip(areas.code, areas.name, strict=True)]
    whole = _fresh(gemeente, atlas.name(gemeente), grouped[gemeente])
    return State(whole, tuple(parts), {code: tuple(found) for code, found in grouped.items()})


def _fresh(code: str, name: str, found: list[tuple[Record, Freshness]]) -> Fresh:
    counted = [each for _, each in found]
    return Fresh(code, name, total(counted), sum(each.checked is None for each in counted))


def _codes(guide: Guide, record: Record, level: str) -> set[str]:
    """The areas in which a place lies, or the places where something is."""
    ids = [record.id] if record.kind is RecordKind.LOCATION else []
    ids += [str(row["location_id"]) for row in record.values.get("locations") or ()]
    ids.append(str(record.values.get("location_id") or ""))
    places = [place for id_ in ids if (place := guide.record(id_)) is not None]
    return {str(getattr(guide.area_of(place), level, "")) for place in places} - {""}


def figure(
    guide: Guide, found: State, level: str, today: date, method: Method = Method.EQUAL
) -> Figure | None:
    """The freshness as a figure on the map; None when there are no boundaries to draw it on."""
    gemeente = found.whole.code
    drawn = guide.atlas.drawn_year(gemeente, level, None)
    if drawn is None:
        return None
    known = {each.code: each.percent for each in found.parts if each.percent is not None}
    values = pd.DataFrame(
        {
            "code": pd.Series([*known], dtype="str"),
            "value": pd.Series([*known.values()], dtype=float),
            "status": pd.Series([Status.OK.value] * len(known), dtype="str"),
            "source": pd.Series([INDICATOR.source] * len(known), dtype="str"),
        }
    )
    areas = guide.atlas.listed(level, drawn, gemeente)
    choice = Choice(gemeente, level, INDICATOR.id, today.year, method)
    return make_figure(choice, INDICATOR, areas, values, np.zeros(len(areas), bool), set(), drawn)


def map_state(guide: Guide, shown: Figure, area: str, background: str) -> dict[str, object]:
    """What the map draws: the areas in the colours of the figure."""
    drawn = kaart.state(
        guide.atlas,
        guide,
        area=area,
        gemeente=shown.choice.gemeente,
        figure=shown,
        level=shown.choice.level,
        show_figures=True,
        chosen=None,
        place="",
        background=background,
    )
    return {**drawn, **inline(shown)}


def inline(shown: Figure) -> dict[str, object]:
    """What a map's state has of the figure itself: no route has it, as it's the team's alone."""
    return {"classes": shown.class_text(), "values": figures.values(shown), "title": INDICATOR.label}
