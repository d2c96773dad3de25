"""Sociale index: four sides of an area in one picture, with all that it's made of to see and to change."""

from html import escape

import streamlit as st

from wijkkaart.errors import InvalidDefinition
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.comparison import index_words
from wijkkaart.ui import components, panel
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_atlas
from wijkkaart.ui.own_areas import own_sets
from wijkkaart.ui.sociale_index import choosing, loading, views
from wijkkaart.ui.sociale_index.state import kept
from wijkkaart.ui.vergelijken import table


@st.fragment
def _page() -> None:
    """The whole page; a choice draws it again without the menu around it."""
    with components.guarded(), st.container(key="sociale-index"):
        table.style()
        views.style()
        atlas = open_atlas()
        asked = kept.read(lambda state: choosing.settled(state, atlas))
        with st.container(key="si-kop", horizontal=True, gap="medium"):
            st.title("Sociale index", width="content")
            told = escape(index_words.NOT_OFFICIAL)
            st.html(f'<p class="wk-sentence"><span class="wk-todo">{told}</span></p>', width="content")
        with st.container(key="si-keuzes"):
            choosing.top(atlas, asked)
        if not asked.basisjaar:
            name = literal(atlas.name(asked.gemeente))
            st.info(f"Van {name} zijn er geen cijfers voor een index. Kies een andere gemeente.")
            kept.write()
            return
        try:
            index = indexes.definition(asked.weights, asked.additions)
        except InvalidDefinition as error:
            components.problem(error)
            st.button("Terug naar het voorstel", on_click=kept.change, kwargs={"weging": (), "erbij": ()})
            kept.write()
            return
        made = indexes.make(
            atlas,
            index,
            asked.gemeente,
            asked.niveau,
            base=asked.basis,
            year=int(asked.basisjaar),
            fixed=loading.base(atlas, asked.gemeente),
        )
        made = indexes.with_own(atlas, made, own_sets(asked.gemeente))
        choosing.view()
        if not indexes.measurable(made):
            views.nothing(made)
        views.show(atlas, made, asked)
        kept.write()


if open_atlas().gemeenten:
    _page()
else:
    panel.nothing_yet()
