"""Finding the point that a typed address means."""

import numpy as np
import pandas as pd
import pytest

from wijkkaart.core.whereabouts import whereabouts

PLACES = pd.DataFrame(
    [
        ("Buurthuis", "Merelstraat 2", "1234 AB", 52.0, 5.0),
        ("Eettafel", "Buurthuis, Merelstraat 2", "1234 AB", 52.0, 5.0),
        ("School", "Merelstraat 10", "1234 AC", 52.2, 5.2),
        ("Bibliotheek", "Oude Markt 1", "1235 XY", 52.4, 5.4),
        ("Nergens", "Leegte 1", "1236 AA", np.nan, np.nan),
    ],
    columns=["name", "address", "postcode", "lat", "lon"],
)


@pytest.mark.parametrize(
    ("text", "point", "name", "exact"),
    [
        ("Merelstraat 10", (52.2, 5.2), "Merelstraat 10", True),
        ("merelstaat 10", (52.2, 5.2), "Merelstraat 10", True),
        ("Merelstraat 11", (52.2, 5.2), "Merelstraat 10", False),
        ("Oude Markt", (52.4, 5.4), "Oude Markt", False),
        ("1234ac", (52.2, 5.2), "postcode 1234 AC", True),
        ("1235 ZZ", (52.4, 5.4), "postcode 1235", False),
        ("bibliotheek", (52.4, 5.4), "Bibliotheek", True),
        ("52.156, 5.388", (52.156, 5.388), "waar u bent", False),
    ],
)
def test_an_address_is_found_as_near_as_is_known(
    text: str, point: tuple[float, float], name: str, exact: bool
) -> None:
    found = whereabouts(text, PLACES)
    assert found is not None
    assert (found.point, found.name, found.exact) == (point, name, exact)


@pytest.mark.parametrize("text", ["", "   ", "Leegte 1", "Onvindbaarlaan 4", "9999 XX", "?!"])
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert whereabouts(text, PLACES) is None


def test_no_places_give_no_answer() -> None:
    assert whereabouts("Merelstraat 2", PLACES.iloc[:0]) is None
