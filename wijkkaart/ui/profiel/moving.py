"""Going somewhere from within the profile: to a paragraph, a figure, a record."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wijkkaart.present.profile import layout
from wijkkaart.present.profile.drawn import WHOLE
from wijkkaart.ui.profiel.state import STATE

_JUMP, _LEAVE = "_profiel_sprong", "_profiel_naar"


@cache
def _component() -> Any:
    text = (Path(__file__).parent / "jump.js").read_text(encoding="utf-8")
    return st.components.v2.component("wijkkaart_sprong", js=text, isolate_styles=False)


def anchor(paragraph: str) -> str:
    """The id of the heading of a paragraph or chapter."""
    return f"deel-{paragraph.replace('.', '-')}"


def to_part(key: str) -> None:
    """From a callback: open a chapter, or show a paragraph of it."""
    chapter = key.partition(".")[0]
    if chapter not in (*layout.chapters(), WHOLE):
        return
    now = STATE.now().deel
    STATE.change(deel=now if now == WHOLE and chapter != WHOLE else chapter)
    into_view(anchor(key))


def into_view(to: str) -> None:
    """From a callback: let `jump` bring the element with this id into view."""
    st.session_state[_JUMP] = (to, secrets.token_hex(4))


def open_figure(key: str) -> None:
    """From a callback: open a figure."""
    STATE.change(cijfer=key)


def close_figure() -> None:
    """From a callback: close the figure that is open."""
    STATE.change(cijfer="")


def to_record(key: str) -> None:
    """From a callback: leave for the page of a record, as soon as the page is drawn again."""
    st.session_state[_LEAVE] = key


def follow() -> None:
    """Leave for what was chosen."""
    if key := st.session_state.pop(_LEAVE, ""):
        st.switch_page("record_page.py", query_params={"id": key})


def jump() -> None:
    """Let the browser bring the paragraph that was chosen into view."""
    to, turn = st.session_state.get(_JUMP, ("", ""))
    with st.container(key="sprong"):
        _component()(key="profiel-sprong", data={"to": to, "turn": turn})
