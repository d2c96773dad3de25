"""The small map of a paragraph: where what is named lies, by number, without anything from elsewhere."""

import base64
from html import escape

import streamlit as st

from wijkkaart.present import dutch
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.around import Things
from wijkkaart.present.profile.figures import Figures
from wijkkaart.reports import plan

_LOOK = "display: block; width: 100%; border: 1px solid var(--wk-line)"


def numbered(figures: Figures, things: Things) -> dict[str, int]:
    """Id of what is named to its number on the map; what lies nowhere, or outside the map, has none."""
    area, outlines = figures.area, plan.outlines(figures.atlas, figures.area)
    if outlines is None:
        return {}
    there = [each for each in things.rows if each.at and plan.near(outlines, area, plan.Spot(*each.at))]
    return {each.id: number for number, each in enumerate(there, 1)}


def show(figures: Figures, things: Things, numbers: dict[str, int]) -> None:
    """The map, with the same in words for who can't see it."""
    named = [each for each in things.rows if each.id in numbers]
    spots = tuple(each.at for each in named if each.at)
    area, atlas = figures.area, figures.atlas
    key = ("profile plan", area.code, area.parts, spots)
    address = atlas.remember(key, lambda: picture(figures, spots))
    if not address:
        return
    words = _words(area, [f"{numbers[each.id]} {each.name}" for each in named])
    st.html(f'<img class="wk-plan" style="{_LOOK}" alt="{escape(words)}" src="{address}">')


def _words(area: Area, names: list[str]) -> str:
    counted = dutch.count(len(names), "genummerde plek", "genummerde plekken")
    return f"Kaart van {area.name} met {counted}: {dutch.listing(names)}."


def picture(figures: Figures, spots: tuple[tuple[float, float], ...]) -> str:
    """The map as the address of a picture; "" when the area isn't among the outlines."""
    outlines = plan.outlines(figures.atlas, figures.area)
    if outlines is None:
        return ""
    svg = plan.draw(outlines, figures.area, [plan.Spot(*spot) for spot in spots])
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""
