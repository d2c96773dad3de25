"""Sociale kaart: who and what there is, whether it's open, and whom to call."""

from dataclasses import replace

import streamlit as st

from wijkkaart.model import COUNTRY
from wijkkaart.ui import components, panel
from wijkkaart.ui import session as shared
from wijkkaart.ui.data import open_atlas, open_guide
from wijkkaart.ui.records.around import around
from wijkkaart.ui.sociale_kaart import controls, detail, found, in_force, networks, session, weekly
from wijkkaart.ui.sociale_kaart.asking import ask
from wijkkaart.ui.sociale_kaart.state import LIST, MAP, NETWORKS, WEEK


@st.fragment
def _page() -> None:
    """The whole page; a choice draws it again without the menu around it."""
    with components.guarded(), st.container(key="sociale-kaart"):
        atlas, guide = open_atlas(), open_guide()
        search = session.read(atlas)
        looked = shared.now()
        gemeente = looked.gemeente
        controls.top(atlas)
        if gemeente == COUNTRY:
            controls.where(atlas, guide)
            session.write()
            return
        around_ = around(guide, gemeente)
        # A week holds offers, a network whoever it holds: of what kind they are isn't asked there.
        asked = search if search.toon in (LIST, MAP) else replace(search, soort=())
        answer = ask(guide, asked, around_.moment, looked.own)
        controls.sentence(looked.name(atlas), gemeente in atlas.examples)
        if search.toon != NETWORKS:
            controls.quick(answer, guide, around_.team)
        with st.container(key="sk-balk", horizontal=True, gap="small", vertical_alignment="center"):
            controls.views()
            if search.toon in (LIST, MAP):
                controls.kinds(answer)
        in_force.active(answer, guide)
        with st.container(key=f"sk-{search.toon}"):
            # Before what it was opened from, for whoever goes by keyboard; it's drawn beside or over it.
            if search.toon != NETWORKS:
                detail.show(guide, answer, around_)
            _SHOW[search.toon](guide, answer, around_)
        session.write()


_SHOW = {LIST: found.show, MAP: found.show, WEEK: weekly.show, NETWORKS: networks.show}


if open_atlas().gemeenten:
    _page()
else:
    panel.nothing_yet()
