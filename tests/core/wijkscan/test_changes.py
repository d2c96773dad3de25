"""What changed since a group accepted it, and accepting it one by one, texts along."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.core.wijkscan.changes import What, accept, along, alongside, changes, with_texts
from wijkkaart.core.wijkscan.parts import Basis, FigureSeen, RecordSeen

PEOPLE = FigureSeen("6.020 inwoners", 2023, "cbs_kwb")
CENTRE = RecordSeen("Wijkcentrum", "Neptunusplein 1", "3.4")
BASIS = Basis("2025-01-01", {"inwoners": PEOPLE}, {"r1": CENTRE})


def now(figure: FigureSeen | None = PEOPLE, record: RecordSeen | None = CENTRE) -> Basis:
    figures = {"inwoners": figure} if figure else {}
    return Basis("2026-11-26", figures, {"r1": record} if record else {})


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (now(), []),
        (now(replace(PEOPLE, year=2024)), [What.NEW_YEAR]),
        (now(replace(PEOPLE, text="6.100 inwoners", year=2024)), [What.NEW_YEAR]),
        (now(replace(PEOPLE, text="6.100 inwoners")), [What.REVISED]),
        (now(replace(PEOPLE, source="kaart")), [What.REVISED]),
        (now(None), [What.VANISHED]),
        (now(replace(PEOPLE, text="geen gegevens", year=2024)), [What.VANISHED]),
        (now(record=None), [What.GONE]),
        (now(record=replace(CENTRE, name="Buurthuis")), [What.CHANGED]),
        (now(record=replace(CENTRE, paragraph="4.2")), [What.CHANGED]),
    ],
)
def test_each_change_is_named(found: Basis, what: list[What]) -> None:
    assert [each.what for each in changes(BASIS, found)] == what


def test_what_was_not_there_is_new() -> None:
    assert [each.what for each in changes(Basis(), now())] == [What.NEW, What.NEW]
    secret = replace(PEOPLE, text="geheim: te weinig mensen om te tonen")
    assert [each.what for each in changes(Basis("", {"inwoners": secret}, {"r1": CENTRE}), now())] == [
        What.NEW
    ]
    assert changes(Basis(), now(secret, None)) == []


def test_a_change_is_accepted_by_itself_and_the_day_goes_along_with_the_last() -> None:
    later = now(replace(PEOPLE, text="6.100 inwoners", year=2024), None)
    first, second = changes(BASIS, later)
    half = accept(BASIS, first, later)
    assert half == Basis("2025-01-01", later.figures, BASIS.records)
    assert accept(half, second, later) == later
    assert BASIS.figures == {"inwoners": PEOPLE}, "what was stays as it was"


def test_the_figures_in_a_text_go_along_when_they_say_what_was_accepted() -> None:
    [change] = changes(BASIS, now(replace(PEOPLE, text="6.100 inwoners", year=2024)))
    text = "Er wonen [6.020](cijfer:inwoners) mensen, ruim [6.000](cijfer:inwoners). **6.020** blijft."
    assert along(text, [change]) == text.replace("[6.020]", "[6.100]")
    assert alongside({"2.1": text, "1.1": "6.020"}, [change]) == {"2.1": along(text, [change])}


def test_a_figure_that_vanished_keeps_its_words() -> None:
    [change] = changes(BASIS, now(None))
    assert along("[6.020](cijfer:inwoners)", [change]) == "[6.020](cijfer:inwoners)"


def test_a_figure_of_another_area_is_followed_as_long_as_a_text_uses_it() -> None:
    text = "In de stad [160.902](cijfer:inwoners@GM0307) mensen."
    found = Basis(
        "2026-11-26", {"inwoners": PEOPLE, "inwoners@GM0307": FigureSeen("161.800 inwoners", 2024, "k")}, {}
    )
    basis = with_texts(Basis("2025-01-01", {"inwoners": PEOPLE}), [text])
    [change] = changes(basis, found)
    assert (change.id, change.what) == ("inwoners@GM0307", What.REVISED)
    assert along(text, [change]) == "In de stad [161.800](cijfer:inwoners@GM0307) mensen."
    assert changes(accept(basis, change, found), found) == []
    assert changes(accept(basis, change, found), replace(found, figures={"inwoners": PEOPLE})) == []
    assert changes(Basis("", {"inwoners": PEOPLE}), found) == [], "nobody asked for it"


seen = st.builds(
    FigureSeen, st.sampled_from(["1", "2", "geheim"]), st.integers(2020, 2022), st.sampled_from("pq")
)
things = st.builds(RecordSeen, st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from(["3.4", "4.1"]))
bases = st.builds(
    Basis,
    st.sampled_from(["2025-01-01", "2026-01-01"]),
    st.dictionaries(st.sampled_from("klm"), seen),
    st.dictionaries(st.sampled_from("rst"), things),
)


@given(bases, bases, st.randoms())
def test_accepting_all_one_by_one_in_any_order_leaves_nothing(basis: Basis, later: Basis, random) -> None:  # type: ignore[no-untyped-def]
    found = changes(basis, later)
    random.shuffle(found)
    for number, change in enumerate(found):
        assert len(changes(basis, later)) == len(found) - number
        basis = accept(basis, change, later)
    assert changes(basis, later) == []
    assert not found or basis.at == later.at
    assert changes(later, later) == []
