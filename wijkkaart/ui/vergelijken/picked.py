"""The area that stands out: what it has beside the reference, in a line, and where to go on."""

from collections.abc import Mapping

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.present.comparison import own as own_words
from wijkkaart.present.comparison.making import Compared, picked_words, unmatched
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.ui import session
from wijkkaart.ui.components import literal
from wijkkaart.ui.vergelijken.state import ALIKE, MAPS, SPINE, TABLE, Asked, kept

_OF_ONE = (SPINE, ALIKE)
"""Views that are of one area, whether it was chosen or not."""
_UNDER = "Een eigen gebied heeft een dikke rand. Wat erin ligt, ligt erop, tot u het eigen gebied kiest."


def show(atlas: Atlas, found: Compared, asked: Asked) -> None:
    """A line on the chosen area; nothing when there's none."""
    code = asked.keuze or (found.table.codes[0] if asked.vorm in _OF_ONE else "")
    if not code:
        return
    with st.container(key="vg-gekozen", horizontal=True, gap="small", vertical_alignment="center"):
        name = literal(found.names[code])
        beside = literal(found.names[found.reference])
        words = literal(picked_words(found, code))
        mine = code == found.reference
        st.markdown(f"**{name}** is {words}." if mine else f"**{name}** naast {beside}: {words}.")
        # The ways on stay together, on a line of their own where there's no room beside the words.
        with st.container(
            key="vg-verder", horizontal=True, gap="small", vertical_alignment="center", width="content"
        ):
            st.page_link(
                "profiel_page.py",
                label="Profiel",
                icon=":material/analytics:",
                query_params={"gebied": code},
                width="content",
            )
            if st.button("Op de kaart", key="vg-naar-kaart", type="tertiary", icon=":material/map:"):
                session.visit(atlas, code)
                st.switch_page("kaart_page.py")
            if asked.keuze:
                st.button(
                    "Laat los",
                    key="vg-laat-los",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=kept.change,
                    kwargs={"keuze": ""},
                )


def unsaid(found: Compared, own: Mapping[str, OwnSet], asked: Asked) -> None:
    """What can't be said of the reference and of own areas; `twins` says so itself."""
    lines = []
    if asked.vorm != ALIKE:
        lines = [
            *own_words.overlapping(found, own),
            *own_words.weighed(found),
            *own_words.unsaid(found),
        ]
    if asked.vorm == TABLE and asked.bij == "verschil" and (said := unmatched(found)):
        lines.insert(0, said)
    if asked.vorm == MAPS and any(code in own for code in found.table.codes):
        lines.append(_UNDER)
    if lines:
        st.caption("  \n".join(map(literal, lines)))
