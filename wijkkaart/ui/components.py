"""Pieces of a page that Streamlit doesn't have."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from wijkkaart.errors import WijkkaartError
from wijkkaart.present.areas import KeyFigure
from wijkkaart.present.dutch import number
from wijkkaart.present.figures import LegendRow
from wijkkaart.present.places import Fact

_HERE = Path(__file__).parent
LOGO = str(_HERE / "logo.svg")
ICON = str(_HERE / "icon.svg")
DRAFTS = "wijkkaart-concept "
"""What the keys of drafts on the device begin with (`forms.device`); then comes the id of an account."""
Row = Mapping[str, object]
_COMMAND = re.compile(r"\\`(wijkkaart [a-z ]+)\\`")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|~$:<>^-])")


def literal(text: str) -> str:
    """`text` from data or a visitor, as it is where Streamlit reads Markdown, labels too."""
    return _MARKUP.sub(r"\\\1", text)


@cache
def _style() -> str:
    return f"<style>{(_HERE / 'style.css').read_text(encoding='utf-8')}</style>"


def style() -> None:
    """The look and language of the whole app."""
    st.html(_style())
    with st.container(key="pagina"):
        component("pagina", "page.js")(key="pagina_taal", data={"drafts": DRAFTS})


@cache
def component(name: str, script: str) -> Callable[..., object]:
    """A piece of the page that a script of ours, beside this module, draws."""
    text = (_HERE / script).read_text(encoding="utf-8")
    return st.components.v2.component(f"wijkkaart_{name}", js=text, isolate_styles=False)


def listing(
    rows: Sequence[Row],
    *,
    key: str,
    label: str,
    chosen: str,
    fresh: str,
    more: str,
    on_choose: Callable[[str], None],
    on_more: Callable[[], None],
) -> None:
    """A list of rows (`id`, `name`, `line`, `text`, `icon`, `colour`) from which one can be chosen.

    `fresh` names what is listed: when it changes the list scrolls back to its top.
    """

    def choose() -> None:
        found = st.session_state[key].get("gekozen")
        if found:
            on_choose(str(found))

    # The list goes to the browser at every choice: what rows share is sent once.
    looks = list(dict.fromkeys(map(_look, rows)))
    number_of = {look: number for number, look in enumerate(looks)}
    lines = [
        [row["id"], row["name"], row.get("line", ""), row.get("text", ""), number_of[_look(row)]]
        for row in rows
    ]
    data = {
        "rows": lines,
        "looks": looks,
        "label": label,
        "chosen": chosen,
        "fresh": hashlib.sha256(fresh.encode()).hexdigest()[:12],
        "more": more,
    }
    component("lijst", "listing.js")(key=key, data=data, on_gekozen_change=choose, on_meer_change=on_more)


def drawing(tree: Sequence[object], *, key: str, on_choose: Callable[[str], None]) -> None:
    """A table or picture of plain data (`present.sociale_kaart.drawing`) in which something can be chosen."""

    def choose() -> None:
        found = st.session_state[key].get("gekozen")
        if found:
            on_choose(str(found))

    component("tekening", "drawing.js")(key=key, data={"tree": tree}, on_gekozen_change=choose)


def hand_over(code: str, turn: str, then: str = "/", owner: str = "") -> None:
    """Let the browser fetch the cookie of its session for a code, or hand it in when there's none.

    It begins anew on the page `then`. `turn` tells one time from the next. Of drafts on the device only those
    of the account `owner` stay.
    """
    mine = f"{DRAFTS}{owner} " if owner else ""
    with st.container(key="overdracht"):
        data = {"code": code, "turn": turn, "next": then, "drafts": DRAFTS, "mine": mine}
        component("sessie", "sessie.js")(key="sessie", data=data)


def _look(row: Row) -> tuple[object, object]:
    return row.get("icon", ""), row.get("colour", "")


def legend(title: str, rows: list[LegendRow], note: str) -> None:
    """The legend of the map: colours, limits and counts."""
    lines = "".join(
        f'<li><span class="wk-swatch{" wk-hatched" if row.hatched else ""}"'
        f' style="background-color:{row.colour}"></span><span class="wk-limits">{escape(row.label)}</span>'
        f'<span class="wk-count">{number(row.count)}</span></li>'
        for row in rows
    )
    extra = f'<p class="wk-small">{escape(note)}</p>' if note else ""
    st.html(
        f'<section aria-label="Legenda"><h2 class="wk-legend-title">{escape(title)}</h2>'
        f'<ul class="wk-legend">{lines}</ul>{extra}</section>'
    )


def figures(found: list[KeyFigure]) -> None:
    """A few figures of one area."""
    lines = "".join(
        f"<div><dt>{escape(figure.label)}</dt><dd><strong>{escape(figure.text)}</strong>"
        f'<span class="wk-year">{figure.year}</span>'
        f"{f'<span class=wk-beside>{escape(figure.beside)}</span>' if figure.beside else ''}</dd></div>"
        for figure in found
    )
    st.html(f'<dl class="wk-figures">{lines}</dl>')


def facts(found: list[Fact]) -> None:
    """The lines of a detail."""
    st.html(f'<dl class="wk-facts">{"".join(_fact(fact) for fact in found)}</dl>')


def _fact(fact: Fact) -> str:
    text = escape(fact.text).replace("\n", "<br>")
    if fact.href:
        text = f'<a href="{escape(fact.href)}" target="_blank" rel="noopener noreferrer">{text}</a>'
    return (
        f'<div><dt><span class="wk-symbol" aria-hidden="true">{escape(fact.icon)}</span>'
        f"<span>{escape(fact.label)}</span></dt><dd>{text}</dd></div>"
    )


@contextmanager
def guarded() -> Iterator[None]:
    """Tell what went wrong in words, instead of with a stack trace."""
    try:
        yield
    except WijkkaartError as error:
        problem(error)


def problem(error: WijkkaartError) -> None:
    """An error as the user should read it."""
    parts = (error.found, error.expected, error.remedy)
    # Names that somebody typed stand in it; only commands, between backticks, are ours to mark up.
    st.error("\n\n".join(_COMMAND.sub(r"`\1`", literal(part)) for part in parts if part))
