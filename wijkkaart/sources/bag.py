"""BAG, the register of addresses and buildings: every address in a gemeente, with its year of construction.

PDOK's WFS gives 1000 addresses a request, and stops somewhere past the fiftieth page: the box around the
gemeente is cut into quarters until none has more than twenty pages. What lies in the box but not in the
gemeente is left to the reader, which knows the outline.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import wfs
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.geojson import collection, properties
from wijkkaart.sources.parts import Answer, Piece, Wanted

NAME = "bag"
LABEL = "Bouwjaren van woningen (BAG)"

_BASE, _PATH, _TYPE = "pdok-service", "/lv/bag/wfs/v2_0", "bag:verblijfsobject"
_FRESH = timedelta(days=7)
"""When a dwelling was built seldom changes, and there are many pages."""
_MOST_PAGES = 20
_FIELDS = ("identificatie", "bouwjaar", "gebruiksdoel", "status")
_PROBED = (155_000.0, 463_000.0, 155_100.0, 463_100.0)
"""A hectare in the middle of Amersfoort."""

_EXPECTED = "Verwacht: alle adressen van een gemeente."
_REMEDY = "Probeer het opnieuw, met --refresh."

Box = tuple[float, float, float, float]
"""West, south, east and north in EPSG:28992."""
Tile = tuple[Box, int]
"""A part of the box, and how many addresses the server says there are."""


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - publishers are asked alike
    """One for the gemeente. None for the country, nor for years gone by: the register tells of today.

    Raises FetchError when it isn't known where the gemeente lies.
    """
    if wanted.country or not wanted.wants(date.today().year):
        return []
    if wanted.bounds is None:
        raise FetchError(
            f"Waar {wanted.name or wanted.gemeente} ligt, is nog niet bekend.",
            "Verwacht: de grenzen van de gemeente.",
            "Haal eerst de grenzen op (wijkbuurtkaart).",
        )
    return [Piece(f"bag-{wanted.gemeente}", LABEL, partial(_ask, wanted.gemeente, wanted.bounds))]


def probe(client: Client) -> str:
    """The addresses of a hectare."""
    box, matched = _tile(client, _PROBED)
    reply = _page(client, box, 0)
    frame = _table([reply], [(box, matched)])
    return f"{len(frame)} adressen in een hectare van Amersfoort, met bouwjaar"


def _ask(gemeente: str, bounds: Box, client: Client) -> Answer:
    """All pages of all tiles; only when they're new is looked at what is in them."""
    west, south, east, north = bounds
    whole = (math.floor(west), math.floor(south), math.ceil(east), math.ceil(north))
    tiles = list(_tiles(client, whole))
    replies = [
        _page(client, box, turn) for box, matched in tiles for turn in range(math.ceil(matched / wfs.PAGE))
    ]
    if not replies:
        raise _wrong("De BAG gaf geen enkel adres in dit gebied.")
    return Answer(replies, partial(_raws, gemeente, replies, tiles), table=_TYPE)


def _tiles(client: Client, box: Box) -> Iterator[Tile]:
    """Parts of a box that have few enough addresses to page through."""
    todo = [_tile(client, box)]
    while todo:
        box, matched = todo.pop()
        if matched <= _MOST_PAGES * wfs.PAGE:
            yield box, matched
            continue
        quarters = [_tile(client, quarter) for quarter in _quarters(box)]
        # An address on a border is counted twice; all of them four times when boxes are left aside.
        if sum(found for _, found in quarters) > 1.5 * matched:
            raise _wrong("De BAG houdt geen rekening met het gebied dat gevraagd wordt.")
        todo += quarters


def _tile(client: Client, box: Box) -> Tile:
    matched = wfs.hits(client, _BASE, _PATH, wfs.question(_TYPE, {}, box), _FRESH)
    if matched is None:
        raise _wrong("De BAG zegt niet hoeveel adressen er zijn.")
    return box, matched


def _quarters(box: Box) -> list[Box]:
    west, south, east, north = box
    x, y = round((west + east) / 2), round((south + north) / 2)
    return [(west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)]


def _page(client: Client, box: Box, turn: int) -> Reply:
    page = {"count": str(wfs.PAGE), "startIndex": str(turn * wfs.PAGE)}
    shape = {"outputFormat": "application/json", "srsName": "EPSG:28992"}
    return client.get(_BASE, _PATH, wfs.question(_TYPE, {}, box) | shape | page, fresh=_FRESH)


def _raws(gemeente: str, replies: Sequence[Reply], tiles: Sequence[Tile]) -> list[Raw]:
    frame = _table(replies, tiles)
    frame = frame.drop_duplicates("identificatie", ignore_index=True)
    year = max(reply.fetched for reply in replies)[:4]
    facts = {"source": "bag", "table": _TYPE, "year": year, "gemeente": gemeente}
    return [Raw(Path("BAG"), frame, facts=facts)]


def _table(replies: Sequence[Reply], tiles: Sequence[Tile]) -> pd.DataFrame:
    """The addresses of all pages: `_FIELDS`, and `x` and `y` in EPSG:28992.

    Page by page: a city as GeoJSON would take hundreds of megabytes. Raises FetchError when a tile
    hasn't as many as was said, or has one that lies elsewhere.
    """
    turn, frames = iter(replies), []
    for box, matched in tiles:
        parts = [_rows(next(turn)) for _ in range(math.ceil(matched / wfs.PAGE))]
        if sum(map(len, parts)) != matched:
            raise _wrong(f"De BAG zou {matched} adressen geven, maar het zijn er {sum(map(len, parts))}.")
        frames += parts
        for part in parts:
            outside = (
                (part.x < box[0] - 1) | (part.x > box[2] + 1) | (part.y < box[1] - 1) | (part.y > box[3] + 1)
            )
            if outside.any():
                raise _wrong("De BAG gaf adressen die buiten het gevraagde gebied liggen.")
    return pd.concat(frames, ignore_index=True)


def _rows(reply: Reply) -> pd.DataFrame:
    features = collection(reply)["features"]
    if features and not set(_FIELDS) <= set(properties(features[0])):
        raise _wrong(f"Bij de adressen van de BAG ontbreekt een van {', '.join(_FIELDS)}.")
    points = [(each.get("geometry") or {}).get("coordinates") or (np.nan, np.nan) for each in features]
    columns = {name: [properties(each).get(name) for each in features] for name in _FIELDS}
    places = {"x": [point[0] for point in points], "y": [point[1] for point in points]}
    return pd.DataFrame(columns | places)


def _wrong(found: str) -> FetchError:
    return FetchError(found, _EXPECTED, _REMEDY, status=200)
