"""A GeoPackage out of an Atom feed of PDOK: its name, its download, its layers.

Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import warnings
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pandas as pd
import pyogrio

from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.geojson import LATER

_EXPECTED = "Verwacht: een GeoPackage met gemeenten, wijken en buurten."
_MOST_FEEDS = 3
_MAGIC = b"SQLite format 3\x00"


def named_in_atom(client: Client, base: str, path: str) -> str:
    """The address of the GeoPackage that a feed names, or a feed that it refers to.

    Raises FetchError when there's none.
    """
    reply = client.get(base, path)
    links = _links(reply)
    feeds = [link for link in links if link.lower().endswith(".xml")][:_MOST_FEEDS]
    while not any(map(_is_package, links)) and feeds:
        with suppress(FetchError):  # it may be about something else, or gone
            links += _links(client.get(base, feeds.pop(0)))
    found = next(filter(_is_package, links), None)
    if found is None:
        raise _broken(f"In deze lijst met downloads staat geen GeoPackage: {reply.url}")
    return found


def check(reply: Reply) -> None:
    """Raises FetchError when what was downloaded is no GeoPackage."""
    with reply.path.open("rb") as stream:
        # GDAL goes by the content, and knows kinds of files that point at others.
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise _broken(f"De download is geen GeoPackage: {reply.url}")


def read(reply: Reply, layer: str, where: str) -> Raw:
    """The rows of the layer with `layer` in its name, in the CRS it states.

    `where` is an SQL condition that the layer may be too old to have the columns for; it's then left
    aside. Raises FetchError when there's no such layer, or when it can't be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(reply.path)]
            name = next((name for name in names if layer in name.lower()), None)
            if name is None:
                raise _broken(f"In de GeoPackage staat geen laag {layer}: {reply.url}")
            known = set(pyogrio.read_info(reply.path, layer=name)["fields"])
            usable = where if where.split()[0] in known else None
            found = pyogrio.read_dataframe(reply.path, layer=name, where=usable, datetime_as_string=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise _broken(f"De GeoPackage is beschadigd of niet compleet: {reply.url}") from error
    return Raw(Path(), pd.DataFrame(found.drop(columns="geometry")), found.geometry, layer)


def _links(reply: Reply) -> list[str]:
    """What the entries of a feed link to."""
    try:
        tree = ElementTree.fromstring(reply.body)
    except ElementTree.ParseError as error:
        raise _broken(f"De lijst met downloads is niet te lezen: {reply.url}") from error
    links = tree.iterfind(".//{*}entry/{*}link[@href]")
    return [urljoin(reply.url, link.get("href", "")) for link in links]


def _is_package(link: str) -> bool:
    return link.split("?")[0].lower().endswith(".gpkg")


def _broken(found: str) -> FetchError:
    return FetchError(found, _EXPECTED, LATER, status=200)
