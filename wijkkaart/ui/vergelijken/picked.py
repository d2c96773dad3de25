"""The area that stands out: what it has beside the reference, in a line, and where to go on."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.present.comparison.making import Compared, picked_words
from wijkkaart.ui import session
from wijkkaart.ui.components import literal
from wijkkaart.ui.vergelijken.state import Asked, kept


def show(atlas: Atlas, found: Compared, asked: Asked) -> None:
    """A line on the chosen area; nothing when there's none."""
    code = asked.keuze
    if not code:
        return
    with st.container(key="vg-gekozen", horizontal=True, gap="small", vertical_alignment="center"):
        name = literal(found.names[code])
        beside = literal(found.names[found.reference])
        st.markdown(f"**{name}** naast {beside}: {picked_words(found, code)}.")
        if st.button("Op de kaart", key="vg-naar-kaart", type="tertiary", icon=":material/map:"):
            session.visit(atlas, code)
            st.switch_page("kaart_page.py")
        st.button(
            "Laat los",
            key="vg-laat-los",
            type="tertiary",
            icon=":material/close:",
            on_click=kept.change,
            kwargs={"keuze": ""},
        )
