"""A report as PDF: tagged and for everybody to read (PDF/UA-1), set by typst."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from fontTools.ttLib import TTFont

from wijkkaart.errors import WijkkaartError
from wijkkaart.present import dutch
from wijkkaart.reports import pdf_own
from wijkkaart.reports.document import Block, Listing, Picture, Report, Table, Text

UNKNOWN = "?"
"""Stands for a sign that the letter doesn't have: a PDF for everybody may not hold an empty one."""


@cache
def _letters() -> frozenset[int]:
    """The signs that the letter of the report has."""
    return frozenset(TTFont(Path(_fonts()) / "SourceSansPro-Regular.ttf").getBestCmap())


def fitting(text: str) -> str:
    """The text in signs that the letter has; other alphabets and pictures become UNKNOWN."""
    letters = _letters()
    return "".join(
        sign if ord(sign) in letters or sign == "\n" else _replaced(sign)
        for sign in unicodedata.normalize("NFC", text)
    )


def _replaced(sign: str) -> str:
    kind = unicodedata.category(sign)
    return " " if kind[0] == "Z" else "" if kind == "Cf" else UNKNOWN


@cache
def _template(name: str) -> bytes:
    return (Path(__file__).parent / name).read_bytes()


def write(report: Report) -> bytes:
    """The report as PDF.

    The texts go to the template as data, so that nothing in them can be read as its language.
    """
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
                    {"heading": section.heading, "blocks": _blocks(section.blocks, files)}
                    for section in chapter.sections
                ],
            }
            for chapter in report.chapters
        ],
    }
    return compiled(_template("report.typ"), shown, files, report)


def compiled(template: bytes, shown: dict[str, Any], files: dict[str, bytes], report: Report) -> bytes:
    """A PDF of what is shown, through a template that reads it as `report.json`."""
    words = fitting(json.dumps(shown, ensure_ascii=False))
    every = {"main.typ": template, "report.json": words.encode(), **files}
    try:
        # Its hints don't know of more files than one.
        made = typst.compile(  # type: ignore[call-overload]
            every,
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_fonts()]),
            pdf_standards=["ua-1"],
            timestamp=datetime(report.day.year, report.day.month, report.day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise WijkkaartError(
            f"Van het rapport over {report.title} is geen PDF te maken: {error.message}.",
            remedy="Maak het als Word of HTML, en meld dit.",
        ) from error
    assert isinstance(made, bytes)
    return made


def _fonts() -> str:
    return str(font_source_sans_pro.font_directory)


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
            name = f"figuur-{len(files) + 1}.svg"
            files[name] = fitting(block.svg).encode()
            data = _table(block.data) if block.data is not None else None
            said = {"caption": block.caption, "alt": block.alt, "note": block.note}
            return {"kind": "picture", "file": name, "width": block.width, "data": data, **said}
        case _:
            return pdf_own.own(block, lambda inside: _blocks(inside, files), files)


def _text(text: Text) -> dict[str, str]:
    return {"lead": text.lead, "text": text.text}


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "columns": table.columns, "rows": table.rows}
