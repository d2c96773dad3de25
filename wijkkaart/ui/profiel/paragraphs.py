"""The paragraphs of a chapter: cards, charts, the sociale kaart, notes, what's missing and who can tell."""

from functools import partial
from html import escape

import streamlit as st

from wijkkaart.charts.profile import PICTURES
from wijkkaart.guide import Guide
from wijkkaart.present import dutch
from wijkkaart.present.profile import around, drawn, layout, tellers
from wijkkaart.present.profile.figures import Figures
from wijkkaart.present.profile.paragraph import INDEX, Paragraph, paragraph
from wijkkaart.present.profile.tellers import Tellers
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.record import Record
from wijkkaart.ui import charts, components
from wijkkaart.ui.profiel import moving, plan, social
from wijkkaart.ui.records import notes as note_parts
from wijkkaart.ui.records.facts import link


def chapter(key: str, figures: Figures, guide: Guide, *, team: bool) -> None:
    """One chapter with its paragraphs."""
    things, notes = around.things(guide, figures.area), around.notes(guide, figures.area)
    told = tellers.tellers(guide, figures.area) if team else {}
    paragraphs = layout.chapters()[key]
    st.html(
        f'<h2 class="wk-chapter" id="{moving.anchor(key)}">{escape(key)}. {escape(layout.title(key))}</h2>'
    )
    for each in paragraphs:
        with st.container(key=f"paragraaf-{each.replace('.', '-')}"):
            found = paragraph(figures, each)
            here = things.get(each, around.NOTHING)
            _paragraph(found, figures, here, notes.get(each, []), told.get(each), team=team)


def _paragraph(
    found: Paragraph,
    figures: Figures,
    things: around.Things,
    notes: list[Record],
    told: Tellers | None,
    *,
    team: bool,
) -> None:
    number = found.id.replace(".", "-")
    if "." in found.id:
        st.html(
            f'<h3 class="wk-paragraph" id="{moving.anchor(found.id)}">'
            f"<span>{escape(found.id)}</span> {escape(found.title)}</h3>"
        )
    if found.counts:
        components.drawing(
            drawn.key_figures(found.counts), key=f"aantallen-{number}", on_choose=moving.open_figure
        )
    if found.beside:
        components.drawing(drawn.cards(found.beside), key=f"kaarten-{number}", on_choose=moving.open_figure)
    _pictures(found.id, figures)
    told_index = found.id == INDEX and social.show(figures)
    if found.more:
        names = [each.name for each in (figures.area, *figures.beside)]
        with st.expander(f"Nog {dutch.count(len(found.more), 'cijfer', 'cijfers')}"):
            components.drawing(
                drawn.table(found.more, names), key=f"tabel-{number}", on_choose=moving.open_figure
            )
    if things.total:
        _things(figures, things, number)
    for note in notes:
        note_parts.show(note)
    _foot(found, figures, told, some=bool(things.total or notes or told_index), team=team)


def _pictures(paragraph: str, figures: Figures) -> None:
    """The charts of a paragraph, two beside each other."""
    codes = tuple((each.code, each.parts) for each in (figures.area, *figures.beside))
    made = []
    for key, make in PICTURES.get(paragraph, {}).items():
        chart = figures.atlas.remember(("profile chart", key, codes), partial(make, figures))
        if chart:
            made.append((key, chart))
    for start in range(0, len(made), 2):
        row = made[start : start + 2]
        for column, (key, chart) in zip(st.columns(2, gap="large"), row, strict=False):
            with column:
                charts.draw(chart, f"profiel-{key}")


def _things(figures: Figures, things: around.Things, number: str) -> None:
    """What the sociale kaart has of a paragraph, under its heading."""
    st.html('<h4 class="wk-part">Wie en wat is er</h4>')
    named(figures, things, number)


def named(figures: Figures, things: around.Things, number: str) -> None:
    """What there is in the sociale kaart: how many of what, a few by name and on a map."""
    said = [f"{label.lower()} ({dutch.number(count)})" for label, count in things.counts[:5]]
    counted = dutch.count(things.total, "vermelding", "vermeldingen")
    of = f": {dutch.listing(said)}" if said else ""
    st.html(f'<p class="wk-small">{escape(counted + of)}</p>')
    numbers = plan.numbered(figures, things)
    left, right = st.columns([3, 2], gap="large") if numbers else (st.container(), None)
    with left:
        components.drawing(rows(things, numbers), key=f"plekken-{number}", on_choose=moving.to_record)
    if right is not None:
        with right:
            plan.show(figures, things, numbers)
    st.page_link(
        "sociale_kaart_page.py",
        label="Alles in de sociale kaart" if things.total > len(things.rows) else "Op de sociale kaart",
        icon=":material/diversity_3:",
        query_params=dict(things.params),
    )


def rows(things: around.Things, numbers: dict[str, int]) -> Tree:
    """What is named; first what has a number on the map, in that order."""
    found = []
    for each in sorted(things.rows, key=lambda row: numbers.get(row.id, len(things.rows))):
        number = f"{numbers[each.id]}. " if each.id in numbers else ""
        look = {"class": "wk-icon", "aria-hidden": "true", "style": f"background: {each.colour}"}
        icon = element("span", look, each.icon)
        words = element(
            "span",
            {"class": "wk-words"},
            element("span", {"class": "wk-name"}, f"{number}{each.name}"),
            element("span", {"class": "wk-line"}, each.line),
        )
        found.append(
            element(
                "li",
                {},
                element("button", {"type": "button", "class": "wk-row", "data-id": each.id}, icon, words),
            )
        )
    return element("ul", {"class": "wk-list wk-things"}, *found)


def _foot(found: Paragraph, figures: Figures, told: Tellers | None, *, some: bool, team: bool) -> None:
    """What isn't known, who can tell, and whose figures these are; `some` when anything stands above it."""
    lines = list(found.missing)
    if not found.cards and not some:
        lines = lines or ["Hierover staat nog niets in wijkkaart."]
    missing = "".join(f"<li>{escape(line)}</li>" for line in lines)
    gaps = f'<p class="wk-foot-head">Wat ontbreekt</p><ul>{missing}</ul>' if missing else ""
    who = found.tellers[0].upper() + found.tellers[1:]
    end = "" if who.endswith("?") else "."
    who_tells = f'<p class="wk-foot-head">Wie kan het vertellen</p><p>{escape(who)}{end}</p>'
    st.html(f'<div class="wk-foot">{gaps}{who_tells}</div>')
    if told:
        _told(told, found.id)
    if team and not figures.area.own:
        note_parts.add("paragraph", found.id, "Notitie bij deze paragraaf", figures.area.gemeente)
    if found.sources:
        sources = "<br>".join(escape(line) for line in found.sources)
        st.html(f'<p class="wk-source">Bron: {sources}</p>')


def _told(told: Tellers, paragraph: str) -> None:
    """Who in the register may be asked, each with the way to its record."""
    key = f"vertellers-{paragraph.replace('.', '-')}"
    with st.container(key=key, horizontal=True, gap="small", vertical_alignment="center"):
        st.html('<span class="wk-small">Uit de sociale kaart:</span>', width="content")
        for record, name in told.named:
            link(record, name)
        if told.more:
            st.html(f'<span class="wk-small">en nog {dutch.number(told.more)}</span>', width="content")
