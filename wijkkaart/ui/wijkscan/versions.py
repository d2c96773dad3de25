"""Versions that were adopted: adopting one, taking it along, and what differs between two."""

from dataclasses import replace

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.wijkscan import parts
from wijkkaart.core.wijkscan.parts import HEAD
from wijkkaart.errors import RegisterError, WijkkaartError
from wijkkaart.guide import Guide, guide
from wijkkaart.present.record_history import moment
from wijkkaart.record import ROLES, Role, may_see
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import Version
from wijkkaart.reports import frozen
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing, say
from wijkkaart.ui.wijkscan import compared, downloads
from wijkkaart.ui.wijkscan.opened import Opened, opened

_ASKED = "_wijkscan_vaststellen"
_MENU = "ws-vaststellen"
ADOPTED, DRAFT = "vastgesteld", "concept"


def show(found: Opened) -> None:
    """The versions, newest first; for who writes, the way to adopt one and to compare."""
    there = wijkscans.versions(account.register(), found.id, account.role())
    if found.may_write:
        st.write(
            "Een vastgestelde versie blijft precies zoals hij is, met de cijfers van dat moment. U kunt "
            "daarna verder werken, en later zien wat er anders werd."
        )
        _adopt(found)
    if not there:
        st.info("Er is nog geen versie vastgesteld.")
    for each in there:
        _version(found, each)
    if found.may_write and there:
        compared.show(found, there)


def adopt(shown: Guide, scan: str) -> None:
    """Adopt the version that was asked for, before the page is drawn: that takes half a minute."""
    asked = st.session_state.pop(_ASKED, None)
    found = opened(shown, scan) if asked and asked[0] == scan else None
    if found is None:
        return
    with st.spinner("De versie wordt gemaakt. Dat duurt ongeveer een halve minuut."):
        _freeze(found, *asked[1:])


def _adopt(found: Opened) -> None:
    if found.area is None:
        return
    with st.container(horizontal=True, key="ws-vaststellen-balk"):
        icon = ":material/verified:"
        with st.popover("Versie vaststellen", icon=icon, type="primary", key=_MENU, on_change="rerun"):
            _form(found)
        _onward(found)


def told(found: Opened) -> None:
    """Above what is written in: that this version was adopted, and the way to go on with a next one."""
    if found.head.status != ADOPTED:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ws-al-vastgesteld"):
        named = (
            f"Versie {literal(found.head.edition)} is vastgesteld" if found.head.edition else "Vastgesteld"
        )
        st.info(f"{named}. Wat u nu nog wijzigt, hoort bij een volgende versie.")
        _onward(found)


def _onward(found: Opened) -> None:
    if found.head.status == ADOPTED:
        st.button(
            "Verder werken aan een volgende versie",
            key="ws-verder-werken",
            icon=":material/edit:",
            help="Zet de stand weer op concept. De vastgestelde versie blijft.",
            on_click=_work_on,
            args=(found.id,),
        )


def _form(found: Opened) -> None:
    with st.form("ws-vaststellen-formulier", border=False):
        st.text_input(
            "Hoe heet deze versie?",
            found.head.edition,
            key="ws-vaststellen-naam",
            max_chars=80,
            placeholder="bijvoorbeeld: 1.0",
        )
        st.text_area(
            "Toelichting",
            key="ws-vaststellen-toelichting",
            max_chars=2000,
            placeholder="bijvoorbeeld: vastgesteld door de wijkraad op 3 december",
        )
        st.form_submit_button("Vaststellen", type="primary", on_click=_ask, args=(found.id,))


def _ask(scan: str) -> None:
    """From a callback: making the documents takes too long for one, so the page does that."""

    def ask() -> str:
        name = str(st.session_state["ws-vaststellen-naam"] or "").strip()
        if not name:
            raise RegisterError("De versie heeft nog geen naam.", remedy="Vul er een in, zoals ‘1.0’.")
        st.session_state[_ASKED] = scan, name, str(st.session_state["ws-vaststellen-toelichting"] or "")
        st.session_state[_MENU] = False
        return ""

    doing(ask)


def _freeze(found: Opened, name: str, note: str) -> None:
    """Adopt a version as it stands: its head says so, and what each role sees of it is kept."""
    register, author = account.register(), account.author()
    before = found.states[HEAD]
    try:
        head = replace(
            found.head, status=ADOPTED, edition=name, date=found.head.date or found.guide.day.isoformat()
        )
        wijkscans.save(register, found.id, HEAD, parts.to_json(head), before.version, author)
        try:
            states = wijkscans.parts(register, found.id, author.role)
            documents: dict[Role, bytes] = {
                role: frozen.to_json(downloads.made(guide(settings(), role), found.id))
                for role in ROLES
                if role is not Role.ADMIN and may_see(role, head.visibility)
            }
            made_of = {key: state.version for key, state in states.items()}
            wijkscans.freeze(register, found.id, author, name, note, documents, made_of=made_of)
        except WijkkaartError:
            wijkscans.restore(register, found.id, HEAD, before.version, author)
            raise
    except WijkkaartError as error:
        fault = error

        def refuse() -> str:
            raise fault

        doing(refuse)
        return
    say(f"Versie {literal(name)} is vastgesteld.")


def _work_on(scan: str) -> None:
    def work_on() -> str:
        state = wijkscans.parts(account.register(), scan, account.role())[HEAD]
        head = replace(parts.head(state.content), status=DRAFT, edition="", date="")
        wijkscans.save(account.register(), scan, HEAD, parts.to_json(head), state.version, account.author())
        return "De stand is weer concept. Geef de volgende versie een naam als u hem vaststelt."

    doing(work_on)


def _version(found: Opened, version: Version) -> None:
    with st.container(border=True, key=f"ws-vastgesteld-{version.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**Versie {literal(version.name)}**", width="stretch")
            menu = st.popover(
                "Download", icon=":material/download:", key=f"ws-oud-{version.id}", on_change="rerun"
            )
        st.caption(f"Vastgesteld op {moment(version.at)} door {literal(version.by)}.")
        if version.note:
            st.markdown(literal(found.guide.masked(version.note)))
        if menu.open:
            with menu:
                downloads.of_version(found.id, version.id, f"wijkscan-{found.scan.area}-{version.at[:10]}")
