"""What is needed to put a record into words for whoever looks now."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.schedules import region_of
from wijkkaart.errors import WijkkaartError
from wijkkaart.guide import Guide
from wijkkaart.present.record_words import Around
from wijkkaart.record import Record, Role, may_see
from wijkkaart.register.writing import NotAllowed
from wijkkaart.ui import account
from wijkkaart.ui.components import literal

_HERE = ZoneInfo("Europe/Amsterdam")
_SAID, _FAULT, _UNDO = "_gezegd", "_fout", "_ongedaan"


def now() -> datetime:
    """The time by the clock in the Netherlands."""
    return datetime.now(_HERE).replace(tzinfo=None)


def around(guide: Guide, gemeente: str = "") -> Around:
    """For the visitor, at this moment."""
    return Around(
        moment=now(),
        find=guide.record,
        area=guide.atlas.name,
        months=settings().shelf_months,
        region=region_of(gemeente)[0],
        team=may_see(account.role(), Role.TEAM),
    )


def gemeente_of(guide: Guide, record: Record) -> str:
    """The gemeente that a record belongs to; "" when that isn't one."""
    said = str(record.values.get("gemeente") or "")
    found = sorted(guide.gemeenten_of(record.id))
    return said or (found[0] if len(found) == 1 else "")


def say(text: str, undo: str = "") -> None:
    """Let the next page say what was done; `undo` is the id of the edit that can be taken back."""
    st.session_state[_SAID] = text
    st.session_state[_UNDO] = undo


def doing(what: Callable[[], str], undo: Callable[[], str] | None = None) -> None:
    """From a callback: do it, and let the page say what came of it. `undo` gives the id of the edit.

    The page may be an hour old: whoever pressed this button of the team may be signed out by now.
    """
    try:
        _refuse_outsider()
        text = what()
        say(text, undo() if undo else "")
    except WijkkaartError as error:
        st.session_state[_FAULT] = "\n\n".join(
            literal(part) for part in (error.found, error.expected, error.remedy) if part
        )


def _refuse_outsider() -> None:
    if not may_see(account.role(), Role.TEAM):
        raise NotAllowed(
            "Er is niets opgeslagen.",
            "Dit mogen alleen leden van het team en beheerders.",
            "Meld u aan met een account van het team.",
        )


def said(take_back: Callable[[str], None]) -> None:
    """Show what was done, with a button to take it back, and what went wrong."""
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(fault)
    text = st.session_state.pop(_SAID, "")
    if not text:
        return
    edit = st.session_state.pop(_UNDO, "")
    with st.container(horizontal=True, vertical_alignment="center", key="gezegd"):
        st.success(text)
        if edit:
            st.button(
                "Ongedaan maken",
                key="ongedaan",
                icon=":material/undo:",
                on_click=take_back,
                args=(edit,),
            )
