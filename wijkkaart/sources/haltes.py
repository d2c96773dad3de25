"""OVapi: the stops of public transport, out of the timetable of the whole country (GTFS).

The file is some 240 MB, of which only `stops.txt` is read. Whether the server gives parts of a file
isn't known, so it's fetched whole: to disk, once in two weeks, and only when it changed. A stop area and
its stops count once: the area stands for them.
Not yet run against the live service; see `wijkkaart fetch --probe`.
"""

import zipfile
import zlib
from datetime import timedelta
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from wijkkaart.errors import FetchError
from wijkkaart.model import RD, WGS84
from wijkkaart.raw import Raw
from wijkkaart.sources import faults
from wijkkaart.sources.client import Client, Reply
from wijkkaart.sources.delimited import rows_of
from wijkkaart.sources.parts import Answer, Piece, Wanted
from wijkkaart.sources.peek import beginning

NAME = "haltes"
LABEL = "Haltes (OVapi)"

_BASE, _PATH = "haltes", "/nl/gtfs-nl.zip"
_FRESH = timedelta(days=14)
"""Timetables change daily, stops hardly."""
_STOPS = "stops.txt"
_MOST_BYTES, _MOST_RATIO = 200 * 1024**2, 200
"""`stops.txt` is some 6 MB unpacked; what claims to be much more isn't it."""
_NEEDED = ("stop_id", "stop_name", "stop_lat", "stop_lon")
_READ = (*_NEEDED, "location_type", "parent_station", "platform_code", "zone_id")
_MARGIN = 100
"""Metres around the bounds: what is straight in RD isn't in degrees."""
_AREA = "1"
_TRAIN = "IFF:"
"""How the zone of a stop of the railways begins."""


def pieces(wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG001 - publishers are asked alike
    """One piece; none for the whole country: stops are for looking at one place."""
    return [] if wanted.country else [Piece(f"haltes-{wanted.gemeente}", "Haltes", partial(_ask, wanted))]


def probe(client: Client) -> str:
    """Look at the first bytes of the file."""
    if not beginning(client, _BASE, _PATH).startswith("PK"):
        raise FetchError("De dienstregeling van OVapi is geen zipbestand.", faults.EXPECTED, faults.LATER)
    return "De dienstregeling staat er."


def _ask(wanted: Wanted, client: Client) -> Answer:
    if wanted.bounds is None:
        raise FetchError(
            f"Waar {wanted.name or wanted.gemeente} ligt, is nog niet bekend.",
            "Verwacht: de grenzen van de gemeente.",
            "Haal eerst de gebieden op (wijkbuurtkaart), en dan de haltes.",
        )
    reply = client.get(_BASE, _PATH, fresh=_FRESH)
    return Answer([reply], partial(_raws, reply, wanted, wanted.bounds), table=_STOPS)


def _raws(reply: Reply, wanted: Wanted, bounds: tuple[float, float, float, float]) -> list[Raw]:
    """The stops within the bounds (EPSG:28992); the reader keeps those within the outline."""
    degrees = gpd.GeoSeries([box(*bounds).buffer(_MARGIN)], crs=RD).to_crs(WGS84)
    west, south, east, north = degrees.total_bounds

    def near(rows: pd.DataFrame) -> pd.Series:
        lat = pd.to_numeric(rows.stop_lat, errors="coerce")
        lon = pd.to_numeric(rows.stop_lon, errors="coerce")
        return lat.between(south, north) & lon.between(west, east)

    rows, _ = rows_of(_stops(reply), f"{_STOPS} in de dienstregeling van OVapi", _NEEDED, near, _READ)
    facts = {"source": "ov-haltes", "table": _STOPS, "year": reply.fetched[:4], "gemeente": wanted.gemeente}
    return [Raw(Path("Haltes"), counted_once(rows), facts=facts)] if len(rows) else []


def counted_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Stop areas, and the stops that belong to none of them. An area of trains takes over their zone."""
    rows = rows.reindex(columns=[*_READ], fill_value="").drop_duplicates("stop_id")
    areas = rows.stop_id[rows.location_type == _AREA]
    within = rows.parent_station.isin(areas)
    trains = rows[within & rows.zone_id.str.startswith(_TRAIN)]
    zones = dict(zip(trains.parent_station, trains.zone_id, strict=True))
    zone = rows.zone_id.where(~rows.stop_id.isin([*zones]), rows.stop_id.map(zones))
    return rows.assign(zone_id=zone.fillna(""))[~within].reset_index(drop=True)


def _stops(reply: Reply) -> bytes:
    """`stops.txt`, unpacked. Raises FetchError when the zip is damaged or lies about its size."""
    try:
        with zipfile.ZipFile(reply.path) as archive:
            names = [name for name in archive.namelist() if name.split("/")[-1] == _STOPS]
            if not names:
                raise FetchError(
                    f"In de dienstregeling van OVapi ontbreekt {_STOPS}.", faults.EXPECTED, faults.LATER
                )
            member = archive.getinfo(names[0])
            if member.file_size > min(_MOST_BYTES, max(1, member.compress_size) * _MOST_RATIO):
                raise FetchError(
                    f"In de dienstregeling van OVapi is {_STOPS} veel te groot: {member.file_size >> 20} MB.",
                    f"Verwacht: hoogstens {_MOST_BYTES >> 20} MB.",
                    "Meld dit aan de makers van wijkkaart.",
                )
            with archive.open(member) as stream:
                return stream.read(member.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FetchError(
            "De dienstregeling van OVapi is beschadigd of niet compleet.",
            "Verwacht: een zipbestand dat uit te pakken is.",
            "Haal hem opnieuw op met --refresh.",
        ) from error
