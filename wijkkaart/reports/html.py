"""A report as one HTML file: pictures, style and script in it, and nothing from elsewhere."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from wijkkaart.present import dutch
from wijkkaart.reports import html_own
from wijkkaart.reports.document import (
    Block,
    Chapter,
    Listing,
    Notes,
    Picture,
    Report,
    Section,
    Table,
    Text,
)

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_OPENING = re.compile(r"<svg\b([^>]*)>")
_OWN = re.compile(r'\b(id|href|xlink:href)="(#?)([^"]+)"')


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def write(report: Report) -> bytes:
    """The report as HTML, in UTF-8."""
    body = _Body()
    chapters = "".join(map(body.chapter, report.chapters))
    head = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}: {report.kind.casefold()}, {dutch.day(report.day)}</title>"
        f"<style>{_part('report.css')}</style></head>"
    )
    script = f"<script>{_part('report.js')}</script>"
    page = f"<body>{_cover(report)}{_contents(report)}<main>{chapters}</main>{script}"
    return f"{head}{page}</body></html>\n".encode()


def _cover(report: Report) -> str:
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in report.facts)
    return (
        f'<header class="cover"><p class="kind">{report.kind}: {escape(report.subtitle)}</p>'
        f"<h1>{escape(report.title)}</h1><p>{dutch.day(report.day)}</p><dl>{facts}</dl></header>"
    )


def _anchor(heading: str) -> str:
    return "deel-" + re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-")


def _contents(report: Report) -> str:
    items = []
    for chapter in report.chapters:
        inside = "".join(f"<li>{_link(section.heading)}</li>" for section in chapter.sections)
        items.append(f"<li>{_link(chapter.heading)}{f'<ol>{inside}</ol>' if inside else ''}</li>")
    return f'<nav aria-labelledby="inhoud"><h2 id="inhoud">Inhoud</h2><ol>{"".join(items)}</ol></nav>'


def _link(heading: str) -> str:
    return f'<a href="#{_anchor(heading)}">{escape(heading)}</a>'


class _Body:
    """Everything after the contents, with its numbers."""

    def __init__(self) -> None:
        self._figures: Iterator[int] = count(1)
        self._notes = 1

    def chapter(self, chapter: Chapter) -> str:
        sections = "".join(map(self._section, chapter.sections))
        return (
            f'<section class="chapter"><h2 id="{_anchor(chapter.heading)}">{escape(chapter.heading)}</h2>'
            f"{self._blocks(chapter.blocks, 3)}{sections}</section>"
        )

    def _section(self, section: Section) -> str:
        return (
            f'<section><h3 id="{_anchor(section.heading)}">{escape(section.heading)}</h3>'
            f"{self._blocks(section.blocks, 4)}</section>"
        )

    def _blocks(self, blocks: Sequence[Block], level: int) -> str:
        return "".join(self._block(block, level) for block in blocks)

    def _block(self, block: Block, level: int) -> str:
        match block:
            case Text():
                return f'<p class="{"small" if block.small else "text"}">{_text(block)}</p>'
            case Listing():
                title = f'<h{level} class="part">{escape(block.title)}</h{level}>' if block.title else ""
                return f"{title}<ul>{''.join(f'<li>{_text(line)}</li>' for line in block.lines)}</ul>"
            case Table():
                return _table(block)
            case Picture():
                return _picture(block, next(self._figures))
            case Notes():
                self._notes += 1
                return html_own.sources(block, _notes(self._notes - 1))
            case _:
                return html_own.own(
                    block, lambda inside: self._blocks(inside, level), level, _notes(self._notes)
                )


def _notes(number: int) -> str:
    """What the ids of the notes below a text begin with."""
    return f"noot-{number}-"


def _text(text: Text) -> str:
    lead = f"<strong>{escape(text.lead)}:</strong> " if text.lead else ""
    return lead + escape(text.text).replace("\n", "<br>")


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
    rows = "".join(f"<tr>{_row(row, table)}</tr>" for row in table.rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Sequence[str], table: Table) -> str:
    # A number on the map doesn't name a row; what comes after it does.
    names = 1 if table.columns[0] == "Nr." else 0
    return "".join(
        f'<th scope="row">{escape(cell)}</th>' if place == names else f"<td>{escape(cell)}</td>"
        for place, cell in enumerate(row)
    )


def _picture(picture: Picture, number: int) -> str:
    note = f"<br><small>{escape(picture.note)}</small>" if picture.note else ""
    data = ""
    if picture.data is not None:
        data = f"<details><summary>Cijfers bij deze grafiek</summary>{_table(picture.data)}</details>"
    zoom = "" if picture.data else " zoom"
    return (
        f'<figure class="picture{zoom}">{_svg(picture, number)}'
        f"<figcaption>Figuur {number}. {escape(picture.caption)}{note}</figcaption>{data}</figure>"
    )


def _svg(picture: Picture, number: int) -> str:
    """The picture in the page, with its words, and ids that no other picture has."""
    inner = _OWN.sub(lambda m: f'{m[1]}="{m[2]}p{number}-{m[3]}"', picture.svg)
    inner = inner.replace("url(#", f"url(#p{number}-")
    words = f'<title id="t{number}">{escape(picture.caption)}</title>'
    words += f'<desc id="d{number}">{escape(picture.alt)}</desc>'
    opening = f'<svg role="img" aria-labelledby="t{number} d{number}"'
    return _OPENING.sub(lambda m: f"{opening}{m[1]}>{words}", inner, count=1)
