"""Drawing an own area on the map of its gemeente, seeing what lies in it, and keeping it."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.errors import WijkkaartError
from wijkkaart.present.profile.area import Area
from wijkkaart.present.profile.outline import draw_state
from wijkkaart.present.profile.proposed import Proposed, from_drawing
from wijkkaart.register import own_areas
from wijkkaart.ui import account, components, map_frame, session
from wijkkaart.ui.profiel import fitting
from wijkkaart.ui.profiel.state import STATE
from wijkkaart.ui.records.around import doing

ALL, TEAM = "iedereen", "alleen het team"
_WHERE, _RING, _MAP = "_eigen_tekenen", "_eigen_omtrek", "kaart_tekenen"
_HEIGHT = 480


def begin(gemeente: str) -> None:
    """From a callback: draw in this gemeente."""
    st.session_state[_WHERE] = gemeente
    st.session_state[_RING] = ""


def drawing(area: Area) -> bool:
    """Whether somebody is drawing in the gemeente of this area."""
    return st.session_state.get(_WHERE) == area.gemeente


def stop() -> None:
    """From a callback: leave the drawing."""
    for name in (_WHERE, _RING):
        st.session_state.pop(name, None)


def show(atlas: Atlas, area: Area) -> None:
    """The map, what lies in the outline, and the way to keep it."""
    with st.container(key="eigen-tekenen", border=True):
        where = components.literal(atlas.name(area.gemeente))
        st.subheader(f"Teken een eigen gebied in {where}", anchor=False)
        st.caption(
            "Klik op de kaart de hoeken van het gebied aan. Tekenen gaat met muis of vinger. Werkt u met het"
            " toetsenbord? Kies dan bij ‘Eigen gebied’ de wijken en buurten uit de lijst: dat geeft hetzelfde"
            " gebied."
        )
        ring = str(st.session_state.get(_RING, ""))
        found = _proposed(atlas, area, ring) if ring else None
        parts = found.parts if isinstance(found, Proposed) else ()
        state = draw_state(atlas, area.gemeente, ring, parts, session.background())
        map_frame.draw(state, _MAP, _HEIGHT, _drawn)
        if isinstance(found, WijkkaartError):
            components.problem(found)
        elif found is not None:
            _keep(found)
        st.button("Niet tekenen", key="eigen-tekenen-niet", type="tertiary", on_click=stop)


def _proposed(atlas: Atlas, area: Area, ring: str) -> Proposed | WijkkaartError:
    try:
        return from_drawing(atlas, area.gemeente, ring)
    except WijkkaartError as error:
        return error


def _drawn() -> None:
    event = st.session_state.get(_MAP) or {}
    if event.get("kind") == "outline":
        st.session_state[_RING] = str(event.get("id") or "")


def _keep(found: Proposed) -> None:
    st.html('<p role="status"><strong>Dit wordt uw gebied</strong></p>')
    for line in found.remarks:
        st.caption(line)
    if found.fit:
        fitting.show(found.fit)
    with st.form("eigen-getekend", border=False):
        st.text_input(
            "Naam",
            key="eigen-naam-getekend",
            max_chars=80,
            help="Zoals mensen het gebied noemen, bijvoorbeeld ‘De Koppel-Kruiskamp’.",
        )
        st.radio("Wie ziet het", [ALL, TEAM], index=1, key="eigen-zicht-getekend", horizontal=True)
        st.form_submit_button("Bewaren", type="primary", on_click=_save, args=(found,))


def _save(found: Proposed) -> None:
    def save() -> str:
        made = own_areas.save(
            account.register(),
            account.author(),
            st.session_state["eigen-naam-getekend"],
            found.parts,
            outline=found.outline,
            for_all=st.session_state["eigen-zicht-getekend"] == ALL,
        )
        stop()
        STATE.change(gebied=made.id, cijfer="")
        return f"‘{components.literal(made.name)}’ is bewaard."

    doing(save)
