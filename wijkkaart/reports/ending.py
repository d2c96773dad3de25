"""The end of a chapter on paper: its summary stays whole, and never stands alone on a page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wijkkaart.core.wijkscan.parts import SUMMARY
from wijkkaart.reports.document import Block, Chapter, Grid, Listing, Points, Prose, Section, Text

_SHORT = 1_800
"""Signs of a summary that is kept whole: a longer one fills much of a page anyway."""
_HELD, _LINES = 4, 8
"""Pieces before a summary that go along to its page, and lines of each at most."""


def sections(chapter: Chapter) -> Iterator[tuple[Section, int, bool]]:
    """Each section, how many of its last pieces stay with what follows, and whether it's kept whole."""
    for section, after in pairwise((*chapter.sections, None)):
        if section is not None:
            held = _held(section.blocks) if after is not None and _is_summary(after) else 0
            yield section, held, _is_summary(section) and _signs(section.blocks) <= _SHORT


def _is_summary(section: Section) -> bool:
    return section.key.endswith(SUMMARY)


def _held(blocks: Sequence[Block]) -> int:
    """How many small pieces it ends with; all that there is when that's no more."""
    found = 0
    for block in reversed(blocks[-_HELD:]):
        if not _is_small(block):
            break
        found += 1
    return found


def _is_small(block: Block) -> bool:
    match block:
        case Text() | Prose():
            return True
        case Listing():
            return len(block.lines) <= _LINES
        case Points():
            return len(block.items) <= _LINES
        case Grid():
            return len(block.rows) <= _LINES
        case _:
            return False


def _signs(blocks: Sequence[Block]) -> int:
    """Signs of running text; endless with anything else in it."""
    found = 0
    for block in blocks:
        match block:
            case Prose():
                found += sum(len(span.text) for span in block.spans)
            case Points():
                found += sum(map(_signs, block.items))
            case _:
                return _SHORT + 1
    return found
