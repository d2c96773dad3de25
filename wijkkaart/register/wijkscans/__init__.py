"""Wijkscans in the register: parts with all their versions, pictures, and what was adopted.

Reading takes the role of the reader, and gives nothing of a wijkscan that it may not see. The own texts may
still name persons whom it may not see: `Guide.masked` takes those out.
"""

from wijkkaart.register.wijkscans.checked import LARGEST_CONTENT, LONGEST_TEXT, PartRefused
from wijkkaart.register.wijkscans.saving import (
    PartConflict,
    restore,
    save,
    save_all,
    save_fields,
    start,
    trash,
    untrash,
)
from wijkkaart.register.wijkscans.stored import (
    PartState,
    UnknownWijkscan,
    Wijkscan,
    get,
    history,
    is_wijkscan,
    listed,
    parts,
)

__all__ = [
    "LARGEST_CONTENT",
    "LONGEST_TEXT",
    "PartConflict",
    "PartRefused",
    "PartState",
    "UnknownWijkscan",
    "Wijkscan",
    "get",
    "history",
    "is_wijkscan",
    "listed",
    "parts",
    "restore",
    "save",
    "save_all",
    "save_fields",
    "start",
    "trash",
    "untrash",
]
