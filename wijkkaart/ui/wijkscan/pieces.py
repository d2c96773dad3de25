"""What wijkkaart fills in of a part, each piece with whether it's in the report and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from wijkkaart.core.wijkscan.parts import Part
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.wijkscan import saving
from wijkkaart.ui.wijkscan.blocks import Block, offered
from wijkkaart.ui.wijkscan.opened import Opened


def read(block: Block) -> None:
    """A piece as it's read."""
    if not block.titled:
        st.html(f'<h3 class="wk-part">{escape(block.title)}</h3>')
    block.draw()


def arrange(found: Opened, key: str, block: Block, ids: list[str]) -> None:
    """A piece for who decides whether it's in the report; `ids` are all pieces in their order."""
    hidden = found.part(key).hidden
    out = block.id in hidden
    name = slug(key, block.id)
    with st.container(horizontal=True, vertical_alignment="center", key=f"ws-stukkop-{name}", gap="small"):
        st.html(f'<h3 class="wk-part">{escape(block.title)}</h3>', width="stretch")
        if block.choices and not out:
            _choices(found.id, key, block, hidden)
        shown = given(f"ws-in-{name}", not out)
        st.checkbox("In het rapport", key=shown, on_change=_hide, args=(found.id, key, block.id, not out))
        moves(found.id, key, block.id, block.title, ids)
    if out:
        st.html('<p class="wk-small ws-out">Dit staat niet in het rapport.</p>')
    else:
        block.draw()


def moves(scan: str, key: str, block: str, title: str, ids: list[str]) -> None:
    """Up and down in the report; who hears the page hears of which piece, who sees it sees an arrow."""
    place, name = ids.index(block), slug(key, block)
    with st.container(horizontal=True, gap=None, width="content", key=f"ws-schuif-{name}"):
        for step, icon, words in ((-1, "arrow_upward", "Hoger"), (1, "arrow_downward", "Lager")):
            st.button(
                f"{words}: {literal(title)}",
                key=f"ws-{words.lower()}-{name}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not 0 <= place + step < len(ids),
                on_click=_move,
                args=(scan, key, tuple(ids), place, place + step),
            )


def slug(key: str, block: str) -> str:
    """The end of the keys of widgets of a piece."""
    return f"{key}-{block}".replace(".", "-").replace(":", "-")


def _choices(scan: str, key: str, block: Block, hidden: tuple[str, ...]) -> None:
    """Leaving out single figures or records."""
    choices = block.choices or {}

    def choose(gone: tuple[str, ...]) -> None:
        def how(part: Part) -> Part:
            return replace(part, hidden=(*(each for each in part.hidden if each not in choices), *gone))

        saving.alter(scan, key, how)

    _Menu("Kies regels", "checklist", "Deze niet in het rapport", "Alles staat erin").show(
        f"ws-weg-{slug(key, block.id)}", choices, [each for each in hidden if each in choices], choose
    )


def adding(found: Opened, key: str) -> None:
    """Charts and maps of single figures, to put in or take out."""
    choices = offered(found, key)

    def choose(added: tuple[str, ...]) -> None:
        saving.change(found.id, key, added=added)

    if choices:
        _Menu("Grafiek of kaart erbij", "add_chart", "Deze ook in het rapport", "Kies een cijfer").show(
            f"ws-erbij-{slug(key, 'keuze')}", choices, [*found.part(key).added], choose
        )


@dataclass(frozen=True)
class _Menu:
    """A menu to choose any number from; the words are on its button, above it, and in it when it's empty."""

    button: str
    icon: str
    label: str
    none: str

    def show(
        self,
        name: str,
        choices: Mapping[str, str],
        chosen: list[str],
        choose: Callable[[tuple[str, ...]], None],
    ) -> None:
        """Draw it, with what's chosen as it's kept; `choices` are ids with labels."""
        with st.popover(self.button, icon=f":material/{self.icon}:", key=f"{name}-menu"):
            if st.session_state.get(name) != chosen:
                st.session_state[name] = chosen
            st.multiselect(
                self.label,
                [*choices],
                format_func=lambda each: choices.get(each, each),
                key=name,
                placeholder=self.none,
                select_all=False,
                on_change=lambda: choose(tuple(st.session_state[name])),
            )


def _move(scan: str, key: str, ids: tuple[str, ...], place: int, to: int) -> None:
    order = [*ids]
    order.insert(to, order.pop(place))
    saving.change(scan, key, order=tuple(order))


def _hide(scan: str, key: str, block: str, hide: bool) -> None:
    def how(part: Part) -> Part:
        kept = tuple(each for each in part.hidden if each != block)
        return replace(part, hidden=(*kept, block) if hide else kept)

    saving.alter(scan, key, how)
