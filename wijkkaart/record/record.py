"""One record, with what is known about each of its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wijkkaart.record.fields import fields_of
from wijkkaart.record.words import RecordKind


@dataclass(frozen=True)
class FieldMeta:
    """What is known about one field of one record, beside its value."""

    origin: str = ""
    """Id of the source it was taken from (`data/sources.toml`), "" for own knowledge."""
    checked: str = ""
    """ISO date on which somebody last confirmed it; editing isn't checking."""
    checked_by: str = ""
    """Name of the account that did."""
    visibility: str = ""
    """The least role that sees it, where the record differs from its field; "" where it doesn't."""


@dataclass(frozen=True)
class Record:
    """One record as it stands in the register, or as a role may see it."""

    id: str
    """UUID as text."""
    kind: RecordKind
    values: Mapping[str, Any]
    """Field name to value; a field that isn't there is not known, or may not be seen."""
    meta: Mapping[str, FieldMeta] = field(default_factory=dict)
    """Field name to what's known about it; only fields of which something is."""
    version: int = 0
    """Counts the saves; 0 for one that was never saved."""
    created: str = ""
    """ISO time, UTC."""
    modified: str = ""
    """ISO time, UTC, of the last save."""
    trashed: str = ""
    """ISO time, UTC, at which it was thrown away; "" when it wasn't."""
    example: bool = False
    """Invented, and shown as such."""

    def __getitem__(self, name: str) -> Any:
        """The value of a field; its empty value when it isn't known or may not be seen."""
        found = self.values.get(name)
        return fields_of(self.kind)[name].empty if found is None else found

    @property
    def name(self) -> str:
        """What it's called; "" when that may not be seen."""
        return str(self.values.get("name") or "")
