"""What the public never sees."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from wijkkaart.core.visibility import visible
from wijkkaart.model import PLACE_COLUMNS, Kind

SHOWN = {"id", "name", "role", "organisation", "category", "phone", "email"}
HIDDEN = ("description", "website", "hours", "days", "start", "end")


def frame(kinds: list[str], public: list[bool]) -> gpd.GeoDataFrame:
    """Places in which every text tells its own row and column."""
    rows = range(len(kinds))
    table = {
        name: [f"{name}-{row}" for row in rows] if kind == "str" else [True] * len(kinds)
        for name, kind in PLACE_COLUMNS.items()
    }
    table |= {"kind": kinds, "public": public}
    return gpd.GeoDataFrame(
        pd.DataFrame(table).astype(dict(PLACE_COLUMNS)),
        geometry=[Point(5, 52 + row / 100) for row in rows],
        crs="EPSG:4326",
    )


people = st.lists(st.tuples(st.sampled_from([*Kind]), st.booleans()), max_size=12)


@settings(max_examples=50, deadline=None)
@given(people, st.sampled_from(["public", "", "PUBLIC", "editor"]))
def test_nothing_of_a_person_who_did_not_agree_reaches_anyone_but_insiders(
    rows: list[tuple[Kind, bool]], role: str
) -> None:
    places = frame([kind.value for kind, _ in rows], [public for _, public in rows])
    before = places.copy()
    shown = visible(places, role)
    output = shown.to_json()
    for row, (kind, public) in enumerate(rows):
        hidden = kind is Kind.KEY_PERSON and not public
        assert (f'"name-{row}"' in output) is not hidden
        for column in HIDDEN:
            assert (f'"{column}-{row}"' in output) is (kind is not Kind.KEY_PERSON)
        if not hidden:
            assert all(f'"{column}-{row}"' in output for column in SHOWN)
    assert_geodataframe_equal(places, before)
    assert_geodataframe_equal(visible(shown, role), shown)
    assert list(shown.columns) == list(places.columns)
    assert dict(shown.dtypes) == dict(places.dtypes)
    assert shown.index.isin(places.index).all()


def test_the_public_is_who_one_is_when_nothing_is_said() -> None:
    assert visible(frame(["key_person", "place"], [False, False])).kind.tolist() == ["place"]


def test_insiders_see_everything() -> None:
    places = frame(["key_person", "place"], [False, False])
    assert_geodataframe_equal(visible(places, "internal"), places)


@pytest.mark.parametrize("value", [None, np.nan, "ja", "True", 1, 1.0, "nee"])
def test_only_a_true_boolean_is_consent(value: object) -> None:
    places = frame(["key_person"], [True])
    places["public"] = pd.Series([value], dtype="object")
    assert visible(places).empty


@pytest.mark.parametrize("kind", ["", "KEY_PERSON", "person"])
def test_a_kind_that_is_not_known_is_treated_as_a_person(kind: str) -> None:
    assert visible(frame([kind], [False])).empty


def test_a_column_that_nobody_thought_of_is_emptied_for_persons_only() -> None:
    places = frame(["key_person", "place"], [True, True])
    places["note"] = ["over An", "over De Brug"]
    places["score"] = [1.5, 2.5]
    places["flag"] = [True, True]
    shown = visible(places)
    assert shown.note.tolist() == ["", "over De Brug"]
    assert np.isnan(shown.score[0])
    assert shown.flag.tolist() == [False, True]
    assert shown.geometry.notna().all()


def test_a_table_without_rows_stays_one() -> None:
    assert visible(frame([], [])).empty
