"""A small map of one spot, as the map's script draws it."""

from wijkkaart.atlas import Atlas
from wijkkaart.model import COUNTRY, Level
from wijkkaart.present import urls
from wijkkaart.present.kaart import State

_NORTH, _EAST = 0.0028, 0.0048
"""Degrees around the spot: about 300 metres each way."""


def spot_state(
    atlas: Atlas,
    gemeente: str,
    point: tuple[float, float] | None,
    name: str,
    *,
    look: str,
    background: str,
    approximate: bool = False,
    pick: bool = False,
) -> State:
    """One spot among the outlines of its gemeente ("" when that isn't known).

    With `pick` a click or drag puts it elsewhere. The map stays where it is until `look` is another.
    """
    areas = None
    if gemeente and gemeente != COUNTRY:
        for level in (Level.BUURT, Level.WIJK, Level.GEMEENTE):
            year = atlas.drawn_year(gemeente, level, None)
            if year is not None:
                areas = {"url": urls.outlines(gemeente, level, year, atlas.version)}
                break
    if point:
        (lat, lng), near = (
            point,
            ((point[0] - _NORTH, point[1] - _EAST), (point[0] + _NORTH, point[1] + _EAST)),
        )
        pin: dict[str, object] = {"lat": lat, "lng": lng}
    else:
        near, pin = atlas.bounds(gemeente or COUNTRY), {"lat": None, "lng": None}
    return {
        "view": {"id": look, "bounds": near},
        "areas": areas,
        "figures": False,
        "pin": {**pin, "name": name, "approximate": approximate, "pick": pick},
        "background": background,
    }
