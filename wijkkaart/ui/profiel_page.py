"""Profiel: one area in figures, places and knowledge, paragraph by paragraph of the format wijkkaart."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.model import COUNTRY
from wijkkaart.present.profile import drawn, layout
from wijkkaart.present.profile.area import Area, parents
from wijkkaart.present.profile.drawn import WHOLE
from wijkkaart.present.profile.figures import Figures
from wijkkaart.record import Role, may_see
from wijkkaart.ui import account, components, panel
from wijkkaart.ui.data import open_atlas, open_guide
from wijkkaart.ui.profiel import choosing, downloads, header, moving, opened, own, paragraphs, wijkscans
from wijkkaart.ui.profiel.state import STATE, Asked, find, settle
from wijkkaart.ui.records.around import said


@st.fragment
def _page() -> None:
    """The whole page; a choice draws it again without the menu around it."""
    with components.guarded(), st.container(key="profiel"):
        atlas, guide = open_atlas(), open_guide()
        moving.follow()
        asked = STATE.read(lambda state: settle(atlas, state))
        area = find(atlas, asked.gebied)
        said(lambda _: None)
        if area is None or area.code == COUNTRY:
            _which(atlas)
            STATE.write()
            return
        with st.container(key="profiel-keuze"):
            choosing.choose(atlas, area)
            own.manage(atlas, area)
        _profile(atlas, guide, asked, area)
        STATE.write()


def _which(atlas: Atlas) -> None:
    """Nothing is chosen yet: say what there is to choose."""
    st.title("Profiel", anchor=False)
    st.write("Kies een gemeente, wijk of buurt. U ziet dan alles wat wijkkaart ervan weet, per onderwerp.")
    labels = dict(atlas.gemeenten)
    st.selectbox(
        "Gemeente",
        [*labels],
        index=None,
        format_func=lambda code: labels.get(code, code),
        placeholder="Kies een gemeente",
        key="profiel-gemeente",
        on_change=lambda: STATE.change(gebied=st.session_state["profiel-gemeente"] or ""),
    )


def _profile(atlas: Atlas, guide: Guide, asked: Asked, area: Area) -> None:
    other = find(atlas, asked.naast) if asked.naast else None
    above = parents(atlas, area)
    beside = [other, *above] if other and other not in above else above
    figures = Figures(atlas, area, beside)
    header.show(figures, area.gemeente in atlas.examples)
    own.consists(atlas, area)
    with st.container(horizontal=True, vertical_alignment="center", key="profiel-verder"):
        downloads.menu(guide, area, other)
        wijkscans.links(guide, area)
    menu, text = st.columns([1, 3.6], gap="large")
    with menu, st.container(key="profiel-menu"):
        components.drawing(drawn.navigation(asked.deel), key="hoofdstukken", on_choose=moving.to_part)
    with text:
        team = may_see(account.role(), Role.TEAM)
        for key in layout.chapters() if asked.deel == WHOLE else [asked.deel]:
            paragraphs.chapter(key, figures, guide, team=team)
    moving.jump()
    if asked.cijfer:
        opened.show(figures, asked.cijfer)


if open_atlas().gemeenten:
    _page()
else:
    panel.nothing_yet()
