"""The map on which an own area is drawn, as the map's script draws it."""

from collections.abc import Sequence

from wijkkaart.atlas import Atlas
from wijkkaart.model import Level
from wijkkaart.present import urls
from wijkkaart.present.kaart import State


def draw_state(atlas: Atlas, gemeente: str, ring: str, parts: Sequence[str], background: str) -> State:
    """The buurten of a gemeente with the outline so far ("" for none), and the buurten that lie in it."""
    year = atlas.drawn_year(gemeente, Level.BUURT, None)
    areas = None if year is None else {"url": urls.outlines(gemeente, Level.BUURT, year, atlas.version)}
    return {
        "view": {"id": f"teken-{gemeente}", "bounds": atlas.bounds(gemeente)},
        "areas": areas,
        "figures": False,
        "selected": [*parts],
        "draw": {"ring": ring},
        "background": background,
    }
