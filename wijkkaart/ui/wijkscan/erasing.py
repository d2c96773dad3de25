"""Erasing a wijkscan that was thrown away, for good: what goes, what stays, and whether one is sure."""

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.errors import RegisterError
from wijkkaart.present import dutch
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import Wijkscan
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing


def menu(scan: Wijkscan) -> None:
    """The way to erase a wijkscan, for an administrator."""
    key = f"ws-wissen-{scan.id}"
    with st.popover(
        "Voorgoed wissen", icon=":material/delete_forever:", key=key, on_change="rerun"
    ) as opened:
        if opened.open:
            _form(scan, key)


def _form(scan: Wijkscan, key: str) -> None:
    st.markdown(f"**‘{literal(scan.head.title)}’ voorgoed wissen?**")
    st.markdown(_told(scan))
    st.caption(_kept())
    with st.form(f"{key}-formulier", border=False):
        st.selectbox(
            "Waarom", wijkscans.REASONS, key=f"{key}-reden", index=None, placeholder="Kies een reden"
        )
        st.checkbox("Ik weet zeker dat dit weg mag", key=f"{key}-zeker")
        st.form_submit_button("Voorgoed wissen", type="primary", on_click=_erase, args=(scan, key))


def _told(scan: Wijkscan) -> str:
    held = wijkscans.holding(account.register(), scan.id)
    counted = [
        (held.parts, "onderdeel", "onderdelen"),
        (held.before, "eerdere tekst of keuze", "eerdere teksten en keuzes"),
        (held.pictures, "foto", "foto's"),
        (held.versions, "vastgestelde versie", "vastgestelde versies"),
    ]
    what = dutch.listing([dutch.count(count, one, more) for count, one, more in counted if count])
    return f"Alles verdwijnt: {what}, en wat nog op apparaten stond. Dit kan niet ongedaan worden gemaakt."


def _kept() -> str:
    copies = (
        "In de dagelijkse kopieën van het register staat hij nog tot die zijn vervangen: na hoogstens "
        f"{dutch.count(settings().backups, 'dag', 'dagen')}. Wie zo'n kopie terugzet, krijgt hem niet terug."
        if account.register().sqlite
        else "In kopieën die de beheerder van de database maakt, staat hij nog tot die weg zijn."
    )
    return (
        f"wijkkaart bewaart alleen dat er iets is gewist, wanneer, waarom en door wie. {copies} Rapporten "
        "die al gedownload zijn, blijven."
    )


def _erase(scan: Wijkscan, key: str) -> None:
    def erase() -> str:
        if not st.session_state.get(f"{key}-zeker"):
            raise RegisterError(
                "Er is niets gewist.",
                "Wissen kan niet ongedaan worden gemaakt, dus wijkkaart vraagt of u het zeker weet.",
                "Zet een vinkje bij ‘Ik weet zeker dat dit weg mag’.",
            )
        reason = st.session_state.get(f"{key}-reden") or ""
        done = wijkscans.erase(account.register(), scan.id, account.author(), reason)
        return f"‘{literal(scan.head.title)}’ is voorgoed gewist. Nummer van het bewijs: `{done.proof}`"

    doing(erase)
