"""Reports of an area: the format wijkkaart as a file to hand over.

document  a report as plain data: chapters, paragraphs, and blocks of text, figures, pictures and lists
making    makes it of what is known of an area, as a role may see it
around    the places, people and notes of a paragraph
plan      the map of an area with numbered places, as SVG
html, word, pdf  write it

`write(report, form)` gives the bytes of a file.
"""

from collections.abc import Callable

from wijkkaart.reports import html, pdf, word
from wijkkaart.reports.document import Report

FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "html": ("text/html", html.write),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
    "pdf": ("application/pdf", pdf.write),
}
"""Format, also the end of a file's name, to its media type and what writes it."""

__all__ = ["FORMS", "write"]


def write(report: Report, form: str) -> bytes:
    """The report as a file in one of FORMS."""
    return FORMS[form][1](report)
