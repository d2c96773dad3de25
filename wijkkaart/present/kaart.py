"""The state of the map as plain data: what the script in the browser compares and draws."""

from collections.abc import Mapping

import numpy as np

from wijkkaart.atlas import Atlas, Bounds
from wijkkaart.core.figure import Figure
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present import colours, figures, places, urls

State = Mapping[str, object]
_MARGIN = 0.35


def state(
    atlas: Atlas,
    guide: Guide,
    *,
    area: str,
    gemeente: str,
    parts: tuple[str, ...] = (),
    figure: Figure | None,
    level: str,
    show_figures: bool,
    chosen: np.ndarray | None,
    place: str,
    background: str,
) -> State:
    """Everything that the map draws.

    `area` is looked at, `gemeente` (or NL00) is drawn; `parts` are the codes of what an own area consists
    of; `chosen` masks the rows of the gemeente's
    places, None when they aren't shown.
    """
    version = atlas.version
    drawn: dict[str, object] = {"areas": None, "tiles": None, "classes": "", "values": [], "title": ""}
    year = figure.drawn_year if figure else atlas.drawn_year(gemeente, level, None)
    if year is not None:
        drawn |= _outlines(atlas, gemeente, level, year)
        drawn |= _colours(figure, gemeente, version)
    return {
        **drawn,
        "view": {"id": "-".join((area, *parts)), "bounds": _bounds(atlas, area, gemeente, parts)},
        "colours": figures.palette(figure) if figure else (),
        "nodata": colours.NO_DATA,
        "figures": show_figures and figure is not None,
        "selected": _selected(atlas, area, gemeente, parts, level),
        "places": _places(guide, gemeente, chosen),
        "place": place or None,
        "background": background,
    }


def _bounds(atlas: Atlas, area: str, gemeente: str, parts: tuple[str, ...]) -> Bounds:
    """The box that's shown: all of a gemeente, anything smaller among its neighbours."""
    if area == gemeente:
        return atlas.bounds(area)
    boxes = [atlas.bounds(part) for part in parts or (area,)]
    south, west = (min(box[0][axis] for box in boxes) for axis in (0, 1))
    north, east = (max(box[1][axis] for box in boxes) for axis in (0, 1))
    return _around(((south, west), (north, east)))


def _selected(
    atlas: Atlas, area: str, gemeente: str, parts: tuple[str, ...], level: str
) -> str | list[str] | None:
    """What's outlined: the area, or what a wijk or an own area consists of as it's drawn on this level."""
    if not parts and not (area.startswith("WK") and level == "buurt"):
        return area if area not in (gemeente, COUNTRY) else None
    parts = parts or (area,)
    if level != "buurt":
        return [*parts]
    inside = [atlas.children(part, level).code if part.startswith("WK") else [part] for part in parts]
    return sorted({str(code) for codes in inside for code in codes})


def _around(box: Bounds) -> Bounds:
    """A wider box, so that a wijk or buurt is seen among its neighbours."""
    (south, west), (north, east) = box
    high, wide = (north - south) * _MARGIN, (east - west) * _MARGIN
    return (south - high, west - wide), (north + high, east + wide)


def _outlines(atlas: Atlas, gemeente: str, level: str, year: int) -> dict[str, object]:
    version = atlas.version
    if gemeente != COUNTRY:
        return {"areas": {"url": urls.outlines(gemeente, level, year, version)}}
    tiles = {"url": urls.tiles(level, year, version), "names": urls.names(level, year, version)}
    if level != "gemeente":
        tiles["detail"] = urls.outlines("{gemeente}", level, year, version)
    return {"tiles": tiles}


def _colours(figure: Figure | None, gemeente: str, version: str) -> dict[str, object]:
    if figure is None:
        return {}
    inline = gemeente != COUNTRY
    return {
        "classes": figure.class_text() if inline else {"url": urls.classes(figure.choice, version)},
        "values": {"url": urls.values(figure.choice, version)},
        "title": figures.title(figure),
    }


def _places(guide: Guide, gemeente: str, chosen: np.ndarray | None) -> dict[str, object] | None:
    if chosen is None or gemeente == COUNTRY:
        return None
    table = guide.places(gemeente)
    return {"url": urls.places(gemeente, guide.version), "mask": places.mask(table, chosen)}
