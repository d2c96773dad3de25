"""The view that is chosen: the table, a chart, or areas that are alike."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.model import is_code
from wijkkaart.present.comparison import alike
from wijkkaart.present.comparison.making import Compared
from wijkkaart.ui import charts
from wijkkaart.ui.components import literal
from wijkkaart.ui.vergelijken import table
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
    WHERE,
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
        _alike(atlas, guide, asked)
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


def _alike(atlas: Atlas, guide: Guide, asked: Asked) -> None:
    code = asked.keuze or asked.gebieden[0]
    if not is_code(code):
        st.info(
            "Kies een gemeente, wijk of buurt: van een eigen gebied is niet te zeggen welk gebied erop lijkt."
        )
        return
    with st.container(key="vg-beeldkeuze", horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            "Gebied",
            asked.gebieden,
            format_func=atlas.name,
            **kept.widget("keuze"),
            index=None,
            placeholder=atlas.name(code),
        )
        st.segmented_control("Zoek", [*WHERE], format_func=WHERE.__getitem__, **kept.widget("waar"))
    names = alike.by_figures(asked.cijfers)
    st.caption(
        f"Wat het meest op {literal(atlas.name(code))} lijkt, op {len(names)} van de gekozen cijfers."
        " Verander de lijst cijfers om op iets anders te zoeken."
    )
    found = alike.twins(atlas, guide, code, asked.cijfers, asked.waar)
    if not found:
        st.info("Er is geen gebied te vinden dat hierop lijkt: kies meer cijfers, of zoek overal.")
    place = st.container(key="vg-twins")
    for twin in found:
        with place.container(key=f"vg-twin-{twin.code}", border=True):
            st.markdown(f"**{literal(twin.name)}** · {twin.strength}")
            st.write(literal(twin.words))
            st.write(literal(twin.facilities))
            there = twin.code in asked.gebieden
            st.button(
                "Staat erbij" if there else "Zet erbij",
                key=f"vg-erbij-{twin.code}",
                icon=":material/check:" if there else ":material/add:",
                disabled=there,
                on_click=_add,
                args=(twin.code,),
            )


def _add(code: str) -> None:
    kept.change(gebieden=(*kept.now().gebieden, code))
