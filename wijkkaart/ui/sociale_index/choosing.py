"""The choices of the workbench: which areas, what 100 is, and what weighs how much."""

from dataclasses import replace
from typing import Any

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators, social_index
from wijkkaart.index_definition import Dimension, IndexDefinition, IndexInput
from wijkkaart.model import COUNTRY, gemeente_of, is_code
from wijkkaart.present import dutch
from wijkkaart.present.comparison import index as indexes
from wijkkaart.present.profile.area import area_of
from wijkkaart.ui import session
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.own_areas import own_set, own_sets
from wijkkaart.ui.sociale_index import loading
from wijkkaart.ui.sociale_index.state import VIEWS, Workbench, kept

_WEIGHT_WORDS = {
    0.0: "telt niet mee",
    0.5: "telt half",
    1.0: "telt gewoon",
    2.0: "telt dubbel",
    3.0: "telt driedubbel",
}
_TURNS = {"good": "hoger is gunstig", "bad": "hoger is ongunstig"}


def settled(asked: Workbench, atlas: Atlas) -> Workbench:
    """What was asked, made to fit these data; the year of the base is always said."""
    session.visit(atlas)  # an own area that was looked at may be gone since
    looked = session.area_or("", own=True)
    gemeente = asked.gemeente if asked.gemeente in atlas.gemeenten else ""
    if not gemeente:
        near = _gemeente_of(asked.keuze) if asked.keuze else session.gemeente(atlas)
        gemeente = near if near in atlas.gemeenten else _first(atlas)
    levels = [level for level in ("wijk", "buurt") if level in atlas.levels(gemeente)]
    seen = area_of(atlas, looked, own_sets(gemeente))
    first = str(seen.level) if seen and seen.gemeente == gemeente and seen.level in levels else ""
    level = asked.niveau if asked.niveau in levels else first or next(iter(levels), "wijk")
    base = COUNTRY if asked.basis == COUNTRY and atlas.start() == COUNTRY else ""
    years = [str(year) for year in indexes.years(atlas, social_index(), gemeente, level)]
    year = asked.basisjaar if asked.basisjaar in years else next(iter(years), "")
    if measured := loading.base(atlas, gemeente):
        level, year = measured.level, str(measured.year)
        base = COUNTRY if measured.area == COUNTRY else ""
    inside = {*atlas.children(gemeente, level).code, *own_sets(gemeente)}
    here = asked.keuze if asked.keuze in inside else looked
    return replace(
        asked,
        gemeente=gemeente,
        niveau=level,
        basis=base,
        basisjaar=year,
        keuze=here if here in inside else "",
    )


def _gemeente_of(code: str) -> str:
    """The gemeente of an area or own area; "" of an own area that isn't there for who looks."""
    if is_code(code):
        return gemeente_of(code)
    own = own_set(code)
    return own.gemeente if own else ""


def _first(atlas: Atlas) -> str:
    start = atlas.start()
    return start if start in atlas.gemeenten else next(iter(atlas.gemeenten))


def top(atlas: Atlas, asked: Workbench) -> None:
    """Which areas, and what 100 is."""
    where, level, base, year = st.columns([3, 2, 2.4, 1.4], gap="small")
    with where:
        st.selectbox(
            "Gemeente", [*atlas.gemeenten], format_func=atlas.name, **kept.widget("gemeente", _moved)
        )
    measured = loading.base(atlas, asked.gemeente)
    with level:
        levels = [each for each in ("wijk", "buurt") if each in atlas.levels(asked.gemeente)]
        st.selectbox(
            "Score per",
            levels,
            format_func=lambda each: "wijk" if each == "wijk" else "buurt",
            disabled=measured is not None,
            **kept.widget("niveau"),
        )
    if measured is None:
        _base(atlas, asked, base, year)
    loading.told(atlas, asked.gemeente)


def _base(atlas: Atlas, asked: Workbench, base: Any, year: Any) -> None:
    """Of which area and year 100 is the mean; a base that was loaded has both."""
    with base:
        bases = ["", *([COUNTRY] if atlas.start() == COUNTRY else [])]
        st.selectbox(
            "100 is het gemiddelde van",
            bases,
            format_func=lambda code: atlas.name(code or asked.gemeente),
            **kept.widget("basis"),
        )
    with year:
        found = [str(each) for each in indexes.years(atlas, social_index(), asked.gemeente, asked.niveau)]
        st.selectbox(
            "in",
            found,
            help="Dit jaar blijft vast, ook als er nieuwe cijfers komen.",
            **kept.widget("basisjaar"),
        )


def _moved() -> None:
    kept.change(gemeente=st.session_state["gemeente"], keuze="", basisjaar="", niveau="")


def view() -> None:
    """Which view."""
    st.pills(
        "Beeld",
        [*VIEWS],
        format_func=VIEWS.__getitem__,
        label_visibility="collapsed",
        **kept.widget("deel", _view),
    )


def _view() -> None:
    kept.change(deel=st.session_state["deel"] or kept.now().deel)


def weights(atlas: Atlas, index: IndexDefinition, left_out: dict[str, str], asked: Workbench) -> None:
    """All figures with their direction and weight, to change; and the way back."""
    changed = len(asked.weging) + len(asked.erbij)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"{dutch.count(changed, 'wijziging', 'wijzigingen')} tegenover het voorstel."
            if changed
            else "Zoals voorgesteld."
        )
        st.button(
            "Terug naar het voorstel",
            key="si-terug",
            icon=":material/undo:",
            disabled=not changed,
            on_click=kept.change,
            kwargs={"weging": (), "erbij": ()},
        )
        loading.ask(atlas)
    for dimension in index.dimensions:
        _dimension(dimension, left_out, asked)
    _add(atlas, index, asked)


def _dimension(dimension: Dimension, left_out: dict[str, str], asked: Workbench) -> None:
    with st.container(key=f"si-kant-{dimension.id}", border=True):
        words, weight = st.columns([3, 1.2], gap="small")
        with words:
            st.subheader(dimension.label)
            st.caption(dimension.explanation)
        with weight:
            _weight(f"Hoe zwaar telt de kant {dimension.label}", dimension.id, dimension.weight)
        for entry in dimension.inputs:
            _input(dimension, entry, left_out, asked)


def _input(dimension: Dimension, entry: IndexInput, left_out: dict[str, str], asked: Workbench) -> None:
    indicator = indicators()[entry.indicator]
    why = left_out.get(entry.indicator, "")
    gone = f" **Doet nu niet mee**: {literal(why)}." if why else ""
    with st.container(key=f"si-cijfer-{entry.indicator}"):
        words, weight = st.columns([3, 1.2], gap="small")
        with words:
            st.markdown(f"**{literal(indicator.label)}** · {_TURNS[entry.direction]}")
            st.caption(f"{literal(entry.explanation)}{gone}")
        with weight:
            _weight(f"Hoe zwaar telt {indicator.label}", entry.indicator, entry.weight, disabled=bool(why))
        if indicator.direction == "none":
            other = "bad" if entry.direction == "good" else "good"
            st.button(
                f"Keer om: {_TURNS[other]}",
                key=f"si-keer-{entry.indicator}",
                type="tertiary",
                on_click=_put,
                args=(dimension.id, entry.indicator, other),
            )
        if any(each.split(":")[1] == entry.indicator for each in asked.erbij):
            st.button(
                "Neem deze wijziging terug",
                key=f"si-weg-{entry.indicator}",
                type="tertiary",
                on_click=_take_back,
                args=(entry.indicator,),
            )


def _weight(label: str, name: str, weight: float, **options: Any) -> None:
    key = given(f"si-weging-{name}", weight)
    st.selectbox(
        label,
        indexes.WEIGHTS,
        format_func=lambda each: _WEIGHT_WORDS[each],
        key=key,
        on_change=_weigh,
        args=(name, key),
        label_visibility="collapsed",
        **options,
    )


def _weigh(name: str, key: str) -> None:
    value = float(st.session_state[key])
    rest = [each for each in kept.now().weging if each.split(":")[0] != name]
    proposed = {entry.indicator: entry.weight for _, entry in social_index().inputs}
    proposed |= {each.id: each.weight for each in social_index().dimensions}
    if value != proposed.get(name, 1.0):
        rest.append(f"{name}:{value:g}")
    kept.change(weging=tuple(rest))


def _put(dimension: str, indicator: str, direction: str) -> None:
    rest = [each for each in kept.now().erbij if each.split(":")[1] != indicator]
    usual = any(e.indicator == indicator and e.direction == direction for _, e in social_index().inputs)
    kept.change(erbij=tuple(rest if usual else [*rest, f"{dimension}:{indicator}:{direction}"]))


def _take_back(indicator: str) -> None:
    state = kept.now()
    kept.change(
        erbij=tuple(each for each in state.erbij if each.split(":")[1] != indicator),
        weging=tuple(each for each in state.weging if each.split(":")[0] != indicator),
    )


def _add(atlas: Atlas, index: IndexDefinition, asked: Workbench) -> None:
    """Put in a figure: only what's allowed can be chosen."""
    inside = {entry.indicator for _, entry in index.inputs}
    found = [name for name in indexes.may_be_added(atlas, asked.gemeente, asked.niveau) if name not in inside]
    with st.container(key="si-erbij", border=True):
        st.subheader("Een cijfer erbij")
        st.caption("Herkomst, geloof en leeftijd kunnen er niet in: daarop beoordeelt een index geen wijken.")
        labels = {each.id: each.label for each in index.dimensions}
        name = st.selectbox(
            "Cijfer",
            found,
            index=None,
            placeholder="Kies een cijfer",
            format_func=lambda each: indicators()[each].label,
            key="si-nieuw",
        )
        side = st.selectbox("Bij welke kant", [*labels], format_func=labels.__getitem__, key="si-nieuw-kant")
        fixed = indicators()[name].direction if name else "none"
        turns = [*_TURNS] if fixed == "none" else [fixed]
        turn = st.radio(
            "Richting",
            turns,
            format_func=_TURNS.__getitem__,
            horizontal=True,
            key=f"si-nieuw-richting-{fixed}",
        )
        st.button(
            "Zet erbij",
            key="si-zet-erbij",
            icon=":material/add:",
            disabled=not name,
            on_click=_put,
            args=(side, name or "", turn),
        )
