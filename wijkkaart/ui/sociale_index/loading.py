"""Loading a method and base of the index that were downloaded before, and going back to the usual one."""

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.core.index.base import Base
from wijkkaart.errors import WijkkaartError
from wijkkaart.present.comparison import index_file
from wijkkaart.ui.components import literal, problem
from wijkkaart.ui.sociale_index.state import kept

_BASE, _NAME, _WRONG, _TURN = "_si_basis", "_si_basis_naam", "_si_basis_fout", "_si_basis_beurt"


def base(atlas: Atlas, gemeente: str) -> Base | None:
    """The base that was loaded, where areas of this gemeente can be measured by it."""
    found: Base | None = st.session_state.get(_BASE)
    return found if found is not None and found.level in atlas.levels(gemeente) else None


def told(atlas: Atlas, gemeente: str) -> None:
    """What was loaded, with the way back; or what was wrong with it."""
    if error := st.session_state.pop(_WRONG, None):
        problem(error)
    loaded = base(atlas, gemeente)
    if loaded is not None:
        _told(atlas, loaded)


def ask(atlas: Atlas) -> None:
    """The way to load one."""
    with st.popover("Rekenwijze laden", icon=":material/upload_file:", key="si-laden"):
        st.caption(
            "Een bestand dat hier is gedownload als ‘Rekenwijze (JSON)’. Daarmee meet u nieuwe cijfers met de"
            " maat van toen: 100 blijft hetzelfde, en gewichten en cijfers ook."
        )
        # Another key empties it, so that the same file can be chosen once more.
        key = f"si-bestand-laden-{st.session_state.get(_TURN, 0)}"
        st.file_uploader("Bestand", type=["json"], key=key, on_change=_load, args=(atlas, key))


def _told(atlas: Atlas, loaded: Base) -> None:
    many = "wijken" if loaded.level == "wijk" else "buurten"
    name = literal(str(st.session_state.get(_NAME, "")))
    with st.container(key="si-geladen", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"**Geladen rekenwijze** uit {name}: 100 is het gemiddelde van {literal(atlas.name(loaded.area))}"
            f" ({many}, {loaded.year}). Hij staat niet in het adres van deze pagina: wie u het adres stuurt,"
            " ziet de gewone basis."
        )
        st.button(
            "Gewone basis", key="si-geladen-weg", icon=":material/undo:", type="tertiary", on_click=_forget
        )


def _load(atlas: Atlas, key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    take(atlas, file.name, file.getvalue())


def take(atlas: Atlas, name: str, data: bytes) -> None:
    """From a callback: use what a file holds, or say what's wrong with it; then nothing changes."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    try:
        found = index_file.read(data, atlas.known)
    except WijkkaartError as error:
        st.session_state[_WRONG] = error
        return
    st.session_state[_BASE], st.session_state[_NAME] = found.base, name[:80]
    where = {"gemeente": found.base.area} if found.base.area in atlas.gemeenten else {}
    kept.change(
        weging=tuple(f"{each}:{weight:g}" for each, weight in found.weights.items()),
        erbij=tuple(f"{each.dimension}:{each.indicator}:{each.direction}" for each in found.additions),
        **where,
    )


def _forget() -> None:
    for name in (_BASE, _NAME):
        st.session_state.pop(name, None)
    kept.change(basis="", basisjaar="")
