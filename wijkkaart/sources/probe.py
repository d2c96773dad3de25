"""Whether every publisher still answers as we think: one small question to each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wijkkaart.errors import FetchError, InvalidFile
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Probed


@dataclass(frozen=True)
class ProbeResult:
    """How one publisher answered."""

    name: str
    """What `--only` calls it."""
    label: str
    """In Dutch: whose what it is."""
    ok: bool
    """Whether the answer was as expected."""
    said: str
    """What came, in Dutch; or what went wrong, and what to do."""


def probe(publishers: Iterable[Probed], client: Client) -> Iterator[ProbeResult]:
    """Ask each publisher in turn; one that fails leaves the others. Raises Stopped.

    Use a client with `refresh`: what's on disk proves nothing.
    """
    for publisher in publishers:
        try:
            said = publisher.probe(client)
        except (FetchError, InvalidFile) as error:
            yield ProbeResult(publisher.NAME, publisher.LABEL, False, str(error))
        else:
            yield ProbeResult(publisher.NAME, publisher.LABEL, True, said)
