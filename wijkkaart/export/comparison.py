"""A comparison as files: CSV, Excel with a sheet of definitions and sources, GeoJSON."""

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import geopandas as gpd
import shapely
import xlsxwriter

from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import Reason
from wijkkaart.export import csv
from wijkkaart.export.cells import clean
from wijkkaart.export.table import Table as Sheet
from wijkkaart.model import WGS84, Indicator, Status
from wijkkaart.present import comparison_words, dutch
from wijkkaart.present.comparison import own
from wijkkaart.present.comparison.grid import QUALITIES, place
from wijkkaart.present.comparison.making import Compared, source_lines

HEADINGS = (
    "Code", "Gebied", "Cijfer", "Jaar", "Waarde", "Eenheid", "Ondergrens", "Bovengrens", "Stand",
    "Vergeleken met", "Waarde daar", "Verschil", "Oordeel", "Gunstig of niet", "Plaats", "Van", "Bron",
)  # fmt: skip
_VERDICTS = {
    Verdict.HIGHER: "zeker hoger",
    Verdict.LOWER: "zeker lager",
    Verdict.SAME: "nauwelijks verschil",
}
_CALM = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_DECIMALS = 5


@dataclass(frozen=True)
class Extra:
    """A sheet more, and lines for the sheet that explains."""

    sheets: Sequence[Sheet] = ()
    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)


def long_table(found: Compared) -> Sheet:
    """A row an area and figure, with all that the table on the screen says."""
    rows = []
    for cell in found.table.cells.to_dict("records"):
        entry = found.indicators[str(cell["indicator"])]
        beside = found.beside(entry.id)
        rows.append(
            [
                cell["code"],
                clean(found.names[cell["code"]]),
                entry.label,
                str(cell["year"] or ""),
                _number(cell["value"], entry),
                # A cell with only a sign looks like a formula.
                "procent" if entry.unit == "%" else entry.unit,
                *(_number(cell[edge], entry) for edge in ("lower", "upper")),
                status(cell["value"], cell["status"]),
                clean(found.names[found.reference]),
                _number(beside.value, entry),
                _number(cell["difference"], entry),
                verdict(cell),
                QUALITIES.get(cell["quality"], ""),
                place(cell["first"], cell["last"]),
                str(cell["of"]) if cell["of"] else "",
                source_title(str(cell["source"])),
            ]
        )
    return Sheet("Lang", [*HEADINGS], rows)


def _number(value: float, entry: Indicator) -> str | float:
    # Worked out figures have no more decimals than they're worth, plus one to go on with.
    return "" if math.isnan(value) else round(float(value), entry.decimals + 1)


def status(value: float, name: str) -> str:
    """Why a figure is missing, or that it's an estimate."""
    words = dutch.STATUS_TEXT.get(Status(name), "") if name else ""
    return words or (dutch.NO_DATA if math.isnan(value) else "")


def verdict(cell: Mapping[Any, Any]) -> str:
    """What may be said of a figure beside the reference."""
    if cell["verdict"] == Verdict.UNSURE:
        return f"niet te zeggen: {comparison_words.REASONS[Reason(cell['why'] or Reason.MISSING)]}"
    return _VERDICTS.get(cell["verdict"], "")


def source_title(name: str) -> str:
    """`CBS, Kerncijfers wijken en buurten`."""
    entry = sources().get(name)
    return f"{entry.publisher}, {entry.title}" if entry else ""


def wide_table(found: Compared) -> Sheet:
    """A row an area, a column a figure; the reference first. What is missing is told in words."""
    entries = found.table.indicators
    heads = [_heading(entry, found.table.years.get(entry.id, 0)) for entry in entries]
    whole = [found.beside(entry.id) for entry in entries]
    first: list[str | float] = [found.reference, f"{clean(found.names[found.reference])} (ter vergelijking)"]
    rows: list[list[str | float]] = [
        [*first, *(_filled(v.value, v.status, e) for v, e in zip(whole, entries, strict=True))]
    ]
    values, names = found.table.wide("value"), found.table.wide("status")
    for code in found.table.codes:
        cells = zip(values.loc[code], names.loc[code], entries, strict=True)
        rows.append([code, clean(found.names[code]), *(_filled(v, s, e) for v, s, e in cells)])
    return Sheet("Tabel", ["Code", "Gebied", *heads], rows)


def _heading(entry: Indicator, year: int) -> str:
    told = ("", "aantal", "score")
    unit = "" if entry.unit in told or entry.unit in entry.label.casefold() else f", {entry.unit}"
    return f"{entry.label}{unit} ({year or 'geen jaar'})"


def _filled(value: float, name: str, entry: Indicator) -> str | float:
    return status(value, name) if math.isnan(value) else _number(value, entry)


def definitions(found: Compared) -> Sheet:
    """What each figure means, of which source and year."""
    heads = ["Cijfer", "Eenheid", "Wat het betekent", "Meer is", "Jaar", "Gedeeld door", "Bron", "Licentie"]
    directions = {"good": "gunstig", "bad": "ongunstig", "none": "geen van beide"}
    rows: list[list[str | float]] = []
    for entry in found.table.indicators:
        source = sources().get(entry.source)
        rows.append(
            [
                entry.label,
                entry.unit,
                entry.explanation,
                directions[entry.direction],
                str(found.table.years.get(entry.id) or ""),
                indicators()[entry.denominator].label if entry.denominator in indicators() else "",
                source_title(entry.source),
                source.licence if source else "",
            ]
        )
    return Sheet("Uitleg cijfers", heads, rows)


def explanation(found: Compared, today: date, extra: Extra) -> Sheet:
    """How to read the file, and where its figures come from."""
    lines = [
        ("Gemaakt met", f"wijkkaart, {dutch.day(today)}"),
        ("Vergeleken met", found.names[found.reference]),
        ("Zo leest u dit", "Een leeg vak of een woord is geen nul: er is dan geen cijfer."),
        ("", "Aantallen per wijk en buurt zijn willekeurig afgerond op 5: kleine verschillen zeggen niets."),
        ("", "De ondergrens en bovengrens zeggen waar het echte cijfer ligt."),
        ("", "Een plaats als 3–8 betekent dat die gebieden niet van elkaar te onderscheiden zijn."),
        *(("Eigen gebieden", line) for line in (*own.weighed(found), *own.unsaid(found))),
        *extra.lines,
        *(("Bron", line.removeprefix("Bron: ")) for line in source_lines(found)),
    ]
    return Sheet("Uitleg en bronnen", ["Wat", "Uitleg"], [[clean(a), clean(b)] for a, b in lines])


def as_csv(found: Compared) -> bytes:
    """The long table as CSV that Dutch Excel opens at once."""
    return csv.write(long_table(found))


def as_excel(found: Compared, today: date, extra: Extra | None = None) -> bytes:
    """A workbook: the table, the long table, definitions, and how to read it."""
    more = extra or Extra()
    sheets = [wide_table(found), *more.sheets, long_table(found), definitions(found)]
    return workbook([*sheets, explanation(found, today, more)], today)


def workbook(sheets: Sequence[Sheet], today: date) -> bytes:
    """Sheets as a workbook. Text stays text: no formula or link is made of it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _CALM) as book:
        book.set_properties({"title": "wijkkaart", "created": datetime.combine(today, time.min)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for each in sheets:
            sheet = book.add_worksheet(each.title[:31])
            for column, heading in enumerate(each.headings):
                sheet.write_string(0, column, heading, bold)
                longest = max((len(str(row[column])) for row in each.rows[:200]), default=0)
                sheet.set_column(
                    column, column, min(max(10, longest + 1), 70), wrap if longest > 70 else None
                )
            for number, row in enumerate(each.rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write_number(number, column, value)
            sheet.freeze_panes(1, 2 if each.headings[:2] == ["Code", "Gebied"] else 0)
            if each.rows:
                sheet.autofilter(0, 0, len(each.rows), len(each.headings) - 1)
    return out.getvalue()


def as_geojson(found: Compared, shapes: gpd.GeoDataFrame) -> bytes:
    """The areas with an outline as a FeatureCollection (RFC 7946, WGS 84), a property a figure.

    A figure that is missing is null, and has its reason under `<id>_stand`.
    """
    outlines = shapes.to_crs(WGS84)
    grounds = dict(
        zip(outlines.code, shapely.set_precision(outlines.geometry, 10.0**-_DECIMALS), strict=True)
    )
    cells = dict(iter(found.table.cells.groupby("code")))
    features = []
    for code in found.table.codes:
        if code not in grounds:
            continue
        said: dict[str, Any] = {"code": code, "naam": clean(found.names[code])}
        for cell in cells[code].to_dict("records"):
            entry = found.indicators[str(cell["indicator"])]
            value = _number(cell["value"], entry)
            said[entry.id] = None if value == "" else value
            said[f"{entry.id}_jaar"] = int(cell["year"]) or None
            if words := status(cell["value"], cell["status"]):
                said[f"{entry.id}_stand"] = words
        shape = shapely.geometry.mapping(grounds[code])
        features.append({"type": "Feature", "id": code, "geometry": shape, "properties": said})
    about = {"vergeleken met": found.names[found.reference], "bronnen": [*source_lines(found)]}
    labels = {
        entry.id: _heading(entry, found.table.years.get(entry.id, 0)) for entry in found.table.indicators
    }
    whole = {"type": "FeatureCollection", "wijkkaart": about | {"cijfers": labels}, "features": features}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
