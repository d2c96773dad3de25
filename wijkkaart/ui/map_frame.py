"""The map itself: streamlit-folium with our own plugin, and what a click on it does."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit_folium import st_folium

from wijkkaart.maps.kaart import MapState, base_map
from wijkkaart.model import gemeente_of
from wijkkaart.present import options
from wijkkaart.present.kaart import State
from wijkkaart.ui import session

_KEY = "kaart_frame"
_HEIGHT = 640


@cache
def _icon_font() -> str:
    """Address of the icon font that Streamlit ships, so that pages and map share one."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    found = sorted(media.glob("MaterialSymbols-Rounded.*.woff2"))
    return f"/static/media/{found[0].name}" if found else ""


def draw_map(state: State) -> None:
    """Draw the map; only what differs from the last state is redrawn."""
    draw(state, _KEY, _HEIGHT, _clicked)


def draw(state: State, key: str, height: int, on_change: Callable[[], None] | None = None) -> None:
    """Draw a map of `height` pixels under a key of its own; a click on it is found under that key."""
    st_folium(
        base_map({"font": _icon_font()}, [options.url()]),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=MapState(dict(state)),
        on_change=on_change,
    )


def _clicked() -> None:
    event = st.session_state.get(_KEY) or {}
    name = str(event.get("id") or "")
    if event.get("kind") == "place":
        session.change(plek=name)
    elif event.get("kind") == "area" and name:
        session.go_to(gemeente_of(name) if name == session.area() else name)
