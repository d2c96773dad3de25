"""Saving what was chosen on the page; typed text is saved by the editor."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from wijkkaart.core.wijkscan import definition, parts
from wijkkaart.core.wijkscan.parts import Part
from wijkkaart.present import dutch
from wijkkaart.register import wijkscans
from wijkkaart.register.wijkscans import PartState
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan.state import is_part

_BEFORE = "_wijkscan_ervoor"
"""Where the session keeps how to take the last step back: id, and key to version before and after it."""


def now(scan: str, key: str) -> tuple[Part, int]:
    """A part as it stands at this moment, and its version; 0 for one that nobody touched."""
    state = wijkscans.parts(account.register(), scan, account.role()).get(key)
    return (parts.part(state.content), state.version) if state else (Part(), 0)


def change(scan: str, key: str, said: str = "", **values: Any) -> None:
    """From a callback: change fields of a part; `said` is what the page tells, "" for nothing."""
    alter(scan, key, lambda part: replace(part, **values), said)


def alter(scan: str, key: str, how: Callable[[Part], Part], said: str = "") -> None:
    """From a callback: change a part as it stands at this moment."""

    def save() -> str:
        part, version = now(scan, key)
        changed = how(part)
        if changed != part:
            wijkscans.save(account.register(), scan, key, parts.to_json(changed), version, account.author())
        return said

    doing(save)


def take_back_to(scan: str, states: Mapping[str, PartState]) -> None:
    """Remember how parts stand, so that what is done next can be taken back with `take_back`."""
    st.session_state[_BEFORE] = scan, {key: state.version for key, state in states.items()}, {}


def can_take_back(scan: str, done: Mapping[str, PartState]) -> None:
    """Remember what came of it: a part that somebody changes after that isn't put back."""
    _, before, _ = st.session_state[_BEFORE]
    after = {key: state.version for key, state in done.items() if state.version != before.get(key)}
    st.session_state[_BEFORE] = scan, before, after


def take_back(scan: str) -> None:
    """From a callback: put the parts that were changed last back as they were before."""

    def restore() -> str:
        of, before, after = st.session_state.pop(_BEFORE, ("", {}, {}))
        register, author = account.register(), account.author()
        states = wijkscans.parts(register, scan, account.role())
        kept = [key for key, version in after.items() if states[key].version != version]
        for key in after if of == scan else ():
            if key not in kept and key in before:
                wijkscans.restore(register, scan, key, before[key], author)
        if kept:
            names = dutch.listing([definition.title(key) for key in kept if is_part(key)])
            return f"Teruggedraaid, behalve waar daarna aan gewerkt is: {literal(names)}."
        return "Teruggedraaid: alles staat zoals daarvoor."

    doing(restore)
