"""CSV, Excel and GeoJSON: what stands in them, and that hostile text does no harm."""

import csv as csvlib
import io
import json
import math
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export import sample
from wijkkaart.core import spreadsheets
from wijkkaart.export import cells, csv, excel, geojson, table
from wijkkaart.record import FIELDS, RecordKind, fields_of

K = RecordKind
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


def _rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csvlib.DictReader(io.StringIO(data[3:].decode(), newline=""), delimiter=";"))


def _hostile() -> list[Any]:
    return [
        sample.record(
            K.ORGANIZATION, f"{number:08d}-0000-4000-8000-000000000000", name=text, description=text
        )
        for number, text in enumerate(sample.HOSTILE)
    ]


# -- tables


def test_a_table_has_every_field_of_the_kind_under_its_label() -> None:
    for kind in K:
        found = table.records_table(kind, sample.selection())
        assert {entry.label for entry in FIELDS[kind]} <= set(found.headings)
        assert len(found.headings) == len(set(found.headings))
        assert all(len(row) == len(found.headings) for row in found.rows)


def test_values_are_told_in_dutch() -> None:
    [row] = [
        dict(zip(made.headings, line, strict=True))
        for made in [table.records_table(K.SERVICE, sample.selection())]
        for line in made.rows
        if line[0] == sample.OFFER
    ]
    assert row["Voor wie"] == "Ouderen; Jongeren"
    assert row["Van wie"] == "Stichting De Kamp"
    assert row["Waar"] == "Buurthuis; Opvang"
    assert row["Begonnen op"] == "01-02-2020"
    assert row["Vanaf leeftijd"] == 18.0
    assert row["Stand"] == "verhuisd"
    assert row["Wanneer"].startswith("elke dinsdag van 19.30 tot 21.30 uur")
    assert row["Voor bewoners van"] == "Kruiskamp (BU00010000)"
    assert row["Gecontroleerd op"] == "09-09-2026"


def test_what_came_from_a_source_carries_its_notice() -> None:
    made = table.records_table(K.LOCATION, sample.selection())
    sources = {row[0]: row[made.headings.index("Bron")] for row in made.rows}
    assert sources == {sample.PLACE: "© OpenStreetMap-bijdragers (ODbL 1.0)", sample.SHELTER: table.OWN}


def test_an_offer_has_a_row_for_each_place_and_rule() -> None:
    made = table.occurrences_table(sample.selection())
    said = [(row[0], row[3], row[10], row[-1]) for row in made.rows]
    assert said == [
        ("=Samen eten", "Buurthuis", "19:30", sample.PLACE),
        ("=Samen eten", "Opvang", "19:30", sample.SHELTER),
        ("=Samen eten", "Opvang", "19:30", sample.SHELTER),
        ("Wandelen", "", "", ""),
    ]
    assert made.rows[0][7:9] == ["Zuid", "Kruiskamp"]


def test_what_may_not_be_seen_has_no_name_and_no_id_either() -> None:
    seen = [found for found in sample.records() if found.id in {sample.NETWORK, sample.ORG}]
    chosen = sample.selection(seen, known={found.id: found for found in seen})
    text = csv.write(table.records_table(K.NETWORK, chosen)).decode()
    assert sample.ORG in text
    assert sample.PERSON not in text
    assert "Noor" not in text


# -- CSV


def test_csv_comes_back_as_it_was_and_nothing_in_it_is_calculated() -> None:
    rows = _rows(csv.write(table.records_table(K.ORGANIZATION, sample.selection(_hostile()))))
    assert len(rows) == len(sample.HOSTILE)
    for row, text in zip(rows, sample.HOSTILE, strict=True):
        assert spreadsheets.plain(row["Naam"]) == cells.clean(text)
        for cell in row.values():
            assert not cell.lstrip(' "').startswith(CALCULATED), cell


def test_a_number_of_abroad_stays_readable() -> None:
    assert spreadsheets.harmless("+31 6 12345678") == "'+31 6 12345678"


@given(st.text())
def test_making_harmless_can_be_undone_and_is_harmless(text: str) -> None:
    made = spreadsheets.harmless(text)
    assert spreadsheets.plain(made) == text
    assert not made.startswith(CALCULATED)


def test_numbers_have_a_decimal_comma() -> None:
    [row, _] = _rows(csv.write(table.records_table(K.LOCATION, sample.selection())))
    assert (row["Breedtegraad"], row["Lengtegraad"]) == ("52,1234567", "5,3876543")


# -- Excel


def _book(chosen: Any) -> Any:
    data = excel.write(table.tables(chosen), chosen)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_excel_has_a_sheet_a_kind_and_an_explanation() -> None:
    book = _book(sample.selection())
    assert book.sheetnames == [
        "Organisaties",
        "Plekken",
        "Aanbod",
        "Netwerken",
        "Sleutelpersonen",
        "Notities",
        "Aanbod per keer",
        "Uitleg",
    ]
    said = {row[0].value: row[1].value for row in book["Uitleg"].iter_rows()}
    assert said["Gebied"] == "Torenstad"
    assert said["Filters"] == "categorie Buurthuis"
    assert said["Aantal"] == "8 van 12"
    assert said["Zichtbaar voor"] == "team"
    assert said["Gemaakt op"] == "26-11-2026"
    assert "OpenStreetMap" in said["Bron en licentie"]


def test_excel_keeps_text_as_text_and_numbers_as_numbers() -> None:
    book = _book(sample.selection(_hostile()))
    sheet = book["Organisaties"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    for row, text in zip(sheet.iter_rows(min_row=2), sample.HOSTILE, strict=True):
        assert row[2].data_type == "s"
        assert row[2].hyperlink is None
        assert row[2].value.strip() == cells.clean(text).strip()
    place = _book(sample.selection())["Plekken"]
    [at] = [cell.column for cell in place[1] if cell.value == "Breedtegraad"]
    assert place.cell(2, at).value == pytest.approx(52.1234567)


def test_a_text_that_is_too_long_for_a_cell_is_cut_off_and_says_so() -> None:
    long = sample.record(K.NOTE, sample.NOTE, name="A", text="x" * 40_000, date="2026-01-01")
    value = _book(sample.selection([long]))["Notities"].cell(2, 4).value
    assert len(value) == cells.LONGEST
    assert value.endswith("…")


# -- GeoJSON


def test_geojson_has_what_has_a_point() -> None:
    made = json.loads(geojson.write(sample.selection()))
    assert made["type"] == "FeatureCollection"
    assert "crs" not in made
    assert [found["properties"]["Wat"] for found in made["features"]] == ["plek", "aanbod"]
    for found in made["features"]:
        assert found["geometry"] == {"type": "Point", "coordinates": [5.38765, 52.12346]}
        assert found["properties"]["Plek is ongeveer"] is True
    assert made["wijkkaart"]["Aantal"] == "8 van 12"
    assert "OpenStreetMap" in made["wijkkaart"]["Bron en licentie"][0]
    assert sample.SHELTER not in [found["id"] for found in made["features"]]


@pytest.mark.parametrize(("lat", "lon"), [(None, 5.0), (math.nan, 5.0), (91.0, 5.0), (52.0, math.inf)])
def test_what_is_no_point_on_earth_is_left_out(lat: float | None, lon: float) -> None:
    place = sample.record(K.LOCATION, sample.PLACE, name="A", latitude=lat, longitude=lon)
    assert json.loads(geojson.write(sample.selection([place])))["features"] == []


# -- reading cells


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("26-11-2026", "2026-11-26"),
        ("2026-11-26 00:00", "2026-11-26"),
        ("1/2/2026", "2026-02-01"),
        ("31-2-2026", ""),
    ],
)
def test_dates_are_read_as_dutch_excel_writes_them(text: str, meaning: str) -> None:
    assert cells.iso_date(text) == meaning


def test_a_mark_is_the_same_however_a_spreadsheet_kept_the_cell() -> None:
    fields = fields_of(K.LOCATION)
    for name, texts in {
        "latitude": ("52,10", "52.1", " 52.100 "),
        "opened": ("26-11-2026", "2026-11-26"),
        "name": ("A  b", "A b ", "A\r\nb"),
        "approximate": ("ja", "WAAR", "True"),
        "alert": ("'=1", "=1"),
    }.items():
        assert len({cells.mark(fields[name], text) for text in texts}) == 1, name
    assert cells.mark(fields["name"], "A") != cells.mark(fields["name"], "B")
    assert cells.mark(fields["name"], "A") != cells.mark(fields["city"], "A")
    assert cells.mark(fields["name"], " ") == ""
