"""The state of the map page in the URL: whatever stands there, a view comes out that can be drawn."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import toy
from wijkkaart.atlas import Atlas
from wijkkaart.backgrounds import BACKGROUNDS, NONE
from wijkkaart.catalogue import categories, format_chapters, indicators, target_groups
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice
from wijkkaart.core.filters import DAYS, matches
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY, is_code
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.store import Store
from wijkkaart.ui import state
from wijkkaart.ui.state import (
    COMPARISONS,
    LAYERS,
    View,
    from_params,
    settle,
    smallest,
    to_params,
    up,
)

MANY = {"lagen", "categorie", "hoofdstuk", "doelgroep", "dag"}
NAMES = [*state.PARAMS]
AREAS = [COUNTRY, *toy.GEMEENTEN, *toy.WIJKEN, *toy.CELLS, "GM9999", "BU00019999", "", "gm0001", "NL01"]
TEXT = st.text(st.characters(codec="utf-8"), max_size=100).map(str.strip)


def _some(options: object) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*options]), unique=True, max_size=5).map(tuple)  # type: ignore[misc]


VIEWS = st.builds(
    View,
    gebied=st.one_of(st.sampled_from(AREAS), TEXT),
    niveau=st.sampled_from(["", "gemeente", "wijk", "buurt"]),
    indicator=st.sampled_from([*indicators()]),
    jaar=st.one_of(st.just(""), st.integers(0, 9999).map("{:04d}".format), st.sampled_from(["2023", "2024"])),
    klassen=st.sampled_from(list(Method)),
    vergelijk=st.sampled_from(COMPARISONS),
    achtergrond=st.sampled_from([*BACKGROUNDS, NONE]),
    lagen=_some(LAYERS),
    categorie=_some(categories()),
    hoofdstuk=_some(format_chapters()),
    doelgroep=_some(target_groups()),
    dag=_some(DAYS),
    zoek=TEXT,
    plek=TEXT,
    voorbeelden=st.sampled_from(["", "verborgen"]),
)
NONSENSE = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=150),
    st.sampled_from(
        ["../../etc/passwd", "<script>", "`${x}`", "2024,2023", "ma,zo,ma,xx", ",,,", "NaN", "\x00"]
    ),
)
PARAMS = st.dictionaries(st.sampled_from([*NAMES, "embed", "__class__"]), NONSENSE, max_size=8)


# -- to the URL and back


@given(VIEWS)
def test_a_view_becomes_parameters_and_back(view: View) -> None:
    assert from_params(to_params(view)) == view


@given(VIEWS)
def test_a_view_survives_a_real_url(view: View) -> None:
    query = urlencode(to_params(view))
    assert from_params(dict(parse_qsl(query, keep_blank_values=True))) == view


@given(PARAMS)
def test_nonsense_gives_a_view_that_is_stable(params: dict[str, str]) -> None:
    view = from_params(params)
    assert from_params(to_params(view)) == view


@given(PARAMS)
def test_only_known_choices_come_through(params: dict[str, str]) -> None:
    view = from_params(params)
    assert view.indicator in indicators()
    assert view.niveau in {"", "gemeente", "wijk", "buurt"}
    assert view.klassen in list(Method)
    assert view.vergelijk in COMPARISONS
    assert view.achtergrond in {*BACKGROUNDS, NONE}
    assert view.voorbeelden in {"", "verborgen"}
    assert view.jaar == "" or (view.jaar.isascii() and len(view.jaar) == 4 and int(view.jaar) >= 0)
    for name, allowed in (
        ("lagen", LAYERS),
        ("categorie", categories()),
        ("hoofdstuk", format_chapters()),
        ("doelgroep", target_groups()),
        ("dag", DAYS),
    ):
        chosen = getattr(view, name)
        assert set(chosen) <= {*allowed}
        assert len(set(chosen)) == len(chosen)


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_can_not_be_right_falls_back_to_the_default(name: str) -> None:
    view = from_params({name: "<onzin>"})
    if name in {"gebied", "zoek", "plek"}:
        assert getattr(view, name) == "<onzin>"
    elif name in MANY:
        assert getattr(view, name) == ()
    else:
        assert view == View()


@pytest.mark.parametrize("name", NAMES)
def test_long_values_are_bounded(name: str) -> None:
    for filler in ("a", "ma,", " ", "9", "𝔸"):
        value = getattr(from_params({name: filler * 100_000}), name)
        assert len(value) <= 100


def test_the_default_view_has_an_empty_url() -> None:
    assert to_params(View()) == {}
    assert from_params({}) == View()


def test_no_layer_at_all_is_a_choice_too() -> None:
    view = replace(View(), lagen=())
    assert to_params(view) == {"lagen": ""}
    assert from_params({"lagen": ""}) == view


def test_every_field_is_text_or_texts_for_url_and_widgets() -> None:
    for name in NAMES:
        assert isinstance(getattr(View(), name), tuple if name in MANY else str)


# -- settled for the data


@pytest.fixture(scope="module")
def atlases(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> list[Atlas]:
    """Full, empty, with outlines only, with one level only, and with figures that have no outlines."""
    roots = [tmp_path_factory.mktemp("staat") for _ in range(4)]
    ground = toy.areas(2024)
    return [
        atlas,
        Atlas(Store(roots[0])),
        Atlas(toy.write(roots[1], toy.File("f", ground))),
        Atlas(toy.write(roots[2], toy.File("f", ground[ground.level == "wijk"], toy.observations()))),
        Atlas(toy.write(roots[3], toy.File("f", ground[ground.level == "gemeente"], toy.observations()))),
    ]


@given(VIEWS, st.integers(0, 4))
def test_a_settled_view_can_be_drawn(atlases: list[Atlas], view: View, number: int) -> None:
    atlas = atlases[number]
    settled = settle(view, atlas)
    level = smallest(settled, atlas)
    assert atlas.known(settled.gebied)
    assert settled.niveau in {"", *atlas.levels(settled.gemeente)}
    there = atlas.indicators_of(settled.gemeente, level)
    assert settled.indicator in there or not there
    assert not settled.jaar or int(settled.jaar) in atlas.years_of(settled.indicator, level, settled.gemeente)
    assert len(atlas.bounds(settled.gebied)) == 2
    atlas.drawn_year(settled.gemeente, level, None)
    best = atlas.best_year(settled.indicator, level, settled.gemeente)
    year = int(settled.jaar) if settled.jaar else best
    if year is not None and atlas.levels(settled.gemeente):
        choice = Choice(
            settled.gemeente, level, settled.indicator, year, Method(settled.klassen), settled.vergelijk
        )
        figure = atlas.figure(choice)
        # A year that was asked for may lie on other boundaries, where codes meant something else.
        assert settled.jaar or figure.areas.value.notna().any()


@given(VIEWS, st.integers(0, 4))
def test_settling_again_changes_nothing(atlases: list[Atlas], view: View, number: int) -> None:
    settled = settle(view, atlases[number])
    assert settle(settled, atlases[number]) == settled
    assert from_params(to_params(settled)) == settled


@given(VIEWS, st.integers(0, 4))
def test_settling_touches_only_what_the_data_can_not_meet(
    atlases: list[Atlas], view: View, number: int
) -> None:
    settled = settle(view, atlases[number])
    for name in ("klassen", "achtergrond", *MANY, "zoek", "voorbeelden"):
        assert getattr(settled, name) == getattr(view, name)
    if atlases[number].known(view.gebied):
        assert (settled.gebied, settled.plek) == (view.gebied, view.plek)
    else:
        assert settled.plek == ""


def test_a_choice_that_the_data_meet_stays(atlas: Atlas) -> None:
    view = View(gebied="BU00010000", niveau="buurt", indicator=toy.SHARE, jaar="2024", vergelijk="gemeente")
    assert settle(view, atlas) == view


@pytest.mark.parametrize("level", ["gemeente", "", "buurt"])
def test_a_level_that_is_not_there_does_not_decide_which_figures_are(atlas: Atlas, level: str) -> None:
    # SHARE has no figures per wijk; a gemeente isn't divided in gemeenten.
    view = settle(View(gebied=toy.TOWN, niveau=level, indicator=toy.SHARE), atlas)
    assert view.indicator == toy.SHARE
    assert settle(replace(view, niveau="wijk"), atlas).indicator == toy.COUNT


def test_the_country_is_not_compared_with_a_gemeente(atlas: Atlas) -> None:
    assert settle(View(gebied=COUNTRY, vergelijk="gemeente"), atlas).vergelijk == ""
    assert settle(View(gebied=COUNTRY, vergelijk="nederland"), atlas).vergelijk == "nederland"


# -- parts of a view


@given(VIEWS)
def test_the_filter_of_a_view_can_be_asked_of_the_places(public: Guide, view: View) -> None:
    table = public.places(toy.TOWN)
    chapters = {category.id: category.chapter for category in categories().values()}
    found = matches(table, view.filter, chapters)
    assert found.dtype == np.bool_
    assert len(found) == len(table)
    if not {"voorzieningen", "activiteiten", "sleutelpersonen"} & set(view.lagen):
        assert not found.any()


def test_the_default_view_shows_every_place_of_a_gemeente(public: Guide) -> None:
    assert matches(public.places(toy.TOWN), View(gebied=toy.TOWN).filter, {}).all()


@pytest.mark.parametrize(
    ("area", "chain"),
    [
        (COUNTRY, [COUNTRY]),
        (toy.TOWN, [COUNTRY, toy.TOWN]),
        ("WK000100", [COUNTRY, toy.TOWN, "WK000100"]),
        ("BU00010000", [COUNTRY, toy.TOWN, "WK000100", "BU00010000"]),
    ],
)
def test_the_way_up_runs_from_the_country_to_the_area_itself(area: str, chain: list[str]) -> None:
    assert up(area) == chain
    assert all(is_code(code) for code in chain)


def test_a_wijk_or_buurt_is_selected_inside_its_gemeente() -> None:
    view = View(gebied="BU00010000")
    assert (view.gemeente, view.selected) == (toy.TOWN, "BU00010000")
    assert View(gebied=toy.TOWN).selected is None
    assert View(gebied=COUNTRY).gemeente == COUNTRY


# -- own areas

OWN = OwnSet("EG0a1b2c3d", "De Driehoek", toy.TOWN, ("BU00010000", "BU00010100"))
"""Two buurten of two wijken."""


def _mine(code: str) -> OwnSet | None:
    return OWN if code == OWN.code else None


def test_an_own_area_lies_in_its_gemeente(atlas: Atlas) -> None:
    view = settle(View(gebied=OWN.code), atlas, _mine)
    assert (view.gemeente, view.selected, view.parts) == (toy.TOWN, OWN.code, OWN.parts)
    assert view.chain == [COUNTRY, toy.TOWN, OWN.code]
    assert view.name(atlas) == "De Driehoek"
    assert to_params(view)["gebied"] == OWN.code
    assert set(to_params(view)) <= {*NAMES}
    assert settle(from_params(to_params(view)), atlas, _mine) == view


def test_only_what_lies_in_its_parts_is_found(atlas: Atlas, public: Guide) -> None:
    table = public.places(toy.TOWN)
    found = matches(table, settle(View(gebied=OWN.code), atlas, _mine).filter, {})
    assert found.any()
    assert not found.all()
    assert (found == table.buurt.isin(OWN.parts)).all()
    wijk = replace(OWN, parts=("WK000100",))
    whole = matches(table, settle(View(gebied=OWN.code), atlas, lambda _: wijk).filter, {})
    assert (whole == matches(table, View(gebied="WK000100").filter, {})).all()


def test_an_own_area_that_is_not_to_be_seen_is_as_one_that_is_not_there(atlas: Atlas) -> None:
    unknown = settle(View(gebied="GM9999", plek="x"), atlas)
    assert settle(View(gebied=OWN.code, plek="x"), atlas) == unknown
    elsewhere = replace(OWN, gemeente="GM9999")
    assert settle(View(gebied=OWN.code, plek="x"), atlas, lambda _: elsewhere) == unknown


def test_one_that_was_taken_away_gives_way_to_its_gemeente(atlas: Atlas) -> None:
    view = settle(View(gebied=OWN.code), atlas, _mine)
    assert settle(view, atlas).gebied == toy.TOWN
    assert settle(view, atlas).own is None


def test_going_on_to_another_area_leaves_the_own_one(atlas: Atlas) -> None:
    view = replace(settle(View(gebied=OWN.code), atlas, _mine), gebied="BU00010000")
    assert (view.own, view.parts, view.selected) == (None, (), "BU00010000")
    assert view.chain == up("BU00010000")


def test_an_empty_directory_has_a_view(tmp_path: Path) -> None:
    assert settle(View(gebied="GM0001"), Atlas(Store(tmp_path))).gebied == COUNTRY
