"""Reading table files, well-formed and hostile."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import python_calamine

from wijkkaart.build.tables import read_table
from wijkkaart.config import Settings
from wijkkaart.errors import InvalidFile

SETTINGS = Settings()


def table(tmp_path: Path, content: str | bytes, name: str = "tabel.csv") -> pd.DataFrame:
    (found,) = read_table(write(tmp_path, content, name), SETTINGS)
    return found.frame


def write(tmp_path: Path, content: str | bytes, name: str = "tabel.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, settings: Settings = SETTINGS) -> InvalidFile:
    with pytest.raises(InvalidFile) as caught:
        read_table(path, settings)
    error = caught.value
    assert path.name in error.found
    assert error.expected
    assert error.remedy
    return error


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separator_line_ending_and_encoding_are_found_out(
    tmp_path: Path, separator: str, ending: str, encoding: str
) -> None:
    rows = [["naam", "waarde"], ["Café de Knaapen", "2"], ["Sint-Jozefkerk €", "3"]]
    text = ending.join(separator.join(row) for row in rows) + ending
    frame = table(tmp_path, text.encode(encoding))
    assert list(frame.columns) == ["naam", "waarde"]
    assert frame.naam.tolist() == ["Café de Knaapen", "Sint-Jozefkerk €"]
    assert frame.dtypes.eq("str").all()


def test_decimal_commas_are_not_separators(tmp_path: Path) -> None:
    frame = table(tmp_path, "code;een;twee\nBU1;1,5;2,5\nBU2;3,5;4,5\n")
    assert frame.loc[1].tolist() == ["BU2", "3,5", "4,5"]


def test_a_statline_export_loses_its_title_and_source_lines_and_its_padding(tmp_path: Path) -> None:
    text = (
        '\ufeff"Nabijheid voorzieningen; afstand locatie, 2023"\n'
        '"Wijken en buurten";"Regioaanduiding/Codering (code)";"Afstand (km)"\n'
        '"Nederland";"NL00      ";"     2.0"\n'
        '"Hof";"BU03070100";"       ."\n'
        '"Bron: CBS"\n'
    )
    frame = table(tmp_path, text)
    assert list(frame.columns) == ["Wijken en buurten", "Regioaanduiding/Codering (code)", "Afstand (km)"]
    assert frame.iloc[:, 1].tolist() == ["NL00", "BU03070100"]
    assert frame.iloc[:, 2].tolist() == ["2.0", "."]


def test_a_title_line_padded_with_separators_is_left_out_too(tmp_path: Path) -> None:
    assert list(table(tmp_path, "Overzicht;;\n;;\na;b;c\n1;2;3\n").columns) == ["a", "b", "c"]


def test_headers_are_stripped_named_and_made_unique(tmp_path: Path) -> None:
    frame = table(tmp_path, " naam ,naam,,naam (2),\nA,B,C,D,\n")
    assert list(frame.columns) == ["naam", "naam (3)", "kolom 3", "naam (2)"]


def test_empty_rows_and_nameless_empty_columns_go(tmp_path: Path) -> None:
    frame = table(tmp_path, "a;;b\n1;;\n;;\n\n2;;3\n")
    assert list(frame.columns) == ["a", "b"]
    assert frame.a.tolist() == ["1", "2"]
    assert frame.b.tolist() == ["", "3"]


def test_quotes_keep_separators_and_line_ends_together(tmp_path: Path) -> None:
    frame = table(tmp_path, 'a;b\n"een; twee";"regel 1\nregel 2"\n')
    assert frame.loc[0].tolist() == ["een; twee", "regel 1\nregel 2"]


def test_separators_too_many_at_the_end_of_lines_do_no_harm(tmp_path: Path) -> None:
    assert table(tmp_path, "a;b\n1;2;\n3;4;;\n").b.tolist() == ["2", "4"]


@pytest.mark.parametrize("bad", ["3", "3;4;5"])
def test_a_row_of_another_width_is_refused_with_its_line_number(tmp_path: Path, bad: str) -> None:
    error = refused(write(tmp_path, f'a;b\n1;"x\ny"\n{bad}\n5;6\n'))
    assert "regel 4" in error.found


def test_a_quote_that_never_closes_is_refused(tmp_path: Path) -> None:
    refused(write(tmp_path, 'a;b\n1;"2\n' + "3;4\n" * 60_000))


def test_a_large_table_is_read_whole_across_its_chunks(tmp_path: Path) -> None:
    frame = table(tmp_path, "n;m\n" + "".join(f"{n};{n}\n" for n in range(45_001)))
    assert frame.n.tolist() == [str(n) for n in range(45_001)]


def test_formulas_stay_text(tmp_path: Path) -> None:
    assert table(tmp_path, "naam;w\n\"=cmd|' /C calc'!A0\";=1+1\n").loc[0].tolist() == [
        "=cmd|' /C calc'!A0",
        "=1+1",
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leeg"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "webpagina"),
        (b"\xef\xbb\xbf \n<html lang='nl'>", "webpagina"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"a;b\n1;\x00\x01\x02\n", "geen tekst"),
        (b"%PDF-1.7 ...", "geen tekst"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "geen tekst"),
        (b"PK\x03\x04 niets", "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "beschadigd"),
        (b'{"a": [1, 2', "JSON"),
        (b"[" * 200_000, "JSON"),
        (b"[1, 2, 3]", "geen lijst"),
    ],
)
def test_what_is_no_table_is_refused_with_reasons(tmp_path: Path, content: bytes, word: str) -> None:
    assert word in refused(write(tmp_path, content)).found


def test_limits_on_size_rows_and_columns_hold(tmp_path: Path) -> None:
    path = write(tmp_path, "a;b;c\n1;2;3\n4;5;6\n")
    refused(path, Settings(data=tmp_path, max_text_bytes=10))
    refused(path, Settings(data=tmp_path, max_rows=1))
    refused(path, Settings(data=tmp_path, max_columns=2))
    records = write(tmp_path, '[{"a": 1, "b": 2, "c": 3}]', "lijst.json")
    refused(records, Settings(data=tmp_path, max_columns=2))


def test_a_workbook_gives_a_table_for_each_sheet_that_is_not_empty(tmp_path: Path) -> None:
    sheet = [
        ["Titel"],
        ["code", "aantal", "deel", "datum", "moment", "klopt", None],
        ["0344", 5.0, 0.1, datetime.date(2024, 5, 1), datetime.datetime(2024, 5, 1, 14, 30), True, None],
        [None, None, None, None, None, None, None],
        ["BU1", 1e6, -2.5, None, None, False, None],
    ]
    path = write(tmp_path, workbook(("kwb-2024", sheet), ("leeg", []), ("twee", [["a"], ["1"]])), "w.xlsx")
    first, second = read_table(path, SETTINGS)
    assert (first.layer, second.layer) == ("kwb-2024", "twee")
    assert first.columns == ["code", "aantal", "deel", "datum", "moment", "klopt"]
    assert first.frame.loc[0].tolist() == ["0344", "5", "0.1", "2024-05-01", "2024-05-01 14:30", "ja"]
    assert first.frame.loc[1].tolist() == ["BU1", "1000000", "-2.5", "", "", "nee"]


def test_a_formula_in_a_workbook_is_not_worked_out(tmp_path: Path) -> None:
    path = write(tmp_path, workbook(("a", [["x", "y"], ["=1+1", 2]])), "w.xlsx")
    assert read_table(path, SETTINGS)[0].frame.loc[0].tolist() == ["", "2"]


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    assert table(tmp_path, workbook(("a", [["x", "y"], [1, 2]])), "w.csv").x.tolist() == ["1"]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    data = workbook(("a", [["x", "y"], *([n, n * n] for n in range(500))]))
    refused(write(tmp_path, data[: len(data) // 2], "half.xlsx"))
    middle = len(data) // 3
    refused(write(tmp_path, data[:middle] + bytes(64) + data[middle + 64 :], "gat.xlsx"))


def test_a_workbook_with_a_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: object) -> None:
        raise python_calamine.PasswordError("password")

    monkeypatch.setattr("wijkkaart.build.workbooks.open_workbook", locked)
    path = write(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "w.xls")
    assert "wachtwoord" in refused(path).found


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lees.txt", "hallo")
    assert "zonder werkmap" in refused(path).found


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(30_000_000))
    assert "pakt uit" in refused(path).found


def test_a_lone_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "a"
    book.worksheets[0]["XFD1048576"] = 1
    path = tmp_path / "ver.xlsx"
    book.save(path)
    assert "cellen" in refused(path).found


ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Blad1">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
CELL = '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "w.ods"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def test_a_libreoffice_workbook_is_read_with_its_long_empty_tail(tmp_path: Path) -> None:
    row = "<table:table-row>{}</table:table-row>"
    head = row.format(CELL.format(more="", text="naam") + CELL.format(more="", text="plaats"))
    body = row.format(CELL.format(more="", text="De Roef") + CELL.format(more="", text="Amersfoort"))
    tail = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (raw,) = read_table(ods(tmp_path, head + body + tail), SETTINGS)
    assert raw.frame.to_dict("records") == [{"naam": "De Roef", "plaats": "Amersfoort"}]


def test_a_libreoffice_cell_repeated_without_end_is_refused(tmp_path: Path) -> None:
    cell = CELL.format(more=' table:number-columns-repeated="16384"', text="5")
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "cellen" in refused(ods(tmp_path, row)).found


def test_a_list_of_records_gives_a_row_a_record(tmp_path: Path) -> None:
    content = [
        {"naam": " Ontmoet ", "open": {"nl": "ma"}, "dagen": ["ma", "di"], "n": 5.0, "x": None, "ja": True},
        {"naam": "B", "extra": 0.25},
    ]
    frame = table(tmp_path, json.dumps(content), "lijst.json")
    assert list(frame.columns) == ["naam", "open.nl", "dagen", "n", "x", "ja", "extra"]
    assert frame.loc[0].tolist() == ["Ontmoet", "ma", '["ma", "di"]', "5", "", "ja", ""]
    assert frame.loc[1].tolist() == ["B", "", "", "", "", "", "0.25"]


def test_an_object_with_one_list_is_that_list(tmp_path: Path) -> None:
    frame = table(tmp_path, json.dumps({"versie": 1, "value": [{"a": 1}, {"a": 2}]}), "odata.json")
    assert frame.a.tolist() == ["1", "2"]


def test_any_other_object_gives_a_row_a_value(tmp_path: Path) -> None:
    frame = table(tmp_path, json.dumps({"a": {"b": 1, "c": None}, "d": float("nan")}), "boom.json")
    assert frame.to_dict("records") == [
        {"pad": "a/b", "waarde": "1"},
        {"pad": "a/c", "waarde": ""},
        {"pad": "d", "waarde": ""},
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "rows", "columns"),
    [
        ("stats/kwb_utrecht_2023.xlsx", 122, 121),
        ("stats/kwb_utrecht_2024.xlsx", 122, 121),
        ("stats/nabijheid_utrecht_2023_statline.csv", 123, 115),
        ("stats/nabijheid_statline_85231NED.csv", 11, 2),
        ("stats/ses_woa_statline_85163NED.csv", 579, 9),
        ("stats/rivm_50090NED_amersfoort_amstelveen.csv", 1920, 44),
        ("stats/nl_buurten_2024_kwb_selectie.csv", 14574, 39),
        ("stats/heerenveen_area_scans_2019.csv", 1372, 6),
        ("liveability/amstelveen_leefbaarometer_dimensies.csv", 56, 11),
        ("facilities/duo_po_addresses_2013.csv", 6804, 30),
        ("facilities/ov_haltes_govi.json", 4429, 4),
        ("register/opening_hours_nl.csv", 169, 6),
    ],
)
def test_real_files_are_read_whole(shared: Path, file: str, rows: int, columns: int) -> None:
    (raw,) = read_table(shared / file, SETTINGS)
    assert raw.frame.shape == (rows, columns)
    assert not raw.frame.isna().any().any()
