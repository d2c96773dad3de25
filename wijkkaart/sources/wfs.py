"""WFS 2.0: all features of a type whose properties have certain values.

PDOK gives at most 1000 features a request, and leaves CQL_FILTER aside without a word: the first
1000 of the country come back. So the filter is one of OGC (FES), and what comes is counted.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from xml.sax.saxutils import escape

from wijkkaart.errors import FetchError
from wijkkaart.sources.client import DAY, Client
from wijkkaart.sources.geojson import EXPECTED, LATER, Pages

PAGE = 1000
"""Features a page: the most that PDOK gives."""

_MATCHED = re.compile(rb"""\bnumberMatched\s*=\s*["'](\d+)["']""")


def get_features(
    client: Client,
    base: str,
    path: str,
    type_name: str,
    where: Mapping[str, str],
    *,
    bbox: tuple[float, float, float, float] | None = None,
    most: int = 10,
    fresh: timedelta = DAY,
) -> Pages:
    """All features of a type of which each property in `where` has that value, longitude first.

    `bbox` (EPSG:28992: west, south, east, north) goes in place of `where`, as WFS wants it. A server
    may leave the filter aside, so the caller looks at what came. Raises FetchError: also when there
    are more than `most` pages, or not as many as the server counted.
    """
    asked = question(type_name, where, bbox)
    matched = hits(client, base, path, asked, fresh)
    if matched is not None and matched > most * PAGE:
        raise _broken(f"Er zijn {matched} objecten; het filter lijkt niet te werken: {type_name}")
    pages = Pages()
    asked |= {"outputFormat": "application/json", "srsName": "EPSG:4326", "count": str(PAGE)}
    for turn in range(most):
        page = client.get(base, path, {**asked, "startIndex": str(turn * PAGE)}, fresh=fresh)
        if len(pages.add(page)["features"]) < PAGE:
            break
    else:
        raise _broken(
            f"Er zijn meer dan {most * PAGE} objecten; het filter lijkt niet te werken: {type_name}"
        )
    if matched is not None and matched != len(pages.features):
        raise _broken(
            f"Er horen {matched} objecten te zijn, maar er kwamen er {len(pages.features)}: {type_name}"
        )
    return pages


def question(
    type_name: str, where: Mapping[str, str], bbox: tuple[float, float, float, float] | None = None
) -> dict[str, str]:
    """What is asked of any WFS, without its format or page; see `get_features`."""
    return {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": type_name,
        **({"bbox": ",".join(f"{side:.2f}" for side in bbox) + ",EPSG:28992"} if bbox else _filter(where)),
    }


def _filter(where: Mapping[str, str]) -> dict[str, str]:
    tests = "".join(
        f"<PropertyIsEqualTo><ValueReference>{escape(name)}</ValueReference>"
        f"<Literal>{escape(value)}</Literal></PropertyIsEqualTo>"
        for name, value in where.items()
    )
    both = f"<And>{tests}</And>" if len(where) > 1 else tests
    return {"filter": f'<Filter xmlns="http://www.opengis.net/fes/2.0">{both}</Filter>'} if where else {}


def hits(client: Client, base: str, path: str, asked: Mapping[str, str], fresh: timedelta) -> int | None:
    """How many features there are; None when the server says that it doesn't know. Raises FetchError."""
    reply = client.get(base, path, {**asked, "resultType": "hits"}, fresh=fresh)
    found = _MATCHED.search(reply.body[:4096])
    if found is None and b"unknown" not in reply.body[:4096]:
        raise _broken(f"Het antwoord is geen telling van objecten: {reply.url}")
    return int(found[1]) if found else None


def _broken(found: str) -> FetchError:
    return FetchError(found, EXPECTED, LATER, status=200)
