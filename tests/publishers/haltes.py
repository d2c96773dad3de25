"""OVapi's timetable: a zip with `stops.txt`, here the real stops of 2017 and a made-up train station."""

import csv
import io
import json
import zipfile
from functools import cache
from pathlib import Path

from pytest_httpserver import HTTPServer

PATH = "/nl/gtfs-nl.zip"
HEADER = (
    "stop_id", "stop_code", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station",
    "stop_timezone", "wheelchair_boarding", "platform_code", "zone_id",
)  # fmt: skip

Row = dict[str, str]


@cache
def rows(shared: Path) -> list[Row]:
    """The stops of both gemeenten and of Utrecht Centraal."""
    found = []
    for name in ("amersfoort", "amstelveen"):
        features = json.loads((shared / f"facilities/{name}_ov_haltes_2017.geojson").read_text("utf-8"))[
            "features"
        ]
        for feature in features:
            values = feature["properties"]
            found.append({key: "" if values.get(key) is None else str(values[key]) for key in HEADER})
    return [
        *found,
        *_station("amf", "Amersfoort Centraal", 52.1537, 5.3738),
        *_station("ut", "Utrecht Centraal", 52.0893, 5.1101),
    ]


def _station(code: str, name: str, lat: float, lon: float) -> list[Row]:
    """A station with two platforms and an entrance; the zone stands with the platforms only."""
    area = f"stoparea:{code}"
    both = dict.fromkeys(HEADER, "") | {"stop_name": name, "stop_lat": str(lat), "stop_lon": str(lon)}
    return [
        both | {"stop_id": area, "location_type": "1"},
        *(
            both
            | {
                "stop_id": f"{code}{number}",
                "location_type": "0",
                "parent_station": area,
                "platform_code": str(number),
                "zone_id": f"IFF:{code}",
            }
            for number in (1, 2)
        ),
        both | {"stop_id": f"{code}-in", "location_type": "2", "parent_station": area},
    ]


def timetable(found: list[Row], filler: int = 0) -> bytes:
    """The zip; `filler` is the number of bytes of stop times, which nobody reads."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("agency.txt", "agency_id,agency_name\nNS,NS\n")
        archive.writestr("stop_times.txt", b"0" * filler, zipfile.ZIP_STORED)
        archive.writestr("stops.txt", text.getvalue().encode("utf-8-sig"))
    return packed.getvalue()


def serve(server: HTTPServer, shared: Path, prefix: str = "/haltes", filler: int = 0) -> None:
    """Answer the one file there is."""
    server.expect_request(prefix + PATH).respond_with_data(
        timetable(rows(shared), filler), content_type="application/zip", headers={"ETag": '"gtfs-1"'}
    )
