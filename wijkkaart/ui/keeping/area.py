"""Choosing the gemeente, and the wijk or buurt in it, that is kept up."""

from pathlib import Path

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.model import gemeente_of, level_of
from wijkkaart.ui import session
from wijkkaart.ui.given import given

_HERE = Path(__file__).parent


def style() -> None:
    """The look of these pages, on screen and on paper."""
    st.html(f"<style>{(_HERE / 'keeping.css').read_text(encoding='utf-8')}</style>")


def gemeente(atlas: Atlas) -> str:
    """The gemeente that is kept up: the one of the map, or another one that's chosen here."""
    options, key = [*atlas.gemeenten], "gemeente_bijhouden"
    asked = st.query_params.get("gebied", "")
    begin = gemeente_of(asked) if atlas.known(asked) else session.gemeente(atlas)
    if len(options) == 1:
        return options[0]
    usual = begin if begin in options else options[0]
    given(key, st.session_state[key] if st.session_state.get(key) in options else usual)
    chosen = st.selectbox("Gemeente", options, key=key, format_func=atlas.name)
    if chosen != session.gemeente(atlas):
        session.visit(atlas, chosen)
    return str(chosen)


def inside(atlas: Atlas, gemeente: str, key: str) -> str:
    """The whole gemeente, or a wijk or buurt in it."""
    options = [gemeente]
    for level in atlas.levels(gemeente):
        options += [code for code in atlas.children(gemeente, level).code if code not in options]
    asked = st.query_params.get("gebied", "")
    usual = asked if asked in options else gemeente
    given(key, st.session_state[key] if st.session_state.get(key) in options else usual)

    def label(code: str) -> str:
        if code == gemeente:
            return f"heel {atlas.name(code)}"
        return f"{atlas.name(code)} ({level_of(code)})"

    return str(st.selectbox("Gebied", options, key=key, format_func=label))
