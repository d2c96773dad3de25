"""Between the View, the widgets and the URL.

The view is kept in the session, as widgets that aren't drawn (in a closed menu, on another page) lose
their values. A widget shows what the view says whenever it's drawn, and puts its choice in it when it
changes. The URL is read when the visitor arrives or goes back, and is written whenever the view changed.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.model import COUNTRY, gemeente_of
from wijkkaart.ui.own_areas import own_set
from wijkkaart.ui.state import PARAMS, View, from_params, settle, to_params

_VIEW = "_view"
_WRITTEN = "_params"
_CHANGED = "_changed"
_AWAY = "_away"
_MOVED = "_moved"


def read(atlas: Atlas) -> View:
    """The view as choices and URL have it now, settled for this data.

    A choice on the page goes before the URL, which may lag behind quick clicks. Without a choice,
    another URL than the one written means that the visitor went back or forward.
    """
    params = {name: value for name, value in st.query_params.to_dict().items() if name in PARAMS}
    back_on_page = st.session_state.pop(_AWAY, False) and not params
    view = st.session_state.get(_VIEW)
    chosen = st.session_state.get(_CHANGED, False) or back_on_page
    if view is None or not (chosen or params == st.session_state.get(_WRITTEN)):
        view = from_params(params)
    view = settle(view, atlas, own_set)
    st.session_state[_VIEW] = view
    return view


def leave() -> None:
    """Another page is shown: the view has to survive the empty URL on the way back."""
    st.session_state[_AWAY] = True
    st.session_state.pop(_WRITTEN, None)


def now() -> View:
    """The view as it was left, inside a fragment."""
    view: View = st.session_state[_VIEW]
    return view


def write(view: View) -> None:
    """Put the view in the URL."""
    st.session_state.pop(_CHANGED, None)
    params = to_params(view)
    if params != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(params)
        st.session_state[_WRITTEN] = params


def widget(name: str, on_change: Callable[..., None] | None = None, *args: Any) -> dict[str, Any]:
    """What a widget needs to choose a field of the view: its key, and the callback that takes the choice.

    `on_change` with `args` takes it in its own way, with `change`.
    """
    value = getattr(now(), name)
    plain = list(value) if isinstance(value, tuple) else value
    if st.session_state.get(name, PARAMS) != plain:
        st.session_state[name] = plain
    return {"key": name, "on_change": on_change or _take, "args": args if on_change else (name,)}


def _take(name: str) -> None:
    value = st.session_state[name]
    change(**{name: tuple(value) if isinstance(value, list) else ("" if value is None else value)})


def change(**values: Any) -> None:
    """Change fields of the view from a callback."""
    st.session_state[_VIEW] = replace(now(), **values)
    st.session_state[_CHANGED] = True


def background() -> str:
    """The background map that the visitor chose; the usual one on pages without a view."""
    view: View = st.session_state.get(_VIEW) or View()
    return view.achtergrond


def gemeente(atlas: Atlas) -> str:
    """The gemeente that was looked at last; the one to begin with for who comes from elsewhere."""
    view: View = st.session_state.get(_VIEW) or View()
    return (
        view.gemeente if view.gebied and view.gemeente != COUNTRY else gemeente_of(atlas.start() or COUNTRY)
    )


def area_or(other: str, *, own: bool = False) -> str:
    """The code of the area that was looked at last; `other` for who comes from elsewhere.

    For an own area its gemeente, unless the page knows `own` areas too.
    """
    view: View = st.session_state.get(_VIEW) or View()
    code = view.gemeente if view.own and not own else view.gebied
    return code if code and code != COUNTRY else other


def visit(atlas: Atlas, code: str = "") -> str:
    """The area that was looked at last, for a page with a state of its own; or from now on another."""
    view: View = st.session_state.get(_VIEW) or View()
    if code and code != view.gebied:
        view = replace(view, gebied=code, plek="")
    view = st.session_state[_VIEW] = settle(view, atlas, own_set)
    return view.gebied


def area() -> str:
    """The code of the area that is looked at."""
    return now().gebied


def stale() -> bool:
    """Whether the own area that is looked at isn't what it was, or no longer for this visitor."""
    view = now()
    return view.own is not None and own_set(view.gebied) != view.own


class Moved(StrEnum):
    """Another area was chosen in the fragment of the map: what stands outside it shows the one before."""

    NEAR = "near"
    """In the same gemeente: the map can answer before the rest follows."""
    FAR = "far"
    """Elsewhere: other figures and levels may be there to choose from."""


def go_to(code: str) -> None:
    """Look at another area, from a callback."""
    st.session_state[_MOVED] = Moved.NEAR if gemeente_of(code) == now().gemeente else Moved.FAR
    change(gebied=code, plek="")


def moved() -> Moved | None:
    """Whether `go_to` was called since this was last asked."""
    found: Moved | None = st.session_state.pop(_MOVED, None)
    return found
