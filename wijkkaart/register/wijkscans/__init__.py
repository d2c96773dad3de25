"""Wijkscans in the register: parts with all their versions, pictures, and what was adopted.

Reading takes the role of the reader, and gives nothing of a wijkscan that it may not see. The own texts may
still name persons whom it may not see: `Guide.masked` takes those out.
"""

from wijkkaart.register.wijkscans.adopting import Version, document, freeze, versions
from wijkkaart.register.wijkscans.checked import LARGEST_CONTENT, LONGEST_TEXT, PartRefused
from wijkkaart.register.wijkscans.photos import (
    LARGEST_PICTURE,
    MEDIA,
    MOST_PICTURES,
    Picture,
    add_picture,
    picture,
    pictures,
    remove_picture,
)
from wijkkaart.register.wijkscans.removing import REASONS, Removed, erase, holding, was_erased
from wijkkaart.register.wijkscans.saving import (
    LABELS,
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
    text_at,
)

__all__ = [
    "LABELS",
    "LARGEST_CONTENT",
    "LARGEST_PICTURE",
    "LONGEST_TEXT",
    "MEDIA",
    "MOST_PICTURES",
    "REASONS",
    "PartConflict",
    "PartRefused",
    "PartState",
    "Picture",
    "Removed",
    "UnknownWijkscan",
    "Version",
    "Wijkscan",
    "add_picture",
    "document",
    "erase",
    "freeze",
    "get",
    "history",
    "holding",
    "is_wijkscan",
    "listed",
    "parts",
    "picture",
    "pictures",
    "remove_picture",
    "restore",
    "save",
    "save_all",
    "save_fields",
    "start",
    "text_at",
    "trash",
    "untrash",
    "versions",
    "was_erased",
]
