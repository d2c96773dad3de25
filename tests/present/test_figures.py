"""A figure in words: the legend says what the map shows."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, sources
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure, Reference, make_figure
from wijkkaart.model import Level, Status
from wijkkaart.present import colours, dutch, figures

DECIMALS = {
    0: toy.SHARE,
    1: next(i.id for i in indicators().values() if i.decimals == 1 and i.kind != "count"),
}
VALUES = st.lists(
    st.one_of(st.none(), st.integers(-30, 30).map(float), st.floats(-1e4, 1e4, allow_nan=False)), max_size=25
)
REFERENCES = st.one_of(st.none(), st.builds(Reference, st.floats(-100, 100), st.booleans()))


def figure_of(
    values: list[float | None],
    *,
    decimals: int = 0,
    reference: Reference | None = None,
    hidden: int = 0,
    level: str = "buurt",
    indicator: str = "",
    schematic: bool = False,
    drawn: int = 2024,
    suspect: set[str] | None = None,
    method: Method = Method.QUANTILES,
) -> Figure:
    """A figure of the country with these values; the last `hidden` areas aren't drawn."""
    codes = [f"BU0001{number:04d}" for number in range(len(values))]
    areas = pd.DataFrame({"code": codes, "name": [f"Buurt {code[-2:]}" for code in codes]})
    areas = areas.assign(gemeente_name="Torenstad", schematic=schematic)
    indicator = indicator or DECIMALS[decimals]
    observed = toy.figures(dict(zip(codes, values, strict=True)), indicator, 2024)
    mask = np.arange(len(codes)) >= len(codes) - hidden
    choice = Choice("NL00", level, indicator, 2024, method)
    return make_figure(
        choice, indicators()[indicator], areas, observed, mask, suspect or set(), drawn, reference
    )


def _read(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def _holds(label: str, value: float) -> bool:
    """Whether a value is what a line of the legend says, read as a visitor would."""
    label = label.split(": ")[-1]
    if label.startswith("tot en met "):
        return value <= _read(label.removeprefix("tot en met "))
    if label.endswith(" en meer"):
        return value >= _read(label.removesuffix(" en meer"))
    low, _, high = label.partition(" – ")
    return _read(low) <= value <= _read(high or low)


@given(VALUES, st.sampled_from([*DECIMALS]), REFERENCES, st.sampled_from(list(Method)))
def test_every_value_is_found_in_the_line_of_its_colour_and_in_no_other(
    values: list[float | None], decimals: int, reference: Reference | None, method: Method
) -> None:
    figure = figure_of(values, decimals=decimals, reference=reference, method=method)
    legend = [row for row in figures.legend(figure) if not row.hatched]
    for value, place in zip(figure.areas.value, figure.classes.index, strict=True):
        if not np.isnan(value):
            lines = [number for number, row in enumerate(legend) if _holds(row.label, round(value, decimals))]
            assert lines == [place]


@given(VALUES, REFERENCES, st.integers(0, 5))
def test_the_counts_in_the_legend_add_up_to_what_is_drawn(
    values: list[float | None], reference: Reference | None, hidden: int
) -> None:
    hidden = min(hidden, len(values))
    figure = figure_of(values, reference=reference, hidden=hidden)
    legend = figures.legend(figure)
    assert sum(row.count for row in legend) == len(values) - hidden
    assert len({row.colour for row in legend}) == len(legend)
    assert [row.hatched for row in legend].count(True) <= 1
    assert len(figures.palette(figure)) == len(figure.classes.limits)
    assert len(figures.ranked(figure)) == len(values) - hidden
    assert len(figures.values(figure)) == len(values)


def _labels(figure: Figure) -> list[tuple[str, int]]:
    return [(row.label, row.count) for row in figures.legend(figure)]


def test_a_legend_of_a_few_values_names_each() -> None:
    assert _labels(figure_of([3.0, 1.0, 3.0, None])) == [("1", 1), ("2 – 3", 2), ("geen gegevens", 1)]


def test_a_legend_of_one_value_has_one_line() -> None:
    assert _labels(figure_of([7.0, 7.0])) == [("7", 2)]
    assert figures.palette(figure_of([7.0, 7.0])) == colours.SEQUENTIAL[1]


def test_a_legend_without_values_only_has_no_data() -> None:
    rows = figures.legend(figure_of([None, None]))
    assert [(row.label, row.count, row.hatched) for row in rows] == [("geen gegevens", 2, True)]
    assert figures.legend(figure_of([])) == []


def test_classes_do_not_overlap_and_leave_nothing_out() -> None:
    figure = figure_of([float(n) for n in range(10)])
    assert _labels(figure) == [("0 – 1", 2), ("2 – 3", 2), ("4 – 5", 2), ("6 – 7", 2), ("8 – 9", 2)]


def test_negative_values_have_a_minus_sign_and_stand_low_to_high() -> None:
    figure = figure_of([float(n) for n in range(-6, 4)])
    assert [label for label, _ in _labels(figure)] == ["−6 – −5", "−4 – −3", "−2 – −1", "0 – 1", "2 – 3"]


def test_decimals_are_those_of_the_indicator() -> None:
    figure = figure_of([n / 10 for n in range(10)], decimals=1)
    assert _labels(figure)[0] == ("0,0 – 0,1", 2)


def test_a_comparison_has_five_lines_around_what_is_compared_with() -> None:
    figure = figure_of([float(n) for n in range(0, 101, 10)], reference=Reference(50.0, published=True))
    assert _labels(figure) == [
        ("duidelijk lager: tot en met \N{MINUS SIGN}1", 0),
        ("lager: 0 – 32", 4),
        ("ongeveer gelijk: 33 – 67", 3),
        ("hoger: 68 – 100", 4),
        ("duidelijk hoger: 101 en meer", 0),
    ]
    assert figures.palette(figure) == colours.DIVERGING


def test_what_is_compared_with_is_told() -> None:
    def line(published: bool) -> str:
        return figures.reference_line(
            figure_of([1.0, 2.0], reference=Reference(22.0, published)), "Torenstad"
        )

    assert line(True) == "Vergeleken met Torenstad: 22%."
    assert line(False) == (
        "Vergeleken met de middelste buurt van Torenstad: 22%. Een cijfer voor Torenstad zelf is er niet."
    )
    assert figures.reference_line(figure_of([1.0]), "Torenstad") == ""


def test_values_are_printed_with_their_unit_or_the_reason_why_not(atlas: Atlas) -> None:
    figure = atlas.figure(Choice(toy.TOWN, "buurt", toy.COUNT, 2024))
    assert figures.values(figure)[3:] == [
        "400 inwoners",
        "geheim: te weinig mensen om te tonen",
        "600 inwoners",
    ]
    assert figures.title(figure) == "Inwoners (2024)"


@pytest.mark.parametrize("status", [status for status in Status if status not in ("ok", "estimate")])
def test_every_reason_for_a_missing_value_is_told(status: Status) -> None:
    areas = pd.DataFrame({"code": ["BU00010000"], "name": "A", "gemeente_name": "T", "schematic": False})
    observed = toy.figures({"BU00010000": None}, toy.SHARE, 2024).assign(status=str(status))
    choice = Choice("NL00", "buurt", toy.SHARE, 2024)
    figure = make_figure(choice, indicators()[toy.SHARE], areas, observed, np.array([False]), set(), 2024)
    assert figures.values(figure) == [dutch.STATUS_TEXT[status]]


def test_the_list_runs_from_high_to_low_with_missing_last(atlas: Atlas) -> None:
    figure = atlas.figure(Choice(toy.TOWN, "buurt", toy.COUNT, 2024))
    rows = figures.ranked(figure)
    assert [row["name"] for row in rows] == [
        "Randenbroek",
        "Höfke",
        "Oude Haven",
        "'t Zand",
        "Kruiskamp",
        "Zuiderplas",
    ]
    assert rows[-1]["colour"] == colours.NO_DATA
    assert rows[0]["colour"] == colours.SEQUENTIAL[5][4]
    assert {row["line"] for row in rows} == {""}
    country = figures.ranked(atlas.figure(Choice("NL00", "buurt", toy.COUNT, 2024)))
    assert country[0]["line"] == toy.TOWN_NAME


def test_hidden_areas_are_not_in_the_list_and_do_not_count() -> None:
    figure = figure_of([1.0, None, 5.0, None], hidden=2)
    assert _labels(figure) == [("1", 1), ("geen gegevens", 1)]
    assert [row["id"] for row in figures.ranked(figure)] == ["BU00010000", "BU00010001"]


def test_names_stay_plain_text_whatever_they_hold() -> None:
    hostile = "<script>alert('`${1}`')</script> {{x}} \\ \u2028"
    figure = figure_of([1.0])
    figure.areas.loc[0, "name"] = hostile
    assert figures.ranked(figure)[0]["name"] == hostile


def test_the_source_line_names_publisher_year_and_licence() -> None:
    line = figures.source_line(figure_of([1.0]))
    source = sources()[indicators()[toy.SHARE].source]
    assert line.startswith(f"Bron: {source.publisher}, ")
    assert "2024" in line
    assert source.licence in line


def _observed(**columns: str) -> Figure:
    """A figure of one area whose observation has these columns."""
    areas = pd.DataFrame({"code": ["BU00010000"], "name": "A", "gemeente_name": "T", "schematic": False})
    observed = toy.figures({"BU00010000": 1.0}, toy.SHARE, 2024).assign(**columns)
    choice = Choice("NL00", "buurt", toy.SHARE, 2024)
    return make_figure(choice, indicators()[toy.SHARE], areas, observed, np.array([False]), set(), 2024)


def test_the_source_is_that_of_the_values_that_are_shown() -> None:
    assert sources()["voorbeeld"].title in figures.source_line(_observed(source="voorbeeld"))
    # A source that was removed from the definitions since, and a figure without any value.
    usual = sources()[indicators()[toy.SHARE].source].publisher
    assert usual in figures.source_line(_observed(source="verdwenen"))
    assert usual in figures.source_line(figure_of([None]))


def test_the_source_of_an_area_that_is_not_drawn_is_not_named() -> None:
    codes = ["BU00010000", "BU00010001"]
    areas = pd.DataFrame({"code": codes, "name": codes, "gemeente_name": "T", "schematic": False})
    observed = toy.figures(dict.fromkeys(codes, 1.0), toy.SHARE, 2024).assign(source=["cbs-kwb", "voorbeeld"])
    choice, hidden = Choice("NL00", "buurt", toy.SHARE, 2024), np.array([False, True])
    figure = make_figure(choice, indicators()[toy.SHARE], areas, observed, hidden, set(), 2024)
    assert figure.sources == ("cbs-kwb",)


def test_an_estimate_is_called_an_estimate() -> None:
    assert "geschat met een rekenmodel" in figures.source_line(_observed(status="estimate"))
    assert "geschat" not in figures.source_line(_observed(status="ok"))


def test_remarks_tell_what_one_must_know() -> None:
    assert figures.remarks(figure_of([1.0])) == []
    assert figures.remarks(figure_of([1.0], drawn=2023)) == ["Cijfers van 2024 op de buurtgrenzen van 2023."]
    assert figures.remarks(figure_of([1.0], drawn=2023, level="gemeente")) == [
        "Cijfers van 2024 op de gemeentegrenzen van 2023."
    ]
    counts = figures.remarks(figure_of([1.0], indicator=toy.COUNT))
    assert counts == ["Aantallen zijn afgerond op 5: kleine verschillen zeggen niets."]
    assert figures.remarks(figure_of([1.0], indicator=toy.COUNT, level="gemeente")) == []
    suspect = figures.remarks(figure_of([1.0, 2.0], suspect={"BU00010000"}))
    assert suspect == ["1 buurt leeg gelaten: de grens of code is tussen die jaren veranderd."]


def test_schematic_outlines_are_told_when_they_are_drawn() -> None:
    assert len(figures.remarks(figure_of([1.0], schematic=True))) == 1
    assert figures.remarks(figure_of([1.0], schematic=True, hidden=1)) == []


def test_every_level_has_its_words() -> None:
    assert set(figures.LEVEL_NAMES) == set(Level)
    assert all(re.fullmatch("[a-z]+", word) for pair in figures.LEVEL_NAMES.values() for word in pair)


def test_every_number_of_classes_has_its_colours() -> None:
    for number, palette in colours.SEQUENTIAL.items():
        assert len(set(palette)) == number
    assert len(set(colours.DIVERGING)) == 5
