"""The parts of a wijkscan to go to, with how far each is."""

from collections.abc import Callable

import streamlit as st

from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.parts import INTRO, Part
from wijkkaart.present.sociale_kaart.drawing import Tree, element
from wijkkaart.present.wijkscan import todo
from wijkkaart.ui.given import given

_MARKS = {
    "klaar": ("check_circle", "klaar"),
    "begonnen": ("edit", "begonnen"),
    "leeg": ("", "nog leeg"),
    "weg": ("do_not_disturb_on", "weggelaten"),
}
"""How far a part is to its icon, and the same in words."""


def state_of(part: Part) -> str:
    """How far a part is: a key of the marks."""
    if part.left_out:
        return "weg"
    if part.done:
        return "klaar"
    return "begonnen" if part.text.strip() or part.actions else "leeg"


def menu(part_of: Callable[[str], Part], now: str, *, marks: bool) -> Tree:
    """The chapters with their parts; each is chosen by its key. `now` is what is open."""
    items = [element("li", {}, _button(INTRO, "", "Inleiding", now, part_of, marks))]
    for chapter in definition.chapters():
        keys = [key for key in chapter.keys if key != chapter.number]
        inside = [
            _button(key, key if key[-1].isdigit() else "", definition.title(key), now, part_of, marks)
            for key in keys
        ]
        if chapter.number in chapter.keys:
            # A chapter that is its own only paragraph is chosen by its heading.
            title = _button(chapter.number, chapter.number, chapter.title, now, part_of, marks)
        else:
            number = element("span", {"class": "wk-nav-number"}, chapter.number)
            title = element("p", {}, number, element("span", {}, chapter.title))
        head = element("div", {"class": "ws-nav-chapter"}, title)
        items.append(
            element("li", {}, head, element("ul", {}, *(element("li", {}, each) for each in inside)))
        )
    return element("nav", {"aria-label": "Onderdelen van de wijkscan"}, element("ol", {}, *items))


def narrow(now: str, go_to: Callable[[str], None]) -> None:
    """The same to choose from on a phone, where the menu would push the text away."""
    name = given("ws-onderdeel-kies", now)
    with st.container(key="ws-smal-menu"):
        st.selectbox(
            "Onderdeel",
            definition.keys(),
            format_func=todo.where,
            key=name,
            on_change=lambda: go_to(st.session_state[name]),
        )


def _button(key: str, number: str, label: str, now: str, part_of: Callable[[str], Part], marks: bool) -> Tree:
    icon, words = _MARKS[state_of(part_of(key))]
    look = {"type": "button", "class": "wk-nav-paragraph ws-nav", "data-id": key}
    if key == now:
        look["aria-current"] = "true"
    mark = None
    if marks:
        style = f"ws-mark ws-{state_of(part_of(key))}"
        mark = element(
            "span", {"class": style, "title": words},
            element("span", {"class": "wk-symbol", "aria-hidden": "true"}, icon),
            element("span", {"class": "wk-hidden"}, f" ({words})"),
        )  # fmt: skip
    return element(
        "button", look, element("span", {"class": "wk-nav-number"}, number),
        element("span", {"class": "ws-nav-label"}, label), mark,
    )  # fmt: skip
