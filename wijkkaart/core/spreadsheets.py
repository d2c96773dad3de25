"""Text in files that spreadsheets open: never a formula."""

import re

_FORMULA = re.compile(r"[\s\u200b\ufeff\"'`]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212\t\r\n]")
"""The start of a text that a spreadsheet might calculate, behind spaces and quotes as well."""


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: with a quote before it where it might; see `plain`.

    >>> harmless("=1+1"), harmless("+31 6 12345678"), harmless("De Kamp")
    ("'=1+1", "'+31 6 12345678", 'De Kamp')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """What `harmless` was given; other text as it stands."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
