"""Areas that are alike: which, why, and which facilities they have; each can be put in the comparison."""

from collections.abc import Mapping

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.comparison import alike
from wijkkaart.present.profile.area import OwnSet, area_of
from wijkkaart.ui.components import literal
from wijkkaart.ui.own_areas import own_sets
from wijkkaart.ui.vergelijken.choosing import own_of
from wijkkaart.ui.vergelijken.state import WHERE, Asked, kept


def show(atlas: Atlas, guide: Guide, asked: Asked) -> None:
    """The areas most like the chosen one, own areas among them."""
    own = own_of(atlas, asked.gebieden)
    code = asked.keuze or asked.gebieden[0]
    area = area_of(atlas, code, own)
    if area is None:
        return
    names = {each: own[each].name if each in own else atlas.name(each) for each in asked.gebieden}
    with st.container(key="vg-beeldkeuze", horizontal=True, gap="small", vertical_alignment="bottom"):
        st.selectbox(
            "Gebied",
            asked.gebieden,
            format_func=lambda each: names.get(each, each),
            **kept.widget("keuze"),
            index=None,
            placeholder=area.name,
        )
        st.segmented_control("Zoek", [*WHERE], format_func=WHERE.__getitem__, **kept.widget("waar"))
    by = alike.by_figures(asked.cijfers)
    st.caption(
        f"Wat het meest op {literal(area.name)} lijkt, op {len(by)} van de gekozen cijfers."
        " Verander de lijst cijfers om op iets anders te zoeken."
    )
    others = own | own_sets(area.gemeente)
    if area.own:
        _own(atlas, area.name, code, by, others)
    found = alike.twins(atlas, guide, area, by, asked.waar, own=others)
    if not found:
        st.info("Er is geen gebied te vinden dat hierop lijkt: kies meer cijfers, of zoek overal.")
    place = st.container(key="vg-twins")
    for twin in found:
        with place.container(key=f"vg-twin-{twin.code}", border=True):
            _twin(twin, asked)


def _own(atlas: Atlas, name: str, code: str, by: list[str], own: Mapping[str, OwnSet]) -> None:
    """What an own area is held against, and which figures can't be said of it."""
    area = area_of(atlas, code, own)
    if area is None:
        return
    many = alike.kind_of(area)
    gone = alike.unsaid(atlas, own[code], by)
    said = f"{name} is een eigen gebied. Het wordt naast {many} en andere eigen gebieden gelegd."
    if gone:
        said += f" Niet te zeggen van dit eigen gebied, en dus niet meegeteld: {dutch.listing(gone)}."
    st.caption(literal(said))


def _twin(twin: alike.Twin, asked: Asked) -> None:
    st.markdown(f"**{literal(twin.name)}** · {twin.strength}")
    st.write(literal(twin.words))
    st.write(literal(twin.facilities))
    there = twin.code in asked.gebieden
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            "Staat erbij" if there else "Zet erbij",
            key=f"vg-erbij-{twin.code}",
            icon=":material/check:" if there else ":material/add:",
            disabled=there,
            on_click=_add,
            args=(twin.code,),
        )
        st.page_link(
            "profiel_page.py",
            label="Profiel",
            icon=":material/analytics:",
            query_params={"gebied": twin.code},
        )


def _add(code: str) -> None:
    kept.change(gebieden=(*kept.now().gebieden, code))
