"""A comparison and a social index as files: the words of the screen, nothing to calculate, whole again."""

import io
import json
from datetime import date

import geopandas as gpd
import openpyxl
import pytest
from shapely.geometry import box

from tests import toy
from tests.present.test_comparison import WHOLE, WIJKEN, planted
from tests.present.test_social_index import BU, OWN, _atlas, index_of
from wijkkaart.export import comparison, social_index
from wijkkaart.model import RD
from wijkkaart.present.comparison.index import with_own
from wijkkaart.present.profile.area import OwnSet

DAY = date(2026, 11, 26)


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_csv_has_a_line_an_area_and_figure_with_all_that_the_screen_says() -> None:
    lines = comparison.as_csv(planted()).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(WIJKEN) * 3
    head = lines[0].split(";")
    first = dict(zip(head, lines[1].split(";"), strict=True))
    assert (first["Gebied"], first["Waarde"], first["Waarde daar"]) == ("Wijk 0", "40", "30")
    assert (first["Oordeel"], first["Gunstig of niet"], first["Plaats"]) == ("zeker hoger", "gunstiger", "1")
    secret = dict(zip(head, lines[10].split(";"), strict=True))
    assert (secret["Waarde"], secret["Stand"]) == ("", "geheim: te weinig mensen om te tonen")
    bare = dict(zip(head, lines[6].split(";"), strict=True))
    assert bare["Stand"] == "schatting"
    assert "marge is niet bekend" in bare["Oordeel"]


def test_the_workbook_explains_its_figures_and_sources() -> None:
    found = sheets(comparison.as_excel(planted(), DAY))
    assert [*found] == ["Tabel", "Lang", "Uitleg cijfers", "Uitleg en bronnen"]
    table = found["Tabel"]
    assert table[0][:3] == ("Code", "Gebied", "Inkomen, duizend euro (2024)")
    assert table[1][:3] == (WHOLE, "Toren (ter vergelijking)", 30)
    # What is missing is told in words, and isn't nothing.
    assert table[5][2] == "geheim: te weinig mensen om te tonen"
    assert {row[0] for row in found["Uitleg cijfers"][1:]} == {"Inkomen", "Afstand", "Gezond_pct"}
    assert any("geen nul" in str(row[1]) for row in found["Uitleg en bronnen"])


def test_a_name_that_is_a_formula_stays_text() -> None:
    found = planted()
    found.names[WIJKEN[0]] = "=1+1"
    book = openpyxl.load_workbook(io.BytesIO(comparison.as_excel(found, DAY)))
    cell = book["Tabel"].cell(3, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert b"'=1+1" in comparison.as_csv(found)


def test_geojson_has_null_with_a_reason_where_a_figure_is_missing() -> None:
    shapes = gpd.GeoDataFrame(
        {"code": WIJKEN[:1] + WIJKEN[3:]}, geometry=[box(155000, 463000, 156000, 464000)] * 2, crs=RD
    )
    found = json.loads(comparison.as_geojson(planted(), shapes))
    assert [each["id"] for each in found["features"]] == [WIJKEN[0], WIJKEN[3]]
    first, last = (each["properties"] for each in found["features"])
    assert (first["inkomen"], first["inkomen_jaar"]) == (40.0, 2024)
    assert (last["inkomen"], last["inkomen_stand"]) == (None, "geheim: te weinig mensen om te tonen")
    # The church tower of Amersfoort: 52.155 north, 5.387 east.
    assert found["features"][0]["geometry"]["coordinates"][0][0] == pytest.approx([5.39, 52.16], abs=0.02)


def test_an_index_goes_out_with_its_parts_weights_and_base() -> None:
    made = index_of()
    found = sheets(social_index.as_excel(made, DAY))
    assert [*found] == ["Sociale index", "Delen", "Cijfers en gewichten", "Uitleg en bronnen"]
    assert "Index (indicatief)" in found["Sociale index"][0]
    assert len(found["Sociale index"]) == 1 + len(made.scores.codes)
    assert len(found["Delen"]) == 1 + len(made.scores.codes) * len(made.scores.inputs)
    reasons = [row[10] for row in found["Cijfers en gewichten"][1:] if row[10]]
    assert len(reasons) == len(made.base.left_out)
    assert any("niet het Wijkprofiel van Rotterdam" in str(row[1]) for row in found["Uitleg en bronnen"])
    again = json.loads(social_index.as_json(made))
    assert again["basis"]["year"] == made.base.year
    assert social_index.as_csv(made).startswith(b"\xef\xbb\xbfCode;Gebied;Index")


def test_own_areas_go_out_on_a_sheet_of_their_own() -> None:
    own = {OWN: OwnSet(OWN, "=1+1", toy.TOWN, tuple(BU[2:4]))}
    made = with_own(_atlas("index"), index_of(), own)
    found = sheets(social_index.as_excel(made, DAY))
    assert [*found][:3] == ["Sociale index", "Eigen gebieden", "Delen"]
    assert len(found["Sociale index"]) == 1 + len(made.scores.codes)
    assert found["Eigen gebieden"][1][:2] == (OWN, "=1+1 (eigen gebied)")
    row, head = found["Eigen gebieden"][1], found["Eigen gebieden"][0]
    least, most = (float(str(row[head.index(f"Door de delen {end}")])) for end in ("van", "tot"))
    assert least < most
    assert [row[0] for row in found["Delen"][-len(made.scores.inputs) :]] == [OWN] * len(made.scores.inputs)
    lines = social_index.as_csv(made).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 + len(made.scores.codes)
    assert lines[-1].startswith(f"{OWN};'=1+1")
