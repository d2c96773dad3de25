"""Days and times in what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.spoken import Spoken, understood


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("taalles dinsdagavond", Spoken("taalles", ("di",), ("avond",))),
        ("Op maandag-morgen wandelen", Spoken("wandelen", ("ma",), ("ochtend",))),
        ("zaterdag of zondag voetbal", Spoken("of voetbal", ("za", "zo"))),
        ("huisarts nu open", Spoken("huisarts", when="nu")),
        ("eten vandaag", Spoken("eten", when="vandaag")),
        ("deze week", Spoken("", when="week")),
        ("samen eten morgen", Spoken("samen eten", when="morgen")),
        ("morgenavond sporten", Spoken("sporten", parts=("avond",), when="morgen")),
        ("koor vanavond", Spoken("koor", parts=("avond",), when="vandaag")),
        ("maandagmorgen koffie", Spoken("koffie", ("ma",), ("ochtend",))),
        ("goedemorgen", Spoken("goedemorgen")),
        ("Zondagsschool", Spoken("Zondagsschool")),
        ("bibliotheek", Spoken("bibliotheek")),
    ],
)
def test_days_and_moments_are_taken_out(text: str, wanted: Spoken) -> None:
    assert understood(text) == wanted


@given(st.text(max_size=80))
def test_anything_can_be_typed(text: str) -> None:
    assert understood(understood(text).text).text == " ".join(understood(understood(text).text).text.split())
