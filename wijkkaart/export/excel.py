"""Tables as an Excel workbook: a sheet a kind, and one that explains what is in it."""

import io
from datetime import datetime, time

import xlsxwriter

from wijkkaart.export.selection import Selection
from wijkkaart.export.table import Table

_WIDEST, _NARROWEST, _SAMPLE = 60, 8, 200
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd-mm-yyyy",
}


def write(tables: list[Table], selection: Selection) -> bytes:
    """A workbook of these tables. Text stays text: no formula or link is made of it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        # The same contents give the same file.
        book.set_properties({"title": "wijkkaart", "created": datetime.combine(selection.today, time.min)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            _sheet(book, table, bold)
        _explanation(book, tables, selection, bold, wrapped)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: Table, bold: object) -> None:
    sheet = book.add_worksheet(table.title[:31])
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, _width(table, column), None, {"hidden": heading in table.hidden})
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _explanation(
    book: xlsxwriter.Workbook, tables: list[Table], selection: Selection, bold: object, wrapped: object
) -> None:
    sheet = book.add_worksheet("Uitleg")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    lines = [*selection.account(), *((f"Blad {table.title}", f"{len(table.rows)} rijen") for table in tables)]
    lines.append(
        (
            "Terug inlezen",
            "Pas cellen aan en lees het bestand in met `wijkkaart import`. Laat de kolommen id, Versie en "
            "Controle staan: daaraan is te zien wat er veranderd is.",
        )
    )
    for number, (heading, text) in enumerate(lines):
        sheet.write_string(number, 0, heading, bold)
        sheet.write_string(number, 1, text, wrapped)


def _width(table: Table, column: int) -> float:
    texts = [table.headings[column], *(str(row[column]) for row in table.rows[:_SAMPLE])]
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(_WIDEST, max(_NARROWEST, longest + 2))
