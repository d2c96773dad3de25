"""What widgets show because the app says so, and not their visitor."""

from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_TOLD = "_widgets_told"
_UNSET = object()


def given(key: str, value: Any) -> str:
    """Let a widget show a value; gives its key.

    Streamlit sends the value in the one answer in which it was set. A browser that is still fetching the
    script of the widget draws it from a later answer: empty, and soon says that its visitor made it so.
    Hence the value goes along until the browser has told what the widget shows.
    """
    told: set[str] = st.session_state.setdefault(_TOLD, set())
    if key not in st.session_state:
        told.discard(key)
    elif key not in told:
        told |= _told()
    if key not in told or st.session_state.get(key, _UNSET) != value:
        st.session_state[key] = value
    return key


def _told() -> set[str]:
    """Keys of the widgets of which the browser said what they show, when it asked for this run."""
    context = get_script_run_ctx()
    states = context.session_state.get_widget_states() if context else []
    return {state.id.split("-", 2)[-1] for state in states}
