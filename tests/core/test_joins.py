"""Figures of one year on boundaries of another."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import alternative, toy
from wijkkaart.core.joins import boundary_year, changed_codes

YEARS = st.lists(st.integers(2000, 2030), unique=True)


@given(YEARS, st.integers(1995, 2035))
def test_figures_are_drawn_on_their_own_year_or_the_nearest_after_it(years: list[int], wanted: int) -> None:
    assert boundary_year(years, wanted) == alternative.boundary_year(years, wanted)


def _index(*rows: tuple[str, int, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["code", "year", "name", "change"])
    return frame.assign(level="buurt")


def test_in_one_year_every_code_means_itself() -> None:
    index = _index(("BU1", 2024, "Kade", "3"))
    assert changed_codes(index, "buurt", 2024, 2024) == set()


@pytest.mark.parametrize(("figure", "drawn"), [(2022, 2024), (2024, 2022)])
def test_a_code_with_another_name_is_suspect_in_both_directions(figure: int, drawn: int) -> None:
    index = _index(
        ("BU1", 2022, "Kade", "1"),
        ("BU1", 2024, "Haven", "1"),
        ("BU2", 2022, "De Kade-Oost", "1"),
        ("BU2", 2024, "de kade oost", "1"),
    )
    assert changed_codes(index, "buurt", figure, drawn) == {"BU1"}


@pytest.mark.parametrize(("change", "suspect"), [("", False), ("1", False), ("2", True), ("3", True)])
def test_a_change_that_cbs_marks_makes_a_code_suspect(change: str, suspect: bool) -> None:
    index = _index(("BU1", 2022, "Kade", "3"), ("BU1", 2023, "Kade", change), ("BU1", 2024, "Kade", "1"))
    assert changed_codes(index, "buurt", 2022, 2024) == ({"BU1"} if suspect else set())
    # A change after the years that are compared, or on another level, is of no interest.
    assert changed_codes(index, "wijk", 2022, 2024) == set()
    assert changed_codes(index, "buurt", 2021, 2022) == {"BU1"}
    assert changed_codes(index, "buurt", 2023, 2024) == set()


def test_a_code_that_was_not_there_yet_is_suspect() -> None:
    old, new = "BU00010001", "BU00010002"
    index = _index((old, 2022, "Kade", "1"), (old, 2024, "Kade", "1"), (new, 2024, "Nieuw", "1"))
    assert changed_codes(index, "buurt", 2022, 2024) == {new}


def test_without_boundaries_of_the_year_itself_only_marked_changes_are_known() -> None:
    index = _index(("BU1", 2024, "Kade", "1"), ("BU2", 2024, "Nieuw", "2"))
    assert changed_codes(index, "buurt", 2022, 2024) == {"BU2"}


def test_the_toy_town_has_one_renamed_and_one_changed_buurt() -> None:
    index = pd.concat([toy.areas(2023), toy.areas(2024)])
    assert changed_codes(index, "buurt", 2023, 2024) == {toy.RENAMED, toy.CHANGED}


def test_outlines_of_another_gemeente_make_no_code_suspect() -> None:
    rows = [
        ("BU00010000", 2024, "Dorp", ""),
        ("BU00020000", 2024, "Dorp", ""),
        ("BU00020000", 2020, "Dorp", ""),
    ]
    assert changed_codes(_index(*rows), "buurt", 2020, 2024) == set()
    more = _index(*rows, ("BU00010001", 2020, "Dorp", ""))
    assert changed_codes(more, "buurt", 2020, 2024) == {"BU00010000"}
