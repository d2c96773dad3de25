"""Taking links to something that's gone, or not to be seen, out of a text."""

import pytest

from wijkkaart.core.wijkscan.links import unlinked
from wijkkaart.core.wijkscan.markup import references


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bij [Els](plek:weg) thuis", "Bij X thuis"),
        ("[Els \\] [de] Vries](plek:weg), [Huis](plek:blijft)", "X, [Huis](plek:blijft)"),
        ('[Els]( <plek:weg> "titel")', "X"),
        ("[Els][1]\n\n[1]: plek:weg", "[Els][1]\n\n[1]: plek:"),
        ("[**Els**](plek:weg)[Jo](plek:weg)", "XX"),
        ("[Els](plek:weg2) plek:blijft", "[Els](plek:weg2) plek:blijft"),
        ("[Els](cijfer:weg)", "[Els](cijfer:weg)"),
    ],
)
def test_a_link_goes_with_its_words(text: str, left: str) -> None:
    found = unlinked(text, lambda id_: id_ == "weg", "X")
    assert found == left
    assert "weg" not in {id_ for id_, _ in references(found).records}
