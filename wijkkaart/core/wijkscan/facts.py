"""What is known now of an area and a wijkscan of it: what its texts are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wijkkaart.core.calling import Calling
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen


@dataclass(frozen=True)
class NoteSeen:
    """A note of the team."""

    name: str
    year: int
    """In which it was written; 0 when that isn't known."""
    text: str


@dataclass(frozen=True)
class PartSeen:
    """What is known now of an area that's a part of that of the wijkscan."""

    figures: Mapping[str, FigureSeen]
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """As those of `Facts`."""


@dataclass(frozen=True)
class Facts:
    """What the checklist needs to know."""

    day: date
    basis: Basis
    """What was accepted, with the figures of other areas that texts use (see `changes.with_texts`)."""
    now: Basis
    doubtful: Mapping[str, str] = field(default_factory=dict)
    """Id of a figure to why it isn't certain, in Dutch (`een schatting`)."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """Id of a figure to what may be said of it beside `beside`: `higher`, `lower`, `same` or `unsure`."""
    beside: str = ""
    """Name of the area that verdicts are against."""
    others: tuple[str, ...] = ()
    """Names of other areas: a sentence that has one may be about that area."""
    area: str = ""
    """Name of the area itself."""
    within: Mapping[str, PartSeen] = field(default_factory=dict)
    """Name of a part of the area to what is known of it: a sentence that names it is about that part."""
    notes: Mapping[str, tuple[NoteSeen, ...]] = field(default_factory=dict)
    """Paragraph to the notes about it and its figures."""
    persons: tuple[str, ...] = ()
    """Names of key persons, for who may know them."""
    person_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Such a name to the ids of who have it."""
    calling: Calling = field(default_factory=lambda: Calling(()))
    """The same, as people call them."""
    records: frozenset[str] = frozenset()
    """Ids of all rows of `Guide.things` that are there, of any area."""
    photos: frozenset[str] = frozenset()
    """Ids of the pictures of the wijkscan."""

    def figure(self, key: str) -> FigureSeen | None:
        """A figure as it was accepted, else as it is now."""
        return self.basis.figures.get(key) or self.now.figures.get(key)
