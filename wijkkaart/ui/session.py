"""Between the View, the widgets and the URL.

The view is kept as `kept_state` has it; other pages ask which area was looked at. The URL is read when the
visitor arrives or goes back, and is written whenever the view changed.
"""

from dataclasses import replace
from enum import StrEnum

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.model import COUNTRY, gemeente_of
from wijkkaart.record import Role, may_see
from wijkkaart.ui import account
from wijkkaart.ui.kept_state import Kept
from wijkkaart.ui.own_areas import own_set
from wijkkaart.ui.state import FRESHNESS, PARAMS, View, from_params, settle, to_params

_KEPT: Kept[View] = Kept("kaart")
_WRITTEN = "_params"
_AWAY = "_away"
_MOVED = "_moved"

now, widget, change = _KEPT.now, _KEPT.widget, _KEPT.change


def read(atlas: Atlas) -> View:
    """The view as choices and URL have it now, settled for this data.

    A choice on the page goes before the URL, which may lag behind quick clicks. Without a choice,
    another URL than the one written means that the visitor went back or forward.
    """
    params = {name: value for name, value in st.query_params.to_dict().items() if name in PARAMS}
    back_on_page = st.session_state.pop(_AWAY, False) and not params
    view = _KEPT.there()
    chosen = _KEPT.changed() or back_on_page
    if view is None or not (chosen or params == st.session_state.get(_WRITTEN)):
        view = from_params(params)
    if view.indicator == FRESHNESS and not may_see(account.role(), Role.TEAM):
        view = replace(view, indicator=View().indicator)
    return _KEPT.keep(settle(view, atlas, own_set))


def leave() -> None:
    """Another page is shown: the view has to survive the empty URL on the way back."""
    st.session_state[_AWAY] = True
    st.session_state.pop(_WRITTEN, None)


def write(view: View) -> None:
    """Put the view in the URL."""
    _KEPT.shown()
    params = to_params(view)
    if params != st.session_state.get(_WRITTEN):
        st.query_params.from_dict(params)
        st.session_state[_WRITTEN] = params


def background() -> str:
    """The background map that the visitor chose; the usual one on pages without a view."""
    view = _KEPT.there() or View()
    return view.achtergrond


def gemeente(atlas: Atlas) -> str:
    """The gemeente that was looked at last; the one to begin with for who comes from elsewhere."""
    view = _KEPT.there() or View()
    return (
        view.gemeente if view.gebied and view.gemeente != COUNTRY else gemeente_of(atlas.start() or COUNTRY)
    )


def area_or(other: str, *, own: bool = False) -> str:
    """The code of the area that was looked at last; `other` for who comes from elsewhere.

    For an own area its gemeente, unless the page knows `own` areas too.
    """
    view = _KEPT.there() or View()
    code = view.gemeente if view.own and not own else view.gebied
    return code if code and code != COUNTRY else other


def visit(atlas: Atlas, code: str = "") -> str:
    """The area that was looked at last, for a page with a state of its own; or from now on another."""
    view = _KEPT.there() or View()
    if code and code != view.gebied:
        view = replace(view, gebied=code, plek="")
    return _KEPT.keep(settle(view, atlas, own_set)).gebied


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
