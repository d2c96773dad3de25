"""Gegevens ophalen: a gemeente from the publishers, by a job that doesn't need this page."""

import time
from pathlib import Path

import streamlit as st

from wijkkaart import jobs
from wijkkaart.config import settings
from wijkkaart.errors import WijkkaartError
from wijkkaart.present import ophalen
from wijkkaart.progress import FetchProgress, Problem, State
from wijkkaart.ui import admin
from wijkkaart.ui.components import literal

_ERROR, _WAS_BUSY = "_ophalen_fout", "_ophalen_bezig"


def _show(root: Path, may_stop: bool) -> None:
    """How far the job is; draws itself again every second until the job has ended."""
    progress = jobs.read(root)
    if progress is None:
        return
    now = time.time()
    with st.container(key="voortgang"):
        headline = literal(ophalen.headline(progress, now))
        if not progress.state.ended:
            st.info(headline)
        elif progress.state in ophalen.AGAIN:
            st.warning(headline)
        else:
            st.success(headline)
        for problem in progress.problems:
            _problem(problem)
        for source in progress.sources:
            line = ophalen.line(source, now)
            st.progress(line.share, text=f"**{literal(line.label)}** · {literal(line.text)}")
            for problem in line.problems:
                _problem(problem)
    if progress.state.ended:
        _ended(progress)
    elif may_stop:
        st.button("Stoppen", key="stoppen", icon=":material/stop_circle:", on_click=_stop, args=(root,))


def _ended(progress: FetchProgress) -> None:
    if st.session_state.pop(_WAS_BUSY, False):
        st.rerun()  # the whole page: no more drawing every second, and the form is back
    if progress.gemeente and progress.state is not State.BROKEN:
        st.page_link(
            "kaart_page.py",
            label=f"Bekijk {literal(progress.what)} op de kaart",
            icon=":material/map:",
            query_params={"gebied": progress.gemeente},
        )


def _problem(problem: Problem) -> None:
    what = f"**{literal(problem.what)}**: " if problem.what else ""
    st.error(what + literal(problem.text))


def _stop(root: Path) -> None:
    """Stop the job, from a callback: whoever drew the button may manage no more."""
    if admin.known():
        jobs.stop(root)


def _start(root: Path) -> None:
    """Start what the form asks, from its callback."""
    what = str(st.session_state.get("ophaal_gemeente", "")).strip()
    chosen = st.session_state.get("ophaal_bronnen") or []
    if not what:
        st.session_state[_ERROR] = "Vul de naam of de code van een gemeente in."
        return
    if not admin.known():
        return
    try:
        jobs.start(root, what, only=chosen, refresh=bool(st.session_state.get("ophaal_opnieuw")))
    except WijkkaartError as error:
        st.session_state[_ERROR] = str(error)


def _form(root: Path) -> None:
    with st.form("ophalen"):
        st.text_input(
            "Gemeente", key="ophaal_gemeente", placeholder="bijvoorbeeld Amersfoort of GM0307", max_chars=60
        )
        st.multiselect(
            "Bronnen",
            options=[*jobs.SOURCES],
            format_func=jobs.SOURCES.__getitem__,
            key="ophaal_bronnen",
            help="Zonder keuze haalt wijkkaart alle bronnen op.",
            placeholder="Alle bronnen",
            select_all=False,
        )
        st.checkbox(
            "Alles opnieuw vragen",
            key="ophaal_opnieuw",
            help="Anders vraagt wijkkaart een uitgever niet vaker dan eens per dag om hetzelfde.",
        )
        st.form_submit_button(
            "Ophalen", type="primary", icon=":material/download:", on_click=_start, args=(root,)
        )


_root = settings().data
st.title("Gegevens ophalen")
st.write(
    "U haalt grenzen, cijfers en plekken van een gemeente op bij het CBS, het RIVM en andere uitgevers. "
    "Het ophalen gaat door als u deze pagina sluit; nieuwe gegevens staan vanzelf op de kaart."
)
with st.container(key="smal"):
    _admin = admin.allowed()
    _busy = jobs.busy(_root)
    if _admin and not _busy:
        _form(_root)
    if _fault := st.session_state.pop(_ERROR, ""):
        st.error(literal(_fault))
    st.session_state[_WAS_BUSY] = _busy
    st.fragment(_show, run_every=1.0 if _busy else None)(_root, _admin)
