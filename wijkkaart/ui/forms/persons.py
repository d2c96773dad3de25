"""A key person's lawful basis and consent: what may be kept, shown, and until when."""

from html import escape
from typing import Any

import streamlit as st

from wijkkaart.core.consent import BY_CONSENT
from wijkkaart.record import SCOPED, Field, fields_of
from wijkkaart.ui.forms import widgets
from wijkkaart.ui.forms.desk import Desk, remarks
from wijkkaart.ui.given import given

_EXPLAINED = {
    "toestemming": "De persoon zei zelf ja, en kan dat altijd intrekken. Leg hieronder vast wanneer en hoe.",
    "publieke_taak": "De gemeente heeft dit nodig voor een taak die in de wet staat, zoals het wijkteam.",
    "gerechtvaardigd_belang": "De persoon moet bereikbaar zijn voor het werk, en hoeft dat niet vreemd te "
    "vinden. Zet alleen gegevens van het werk in het register.",
    "overeenkomst": "De persoon werkt of helpt mee volgens een afspraak waarin dit staat.",
}
CHANNELS = ("mondeling", "e-mail", "formulier op papier", "brief")
TEXT_VERSION = "2026-1"
_CONSENT_TEXT = (
    "‘Ik vind het goed dat mijn naam, rol en de gekozen gegevens op de sociale kaart staan, zodat mensen uit "
    "de buurt mij kunnen vinden. Ik kan dit altijd laten weghalen.’"
)


def ask(desk: Desk, fields: dict[str, Field]) -> None:
    """By what right somebody is in the register, what may be shown, until when."""
    widgets.ask(desk, fields["lawful_basis"])
    basis = desk.draft.values["lawful_basis"]
    if basis in _EXPLAINED:
        st.caption(_EXPLAINED[basis])
    widgets.ask(desk, fields["special"])
    if desk.draft.values["special"] and basis != BY_CONSENT:
        st.html(
            '<p class="wk-odd" role="status">Een rol die iets zegt over geloof of gezondheid mag alleen met '
            "toestemming. Kies die als grondslag, of neem alleen de organisatie op.</p>"
        )
    _consent(desk, basis)
    widgets.ask(desk, fields["expires"])
    st.caption("Daarna verdwijnt de persoon uit beeld. Het team krijgt een maand ervoor bericht.")


def _consent(desk: Desk, basis: str) -> None:
    consent: dict[str, Any] = desk.draft.values["consent"]
    asked = bool(consent) or basis == BY_CONSENT
    given("toestemming-vastleggen", asked)
    wanted = st.checkbox(
        "Toestemming vastleggen",
        key="toestemming-vastleggen",
        help="Nodig om iets van deze persoon openbaar te maken.",
        disabled=basis == BY_CONSENT,
        on_change=_begin,
        args=(consent,),
    )
    if not wanted:
        return
    with st.container(border=True, key="blok-consent"):
        st.markdown(f"Lees of stuur deze tekst (versie {consent.get('text_version') or TEXT_VERSION}):")
        st.markdown(f"> {_CONSENT_TEXT}")
        left, right = st.columns(2)
        with left:
            key = given("toestemming-datum", widgets.as_date(str(consent.get("date") or "")))
            st.date_input(
                "Gegeven op",
                min_value=widgets.FIRST,
                max_value=desk.around.today,
                format=widgets.DAY,
                key=key,
                on_change=_take,
                args=(consent, "date", key),
            )
        with right:
            channels = list(dict.fromkeys([*CHANNELS, *filter(None, [consent.get("channel")])]))
            key = given("toestemming-manier", consent.get("channel") or None)
            st.selectbox(
                "Hoe gegeven",
                channels,
                index=None,
                placeholder="Kies",
                key=key,
                on_change=_take,
                args=(consent, "channel", key),
            )
        labels = {name: field.label for name, field in fields_of("contact").items() if name in SCOPED}
        key = given("toestemming-velden", list(consent.get("scope") or []))
        st.multiselect(
            "Wat mag openbaar",
            [*labels],
            format_func=labels.__getitem__,
            key=key,
            placeholder="Kies gegevens",
            on_change=_take,
            args=(consent, "scope", key),
            select_all=False,
        )
        if consent.get("withdrawn"):
            st.html(f'<p class="wk-odd">Ingetrokken op {escape(str(consent["withdrawn"]))}.</p>')
    if said := remarks(desk, "consent"):
        st.html("".join(said))


def _begin(consent: dict[str, Any]) -> None:
    consent.clear()
    if st.session_state["toestemming-vastleggen"]:
        _fill(consent)


def _take(consent: dict[str, Any], name: str, key: str) -> None:
    if not consent:
        _fill(consent)
    value = st.session_state[key]
    consent[name] = widgets.iso(value) if name == "date" else list(value) if name == "scope" else value or ""


def _fill(consent: dict[str, Any]) -> None:
    consent.update({"date": "", "text_version": TEXT_VERSION, "channel": "", "scope": [], "withdrawn": ""})
