"""Kaart: the neighbourhood in figures and places."""

from functools import cache

import numpy as np
import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import categories
from wijkkaart.config import settings
from wijkkaart.core.classify import Method
from wijkkaart.core.figure import Figure
from wijkkaart.core.filters import matches
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present import kaart, versheid
from wijkkaart.ui import components, controls, panel, session
from wijkkaart.ui.data import open_atlas, open_guide
from wijkkaart.ui.map_frame import draw_map
from wijkkaart.ui.records.around import now
from wijkkaart.ui.state import FIGURES, FRESHNESS, View, figure_of, smallest


@st.fragment
def _choices_and_map(version: str) -> None:
    """The choices of area and figure with what follows from them; drawn again without the rest of the page.

    `version` is that of the data that the rest of the page shows.
    """
    with components.guarded():
        atlas = open_atlas()
        if atlas.version != version:
            st.rerun()
        controls.top(atlas, session.read(atlas))
        _map_and_panel(version)


@st.fragment
def _map_and_panel(version: str) -> None:
    """The map and what stands around it; drawn again by itself for filters and clicks."""
    with components.guarded():
        atlas = open_atlas()
        moved = session.moved()
        if atlas.version != version or moved is session.Moved.FAR or session.stale():
            st.rerun()
        view, guide = session.now(), open_guide()
        figure = _figure(atlas, guide, view)
        table = guide.places(view.gemeente) if view.gemeente != COUNTRY else None
        chosen = None if table is None else matches(table, view.filter, _chapters())
        controls.path(atlas, view, figure)
        panel.phone_switch()
        on_map, beside = st.columns([2.15, 1], gap="small")
        # The map goes first: the browser draws it while the rest is still being made.
        with on_map, st.container(key="kaart"):
            draw_map(_state(atlas, guide, view, figure, chosen))
            panel.legend(atlas, view, figure)
        with beside, st.container(key="paneel"):
            controls.filters(guide, view)
            panel.show(atlas, guide, view, figure, table, chosen)
        session.write(view)
        if moved:
            # The answer to the click is on its way; the choices above follow.
            st.rerun()


def _state(
    atlas: Atlas, guide: Guide, view: View, figure: Figure | None, chosen: np.ndarray | None
) -> kaart.State:
    state = kaart.state(
        atlas,
        guide,
        area=view.gebied,
        gemeente=view.gemeente,
        parts=view.parts,
        figure=figure,
        level=smallest(view, atlas),
        show_figures=FIGURES in view.lagen,
        chosen=chosen,
        place=view.plek,
        background=view.achtergrond,
    )
    return {**state, **versheid.inline(figure)} if figure and view.indicator == FRESHNESS else state


def _figure(atlas: Atlas, guide: Guide, view: View) -> Figure | None:
    if view.indicator != FRESHNESS:
        return figure_of(view, atlas)
    level, today, months = smallest(view, atlas), now().date(), settings().shelf_months
    found = versheid.state(guide, view.gemeente, level, today, months)
    return versheid.figure(guide, found, level, today, Method(view.klassen))


@cache
def _chapters() -> dict[str, str]:
    """Category to its paragraph of the format."""
    return {category.id: category.chapter for category in categories().values()}


_atlas = open_atlas()
if not _atlas.gemeenten:
    panel.nothing_yet()
    st.stop()
_choices_and_map(_atlas.version)
