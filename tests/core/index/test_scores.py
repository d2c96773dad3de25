"""Scores of the index on planted areas, held against a plain loop; and how firmly they stand."""

import math
import statistics
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.compare.planted import Planted, known
from wijkkaart.core.index.base import Base, Measure, make_base
from wijkkaart.core.index.scores import SCORE_COLUMNS, Scores, band, score
from wijkkaart.core.index.stability import STABILITY_COLUMNS, stability
from wijkkaart.errors import InvalidData
from wijkkaart.index_definition import Dimension, IndexDefinition, IndexInput

WHOLE = "GM0307"
CODES = [f"WK0307{i:02d}" for i in range(1, 13)]

INDEX = IndexDefinition(
    "Proef",
    "Proef",
    (
        Dimension(
            "geld", "Geld", "", (IndexInput("inkomen", "good", "x"), IndexInput("koop_pct", "good", "x"))
        ),
        Dimension("plek", "Plek", "", (IndexInput("afstand", "bad", "x"),)),
        Dimension("gezond", "Gezond", "", (IndexInput("gezond_pct", "good", "x"),)),
        Dimension("samen", "Samen", "", (IndexInput("score", "good", "x"),)),
    ),
)
NAMES = ["inkomen", "koop_pct", "afstand", "gezond_pct", "score"]


def rows(values: dict[str, list[float | None]], people: list[float] | None = None) -> pd.DataFrame:
    """Figures of CODES by indicator; estimates with a margin of 1."""
    found: list[Planted] = []
    for name, column in values.items():
        for code, value in zip(CODES, column, strict=False):
            margins = (value - 1, value + 1) if name == "gezond_pct" and value is not None else ()
            found.append((code, name, 2024, value, *margins))
    found += [(code, "inwoners", 2024, n) for code, n in zip(CODES, people or [1000.0] * 12, strict=False)]
    return known(*found)


def spread_out(seed: int = 1) -> dict[str, list[float | None]]:
    rng = np.random.default_rng(seed)
    return {name: [round(float(x), 1) for x in rng.normal(40, 9, 12)] for name in NAMES}


def scored(
    values: dict[str, list[float | None]], people: list[float] | None = None, **options: Any
) -> Scores:
    frame = rows(values, people)
    base = options.get("base") or make_base(INDEX, frame, WHOLE, "wijk", 2024)
    return score(options.get("index", INDEX), base, frame, CODES)


def test_an_area_at_the_mean_scores_a_hundred_and_a_spread_is_fifteen_points() -> None:
    values = spread_out()
    frame = rows(values)
    base = make_base(INDEX, frame, WHOLE, "wijk", 2024)
    measure = base.measures["inkomen"]
    assert measure.mean == pytest.approx(statistics.fmean(values["inkomen"]))  # type: ignore[arg-type]
    assert measure.spread == pytest.approx(statistics.pstdev(values["inkomen"]))  # type: ignore[arg-type]
    found = score(INDEX, base, frame, CODES)
    points = found.parts[(found.parts.code == CODES[0]) & (found.parts.indicator == "inkomen")].iloc[0]
    assert points.score == pytest.approx(100 + 15 * (points.value - measure.mean) / measure.spread)


def test_more_of_what_is_unfavourable_lowers_the_score() -> None:
    found = scored(spread_out()).parts
    far = found[found.indicator == "afstand"].sort_values("value")
    assert far.score.is_monotonic_decreasing


def test_the_mean_of_the_base_is_weighted_by_inhabitants() -> None:
    values = spread_out()
    people = [100.0 + 100 * i for i in range(12)]
    measure = make_base(INDEX, rows(values, people), WHOLE, "wijk", 2024).measures["inkomen"]
    pairs = zip(values["inkomen"], people, strict=True)
    assert measure.mean == pytest.approx(sum(v * n for v, n in pairs if v is not None) / sum(people))


def test_what_lies_far_off_counts_as_three_spreads() -> None:
    base = Base(WHOLE, "wijk", 2024, {name: Measure(name, 2024, 40.0, 0.1, 12) for name in NAMES}, {})
    scores = scored(spread_out(), base=base).parts.score
    assert (scores.min(), scores.max()) == (55, 145)


def test_a_base_that_is_kept_keeps_its_meaning_in_a_later_year() -> None:
    first = spread_out()
    base = make_base(INDEX, rows(first), WHOLE, "wijk", 2024)
    kept = Base.from_dict(base.to_dict())
    assert kept == base
    later = {name: [value + 9 for value in column if value is not None] for name, column in first.items()}
    # Everything rose: with the old base the index moves, with a new one it can't.
    old, new = scored(later, base=kept).table["index"], scored(later).table["index"]
    assert new.mean() == pytest.approx(scored(first).table["index"].mean())
    assert abs(old.mean() - new.mean()) > 1


def test_a_base_that_is_spoiled_is_told() -> None:
    with pytest.raises(InvalidData, match="basis"):
        Base.from_dict({"area": "GM0307"})


def test_figures_of_after_the_base_year_do_not_count_in_it() -> None:
    frame = pd.concat([rows(spread_out(1)), rows(spread_out(2)).assign(year=2025)])
    assert {m.year for m in make_base(INDEX, frame, WHOLE, "wijk", 2024).measures.values()} == {2024}
    assert {m.year for m in make_base(INDEX, frame, WHOLE, "wijk", 2025).measures.values()} == {2025}


def test_what_the_base_cannot_measure_is_left_out_and_told() -> None:
    values = spread_out() | {"score": [1.0] * 12, "gezond_pct": [60.0, 61.0, *[None] * 10]}
    del values["koop_pct"]
    base = make_base(INDEX, rows(values), WHOLE, "wijk", 2024)
    assert {*base.measures} == {"inkomen", "afstand"}
    assert base.left_out["score"] == "overal in het basisgebied hetzelfde"
    assert "minder dan 5" in base.left_out["gezond_pct"]
    assert "geen cijfers" in base.left_out["koop_pct"]


def test_another_figure_takes_the_place_of_one_that_is_not_there() -> None:
    entry = IndexInput("inkomen", "good", "x", instead=("koop_pct",))
    index = replace(INDEX, dimensions=(Dimension("geld", "Geld", "", (entry,)), *INDEX.dimensions[1:]))
    values = spread_out()
    del values["inkomen"]
    frame = rows(values)
    base = make_base(index, frame, WHOLE, "wijk", 2024)
    assert base.measures["inkomen"].indicator == "koop_pct"
    parts = score(index, base, frame, CODES).parts
    assert {*parts.indicator[parts.dimension == "geld"]} == {"koop_pct"}


def test_missing_is_not_average_and_three_sides_make_an_index() -> None:
    values = spread_out()
    for name, gone in (("score", (0, 1)), ("afstand", (1,)), ("koop_pct", (2,))):
        for place in gone:
            values[name][place] = None
    table = scored(values).table
    assert math.isnan(table.samen[0])
    rest = table.loc[0, ["geld", "plek", "gezond"]].tolist()
    assert table["index"][0] == pytest.approx(statistics.fmean(rest))
    assert (table.used[0], table.missing[0], table.flag[0]) == (4, "score", "I")
    assert math.isnan(table["index"][1])
    assert table.why[1] == "te weinig cijfers voor ten minste drie kanten"
    assert table.geld[2] == pytest.approx(scored(values).score[2, 0])  # half of the figures is enough


def test_an_area_with_few_inhabitants_gets_no_index_and_counts_not_in_the_base() -> None:
    values = spread_out()
    people = [40.0, *[1000.0] * 11]
    found = scored(values, people).table
    assert math.isnan(found["index"][0])
    assert found.why[0] == "minder dan 100 inwoners"
    base = make_base(INDEX, rows(values, people), WHOLE, "wijk", 2024)
    assert base.measures["inkomen"].areas == 11


def test_an_area_with_nothing_gets_no_index() -> None:
    frame = rows(spread_out())
    base = make_base(INDEX, frame, WHOLE, "wijk", 2024)
    table = score(INDEX, base, frame, ["WK999999"]).table
    assert [*table.columns][: len(SCORE_COLUMNS)] == [*SCORE_COLUMNS]
    assert table.why.tolist() == ["hoeveel inwoners er zijn, is niet bekend"]  # and not that they're few


def test_a_figure_that_the_base_cannot_measure_counts_as_missing() -> None:
    values = spread_out()
    del values["koop_pct"], values["afstand"], values["score"]
    found = scored(values).table
    # Two of four sides: what nobody has doesn't make an index of the rest.
    assert found["index"].isna().all()
    assert set(found.why) == {"te weinig cijfers voor ten minste drie kanten"}
    assert found.geld.notna().all()  # half of its figures
    assert (found.used[0], found.of[0], found.missing[0]) == (2, 5, "koop_pct;afstand;score")
    del values["gezond_pct"]
    values["afstand"] = spread_out()["afstand"]
    values["score"] = spread_out()["score"]
    three = scored(values).table
    assert three["index"].notna().all()
    assert set(three.flag) == {"I"}


def test_limits_of_the_bands() -> None:
    edges = np.array([69.99, 70, 89.99, 90, 110, 110.01, np.nan])
    assert band(edges)[:6].tolist() == [0, 1, 1, 2, 2, 3]
    assert math.isnan(band(edges)[6])


def test_an_index_is_called_reliable_only_when_its_band_survives_the_margins() -> None:
    values = spread_out()
    table = scored(values).table
    firm = table.flag == "B"
    assert firm.any()
    assert ((band(table.lower.to_numpy()) == band(table.upper.to_numpy())) == firm).all()
    assert ((table.lower <= table["index"]) & (table["index"] <= table.upper)).all()
    bare = known(
        *((code, "gezond_pct", 2024, value) for code, value in zip(CODES, values["gezond_pct"], strict=True))
    )
    frame = rows(values)
    loose = pd.concat([frame[frame.indicator != "gezond_pct"], bare])
    found = score(INDEX, make_base(INDEX, loose, WHOLE, "wijk", 2024), loose, CODES).table
    assert set(found.flag) == {"I"}  # an estimate without a margin
    assert found["index"].tolist() == pytest.approx(table["index"].tolist())


maybe = st.one_of(st.none(), st.integers(0, 100).map(float))
weights = st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=9, max_size=9)


@settings(max_examples=20)
@given(st.lists(st.lists(maybe, min_size=5, max_size=5), min_size=12, max_size=12), weights)
def test_the_index_is_that_of_a_plain_loop(
    table: list[list[float | None]], given_weights: list[float]
) -> None:
    values = {name: [row[place] for row in table] for place, name in enumerate(NAMES)}
    names = [*NAMES, "geld", "plek", "gezond", "samen"]
    weight = dict(zip(names, given_weights, strict=True))
    index = INDEX.weighted(weight)
    base = Base(WHOLE, "wijk", 2024, {name: Measure(name, 2024, 50.0, 20.0, 12) for name in NAMES}, {})
    found = score(index, base, rows(values), CODES).table
    for place, row in enumerate(table):
        points = {}
        for name, value in zip(NAMES, row, strict=True):
            if value is not None:
                z = max(-3.0, min(3.0, (value - 50.0) / 20.0)) * (-1 if name == "afstand" else 1)
                points[name] = 100 + 15 * z
        themes = {}
        for dimension in INDEX.dimensions:
            inside = [e.indicator for e in dimension.inputs if weight[e.indicator] > 0]
            there = [name for name in inside if name in points]
            if inside and len(there) * 2 >= len(inside):
                total = sum(weight[name] for name in there)
                themes[dimension.id] = sum(points[name] * weight[name] for name in there) / total
        asked = [d.id for d in INDEX.dimensions if weight[d.id] > 0]
        used = [name for name in asked if name in themes]
        expected = math.nan
        if used and len(used) >= 0.75 * len(asked):
            expected = sum(themes[n] * weight[n] for n in used) / sum(weight[n] for n in used)
        assert found["index"][place] == pytest.approx(expected, nan_ok=True)


# Stability


def test_an_area_that_is_good_in_everything_stands_firm() -> None:
    values: dict[str, list[float | None]] = {name: [*range(30, 42)] for name in NAMES}  # type: ignore[list-item]
    values["afstand"] = [*range(42, 30, -1)]  # type: ignore[list-item]
    found = stability(scored(values), draws=200)
    assert [*found.columns] == [*STABILITY_COLUMNS]
    assert found.band_kept.min() == 1
    assert found.left_out_kept.min() == 1
    assert found.bottom.tolist() == [True] * 5 + [False] * 7
    assert found.bottom_share.tolist() == [1.0] * 5 + [0.0] * 7


def test_an_area_that_leans_on_one_figure_is_shown_to() -> None:
    values = spread_out(4)
    values["score"][0] = 400.0
    found = stability(scored(values), draws=400).set_index("code")
    assert (found.band_kept < 1).any()
    assert (found.low <= found.high).all()
    assert found.band_kept.between(0, 1).all()


def test_the_same_seed_gives_the_same_answer_and_another_nearly() -> None:
    scores = scored(spread_out(2))
    first, again, other = (stability(scores, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert (first.band_kept - other.band_kept).abs().max() < 0.1


def test_leaving_one_out_is_making_the_index_without_it() -> None:
    values = spread_out(3)
    frame = rows(values)
    base = make_base(INDEX, frame, WHOLE, "wijk", 2024)
    found = stability(score(INDEX, base, frame, CODES), draws=10)
    now = band(score(INDEX, base, frame, CODES).table["index"].to_numpy())
    without = {
        name: band(score(INDEX.without(name), base, frame, CODES).table["index"].to_numpy()) for name in NAMES
    }
    for place in range(len(CODES)):
        tips = [name for name in NAMES if without[name][place] != now[place]]
        assert found.tips[place] == ";".join(tips)
    assert found.tips.any()


def test_what_is_not_there_cannot_be_left_out() -> None:
    values = spread_out(3)
    for name in ("koop_pct", "score"):
        values[name] = [None, *values[name][1:]]
    found = stability(scored(values), draws=10)
    assert not {"koop_pct", "score"} & {*found.tips[0].split(";")}
    tips = [each for each in found.tips[0].split(";") if each]
    assert found.left_out_kept[0] == pytest.approx(1 - len(tips) / 3)


def test_of_few_areas_there_is_no_bottom() -> None:
    frame = rows(spread_out())
    base = make_base(INDEX, frame, WHOLE, "wijk", 2024)
    found = stability(score(INDEX, base, frame, CODES[:9]), draws=10)
    assert not found.bottom.any()
    assert found.bottom_share.isna().all()


def test_without_an_index_there_is_nothing_to_be_firm() -> None:
    frame = rows(spread_out())
    base = make_base(INDEX, frame, WHOLE, "wijk", 2024)
    assert stability(score(INDEX, base, frame, ["WK999999"])).empty
