"""Gebruikers: who has an account, with what role."""

from collections.abc import Callable

import streamlit as st

from wijkkaart.errors import WijkkaartError
from wijkkaart.present.roles import ROLE_HELP, ROLE_LABELS
from wijkkaart.record import Role
from wijkkaart.register import accounts
from wijkkaart.register.accounts import Account
from wijkkaart.ui import account
from wijkkaart.ui.components import literal

_SAID, _FAULT = "_gebruikers_gezegd", "_gebruikers_fout"


def _doing(what: Callable[[], str]) -> None:
    """From a callback: do it if one still may, and let the page say what came of it."""
    if account.role() is not Role.ADMIN:
        return
    try:
        st.session_state[_SAID] = what()
    except WijkkaartError as error:
        st.session_state[_FAULT] = "\n\n".join(part for part in (error.found, error.remedy) if part)


def _add() -> None:
    name, role = str(st.session_state["nieuw_naam"]), Role(st.session_state["nieuw_rol"])

    def add() -> str:
        password = accounts.new_password()
        made = accounts.add(account.register(), name, password, role, account.now())
        st.session_state["nieuw_naam"] = ""
        return _told(made, password)

    _doing(add)


def _told(found: Account, password: str) -> str:
    return (
        f"{literal(found.name)} meldt zich aan met dit wachtwoord: `{password}`  \n"
        "Het staat hier één keer. Geef het zelf door, en vraag om het te veranderen."
    )


def _new_password(found: Account) -> None:
    def renew() -> str:
        password = accounts.new_password()
        accounts.set_password(account.register(), found.id, password)
        return _told(found, password)

    _doing(renew)


def _change_role(found: Account, key: str) -> None:
    role = Role(st.session_state[key])

    def change() -> str:
        accounts.change_role(account.register(), found.id, role)
        return f"{literal(found.name)} heeft nu de rol {ROLE_LABELS[role]}."

    _doing(change)


def _block(found: Account) -> None:
    def block() -> str:
        accounts.block(account.register(), found.id, blocked=found.active)
        if found.active:
            return f"{literal(found.name)} kan zich niet meer aanmelden, en is overal afgemeld."
        return f"{literal(found.name)} kan zich weer aanmelden."

    _doing(block)


def _remove(found: Account) -> None:
    def remove() -> str:
        accounts.remove(account.register(), found.id)
        return (
            f"Het account van {literal(found.name)} is weg. Wat diegene wijzigde, blijft in de geschiedenis."
        )

    _doing(remove)


def _row(found: Account) -> None:
    name, key = literal(found.name), f"rol-{found.id}"
    with st.container(
        key=f"gebruiker-{found.id}",
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        st.markdown(f"**{name}**" + ("" if found.active else " · geblokkeerd"), width="stretch")
        st.session_state[key] = found.role
        st.selectbox(
            f"Rol van {name}",
            accounts.ROLES,
            key=key,
            format_func=ROLE_LABELS.__getitem__,
            label_visibility="collapsed",
            on_change=_change_role,
            args=(found, key),
            width=150,
        )
        with st.popover("Meer"):
            st.button("Nieuw wachtwoord", key=f"nieuw-{found.id}", on_click=_new_password, args=(found,))
            label = "Blokkeren" if found.active else "Weer toelaten"
            st.button(label, key=f"blok-{found.id}", on_click=_block, args=(found,))
            sure = st.checkbox("Ik weet het zeker", key=f"zeker-{found.id}")
            st.button(
                "Verwijderen",
                key=f"weg-{found.id}",
                icon=":material/delete:",
                disabled=not sure,
                on_click=_remove,
                args=(found,),
            )


def _page() -> None:
    st.write("Wie een account heeft, en wat diegene mag zien en doen.")
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(literal(fault))
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    for found in accounts.accounts(account.register()):
        _row(found)
    st.header("Iemand toevoegen")
    with st.form("nieuw"):
        st.text_input("Naam", key="nieuw_naam", autocomplete="off", max_chars=60)
        st.radio(
            "Rol",
            accounts.ROLES,
            key="nieuw_rol",
            format_func=ROLE_LABELS.__getitem__,
            captions=[ROLE_HELP[role] for role in accounts.ROLES],
        )
        st.form_submit_button("Toevoegen", type="primary", on_click=_add)
    st.caption("wijkkaart maakt zelf een wachtwoord. U ziet het daarna één keer.")


with st.container(key="smal"):
    st.title("Gebruikers")
    if account.allowed(Role.ADMIN):
        _page()
