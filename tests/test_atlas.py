"""The data directory as pages and routes see it, on the toy town."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests import toy
from wijkkaart.atlas import NL_BOUNDS, Atlas, current
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure
from wijkkaart.errors import InvalidData, UnknownArea
from wijkkaart.model import COUNTRY, Level
from wijkkaart.store import MANIFEST, Store

TOWN_2024 = Choice(toy.TOWN, "buurt", toy.COUNT, 2024)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The toy town with the village as an embedded example, and a figure of the country."""
    root = tmp_path_factory.mktemp("gemengd")
    toy.town(root, example_village=True)
    return Atlas(toy.with_country(root))


def _values(figure: Figure) -> dict[str, float]:
    return dict(zip(figure.areas.code, figure.areas.value, strict=True))


# -- areas


def test_gemeenten_are_sorted_by_name_with_examples_last(atlas: Atlas, mixed: Atlas) -> None:
    assert list(atlas.gemeenten.items()) == [(toy.VILLAGE, toy.VILLAGE_NAME), (toy.TOWN, toy.TOWN_NAME)]
    assert list(mixed.gemeenten) == [toy.TOWN, toy.VILLAGE]
    assert (atlas.examples, mixed.examples) == (frozenset(), frozenset({toy.VILLAGE}))
    assert atlas.has_real()
    assert mixed.has_real()


def test_every_area_has_its_name_of_today(atlas: Atlas) -> None:
    assert atlas.name(toy.RENAMED) == "Höfke"
    assert atlas.name("WK000101") == "Noord"
    assert atlas.name(toy.TOWN) == toy.TOWN_NAME
    assert atlas.name(COUNTRY) == "Nederland"
    assert atlas.name("BU99999999") == "BU99999999"
    assert all(atlas.known(code) for code in (*toy.CELLS, *toy.WIJKEN, *toy.GEMEENTEN, COUNTRY))
    assert not any(atlas.known(code) for code in ("", "GM9999", "../../etc", "gm0001"))


def test_an_area_is_divided_in_the_levels_below_it(atlas: Atlas) -> None:
    assert atlas.levels(toy.TOWN) == [Level.WIJK, Level.BUURT]
    assert atlas.levels(COUNTRY) == [Level.GEMEENTE, Level.WIJK, Level.BUURT]
    assert atlas.levels("GM9999") == []


def test_children_are_the_areas_inside_sorted_by_name(atlas: Atlas) -> None:
    assert list(atlas.children("WK000101", "buurt").name) == ["Höfke", "Randenbroek", "Zuiderplas"]
    assert list(atlas.children(toy.TOWN, "wijk").name) == ["Noord", "Zuid"]
    assert len(atlas.children(COUNTRY, "buurt")) == 8
    assert list(atlas.children("WK999999", "buurt").columns) == ["code", "name"]


def test_the_box_around_an_area_holds_all_of_it(atlas: Atlas) -> None:
    (south, west), (north, east) = atlas.bounds("BU00010000")
    inside = toy.at(0.5, 0.5)
    assert south < inside.y < north
    assert west < inside.x < east
    # A kilometre is about 0.009 degrees of latitude; Zuid is one high and three wide.
    assert north - south == pytest.approx(0.009, abs=0.0005)
    (_, west3), (_, east3) = atlas.bounds("WK000100")
    assert east3 - west3 == pytest.approx(3 * (east - west), rel=0.01)
    # North on the grid isn't quite north on the globe: a few metres.
    assert atlas.bounds(toy.TOWN)[0][1] == pytest.approx(west3, abs=0.0001)
    assert atlas.bounds(COUNTRY) == NL_BOUNDS
    assert atlas.bounds("BU99999999") == NL_BOUNDS


def test_a_visitor_begins_at_home_or_with_the_country(atlas: Atlas, mixed: Atlas, tmp_path: Path) -> None:
    assert atlas.start() == toy.TOWN
    assert mixed.start() == toy.TOWN
    assert _country(tmp_path / "land", {2024: 142}).start() == COUNTRY
    # The outlines of all others around it are no reason to begin elsewhere.
    around = _country(tmp_path / "rond", {2024: 142}, divided=toy.areas(2024, [toy.TOWN]))
    assert around.start() == toy.TOWN


def test_an_empty_directory_is_an_atlas_without_anything(tmp_path: Path) -> None:
    empty = Atlas(Store(tmp_path))
    assert empty.gemeenten == {}
    assert empty.levels(COUNTRY) == []
    assert empty.start() == COUNTRY
    assert not empty.has_real()
    assert empty.drawn_year(COUNTRY, "buurt", None) is None
    assert empty.indicators_of(COUNTRY, "buurt") == []
    assert empty.best_year(toy.COUNT, "buurt", COUNTRY) is None
    assert empty.search.find(toy.TOWN_NAME) == []
    assert empty.bounds(toy.TOWN) == NL_BOUNDS
    with pytest.raises(UnknownArea, match="geen grenzen"):
        empty.figure(TOWN_2024)


# -- years


def test_figures_are_drawn_on_boundaries_of_their_year_or_the_next(atlas: Atlas) -> None:
    for gemeente in (toy.TOWN, COUNTRY):
        years = {year: atlas.drawn_year(gemeente, "buurt", year) for year in (2022, 2023, 2024, 2025, None)}
        assert years == {2022: 2023, 2023: 2023, 2024: 2024, 2025: 2024, None: 2024}
    assert atlas.drawn_year("GM9999", "buurt", 2024) is None


def _country(
    root: Path, gemeenten: dict[int, int], *, example: int = 0, divided: pd.DataFrame | None = None
) -> Atlas:
    """An atlas with so many gemeenten a year, with nothing below but what is `divided`."""
    frames = []
    for year, count in gemeenten.items():
        one = toy.areas(year, [toy.TOWN])
        one = one[one.level == "gemeente"]
        frame = pd.concat([one] * count, ignore_index=True)
        frame["code"] = frame["gemeente"] = [f"GM{number:04d}" for number in range(1, count + 1)]
        frames.append(frame)
    files = [toy.File(str(n), frame, example=n < example) for n, frame in enumerate(frames)]
    if divided is not None:
        files.append(toy.File("verdeeld", divided))
    return Atlas(toy.write(root, *files))


def test_a_country_with_fewer_gemeenten_every_year_is_drawn_on_its_own_years(tmp_path: Path) -> None:
    atlas = _country(tmp_path, {2020: 155, 2022: 145, 2024: 142, 2025: 2})
    drawn = {year: atlas.drawn_year(COUNTRY, "gemeente", year) for year in (2020, 2021, 2022, 2024, None)}
    # Of 2025 only two gemeenten were loaded: that isn't a map of the country.
    assert drawn == {2020: 2020, 2021: 2022, 2022: 2022, 2024: 2024, None: 2024}
    assert len(atlas.gemeenten) == 142
    assert not atlas.known("GM0150")


def test_the_best_year_is_the_newest_well_filled(atlas: Atlas) -> None:
    assert atlas.best_year(toy.COUNT, "buurt", toy.TOWN) == 2024
    assert atlas.best_year(toy.SHARE, "buurt", toy.TOWN) == 2023
    assert atlas.best_year(toy.SHARE, "buurt", COUNTRY) == 2023
    assert atlas.years_of(toy.SHARE, "buurt", toy.TOWN) == [2024, 2023]
    assert atlas.years_of(toy.SHARE, "buurt", toy.VILLAGE) == [2023]
    assert atlas.best_year(toy.SHARE, "wijk", toy.TOWN) is None
    assert atlas.best_year("onbekend", "buurt", toy.TOWN) is None


def test_only_indicators_with_a_value_are_offered_in_the_order_of_the_definitions(atlas: Atlas) -> None:
    assert atlas.indicators_of(toy.TOWN, "buurt") == [toy.COUNT, toy.SHARE]
    assert atlas.indicators_of(toy.TOWN, "wijk") == [toy.COUNT]
    assert atlas.indicators_of(COUNTRY, "buurt") == [toy.COUNT, toy.SHARE]
    assert atlas.indicators_of("GM9999", "buurt") == []


# -- figures


def test_a_figure_of_a_gemeente_holds_its_own_areas_in_order_of_code(atlas: Atlas) -> None:
    figure = atlas.figure(TOWN_2024)
    assert list(figure.areas.code) == sorted(code for code in toy.CELLS if code < "BU0002")
    assert list(figure.areas.value.fillna(-1)) == [100, 200, 300, 400, -1, 600]
    assert list(figure.areas.status) == ["ok"] * 4 + ["secret", "ok"]
    assert figure.class_text() == "0123-4"
    assert (figure.drawn_year, figure.suspect) == (2024, 0)
    assert not figure.hidden.any()
    assert list(figure.areas.code) == list(atlas.codes("buurt", 2024, toy.TOWN))


def test_a_figure_of_the_country_holds_everybody(atlas: Atlas) -> None:
    figure = atlas.figure(replace(TOWN_2024, gemeente=COUNTRY))
    assert list(figure.areas.code) == sorted(toy.CELLS)
    assert _values(figure)["BU00020000"] == 50
    assert figure.areas.status.iloc[-1] == "not measured"
    assert figure.classes.missing == 2


def test_examples_are_not_drawn_on_the_map_of_the_country(mixed: Atlas) -> None:
    figure = mixed.figure(replace(TOWN_2024, gemeente=COUNTRY))
    assert figure.class_text() == "0123-4xx"
    assert figure.classes.limits[0] == 100
    own = mixed.figure(replace(TOWN_2024, gemeente=toy.VILLAGE))
    assert own.class_text() == "0-"


def test_examples_are_drawn_when_there_is_nothing_else(tmp_path: Path) -> None:
    grounds, figures = toy.areas(2024, [toy.VILLAGE]), toy.observations([toy.VILLAGE])
    store = toy.write(tmp_path, toy.File("voorbeeld", grounds, figures, example=True))
    atlas = Atlas(store)
    assert not atlas.has_real()
    assert atlas.figure(replace(TOWN_2024, gemeente=COUNTRY)).class_text() == "0-"


def test_figures_that_the_publisher_worked_out_for_newer_boundaries_are_drawn_on_those(
    tmp_path: Path,
) -> None:
    figures = toy.figures(dict.fromkeys(toy.CELLS, 10.0), toy.COUNT, 2023).assign(boundaries=2024)
    grounds = [toy.File(f"g{year}", toy.areas(year)) for year in (2023, 2024)]
    atlas = Atlas(toy.write(tmp_path, *grounds, toy.File("f", observations=figures)))
    figure = atlas.figure(replace(TOWN_2024, year=2023))
    assert (figure.drawn_year, figure.suspect) == (2024, 0)
    assert set(_values(figure).values()) == {10.0}


def test_of_boundaries_that_are_not_there_only_what_is_known_to_be_the_same_is_drawn(tmp_path: Path) -> None:
    figures = toy.figures(dict.fromkeys(toy.CELLS, 10.0), toy.COUNT, 2023).assign(boundaries=2022)
    store = toy.write(tmp_path, toy.File("f", toy.areas(2024), figures))
    figure = Atlas(store).figure(replace(TOWN_2024, year=2023))
    assert [code for code, value in _values(figure).items() if np.isnan(value)] == [toy.CHANGED]


def test_codes_that_meant_another_area_are_left_empty(tmp_path: Path) -> None:
    figures = toy.figures(dict.fromkeys(toy.CELLS, 10.0), toy.COUNT, 2023)
    ground = pd.concat([toy.areas(2023)[lambda f: f.level != "buurt"], toy.areas(2024)])
    store = toy.write(tmp_path, toy.File("f", toy.areas(2024), figures), toy.File("g", ground))
    # Without the boundaries of 2023 only CBS's own mark is known.
    figure = Atlas(store).figure(replace(TOWN_2024, year=2023))
    assert figure.drawn_year == 2024
    assert [code for code, value in _values(figure).items() if np.isnan(value)] == [toy.CHANGED]
    assert figure.suspect == 1


def test_a_gemeente_without_boundaries_of_that_level_is_told(atlas: Atlas) -> None:
    with pytest.raises(UnknownArea, match="geen grenzen per land"):
        atlas.figure(replace(TOWN_2024, level="land"))
    with pytest.raises(UnknownArea, match="GM9999"):
        atlas.figure(replace(TOWN_2024, gemeente="GM9999"))


# -- comparing


SHARES = Choice(toy.TOWN, "buurt", toy.SHARE, 2023, Method.QUANTILES, "gemeente")


def test_areas_are_compared_with_the_published_value_of_the_whole(atlas: Atlas, mixed: Atlas) -> None:
    reference = atlas.figure(SHARES).reference
    assert reference is not None
    assert (reference.value, reference.published) == (22.0, True)
    country = mixed.figure(replace(SHARES, compare="nederland")).reference
    assert country is not None
    assert (country.value, country.published) == (25.0, True)


def test_without_a_published_value_the_middle_area_counts(tmp_path: Path) -> None:
    shares = toy.figures({c: v for c, v in toy.ELDERLY.items() if c.startswith("BU")}, toy.SHARE, 2023)
    atlas = Atlas(toy.write(tmp_path, toy.File("f", toy.areas(2023), shares)))
    reference = atlas.figure(SHARES).reference
    assert reference is not None
    # 10, 20, 20, 22, 30, 40: halfway 20 and 22.
    assert (reference.value, reference.published) == (21.0, False)


def test_a_few_gemeenten_are_not_called_the_country(atlas: Atlas) -> None:
    assert atlas.figure(replace(SHARES, compare="nederland")).reference is None


def test_counts_are_not_compared(atlas: Atlas) -> None:
    assert atlas.figure(replace(TOWN_2024, compare="gemeente")).reference is None


# -- one version


def test_an_atlas_keeps_its_answers(atlas: Atlas) -> None:
    assert atlas.figure(TOWN_2024) is atlas.figure(replace(TOWN_2024))


def test_the_atlas_is_a_new_one_when_the_directory_changes(tmp_path: Path) -> None:
    toy.town(tmp_path)
    first = current(tmp_path)
    assert current(tmp_path) is first
    toy.write(tmp_path, toy.File("nieuw", observations=toy.figures({"BU00010000": 5.0}, toy.COUNT, 2025)))
    second = current(tmp_path)
    assert second is not first
    assert second.version != first.version
    assert second.years_of(toy.COUNT, "buurt", toy.TOWN) == [2025, 2024, 2023]
    assert first.years_of(toy.COUNT, "buurt", toy.TOWN) == [2024, 2023]
    # Whoever still looks at the old state can: nothing of it has gone.
    assert first.figure(TOWN_2024).class_text() == "0123-4"


def test_a_broken_directory_is_told_and_recovers(tmp_path: Path) -> None:
    toy.town(tmp_path)
    good = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(InvalidData):
        current(tmp_path)
    (tmp_path / MANIFEST).write_bytes(good)
    assert current(tmp_path).gemeenten
