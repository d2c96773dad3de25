"""What the sociale kaart has for a paragraph: a few of it, or all that comes in the report."""

from dataclasses import replace

import streamlit as st

from wijkkaart.present import dutch
from wijkkaart.present.profile import around
from wijkkaart.present.profile.around import Things
from wijkkaart.present.profile.figures import Figures
from wijkkaart.ui.profiel import paragraphs

_WHOLE = "_wijkscan_alles"
"""Where the session keeps of which paragraphs all is shown."""


def draw(figures: Figures, key: str, few: Things, every: tuple[around.Row, ...]) -> None:
    """What there is by name and on a map: `few` of it, with the way to `every` one and back."""
    name = key.replace(".", "-")
    whole = (figures.area.code, key) in st.session_state.get(_WHOLE, ())
    more = len(every) > len(few.rows)
    paragraphs.named(figures, replace(few, rows=every) if whole and more else few, f"ws-{name}")
    if not more:
        return
    st.button(
        "Toon er een paar" if whole else f"Toon alle {dutch.number(len(every))}",
        key=f"ws-alles-{name}",
        icon=":material/unfold_less:" if whole else ":material/unfold_more:",
        type="tertiary",
        help="In het rapport staan ze allemaal, met een kaart.",
        on_click=_turn,
        args=((figures.area.code, key),),
    )


def _turn(which: tuple[str, str]) -> None:
    st.session_state[_WHOLE] = frozenset(st.session_state.get(_WHOLE, ())) ^ {which}
