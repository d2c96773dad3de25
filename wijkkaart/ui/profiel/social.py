"""The social index in a profile: what it says of the area, its parts, and the way to the workbench."""

from html import escape

import streamlit as st

from wijkkaart.model import Level
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison import index_words
from wijkkaart.present.profile.figures import Figures
from wijkkaart.ui.sociale_index import views
from wijkkaart.ui.sociale_index.state import AREA


def show(figures: Figures) -> bool:
    """Below the picture of the index: what it says; whether there was anything to say."""
    area, atlas = figures.area, figures.atlas
    if area.level is Level.GEMEENTE and not area.own:
        st.write(index_words.of_gemeente(area.name))
        _way({"gemeente": area.gemeente})
        return True
    made = indexes.of_area(atlas, area)
    if made is None:
        return False
    lines = "".join(f"<li>{escape(line)}</li>" for line in index_words.told(made, area.code))
    st.html(f'<ul class="wk-details">{lines}</ul>')
    with st.expander("Waar de index uit bestaat"):
        views.style()
        st.html(views.parts_table(made, area.code))
    _way({"gemeente": area.gemeente, "niveau": made.base.level, "keuze": area.code, "deel": AREA})
    return True


def _way(params: dict[str, str]) -> None:
    st.page_link(
        "sociale_index_page.py",
        label="Naar de sociale index: alle gebieden, en andere gewichten",
        icon=":material/balance:",
        query_params=params,
    )
