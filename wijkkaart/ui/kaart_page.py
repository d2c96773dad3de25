"""Kaart: the neighbourhood in figures and places."""

from functools import cache

import numpy as np
import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import categories
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Choice, Figure
from wijkkaart.core.filters import matches
from wijkkaart.model import COUNTRY
from wijkkaart.present import kaart
from wijkkaart.ui import components, controls, panel, session
from wijkkaart.ui.data import open_atlas
from wijkkaart.ui.map_frame import draw_map
from wijkkaart.ui.state import FIGURES, View, smallest


def _figure(atlas: Atlas, view: View) -> Figure | None:
    """The figure that the view asks for, if there's one for this area."""
    level = smallest(view, atlas)
    year = int(view.jaar) if view.jaar else atlas.best_year(view.indicator, level, view.gemeente)
    if year is None or not atlas.levels(view.gemeente):
        return None
    choice = Choice(view.gemeente, level, view.indicator, year, Method(view.klassen), view.vergelijk)
    return atlas.figure(choice)


@st.fragment
def _map_and_panel(version: str) -> None:
    """The map and what stands beside it; drawn again by itself for filters and clicks.

    `version` is that of the data that the rest of the page shows.
    """
    with components.guarded():
        atlas = open_atlas()
        if st.session_state.pop(session.EVERYTHING, False) or atlas.version != version:
            st.rerun()
        panel.phone_switch()
        view = session.refresh()
        figure = _figure(atlas, view)
        table = atlas.places(view.gemeente) if view.gemeente != COUNTRY else None
        chosen = None if table is None else matches(table, view.filter, _chapters())
        on_map, beside = st.columns([2.15, 1], gap="small")
        # The map goes first: the browser draws it while the rest is still being made.
        with on_map, st.container(key="kaart"):
            draw_map(_state(atlas, view, figure, chosen))
            panel.legend(atlas, view, figure)
        with beside, st.container(key="paneel"):
            controls.filters(atlas, view)
            panel.show(atlas, view, figure, table, chosen)
        session.write(view)


def _state(atlas: Atlas, view: View, figure: Figure | None, chosen: np.ndarray | None) -> kaart.State:
    return kaart.state(
        atlas,
        area=view.gebied,
        gemeente=view.gemeente,
        figure=figure,
        level=smallest(view, atlas),
        show_figures=FIGURES in view.lagen,
        chosen=chosen,
        place=view.plek,
        background=view.achtergrond,
    )


@cache
def _chapters() -> dict[str, str]:
    """Category to its paragraph of the format."""
    return {category.id: category.chapter for category in categories().values()}


_atlas = open_atlas()
_view = session.read(_atlas)
if not _atlas.gemeenten:
    panel.nothing_yet()
    st.stop()
_view = controls.top(_atlas, _view)
controls.path(_atlas, _view, _figure(_atlas, _view))
_map_and_panel(_atlas.version)
