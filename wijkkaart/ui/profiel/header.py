"""The head of a profile: which area, its key figures, what strikes."""

from html import escape

import streamlit as st

from wijkkaart.present import dutch
from wijkkaart.present.profile import area as areas
from wijkkaart.present.profile import drawn, layout
from wijkkaart.present.profile.cards import card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.striking import nothing_strikes, strikes
from wijkkaart.ui import components
from wijkkaart.ui.profiel import moving

_FEW = 50


def show(figures: Figures, example: bool) -> None:
    """Name, sentence, key figures and what strikes."""
    area, atlas = figures.area, figures.atlas
    mark = '<span class="wk-mark">voorbeeld</span>' if example else ""
    st.html(f'<p class="wk-small wk-kind">{escape(areas.kind(atlas, area))} {mark}</p>')
    st.title(components.literal(area.name), anchor=False)
    st.html(f'<p class="wk-lead">{escape(_sentence(figures))}</p>')
    keys = [made for name in layout.KEY if (made := card(figures, name))]
    if any(each.known for each in keys):
        components.drawing(drawn.key_figures(keys), key="kerncijfers", on_choose=moving.open_figure)
    found = strikes(figures)
    if found:
        st.html('<h2 class="wk-part">Wat valt op</h2>')
        components.drawing(drawn.strikes(found), key="opvallend", on_choose=moving.open_figure)
    elif area.own or area.level != "gemeente":
        st.html(f'<h2 class="wk-part">Wat valt op</h2><p>{escape(nothing_strikes(figures))}</p>')


def _sentence(figures: Figures) -> str:
    area = figures.area
    people = figures.value(area.code, "inwoners")
    beside = dutch.listing([each.name for each in figures.beside])
    against = f" Elk cijfer staat naast dat van {beside}." if beside else ""
    if not people.year:
        return f"Van {area.name} zijn er geen inwonersaantallen geladen.{against}"
    if people.value != people.value:
        return f"Hoeveel mensen er in {area.name} wonen, is niet bekend.{against}"
    number = dutch.count(int(people.value), "inwoner", "inwoners")
    year = f"op 1 januari {people.year}"
    if people.value == 0:
        return f"In {area.name} woonde {year} (bijna) niemand. Daarom zijn er weinig cijfers.{against}"
    if people.value < _FEW:
        few = "Bij zo weinig mensen zijn veel cijfers geheim, en percentages zeggen niets."
        return f"{area.name} had {year} {number}. {few}{against}"
    return f"{area.name} had {year} {number}.{against}"
