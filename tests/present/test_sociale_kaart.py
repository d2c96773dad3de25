"""Filters in words, and names in a picture that stay clear of each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wijkkaart.present.sociale_kaart import filters
from wijkkaart.present.sociale_kaart.labels import Spot, _box, placed


def test_a_day_and_a_part_of_it_are_one_filter() -> None:
    chips = filters.chips({"dag": ("di",), "dagdeel": ("avond",), "kosten": ("gratis",)})
    assert [chip.label for chip in chips] == ["Dinsdagavond", "Gratis"]


def test_kinds_stand_for_the_kinds_of_the_index() -> None:
    assert filters.facets({"soort": ("plekken", "mensen"), "taal": ()}) == {
        "kind": ("location", "source", "contact")
    }
    counted = filters.counts("soort", {"kind": {"location": 3, "source": 2, "note": 0}})
    assert counted == {"plekken": 5}


def test_every_choice_has_a_name() -> None:
    for field in set(filters.FACETS) - {"buurt"}:
        for value in filters.allowed(field):
            label = filters.named(field, value)
            assert label
            assert label[0].isupper()


SPOTS = st.lists(
    st.builds(
        Spot,
        x=st.floats(0, 1000),
        y=st.floats(0, 700),
        radius=st.sampled_from([13.0, 18.0, 26.0]),
        text=st.text("abc", min_size=1, max_size=28),
        size=st.sampled_from([14.0, 17.0]),
    ),
    min_size=1,
    max_size=12,
)


@given(SPOTS)
def test_names_that_are_shown_do_not_lie_over_each_other(spots: list[Spot]) -> None:
    found = placed(spots, 1000, 700)
    boxes = [
        _box(spot, (label.dx, label.dy, label.anchor))
        for spot, label in zip(spots, found, strict=True)
        if label.clear
    ]
    boxes.sort()
    for one, other in pairwise(boxes):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0 or down <= 0
