"""Asking every publisher one small question."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publishers.server import Publishers, html_page
from wijkkaart.errors import Stopped
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Piece, Wanted
from wijkkaart.sources.probe import ProbeResult, probe


@dataclass
class Toy:
    """A publisher that gives a list of years."""

    NAME: str
    LABEL: str

    def pieces(self, wanted: Wanted, client: Client) -> list[Piece]:  # noqa: ARG002 (a Publisher has it)
        return []

    def probe(self, client: Client) -> str:
        return f"{len(client.get('cbs', self.NAME).json())} jaren"


TOYS = (Toy("kwb", "Kerncijfers"), Toy("ses", "SES-WOA"), Toy("rivm", "Gezondheid"))


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Client:
    for toy in TOYS:
        publishers.give(f"/cbs/{toy.NAME}", "[2023, 2024]")
    return Client(publishers.settings(tmp_path), refresh=True)


def test_a_publisher_that_fails_leaves_the_others(client: Client, publishers: Publishers) -> None:
    publishers.inject("/cbs/ses", html_page())
    first, second, third = probe(TOYS, client)
    assert first == ProbeResult("kwb", "Kerncijfers", True, "2 jaren")
    assert (second.name, second.ok) == ("ses", False)
    assert "gaf een webpagina in plaats van gegevens. Verwacht:" in second.said
    assert third.ok


def test_each_result_comes_as_soon_as_it_is_there(client: Client, publishers: Publishers) -> None:
    next(probe(TOYS, client))
    assert publishers.count() == 1


def test_a_probe_can_be_stopped(client: Client) -> None:
    results = probe(TOYS, client)
    next(results)
    client.stop()
    with pytest.raises(Stopped):
        next(results)
