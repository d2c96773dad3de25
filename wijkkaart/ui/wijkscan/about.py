"""Who works on a part, whether it's done, what stood there before, and leaving it out."""

import streamlit as st

from wijkkaart.core.wijkscan.parts import Part
from wijkkaart.errors import RegisterError
from wijkkaart.record import Role, may_see
from wijkkaart.register import accounts
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan import own_text, saving
from wijkkaart.ui.wijkscan.opened import Opened


def show(found: Opened, key: str) -> None:
    """One line below the own text."""
    part, name = found.part(key), key.replace(".", "-")
    last = own_text.last(found, key)
    if last:
        st.caption(f"Laatst bewerkt door {literal(last)}.")
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"ws-over-{name}"):
        _who(found, key, part)
        done = given(f"ws-klaar-{name}", part.done)
        st.checkbox("Dit onderdeel is klaar", key=done, on_change=_done, args=(found.id, key, done))
        own_text.history(found, key)
        icon = ":material/do_not_disturb_on:"
        with st.popover("Weglaten", icon=icon, key=_menu(key), on_change="rerun"):
            _leave_out(found, key)


def left_out(found: Opened, key: str, part: Part) -> None:
    """Says why a part isn't in the report, with the way back; the text is kept."""
    st.info(f"Dit onderdeel staat niet in het rapport. Reden: {literal(found.guide.masked(part.left_out))}")
    if found.may_write:
        st.button(
            "Toch opnemen",
            key=f"ws-opnemen-{key}",
            icon=":material/undo:",
            on_click=saving.change,
            args=(found.id, key, "Dit onderdeel staat weer in het rapport."),
            kwargs={"left_out": ""},
        )
        own_text.read(found, key)


def members() -> list[str]:
    """Names of who may write, by name."""
    found = accounts.accounts(account.register())
    return sorted(each.name for each in found if each.active and may_see(each.role, Role.TEAM))


def _who(found: Opened, key: str, part: Part) -> None:
    name = given(f"ws-wie-{key.replace('.', '-')}", part.who)
    names = list(dict.fromkeys(["", *members(), *([part.who] if part.who else [])]))
    st.selectbox(
        "Wie werkt hieraan",
        names,
        format_func=lambda each: each or "nog niemand",
        key=name,
        width=220,
        on_change=lambda: saving.change(found.id, key, who=st.session_state[name] or ""),
    )


def _done(scan: str, key: str, name: str) -> None:
    saving.change(scan, key, done=bool(st.session_state[name]))


def _menu(key: str) -> str:
    return f"ws-weglaten-{key.replace('.', '-')}"


def _leave_out(found: Opened, key: str) -> None:
    name = f"ws-reden-{key.replace('.', '-')}"
    st.text_input(
        "Waarom laat u dit weg?",
        key=name,
        max_chars=200,
        placeholder="bijvoorbeeld: hiervan is geen nieuws",
        help="De reden staat in het rapport. Uw tekst blijft bewaard.",
    )
    st.button("Weglaten", key=f"{name}-weg", type="primary", on_click=_gone, args=(found.id, key, name))


def _gone(scan: str, key: str, name: str) -> None:
    reason = str(st.session_state.get(name) or "").strip()

    def refuse() -> str:
        raise RegisterError("Er staat nog geen reden.", remedy="Vul in waarom u dit weglaat.")

    if not reason:
        doing(refuse)
        return
    saving.change(scan, key, "Dit onderdeel is weggelaten.", left_out=reason)
    st.session_state[_menu(key)] = False
