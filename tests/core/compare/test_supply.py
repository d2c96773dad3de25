"""Supply per target group beside the people of that group."""

import math

import pandas as pd
import pytest

from wijkkaart.catalogue import indicators
from wijkkaart.core.compare.comparing import Verdict
from wijkkaart.core.compare.rounding import bounded
from wijkkaart.core.compare.supply import PEOPLE, SUPPLY_COLUMNS, supply, supply_figures
from wijkkaart.core.compare.table import comparison_table
from wijkkaart.model import gemeente_of, level_of

A, B, WIJK, GEMEENTE = "BU03070701", "BU03070702", "WK030707", "GM0307"


def people(**counts: dict[str, float]) -> pd.DataFrame:
    rows = [(code, name, value) for code, found in counts.items() for name, value in found.items()]
    frame = pd.DataFrame(rows, columns=["code", "indicator", "value"])
    frame["level"] = [str(level_of(code)) for code in frame.code]
    frame["gemeente"] = [gemeente_of(code) for code in frame.code]
    return bounded(frame.assign(year=2024, status="ok", unit="", source="cbs-kwb"))


def things(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Kind, target groups and buurt."""
    frame = pd.DataFrame(rows, columns=["kind", "target_groups", "buurt"])
    return frame.assign(gemeente=GEMEENTE, wijk=WIJK)


THINGS = things(
    ("place", "ouderen;kinderen", A),
    ("activity", "ouderen", A),
    ("activity", "iedereen", A),
    ("place", "", A),
    ("key_person", "ouderen", A),
    ("place", "ouderen", B),
)
PEOPLE_THERE = people(
    BU03070701={"leeftijd_65_plus_aantal": 200, "inwoners": 1000, "jonger_dan_15_aantal": 20},
    BU03070702={"leeftijd_65_plus_aantal": 100, "inwoners": 500},
    WK030707={"leeftijd_65_plus_aantal": 300, "inwoners": 1500},
)


def found(code: str, group: str) -> pd.Series:
    return supply(THINGS, PEOPLE_THERE, [code], [group]).iloc[0]


def test_places_and_offers_for_a_group_are_counted_and_persons_are_not() -> None:
    row = found(A, "ouderen")
    assert (row.places, row.offers, row.for_all, row.unknown) == (1, 1, 1, 1)
    assert row.per_1000 == 10
    assert (row.lower, row.upper) == pytest.approx((2000 / 204, 2000 / 196))


def test_an_area_without_supply_has_none_that_is_known() -> None:
    assert found(B, "kinderen").places == 0
    assert found(B, "kinderen").reason == "missing"  # how many children there are isn't known


def test_of_few_people_no_rate_is_given() -> None:
    row = found(A, "kinderen")
    assert (row.places, row.reason) == (1, "few")
    assert math.isnan(row.per_1000)


def test_of_a_group_that_nobody_counts_only_the_supply_is_known() -> None:
    row = found(A, "mantelzorgers")
    assert (row.places, row.reason, row.year) == (0, "missing", 0)


def test_wijken_gemeenten_and_own_areas_hold_what_lies_in_them() -> None:
    assert found(WIJK, "ouderen").places == 2
    assert found(GEMEENTE, "ouderen").places == 2
    own = supply(THINGS, PEOPLE_THERE, ["EIGEN-1"], ["ouderen"], parts={"EIGEN-1": [B]})
    assert own.places.tolist() == [1]


def test_what_is_for_everybody_is_set_against_everybody() -> None:
    row = found(A, "iedereen")
    assert (row.offers, row.for_all, row.people) == (1, 0, 1000)


def test_all_target_groups_are_asked_when_none_is() -> None:
    rows = supply(THINGS, PEOPLE_THERE, [A])
    assert [*rows.columns] == [*SUPPLY_COLUMNS]
    assert len(rows) > 15


def test_every_group_is_held_against_a_count() -> None:
    assert {indicators()[name].kind for name, _ in PEOPLE.values()} == {"count"}


def test_where_nothing_is_known_there_is_no_figure() -> None:
    # Of the gemeente nobody told of a place for men; of children's there is one, if not in B.
    many = people(**{code: {"mannen": 500, "jonger_dan_15_aantal": 400} for code in (A, B, WIJK)})
    rows, _ = supply_figures(supply(THINGS, many, [A, B], ["mannen", "kinderen"]))
    told = rows.set_index(["indicator", "code"])
    assert told.value["aanbod_kinderen_per_1000"].tolist() == [2.5, 0]
    assert told.value["aanbod_mannen_per_1000"].isna().all()
    assert {*told.reason["aanbod_mannen_per_1000"]} == {"missing"}
    assert {*told.status["aanbod_mannen_per_1000"]} == {"not measured"}


def test_supply_stands_in_a_table_as_any_figure() -> None:
    rows, made = supply_figures(supply(THINGS, PEOPLE_THERE, [A, B, WIJK], ["ouderen", "mantelzorgers"]))
    assert [*made] == ["aanbod_ouderen_per_1000"]
    table = comparison_table(pd.concat([PEOPLE_THERE, rows]), [A, B], [*made.values()], reference=WIJK)
    assert table.cells.value.tolist() == [10, 10]
    assert set(table.cells.verdict) == {Verdict.SAME}
