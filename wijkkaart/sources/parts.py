"""What is asked of a publisher, and what it hands over."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from wijkkaart.model import COUNTRY
from wijkkaart.raw import Raw
from wijkkaart.sources.client import Client, Reply


@dataclass(frozen=True)
class Wanted:
    """What the user asked for."""

    gemeente: str
    """Code of the gemeente; COUNTRY for the whole country."""
    name: str = ""
    """Its name, where it's known: what a publisher without codes is asked by."""
    years: tuple[int, ...] = ()
    """Only these years; empty for every year there is."""
    bounds: tuple[float, float, float, float] | None = None
    """West, south, east and north of the gemeente in EPSG:28992, where its outline is known."""

    @property
    def country(self) -> bool:
        """Whether the whole country is wanted."""
        return self.gemeente == COUNTRY

    def wants(self, year: int) -> bool:
        """Whether this year is wanted."""
        return not self.years or year in self.years


@dataclass
class Answer:
    """What came for one piece: the replies, and how to make tables of them."""

    replies: Sequence[Reply]
    """Every reply the tables are made of, in order."""
    raws: Callable[[], list[Raw]]
    """Makes the tables; not called when the replies are those of last time. Raises FetchError."""
    url: str = ""
    """The address that the manifest names; default that of the first reply."""
    table: str = ""
    """The publisher's table id."""

    @property
    def digest(self) -> str:
        """A hash of all that came: the same when nothing changed."""
        return hashlib.sha256("\n".join(reply.sha256 for reply in self.replies).encode()).hexdigest()


@dataclass(frozen=True)
class Piece:
    """One thing to fetch: what becomes one line on the page Bronnen."""

    key: str
    """Stable name: what comes under the same key replaces what came before (`kwb-2024-GM0307`)."""
    label: str
    """In Dutch, for progress, messages and the page Bronnen: `Kerncijfers wijken en buurten 2024`."""
    ask: Callable[[Client], Answer]
    """Asks the publisher. Raises FetchError."""


class Probed(Protocol):
    """What every module in `sources` offers that asks a publisher."""

    NAME: str
    """Short name, as `--only` takes it: `kwb`."""
    LABEL: str
    """In Dutch, for the progress of the whole source: `Kerncijfers wijken en buurten (CBS)`."""

    def probe(self, client: Client) -> str:
        """Ask one small question; says in Dutch what answered as expected. Raises FetchError."""


class Publisher(Probed, Protocol):
    """What a module offers that brings data."""

    def pieces(self, wanted: Wanted, client: Client) -> list[Piece]:
        """What there is to fetch; may ask the network which years there are. Raises FetchError."""
