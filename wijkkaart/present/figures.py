"""A figure on the map in words: its title, legend, source line, remarks and table."""

import math
from dataclasses import dataclass

from wijkkaart.catalogue import sources
from wijkkaart.core.figure import Figure
from wijkkaart.model import COUNTRY, Level, Status
from wijkkaart.present import colours, dutch

LEVEL_NAMES = {
    Level.LAND: ("land", "landen"),
    Level.GEMEENTE: ("gemeente", "gemeenten"),
    Level.WIJK: ("wijk", "wijken"),
    Level.BUURT: ("buurt", "buurten"),
}
_DEVIATIONS = ("duidelijk lager", "lager", "ongeveer gelijk", "hoger", "duidelijk hoger")


@dataclass(frozen=True)
class LegendRow:
    """A line of the legend."""

    colour: str
    label: str
    count: int
    hatched: bool = False


def title(figure: Figure) -> str:
    """`Inwoners (2024)`; the year stands beside every figure."""
    return f"{figure.indicator.label} ({figure.choice.year})"


def legend_title(figure: Figure) -> str:
    """The title, with the unit where the label doesn't say it."""
    unit = figure.indicator.unit
    return (
        title(figure) if unit.casefold() in figure.indicator.label.casefold() else f"{title(figure)}, {unit}"
    )


def palette(figure: Figure) -> tuple[str, ...]:
    """A colour for each class."""
    if figure.reference is not None:
        return colours.DIVERGING
    return colours.SEQUENTIAL.get(len(figure.classes.limits), ())


def legend(figure: Figure) -> list[LegendRow]:
    """Class limits, colours and counts, low to high, and how many areas have no data."""
    indicator = figure.indicator
    rows = []
    below: float | None = None
    for place, (limit, count) in enumerate(zip(figure.classes.limits, figure.classes.counts, strict=True)):
        label = _range(figure, below, limit, place)
        if figure.reference is not None:
            label = f"{_DEVIATIONS[place]}: {label}"
        rows.append(LegendRow(palette(figure)[place], label, count))
        below = limit + 10.0**-indicator.decimals
    missing = figure.classes.missing - int(figure.hidden.sum())
    if missing > 0:
        rows.append(LegendRow(colours.NO_DATA, dutch.NO_DATA, missing, hatched=True))
    return rows


def _range(figure: Figure, below: float | None, limit: float, place: int) -> str:
    decimals = figure.indicator.decimals
    last = place == len(figure.classes.limits) - 1
    if figure.reference is not None and place == 0:
        return f"tot en met {dutch.number(limit, decimals)}"
    if figure.reference is not None and last and below is not None:
        return f"{dutch.number(below, decimals)} en meer"
    low = figure.classes.lowest if below is None else below
    if round(low, decimals) >= round(limit, decimals):
        return dutch.number(limit, decimals)
    return f"{dutch.number(low, decimals)} – {dutch.number(limit, decimals)}"


def reference_line(figure: Figure, whole: str) -> str:
    """What the areas are compared with; `whole` is the name of the gemeente or country."""
    if figure.reference is None:
        return ""
    value = dutch.amount(figure.reference.value, figure.indicator.unit, figure.indicator.decimals)
    if figure.reference.published:
        return f"Vergeleken met {whole}: {value}."
    one = LEVEL_NAMES[Level(figure.choice.level)][0]
    return f"Vergeleken met de middelste {one} van {whole}: {value}. Een cijfer voor {whole} zelf is er niet."


def values(figure: Figure) -> list[str]:
    """The value of every area with its unit, or why there is none; in the order of the areas."""
    pairs = zip(figure.areas.value.tolist(), figure.areas.status.tolist(), strict=True)
    return [_text(figure, value, status) for value, status in pairs]


def _text(figure: Figure, value: float, status: str) -> str:
    if math.isnan(value):
        return dutch.STATUS_TEXT[Status(status)]
    return dutch.amount(value, figure.indicator.unit, figure.indicator.decimals)


def source_line(figure: Figure) -> str:
    """Publisher, data set, year and licence of the figures."""
    known = sources()
    parts = []
    for name in figure.sources or (figure.indicator.source,):
        source = known.get(name) or known[figure.indicator.source]
        named = dict.fromkeys((source.publisher, source.title, str(figure.choice.year), source.licence))
        parts.append(", ".join(part for part in named if part))
    estimated = ", geschat met een rekenmodel" if (figure.areas.status == Status.ESTIMATE).any() else ""
    return f"Bron: {'; '.join(parts)}{estimated}."


def remarks(figure: Figure) -> list[str]:
    """What one has to know to read the map honestly."""
    found = []
    one, many = LEVEL_NAMES[Level(figure.choice.level)]
    if figure.drawn_year != figure.choice.year:
        found.append(
            f"Cijfers van {figure.choice.year} op de {one}grenzen van {figure.drawn_year}."
            if one != "gemeente"
            else f"Cijfers van {figure.choice.year} op de gemeentegrenzen van {figure.drawn_year}."
        )
    if figure.suspect:
        left = dutch.count(figure.suspect, one, many)
        found.append(f"{left} leeg gelaten: de grens of code is tussen die jaren veranderd.")
    rounded = max((sources()[name].rounded for name in figure.sources), default=0)
    if rounded and figure.indicator.kind == "count" and figure.choice.level in (Level.WIJK, Level.BUURT):
        found.append(f"Aantallen zijn afgerond op {rounded}: kleine verschillen zeggen niets.")
    if (figure.areas.schematic & ~figure.hidden).any():
        found.append("De grenzen zijn schematisch getekend, niet de officiële.")
    return found


def ranked(figure: Figure, limit: int | None = None) -> list[dict[str, str]]:
    """Rows for the list beside the map (`id`, `name`, `line`, `text`, `colour`), highest values first."""
    used = dict(enumerate(palette(figure)))
    table = figure.areas.assign(place=figure.classes.index)[~figure.hidden]
    order = table.value.sort_values(ascending=False, na_position="last", kind="stable").index[:limit]
    rows = table.loc[order].to_dict("records")
    country = figure.choice.gemeente == COUNTRY
    return [
        {
            "id": row["code"],
            "name": row["name"],
            "line": row["gemeente_name"] if country and row["gemeente_name"] != row["name"] else "",
            "text": _text(figure, row["value"], row["status"]),
            "colour": used.get(row["place"], colours.NO_DATA),
        }
        for row in rows
    ]
