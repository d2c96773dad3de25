"""Reports of an area: the format wijkkaart as a file to hand over.

document    a report as plain data: chapters, paragraphs, and blocks of text, figures, pictures and lists
making      makes it of what is known of an area, as a role may see it; paragraphs: of one paragraph
around      the places, people and notes of a paragraph
plan        the map of an area with numbered places, as SVG
wijkscan    makes it of a wijkscan; own_text: what people wrote, as blocks
frozen      keeps it as it was adopted
html, word, odt, pdf  write it, with the modules that begin with their names
summary, poster       two pages of it, and one to hang on the wall
letters, paper, script  what letters have, how large things are, which way a text runs

`write(report, form)` gives the bytes of a file.
"""

from collections.abc import Callable

from wijkkaart.reports import html, odt, odt_parts, pdf, word
from wijkkaart.reports.document import Report

FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "html": ("text/html", html.write),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
    "odt": (odt_parts.MIME, odt.write),
    "pdf": ("application/pdf", pdf.write),
}
"""Format, also the end of a file's name, to its media type and what writes it."""

__all__ = ["FORMS", "write"]


def write(report: Report, form: str) -> bytes:
    """The report as a file in one of FORMS."""
    return FORMS[form][1](report)
