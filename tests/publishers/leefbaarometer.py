"""The Leefbaarometer's website: the zip with all scores, as sources.md §3.5 tells of it.

The scores of 2024 (buurten) and of Amstelveen's wijken 2014-2022 are the real ones; those of other years
follow from them. Nothing is known of the real file of gemeenten.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
from pytest_httpserver import HTTPServer

PATH = "/leefbaarometer/resources/open-data-leefbaarometer-meting-2024.zip"
FOLDER = "Leefbaarometer 3.0 - Meting 2024 - open data"
YEARS = (2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
MEAN = 4.1
"""Mean of the country, which the files with deviations only don't give."""
SCORES = ("lbm", "afw", "fys", "onv", "soc", "vrz", "won")
Row = Sequence[object]


def serve(server: HTTPServer, shared: Path, prefix: str = "", *, data: bytes | None = None) -> None:
    """Put the zip in its place; `data` replaces it."""
    body = archive(tables(shared)) if data is None else data
    handler = server.expect_request(prefix + PATH)
    handler.respond_with_data(body, content_type="application/zip", headers={"ETag": '"meting-2024"'})


def tables(shared: Path) -> dict[str, list[Row]]:
    """File name (without suffix) to its rows, the header first."""
    buurten = _buurten(shared)
    wijken = {
        (row["wk_code"], int(row["jaar"])): [float(row[name]) for name in SCORES] for row in _wijken(shared)
    }
    codes = dict.fromkeys(f"WK{code[2:8]}" for code, _ in buurten)
    for code in codes:
        for year in YEARS:
            inside = [
                values for (buurt, when), values in buurten.items() if buurt[2:8] == code[2:] and when == year
            ]
            wijken.setdefault(
                (code, year), [sum(column) / len(inside) for column in zip(*inside, strict=True)]
            )
    gemeenten = {
        (gemeente, year): [MEAN + 0.1, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02]
        for gemeente in dict.fromkeys(f"GM{code[2:6]}" for code in codes)
        for year in YEARS
    }
    named = {
        "buurten": ("bu_code", buurten),
        "wijken": ("wk_code", wijken),
        "gemeenten": ("gm_code", gemeenten),
    }
    return {
        f"Leefbaarometer-scores {level} 2002-2024": [(code, "jaar", *SCORES), *_lines(rows)]
        for level, (code, rows) in named.items()
    }


def archive(
    files: dict[str, list[Row]], separator: str = ",", *, excel: bool = False, folder: str = FOLDER
) -> bytes:
    """The zip with these files, as CSV or as workbooks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{folder}/Leesmij.txt", "Scores van de Leefbaarometer")
        packed.writestr(f"{folder}/Leefbaarometer-scores pc4 2002-2024.csv", "pc4,jaar,lbm\n3811,2024,4.2\n")
        for name, rows in files.items():
            content = _workbook(rows) if excel else _text(rows, separator)
            packed.writestr(f"{folder}/{name}.{'xlsx' if excel else 'csv'}", content)
    return out.getvalue()


def _text(rows: Iterable[Row], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def _workbook(rows: Iterable[Row]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("scores")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(rows: dict[tuple[str, int], list[float]]) -> list[Row]:
    return [(code, year, *values) for (code, year), values in sorted(rows.items())]


def _buurten(shared: Path) -> dict[tuple[str, int], list[float]]:
    """Amersfoort and Amstelveen, with one buurt of a neighbour."""
    found = {("BU03080101", year): [MEAN, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0] for year in YEARS}
    for name in ("amersfoort", "amstelveen"):
        text = (shared / f"liveability/{name}_lbm24_buurten.geojson").read_text(encoding="utf-8")
        for feature in json.loads(text)["features"]:
            about = feature["properties"]
            if about.get("raw_afw") is None:
                continue
            parts = [float(about[f"raw_{part}"] or 0) for part in SCORES[1:]]
            for year in YEARS:
                # A little less favourable the longer ago.
                shifted = [round(part - (2024 - year) * 0.001, 7) for part in parts]
                found[about["code"], year] = [round(MEAN + shifted[0], 7), *shifted]
    return found


def _wijken(shared: Path) -> list[dict[str, str]]:
    path = shared / "liveability/amstelveen_leefbaarometer_dimensies.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
