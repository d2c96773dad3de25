"""The state of a page between its widgets, the session and the URL, for pages with a state of their own.

The state is a frozen dataclass whose fields are URL parameters of the same name, and keys of widgets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar, cast

import streamlit as st

SEPARATOR = ","


S = TypeVar("S")


def to_params(state: Any) -> dict[str, str]:
    """The state as URL parameters, without what is as it would be anyway."""
    found, usual = {}, type(state)()
    for field in fields(state):
        value = getattr(state, field.name)
        if value != getattr(usual, field.name):
            found[field.name] = SEPARATOR.join(value) if isinstance(value, tuple) else str(value)
    return found


@dataclass(frozen=True)
class PageState(Generic[S]):
    """Where the state of one page is kept. `name` tells it from those of other pages."""

    name: str
    from_params: Callable[[Mapping[str, str]], S]

    def read(self, settle: Callable[[S], S]) -> S:
        """The state as choices and URL have it now, made to fit the data by `settle`.

        A choice on the page goes before the URL, which may lag behind quick clicks. An empty URL is
        that of somebody who comes back from another page.
        """
        asked = st.query_params.to_dict()
        state: S | None = st.session_state.get(self._key)
        changed = st.session_state.get(f"{self._key}_changed")
        if state is None or (asked and asked != st.session_state.get(f"{self._key}_written") and not changed):
            state = self.from_params(asked)
        st.session_state[self._key] = state = settle(state)
        return state

    @property
    def _key(self) -> str:
        return f"_state_{self.name}"

    def now(self) -> S:
        """The state as it was left."""
        found: S = st.session_state[self._key]
        return found

    def write(self) -> None:
        """Put the state in the URL."""
        st.session_state.pop(f"{self._key}_changed", None)
        params = to_params(self.now())
        if params != st.query_params.to_dict():
            st.query_params.from_dict(params)
        st.session_state[f"{self._key}_written"] = params

    def change(self, **values: Any) -> None:
        """Change fields from a callback."""
        st.session_state[self._key] = replace(cast(Any, self.now()), **values)
        st.session_state[f"{self._key}_changed"] = True

    def widget(self, field: str, on_change: Callable[..., None] | None = None, *args: Any) -> dict[str, Any]:
        """What a widget needs to choose a field: its key, and the callback that takes the choice."""
        value = getattr(self.now(), field)
        plain = list(value) if isinstance(value, tuple) else value
        if st.session_state.get(field, self) != plain:
            st.session_state[field] = plain
        return {"key": field, "on_change": on_change or self._take, "args": args if on_change else (field,)}

    def _take(self, field: str) -> None:
        value = st.session_state[field]
        if value is None:
            value = ""
        self.change(**{field: tuple(value) if isinstance(value, list) else value})
