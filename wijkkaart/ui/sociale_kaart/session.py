"""Between the state of the page, its widgets and the URL, as `ui.session` does for the map.

The area is kept there, so that both pages look at the same one.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import streamlit as st

from wijkkaart.atlas import Atlas
from wijkkaart.ui import session as shared
from wijkkaart.ui.sociale_kaart.state import Search, from_params, to_params

_SEARCH = "_sk_search"
_WRITTEN = "_sk_params"
_CHANGED = "_sk_changed"
_NAMES = tuple(field.name for field in fields(Search))


def read(atlas: Atlas) -> Search:
    """The state as choices and URL have it now.

    A choice on the page goes before the URL, which may lag behind quick clicks. An empty URL is that of
    somebody who comes back from another page.
    """
    params = {name: value for name, value in st.query_params.to_dict().items() if name in _NAMES}
    search: Search | None = st.session_state.get(_SEARCH)
    asked = params and params != st.session_state.get(_WRITTEN) and not st.session_state.get(_CHANGED)
    if search is None or asked:
        search = from_params(params)
        shared.visit(atlas, search.gebied)
    area = shared.visit(atlas)
    if area != search.gebied:
        # What was chosen or opened in another area isn't here; who comes from a link has no other area yet.
        search = replace(search, buurt=(), plek="", midden="") if search.gebied else search
        search = replace(search, gebied=area)
    st.session_state[_SEARCH] = search
    return search


def now() -> Search:
    """The state as it was left."""
    search: Search = st.session_state[_SEARCH]
    return search


def write(search: Search) -> None:
    """Put the state in the URL."""
    st.session_state.pop(_CHANGED, None)
    params = to_params(search)
    if params != st.query_params.to_dict():
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params


def widget(name: str, on_change: Callable[..., None] | None = None, *args: Any) -> dict[str, Any]:
    """What a widget needs to choose a field of the state: its key, and the callback that takes the choice."""
    value = getattr(now(), name)
    plain = list(value) if isinstance(value, tuple) else value
    if st.session_state.get(name, _NAMES) != plain:
        st.session_state[name] = plain
    return {"key": name, "on_change": on_change or _take, "args": args if on_change else (name,)}


def _take(name: str) -> None:
    value = st.session_state[name]
    change(**{name: tuple(value) if isinstance(value, list) else ("" if value is None else value)})


def change(**values: Any) -> None:
    """Change fields of the state from a callback."""
    st.session_state[_SEARCH] = replace(now(), **values)
    st.session_state[_CHANGED] = True


def clear() -> None:
    """Without any filter, from a callback."""
    kept = Search()
    names = [*kept.chosen, "zoek", "bij", "straal", "volgorde"]
    change(**{name: getattr(kept, name) for name in names})
