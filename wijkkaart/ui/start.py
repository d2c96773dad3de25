"""What has to be done once, before the first visitor."""

import streamlit_folium
from streamlit.runtime import get_instance


def register_components() -> None:
    """Register the map's component: imported outside a page, streamlit-folium leaves that undone."""
    get_instance().component_registry.register_component(streamlit_folium._component_func)
