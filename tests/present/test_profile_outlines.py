"""Own areas that were drawn here or elsewhere: which buurten they become, and what was cut, is told."""

import json
from collections.abc import Callable

import pytest
import shapely

from tests import toy
from wijkkaart.atlas import Atlas, current
from wijkkaart.errors import WijkkaartError
from wijkkaart.present.profile import fit as fits
from wijkkaart.present.profile.proposed import fit_of, from_drawing, from_file, inside

KRUISKAMP, ZAND, ZUID = "BU00010000", "BU00010001", "WK000100"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    root = tmp_path_factory.mktemp("omtrekken") / "gegevens"
    toy.town(root)
    return current(root)


def square(*cells: tuple[float, float]) -> list[list[float]]:
    return [[point.x, point.y] for point in (toy.at(*cell) for cell in cells)]


def geojson(*names: str) -> bytes:
    ring = square((0, 0), (2, 0), (2, 0.6), (0, 0.6), (0, 0))
    shape = {"type": "Polygon", "coordinates": [ring]}
    rows = [{"type": "Feature", "properties": {"Naam": name}, "geometry": shape} for name in names]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


def placed(move: Callable[[float, float], tuple[float, float]]) -> bytes:
    """The same area with other coordinates."""
    found = json.loads(geojson("x"))
    shape = found["features"][0]["geometry"]
    shape["coordinates"] = [[list(move(*point)) for point in shape["coordinates"][0]]]
    return json.dumps(found).encode()


def in_metres(*rings: list[tuple[float, float]], kind: str = "Polygon", **more: object) -> bytes:
    """Areas of the toy town in RD, by column and row."""
    corners = [[[toy.WEST + 1000 * x, toy.SOUTH + 1000 * y] for x, y in ring] for ring in rings]
    shape = corners if kind == "Polygon" else [[ring] for ring in corners]
    return json.dumps({"type": kind, "coordinates": shape} | more).encode()


def crs(name: str) -> dict[str, object]:
    return {"type": "name", "properties": {"name": name}}


LOW = [(0, 0), (2, 0), (2, 0.6), (0, 0.6), (0, 0)]


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (in_metres(LOW), {KRUISKAMP, ZAND}),
        (in_metres(LOW, crs=crs("urn:ogc:def:crs:EPSG::28992")), {KRUISKAMP, ZAND}),
        # Where the numbers lie counts, and not what a program wrote above them.
        (in_metres(LOW, crs=crs("EPSG:4326")), {KRUISKAMP, ZAND}),
        (in_metres([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], [(2, 1), (3, 1), (3, 2), (2, 2), (2, 1)],
                   kind="MultiPolygon"), {KRUISKAMP, "BU00010102"}),
        # A hole over most of 't Zand.
        (in_metres([(0, 0), (3, 0), (3, 1), (0, 1), (0, 0)],
                   [(1.1, 0.1), (1.1, 0.9), (1.9, 0.9), (1.9, 0.1), (1.1, 0.1)]), {KRUISKAMP, "BU00010002"}),
    ],
    ids=["rd", "rd with crs", "rd with another crs", "several", "hole"],
)  # fmt: skip
def test_an_outline_in_metres_of_several_parts_or_with_a_hole_is_taken_as_it_is(
    atlas: Atlas, data: bytes, parts: set[str]
) -> None:
    (found,) = from_file(atlas, toy.TOWN, "x.geojson", data)
    assert {*found.parts} == parts
    assert found.outline is not None
    west, south, *_ = shapely.from_geojson(json.dumps(found.outline)).bounds
    assert (3 < west < 8, 50 < south < 54) == (True, True)  # kept in degrees
    again = fit_of(atlas, toy.TOWN, found.outline)
    assert again is not None
    assert {*again.parts} == parts


def test_an_outline_that_crosses_itself_is_mended_and_says_so(atlas: Atlas) -> None:
    bow = in_metres([(0, 0), (2, 0), (0, 2), (2, 2), (0, 0)])
    (found,) = from_file(atlas, toy.TOWN, "x.geojson", bow)
    assert "snijdt zichzelf en is hersteld" in found.remarks[0]
    (whole,) = from_file(atlas, toy.TOWN, "x.geojson", in_metres(LOW))
    assert whole.remarks == ()


def test_what_is_cut_is_told_by_buurt_with_who_lives_there(atlas: Atlas) -> None:
    # All of Kruiskamp, 70% of 't Zand, 20% of Oude Haven, and 2,000 of 7,400 square metres outside the town.
    (found,) = from_file(
        atlas, toy.TOWN, "x.geojson", in_metres([(-1, 0), (1.7, 0), (1.7, 1), (-1, 1), (-1, 0)])
    )
    assert found.fit is not None
    said = fits.sentences(found.fit)
    assert said[0].startswith("Het gebied wordt 2 hele buurten, samen ongeveer 300 inwoners (2024)")
    assert said[1] == "Telt helemaal mee, ook wat buiten de tekening ligt: 't Zand (30% erbuiten)."
    assert any("van de tekening ligt buiten Torenstad en telt niet mee." in line for line in said)
    assert fits.warning(found.fit).startswith(
        "De tekening snijdt 1 buurt door. De cijfers gaan over hele buurten"
    )
    assert fits.rows(found.fit) == [
        ("'t Zand", "Zuid", "70%", "ja, helemaal", "200"),
        ("Kruiskamp", "Zuid", "helemaal", "ja, helemaal", "100"),
    ]
    (less,) = from_file(atlas, toy.TOWN, "x.geojson", in_metres([(0, 0), (2.2, 0), (2.2, 1), (0, 1), (0, 0)]))
    assert less.fit is not None
    assert "Telt niet mee, ook niet wat in de tekening ligt: Oude Haven (20% erin)." in fits.sentences(
        less.fit
    )
    (exact,) = from_file(atlas, toy.TOWN, "x.geojson", in_metres([(0, 0), (2, 0), (2, 1), (0, 1), (0, 0)]))
    assert exact.fit is not None
    assert fits.warning(exact.fit) == ""
    assert len(fits.sentences(exact.fit)) == 1


def test_a_secret_count_leaves_the_sum_of_people_unsaid(atlas: Atlas) -> None:
    (found,) = from_file(atlas, toy.TOWN, "x.geojson", in_metres([(1, 1), (3, 1), (3, 2), (1, 2), (1, 1)]))
    assert found.fit is not None
    assert "inwoners" not in fits.sentences(found.fit)[0]
    assert ("Zuiderplas", "Noord", "helemaal", "ja, helemaal", "geen gegevens") in fits.rows(found.fit)


def test_a_drawn_area_becomes_the_buurten_that_lie_in_it_for_the_most_part(atlas: Atlas) -> None:
    (found,) = from_file(atlas, toy.TOWN, "x.geojson", geojson("Ons dorp"))
    assert (found.name, set(found.parts)) == ("Ons dorp", {KRUISKAMP, ZAND})
    assert found.fit is not None
    assert "Kruiskamp (40% erbuiten)" in fits.sentences(found.fit)[1]
    assert found.outline is not None
    (nameless,) = from_file(atlas, toy.TOWN, "ons_plein.geojson", geojson(""))
    assert nameless.name == "ons_plein"


def test_a_table_of_names_and_codes_becomes_own_areas(atlas: Atlas) -> None:
    text = f"\ufeffNaam;Code\nOost;{KRUISKAMP}\nOost;{ZAND}\nWest;{ZUID}\n"
    found = from_file(atlas, toy.TOWN, "x.csv", text.encode())
    assert [(each.name, each.parts) for each in found] == [("Oost", (KRUISKAMP, ZAND)), ("West", (ZUID,))]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"type": "Point", "coordinates": [5, 52]}', "geen GeoJSON met vlakken"),
        (b'{"type": "LineString", "coordinates": [[5, 52], [6, 52]]}', "lijnen, en dit is dus geen GeoJSON"),
        (b'{"type": "FeatureCollection"}', "geen GeoJSON met vlakken"),
        (b'{"type": "FeatureCollection", "features": []}', "geen enkel vlak"),
        (b'{"type": "Feature", "geometry": null}', "geen enkel vlak"),
        (b'{"type": "Polygon", "coordinates": []}', "geen enkel vlak"),
        (placed(lambda x, y: (y, x)), "lengte- en breedtegraad staan verwisseld"),
        (placed(lambda x, y: (x * 111319.49, y * 111319.49 + 1e6)), "Web Mercator"),
        (placed(lambda x, y: (x - 60, y)), "liggen niet in Nederland"),
        (placed(lambda x, y: (x + 0.5, y + 0.5)), "ligt niet in Torenstad"),
        (b"", "is leeg"),
        (b"\xef\xbb\xbf \r\n", "is leeg"),
        (b'<?xml version="1.0"?><kml xmlns="x"><Document/></kml>', "Dit is KML"),
        (b"<html></html>", "Dit is HTML"),
        (b"PK\x03\x04" + b"0" * 99, "zip-bestand"),
        (b"SQLite format 3\x00", "GeoPackage"),
        (b"\x00\x00\x27\x0a" + b"0" * 99, "shapefile"),
        (b'{"type": "Polygon", "coordinates": "x"}', "geen GeoJSON met vlakken"),
        (b"{" * 5000, "afgebroken of beschadigd"),
        (geojson("x")[:-40], "afgebroken of beschadigd"),
        (b"\xff\xfe", "geen tekst"),
        (b"a;b\n1;2\n", "geen kolommen"),
        (b"naam;code\nOost;BU99999999\n", "Niet gevonden in Torenstad: BU99999999"),
        (b"naam;code\n", "geen regels"),
        (b"x" * 50_000_000, "te groot: 50,0 MB"),
        (b'{"type": "Polygon", "coordinates": [[[5, 52], [NaN, 52], [5, 53], [5, 52]]]}', "geen GeoJSON"),
        (b"[" * 900_000, "geen CSV"),
        (b'naam,code\n"' + b"x" * 900_000, "geen CSV"),
        (b"naam,code\n" + b"".join(b"%d,BU00010000\n" % n for n in range(101)), "101 gebieden"),
    ],
    ids=["point", "line", "nothing", "no features", "null", "no corners", "swapped", "mercator", "ocean",
         "elsewhere", "empty", "blank", "kml", "html", "zip", "gpkg", "shp", "no ring", "deep", "cut",
         "bytes", "columns", "codes", "no rows", "large", "no number", "list", "quote", "many"],
)  # fmt: skip
def test_a_file_that_is_no_own_area_is_refused_in_words(atlas: Atlas, data: bytes, said: str) -> None:
    with pytest.raises(WijkkaartError, match=said):
        from_file(atlas, toy.TOWN, "x", data)


def corners(*cells: tuple[float, float]) -> str:
    return " ".join(f"{lat:.6f},{lng:.6f}" for lng, lat in square(*cells))


def test_what_is_drawn_on_the_map_becomes_the_buurten_in_it_told_by_wijk(atlas: Atlas) -> None:
    found = from_drawing(atlas, toy.TOWN, corners((0, 0), (2, 0), (2, 0.6), (0, 0.6)))
    assert (found.name, set(found.parts)) == ("", {KRUISKAMP, ZAND})
    assert found.outline is not None
    assert found.outline["type"] == "Polygon"
    assert inside(atlas, found.parts) == ["Zuid: Kruiskamp en 't Zand"]
    whole = from_drawing(atlas, toy.TOWN, corners((0, 0), (3, 0), (3, 1), (1, 1), (1, 2), (0, 2)))
    assert inside(atlas, whole.parts) == ["Noord: Höfke", "Zuid (de hele wijk)"]
    assert inside(atlas, ("WK000101", KRUISKAMP)) == ["Noord (de hele wijk)", "Zuid: Kruiskamp"]


@pytest.mark.parametrize(
    "text",
    ["", "52.1,5.3 52.2,5.4", "a,b c,d e,f", "nan,5 52,5 53,5", "1e999,5 52,5 53,5", "52.1,5.3 " * 201,
     "52.1,5.3,1 52.2,5.4,1 52.2,5.3,1", "[[1,2]]", "1,2 3,4 5,6", "52.1,5.3 " * 3],
)  # fmt: skip
def test_a_drawing_that_is_none_is_refused_in_words(atlas: Atlas, text: str) -> None:
    with pytest.raises(WijkkaartError) as caught:
        from_drawing(atlas, toy.TOWN, text)
    assert caught.value.remedy


def test_an_outline_that_crosses_itself_is_still_an_area(atlas: Atlas) -> None:
    found = from_drawing(atlas, toy.TOWN, corners((0, 0), (2, 2), (2, 0), (0, 2)))
    assert found.parts
    assert found.remarks


def test_properties_that_are_none_give_no_name(atlas: Atlas) -> None:
    odd = json.loads(geojson("x"))
    odd["features"][0]["properties"] = ["naam"]
    (found,) = from_file(atlas, toy.TOWN, "plein.geojson", json.dumps(odd).encode())
    assert found.name == "plein"
