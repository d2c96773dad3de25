"""One part of a wijkscan: questions that help, the own text, and what wijkkaart fills in."""

import time
from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.parts import OWN_TEXT, Part
from wijkkaart.present.wijkscan import todo
from wijkkaart.ui.profiel import moving
from wijkkaart.ui.wijkscan import about, actions, own_text, pieces, saving
from wijkkaart.ui.wijkscan.blocks import arranged, blocks
from wijkkaart.ui.wijkscan.opened import Opened
from wijkkaart.ui.wijkscan.state import STATE, WRITE, is_part

TOP = "ws-onderdeel"
"""Id of the heading of the part."""
_OWN_TITLE = "Eigen tekst"
HEAD_START = 0.25
"""Seconds before the figures of another part follow its editor.

A browser that gets all at once draws all of it before anybody can type, charts too: four times as long.
"""
_DRAWN = "_wijkscan_getekend"
"""Where the session keeps which part was drawn last."""


def go_to(key: str) -> None:
    """From a callback: open another part."""
    if is_part(key):
        STATE.change(deel=key, blad=WRITE, cijfer="")
        moving.into_view(TOP)


def show(found: Opened, key: str) -> None:
    """The part, to write in or to read.

    What only some parts have stands in a container that all have: so the editor of one part takes the place
    of that of the part before, and never stands beside it for a moment.
    """
    part = found.part(key)
    with st.container():
        _head(found, key, part)
    if part.left_out:
        about.left_out(found, key, part)
    else:
        _pieces(found, key, part)
    _onward(key)


def _head(found: Opened, key: str, part: Part) -> None:
    """What the part is about, and what to ask oneself."""
    numbered = key[-1].isdigit()
    number, title = (f"<span>{key}</span> ", definition.title(key)) if numbered else ("", todo.where(key))
    st.html(f'<h2 class="wk-chapter ws-title" id="{TOP}">{number}{escape(title)}</h2>')
    if found.may_write:
        st.html(f'<p class="ws-facts">{escape(definition.about(key))}</p>')
        if not part.left_out:
            _questions(key, part)


def _questions(key: str, part: Part) -> None:
    asked = definition.asked(key)
    if not asked:
        return
    with st.expander("Vragen die helpen", icon=":material/help:", expanded=not part.text.strip()):
        groups = "".join(
            f"<div>{f'<h3>{escape(heading)}</h3>' if heading else ''}<ul>{_items(lines)}</ul></div>"
            for heading, lines in asked.items()
        )
        st.html(f'<div class="ws-questions">{groups}</div>')


def _items(lines: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _pieces(found: Opened, key: str, part: Part) -> None:
    """The own text and what wijkkaart fills in, in the order of the report.

    The own text is drawn first, wherever it stands: who writes needn't wait for figures and charts.
    """
    above, own, below = (
        st.container(),
        st.container(key=f"ws-stuk-{pieces.slug(key, OWN_TEXT)}"),
        st.container(),
    )
    filled = definition.prefilled(key) and found.figures is not None
    with own:
        heading = _own(found, key, part, filled) if found.may_write or OWN_TEXT not in part.hidden else None
    if not filled:
        return
    _let_first(found, key)
    made = {each.id: each for each in blocks(found, key)}
    ids = arranged([OWN_TEXT, *made], part.order)
    if heading is not None:
        with heading:
            pieces.moves(found.id, key, OWN_TEXT, _OWN_TITLE, ids)
    place = ids.index(OWN_TEXT)
    for each in (*ids[:place], *ids[place + 1 :]):
        if each in part.hidden and not found.may_write:
            continue
        here = above if ids.index(each) < place else below
        with here, st.container(key=f"ws-stuk-{pieces.slug(key, each)}"):
            if found.may_write:
                pieces.arrange(found, key, made[each], ids)
            else:
                pieces.read(made[each])
    if found.may_write:
        with below:
            pieces.adding(found, key)


def _let_first(found: Opened, key: str) -> None:
    """Let the browser put the editor on the screen when it hasn't got it yet."""
    drawn, st.session_state[_DRAWN] = st.session_state.get(_DRAWN), (found.id, key)
    if found.may_write and drawn != (found.id, key):
        time.sleep(HEAD_START)


def _own(found: Opened, key: str, part: Part, movable: bool) -> DeltaGenerator | None:
    """The own text; gives its heading, where the buttons to move it come."""
    if not found.may_write:
        own_text.read(found, key)
        if key == definition.ACTIONS:
            actions.read(found)
        return None
    with st.container():
        if key == definition.ACTIONS:
            actions.write(found)
            st.html('<h3 class="wk-part">Toelichting</h3>')
    name = f"ws-stukkop-{pieces.slug(key, OWN_TEXT)}"
    heading = st.container(horizontal=True, vertical_alignment="center", key=name, gap="small")
    if movable:
        heading.html(f'<h3 class="wk-part">{_OWN_TITLE}</h3>', width="stretch")
    with st.container():
        _frame(found, key, part)
    own_text.write(found, key)
    about.show(found, key)
    return heading


def _frame(found: Opened, key: str, part: Part) -> None:
    """The way to begin with a frame of the book."""
    frame = definition.frame(key)
    if not frame or part.text.strip():
        return
    st.button(
        "Begin met het kader",
        key=f"ws-kader-{key}",
        icon=":material/post_add:",
        help="Zet de koppen en vragen in de tekst. Vul ze in, en haal weg wat u niet nodig hebt.",
        on_click=saving.change,
        args=(found.id, key, "Het kader staat in de tekst."),
        kwargs={"text": frame},
    )


def _onward(key: str) -> None:
    """To the part before and the one after."""
    keys = definition.keys()
    place = keys.index(key)
    with st.container(horizontal=True, key="ws-verder", horizontal_alignment="distribute"):
        sides: tuple[tuple[int, str, Literal["left", "right"]], ...] = (
            (place - 1, "arrow_back", "left"),
            (place + 1, "arrow_forward", "right"),
        )
        for to, icon, side in sides:
            if 0 <= to < len(keys):
                other = keys[to]
                st.button(
                    todo.where(other),
                    key=f"ws-naar-{side}",
                    icon=f":material/{icon}:",
                    icon_position=side,
                    on_click=go_to,
                    args=(other,),
                )
