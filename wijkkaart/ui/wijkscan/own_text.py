"""The own text of a part: to write, to read, and as it was before."""

import streamlit as st

from wijkkaart.core.wijkscan import parts
from wijkkaart.present.record_history import moment
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import PartState
from wijkkaart.ui import account
from wijkkaart.ui.wijkscan import editor, inserting, reading, saving
from wijkkaart.ui.wijkscan.opened import Opened


def write(found: Opened, key: str) -> None:
    """The editor, and who changed the text last."""
    state = found.states.get(key)
    editor.edit(found.id, key, state, inserting.figures(found, key), inserting.records(found, key))


def read(found: Opened, key: str) -> None:
    """The text as it's read."""
    _show(found, found.part(key).text)


def _show(found: Opened, text: str) -> None:
    """A text without what whoever looks may not see."""
    if text.strip():
        st.html(reading.as_html(found.guide.masked(text), found.id, inserting.told(found)))


def last(found: Opened, key: str) -> str:
    """Who changed a part last: `Bram, 26 november 2026 om 14.30 uur`; "" when nobody touched it."""
    state = found.states.get(key)
    return f"{state.by}, {moment(state.at)}" if state else ""


def history(found: Opened, key: str) -> None:
    """The way to what stood here before."""
    if found.states.get(key) is None:
        return
    st.button(
        "Eerdere teksten",
        key=f"ws-eerder-{key}",
        icon=":material/history:",
        type="tertiary",
        on_click=_open,
        args=(key,),
    )
    if st.session_state.pop(_ASKED, "") == key:
        _dialog(found, key)


_ASKED = "_wijkscan_eerder"


def _open(key: str) -> None:
    st.session_state[_ASKED] = key


@st.dialog("Eerdere teksten", width="large")
def _dialog(found: Opened, key: str) -> None:
    versions = _texts(wijkscans.history(account.register(), found.id, key, account.role()))
    if not versions:
        st.write("Er is nog geen eerdere tekst.")
        return
    chosen = st.selectbox(
        "Van wie en wanneer",
        versions,
        format_func=lambda each: f"{moment(each.at)}, {each.by}",
        key=f"ws-versie-{key}",
    )
    if chosen is None:
        return
    text = parts.part(chosen.content).text
    with st.container(border=True, height=360):
        _show(found, text)
        if not text.strip():
            st.caption("Toen was er geen tekst.")
    if text == found.part(key).text:
        st.caption("Dit staat er nu.")
        return
    st.caption("Wat er nu staat, blijft hier ook bewaard.")
    if st.button("Zet deze tekst terug", key="ws-terugzetten", type="primary"):
        _restore(found, key, chosen)
        st.rerun()


def _texts(history: list[PartState]) -> list[PartState]:
    """Only where the text changed: who works on it and what's shown have versions too."""
    found = []
    for each, older in zip(history, [*history[1:], None], strict=True):
        before = parts.part(older.content).text if older else ""
        if parts.part(each.content).text != before:
            found.append(each)
    return found


def _restore(found: Opened, key: str, version: PartState) -> None:
    """Only the text: who works on it and what's shown stay as they are."""
    said = f"De tekst van {moment(version.at)} staat er weer."
    saving.change(found.id, key, said, text=parts.part(version.content).text)
