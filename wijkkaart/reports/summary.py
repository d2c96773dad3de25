"""A report on two pages: what it comes down to, for who doesn't read it all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wijkkaart.core.wijkscan.parts import SUMMARY
from wijkkaart.present import dutch
from wijkkaart.reports import pdf
from wijkkaart.reports.document import (
    Block,
    Chapter,
    Grid,
    Listing,
    Points,
    Prose,
    Quote,
    Report,
    Section,
    Table,
    spoken,
)
from wijkkaart.wijkscan_definition import ANALYSIS

PAGES = 2
_STEPS = ((1400, 8), (1000, 8), (700, 6), (500, 6), (350, 5), (250, 4), (160, 3), (90, 2))
"""Signs a text and lines a list, tried in turn until all of it fits."""
_COVER = ("Van", "Versie", "Stand", "Wordt opnieuw bekeken op", "Zichtbaar voor")
_INTRO = "In het kort"


@dataclass(frozen=True)
class _Part:
    heading: str
    text: str


def write(report: Report) -> bytes:
    """The summary as PDF, never more than PAGES pages."""
    for signs, lines in _STEPS:
        pages = pdf.Pages("summary.typ", _shown(report, signs, lines), {}, report)
        if pages.count() <= PAGES:
            break
    return pages.made()


def _shown(report: Report, signs: int, lines: int) -> dict[str, Any]:
    """What the template needs, with texts and lists of this length."""
    facts = dict(report.facts)
    tables = [each for each in report.blocks() if isinstance(each, Table) and each.caption == "Kerncijfers"]
    striking = [each for each in report.blocks() if isinstance(each, Listing) and each.title == "Wat valt op"]
    plans = [each for each in report.blocks() if isinstance(each, Grid) and each.caption == "Actieplan"]
    found = [_Part(each.heading, _short(each.text, signs)) for each in _parts(report)]
    actions = [[spoken(cell) for cell in row] for plan in plans for row in plan.rows]
    return {
        "kind": report.kind,
        "title": report.title,
        "subtitle": report.subtitle,
        "day": dutch.day(report.day),
        "facts": [(label, facts[label]) for label in _COVER if label in facts],
        "figures": {"columns": tables[0].columns, "rows": tables[0].rows} if tables else None,
        "striking": [_short(line.text, signs) for each in striking[:1] for line in each.lines[:lines]],
        "parts": [{"heading": each.heading, "text": each.text} for each in found if each.text],
        "actions": actions[: lines + 1],
        "left": max(len(actions) - lines - 1, 0),
        "shortened": any(each.text.endswith("…") for each in found),
    }


def _parts(report: Report) -> Iterator[_Part]:
    """The introduction, the summaries of the chapters, and the analysis."""
    for chapter in report.chapters:
        if chapter.title == _INTRO:
            yield _Part("", _words(chapter.blocks))
        for section in chapter.sections:
            if _counts(chapter, section):
                summary = section.key.endswith(SUMMARY)
                yield _Part(chapter.title if summary else section.title, _words(section.blocks))


def _counts(chapter: Chapter, section: Section) -> bool:
    return section.key.endswith(SUMMARY) or chapter.number == ANALYSIS


def _words(blocks: Sequence[Block]) -> str:
    """What people wrote, as running text: without headings, tables and pictures."""
    return " ".join(each for block in blocks for each in _said(block) if each.strip())


def _said(block: Block) -> Iterator[str]:
    match block:
        case Prose() if not block.level:
            yield spoken(block.spans).replace("\n", " ")
        case Points():
            items = (" ".join(text for each in item for text in _said(each)) for item in block.items)
            lines = [item.rstrip(".;, ") for item in items if item.strip()]
            yield "; ".join(lines) + "." if lines else ""
        case Quote():
            yield f"‘{_words(block.blocks)}’"


def _short(text: str, signs: int) -> str:
    """The beginning of a text, whole sentences if that can be."""
    if len(text) <= signs:
        return text
    head = text[:signs]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? "))
    if end > signs // 3:
        return head[: end + 1] + " …"
    return head[: max(head.rfind(" "), signs // 2)].rstrip(" ,;:") + " …"
