"""Taking links to something of the sociale kaart out of the Markdown of an own text."""

import re
from collections.abc import Callable

_LINK = re.compile(
    r"!?\[(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*\]\(\s*<?plek:(?P<id>[^\s()<>]+)>?(?:\s[^()\n]*)?\)"
)
_LEFT = re.compile(r"plek:(?P<id>[^\s()<>\"']+)")
"""What's no link as the editor writes it, and may be one all the same."""


def unlinked(text: str, unwanted: Callable[[str], bool], instead: str) -> str:
    """The text with `instead` for each link to an `unwanted` record (by its id), with the link's words."""
    if "plek:" not in text:
        return text
    whole = _LINK.sub(lambda found: instead if unwanted(found["id"]) else found[0], text)
    return _LEFT.sub(lambda found: "plek:" if unwanted(found["id"]) else found[0], whole)
