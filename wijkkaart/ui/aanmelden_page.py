"""Aanmelden: sign in and out, look as another does, change one's password; make the first account."""

import streamlit as st

from wijkkaart.errors import WijkkaartError
from wijkkaart.present.roles import ROLE_HELP, ROLE_LABELS
from wijkkaart.record import ROLES, Role, may_see
from wijkkaart.register import accounts, sessions
from wijkkaart.register.sessions import Session
from wijkkaart.ui import account, admin
from wijkkaart.ui.components import literal, problem

_SAID = "_aanmelden_gezegd"


def _sign_in() -> None:
    st.title("Aanmelden")
    st.write(
        "Zonder aanmelden ziet u alles wat openbaar is. Meld u aan om te zien wat uw rol mag zien, "
        "en om gegevens bij te houden."
    )
    with st.form("aanmelden"):
        name = st.text_input("Naam", key="aanmeld_naam", autocomplete="username", max_chars=accounts.LONGEST)
        password = st.text_input(
            "Wachtwoord",
            key="aanmeld_wachtwoord",
            type="password",
            autocomplete="current-password",
            max_chars=accounts.LONGEST,
        )
        sent = st.form_submit_button("Aanmelden", type="primary", icon=":material/login:")
    if sent:
        _enter(sessions.sign_in(account.register(), name, password, account.now()))
    st.caption("Geen account, of uw wachtwoord vergeten? Vraag het een beheerder van wijkkaart.")


def _enter(token: str) -> None:
    """Begin anew with a session."""
    account.hand_over(token)
    st.rerun()


def _first_account() -> None:
    st.title("Het eerste account")
    st.write(
        "Er zijn nog geen accounts. Wie de beheercode heeft, maakt hier het eerste: dat van een beheerder. "
        "Die geeft daarna anderen een account."
    )
    if not admin.allowed():
        return
    with st.form("eerste_account"):
        name = st.text_input("Naam", key="eerste_naam", autocomplete="username", max_chars=60)
        password = st.text_input(
            "Wachtwoord",
            key="eerste_wachtwoord",
            type="password",
            autocomplete="new-password",
            help=f"Minstens {accounts.SHORTEST} tekens, bijvoorbeeld vier losse woorden.",
        )
        sent = st.form_submit_button("Account maken", type="primary")
    if sent:
        accounts.add_first(account.register(), name, password, account.now())
        _enter(sessions.sign_in(account.register(), name, password, account.now()))


def _signed_in(found: Session) -> None:
    st.title(literal(found.account.name))
    own = found.account.role
    st.write(f"U bent aangemeld. Uw rol is **{ROLE_LABELS[own]}**: die {ROLE_HELP[own]}.")
    st.button("Afmelden", key="afmelden", icon=":material/logout:", on_click=account.sign_out)
    if may_see(own, Role.TEAM):
        _show_as(found)
    st.header("Wachtwoord veranderen")
    _password(found)


def _show_as(found: Session) -> None:
    st.header("Bekijk als")
    st.write(
        "U ziet wijkkaart zoals een ander die ziet: op de kaart, in lijsten en in bestanden die u downloadt."
    )
    below = [role for role in ROLES if may_see(found.account.role, role)]
    st.session_state["bekijk_als"] = found.role

    def choose() -> None:
        account.show_as(st.session_state["bekijk_als"])

    st.radio(
        "Bekijk als",
        below,
        key="bekijk_als",
        format_func=lambda role: ROLE_LABELS[role],
        captions=[ROLE_HELP[role] for role in below],
        label_visibility="collapsed",
        on_change=choose,
    )


def _password(found: Session) -> None:
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    with st.form("wachtwoord", clear_on_submit=True):
        old = st.text_input(
            "Wachtwoord van nu", key="oud_wachtwoord", type="password", autocomplete="current-password"
        )
        new = st.text_input(
            "Nieuw wachtwoord",
            key="nieuw_wachtwoord",
            type="password",
            autocomplete="new-password",
            help=f"Minstens {accounts.SHORTEST} tekens, bijvoorbeeld vier losse woorden.",
        )
        sent = st.form_submit_button("Veranderen")
    if sent:
        accounts.by_password(account.register(), found.account.name, old, account.now())
        accounts.set_password(account.register(), found.account.id, new, keep=found.token_hash)
        st.session_state[_SAID] = "Uw wachtwoord is veranderd. Op andere apparaten bent u nu afgemeld."
        st.rerun()


_found = account.session()
with st.container(key="smal"):
    try:
        if _found is not None:
            _signed_in(_found)
        elif accounts.accounts(account.register()):
            _sign_in()
        else:
            _first_account()
    except WijkkaartError as error:
        problem(error)
