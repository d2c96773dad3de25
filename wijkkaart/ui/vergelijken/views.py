"""The view that is chosen: the table, a chart, or areas that are alike."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.present.comparison.making import Compared
from wijkkaart.ui import charts
from wijkkaart.ui.vergelijken import table, twins
from wijkkaart.ui.vergelijken.pictures import FEWEST_SPREAD, MOST_MAPS, picture
from wijkkaart.ui.vergelijken.state import (
    ALIKE,
    BARS,
    BOXES,
    MAPS,
    SCATTER,
    SPINE,
    TABLE,
    VIEWS,
    YEARS,
    Asked,
    kept,
)

_NOTHING = {
    SCATTER: "Kies ten minste twee cijfers om te zien of zij samenhangen.",
    MAPS: "Van deze gebieden zijn er geen grenzen om op een kaartje te tekenen.",
    YEARS: "Van dit cijfer zijn er geen eerdere jaren.",
}
_HINT = {
    BARS: "Klik op een staaf om dat gebied in alle beelden te volgen.",
    SPINE: "De band toont alle gekozen gebieden zonder de uitersten; donker is de middelste helft.",
    SCATTER: "Dat twee cijfers samengaan, zegt niet waardoor dat komt.",
    MAPS: f"Hooguit {MOST_MAPS} cijfers tegelijk. Wat gearceerd is, heeft geen cijfer.",
    YEARS: "De lijn is onderbroken waar de grens of de meting veranderde.",
    BOXES: f"Een vak is de middelste helft; bij minder dan {FEWEST_SPREAD} gebieden staan er alleen punten.",
}


def show(atlas: Atlas, guide: Guide, found: Compared, asked: Asked) -> None:
    """The chosen view."""
    st.html(f'<h2 class="wk-hidden">{VIEWS[asked.vorm]}</h2>')
    if asked.vorm == TABLE:
        table.show(found, asked)
    elif asked.vorm == ALIKE:
        twins.show(atlas, guide, asked)
    else:
        _chart(atlas, found, asked)


def _figure(found: Compared, field: str, label: str) -> None:
    names = found.indicators
    st.selectbox(
        label,
        [*names],
        format_func=lambda name: names[name].label if name in names else name,
        **kept.widget(field),
    )


def _chart(atlas: Atlas, found: Compared, asked: Asked) -> None:
    with st.container(key="vg-beeldkeuze", horizontal=True, gap="small"):
        if asked.vorm not in (SPINE,):
            _figure(found, "cijfer", "Cijfer" if asked.vorm != MAPS else "Cijfer vooraan")
        if asked.vorm == SCATTER:
            _figure(found, "tweede", "Tegen")
    st.caption(_HINT[asked.vorm])
    made = picture(atlas, found, asked)
    if made is None:
        st.info(_NOTHING[asked.vorm])
        return
    charts.draw(made, f"vg-{asked.vorm}", on_select=table.choose)
