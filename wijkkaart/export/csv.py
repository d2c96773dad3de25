"""A table as CSV that Dutch Excel opens at once: UTF-8 with BOM, semicolons, decimal commas."""

import csv
import io

from wijkkaart.core.spreadsheets import harmless
from wijkkaart.export.table import Table


def write(table: Table) -> bytes:
    """The table, its headings first. Nothing in it is calculated by a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in table.headings])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return harmless(value)
    return f"{value:.10g}".replace(".", ",")
