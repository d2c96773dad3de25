"""The choices above a comparison: areas, figures, what they're held against, and the view."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.catalogue import indicators
from wijkkaart.model import COUNTRY, gemeente_of, is_code, level_of
from wijkkaart.present.comparison import choosing
from wijkkaart.present.comparison.making import group_labels
from wijkkaart.present.figures import LEVEL_NAMES
from wijkkaart.present.profile.area import OwnSet
from wijkkaart.ui import session
from wijkkaart.ui.components import literal
from wijkkaart.ui.own_areas import own_set, own_sets
from wijkkaart.ui.vergelijken.state import VIEWS, Asked, kept

_BEGUN = "_vg_begun"
"""The area looked at, and the areas that the page began with for it."""


def begin(atlas: Atlas) -> str:
    """The area to begin with: that of the address (`?gebied=`), the one looked at last, or a gemeente.

    May be an own area that the visitor may see.
    """
    asked = str(st.query_params.get("gebied", ""))
    # That of the address becomes the one looked at; an own area that was looked at may be gone since.
    session.visit(atlas, asked if atlas.known(asked) or own_set(asked) else "")
    return session.area_or("", own=True) or session.gemeente(atlas)


def first(atlas: Atlas) -> None:
    """What stands there before any area is chosen."""
    st.info(
        "Kies gebieden om te vergelijken: typ hierboven een naam, of begin met alle wijken van een gemeente."
    )

    def chosen() -> None:
        code = st.session_state["vg-begin"]
        if code:
            kept.change(gebieden=choosing.around(atlas, code))

    st.selectbox(
        "Begin met een gemeente",
        [*atlas.gemeenten],
        index=None,
        format_func=atlas.name,
        placeholder="Kies een gemeente",
        key="vg-begin",
        on_change=chosen,
    )


def begun(state: Asked, atlas: Atlas, area: str) -> Asked:
    """The state with areas to begin with, when there are none or only those that it began with elsewhere."""
    last, codes = st.session_state.get(_BEGUN, ("", ()))
    there = any(atlas.known(code) or own_set(code) for code in state.gebieden)
    if there and (state.gebieden != codes or last == area):
        return state
    mine = state.keuze if not there and (atlas.known(state.keuze) or own_set(state.keuze)) else area
    own = own_set(mine)
    codes = choosing.around_own(atlas, own) if own else choosing.around(atlas, mine)
    mine = mine if mine in codes else ""
    st.session_state[_BEGUN] = (area, codes)
    return replace(state, gebieden=codes, keuze=mine, vast=(mine,) if mine else ())


def settled(asked: Asked, atlas: Atlas, own: Mapping[str, OwnSet]) -> Asked:
    """What was asked, with what these data can't meet left out."""
    codes = tuple(code for code in asked.gebieden if (atlas.known(code) or code in own) and code != COUNTRY)
    there = choosing.figures_there(atlas, parts(codes, own))
    names = tuple(name for name in asked.cijfers if name in there)
    if not names and not asked.aanbod:
        names = choosing.first_figures(there)
    shown = [*names]
    one = asked.cijfer if asked.cijfer in shown else next(iter(shown), "")
    others = [name for name in shown if name != one]
    return replace(
        asked,
        gebieden=codes,
        cijfers=names,
        met=asked.met if asked.met in own or (asked.met and atlas.known(asked.met)) else "",
        vast=tuple(code for code in asked.vast if code in codes),
        keuze=asked.keuze if asked.keuze in codes else "",
        cijfer=one,
        tweede=asked.tweede if asked.tweede in others else next(iter(others), one),
    )


def parts(codes: Sequence[str], own: Mapping[str, OwnSet]) -> list[str]:
    """Codes of CBS: of an own area those of its parts."""
    return [part for code in codes for part in (own[code].parts if code in own else (code,))]


def own_of(atlas: Atlas, asked: Sequence[str]) -> dict[str, OwnSet]:
    """The own areas among codes, as far as the visitor may see them; none that CBS knows."""
    found = (own_set(code) for code in asked if not atlas.known(code))
    return {each.code: each for each in found if each is not None}


def areas(atlas: Atlas, asked: Asked, own: Mapping[str, OwnSet]) -> None:
    """Which areas: a list to type in, and groups in one click."""
    codes = asked.gebieden
    gemeenten = [*dict.fromkeys(gemeente_of(code) for code in parts(codes, own))]
    options = [*codes]
    sets = dict(own)
    for gemeente in gemeenten[:6]:
        sets |= own_sets(gemeente)
    options += sets
    for gemeente in gemeenten[:6]:
        options += [
            gemeente,
            *(str(c) for level in ("wijk", "buurt") for c in atlas.children(gemeente, level).code),
        ]
    options = [*dict.fromkeys(options)]
    labels = {
        code: f"{sets[code].name} · eigen gebied" if code in sets else _label(atlas, code) for code in options
    }
    st.multiselect(
        f"Gebieden ({len(codes)})",
        options,
        format_func=lambda code: labels.get(code, code),
        accept_new_options=True,
        max_selections=choosing.MOST_AREAS,
        placeholder="Typ een naam of code",
        help="Kies uit de lijst, of typ een naam of code uit heel Nederland en druk op Enter.",
        select_all=False,
        **kept.widget("gebieden", _areas_chosen, atlas, {label: code for code, label in labels.items()}),
    )
    unknown = st.session_state.pop("_vg_unknown", "")
    if unknown:
        st.caption(
            f"Geen of meer dan één gebied gevonden bij ‘{literal(unknown)}’. Typ de hele naam of de code."
        )
    with st.container(horizontal=True, gap="small"):
        for gemeente in gemeenten[:2]:
            _in_one_click(atlas, gemeente, codes)


def _label(atlas: Atlas, code: str) -> str:
    if not is_code(code) or code.startswith("GM"):
        return atlas.name(code)
    return f"{atlas.name(code)} · {LEVEL_NAMES[level_of(code)][0]} {code}"


def _areas_chosen(atlas: Atlas, labels: dict[str, str]) -> None:
    found: list[str] = []
    for typed in st.session_state["gebieden"]:
        # What's in the list comes as its code, what was typed as text.
        code = labels.get(typed, typed if typed in labels.values() or atlas.known(typed) else "")
        if not code:
            matches = atlas.search.find(typed)
            named = [each for each in matches if atlas.name(each).casefold() == typed.strip().casefold()]
            best = matches if len(matches) == 1 else named if len(named) == 1 else []
            code = next(iter(best), "")
            if not code:
                st.session_state["_vg_unknown"] = typed
        if code:
            found.append(code)
    kept.change(gebieden=tuple(dict.fromkeys(found))[: choosing.MOST_AREAS])


def _in_one_click(atlas: Atlas, gemeente: str, codes: tuple[str, ...]) -> None:
    menu = st.popover(
        f"In één klik: {literal(atlas.name(gemeente))}",
        icon=":material/bolt:",
        key=f"vg-klik-{gemeente}",
        on_change="rerun",
    )
    if not menu.open:  # what stands in a menu is drawn while it's open, so that others are quick
        return
    with menu:
        for key, (label, inside) in choosing.in_one_click(atlas, gemeente).items():
            st.button(
                literal(f"{label} ({len(inside)})"),
                key=f"klik-{key}",
                on_click=kept.change,
                kwargs={"gebieden": inside[: choosing.MOST_AREAS], "keuze": "", "vast": ()},
                type="tertiary",
                disabled=inside == codes,
            )


def figures(atlas: Atlas, asked: Asked, own: Mapping[str, OwnSet]) -> None:
    """Which figures: by theme, or a ready-made set; and supply beside them."""
    there = choosing.figures_there(atlas, parts(asked.gebieden, own))
    st.multiselect(
        f"Cijfers ({len(asked.cijfers)})",
        there,
        format_func=lambda name: f"{indicators()[name].label} · {indicators()[name].theme}",
        max_selections=choosing.MOST_FIGURES,
        placeholder="Typ een woord, bijvoorbeeld ‘inkomen’",
        select_all=False,
        **kept.widget("cijfers"),
    )
    menu = st.popover(
        "Kant-en-klare lijsten en aanbod",
        icon=":material/playlist_add_check:",
        key="vg-sets",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        for key, (label, names) in choosing.ready_made(there).items():
            st.button(
                f"{label} ({len(names)})",
                key=f"set-{key}",
                on_click=kept.change,
                kwargs={"cijfers": names},
                type="tertiary",
                disabled=names == asked.cijfers,
            )
        labels = group_labels()
        st.multiselect(
            "Aanbod ernaast, voor",
            [*labels],
            format_func=labels.__getitem__,
            help="Bekende plekken en activiteiten voor een doelgroep, per 1.000 mensen van die groep.",
            placeholder="Kies doelgroepen",
            select_all=False,
            **kept.widget("aanbod"),
        )


def reference(atlas: Atlas, asked: Asked, own: Mapping[str, OwnSet]) -> None:
    """What the areas are held against."""
    inside = parts(asked.gebieden, own)
    automatic = choosing.reference(inside)
    places = choosing.references(atlas, [code for code in inside if code in asked.gebieden or not own])
    options = [*dict.fromkeys(["", *places, *asked.gebieden])]

    def label(code: str) -> str:
        name = own[code].name if code in own else atlas.name(code or automatic)
        return name if code else f"{name} (automatisch)"

    st.selectbox(
        "Vergeleken met",
        options,
        format_func=label,
        **kept.widget("met"),
    )


def view() -> None:
    """Which view."""
    st.pills(
        "Beeld",
        [*VIEWS],
        format_func=VIEWS.__getitem__,
        label_visibility="collapsed",
        **kept.widget("vorm", _view),
    )


def _view() -> None:
    # A second click on the same choice would leave nothing.
    kept.change(vorm=st.session_state["vorm"] or kept.now().vorm)
