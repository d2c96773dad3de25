"""Who may change the data: an administrator, or whoever knows the code with which the server was started.

As with the token of Jupyter, `wijkkaart run` makes a code and prints it; with it one makes the first account.
"""

import hmac
import time
from collections import deque

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.record import Role
from wijkkaart.ui import account

_IS = "_beheerder"
_TRIES, _NEXT = "_beheer_pogingen", "_beheer_weer_vanaf"
_FIELD = "beheercode"
_FREE = 3
"""Wrong codes without a wait."""
_LONGEST = 60.0
_wrong: deque[float] = deque(maxlen=30)
"""When wrong codes were given, by anybody: whoever opens a new page for each guess has to wait as well."""
_SPREAD = 60.0

_NO_CODE = """
Ophalen vanuit de app kan nu niet: deze server is gestart zonder beheercode.

- Start de app met `wijkkaart run`. Die opdracht toont een beheercode.
- Of kies zelf een code, en zet die in `WIJKKAART_ADMIN_CODE` voordat u de app start.
- Of haal de gegevens op vanuit een opdrachtvenster: `wijkkaart fetch GM0307`.
"""


def known() -> bool:
    """Whether this visitor is an administrator, or gave the code, and it still counts."""
    return account.role() is Role.ADMIN or bool(settings().admin_code and st.session_state.get(_IS))


def allowed() -> bool:
    """Whether this visitor is administrator; if not, the page asks for the code or says how to get one."""
    if known():
        return True
    code = settings().admin_code
    if not code:
        st.info(_NO_CODE)
        return False
    with st.form("beheer", border=True):
        given = st.text_input(
            "Beheercode",
            key=_FIELD,
            type="password",
            autocomplete="off",
            help="De code die `wijkkaart run` toont bij het starten.",
        )
        sent = st.form_submit_button("Verder", type="primary")
    if sent and _right(given, code):
        st.session_state[_IS] = True
        st.rerun()
    return False


def _right(given: str, code: str) -> bool:
    """Whether the code is right; says so when it isn't. Each wrong one makes the next wait longer."""
    wait = st.session_state.get(_NEXT, 0.0) - time.monotonic()
    if len(_wrong) == _wrong.maxlen:
        wait = max(wait, _wrong[0] + _SPREAD - time.monotonic())
    if wait > 0:
        st.error(f"Te vaak een verkeerde code. Probeer het over {wait:.0f} seconden opnieuw.")
        return False
    if hmac.compare_digest(given.encode(), code.encode()):
        return True
    _wrong.append(time.monotonic())
    tries = st.session_state.get(_TRIES, 0) + 1
    st.session_state[_TRIES] = tries
    if tries >= _FREE:
        st.session_state[_NEXT] = time.monotonic() + min(2.0 ** (tries - _FREE + 1), _LONGEST)
    st.error("Deze code klopt niet. Kijk in het venster waarin de app is gestart.")
    return False
