"""Finding things by what people type."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.catalogue import synonyms
from wijkkaart.core.finding import Hits, Text, TextIndex, code

TEXTS = [
    Text("Bibliotheek Eemland", "Bibliotheek", "", "Boeken lenen", ("3811 AB", "033 422 4422")),
    Text("Buurtmaaltijd De Brug", "Maaltijden", "Welzijn Torenstad", "Voor ouderen uit de wijk"),
    Text("Eettafel Zuid", "Activiteit"),
    Text("Fysiotherapie Kruis", "Fysiotherapeut"),
    Text("Taalcafé", "Taal", "Bibliotheek Eemland", "Nederlands oefenen"),
    Text("Open Tafel", "Activiteit"),
    Text("Buurthuis De Brug", "Buurthuis", "Welzijn Torenstad", "Dinsdag kleien met een kopje thee"),
    Text("Maatje", "Hulp", "", "Voor wie schulden heeft", ("+31 33 123 45 67",)),
    Text("Crèche 't Zand", "Kinderopvang"),
    Text("Kerk", "Kerk"),
    Text("Werkplein", "Werk en inkomen", "", "Naast de oude kerk"),
    Text("Scootmobielpool", "Vervoer"),
]


@pytest.fixture(scope="module")
def index() -> TextIndex:
    made = TextIndex(synonyms())
    made.put(dict(enumerate(TEXTS)))
    return made


def hits(index: TextIndex, text: str, size: int = len(TEXTS)) -> Hits:
    found = index.open(size).find(text, np.ones(size, bool))
    assert found is not None
    return found


def names(index: TextIndex, text: str) -> list[str]:
    """What's found, best first."""
    scores = hits(index, text).scores
    return [TEXTS[i].name for i in np.argsort(-scores, kind="stable") if scores[i] > 0]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bibliothek", "Bibliotheek Eemland"),
        ("biblioteek", "Bibliotheek Eemland"),
        ("fisiotherapie", "Fysiotherapie Kruis"),
        ("fysoitherapie", "Fysiotherapie Kruis"),
        ("taalcafe", "Taalcafé"),
        ("TAALCAFÉ", "Taalcafé"),
        ("creche", "Crèche 't Zand"),
        ("scootmobiel", "Scootmobielpool"),
        ("mobielpool", "Scootmobielpool"),
        ("buurthuizen", "Buurthuis De Brug"),
        ("brug buurthuis", "Buurthuis De Brug"),
        ("buurthuis de brug", "Buurthuis De Brug"),
        ("de buurtmaaltijden van welzijn", "Buurtmaaltijd De Brug"),
        ("b", "Bibliotheek Eemland"),
        ("bib", "Bibliotheek Eemland"),
        ("schulden", "Maatje"),
    ],
)
def test_what_is_meant_comes_first(index: TextIndex, typed: str, first: str) -> None:
    assert names(index, typed)[0] == first
    assert not hits(index, typed).partial


def test_a_part_of_a_compound_finds_it(index: TextIndex) -> None:
    assert names(index, "maaltijd")[0] == "Buurtmaaltijd De Brug"


@pytest.mark.parametrize("typed", ["samen eten", "eettafel", "buurtmaaltijd", "open tafel", "eetafel"])
def test_other_words_for_the_same_are_found(index: TextIndex, typed: str) -> None:
    assert {"Buurtmaaltijd De Brug", "Eettafel Zuid", "Open Tafel"} <= {*names(index, typed)}


def test_its_own_word_goes_before_another_for_the_same(index: TextIndex) -> None:
    assert names(index, "eettafel")[0] == "Eettafel Zuid"
    assert names(index, "open tafel")[0] == "Open Tafel"


def test_a_name_counts_for_more_than_a_kind_than_an_organisation_than_a_description() -> None:
    made = TextIndex()
    texts = [Text("a", "", "", "zwaan"), Text("b", "", "zwaan"), Text("c", "zwaan"), Text("zwaan")]
    made.put(dict(enumerate(texts)))
    scores = hits(made, "zwaan", 4).scores
    assert list(np.argsort(-scores)) == [3, 2, 1, 0]
    assert scores.all()


def test_a_word_that_is_found_as_it_is_does_not_find_what_looks_like_it(index: TextIndex) -> None:
    assert names(index, "kerk") == ["Kerk", "Werkplein"]
    assert hits(index, "kerk").near == ()
    assert hits(index, "eemlant").near == ("eemlant",)


def test_all_words_count_unless_nothing_has_them_all(index: TextIndex) -> None:
    assert names(index, "brug ouderen") == ["Buurtmaaltijd De Brug"]
    partly = hits(index, "brug xylofoon")
    assert partly.partial
    assert set(names(index, "brug xylofoon")) == {"Buurtmaaltijd De Brug", "Buurthuis De Brug"}


def test_an_error_is_overlooked_only_where_nothing_else_is_in_scope(index: TextIndex) -> None:
    scope = np.ones(len(TEXTS), bool)
    scope[9:11] = False
    found = index.open(len(TEXTS)).find("kerk", scope)
    assert found is not None
    assert not found.scores[9:11].any()


@pytest.mark.parametrize("typed", ["3811", "3811ab", "3811 AB", "033-4224422", "+31 33 4224422", "0334"])
def test_postcodes_and_numbers_are_found_from_their_start(index: TextIndex, typed: str) -> None:
    assert names(index, typed) == ["Bibliotheek Eemland"]


def test_a_number_that_nothing_has_is_searched_as_a_word(index: TextIndex) -> None:
    assert names(index, "9999 zz") == []


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\u2028", "'"])
def test_nothing_is_asked_by_no_words(index: TextIndex, typed: str) -> None:
    assert index.open(len(TEXTS)).find(typed, np.ones(len(TEXTS), bool)) is None


def test_an_opened_index_stays_as_it_was() -> None:
    made = TextIndex()
    made.put({0: Text("oud"), 1: Text("blijft")})
    before = made.open(2)
    made.put({0: Text("nieuw"), 2: Text("erbij")}, gone=[1])
    scope = np.ones(3, bool)
    assert [
        bool(made.open(3).find(word, scope).scores.any()) for word in ("oud", "nieuw", "blijft", "erbij")
    ] == [  # type: ignore[union-attr]
        False,
        True,
        False,
        True,
    ]
    assert before.find("oud", scope[:2]).scores.tolist()[0] > 0  # type: ignore[union-attr]
    assert before.find("blijft", scope[:2]).scores.any()  # type: ignore[union-attr]


def test_many_small_changes_are_all_there() -> None:
    made = TextIndex()
    made.put({number: Text(f"begin {number}") for number in range(50)})
    for number in range(40):
        made.put({number: Text(f"woord{number}x")})
    opened, scope = made.open(50), np.ones(50, bool)
    for number in range(40):
        assert np.flatnonzero(opened.find(f"woord{number}x", scope).scores).tolist() == [number]  # type: ignore[union-attr]
    assert np.flatnonzero(opened.find("begin", scope).scores).tolist() == [*range(40, 50)]  # type: ignore[union-attr]


def test_a_code_is_compared_without_spaces_and_country() -> None:
    assert {code(text) for text in ("+31 (0)33-123 45 67", "0031331234567", "033 1234567")} == {"0331234567"}
    assert code("3811 AB") == "3811ab"


@given(st.text(max_size=60))
def test_any_text_can_be_asked(index: TextIndex, typed: str) -> None:
    found = index.open(len(TEXTS)).find(typed, np.ones(len(TEXTS), bool))
    assert found is None or (len(found.scores) == len(TEXTS) and np.isfinite(found.scores).all())


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30))
def test_a_name_finds_itself(name: str) -> None:
    made = TextIndex()
    made.put({0: Text(name), 1: Text("iets anders")})
    found = made.open(2).find(name, np.ones(2, bool))
    assert found is None or found.scores[0] > 0
