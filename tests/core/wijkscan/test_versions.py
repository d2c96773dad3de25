"""Two versions held against each other: every word is accounted for."""

from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from wijkkaart.core.wijkscan.markup import plain
from wijkkaart.core.wijkscan.versions import ADDED, REMOVED, SAME, Piece, difference, words


def test_a_text_is_compared_word_by_word() -> None:
    assert words("De **oude** kerk is dicht.\n\nOok hier.", "De kerk is weer open.\n\nOok hier.") == (
        Piece(SAME, "De"),
        Piece(REMOVED, " oude"),
        Piece(SAME, " kerk is "),
        Piece(REMOVED, "dicht"),
        Piece(ADDED, "weer open"),
        Piece(SAME, ".\nOok hier."),
    )


def test_another_look_is_no_other_word() -> None:
    found = difference({"2.1": {"text": "veel **ouderen**"}}, {"2.1": {"text": "veel ouderen"}})
    assert [(each.key, each.pieces) for each in found.texts] == [("2.1", ())]


def test_all_that_differs_is_told() -> None:
    act = {"id": "a", "what": "Koffie schenken"}
    before: dict[str, Any] = {
        "kop": {"title": "Kruiskamp", "status": "concept"},
        "2.1": {"text": "Een."},
        "6.7": {"actions": [act, {"id": "b", "what": "Weg"}]},
        "basis": {"figures": {"inwoners": {"text": "6.020", "year": 2023, "source": "k"}}},
    }
    now: dict[str, Any] = {
        "kop": {"title": "Kruiskamp", "status": "vastgesteld"},
        "2.2": {"text": "Nieuw."},
        "3.3": {"left_out": "geen nieuws", "hidden": ["ligging"]},
        "6.7": {"actions": [{**act, "state": "klaar"}, {"id": "c", "what": "Erbij"}]},
        "basis": {
            "figures": {"inwoners": {"text": "6.100", "year": 2024, "source": "k"}},
            "records": {"r1": {"name": "De Roef", "line": "", "paragraph": "3.4"}},
        },
    }
    found = difference(before, now)
    assert [(each.key, [piece.what for piece in each.pieces]) for each in found.texts] == [
        ("2.1", [REMOVED]),
        ("2.2", [ADDED]),
    ]
    assert [(each.key, each.field, each.now) for each in found.fields] == [
        ("kop", "status", "vastgesteld"),
        ("3.3", "left_out", "geen nieuws"),
        ("3.3", "hidden", ("ligging",)),
    ]
    assert [(each.id, each.what) for each in found.figures] == [("inwoners", "new_year")]
    assert [(each.id, each.what) for each in found.records] == [("r1", "new")]
    assert [(each.id, each.fields, each.before is None, each.now is None) for each in found.actions] == [
        ("a", ("state",), False, False),
        ("b", (), False, True),
        ("c", (), True, False),
    ]
    assert difference(now, now).empty
    assert not found.empty


@given(*[st.lists(st.sampled_from(["een", "twee", ",", " ", "\n\n"]), max_size=20).map("".join)] * 2)
def test_the_pieces_give_both_texts_back(before: str, now: str) -> None:
    pieces = words(before, now)
    if pieces:
        assert "".join(each.text for each in pieces if each.what != ADDED) == plain(before)
        assert "".join(each.text for each in pieces if each.what != REMOVED) == plain(now)
    else:
        assert plain(before) == plain(now)


def test_long_texts_do_not_take_long() -> None:
    one = "\n\n".join(f"Alinea {n} met een paar woorden erin die blijven." for n in range(500))
    for before, now in (
        (one, one.replace("Alinea 7 ", "Stuk 7 ")),
        ("woord " * 3_300, "ander " * 3_300),
        (one, "\n\n".join(reversed(one.split("\n\n")))),
    ):
        with effort.ending(1):
            assert words(before, now)
        assert effort.of(partial(words, before, now)) < 500 * 4_000
