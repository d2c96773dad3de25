"""Lists of areas and of figures that the team keeps: to take out again, to keep, to take away."""

import streamlit as st

from wijkkaart.errors import RegisterError
from wijkkaart.present import dutch
from wijkkaart.record import Role, may_see
from wijkkaart.register import saved_lists
from wijkkaart.ui import account
from wijkkaart.ui.components import literal, problem
from wijkkaart.ui.vergelijken.state import kept

_WRONG = "_vg_list_wrong"


def show(kind: str) -> None:
    """The lists of a kind (`gebieden` or `cijfers`, a field of the state); nothing for who isn't the team."""
    if not may_see(account.role(), Role.TEAM):
        return
    menu = st.popover(
        "Bewaarde lijsten", icon=":material/bookmark:", key=f"vg-lijsten-{kind}", on_change="rerun"
    )
    if not menu.open:
        return
    with menu:
        error = st.session_state.pop(_WRONG, None)
        if error is not None:
            problem(error)
        found = saved_lists.listed(account.register(), kind, account.role())
        for name, items in found.items():
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.button(
                    literal(f"{name} ({dutch.number(len(items))})"),
                    key=f"vg-lijst-{kind}-{name}",
                    type="tertiary",
                    on_click=kept.change,
                    kwargs={kind: items},
                )
                st.button(
                    f"Wis {literal(name)}",
                    key=f"vg-lijst-wis-{kind}-{name}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=(kind, name),
                )
        st.text_input("Bewaar deze keuze als", key=f"vg-lijst-naam-{kind}", max_chars=80)
        st.button(
            "Bewaar", key=f"vg-lijst-bewaar-{kind}", icon=":material/save:", on_click=_save, args=(kind,)
        )


def _save(kind: str) -> None:
    name = str(st.session_state.get(f"vg-lijst-naam-{kind}") or "")
    try:
        saved_lists.save(account.register(), kind, name, getattr(kept.now(), kind), account.author())
    except RegisterError as error:
        st.session_state[_WRONG] = error
        return
    st.session_state[f"vg-lijst-naam-{kind}"] = ""


def _remove(kind: str, name: str) -> None:
    try:
        saved_lists.remove(account.register(), kind, name, account.author())
    except RegisterError as error:
        st.session_state[_WRONG] = error
