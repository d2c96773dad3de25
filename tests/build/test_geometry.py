"""Repairs of outlines."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import wkt
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from wijkkaart.build.geometry import polygons, to_rd, unite
from wijkkaart.errors import InvalidFile

AMERSFOORT = box(154_000, 462_000, 155_000, 463_000)


def series(*shapes: BaseGeometry | None, crs: int | str | None = 28992) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), crs=crs)


def degrees(shape: BaseGeometry = AMERSFOORT) -> BaseGeometry:
    return gpd.GeoSeries([shape], crs=28992).to_crs(4326).iloc[0]


def swapped(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


def overlap(one: BaseGeometry, other: BaseGeometry) -> float:
    return float(one.intersection(other).area / one.union(other).area)


@pytest.mark.parametrize("stated", [28992, 4326, None, 3857, 7415])
def test_rd_coordinates_are_rd_whatever_the_file_states(stated: int | None) -> None:
    found, repaired = to_rd(series(AMERSFOORT, crs=stated), "a.geojson")
    assert found.crs == "EPSG:28992"
    assert found.iloc[0].equals(AMERSFOORT)
    assert sum(repaired.values()) == (0 if stated in (28992, 7415) else 1)


def test_an_esri_description_of_rd_is_rd() -> None:
    esri = gpd.GeoSeries([], crs=28992).crs.to_wkt("WKT1_ESRI")
    found, repaired = to_rd(series(AMERSFOORT, crs=esri), "a.zip")
    assert found.iloc[0].equals(AMERSFOORT)
    assert not repaired


@pytest.mark.parametrize(("stated", "repairs"), [(4326, 0), (4258, 0), (None, 1), (28992, 1)])
def test_degrees_become_rd(stated: int | None, repairs: int) -> None:
    found, repaired = to_rd(series(degrees(), crs=stated), "a.geojson")
    assert overlap(found.iloc[0], AMERSFOORT) > 0.995
    assert sum(repaired.values()) == repairs


@pytest.mark.parametrize("shape", [degrees(), AMERSFOORT])
def test_swapped_coordinates_are_put_right(shape: BaseGeometry) -> None:
    found, repaired = to_rd(series(swapped(shape), shape, None, crs=4326), "a.geojson")
    assert overlap(found.iloc[0], AMERSFOORT) > 0.995
    assert overlap(found.iloc[1], AMERSFOORT) > 0.995
    assert repaired["x en y (lengte en breedte) stonden verwisseld"] == 1


def test_other_coordinates_are_converted_from_the_crs_that_is_stated() -> None:
    found, repaired = to_rd(series(AMERSFOORT).to_crs(3857), "a.gpkg")
    assert overlap(found.iloc[0], AMERSFOORT) > 0.99
    assert not repaired


def test_coordinates_that_could_be_anything_are_refused() -> None:
    with pytest.raises(InvalidFile, match=r"a\.zip.*coördinatenstelsel") as caught:
        to_rd(series(box(1e6, 1e6, 2e6, 2e6), crs=None), "a.zip")
    assert "prj" in caught.value.remedy


def test_nothing_to_convert_is_fine() -> None:
    found, repaired = to_rd(series(None, Polygon(), crs=None), "a.geojson")
    assert len(found) == 2
    assert not repaired


def test_a_bow_tie_keeps_its_surface() -> None:
    bow_tie = Polygon([(1e5, 4e5), (1e5 + 10, 4e5 + 10), (1e5 + 10, 4e5), (1e5, 4e5 + 10)])
    found, reasons, repaired = polygons(series(bow_tie))
    assert found.iloc[0].is_valid
    assert found.iloc[0].area == pytest.approx(50)
    assert reasons.tolist() == [""]
    assert repaired == {"ongeldige omtrek hersteld": 1}


def test_overlapping_parts_dont_become_a_hole() -> None:
    overlapping = MultiPolygon([box(1e5, 4e5, 1e5 + 10, 4e5 + 10), box(1e5 + 5, 4e5, 1e5 + 15, 4e5 + 10)])
    found, _, _ = polygons(series(overlapping))
    assert found.iloc[0].area == pytest.approx(150)


def test_height_is_dropped() -> None:
    raised = wkt.loads("POLYGON Z ((1e5 4e5 3, 100010 4e5 3, 100010 400010 3, 1e5 4e5 3))")
    found, _, repaired = polygons(series(raised))
    assert not found.iloc[0].has_z
    assert repaired == {"hoogte weggelaten": 1}


def test_every_row_without_a_polygon_says_why() -> None:
    square = box(1e5, 4e5, 1e5 + 10, 4e5 + 10)
    flat = Polygon([(1e5, 4e5), (1e5 + 10, 4e5), (1e5, 4e5)])
    shapes = [
        square,
        None,
        MultiPolygon(),
        Point(1e5, 4e5),
        LineString([(1e5, 4e5), (1e5 + 1, 4e5)]),
        flat,
        shapely.transform(square, lambda xy: np.where(xy == 1e5, np.nan, xy)),
        shapely.transform(square, lambda xy: np.where(xy == 1e5, np.inf, xy)),
        box(-1e6, 0, -9e5, 10),
        GeometryCollection([Point(1e5, 4e5), square]),
    ]
    found, reasons, repaired = polygons(series(*shapes))
    assert reasons.tolist() == [
        "",
        "geen omtrek",
        "geen omtrek",
        "geen vlak",
        "geen vlak",
        "omtrek niet te herstellen",
        "omtrek niet te herstellen",
        "omtrek niet te herstellen",
        "ligt buiten Nederland",
        "",
    ]
    assert found.isna().tolist() == [reason != "" for reason in reasons]
    assert found.iloc[9].equals(square)
    assert not repaired


def test_the_input_stays_as_it_was() -> None:
    given = series(swapped(AMERSFOORT), None)
    to_rd(given, "a")
    polygons(given)
    assert given.iloc[0].equals(swapped(AMERSFOORT))


def test_equal_outlines_with_one_key_are_left_out_and_others_are_united() -> None:
    one, other = box(0, 0, 1, 1), box(2, 0, 3, 1)
    turned = Polygon([(1, 0), (1, 1), (0, 1), (0, 0)])
    keys = pd.Series(["a", "b", "a", "b", "c"], index=[5, 6, 7, 8, 9])
    shapes = gpd.GeoSeries([one, one, turned, other, other], index=keys.index, crs=28992)
    found, repaired, left_out = unite(shapes, keys)
    assert found.index.tolist() == [5, 6, 9]
    assert found[5].equals(one)
    assert found[6].area == pytest.approx(2)
    assert repaired == {"losse delen van één gebied samengevoegd": 1}
    assert left_out == {"dubbel, met dezelfde omtrek": 1}
