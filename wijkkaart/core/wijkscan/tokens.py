"""Markdown as tokens: the parser that own texts are read with, and what it's kept from.

Nothing in a text may become HTML, make other text vanish, or keep the machine busy for minutes.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as _link_rule
from markdown_it.token import Token

WEB = ("http://", "https://", "mailto:")
"""How an address may begin that isn't one of ours."""
_DEEPEST = 20
"""Lists and quotes that lie deeper in each other than this are shown as they were typed."""
_MOST_MARKS, _MOST_OPEN, _LONGEST_LINE, _WIDEST = 2_000, 500, 20_000, 200
"""A text with more marks in one paragraph, brackets that are no links, characters in a line, or columns in
a table is shown as it was typed: reading that would take minutes, and no person writes it."""
_LINKS = "wijkscan_links"
_MARK = re.compile(r"[\[*_<&]")


def tokens(text: str) -> list[Token] | None:
    """A text as markdown-it has it; None when it's too tangled, and is to be shown as it was typed."""
    if not _simple(paragraphs(text)):
        return None
    found = _parser().parse(text)
    return None if any(token.level >= _DEEPEST for token in found) else found


def links(text: str) -> list[tuple[str, str]]:
    """The address of each link in a text, and how the link was written; each way once."""
    env: dict[str, Any] = {_LINKS: []}
    if _simple(paragraphs(text)):
        _parser().parse(text, env)
    return [*dict.fromkeys(env[_LINKS])]


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines."""
    return [part.strip("\n") for part in re.split(r"\n\s*\n", text)]


@cache
def _parser() -> MarkdownIt:
    """Markdown with tables; without what makes text vanish (definitions of links) or change by accident."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST + 4}).enable("table")
    parser.disable(["reference", "code", "lheading"])
    usual = parser.normalizeLink
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    # What may follow is decided in `markup`; ids stay as they are.
    parser.normalizeLink = lambda url: usual(url) if url.startswith(WEB) else url  # type: ignore[method-assign]
    parser.inline.ruler.at("link", _watched)
    return parser


def _watched(state: StateInline, silent: bool) -> bool:
    """The rule for links, that remembers how each was written."""
    start, count = state.pos, len(state.tokens)
    found = _link_rule(state, silent)
    if found and not silent and _LINKS in state.env:
        opened = next((each for each in state.tokens[count:] if each.type == "link_open"), None)
        if opened is not None:
            state.env[_LINKS].append((str(opened.attrs.get("href", "")), state.src[start : state.pos]))
    return found


def _simple(parts: Sequence[str]) -> bool:
    """Whether each paragraph, list or table is one that a person may have written."""
    if sum(part.count("[") - part.count("](") for part in parts) > _MOST_OPEN:
        return False
    lines = [line for part in parts for line in part.split("\n")]
    return (
        all(len(_MARK.findall(part)) <= _MOST_MARKS for part in parts)
        and max(map(len, lines)) <= _LONGEST_LINE
        and max(line.count("|") for line in lines) <= _WIDEST
    )
