"""Fetching stops: out of the timetable of the whole country, those within the outline of a gemeente."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from tests.publishers import haltes as fake
from tests.publishers.server import Publishers, status, truncated
from wijkkaart.build.parts import Context, Loaded
from wijkkaart.build.readers import reader_of, stops
from wijkkaart.errors import FetchError
from wijkkaart.model import AREA_COLUMNS, COUNTRY, RD
from wijkkaart.sources import haltes
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Answer, Wanted
from wijkkaart.store import Entry, Store

URL = "/haltes" + fake.PATH
pytestmark = pytest.mark.shared


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as client:
        yield client


@pytest.fixture
def outline(shared: Path) -> gpd.GeoDataFrame:
    areas = gpd.read_file(shared / "boundaries/amersfoort_wijken_2024.geojson").to_crs(RD)
    values = dict.fromkeys(AREA_COLUMNS, "") | {"year": 2024, "schematic": False, "level": "gemeente"}
    values |= {"code": "GM0307", "gemeente": "GM0307", "name": "Amersfoort", "gemeente_name": "Amersfoort"}
    return gpd.GeoDataFrame([values], geometry=[areas.make_valid().union_all()], crs=RD)


@pytest.fixture
def wanted(outline: gpd.GeoDataFrame) -> Wanted:
    west, south, east, north = outline.total_bounds
    return Wanted("GM0307", "Amersfoort", bounds=(west, south, east, north))


def ask(client: Client, wanted: Wanted) -> Answer:
    (piece,) = haltes.pieces(wanted, client)
    return piece.ask(client)


def read(answer: Answer, outline: gpd.GeoDataFrame, where: Path) -> Loaded:
    store = Store(where / "gegevens")
    with store.transaction() as draft:
        draft.add(Entry("grenzen", "0", "Gebieden", "cbs-wijkbuurtkaart"), areas=outline)
    (raw,) = answer.raws()
    assert reader_of(raw) is stops
    return stops.read(raw, Context(Store(store.root)))


def test_the_stops_of_a_gemeente_are_those_within_its_outline_each_once(
    publishers: Publishers,
    client: Client,
    shared: Path,
    wanted: Wanted,
    outline: gpd.GeoDataFrame,
    tmp_path: Path,
) -> None:
    fake.serve(publishers, shared)
    loaded = read(ask(client, wanted), outline, tmp_path)
    found = loaded.places
    assert found is not None
    assert set(found.gemeente) == {"GM0307"}
    assert found.id.is_unique
    assert not found.description.str.contains("Hoort bij haltegebied").any()
    # 461 different stops and areas in 2017, of which 251 belong to an area that's there
    assert 200 < len(found) < 240
    assert found.name[found.category == "station"].tolist() == ["Amersfoort Centraal"]


def test_what_lies_in_the_bounds_but_not_in_the_outline_is_left_out_and_counted(
    publishers: Publishers,
    client: Client,
    shared: Path,
    wanted: Wanted,
    outline: gpd.GeoDataFrame,
    tmp_path: Path,
) -> None:
    fake.serve(publishers, shared)
    west, south, east, north = wanted.bounds or (0, 0, 0, 0)
    half = outline.assign(geometry=outline.intersection(box(west, south, (west + east) / 2, north)))
    loaded = read(ask(client, wanted), half, tmp_path)
    assert loaded.report.left_out["halte buiten de gemeente"] > 50
    assert loaded.report.read == loaded.report.kept + loaded.report.left_out.total()


def test_another_gemeente_is_not_among_them(
    publishers: Publishers, client: Client, shared: Path, wanted: Wanted
) -> None:
    fake.serve(publishers, shared)
    names = ask(client, wanted).raws()[0].frame.stop_name
    assert not names.str.startswith(("Amstelveen", "Utrecht")).any()


def test_without_bounds_the_large_file_is_not_asked_for(
    publishers: Publishers, client: Client, wanted: Wanted
) -> None:
    with pytest.raises(FetchError, match="Waar Amersfoort ligt, is nog niet bekend"):
        ask(client, replace(wanted, bounds=None))
    assert publishers.count() == 0


def test_a_gemeente_without_stops_gives_nothing(publishers: Publishers, client: Client, shared: Path) -> None:
    fake.serve(publishers, shared)
    assert ask(client, Wanted("GM0093", bounds=(140_000, 597_000, 160_000, 605_000))).raws() == []


def test_the_file_is_not_opened_until_it_is_needed_and_not_asked_twice(
    publishers: Publishers, client: Client, wanted: Wanted
) -> None:
    publishers.give(URL, b"geen zip", "application/zip", ETag='"1"')
    first = ask(client, wanted)
    assert ask(client, wanted).digest == first.digest
    assert publishers.count(URL) == 1


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"geen zip", "beschadigd of niet compleet"),
        (_zip(agency=b"agency_id\n1\n"), "ontbreekt stops.txt"),
        (_zip(stops=b"stop_id,stop_name\n1,A\n"), "geen kolom stop_lat, stop_lon"),
        (_zip(stops=b"stop_id,stop_name,stop_lat,stop_lon\n"), "is leeg"),
        (_zip(stops=b"0" * 50_000_000), "veel te groot"),
        (_zip(stops=b"stop_id\n" * 9)[:-60], "beschadigd of niet compleet"),
    ],
    # A zip has the time in it, and every process that runs tests has to know them by the same name.
    ids=["no zip", "no stops", "no coordinates", "no rows", "too big", "cut off"],
)
def test_a_file_that_is_not_a_timetable_is_refused(
    publishers: Publishers, client: Client, wanted: Wanted, body: bytes, message: str
) -> None:
    publishers.give(URL, body, "application/zip")
    with pytest.raises(FetchError, match=message):
        ask(client, wanted).raws()


def test_half_a_download_is_refused(
    publishers: Publishers, client: Client, shared: Path, wanted: Wanted
) -> None:
    fake.serve(publishers, shared)
    publishers.inject(URL, truncated)
    with pytest.raises(FetchError):
        ask(client, wanted)


def test_the_country_is_not_asked_for(client: Client) -> None:
    assert haltes.pieces(Wanted(COUNTRY), client) == []


def test_probe_asks_for_the_first_bytes(publishers: Publishers, client: Client) -> None:
    publishers.inject(URL, status(206, "PK\x03\x04", "application/zip"))
    assert haltes.probe(client) == "De dienstregeling staat er."
    assert publishers.requests[0].headers["Range"] == "bytes=0-2047"


def test_probe_says_when_there_is_something_else(publishers: Publishers, client: Client) -> None:
    publishers.give(URL, b"iets anders", "application/zip")
    with pytest.raises(FetchError, match="geen zipbestand"):
        haltes.probe(client)
