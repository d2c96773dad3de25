"""Choosing the area of a profile, and the one beside it."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.core.search import plain
from wijkkaart.model import COUNTRY, is_code, level_of
from wijkkaart.present.profile.area import Area, OwnSet, parents
from wijkkaart.ui.components import literal
from wijkkaart.ui.own_areas import own_sets
from wijkkaart.ui.profiel.state import STATE, find

_GUESSES = "_profiel_bedoeld"
NONE = "-"


def choose(atlas: Atlas, area: Area) -> None:
    """Both choices, side by side."""
    own = own_sets(area.gemeente) if area.gemeente != COUNTRY else {}
    left, right = st.columns(2, gap="small")
    with left:
        _area(atlas, area, own)
    with right:
        _beside(atlas, area, own)
    _guesses(atlas)


def options(atlas: Atlas, gemeente: str, own: dict[str, OwnSet]) -> dict[str, str]:
    """Code to a label that's unique: the gemeente, its own areas, wijken and buurten."""
    found: dict[str, str] = {gemeente: f"{atlas.name(gemeente)} (gemeente)"}
    found |= {code: f"{each.name} (eigen gebied)" for code, each in own.items()}
    for level in ("wijk", "buurt"):
        rows = atlas.children(gemeente, level)
        found |= {code: f"{name} ({level})" for code, name in zip(rows.code, rows.name, strict=True)}
    labels = [*found.values()]
    return {code: f"{label} {code}" if labels.count(label) > 1 else label for code, label in found.items()}


def _area(atlas: Atlas, area: Area, own: dict[str, OwnSet]) -> None:
    labels = options(atlas, area.gemeente, own)
    others = {code: f"{name} (gemeente)" for code, name in atlas.gemeenten.items() if code not in labels}
    labels = {**labels, **others}
    st.selectbox(
        "Gebied",
        [*labels],
        format_func=lambda code: labels.get(code, code),
        accept_new_options=True,
        help="Kies uit de lijst, of typ een naam of code uit heel Nederland en druk op Enter.",
        **STATE.widget("gebied", _chosen, atlas, "gebied", {label: code for code, label in labels.items()}),
    )


def _beside(atlas: Atlas, area: Area, own: dict[str, OwnSet]) -> None:
    taken = {area.code, *(each.code for each in parents(atlas, area))}
    labels = {code: label for code, label in options(atlas, area.gemeente, own).items() if code not in taken}
    now = STATE.now().naast
    if now and now not in labels and (other := find(atlas, now)):
        labels[now] = f"{other.name} ({atlas.name(other.gemeente)})"
    st.selectbox(
        "Ernaast",
        ["", *labels],
        format_func=lambda code: labels.get(code, "geen ander gebied") if code else "geen ander gebied",
        accept_new_options=True,
        help="Een ander gebied om naast dit te houden: kies het, of typ een naam uit heel Nederland.",
        **STATE.widget("naast", _chosen, atlas, "naast", {label: code for code, label in labels.items()}),
    )


def _chosen(atlas: Atlas, field: str, labels: dict[str, str]) -> None:
    """A choice from the list is a code; anything else was typed and is looked for."""
    typed = str(st.session_state.get(field) or "").strip()
    st.session_state.pop(_GUESSES, None)
    code = labels.get(typed, typed)
    if not code or find(atlas, code):
        _go(field, code)
        return
    if is_code(code.upper()) and atlas.known(code.upper()):
        _go(field, code.upper())
        return
    found = atlas.search.find(typed)
    named = [each for each in found if plain(atlas.name(each)) == plain(typed)]
    if len(found) == 1 or len(named) == 1:
        _go(field, (named or found)[0])
        return
    st.session_state.pop(field, None)
    st.session_state[_GUESSES] = (field, typed, tuple(found))


def _go(field: str, code: str) -> None:
    STATE.change(**({"gebied": code} if field == "gebied" else {"naast": code}))


def _guesses(atlas: Atlas) -> None:
    """Names that were perhaps meant, one click each."""
    if _GUESSES not in st.session_state:
        return
    field, typed, found = st.session_state[_GUESSES]
    if not found:
        st.caption(f"Geen gebied gevonden dat lijkt op ‘{literal(typed)}’. Controleer de naam of de code.")
        return

    def pick() -> None:
        if code := st.session_state.get("profiel-bedoeld"):
            st.session_state.pop(_GUESSES, None)
            _go(field, code)

    def label(code: str) -> str:
        inside = "" if code.startswith("GM") else f" in {atlas.name('GM' + code[2:6])}"
        return literal(f"{atlas.name(code)} ({level_of(code)}{inside})")

    said = f"Gevonden bij ‘{literal(typed)}’:"
    st.pills(said, found, key="profiel-bedoeld", format_func=label, on_change=pick)
