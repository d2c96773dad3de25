"""Own areas measured by an index that isn't made of them, held against a plain sum of their parts."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.compare.planted import INDICATORS, Planted, known
from wijkkaart.core.compare.own_area import MEAN_OF, OwnArea, own_area
from wijkkaart.core.index.base import make_base
from wijkkaart.core.index.scores import Scores, band, score, score_apart
from wijkkaart.core.index.stability import stability
from wijkkaart.index_definition import Dimension, IndexDefinition, IndexInput

GM, OWN = "GM0307", "EG00000001"
CODES = [f"WK0307{i:02d}" for i in range(1, 13)]
DIRECTIONS = {
    "inkomen": "good", "koop_pct": "good", "bijstand_per_1000": "bad", "afstand": "bad", "gezond_pct": "good"
}  # fmt: skip
SIDES = {
    "geld": ("inkomen", "koop_pct"), "steun": ("bijstand_per_1000",), "plek": ("afstand",),
    "gezond": ("gezond_pct",),
}  # fmt: skip
INDEX = IndexDefinition(
    "Proef",
    "Proef",
    tuple(
        Dimension(side, side, "", tuple(IndexInput(name, DIRECTIONS[name], "x") for name in names))
        for side, names in SIDES.items()
    ),
)
Town = dict[str, dict[str, float]]
"""Code to what is counted and measured there."""


@pytest.fixture(autouse=True)
def _means(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("inkomen", "afstand"):
        monkeypatch.setitem(MEAN_OF, name, "inwoners")


def town(seed: int) -> Town:
    """Twelve wijken; figures are unlike their neighbours', so that a mean of shares isn't a share."""
    rng = np.random.default_rng(seed)
    found: Town = {}
    for code in CODES:
        people = float(5 * rng.integers(40, 1000))
        found[code] = {
            "inwoners": people,
            "bijstand": float(10 * rng.integers(1, 15)),
            "woningen": float(rng.integers(50, 900)),
            "koop_pct": float(rng.integers(5, 95)),
            "inkomen": round(float(rng.normal(30, 6)), 1),
            "afstand": round(float(rng.uniform(0.2, 3)), 1),
            "gezond_pct": round(float(rng.normal(75, 6)), 1),
        }
        found[code]["bijstand_per_1000"] = 1000 * found[code]["bijstand"] / people
    return found


def rows(given_town: Town, gone: tuple[tuple[str, str], ...] = ()) -> pd.DataFrame:
    planted: list[Planted] = []
    for code, figures in given_town.items():
        for name, value in figures.items():
            margins = (value - 1, value + 1) if name == "gezond_pct" else ()
            planted.append((code, name, 2024, None if (code, name) in gone else value, *margins))
    return known(*planted)


def own_of(frame: pd.DataFrame, parts: list[str]) -> OwnArea:
    return own_area(frame, parts, "Ons gebied", code=OWN, indicators=INDICATORS)


def measured(frame: pd.DataFrame) -> Scores:
    return score(INDEX, make_base(INDEX, frame, GM, "wijk", 2024), frame, CODES)


def naive(given_town: Town, parts: list[str]) -> dict[str, float]:
    """Scores of the sides and the index of a set of areas, worked out by hand."""
    people = {code: given_town[code]["inwoners"] for code in CODES}
    whole: dict[str, float] = {}
    inside = sum(people[code] for code in parts)
    homes = sum(given_town[code]["woningen"] for code in parts)
    whole["inkomen"] = sum(given_town[code]["inkomen"] * people[code] for code in parts) / inside
    whole["afstand"] = sum(given_town[code]["afstand"] * people[code] for code in parts) / inside
    whole["koop_pct"] = (
        sum(given_town[code]["koop_pct"] * given_town[code]["woningen"] for code in parts) / homes
    )
    whole["bijstand_per_1000"] = 1000 * sum(given_town[code]["bijstand"] for code in parts) / inside
    points = {}
    for name, value in whole.items():
        values = [given_town[code][name] for code in CODES]
        mean = sum(given_town[code][name] * people[code] for code in CODES) / sum(people.values())
        plain = sum(values) / len(values)
        spread = math.sqrt(sum((each - plain) ** 2 for each in values) / len(values))
        z = (value - mean) / spread * (1 if DIRECTIONS[name] == "good" else -1)
        points[name] = 100 + 15 * max(-3.0, min(3.0, z))
    sides = {
        side: sum(points[name] for name in names) / len(names)
        for side, names in SIDES.items()
        if side != "gezond"  # of how many people the estimate is, isn't published
    }
    return sides | {"index": sum(sides.values()) / len(sides)}


@settings(max_examples=8)
@given(st.integers(0, 10_000), st.sets(st.sampled_from(CODES), min_size=1, max_size=11))
def test_an_own_area_is_scored_as_a_plain_sum_of_its_parts(seed: int, chosen: set[str]) -> None:
    planted, parts = town(seed), sorted(chosen)
    frame = rows(planted)
    row = score_apart(measured(frame), own_of(frame, parts).figures, [OWN]).table.iloc[0]
    for name, value in naive(planted, parts).items():
        assert row[name] == pytest.approx(value), name
    assert math.isnan(row.gezond)
    assert (row.used, row.of, row.missing, row.flag) == (4, 5, "gezond_pct", "I")


def test_it_changes_nothing_of_the_others_and_of_what_100_is() -> None:
    frame = rows(town(1))
    own = own_of(frame, CODES[:3])
    both = pd.concat([frame, own.figures], ignore_index=True)
    before = measured(frame)
    base = make_base(INDEX, both, GM, "wijk", 2024)
    assert base == before.base
    pd.testing.assert_frame_equal(score(INDEX, base, both, CODES).table, before.table)
    firm = stability(before)
    score_apart(before, own.figures, [OWN])
    pd.testing.assert_frame_equal(stability(before), firm)
    assert OWN not in [*before.table.code, *firm.code]


def test_what_lies_between_its_parts_is_missing_and_its_bounds_are_kept() -> None:
    planted = town(2)
    frame = rows(planted)
    parts = score_apart(measured(frame), own_of(frame, CODES[:2]).figures, [OWN]).parts
    row = parts[parts.indicator == "gezond_pct"].iloc[0]
    values = [planted[code]["gezond_pct"] for code in CODES[:2]]
    assert math.isnan(row.value)
    assert math.isnan(row.score)
    assert (row.lower, row.upper) == pytest.approx((min(values) - 1, max(values) + 1))


def test_its_margins_are_those_of_the_counts_that_were_added() -> None:
    frame = rows(town(3))
    before = measured(frame)
    row = score_apart(before, own_of(frame, CODES[:4]).figures, [OWN]).table.iloc[0]
    assert row.lower < row["index"] < row.upper
    # Of counts and means that are known well, and not of the wide range of the estimate.
    assert row.upper - row.lower < 15


def test_its_years_are_those_of_the_others() -> None:
    frame = rows(town(4))
    newer = rows({code: each | {"inkomen": each["inkomen"] + 50} for code, each in town(4).items()})
    newer = newer[newer.code.isin(CODES[:2])].assign(year=2025, boundaries=2025)
    both = pd.concat([frame, newer], ignore_index=True)
    found = score(INDEX, make_base(INDEX, both, GM, "wijk", 2024), both, CODES)
    apart = score_apart(found, own_of(both, CODES[:2]).figures, [OWN])
    assert set(apart.parts.year) == {2024}
    assert apart.table["index"][0] == pytest.approx(naive(town(4), CODES[:2])["index"])


@pytest.mark.parametrize(
    ("people", "gone", "why"),
    [
        ({CODES[0]: 40.0, CODES[1]: 45.0}, (), "minder dan 100 inwoners"),
        ({CODES[0]: 80.0, CODES[1]: 85.0}, (), ""),
        ({}, ((CODES[0], "inwoners"), (CODES[1], "inwoners")), "hoeveel inwoners er zijn, is niet bekend"),
        # Of one part the count is secret; of the other it's enough.
        ({}, ((CODES[0], "inwoners"),), "te weinig cijfers voor ten minste drie kanten"),
    ],
)
def test_whether_it_has_enough_people_goes_by_all_of_them(
    people: dict[str, float], gone: tuple[tuple[str, str], ...], why: str
) -> None:
    planted = town(5)
    for code, count in people.items():
        planted[code]["inwoners"] = count
        planted[code]["bijstand_per_1000"] = 1000 * planted[code]["bijstand"] / count
    frame = rows(planted, gone)
    table = score_apart(measured(frame), own_of(frame, CODES[:2]).figures, [OWN]).table
    assert table.why[0] == why


# Stability


def twins() -> tuple[Scores, Scores]:
    """Official areas, and the first of them as an own area; without the figure that can't be made anew."""
    planted = town(6)
    frame = rows(planted)
    index = INDEX.without("gezond_pct")
    found = score(index, make_base(index, frame, GM, "wijk", 2024), frame, CODES)
    return found, score_apart(found, own_of(frame, CODES[:1]).figures, [OWN])


def test_an_own_area_stands_as_firmly_as_an_area_with_the_same_figures() -> None:
    found, apart = twins()
    official, own = stability(found).iloc[0], stability(apart, bottom=0).iloc[0]
    for name in ("band_kept", "low", "high", "left_out_kept"):
        assert own[name] == pytest.approx(official[name]), name
    assert own.tips == official.tips
    assert 0 < own.band_kept <= 1


def test_own_areas_are_not_ranked_however_many_there_are() -> None:
    frame = rows(town(7))
    found = measured(frame)
    many: list[Any] = [own_of(frame, [one, other]) for one, other in pairwise(CODES)]
    figures = pd.concat([each.figures.assign(code=f"EG{n:08d}") for n, each in enumerate(many)])
    apart = score_apart(found, figures, sorted(figures.code.unique()))
    firm = stability(apart, bottom=0)
    assert len(firm) == len(many) > 10
    assert not firm.bottom.any()
    assert firm.bottom_share.isna().all()


def test_leaving_one_out_is_making_the_index_of_an_own_area_without_it() -> None:
    frame = rows(town(8))
    found = measured(frame)
    figures = own_of(frame, CODES[4:7]).figures
    firm = stability(score_apart(found, figures, [OWN]), draws=10, bottom=0).iloc[0]
    now = band(score_apart(found, figures, [OWN]).table["index"].to_numpy())[0]
    tips = []
    for name in DIRECTIONS:
        index = INDEX.without(name)
        less = score(index, found.base, figures, [OWN], years=found.years)
        if name != "gezond_pct" and band(less.table["index"].to_numpy())[0] != now:
            tips.append(name)
    assert firm.tips == ";".join(tips)


# Figures of which only a range is known


def test_what_lies_between_its_parts_leaves_a_range_that_holds_the_true_index() -> None:
    planted, parts = town(9), CODES[2:5]
    frame = rows(planted)
    found = measured(frame)
    row = score_apart(found, own_of(frame, parts).figures, [OWN]).table.iloc[0]
    assert row.with_range == 1
    measure = found.base.measures["gezond_pct"]
    values = [planted[code]["gezond_pct"] for code in parts]
    for share in (0.0, 0.3, 1.0):  # of the unknown group that lives in the part with the highest figure
        truth = max(values) * share + min(values) * (1 - share)
        healthy = 100 + 15 * max(-3.0, min(3.0, (truth - measure.mean) / measure.spread))
        assert row.gezond_least <= healthy <= row.gezond_most
        sides = [row.geld, row.steun, row.plek, healthy]
        assert row.least <= sum(sides) / 4 <= row.most
    assert math.isnan(row.geld_least)  # of that side all figures are known themselves


def test_a_range_is_no_index_and_may_be_all_there_is() -> None:
    planted = town(10)
    frame = rows(
        planted, tuple((code, name) for code in CODES[:2] for name in ("bijstand_per_1000", "bijstand"))
    )
    found = measured(frame)
    row = score_apart(found, own_of(frame, CODES[:2]).figures, [OWN]).table.iloc[0]
    assert math.isnan(row["index"])  # two sides of four
    assert row.least < row.most
    official = found.table
    assert official.with_range.eq(0).all()
    assert official.least.isna().all()


def test_where_few_people_live_there_is_no_range_either() -> None:
    planted = town(11)
    for code, count in ((CODES[0], 40.0), (CODES[1], 45.0)):
        planted[code]["inwoners"] = count
    frame = rows(planted)
    row = score_apart(measured(frame), own_of(frame, CODES[:2]).figures, [OWN]).table.iloc[0]
    assert (row.with_range, math.isnan(row.least)) == (0, True)


def test_a_figure_that_counts_though_its_parts_weigh_unsurely_leaves_a_range_as_well() -> None:
    frame = rows(town(12))
    found = measured(frame)
    own = own_of(frame, CODES[:3]).figures
    value = float(own.value[own.indicator == "koop_pct"].iloc[0])
    loose = own.assign(
        least=own.least.where(own.indicator != "koop_pct", value - 2),
        most=own.most.where(own.indicator != "koop_pct", value + 1),
    )
    row, plain = (score_apart(found, each, [OWN]).table.iloc[0] for each in (loose, own))
    assert (row.unevenly, plain.unevenly, row.with_range) == (1, 0, plain.with_range)
    assert row["index"] == plain["index"]
    measure = found.base.measures["koop_pct"]
    for end, by in (("least", -2), ("most", 1)):
        shifted = 15 * by / measure.spread / 2  # one of the two figures of its side
        assert row[f"geld_{end}"] == pytest.approx(plain.geld + shifted)
