"""Wijkscan: the document about a wijk that people write together, beside what wijkkaart knows of it."""

from pathlib import Path

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.ui import components, panel
from wijkkaart.ui.data import open_atlas, open_guide
from wijkkaart.ui.profiel import moving
from wijkkaart.ui.profiel import opened as figure
from wijkkaart.ui.records.around import said
from wijkkaart.ui.wijkscan import (
    changed,
    checking,
    downloads,
    head,
    listing,
    menu,
    paragraph,
    saving,
    versions,
)
from wijkkaart.ui.wijkscan.opened import Opened, opened
from wijkkaart.ui.wijkscan.state import CHANGED, CHECK, STATE, VERSIONS, WRITE, Asked, settle

_LABELS = {WRITE: "Schrijven", CHECK: "Nakijken", CHANGED: "Wat is er veranderd", VERSIONS: "Versies"}
_STYLE = Path(__file__).parent / "wijkscan" / "style.css"


@st.fragment
def _page() -> None:
    """The whole page; a choice draws it again without the menu around it."""
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    with components.guarded(), st.container(key="wijkscan"):
        atlas, guide = open_atlas(), open_guide()
        moving.follow()
        asked = STATE.read(lambda state: settle(atlas, state))
        versions.adopt(guide, asked.scan)
        said(saving.take_back)
        found = opened(guide, asked.scan)
        if found is None:
            _list(atlas, guide, asked)
        else:
            _scan(found, asked)
        STATE.write()


def _list(atlas: Atlas, guide: Guide, asked: Asked) -> None:
    if asked.scan:
        st.warning(
            "Deze wijkscan is er niet, of is niet voor u. Hieronder staan de wijkscans die u kunt lezen."
        )
    listing.show(atlas, guide, asked)


def _scan(found: Opened, asked: Asked) -> None:
    head.show(found)
    if found.scan.trashed:
        st.warning(
            "Deze wijkscan is weggegooid. Zet hem terug vanuit de lijst van wijkscans om verder te gaan."
        )
    if found.area is None:
        st.warning("Het gebied van deze wijkscan is er niet meer. De teksten zijn er nog, de cijfers niet.")
    with st.container(horizontal=True, vertical_alignment="center", key="ws-balk"):
        st.segmented_control(
            "Wat wilt u doen?", [*(_LABELS if found.may_write else (WRITE, VERSIONS))], required=True,
            format_func=lambda view: _LABELS[view] if found.may_write or view != WRITE else "Lezen",
            label_visibility="collapsed", **STATE.widget("blad"),
        )  # fmt: skip
        downloads.menu(found)
        if found.may_write:
            head.form(found)
    if asked.blad == CHECK and found.may_write:
        checking.show(found)
    elif asked.blad == CHANGED and found.may_write:
        changed.show(found)
    elif asked.blad == VERSIONS:
        versions.show(found)
    else:
        _write(found, asked)
    if asked.cijfer and found.figures is not None:
        figure.show(found.figures, asked.cijfer, lambda: STATE.change(cijfer=""))


def _write(found: Opened, asked: Asked) -> None:
    """The menu of parts, and the one that is open."""
    if found.may_write:
        versions.told(found)
    top = st.container()
    left, right = st.columns([1, 3.2], gap="large")
    with left, st.container(key="ws-menu"):
        menu.narrow(asked.deel, paragraph.go_to)
        tree = menu.menu(found.part, asked.deel, marks=found.may_write)
        components.drawing(tree, key="ws-onderdelen", on_choose=paragraph.go_to)
    with right, st.container(key="ws-deel"):
        paragraph.show(found, asked.deel)
    if found.may_write:
        with top:  # last of all: what changed is dear to find out the first time
            changed.banner(found)
    moving.jump()


if open_atlas().gemeenten:
    _page()
else:
    panel.nothing_yet()
