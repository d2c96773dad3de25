"""Comparison tables, held against one comparison after the other."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import effort
from tests.core.compare.planted import INDICATORS, Planted, known
from wijkkaart.core.compare.comparing import Verdict, compare
from wijkkaart.core.compare.ranking import rank
from wijkkaart.core.compare.rounding import Reason, value_of
from wijkkaart.core.compare.table import TABLE_COLUMNS, choose_years, comparison_table

WHOLE = "GM0307"
CODES = [f"BU030707{i:02d}" for i in range(6)]
FIGURES = [INDICATORS[name] for name in ("inwoners", "koop_pct", "afstand", "inkomen", "gezond_pct", "score")]


def row(indicator: str, code: str = CODES[0], **options: object) -> pd.Series:
    table = comparison_table(options.pop("rows"), CODES, FIGURES, **options)  # type: ignore[arg-type]
    cells = table.cells
    return cells[(cells.code == code) & (cells.indicator == indicator)].iloc[0]


def test_a_table_has_every_area_and_figure_once_in_the_order_asked() -> None:
    table = comparison_table(known((CODES[0], "afstand", 2024, 1.0)), CODES, FIGURES)
    assert [*table.cells.columns] == [*TABLE_COLUMNS]
    assert len(table.cells) == len(CODES) * len(FIGURES)
    wide = table.wide()
    assert [*wide.index] == CODES
    assert wide.notna().sum().sum() == 1
    assert set(table.cells.verdict) == {""}


def test_an_empty_cell_is_missing_and_not_zero() -> None:
    found = row("koop_pct", rows=known((CODES[0], "afstand", 2024, 1.0)))
    assert np.isnan(found.value)
    assert (found.status, found.reason) == ("not measured", "missing")


def test_good_and_bad_are_said_only_by_direction_and_only_when_certain() -> None:
    rows = known(
        (WHOLE, "afstand", 2024, 1.0),
        (CODES[0], "afstand", 2024, 2.0),
        (CODES[1], "afstand", 2024, 1.1),
        (WHOLE, "koop_pct", 2024, 50),
        (CODES[0], "koop_pct", 2024, 80),
        (WHOLE, "inkomen", 2024, 30.0),
        (CODES[0], "inkomen", 2024, 60.0),
    )
    assert row("afstand", rows=rows, reference=WHOLE).quality == "worse"
    assert row("inkomen", rows=rows, reference=WHOLE).quality == "better"
    assert row("afstand", CODES[1], rows=rows, reference=WHOLE).quality == ""
    found = row("koop_pct", rows=rows, reference=WHOLE)
    assert (found.verdict, found.quality, found.difference) == (Verdict.HIGHER, "", 30)


def test_counts_get_places_and_no_difference() -> None:
    rows = known((WHOLE, "inwoners", 2024, 9000), (CODES[0], "inwoners", 2024, 600))
    found = row("inwoners", rows=rows, reference=WHOLE)
    assert (found.verdict, found.why, found["first"]) == (Verdict.UNSURE, Reason.COUNT, 1)
    assert np.isnan(found.difference)


def test_a_reference_without_a_figure_leaves_nothing_to_compare_with() -> None:
    found = row("koop_pct", rows=known((CODES[0], "koop_pct", 2024, 80)), reference=WHOLE)
    assert (found.verdict, found.why, found.reason) == (Verdict.UNSURE, Reason.MISSING, "")


def test_a_reference_in_the_table_has_no_place_and_is_not_beside_itself() -> None:
    rows = known(*((code, "afstand", 2024, float(i)) for i, code in enumerate(CODES)))
    found = row("afstand", CODES[0], rows=rows, reference=CODES[0])
    assert (found.verdict, found.why, found.quality, found.of) == ("", "", "", 5)
    assert np.isnan(found["first"])


def test_the_year_is_chosen_for_each_figure() -> None:
    rows = known(
        *((code, "inwoners", year, 500) for code in CODES for year in (2023, 2024)),
        *((code, "koop_pct", 2023, 40) for code in CODES),
        (CODES[0], "koop_pct", 2024, 90),  # the newest year has one area only
    )
    table = comparison_table(rows, CODES, FIGURES)
    assert table.years["inwoners"] == 2024
    assert table.years["koop_pct"] == 2023
    assert table.years["score"] == 0
    assert choose_years(rows, ["koop_pct"], [CODES[0]]) == {"koop_pct": 2024}


def test_a_year_that_the_reference_lacks_is_not_chosen_when_it_has_another() -> None:
    rows = known(
        *((code, "koop_pct", year, 40) for code in CODES for year in (2022, 2023, 2024)),
        *((WHOLE, "koop_pct", year, 60) for year in (2022, 2023)),
        *((code, "afstand", 2024, 1.0) for code in CODES),
    )
    table = comparison_table(rows, CODES, FIGURES, reference=WHOLE)
    assert (table.years["koop_pct"], table.years["afstand"]) == (2023, 2024)
    assert set(table.wide("verdict").koop_pct) == {Verdict.LOWER}


values = st.one_of(st.none(), st.integers(1, 12).map(float))


@settings(max_examples=20)
@given(st.lists(values, min_size=6, max_size=6), st.integers(1, 12), st.sampled_from(FIGURES))
def test_cells_say_what_comparing_one_by_one_says(
    found: list[float | None], whole: int, figure: object
) -> None:
    name = figure.id  # type: ignore[attr-defined]
    rows: list[Planted] = [(WHOLE, name, 2024, float(whole))]
    rows += [(code, name, 2024, value) for code, value in zip(CODES, found, strict=True)]
    frame = known(*rows)
    cells = comparison_table(frame, CODES, [INDICATORS[name]], reference=WHOLE, years={name: 2024}).cells
    ranks = rank(frame[frame.code != WHOLE], INDICATORS[name], 2024).set_index("code")
    for cell in cells.to_dict("records"):
        one = compare(
            value_of(frame, cell["code"], name, 2024), value_of(frame, WHOLE, name, 2024), INDICATORS[name]
        )
        assert (cell["verdict"], cell["why"]) == (one.verdict, one.reason)
        assert cell["quality"] == {None: "", True: "better", False: "worse"}[one.better]
        if cell["code"] in ranks.index:
            assert cell["first"] == pytest.approx(ranks["first"][cell["code"]], nan_ok=True)
            assert cell["last"] == pytest.approx(ranks["last"][cell["code"]], nan_ok=True)


def test_a_large_table_is_made_by_the_column() -> None:
    names = [f"f{i}" for i in range(40)]
    indicators = [type(FIGURES[1])(**{**FIGURES[1].__dict__, "id": name}) for name in names]

    def on(areas: int) -> effort.Work:
        codes = [f"BU0307{i:04d}" for i in range(areas)]
        rows = pd.DataFrame({"code": np.repeat(codes, 40), "indicator": np.tile(names, areas)})
        value = np.random.default_rng(3).normal(50, 9, len(rows))
        rows = rows.assign(value=value, year=2024, status="ok", source="cbs", reason="", size=500.0)
        rows = rows.assign(lower=rows.value - 1, upper=rows.value + 1)
        return lambda: comparison_table(rows, codes, indicators, reference=codes[0])

    assert effort.each(on, 40) < 40 * 4
    assert effort.of(on(40)) < 180_000
    assert on(150)().wide("verdict").shape == (150, 40)
