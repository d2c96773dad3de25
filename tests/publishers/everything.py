"""All publishers together on one loopback server, and how another process is told to ask it."""

import json
import os
from pathlib import Path

from tests.publishers import (
    bag,
    cbs,
    dataderden,
    duo,
    haltes,
    leefbaarometer,
    locatieserver,
    lrk,
    overpass,
    wijkbuurtkaart,
)
from tests.publishers.server import Publishers
from wijkkaart.config import Settings

LOCATIESERVER = "/pdok-api/bzk/locatieserver/search/v3_1"


def serve(server: Publishers, shared: Path, where: Path) -> None:
    """Put every publisher in its place; `where` is a directory for what they make."""
    wijkbuurtkaart.serve(server, shared, where)
    cbs.serve(server, "cbs", shared)
    dataderden.serve(server, shared)
    leefbaarometer.serve(server, shared)
    bag.serve(server, shared)
    overpass.serve(server, shared)
    duo.serve(server, shared)
    lrk.serve(server)
    haltes.serve(server, shared)
    locatieserver.serve(server, [*duo.book(shared), *lrk.book(shared)])


def serve_country(server: Publishers, shared: Path, where: Path, year: int = 2024) -> None:
    """Put the boundaries and key figures of the whole country in their places, of one year."""
    wijkbuurtkaart.serve(server, shared, where).whole_country = True
    cbs.serve(server, "cbs", shared, country=True, years=(year,))


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment, with which another one has these data, answers and addresses."""
    urls = {f"WIJKKAART_URL_{name.upper().replace('-', '_')}": url for name, url in settings.urls.items()}
    own = {"WIJKKAART_DATA": str(settings.data), "WIJKKAART_CACHE": str(settings.cache), "NO_PROXY": "*"}
    return {**os.environ, **urls, **own, "COLUMNS": "200"}


def gemeenten(*found: tuple[str, str]) -> str:
    """The answer of the Locatieserver when asked for a gemeente: code and name of each."""
    docs = [{"gemeentecode": code.removeprefix("GM"), "gemeentenaam": name} for code, name in found]
    return json.dumps({"response": {"numFound": len(docs), "start": 0, "docs": docs}})
