"""The state of a page between its widgets, the session and the URL.

The state is a frozen dataclass whose fields are keys of widgets and URL parameters of the same name. It's
kept in the session, as widgets that aren't drawn (in a closed menu, on another page) lose their values. A
widget shows what the state says whenever it's drawn, and puts its choice in it when it changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar, cast

import streamlit as st

from wijkkaart.ui.given import given

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
class Kept(Generic[S]):
    """Where the session has the state of one page. `name` tells it from those of other pages."""

    name: str

    @property
    def _key(self) -> str:
        return f"_state_{self.name}"

    @property
    def _changed(self) -> str:
        return f"{self._key}_changed"

    def there(self) -> S | None:
        """The state as it was left; None before the first visit."""
        found: S | None = st.session_state.get(self._key)
        return found

    def now(self) -> S:
        """The state as it was left, once there is one."""
        found: S = st.session_state[self._key]
        return found

    def keep(self, state: S) -> S:
        """Put a state in place of the one that was there; it's given back."""
        st.session_state[self._key] = state
        return state

    def change(self, **values: Any) -> None:
        """Change fields from a callback."""
        self.keep(cast(S, replace(cast(Any, self.now()), **values)))
        st.session_state[self._changed] = True

    def changed(self) -> bool:
        """Whether a choice was made on the page that `shown` wasn't told about."""
        return bool(st.session_state.get(self._changed, False))

    def shown(self) -> None:
        """The page and its URL say what was chosen."""
        st.session_state.pop(self._changed, None)

    def widget(self, field: str, on_change: Callable[..., None] | None = None, *args: Any) -> dict[str, Any]:
        """What a widget needs to choose a field: its key, and the callback that takes the choice.

        `on_change` with `args` takes it in its own way, with `change`.
        """
        value = getattr(self.now(), field)
        plain = list(value) if isinstance(value, tuple) else value
        return {
            "key": given(field, plain),
            "on_change": on_change or self._take,
            "args": args if on_change else (field,),
        }

    def _take(self, field: str) -> None:
        value = st.session_state[field]
        if value is None:
            value = ""
        self.change(**{field: tuple(value) if isinstance(value, list) else value})


@dataclass(frozen=True)
class PageState(Kept[S]):
    """The state of a page whose URL is all its own."""

    from_params: Callable[[Mapping[str, str]], S]

    def read(self, settle: Callable[[S], S], arrive: Callable[[S], object] | None = None) -> S:
        """The state as choices and URL have it now, made to fit the data by `settle`.

        A choice on the page goes before the URL, which may lag behind quick clicks. An empty URL is
        that of somebody who comes back from another page. `arrive` is first told what a URL asks for.
        """
        asked = st.query_params.to_dict()
        state = self.there()
        if state is None or (asked and asked != st.session_state.get(self._written) and not self.changed()):
            state = self.from_params(asked)
            if arrive:
                arrive(state)
        return self.keep(settle(state))

    @property
    def _written(self) -> str:
        return f"{self._key}_written"

    def write(self) -> None:
        """Put the state in the URL."""
        self.shown()
        params = to_params(self.now())
        if params != st.query_params.to_dict():
            st.query_params.from_dict(params)
        st.session_state[self._written] = params
