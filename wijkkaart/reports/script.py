"""Which way a text runs."""

import unicodedata


def leftward(text: str) -> bool:
    """Whether a text begins in letters that run from right to left, as Arabic and Hebrew do."""
    for kind in map(unicodedata.bidirectional, text):
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False
