"""What wijkkaart fills in of a paragraph by itself: figures, charts, what there is, notes, sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from wijkkaart.charts import added
from wijkkaart.charts.chart import Chart
from wijkkaart.charts.profile import PICTURES, Make
from wijkkaart.present.profile import around, drawn, layout
from wijkkaart.present.profile.cards import Card
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import Paragraph, paragraph, said
from wijkkaart.record import Record
from wijkkaart.reports import plan as plans
from wijkkaart.ui import charts, components
from wijkkaart.ui.profiel import plan
from wijkkaart.ui.records import notes as note_parts
from wijkkaart.ui.wijkscan import there
from wijkkaart.ui.wijkscan.opened import Opened
from wijkkaart.ui.wijkscan.state import STATE

FIGURE, PLACE = "cijfer:", "plek:"
"""Begin the ids of a figure and of a record that don't appear."""


@dataclass(frozen=True)
class Block:
    """A piece of a paragraph that people leave out or move."""

    id: str
    title: str
    draw: Callable[[], None]
    choices: dict[str, str] | None = None
    """Id to label of what in it can be left out by itself; None when there's nothing to choose."""
    titled: bool = False
    """Whether it shows a heading of its own, so that who reads needs no other."""


def blocks(found: Opened, key: str) -> list[Block]:
    """The pieces of a paragraph of the format, as they stand in a report; none of an area that's gone."""
    figures = found.figures
    if figures is None:
        return []
    shown = _chosen(paragraph(figures, key), found, key)
    things = around.things(found.guide, figures.area).get(key, around.NOTHING)
    notes = around.notes(found.guide, figures.area).get(key, [])
    made = [*_figures(found, key, shown), *_pictures(found, key)]
    if key == "3.1":
        made.append(Block("ligging", "Ligging", partial(_situation, figures)))
    if things.total:
        made.append(_register(found, key, things))
    if notes:
        made.append(Block("notities", "Notities van het team", partial(_notes, notes)))
    return [*made, *_foot(shown, bool(made))]


def _chosen(shown: Paragraph, found: Opened, key: str) -> Paragraph:
    """The paragraph; the team sees what's left out too, to take it in again."""
    hidden = set(found.part(key).hidden)
    if found.may_write or not hidden:
        return shown
    kept = {
        name: tuple(each for each in getattr(shown, name) if FIGURE + each.id not in hidden)
        for name in ("cards", "more")
    }
    return Paragraph(**{**vars(shown), **kept})


def _figures(found: Opened, key: str, shown: Paragraph) -> list[Block]:
    cards = [*shown.cards, *shown.more]
    figures = found.figures
    if not cards or figures is None:
        return []
    names = [each.name for each in (figures.area, *figures.beside)]
    hidden = set(found.part(key).hidden)
    kept = [each for each in cards if FIGURE + each.id not in hidden]
    table = partial(_table, kept, names, f"ws-tabel-{key.replace('.', '-')}")
    made = [Block("cijfers", "Cijfers", table, {FIGURE + each.id: each.label for each in cards})]
    lines = said(kept)
    if lines:
        made.append(Block("zinnen", "Wat deze cijfers zeggen", partial(_lines, lines)))
    return made


def _table(cards: list[Card], names: list[str], key: str) -> None:
    def look(name: str) -> None:
        STATE.change(cijfer=name)

    components.drawing(drawn.table(cards, names), key=key, on_choose=look)


def _lines(lines: list[tuple[str, str]]) -> None:
    items = "".join(
        f"<li><strong>{escape(lead)}.</strong> {escape(text)}</li>" if lead else f"<li>{escape(text)}</li>"
        for lead, text in lines
    )
    st.html(f'<ul class="wk-details ws-lines">{items}</ul>')


def _pictures(found: Opened, key: str) -> list[Block]:
    figures = found.figures
    assert figures is not None
    made = []
    for name, make in PICTURES.get(key, {}).items():
        chart = _chart(figures, name, make, found)
        if chart:
            made.append(
                Block(f"grafiek:{name}", "Grafiek", partial(charts.draw, chart, f"ws-{name}"), titled=True)
            )
    for id_ in found.part(key).added:
        maker = added.maker(id_)
        chart = _chart(figures, id_, maker, found) if maker else None
        if chart:
            widget = f"ws-{id_.replace(':', '-')}"
            made.append(Block(id_, added.label(id_), partial(charts.draw, chart, widget), titled=True))
    return made


def offered(found: Opened, key: str) -> dict[str, str]:
    """Id to label of the charts and maps that can be put in a paragraph, those that are in it too."""
    if found.figures is None:
        return {}
    figures = found.figures
    codes = tuple((each.code, each.parts) for each in (figures.area, *figures.beside))
    make = partial(added.offered, figures, layout.figures_of(key))
    there = figures.atlas.remember(("wijkscan offered", key, codes), make)
    return {id_: added.label(id_) for id_ in dict.fromkeys([*found.part(key).added, *there])}


def _chart(figures: Figures, name: str, make: Make, found: Opened) -> Chart | None:
    codes = tuple((each.code, each.parts) for each in (figures.area, *figures.beside))
    years = tuple(sorted((id_, seen.year) for id_, seen in found.basis.figures.items()))
    return figures.atlas.remember(("wijkscan chart", name, codes, years), partial(make, figures))


def _situation(figures: Figures) -> None:
    outlines = plans.outlines(figures.atlas, figures.area)
    if outlines is None:
        st.caption("De grenzen van dit gebied zijn niet geladen.")
        return
    picture = plan.picture(figures, ())
    words = f"Kaart van {figures.area.name} met de grenzen en namen van de gebieden erin."
    st.html(f'<img class="wk-plan ws-plan" alt="{escape(words)}" src="{picture}">')


def _register(found: Opened, key: str, things: around.Things) -> Block:
    assert found.figures is not None
    hidden = set(found.part(key).hidden)
    every = around.every(found.guide, found.figures.area, key)
    choices = {PLACE + each.id: each.name for each in every}
    if not found.may_write and hidden:
        rows, every = (
            tuple(each for each in some if PLACE + each.id not in hidden) for some in (things.rows, every)
        )
        things = around.Things(things.total, rows, things.params, things.counts)
    draw = partial(there.draw, found.figures, key, things, every)
    return Block("register", "Wie en wat is er", draw, choices)


def _notes(notes: list[Record]) -> None:
    for note in notes:
        note_parts.show(note)


def _html(text: str) -> None:
    st.html(text)


def _foot(shown: Paragraph, some: bool) -> list[Block]:
    missing = list(shown.missing) if shown.missing or some else ["Hierover staat nog niets in wijkkaart."]
    made = []
    if missing:
        made.append(Block("ontbreekt", "Wat ontbreekt", partial(_lines, [("", line) for line in missing])))
    who = shown.tellers[0].upper() + shown.tellers[1:]
    told = who + ("" if who.endswith("?") else ".")
    made.append(Block("vertellen", "Wie kan het vertellen", partial(_html, f"<p>{escape(told)}</p>")))
    if shown.sources:
        lines = "<br>".join(escape(line) for line in shown.sources)
        made.append(Block("bron", "Bronnen", partial(_html, f'<p class="wk-source">{lines}</p>')))
    return made


def arranged(ids: Sequence[str], order: Sequence[str]) -> list[str]:
    """Ids as people put them: those that `order` names, and then the others as usual."""
    known = [each for each in order if each in ids]
    return [*known, *(each for each in ids if each not in known)]
