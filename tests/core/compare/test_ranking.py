"""Places as ranges: what can't be told apart shares them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import alternative_figures as alternative
from tests.core.compare.planted import INDICATORS, known
from wijkkaart.core.compare.ranking import best_first, rank, rank_ranges


def codes(n: int) -> list[str]:
    return [f"BU030707{i:02d}" for i in range(n)]


def test_areas_within_each_others_rounding_share_their_places() -> None:
    a, b, c, d = codes(4)
    rows = known(
        (a, "inwoners", 2024, 100),
        (b, "inwoners", 2024, 105),
        (c, "inwoners", 2024, 500),
        (d, "inwoners", 2024, 50),
    )
    found = rank(rows, INDICATORS["inwoners"], 2024).set_index("code")
    places = found[["first", "last"]].to_numpy().tolist()
    assert [*found.index] == [c, b, a, d]
    assert places == [[1, 1], [2, 3], [2, 3], [4, 4]]
    assert set(found.of) == {4}


def test_overlap_is_not_passed_on() -> None:
    """a touches b and b touches c, yet a lies certainly above c."""
    a, b, c = codes(3)
    rows = known(*((code, "inwoners", 2024, n) for code, n in ((a, 115), (b, 110), (c, 105))))
    found = rank(rows, INDICATORS["inwoners"], 2024).set_index("code")
    assert found.loc[a, ["first", "last"]].tolist() == [1, 2]
    assert found.loc[b, ["first", "last"]].tolist() == [1, 3]
    assert found.loc[c, ["first", "last"]].tolist() == [2, 3]


def test_place_one_is_the_best_where_there_is_a_direction() -> None:
    a, b = codes(2)
    far = known((a, "afstand", 2024, 5.0), (b, "afstand", 2024, 1.0))
    assert [*rank(far, INDICATORS["afstand"], 2024).code] == [b, a]
    rich = known((a, "inkomen", 2024, 50.0), (b, "inkomen", 2024, 10.0))
    assert [*rank(rich, INDICATORS["inkomen"], 2024).code] == [a, b]
    assert best_first(INDICATORS["afstand"]) is True
    assert best_first(INDICATORS["koop_pct"]) is None


def test_what_is_missing_or_of_few_has_no_place_and_takes_none() -> None:
    a, b, c = codes(3)
    rows = known(
        (a, "afstand", 2024, 1.0),
        (b, "inwoners", 2024, 20),
        (b, "afstand", 2024, 0.1),
        (c, "afstand", 2024, None),
    )
    found = rank(rows, INDICATORS["afstand"], 2024).set_index("code")
    assert found.loc[a, ["first", "last", "of"]].tolist() == [1, 1, 1]
    assert np.isnan(found.loc[b, "first"])
    assert c not in found.index


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=6), st.booleans())
def test_places_are_those_of_every_choice_within_the_bounds(rows: list[tuple[int, int]], down: bool) -> None:
    ranges = [(float(low), float(low + wide)) for low, wide in rows]
    lower, upper = (np.array(edge) for edge in zip(*ranges, strict=True))
    first, last = rank_ranges(lower, upper, descending=down)
    turned = ranges if down else [(-high, -low) for low, high in ranges]
    assert [*zip(first, last, strict=True)] == alternative.places(turned)


def test_the_country_is_ranked_at_once() -> None:
    lower = np.random.default_rng(1).normal(size=15_000)
    first, last = rank_ranges(lower, lower)
    assert sorted(first) == pytest.approx(np.arange(1, 15_001))
    assert (first == last).all()
