"""The table of a comparison on the page."""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from wijkkaart.model import Status
from wijkkaart.present import dutch
from wijkkaart.present.comparison import grid as grids
from wijkkaart.present.comparison.making import Compared, source_lines, what
from wijkkaart.ui.vergelijken import downloads
from wijkkaart.ui.vergelijken.state import BESIDE, Asked, kept

_KEY = "vergelijk-tabel"
_SENT = "_vg_sent"
"""The keys of the columns that were sent last."""
_SWATCHES = {"better": "#dcebf7", "worse": "#fbe6d4"}


@cache
def component() -> Any:
    """The table in the browser: `grid.js`."""
    script = Path(__file__).with_name("grid.js").read_text(encoding="utf-8")
    return st.components.v2.component("wijkkaart_vergelijken", js=script, isolate_styles=False)


@cache
def _style() -> str:
    return f"<style>{Path(__file__).with_name('style.css').read_text(encoding='utf-8')}</style>"


def style() -> None:
    """The look of the page."""
    st.html(_style())


def forget() -> None:
    """The browser may have nothing of the table: all of it is sent."""
    st.session_state.pop(_SENT, None)


def bar(found: Compared) -> None:
    """What stands under each figure, and files of the table."""
    st.segmented_control(
        "Onder elk cijfer",
        [*BESIDE],
        format_func=BESIDE.__getitem__,
        label_visibility="collapsed",
        **kept.widget("bij"),
    )
    downloads.menu(found)


def show(found: Compared, asked: Asked) -> None:
    """The table, what its signs mean, and its sources."""
    st.html(_key(found, asked))
    count = dutch.count(len(found.table.indicators), "cijfer", "cijfers")
    made = grids.grid(
        found,
        beside=asked.bij,
        order=asked.volgorde,
        pinned=asked.vast,
        chosen=asked.keuze,
        caption=f"{what(found)} naast {found.names[found.reference]}: {count}",
    )
    component()(
        key=_KEY,
        data=made.data(had=st.session_state.get(_SENT, ())),
        on_gekozen_change=_chosen,
        on_vast_change=_pinned,
        on_weg_change=_left_out,
        on_volgorde_change=_sorted,
        on_opnieuw_change=forget,
    )
    st.session_state[_SENT] = {each["key"] for each in made.columns}
    lines = [*grids.legend(found, asked.bij), *source_lines(found)]
    st.html(f'<p class="wk-source">{"<br>".join(map(escape, lines))}</p>')


def _key(found: Compared, asked: Asked) -> str:
    """What the colours and signs in the table mean, only those that are in it."""
    cells, beside = found.table.cells, found.names[found.reference]
    words = {"better": f"zeker gunstiger dan {beside}", "worse": f"zeker ongunstiger dan {beside}"}
    there = {*cells.quality.unique()}
    lines = [
        f'<li><span class="wk-swatch" style="background-color:{_SWATCHES[name]}"></span>{escape(text)}</li>'
        for name, text in words.items()
        if name in there
    ]
    signs = grids.signs(found) if asked.bij == "verschil" else []
    lines += [f"<li>{escape(text)}</li>" for text in signs]
    if (cells.status == Status.ESTIMATE).any():
        lines.append("<li><em>schuin</em>: schatting</li>")
    return f'<ul class="wk-key" aria-label="Wat de tekens betekenen">{"".join(lines)}</ul>'


def _said(name: str) -> str:
    return str(st.session_state[_KEY].get(name) or "")


def choose(code: str) -> None:
    """Let an area stand out in all views, or not any more when it did."""
    if code:
        kept.change(keuze="" if kept.now().keuze == code else code)


def _chosen() -> None:
    choose(_said("gekozen"))


def _pinned() -> None:
    code, top = _said("vast"), kept.now().vast
    if code:
        kept.change(vast=tuple(each for each in top if each != code) if code in top else (*top, code))


def _left_out() -> None:
    name, asked = _said("weg"), kept.now()
    group = name.removeprefix("aanbod_").removesuffix("_per_1000")
    if name in asked.cijfers and len(asked.cijfers) + len(asked.aanbod) > 1:
        kept.change(cijfers=tuple(each for each in asked.cijfers if each != name))
    elif group in asked.aanbod:
        kept.change(aanbod=tuple(each for each in asked.aanbod if each != group))


def _sorted() -> None:
    if _said("volgorde"):
        kept.change(volgorde=_said("volgorde"))
