"""Vergelijken: any areas by any figures, in a table and in pictures, honest about what can't be said."""

from collections.abc import Mapping
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.present.comparison import choosing
from wijkkaart.present.comparison.making import compare, what
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.ui import components, panel
from wijkkaart.ui.data import open_atlas, open_guide
from wijkkaart.ui.vergelijken import choosing as controls
from wijkkaart.ui.vergelijken import lists, picked, table, views
from wijkkaart.ui.vergelijken.state import TABLE, Asked, kept


@st.fragment
def _page() -> None:
    """The whole page; a choice draws it again without the menu around it."""
    with components.guarded(), st.container(key="vergelijk"):
        atlas, guide = open_atlas(), open_guide()
        area = controls.begin(atlas)
        own: dict[str, OwnSet] = {}

        def settle(state: Asked) -> Asked:
            state = controls.begun(state, atlas, area)
            own.update(controls.own_of(atlas, [*state.gebieden, *([state.met] if state.met else [])]))
            return controls.settled(state, atlas, own)

        asked = kept.read(settle)
        heading = st.container(key="vg-kop", horizontal=True, gap="medium")
        heading.title("Vergelijken", width="content")
        # Only on a phone: the style sheet shows it there, and hides the choices until it's on.
        st.container(key="vg-open").toggle("Gebieden en cijfers kiezen", key="vg-keuzes-open")
        choices, found = st.container(key="vg-keuzes"), st.container(key="vg-gevonden")
        # What was asked for leaves first, whatever stands above it.
        with found:
            if asked.gebieden:
                _comparison(atlas, guide, asked, own, heading)
            else:
                controls.first(atlas)
        with choices:
            _choices(atlas, asked, own)
        kept.write()


def _choices(atlas: Atlas, asked: Asked, own: Mapping[str, OwnSet]) -> None:
    left, middle, right = st.columns([3, 3, 1.6], gap="small")
    with left:
        controls.areas(atlas, asked, own)
        lists.show("gebieden")
    with middle:
        controls.figures(atlas, asked, own)
        lists.show("cijfers")
    with right:
        controls.reference(atlas, asked, own)


def _comparison(
    atlas: Atlas, guide: Guide, asked: Asked, own: Mapping[str, OwnSet], heading: DeltaGenerator
) -> None:
    reference = choosing.reference(controls.parts(asked.gebieden, own), asked.met)
    found = compare(
        atlas, asked.gebieden, asked.cijfers, reference, guide=guide, groups=asked.aanbod, own=own
    )
    heading.html(
        f'<p class="wk-sentence">U ziet <strong>{escape(what(found))}</strong> naast'
        f" <strong>{escape(found.names[reference])}</strong>."
        '<span class="wk-todo">Klik op een gebied om het in alle beelden te volgen.</span></p>',
        width="content",
    )
    controls.view()
    with st.container(key="vg-balk", horizontal=True, gap="small", vertical_alignment="center"):
        picked.show(atlas, found, asked)
        if asked.vorm == TABLE:
            table.bar(found)
    picked.unsaid(found, own, asked)
    views.show(atlas, guide, found, asked)


if open_atlas().gemeenten:
    # Not once more at every choice.
    table.style()
    table.forget()
    _page()
else:
    panel.nothing_yet()
