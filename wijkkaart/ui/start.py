"""What has to be done once, before the first visitor."""

import importlib

import streamlit_folium
from streamlit.runtime import get_instance

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present.areas import key_figures
from wijkkaart.ui.state import View, figure_of, settle


def prepare(atlas: Atlas, guide: Guide) -> None:
    """Import and look up what the first page uses, so that the first visitor doesn't wait; register the map.

    Imported outside a page, streamlit-folium leaves its component unregistered.
    """
    for page in ("controls", "panel", "map_frame", "session", "charts"):
        importlib.import_module(f"wijkkaart.ui.{page}")
    indicators()
    get_instance().component_registry.register_component(streamlit_folium._component_func)
    if atlas.gemeenten:
        view = settle(View(), atlas)
        figure_of(view, atlas)
        atlas.bounds(view.gebied)
        if view.gemeente != COUNTRY:
            guide.places(view.gemeente)
            key_figures(atlas, view.gebied, None)
