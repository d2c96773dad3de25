"""One row of a file on its way into the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wijkkaart.record import RecordKind


@dataclass(frozen=True)
class Cells:
    """A row of a table made for people: texts that still have to be read."""

    texts: Mapping[str, str]
    """Field name to the text of its cell, for the columns that the file has."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Field name to the JSON of its second column."""
    marks: Mapping[str, str] | None = None
    """Field name (with `cells.LINK` for JSON) to the mark of what was exported; None without marks."""


@dataclass(frozen=True)
class Incoming:
    """A row with what it says of one record."""

    where: str
    """`Plekken, rij 12`."""
    kind: RecordKind
    id: str = ""
    """"" when the row has none."""
    cells: Cells | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """What a file for machines says, instead of `cells`."""
    named: Mapping[str, str] = field(default_factory=dict)
    """RECORD fields by the name of what they point at; one that isn't found is told and left empty."""
    version: int | None = None
    """The version that a file for machines was made from; None when it doesn't tell."""
    example: bool = False
    remarks: tuple[str, ...] = ()
    """Dutch, for the report."""
    problem: str = ""
    """Why the row can't be taken, when that's clear already."""

    @property
    def name(self) -> str:
        """What the record is called, as far as the row says."""
        said = self.cells.texts.get("name", "") if self.cells else self.values.get("name", "")
        return " ".join(str(said).split())
