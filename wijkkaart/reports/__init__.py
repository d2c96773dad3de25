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

`write(report, form)` gives the bytes of a file. While `with elsewhere():` lasts, charts are drawn in a
process of its own, which takes less memory.
"""

from importlib import import_module

from wijkkaart.charts.elsewhere import elsewhere
from wijkkaart.reports.document import Report
from wijkkaart.reports.odt_parts import MIME as _ODT

FORMS: dict[str, str] = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": _ODT,
    "pdf": "application/pdf",
}
"""Format, also the end of a file's name, to its media type."""
_WRITERS = {"docx": "word"}

__all__ = ["FORMS", "elsewhere", "write"]


def write(report: Report, form: str) -> bytes:
    """The report as a file in one of FORMS."""
    # Only what writes this form is read: the libraries of the others take memory too.
    module = import_module(f"{__name__}.{_WRITERS.get(form, form)}")
    found: bytes = module.write(report)
    return found
