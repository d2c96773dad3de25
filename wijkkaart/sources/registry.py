"""The publishers, in the order in which they are asked and shown."""

from collections.abc import Iterable
from typing import TypeVar

from wijkkaart.errors import FetchError
from wijkkaart.sources import (
    bag,
    duo,
    haltes,
    kwb,
    leefbaarometer,
    locatieserver,
    lrk,
    nabijheid,
    osm,
    politie,
    rivm,
    ses,
    wijkbuurtkaart,
)
from wijkkaart.sources.parts import Probed, Publisher

PUBLISHERS: tuple[Publisher, ...] = (
    wijkbuurtkaart,
    kwb,
    nabijheid,
    ses,
    rivm,
    politie,
    leefbaarometer,
    bag,
    osm,
    duo,
    lrk,
    haltes,
)
"""Boundaries first: they tell the others where a gemeente lies."""

PROBED: tuple[Probed, ...] = (*PUBLISHERS, locatieserver)
"""Everything that is asked, what brings no data of its own too."""

FAMILIES = {"cbs": ("wijkbuurtkaart", "kwb", "nabijheid", "ses")}
"""Names under which several are asked for at once."""

T = TypeVar("T", bound=Probed)


def chosen(names: Iterable[str], publishers: tuple[T, ...]) -> tuple[T, ...]:
    """Those of the publishers with these names, or of these families; all when there are no names.

    Raises FetchError when a name is nobody's.
    """
    asked = [name.strip().casefold() for name in names if name.strip()]
    wanted = {each for name in asked for each in FAMILIES.get(name, (name,))}
    unknown = sorted(wanted - {publisher.NAME for publisher in publishers})
    if unknown:
        known = ", ".join([*FAMILIES, *(publisher.NAME for publisher in publishers)])
        raise FetchError(
            f"wijkkaart kent deze bron niet: {', '.join(unknown)}.",
            f"Verwacht: een of meer van {known}.",
            "Verbeter de naam en probeer het opnieuw.",
        )
    return tuple(publisher for publisher in publishers if not wanted or publisher.NAME in wanted)
