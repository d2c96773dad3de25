"""A report as PDF: tagged and for everybody to read (PDF/UA-1), set by typst."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from wijkkaart.errors import WijkkaartError
from wijkkaart.present import dutch
from wijkkaart.reports import ending, letters, pdf_own
from wijkkaart.reports.document import Block, Listing, Picture, Report, Table, Text
from wijkkaart.reports.paper import picture_width

_MM = 0.27
"""Millimetres on paper a pixel of a picture."""
_SIGN, _PIECE, _MOST = 0.2e-3, 12e-3, 300.0
"""Megabytes that setting a sign takes, and a piece of text with its tags; and those that it may."""
DRAWN = "figuur"
"""What names of pictures that hold words begin with."""


@cache
def _template(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()


def write(report: Report) -> bytes:
    """The report as PDF.

    The texts go to the template as data, so that nothing in them can be read as its language. Raises
    WijkkaartError when there's more own text than a PDF can be made of.
    """
    _fits(report)
    files: dict[str, bytes] = {}
    shown = {
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "day": dutch.day(report.day),
        "facts": report.facts,
        "chapters": [
            {
                "heading": chapter.heading,
                "blocks": _blocks(chapter.blocks, files),
                "sections": [
                    {
                        "heading": section.heading,
                        "blocks": _blocks(section.blocks, files),
                        "held": held,
                        "whole": whole,
                    }
                    for section, held, whole in ending.sections(chapter)
                ],
            }
            for chapter in report.chapters
        ],
    }
    return Pages("report.typ", shown, files, report).made()


def _fits(report: Report) -> None:
    """Refuse what would take so much memory that everybody who uses the app would notice."""
    signs, pieces = pdf_own.extent(report.blocks())
    if signs * _SIGN + pieces * _PIECE > _MOST:
        raise WijkkaartError(
            f"Van {report.title} is geen PDF te maken: er is te veel eigen tekst voor.",
            f"Gevonden: {dutch.number(signs)} tekens in {dutch.number(pieces)} alinea's, punten en vakken.",
            "Maak het als Word, ODT of HTML: daar staat alles in. Of verdeel het over meer wijkscans.",
        )


class Pages:
    """A template and what it shows, as `report.json`; `fonts` and `lost` in it are about its letters."""

    def __init__(
        self, template: str, shown: Mapping[str, Any], files: Mapping[str, bytes], report: Report
    ) -> None:
        # Of a photo only the looks count: it has no words.
        drawn = {name: data.decode() for name, data in files.items() if name.startswith(DRAWN)}
        words = json.dumps(shown, ensure_ascii=False)
        found = letters.fitting(words + "".join(drawn.values()))
        content = {**json.loads(letters.fitting(words).text), "fonts": found.families}
        content["lost"] = letters.told(found.lost)
        self._typst = import_module("typst")
        self._title, self._day = report.title, report.day
        self._fonts = self._typst.Fonts(include_system_fonts=False, font_paths=[*found.folders])
        self._files = {
            "main.typ": _template(template),
            "report.json": json.dumps(content, ensure_ascii=False).encode(),
            **files,
            **{name: letters.fitting(text).text.encode() for name, text in drawn.items()},
        }

    def count(self) -> int:
        """How many pages there are, as the template says at `<bladzijden>`."""
        found = self._run(self._typst.query, selector="<bladzijden>", field="value", one=True)
        return int(json.loads(found))

    def made(self) -> bytes:
        """The PDF."""
        day = datetime(self._day.year, self._day.month, self._day.day, tzinfo=UTC)
        found: bytes = self._run(self._typst.compile, format="pdf", pdf_standards=["ua-1"], timestamp=day)
        return found

    def _run(self, work: Any, **how: Any) -> Any:
        try:
            return work(self._files, font_paths=self._fonts, **how)
        except self._typst.TypstError as error:
            raise WijkkaartError(
                f"Van het rapport over {self._title} is geen PDF te maken: {error.message}.",
                remedy="Maak het als Word of HTML, en meld dit.",
            ) from error


def _blocks(blocks: Sequence[Block], files: dict[str, bytes]) -> list[dict[str, Any]]:
    return [_block(block, files) for block in blocks]


def _block(block: Block, files: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": "text", "small": block.small, **_text(block)}
        case Listing():
            return {"kind": "list", "title": block.title, "lines": [_text(line) for line in block.lines]}
        case Table():
            return {"kind": "table", **_table(block)}
        case Picture():
            name = f"{DRAWN}-{len(files) + 1}.svg"
            files[name] = block.svg.encode()
            data = _table(block.data) if block.data is not None else None
            said = {"caption": block.caption, "alt": block.alt, "note": block.note}
            return {"kind": "picture", "file": name, "width": picture_width(block, _MM), "data": data, **said}
        case _:
            return pdf_own.own(block, lambda inside: _blocks(inside, files), files)


def _text(text: Text) -> dict[str, str]:
    return {"lead": text.lead, "text": text.text}


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "columns": table.columns, "rows": table.rows}
