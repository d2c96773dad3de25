"""Places out of OpenStreetMap: one question per gemeente to Overpass, by the tags of the category table.

Not by osmnx: that fetches whole outlines where a point will do, over a session and a cache of its own.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.osm_tags import Rules
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "osm"
LABEL = "Plekken uit OpenStreetMap"

_SERVERS = ("overpass", "overpass-2", "overpass-3")
"""Names in `settings.urls`: the server itself, and its mirrors for when that doesn't manage."""
_PATH = "/api/interpreter"
_FRESH = timedelta(days=7)
"""Overpass is run by volunteers, and asks not to be asked what one could know already."""
_SECONDS = 180
"""How long the server may think."""
_PAUSES = (30.0, 60.0)
"""Waits before asking a busy server again, in seconds."""
_BUSY = (429, 504)

_EXPECTED = "Verwacht: de plekken in een gemeente."
_REMEDY = "Probeer het over een uur opnieuw."


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - publishers are asked alike
    """One for the gemeente. None for the country: that's more than Overpass may be asked."""
    if wanted.country:
        return []
    return [Piece(f"osm-{wanted.gemeente}", LABEL, partial(_ask, wanted))]


def probe(client: Client) -> str:
    """The libraries of one gemeente."""
    content = _post(client, _query(_area_by_code("GM0307"), ['["amenity"="library"]'])).json()
    _check(content, Wanted("GM0307"))
    return f"{len(_places(content))} bibliotheken in Amersfoort, stand van {_base(content)[:10]}"


def _ask(wanted: Wanted, client: Client) -> Answer:
    """The places, by the code of the gemeente or else by its name; looked at before they're taken."""
    questions = Rules().questions()
    reply = _post(client, _query(_area_by_code(wanted.gemeente), questions))
    if not _areas(reply.json()) and wanted.name:
        reply = _post(client, _query(_area_by_name(wanted.name), questions))
    content = reply.json()
    _check(content, wanted)
    return Answer([reply], partial(_raws, reply, wanted), table="Overpass")


def _query(area: str, filters: list[str]) -> str:
    """In Overpass QL: first the area that was found, as a check, then everything in it."""
    lines = "\n".join(f"  nwr{each}(area.a);" for each in filters)
    return f"[out:json][timeout:{_SECONDS}];\n{area}\n.a out tags;\n(\n{lines}\n);\nout center tags qt;\n"


def _area_by_code(gemeente: str) -> str:
    """Mappers write `0307`, and `307`."""
    code = gemeente.removeprefix("GM").lstrip("0")
    return f'area["boundary"="administrative"]["admin_level"="8"]["ref:gemeentecode"~"^0*{code}$"]->.a;'


def _area_by_name(name: str) -> str:
    """Within the country: there's a Breda in Iowa."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return (
        'area["ISO3166-1"="NL"]["admin_level"="2"]->.nl;\n'
        f'rel(area.nl)["boundary"="administrative"]["admin_level"="8"]["name"="{escaped}"];\n'
        "map_to_area->.a;"
    )


def _post(client: Client, query: str) -> Reply:
    """The answer of the first server that manages. Raises the FetchError of the first that doesn't."""
    errors = []
    for server in _SERVERS:
        try:
            return _patiently(client, server, query)
        except FetchError as error:
            errors.append(error)
    raise errors[0]


def _patiently(client: Client, server: str, query: str) -> Reply:
    """The answer of a server, that gets time to breathe when it's busy."""
    ask: Callable[[timedelta], Reply] = partial(_once, client, server, query)
    fresh = _FRESH
    for pause in _PAUSES:
        try:
            return ask(fresh)
        except FetchError as error:
            if error.status not in _BUSY:
                raise
        client.wait(pause)
        fresh = timedelta(0)  # what's on disk by now is the excuse
    return ask(fresh)


def _once(client: Client, server: str, query: str, fresh: timedelta) -> Reply:
    """One try. Raises FetchError with status 504 when the server gave up halfway, which it says with 200."""
    reply = client.post(server, _PATH, {"data": query}, fresh=fresh, read_seconds=_SECONDS + 20)
    content = reply.json()
    if not isinstance(content, dict) or not isinstance(content.get("elements"), list):
        raise _wrong(f"Het antwoord van {reply.url} is niet dat van Overpass.")
    if "error" in (remark := str(content.get("remark", ""))):
        raise FetchError(
            "OpenStreetMap (Overpass) was te druk en gaf maar een deel van de plekken.",
            _EXPECTED,
            _REMEDY,
            status=504,
            excerpt=remark,
        )
    return reply


def _areas(content: dict[str, Any]) -> list[dict[str, str]]:
    """The tags of the areas in which was looked."""
    return [each.get("tags", {}) for each in content["elements"] if each.get("type") == "area"]


def _places(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in content["elements"] if each.get("type") != "area"]


def _base(content: dict[str, Any]) -> str:
    """Date and time of the data. Raises FetchError when it isn't told."""
    base = str((content.get("osm3s") or {}).get("timestamp_osm_base", ""))
    if not base[:4].isdigit():
        raise _wrong("Overpass zegt niet van wanneer de gegevens zijn.")
    return base


def _check(content: dict[str, Any], wanted: Wanted) -> None:
    """Raises FetchError unless these are the places of this gemeente, and of no other."""
    name = f"{wanted.name} ({wanted.gemeente})" if wanted.name else wanted.gemeente
    codes = [tags.get("ref:gemeentecode", "").lstrip("0") for tags in _areas(content)]
    if not codes:
        raise _wrong(f"OpenStreetMap kent de gemeente {name} niet, niet aan haar code en niet aan haar naam.")
    others = set(codes) - {"", wanted.gemeente.removeprefix("GM").lstrip("0")}
    if others or (len(codes) > 1 and "" in codes):
        which = ", ".join(sorted(others)) or "meer dan een"
        raise _wrong(f"OpenStreetMap gaf een andere gemeente dan {name}: {which}.")
    if not _places(content):
        raise _wrong(f"OpenStreetMap gaf geen enkele plek in {name}.")
    _base(content)


def _raws(reply: Reply, wanted: Wanted) -> list[Raw]:
    """One table: `type`, `id`, `lat`, `lon` (of an outline its middle) and `tags`, a dictionary."""
    content = reply.json()
    places = _places(content)
    middles = [each.get("center", each) for each in places]
    frame = pd.DataFrame(
        {
            "type": [str(each.get("type", "")) for each in places],
            "id": [str(each.get("id", "")) for each in places],
            "lat": pd.Series([middle.get("lat") for middle in middles], dtype="float64"),
            "lon": pd.Series([middle.get("lon") for middle in middles], dtype="float64"),
            "tags": [each.get("tags", {}) for each in places],
        }
    )
    date = _base(content)[:10]
    facts = {
        "source": "osm",
        "table": "Overpass",
        "year": date[:4],
        "date": date,
        "gemeente": wanted.gemeente,
    }
    return [Raw(Path("OpenStreetMap"), frame, facts=facts)]


def _wrong(found: str) -> FetchError:
    return FetchError(found, _EXPECTED, _REMEDY, status=200)
