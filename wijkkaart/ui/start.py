"""What has to be done once, before the first visitor."""

import importlib

import streamlit_folium
from streamlit.runtime import get_instance

from wijkkaart.catalogue import indicators


def prepare() -> None:
    """Import what the pages use, so that the first visitor doesn't wait, and register the map.

    Imported outside a page, streamlit-folium leaves its component unregistered.
    """
    for page in ("controls", "panel", "map_frame", "session"):
        importlib.import_module(f"wijkkaart.ui.{page}")
    indicators()
    get_instance().component_registry.register_component(streamlit_folium._component_func)
