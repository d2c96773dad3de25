"""Choosing an area: from the list, or by typing a name or code from the whole country."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.core.search import plain
from wijkkaart.model import COUNTRY, is_code, level_of
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.ui import session
from wijkkaart.ui.components import literal
from wijkkaart.ui.own_areas import own_set, own_sets
from wijkkaart.ui.state import View, up

_GUESSES = "_guesses"


def choose(atlas: Atlas, view: View) -> None:
    """The choice of an area out of a list, or by typing."""
    shown = [code for code in atlas.gemeenten if view.voorbeelden == "" or code not in atlas.examples]
    options = [COUNTRY, *shown]
    own: dict[str, str] = {}
    if view.gemeente != COUNTRY:
        own = {code: each.name for code, each in own_sets(view.gemeente).items()}
        # Right under their gemeente, as those are what people made for themselves.
        place = options.index(view.gemeente) + 1 if view.gemeente in options else len(options)
        options[place:place] = own
        for level in ("wijk", "buurt"):
            options += [code for code in atlas.children(view.gemeente, level).code if code not in options]
    if view.gebied not in options:
        options.append(view.gebied)
    labels = _labels(atlas, options, own)
    st.selectbox(
        "Gebied",
        options,
        format_func=lambda code: labels.get(code, code),
        accept_new_options=True,
        placeholder="Naam of code van een gemeente, wijk of buurt",
        help="Kies uit de lijst, of typ een naam of code uit heel Nederland en druk op Enter.",
        **session.widget(
            "gebied", _area_chosen, atlas, view.gebied, {label: code for code, label in labels.items()}
        ),
    )
    guesses = st.session_state.get(_GUESSES)
    if guesses:
        _ask_which(atlas, *guesses)


def _labels(atlas: Atlas, options: list[str], own: dict[str, str]) -> dict[str, str]:
    """A name that's unique in the list for every option; `own` holds those of own areas."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in options:
        name = own.get(code) or atlas.name(code)
        kind = "eigen gebied" if code in own else level_of(code)
        label = name if code.startswith(("NL", "GM")) else f"{name} ({kind})"
        found[code] = f"{label} {code}" if label in taken else label
        taken.add(label)
    return found


def _area_chosen(atlas: Atlas, before: str, labels: dict[str, str]) -> None:
    """A choice from the list is a code; anything else was typed and is looked for."""
    typed = str(st.session_state.get("gebied") or "").strip()
    st.session_state.pop(_GUESSES, None)
    code = labels.get(typed, typed if own_set(typed) else typed.upper())
    if (is_code(code) and atlas.known(code)) or own_set(code):
        session.change(gebied=code, plek="")
        return
    found = atlas.search.find(typed)
    named = [code for code in found if plain(atlas.name(code)) == plain(typed)]
    if len(found) == 1 or len(named) == 1:
        session.change(gebied=(named or found)[0], plek="")
        return
    session.change(gebied=before)
    if typed:
        st.session_state[_GUESSES] = (typed, tuple(found))


def _ask_which(atlas: Atlas, typed: str, found: tuple[str, ...]) -> None:
    """Names that were perhaps meant, one click each."""
    if not found:
        st.caption(f"Geen gebied gevonden dat lijkt op ‘{literal(typed)}’. Controleer de naam of de code.")
        return

    def choose() -> None:
        picked = st.session_state.get("bedoeld")
        if picked:
            session.change(gebied=picked, plek="")
            st.session_state.pop(_GUESSES, None)

    def label(code: str) -> str:
        inside = "" if code.startswith("GM") else f", {atlas.name(up(code)[1])}"
        return literal(f"{atlas.name(code)} ({LEVEL_NAMES[level_of(code)][0]}{inside})")

    st.pills(f"Gevonden bij ‘{literal(typed)}’:", found, key="bedoeld", format_func=label, on_change=choose)
