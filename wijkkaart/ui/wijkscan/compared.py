"""What differs between two versions of a wijkscan, or between one and how it stands now."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from wijkkaart.core.wijkscan import versions as core
from wijkkaart.core.wijkscan.changes import Change
from wijkkaart.core.wijkscan.versions import ActionDifference, Difference, FieldDifference, Piece
from wijkkaart.present import dutch
from wijkkaart.present.record_history import moment
from wijkkaart.present.wijkscan import todo
from wijkkaart.register.wijkscans import Version
from wijkkaart.ui.wijkscan import changed_rows
from wijkkaart.ui.wijkscan.opened import Opened

_NOW = "nu"
_FIELDS = {
    "title": "titel",
    "owner": "van wie",
    "edition": "versie",
    "status": "stand",
    "date": "datum",
    "review": "opnieuw bekijken op",
    "visibility": "wie hem mag lezen",
    "left_out": "weggelaten",
    "hidden": "wat niet in het rapport staat",
    "added": "grafieken en kaarten erbij",
}
_ACTION = {
    "what": "wat",
    "who": "wie",
    "when": "wanneer",
    "phase": "stap",
    "state": "stand",
    "follow_up": "wat ervan kwam",
}
_AROUND = 160
"""Characters of unchanged text that are shown beside a change."""


def show(found: Opened, there: Sequence[Version]) -> None:
    """Two versions to choose, and what is another in the later."""
    st.html('<h2 class="wk-part">Wat is er anders geworden?</h2>')
    labels = {each.id: f"{each.name} ({moment(each.at)})" for each in there} | {_NOW: "zoals het nu is"}
    left, right = st.container(key="ws-vergelijk").columns(2)
    first = left.selectbox(
        "Van", [each.id for each in there], format_func=lambda id_: labels[id_], key="ws-vergelijk-van"
    )
    second = right.selectbox(
        "Naar", [_NOW, *(each.id for each in there)], format_func=lambda id_: labels[id_],
        key="ws-vergelijk-naar",
    )  # fmt: skip
    contents: dict[str, Mapping[str, Mapping[str, Any]]] = {each.id: each.parts for each in there}
    contents[_NOW] = {key: state.content for key, state in found.states.items()}
    made = core.difference(contents[first], contents[second])
    if made.empty:
        st.info("Deze twee zijn gelijk.")
        return
    st.html(as_html(made))


def as_html(found: Difference) -> str:
    """All differences: texts, what was chosen, actions, figures and records."""
    parts = [_texts(found), _lines("Gegevens en keuzes", map(_field, found.fields))]
    parts.append(_lines("Actieplan", map(_action, found.actions)))
    parts.append(_lines("Cijfers", map(_change, found.figures)))
    parts.append(_lines("Sociale kaart", map(_change, found.records)))
    return f'<div class="ws-compared">{"".join(parts)}</div>'


def _texts(found: Difference) -> str:
    made = []
    for each in found.texts:
        body = "".join(map(_piece, each.pieces)) or "<em>alleen de opmaak of een foto</em>"
        made.append(f'<h3>{escape(todo.where(each.key))}</h3><p class="ws-diff">{body}</p>')
    return "".join(made)


def _piece(piece: Piece) -> str:
    if piece.what == core.ADDED:
        return f'<ins><span class="wk-hidden">erbij: </span>{escape(piece.text)}</ins>'
    if piece.what == core.REMOVED:
        return f'<del><span class="wk-hidden">weg: </span>{escape(piece.text)}</del>'
    text = piece.text
    if len(text) > 2 * _AROUND:
        text = f"{text[:_AROUND]} […] {text[-_AROUND:]}"
    return escape(text)


def _lines(title: str, lines: Any) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<h3>{escape(title)}</h3><ul>{items}</ul>" if items else ""


def _became(before: str, now: str) -> str:
    old = f'<del class="ws-before">{escape(before)}</del> ' if before else ""
    return f'{old}<span class="ws-now">{escape(now or "niets")}</span>'


def _field(each: FieldDifference) -> str:
    label = f"{todo.where(each.key)}, {_FIELDS.get(each.field, each.field)}"
    if each.field in ("hidden", "added"):
        before, now = (dutch.count(len(ids), "ding", "dingen") for ids in (each.before, each.now))
        return f"{escape(label)}: {_became(before, now)}"
    return f"{escape(label)}: {_became(_value(each.field, each.before), _value(each.field, each.now))}"


def _value(field: str, value: Any) -> str:
    return dutch.iso_day(str(value)) if field in ("date", "review", "when") else str(value or "")


def _action(each: ActionDifference) -> str:
    if each.before is None and each.now is not None:
        return f'nieuw: <span class="ws-now">{escape(each.now.what)}</span>'
    if each.now is None and each.before is not None:
        return f'weg: <del class="ws-before">{escape(each.before.what)}</del>'
    assert each.before is not None
    assert each.now is not None
    pairs = {
        name: [_value(name, getattr(action, name)) for action in (each.before, each.now)]
        for name in each.fields
    }
    changed = "; ".join(f"{_ACTION.get(name, name)} {_became(*pair)}" for name, pair in pairs.items())
    return f"{escape(each.now.what)}: {changed}"


def _change(each: Change) -> str:
    became = _became(changed_rows.said(each.before), changed_rows.said(each.now))
    return f"{escape(changed_rows.title(each))}: {became}"
