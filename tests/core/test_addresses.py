"""Looking up an address among those that are known."""

from typing import Any

import pytest

from wijkkaart.core.addresses import Addresses


def row(address: str, postcode: str = "", lat: float = 52.0, **more: Any) -> dict[str, Any]:
    return {"address": address, "postcode": postcode, "city": "Torenstad", "lat": lat, "lon": 5.0,
            "approximate": False} | more  # fmt: skip


KNOWN = Addresses(
    [
        row("Kruisplein 1", "1000 AA", 52.1),
        row("Bibliotheek, Kruisplein 3", "1000 AA", 52.3),
        row("Markerkade 95a", "1000 BB", 52.5),
        row("Markerkade 9", "1000 BB", 52.7, approximate=True),
        row("Nergens 4", "1000 CC", float("nan")),
        row("Zonder nummer", "1000 DD", 52.9),
    ]
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kruisplein 3", "Kruisplein 3, 1000 AA Torenstad"),
        ("Kruispln 1", "Kruisplein 1, 1000 AA Torenstad"),
        ("markerkade 95a torenstad", "Markerkade 95a, 1000 BB Torenstad"),
    ],
)
def test_an_address_is_found_by_what_people_type(typed: str, first: str) -> None:
    assert KNOWN.find(typed)[0].line == first


def test_too_little_or_something_else_finds_nothing() -> None:
    assert KNOWN.find("kr") == []
    assert KNOWN.find("xyzzy 12") == []
    assert len(KNOWN.find("kruisplein", limit=1)) == 1


def test_a_known_address_has_its_own_point() -> None:
    found = KNOWN.at("Kruisplein 3", "1000aa")
    assert found is not None
    assert (found.latitude, found.exact) == (52.3, True)


def test_an_unknown_number_lies_somewhere_in_its_postcode() -> None:
    found = KNOWN.at("Kruisplein 77", "1000 AA")
    assert found is not None
    assert (round(found.latitude, 6), found.exact, found.city) == (52.2, False, "Torenstad")


def test_what_lies_about_there_is_not_taken_for_the_address() -> None:
    found = KNOWN.at("Markerkade 9", "1000 BB")
    assert found is not None
    assert not found.exact


@pytest.mark.parametrize(("address", "postcode"), [("", ""), ("Kade 1", "9999 ZZ"), ("Nergens 4", "1000 CC")])
def test_what_is_not_known_is_nowhere(address: str, postcode: str) -> None:
    assert KNOWN.at(address, postcode) is None


def test_without_a_postcode_only_an_address_that_is_there_once_counts() -> None:
    found = KNOWN.at("kruisplein 1", "")
    assert found is not None
    assert found.postcode == "1000 AA"
    two = Addresses([row("Dorpsstraat 1", "1000 AA"), row("Dorpsstraat 1", "2000 AA")])
    assert two.at("Dorpsstraat 1", "") is None
