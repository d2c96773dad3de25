"""A text of which only what changed is sent, as a page that is closing can send little."""

import zlib


def spliced(text: str, start: int, end: int, put: str, sum_: int) -> str | None:
    """The text with `put` for what stands from `start` up to `end`.

    None when what comes of it isn't the text with this CRC-32 (of its UTF-8): the other end began with
    another text.
    """
    if not 0 <= start <= end <= len(text):
        return None
    found = text[:start] + put + text[end:]
    return found if sum_of(found) == sum_ else None


def sum_of(text: str) -> int:
    """The CRC-32 of a text in UTF-8."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
