"""Own areas: planted sets of buurten that a plain sum or mean gets wrong."""

import math
from itertools import product

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from tests.core.compare.planted import INDICATORS, Planted, figure, known
from tests.core.compare.test_series import ground
from wijkkaart.core.compare.comparing import Verdict, compare
from wijkkaart.core.compare.drawing import drawn_parts
from wijkkaart.core.compare.own_area import MEAN_OF, How, OwnArea, own_area
from wijkkaart.core.compare.rounding import Reason, Value, value_of
from wijkkaart.core.compare.series import Series, series
from wijkkaart.errors import WijkkaartError
from wijkkaart.model import RD

A, B, C = "BU03070701", "BU03070702", "BU03070703"


def made(*rows: Planted, parts: tuple[str, ...] = (A, B)) -> OwnArea:
    return own_area(known(*rows), parts, "Ons gebied", indicators=INDICATORS)


def get(area: OwnArea, indicator: str, year: int = 2024) -> tuple[Value, How, str]:
    row = area.figures[(area.figures.indicator == indicator) & (area.figures.year == year)].iloc[0]
    return value_of(area.figures, area.code, indicator, year), How(row.how), row.missing


def people(code: str, whole: int, part: int) -> list[Planted]:
    share = 100 * part / whole
    return [
        (code, "inwoners", 2024, whole),
        (code, "ouderen", 2024, part),
        (code, "ouderen_pct", 2024, share),
    ]


def test_counts_are_added_and_their_margins_too() -> None:
    found, how, missing = get(made((A, "inwoners", 2024, 600), (B, "inwoners", 2024, 300)), "inwoners")
    assert (found.value, found.lower, found.upper) == (900, 892, 908)
    assert (how, missing) == (How.ADDED, "")


def test_a_count_with_a_part_missing_is_not_a_smaller_count() -> None:
    found, how, missing = get(made((A, "bijstand", 2024, 200), (B, "bijstand", 2024, None)), "bijstand")
    assert math.isnan(found.value)
    assert found.reason is Reason.MISSING
    assert found.lower == 191  # there are at least so many
    assert (how, missing) == (How.PARTS_MISSING, B)


def test_a_share_is_not_the_mean_of_shares() -> None:
    found, how, _ = get(made(*people(A, 900, 90), *people(B, 100, 90)), "ouderen_pct")
    assert found.value == 18  # and not (10 + 90) / 2
    assert (found.lower, found.upper) == pytest.approx((100 * 172 / 1008, 100 * 188 / 992))
    assert how is How.RECOMPUTED


def test_a_share_without_its_numerators_is_weighted_by_its_denominators() -> None:
    rows = [(A, "woningen", 2024, 100), (A, "koop_pct", 2024, 80)]
    rows += [(B, "woningen", 2024, 300), (B, "koop_pct", 2024, 40)]
    found, how, _ = get(made(*rows), "koop_pct")
    assert found.value == 50
    assert found.lower < 49.6 < 50.4 < found.upper
    assert how is How.RECOMPUTED


def test_a_share_that_is_secret_in_one_part_may_still_be_counted() -> None:
    rows = [*people(A, 900, 90), (B, "inwoners", 2024, 40), (B, "ouderen", 2024, 10)]
    found, _, missing = get(made(*rows, (B, "ouderen_pct", 2024, None)), "ouderen_pct")
    assert found.value == pytest.approx(100 * 100 / 940)
    assert missing == ""


def test_a_part_without_a_share_widens_what_the_whole_may_be() -> None:
    rows = [(A, "woningen", 2024, 900), (A, "koop_pct", 2024, 50), (B, "woningen", 2024, 100)]
    found, _, missing = get(made(*rows), "koop_pct")
    assert found.value == 50  # of the part of which it's known
    assert found.lower <= 0.9 * 49.5 + 1e-3
    assert found.upper >= 0.9 * 50.5 + 10 - 1e-3
    assert missing == B


def test_too_large_a_part_without_a_share_leaves_none() -> None:
    rows = [(A, "woningen", 2024, 700), (A, "koop_pct", 2024, 50), (B, "woningen", 2024, 300)]
    found, how, _ = get(made(*rows), "koop_pct")
    assert math.isnan(found.value)
    assert how is How.PARTS_MISSING


def test_a_mean_is_weighted_only_by_what_it_is_a_mean_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEAN_OF, "inkomen", "inwoners")
    rows = [(A, "inwoners", 2024, 900), (A, "inkomen", 2024, 20.0)]
    rows += [(B, "inwoners", 2024, 100), (B, "inkomen", 2024, 60.0)]
    found, how, _ = get(made(*rows), "inkomen")
    assert found.value == pytest.approx(24)
    assert how is How.WEIGHTED
    found, how, _ = get(made((A, "afstand", 2024, 1.0), (B, "afstand", 2024, 3.0)), "afstand")
    assert math.isnan(found.value)  # over whom isn't known
    assert (found.lower, found.upper) == (0.95, 3.05)
    assert how is How.BETWEEN


def test_a_mean_of_which_a_part_is_missing_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEAN_OF, "inkomen", "inwoners")
    rows = [(A, "inwoners", 2024, 900), (A, "inkomen", 2024, 20.0), (B, "inwoners", 2024, 100)]
    found, _, missing = get(made(*rows), "inkomen")
    assert (found.value, found.reason, missing) == (20.0, Reason.MARGIN, B)


def test_scores_and_classes_are_not_added() -> None:
    area = made(
        (A, "score", 2024, 0.1), (B, "score", 2024, 0.3), (A, "klasse", 2024, 3), (B, "klasse", 2024, 5)
    )
    for name in ("score", "klasse"):
        found, how, _ = get(area, name)
        assert how is How.NOT_ADDED
        assert math.isnan(found.value)
        assert math.isnan(found.lower)


def test_estimates_without_a_known_group_stay_between_their_parts() -> None:
    found, how, _ = get(
        made((A, "gezond_pct", 2024, 60.0, 55, 65), (B, "gezond_pct", 2024, 80.0)), "gezond_pct"
    )
    assert (found.lower, found.upper) == (55, 80)
    assert how is How.BETWEEN


def test_few_inhabitants_in_all_are_still_few() -> None:
    found, _, _ = get(made(*people(A, 20, 5), *people(B, 25, 5)), "ouderen_pct")
    assert found.reason is Reason.FEW
    found, _, _ = get(made(*people(A, 40, 5), *people(B, 40, 5)), "ouderen_pct")
    assert found.reason is Reason.NONE  # two buurten that say nothing by themselves may together


def test_years_are_not_mixed() -> None:
    area = made((A, "inwoners", 2023, 600), (B, "inwoners", 2024, 300))
    for year, part in ((2023, B), (2024, A)):
        found, _, missing = get(area, "inwoners", year)
        assert math.isnan(found.value)
        assert missing == part


def test_an_own_area_is_compared_as_any_other() -> None:
    rows = known(*people(A, 900, 90), *people(B, 900, 90), *people(C, 900, 450))
    area = own_area(rows, (A, B), "Ons gebied", indicators=INDICATORS)
    everything = pd.concat([rows, area.figures])
    mine, other = (value_of(everything, code, "ouderen_pct", 2024) for code in (area.code, C))
    assert compare(mine, other, INDICATORS["ouderen_pct"]).verdict is Verdict.LOWER


@pytest.mark.parametrize("parts", [(), (A, A), (A, "WK030707"), ("GM0307", A)])
def test_parts_that_overlap_are_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(WijkkaartError, match="eigen gebied"):
        made((A, "inwoners", 2024, 600), parts=parts)


def test_an_own_area_with_nothing_has_no_figures() -> None:
    assert made(parts=(A, B)).figures.empty


wholes = st.integers(1, 5).map(lambda n: 5 * n)


@settings(max_examples=25)
@given(st.lists(st.tuples(wholes, st.integers(0, 100)), min_size=1, max_size=3))
def test_the_bounds_of_a_weighted_share_are_those_of_every_choice(rows: list[tuple[int, int]]) -> None:
    names = (A, B, C)[: len(rows)]
    indicators = {"n": figure("n", "count", source="cbs"), "p": figure("p", denominator="n", smallest=1.0)}
    frame = pd.DataFrame(
        [(c, "n", w, max(w - 4, 0), w + 4) for c, (w, _) in zip(names, rows, strict=True)]
        + [(c, "p", s, max(s - 0.5, 0), min(s + 0.5, 100)) for c, (_, s) in zip(names, rows, strict=True)],
        columns=["code", "indicator", "value", "lower", "upper"],
    ).assign(year=2024, status="ok", source="cbs")
    area = own_area(frame, names, "x", indicators=indicators)
    found = value_of(area.figures, area.code, "p")
    ends = [
        [(share, w) for share in (max(s - 0.5, 0), min(s + 0.5, 100)) for w in (n - 4, n + 4)]
        for n, s in rows
    ]
    every = [sum(s * w for s, w in each) / sum(w for _, w in each) for each in product(*ends)]
    assert (found.lower, found.upper) == pytest.approx((min(every), max(every)))


# Over the years


def over_years(*rows: Planted, changed: bool = False) -> Series:
    """Two wijken of which the second had another code, or another outline, in 2023."""
    old = {"WK030701": (0, 1000, "1"), "WK030709": (1000, 1800 if changed else 2000, "1")}
    old["WK030702"] = (5000, 6000, "1")  # another area, that had the code of the second
    links = ground({2023: old, 2024: {"WK030701": (0, 1000, "1"), "WK030702": (1000, 2000, "2")}})
    frame = known(*rows)
    area = own_area(frame, ("WK030701", "WK030702"), "x", indicators=INDICATORS, history=links)
    return series(area.figures, area.code, INDICATORS["inwoners"])


OLD_AND_NEW: list[Planted] = [
    ("WK030701", "inwoners", 2023, 100),
    ("WK030709", "inwoners", 2023, 200),
    ("WK030702", "inwoners", 2023, 5000),
    ("WK030701", "inwoners", 2024, 150),
    ("WK030702", "inwoners", 2024, 250),
]


def test_an_own_area_is_made_of_the_same_ground_in_every_year() -> None:
    found = over_years(*OLD_AND_NEW)
    lines = [[(v.year, v.value) for v in line] for segment in found.segments for line in segment.lines]
    assert lines == [[(2023, 300), (2024, 400)]]
    assert found.trend is not None
    assert found.trend.verdict is Verdict.HIGHER


def test_a_year_in_which_a_part_was_another_area_is_a_year_without_a_figure() -> None:
    found = over_years(*OLD_AND_NEW, changed=True)
    assert [[v.year for v in line] for s in found.segments for line in s.lines] == [[2024]]


def test_without_history_years_are_not_joined() -> None:
    area = own_area(known(*OLD_AND_NEW), ("WK030701", "WK030702"), "x", indicators=INDICATORS)
    found = series(area.figures, area.code, INDICATORS["inwoners"])
    assert len(found.segments) == 2
    assert found.trend is None


# Drawn outlines


def buurten() -> gpd.GeoDataFrame:
    """Three squares of 100 m in a row."""
    shapes = [box(100 * i, 0, 100 * i + 100, 100) for i in range(3)]
    return gpd.GeoDataFrame({"code": [A, B, C]}, geometry=shapes, crs=RD)


def test_a_drawn_area_stands_for_the_buurten_that_lie_mostly_inside() -> None:
    found = drawn_parts(box(-10, -10, 160, 110), buurten())
    assert found.parts == [A, B]
    assert dict(zip(found.table.code, found.table.share, strict=True)) == {A: 1.0, B: 0.6}
    assert found.outside == pytest.approx(1 - 160 / 200)
    assert found.covered == pytest.approx(160 * 100 / (170 * 120))


def test_where_the_addresses_are_decides_when_they_are_known() -> None:
    addresses = gpd.GeoSeries([Point(190, 50), Point(195, 50), Point(110, 50), Point(50, 50)], crs=RD)
    found = drawn_parts(box(-10, -10, 160, 110), buurten(), addresses)
    assert found.parts == [A]
    assert found.by_addresses


def test_a_border_that_is_drawn_along_brings_no_neighbour() -> None:
    assert [*drawn_parts(box(0, 0, 100.4, 100), buurten()).table.code] == [A]


def test_an_outline_that_crosses_itself_is_still_an_area() -> None:
    bowtie = box(0, 0, 100, 100).union(box(200, 0, 300, 100))
    assert drawn_parts(bowtie, buurten()).parts == [A, C]


def test_an_outline_without_a_buurt_is_told() -> None:
    with pytest.raises(WijkkaartError, match="geen enkele buurt"):
        drawn_parts(box(0, 0, 30, 100), buurten())


def test_a_weight_that_is_missing_weighs_not_zero() -> None:
    rows = [(A, "woningen", 2024, 100), (A, "koop_pct", 2024, 80), (B, "koop_pct", 2024, 40)]
    found, how, _ = get(made(*rows), "koop_pct")
    assert np.isnan(found.value)
    assert (found.lower, found.upper, how) == (39.5, 80.5, How.BETWEEN)
