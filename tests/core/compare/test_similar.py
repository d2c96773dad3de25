"""Areas alike: the nearest, with reasons, held against a loop over all pairs."""

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import effort
from tests.core.compare.planted import known
from wijkkaart.core.compare.similar import Features, features, similar

NAMES = ["koop", "oud", "rijk"]


def given_features(rows: dict[str, list[float]], margin: float = 0.5) -> Features:
    value = pd.DataFrame.from_dict(rows, orient="index", columns=NAMES)
    return Features(value, value - margin, value + margin)


GROUND = {f"BU0100{i:04d}": [40.0 + i % 7, 20.0 + i % 5, 30.0 + i % 3] for i in range(40)}


def test_the_most_alike_comes_first_with_why_and_where_they_differ() -> None:
    found = similar(
        given_features({**GROUND, "BU03070701": [90.0, 60.0, 30.0], "BU03070702": [91.0, 59.0, 34.0]}),
        "BU03070701",
    )
    assert found[0].code == "BU03070702"
    assert [trait.indicator for trait in found[0].because][:2] == ["koop", "oud"]
    assert [trait.indicator for trait in found[0].but] == ["rijk"]
    assert found[0].but[0].value == 30


def test_a_difference_that_is_not_certain_is_not_told() -> None:
    rows = {**GROUND, "BU03070701": [90.0, 60.0, 30.0], "BU03070702": [91.0, 59.0, 34.0]}
    found = similar(given_features(rows, margin=5.0), "BU03070701")
    assert found[0].but == ()


def test_areas_can_be_asked_inside_or_outside_the_gemeente() -> None:
    rows = {**GROUND, "BU03070701": [90.0, 60.0, 30.0], "BU03070702": [20.0, 10.0, 10.0]}
    inside = similar(given_features(rows), "BU03070701", gemeente="GM0307")
    assert [each.code for each in inside] == ["BU03070702"]
    outside = similar(given_features(rows), "BU03070701", gemeente="GM0307", outside=True)
    assert "BU03070702" not in [each.code for each in outside]
    assert len(outside) == 10


def test_what_has_too_few_of_the_figures_is_not_alike() -> None:
    nan = math.nan
    rows = {**GROUND, "BU03070701": [90.0, 60.0, 30.0], "BU03070702": [90.0, nan, nan]}
    assert "BU03070702" not in [each.code for each in similar(given_features(rows), "BU03070701", most=99)]


def test_an_area_without_figures_is_like_nothing() -> None:
    nan = math.nan
    assert similar(given_features({**GROUND, "BU03070701": [nan] * 3}), "BU03070701") == []
    assert similar(given_features(GROUND), "BU99999999") == []


def test_a_figure_that_is_the_same_everywhere_tells_nothing() -> None:
    rows = {code: [*values[:2], 5.0] for code, values in GROUND.items()}
    assert similar(given_features(rows), "BU01000000")[0].shared == 2


def test_weights_decide_what_counts() -> None:
    mine, koop, rest = [60.0, 60.0, 60.0], [60.0, 20.0, 30.0], [44.0, 60.0, 60.0]
    rows = {**GROUND, "BU03070701": mine, "BU03070702": koop, "BU03070703": rest}
    table = given_features(rows)
    assert similar(table, "BU03070701")[0].code == "BU03070703"
    weights = {"koop": 1.0, "oud": 0.0, "rijk": 0.0}
    assert similar(table, "BU03070701", weights=weights)[0].code == "BU03070702"


def test_features_leave_out_what_is_of_too_few_people() -> None:
    rows = known(
        ("BU03070701", "inwoners", 2024, 30),
        ("BU03070701", "afstand", 2024, 1.0),
        ("BU03070702", "afstand", 2024, 2.0),
        ("BU03070702", "afstand", 2023, 9.0),
    )
    table = features(rows, ["afstand", "koop_pct"], "buurt", {"afstand": 2024, "koop_pct": 2024})
    assert [*table.value.columns] == ["afstand", "koop_pct"]
    assert table.value.afstand.to_dict() == {"BU03070702": 2.0}


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=5, max_size=9))
def test_the_order_is_that_of_a_plain_loop(rows: list[list[int]]) -> None:
    table = {f"BU030707{i:02d}": [float(each) for each in values] for i, values in enumerate(rows)}
    mine = next(iter(table))
    z: dict[str, list[float]] = {code: [] for code in table}
    for column in range(3):
        values = [each[column] for each in table.values()]
        low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
        spread = (high - low) / 1.349 or statistics.pstdev(values)
        for code, each in table.items():
            if spread:
                z[code].append(max(-4.0, min(4.0, (each[column] - middle) / spread)))
    found = similar(given_features(table), mine, most=99)
    expected = sorted(
        math.sqrt(statistics.fmean((a - b) ** 2 for a, b in zip(z[code], z[mine], strict=True)))
        for code in table
        if code != mine and z[mine]
    )
    assert [each.distance for each in found] == pytest.approx(expected)


def test_the_country_is_searched_at_once() -> None:
    def on(areas: int) -> effort.Work:
        numbers = np.random.default_rng(7).normal(size=(areas, 12))
        value = pd.DataFrame(numbers, index=[f"BU{i:08d}" for i in range(areas)])
        return lambda: similar(Features(value, value, value), "BU00000001")

    assert len(on(14_500)()) == 10
    assert effort.each(on, 1_000) < 3
    assert effort.of(on(14_500)) < 120_000
