"""Addresses of the BAG: all of them, page by page and tile by tile, or none."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.publishers import bag as service
from tests.publishers.bag import Bag
from tests.publishers.server import Publishers, dropped, html_page, status, truncated, xml_exception
from wijkkaart.build.readers import bag as reader
from wijkkaart.build.readers import reader_of
from wijkkaart.errors import FetchError
from wijkkaart.raw import Raw
from wijkkaart.sources import bag, wfs
from wijkkaart.sources.client import Client
from wijkkaart.sources.parts import Wanted

BOX = (155_000.0, 463_000.0, 159_000.0, 467_000.0)
AMERSFOORT = Wanted("GM0307", "Amersfoort", bounds=BOX)
PATH = "/pdok-service" + service.PATH


def grid(side: int) -> pd.DataFrame:
    """Addresses in rows and columns over BOX, its borders and its middle too."""
    x, y = np.meshgrid(np.linspace(BOX[0], BOX[2], side), np.linspace(BOX[1], BOX[3], side))
    numbers = [f"0307010000{turn:06d}" for turn in range(side * side)]
    return pd.DataFrame({"identificatie": numbers, "x": x.ravel(), "y": y.ravel()})


@pytest.fixture
def server(publishers: Publishers) -> Bag:
    return service.at(publishers, Bag(grid(51)))


@pytest.fixture
def client(publishers: Publishers, tmp_path: Path) -> Iterator[Client]:
    with Client(publishers.settings(tmp_path)) as opened:
        yield opened


def fetched(client: Client, wanted: Wanted = AMERSFOORT) -> Raw:
    (piece,) = bag.pieces(wanted, client)
    (raw,) = piece.ask(client).raws()
    return raw


def test_every_page_comes_in_and_every_address_once(client: Client, server: Bag) -> None:
    raw = fetched(client)
    assert len(raw.frame) == 51 * 51
    assert [each.get("startindex") for each in server.asked] == [None, "0", "1000", "2000"]
    one = raw.frame.iloc[0]
    assert (one.x, one.y, one.bouwjaar, one.gebruiksdoel) == (155_000.0, 463_000.0, 1975, "woonfunctie")
    assert raw.facts["gemeente"] == "GM0307"
    assert raw.facts["year"].startswith("20")
    assert reader_of(raw) is reader


def test_a_box_with_too_many_addresses_is_cut_into_quarters(
    client: Client, server: Bag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bag, "_MOST_PAGES", 1)
    raw = fetched(client)
    # The middle row and column lie in two quarters, the middle itself in four.
    assert len(raw.frame) == 51 * 51
    assert raw.frame.identificatie.is_unique
    assert max(int(each.get("startindex", 0)) for each in server.asked) == 0
    assert sum(each.get("resulttype") == "hits" for each in server.asked) == 5


def test_addresses_outside_the_box_do_not_come(client: Client, server: Bag) -> None:
    raw = fetched(client, Wanted("GM0307", bounds=(155_000.4, 463_000.0, 156_000.0, 464_000.0)))
    assert raw.frame.x.max() <= 156_000
    assert 100 < len(raw.frame) < 400


def test_a_second_time_nothing_is_asked_and_nothing_read(client: Client, server: Bag) -> None:
    (piece,) = bag.pieces(AMERSFOORT, client)
    first = piece.ask(client).digest
    asked = len(server.asked)
    assert piece.ask(client).digest == first
    assert len(server.asked) == asked


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lossy": True}, "zou 2601 adressen geven, maar het zijn er 2598"),
        ({"turned": True}, "buiten het gevraagde gebied"),
        ({"counts": False}, "hoeveel adressen"),
        ({"addresses": grid(51)[:0]}, "geen enkel adres"),
        ({"addresses": grid(51).assign(x=lambda f: f.x + 1e5), "blind": True}, "buiten het gevraagde gebied"),
    ],
)
def test_what_is_not_right_is_refused(
    client: Client, server: Bag, change: dict[str, object], message: str
) -> None:
    for name, value in change.items():
        setattr(server, name, value)
    with pytest.raises(FetchError, match=message):
        fetched(client)


def test_a_server_that_leaves_the_box_aside_is_not_asked_on_and_on(
    client: Client, server: Bag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bag, "_MOST_PAGES", 1)
    server.blind = True
    with pytest.raises(FetchError, match="geen rekening met het gebied"):
        fetched(client)
    assert len(server.asked) == 5


def test_other_properties_are_refused(client: Client, server: Bag, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(service.ADDRESS, "bouwjaar")
    with pytest.raises(FetchError, match="ontbreekt een van identificatie, bouwjaar"):
        fetched(client)


@pytest.mark.parametrize(
    "fault", [html_page(), xml_exception(), truncated, dropped, status(429, Retry_After="600"), status(503)]
)
@pytest.mark.parametrize("answered", [0, 2])
def test_a_fault_in_any_page_is_told(
    client: Client, publishers: Publishers, server: Bag, fault: object, answered: int
) -> None:
    publishers.inject(PATH, lambda _, answer: answer(), answered)
    publishers.inject(PATH, fault)  # type: ignore[arg-type]
    with pytest.raises(FetchError) as caught:
        fetched(client)
    assert caught.value.remedy


def test_after_a_fault_the_pages_that_came_are_not_asked_again(
    publishers: Publishers, server: Bag, tmp_path: Path
) -> None:
    with Client(publishers.settings(tmp_path, retries=0)) as client:
        publishers.inject(PATH, lambda _, answer: answer(), 3)
        publishers.inject(PATH, status(503), 1)
        with pytest.raises(FetchError):
            fetched(client)
        assert len(fetched(client).frame) == 51 * 51
    assert publishers.count(PATH) == 5


def test_without_the_outline_nobody_is_asked(client: Client) -> None:
    with pytest.raises(FetchError, match="Waar Amersfoort ligt, is nog niet bekend"):
        bag.pieces(Wanted("GM0307", "Amersfoort"), client)


def test_the_country_and_years_gone_by_are_not_asked_for(client: Client) -> None:
    assert bag.pieces(Wanted("NL00", bounds=BOX), client) == []
    assert bag.pieces(Wanted("GM0307", bounds=BOX, years=(2015,)), client) == []


def test_the_probe_asks_for_a_hectare(client: Client, server: Bag) -> None:
    assert bag.probe(client) == "4 adressen in een hectare van Amersfoort, met bouwjaar"


def test_a_page_is_no_larger_than_the_server_gives() -> None:
    assert wfs.PAGE == service._MOST


@pytest.mark.shared
def test_a_city_comes_in_whole(client: Client, publishers: Publishers, shared: Path) -> None:
    outline = service.outline(shared, "amersfoort")
    server = service.serve(publishers, shared, number=30_000)
    raw = fetched(client, Wanted("GM0307", "Amersfoort", bounds=outline.bounds))
    assert len(raw.frame) == server.addresses.identificatie.str.startswith("0307").sum()
