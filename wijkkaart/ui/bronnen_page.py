"""Bronnen: whose data these are, of what year and how old, under what licence, and how to add more."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from wijkkaart.present import bronnen, dutch
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_atlas
from wijkkaart.ui.texts import FORMATS, LOAD


def _table(origins: list[bronnen.Origin]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Uitgever": [origin.source.publisher for origin in origins],
            "Wat": [origin.source.title for origin in origins],
            "Tabel": [origin.table for origin in origins],
            "Jaren": [origin.years for origin in origins],
            "Licentie": [origin.source.licence for origin in origins],
            "Opgehaald": [origin.fetched for origin in origins],
            "Hoe oud": [origin.age for origin in origins],
            "Voorbeeld": ["ja" if origin.example else "nee" for origin in origins],
        }
    )


def _parts(origin: bronnen.Origin) -> None:
    """Every file or answer of a source, and what happened to its rows."""
    for entry, account in zip(origin.entries, origin.accounts, strict=True):
        about = [f"**{literal(account.file)}**: {account.line}"]
        about += [literal(detail) for detail in account.details]
        if entry.url:
            about.append(f"opgehaald bij `{entry.url.replace('`', '')}`")
        st.markdown("  \n".join(about))


_origins = bronnen.origins(open_atlas().store.manifest.entries, datetime.now(UTC).date())
_own = [origin for origin in _origins if not origin.example]

st.title("Bronnen")
st.write(
    "U ziet van wie de gegevens in wijkkaart komen, over welke jaren ze gaan en hoe oud ze zijn: "
    f"{dutch.count(len(_own), 'bron', 'bronnen')}, naast de voorbeelden."
)
if not _own:
    st.info("wijkkaart draait nu alleen op voorbeelden. Haal uw eigen gemeente op, of laad bestanden.")
st.page_link("ophalen_page.py", label="Gegevens van een gemeente ophalen", icon=":material/download:")
if _origins:
    st.header("Wat er geladen is")
    st.dataframe(_table(_origins), hide_index=True, width="stretch", height="content")
    st.subheader("Verplichte vermeldingen")
    st.markdown("\n".join(f"- {literal(notice)}" for notice in dict.fromkeys(o.notice for o in _origins)))
    st.subheader("Wat is er bij het laden hersteld of weggelaten?")
    for _origin in _origins:
        with st.expander(f"{literal(_origin.source.title)} ({len(_origin.entries)})"):
            _parts(_origin)
st.header("Zelf bestanden laden")
st.markdown(LOAD)
with st.expander("Welke bestanden en kolommen kent wijkkaart?"):
    st.markdown(FORMATS)
