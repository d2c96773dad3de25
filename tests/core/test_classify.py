"""Classes: every value where the legend says it is."""

from itertools import pairwise

import jenkspy
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests import alternative, effort
from wijkkaart.core.classify import NO_DATA, Classes, Method, classify, deviation

METHODS = st.sampled_from(list(Method))
NUMBERS = st.one_of(
    st.integers(-50, 50).map(float),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.just(float("nan")),
)
LISTS = st.lists(NUMBERS, max_size=60)
DECIMALS = st.integers(0, 2)


def _sound(values: pd.Series, classes: Classes, decimals: int) -> None:
    """What holds for every division into classes, whatever the method."""
    limits = classes.limits
    assert len(classes.index) == len(values)
    assert list(limits) == sorted(set(limits))
    assert len(classes.counts) == len(limits)
    assert sum(classes.counts) + classes.missing == len(values)
    assert classes.missing == int(values.isna().sum())
    for value, place in zip(values.round(decimals), classes.index, strict=True):
        if np.isnan(value):
            assert place == NO_DATA
        else:
            assert place == alternative.class_of(value, limits)
            assert value >= classes.lowest
    for place, count in enumerate(classes.counts):
        assert count == int((classes.index == place).sum())


@given(LISTS, METHODS, st.integers(1, 7), DECIMALS)
def test_every_value_lies_within_the_limits_of_its_class(
    numbers: list[float], method: Method, k: int, decimals: int
) -> None:
    values = pd.Series(numbers, dtype=float)
    classes = classify(values, method, k=k, decimals=decimals)
    _sound(values, classes, decimals)
    assert len(classes.limits) <= k
    if values.notna().any():
        assert classes.limits[-1] == values.round(decimals).max()
        assert classes.lowest == values.round(decimals).min()


@given(LISTS, METHODS, DECIMALS)
def test_equal_values_are_in_the_same_class_and_larger_ones_never_in_a_lower(
    numbers: list[float], method: Method, decimals: int
) -> None:
    values = pd.Series(numbers, dtype=float)
    classes = classify(values, method, decimals=decimals)
    known = [(v, c) for v, c in zip(values.round(decimals), classes.index, strict=True) if v == v]
    known.sort()
    for (low, low_class), (high, high_class) in pairwise(known):
        assert low_class <= high_class
        assert low_class == high_class or low < high


@given(LISTS, METHODS, st.randoms(use_true_random=False))
def test_the_order_of_the_areas_makes_no_difference(
    numbers: list[float], method: Method, random: object
) -> None:
    values = pd.Series(numbers, dtype=float)
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, shuffled = classify(values, method), classify(values.iloc[order], method)
    assert straight.limits == shuffled.limits
    assert list(straight.index[order]) == list(shuffled.index)
    assert classify(values, method).limits == straight.limits


@given(st.lists(st.integers(-100, 100).map(float), min_size=1, max_size=80), st.integers(2, 6))
def test_quantiles_are_those_of_a_sorted_list(numbers: list[float], k: int) -> None:
    assume(len(set(numbers)) > k)
    classes = classify(pd.Series(numbers), Method.QUANTILES, k=k)
    assert list(classes.limits) == alternative.quantile_limits(numbers, k)


@given(st.lists(st.integers(-60, 60).map(float), min_size=4, max_size=12), st.integers(2, 4))
def test_no_other_limits_give_less_spread_than_natural_breaks(numbers: list[float], k: int) -> None:
    assume(len(set(numbers)) > k)
    classes = classify(pd.Series(numbers), Method.NATURAL, k=k)
    found = alternative.spread_within(numbers, classes.limits)
    assert found == pytest.approx(alternative.least_spread(numbers, k), abs=1e-6)


def test_equal_steps_divide_the_range_evenly() -> None:
    classes = classify(pd.Series([0.0, 1, 2, 3, 4, 5, 10]), Method.EQUAL)
    assert classes.limits == (2, 4, 6, 8, 10)
    assert classes.counts == (3, 2, 1, 0, 1)


def test_a_few_different_values_get_a_class_each() -> None:
    for method in Method:
        classes = classify(pd.Series([3.0, 1, 3, np.nan, 2]), method)
        assert classes.limits == (1, 2, 3)
        assert list(classes.index) == [2, 0, 2, NO_DATA, 1]


def test_limits_have_the_decimals_in_which_values_are_printed() -> None:
    values = pd.Series([0.14, 0.16, 0.24, 0.26, 1.01, 2.3, 4.449])
    for method in Method:
        classes = classify(values, method, k=3, decimals=1)
        assert all(round(limit, 1) == limit for limit in classes.limits)


@pytest.mark.parametrize("method", list(Method))
def test_no_values_give_no_classes(method: Method) -> None:
    for numbers in ([], [np.nan, np.nan]):
        classes = classify(pd.Series(numbers, dtype=float), method)
        assert (classes.limits, classes.counts, classes.missing) == ((), (), len(numbers))
        assert list(classes.index) == [NO_DATA] * len(numbers)


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("shape", ["counts", "percentages", "continuous", "nearly all zero"])
def test_the_whole_country_is_classified_at_once(
    method: Method, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(1)
    n = 14_566
    numbers = {
        "counts": random.lognormal(6, 1, n).round(-1),
        "percentages": random.integers(0, 100, n).astype(float),
        "continuous": random.normal(1000, 400, n),
        "nearly all zero": np.r_[np.zeros(n - 6), [1, 2, 3, 4, 5, 900]],
    }[shape]
    values = pd.Series(numbers)
    values[::9] = np.nan
    sought: list[int] = []
    real = jenkspy.jenks_breaks

    def breaks(found: np.ndarray, n_classes: int) -> list[float]:
        sought.append(len(found))
        return real(found, n_classes)

    monkeypatch.setattr(jenkspy, "jenks_breaks", breaks)
    classes = classify(values, method, decimals=2)
    assert sum(classes.counts) + classes.missing == n
    # Natural breaks take the square of what they're sought among.
    assert all(some <= 5_000 for some in sought)
    assert len(sought) == (method is Method.NATURAL)
    assert effort.of(lambda: classify(values, method, decimals=2)) < 3_000


@given(LISTS, st.floats(-1e5, 1e5), DECIMALS)
def test_deviation_has_five_sound_classes(numbers: list[float], reference: float, decimals: int) -> None:
    values = pd.Series(numbers, dtype=float)
    classes = deviation(values, reference, decimals=decimals)
    _sound(values, classes, decimals)
    assert len(classes.limits) == 5


@given(st.lists(st.integers(-40, 40).map(float), max_size=40), st.integers(-20, 20).map(float))
def test_lower_and_higher_are_judged_alike(numbers: list[float], reference: float) -> None:
    values = pd.Series(numbers, dtype=float)
    straight, mirrored = deviation(values, reference), deviation(-values, -reference)
    assert straight.counts == tuple(reversed(mirrored.counts))


@given(st.lists(st.integers(-40, 40).map(float), min_size=1, max_size=40), st.floats(-20, 20))
def test_one_printed_step_is_never_called_a_difference(numbers: list[float], reference: float) -> None:
    values = pd.Series(numbers)
    classes = deviation(values, reference)
    near = (values - round(reference)).abs() <= 1
    assert set(classes.index[near]) <= {2}


def test_a_reference_outside_all_values_leaves_classes_empty() -> None:
    assert deviation(pd.Series([1.0, 2, 3]), 100).counts == (3, 0, 0, 0, 0)
    assert deviation(pd.Series([1.0, 2, 3]), -100).counts == (0, 0, 0, 0, 3)
