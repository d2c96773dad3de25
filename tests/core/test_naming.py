"""Finding persons in texts, however their names and numbers are written there."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.naming import Naming, form, telling

ELS = telling(["Els de Vries-Bos"], ["els.de_vries@oost.nl"], ["06 12345678", "033 463 7289"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bel ELS DE VRIES-BOS.", "Bel X."),
        ("Bel Els **de Vries**\\-Bos.", "Bel X."),
        ("Bel **Els** de\nVries-Bos!", "Bel **X!"),
        ("_Els de Vries\\-Bos_", "_X_"),
        ("Mail els.de\\_vries@oost.nl", "Mail X"),
        ("[mail](mailto:els.de_vries@oost.nl)", "[mail](mailto:X)"),
        ("06-12345678, 0612345678 of 06 12 34 56 78", "X, X of X"),
        ("+31 6 12345678, 0031612345678, +31 (0)6-1234 5678", "X, X, X"),
        ("(033) 463 72 89", "(X"),
        ("Els de Vries-Bosman, els.de_vries@oost.nlx", "Els de Vries-Bosman, els.de_vries@oost.nlx"),
        ("1061234567890 en 06123456780", "1061234567890 en 06123456780"),
        ("Els en de Vries", "Els en de Vries"),
        ("", ""),
    ],
)
def test_who_is_named_is_found_and_nobody_else(text: str, said: str) -> None:
    assert Naming(ELS).sub("X", text) == said


def test_a_name_is_found_in_either_form_of_its_accents() -> None:
    naming = Naming(["Zoë Müller"])
    assert naming.sub("X", "Zoe\u0308 Mu\u0308ller zegt cafe\u0301") == "X zegt café"
    assert naming.sub("X", "cafe\u0301") == "cafe\u0301"


def test_what_is_not_certain_names_nobody() -> None:
    assert telling(["Jan", "Jo B"], ["a@b"], ["112"]) == frozenset()
    assert Naming([]).sub("X", "iets") == "iets"
    assert form("+31 6 12345678") == form("06-12345678") == form("0031612345678")


_NAMES = st.text(string.ascii_letters + "éü-'. ", min_size=6, max_size=30).filter(
    lambda name: " " in name.strip() and len(name.strip()) > 6 and any(map(str.isalpha, name))
)


@given(_NAMES, st.text(max_size=40), st.text(max_size=40))
def test_no_name_is_left_wherever_it_stands(name: str, before: str, after: str) -> None:
    word = name.strip()
    found = Naming([word]).sub("", f"{before} {word} {after}")
    assert form(word) not in form(found) or form(word) in form(before + after) or not form(word)
    assert found != f"{before} {word} {after}" or not word[0].isalnum() or not word[-1].isalnum()
