"""A walk past places."""

import math
from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from wijkkaart.core.route import Point, Stop, Walk, rd, walk

_POINTS = st.tuples(st.integers(0, 2000), st.integers(0, 2000))


def _stops(points: list[tuple[int, int]]) -> list[Stop]:
    return [Stop(f"s{number:03d}", (float(x), float(y))) for number, (x, y) in enumerate(points)]


def _length(points: list[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


@given(st.lists(_POINTS, min_size=1, max_size=6, unique=True), st.booleans(), st.booleans())
def test_a_short_walk_is_hardly_longer_than_the_shortest(
    points: list[tuple[int, int]], begins: bool, back: bool
) -> None:
    stops = _stops(points)
    start = (1000.0, 1000.0) if begins else None
    found = walk(stops, start, back=back)
    assert sorted(stop.id for stop in found.stops) == sorted(stop.id for stop in stops)
    shortest = min(_length(_path(order, start, back)) for order in permutations(stops))
    assert found.metres == pytest.approx(_length(_path(found.stops, start, back)))
    assert shortest - 1e-6 <= found.metres <= shortest * 1.25 + 1e-6


def _path(order: tuple[Stop, ...], start: Point | None, back: bool) -> list[Point]:
    points = [*([start] if start else []), *(stop.point for stop in order)]
    return [*points, points[0]] if back else points


@given(st.lists(_POINTS, max_size=20, unique=True), st.randoms(use_true_random=False))
def test_the_order_in_which_stops_are_given_does_not_matter(
    points: list[tuple[int, int]], random: Random
) -> None:
    stops = _stops(points)
    mixed = random.sample(stops, len(stops))
    assert walk(stops, (0.0, 0.0)) == walk(mixed, (0.0, 0.0))


def test_a_street_is_walked_from_end_to_end() -> None:
    stops = _stops([(300, 0), (100, 0), (0, 0), (200, 0)])
    found = walk(stops)
    assert [stop.point[0] for stop in found.stops] in ([0, 100, 200, 300], [300, 200, 100, 0])
    assert (found.metres, found.legs[0]) == (300, 0)
    assert found.minutes == pytest.approx(5.2)
    assert walk(stops, back=True).metres == 600


def test_no_places_is_no_walk_and_one_is_short() -> None:
    assert walk([]) == Walk((), ())
    assert walk(_stops([(3, 4)]), (0.0, 0.0), back=True).legs == (5, 5)
    twice = [Stop("a", (1.0, 1.0)), Stop("b", (1.0, 1.0))]
    assert walk(twice).metres == 0


def test_many_places_take_little_time_and_a_short_walk() -> None:
    random = Random(4)
    stops = _stops([(random.randrange(3000), random.randrange(3000)) for _ in range(200)])
    # Each pair of stops is looked at as long as turning around gains something: a few tens of times.
    assert effort.of(lambda: walk(stops[:80], (1500.0, 1500.0))) < 550_000
    found = walk(stops, (1500.0, 1500.0))
    # About 0.7124 * sqrt(n * area) is the shortest; see Beardwood, Halton and Hammersley.
    assert found.metres < 0.7124 * math.sqrt(200 * 3000 * 3000) * 1.25


def test_degrees_become_metres_where_the_grid_begins() -> None:
    x, y = rd(52.15517440, 5.38720621)  # the tower of Amersfoort
    assert (x, y) == pytest.approx((155_000, 463_000), abs=1)
