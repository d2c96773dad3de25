"""The editor of own texts on a page.

It saves by itself, through the routes of `web.wijkscan`: typing never waits for a page, and a page that is
drawn anew never takes away what is being typed.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from wijkkaart.core.wijkscan import parts
from wijkkaart.maps.kaart import script_url
from wijkkaart.register.wijkscans import PartState
from wijkkaart.ui import account

_SCRIPT = Path(__file__).with_name("editor.js")


@cache
def _component() -> Callable[..., object]:
    text = _SCRIPT.read_text(encoding="utf-8")
    return st.components.v2.component("wijkkaart_tekst", js=text, isolate_styles=False)


def edit(
    scan_id: str,
    key: str,
    state: PartState | None,
    figures: Sequence[Mapping[str, Any]],
    records: Sequence[Mapping[str, Any]],
    *,
    disabled: bool = False,
    label: str = "Eigen tekst",
    hint: str = "Schrijf hier wat u weet. Het wordt vanzelf bewaard.",
) -> None:
    """The text of a part of a wijkscan, to write in; `state` is what was read of it, None for nothing yet.

    `figures` can be put in a sentence: rows with `id` (`inwoners`), `name`, `text` (`6.020`: what comes to
    stand in the sentence) and `line` (source and year). So can `records`: `id` (of `Guide.things`), `name`
    and `line`. Raises InvalidData when the editor's script was never built.
    """
    who = account.account()
    data = {
        "script": script_url("editor.js"),
        "scan": scan_id,
        "key": key,
        "account": who.id if who else "",
        "text": parts.part(state.content).text if state else "",
        "version": state.version if state else 0,
        "at": state.at if state else "",
        "by": state.by if state else "",
        "figures": [_row(row) for row in figures],
        "records": [_row(row) for row in records],
        "label": label,
        "hint": hint,
        "disabled": disabled,
    }
    with st.container(key="ws-editor"):
        # One component for all parts, whose script puts the editor of one in the place of that of another:
        # a component of another name would stand below the old one until all of the page is drawn.
        _component()(key=f"ws-tekst-{scan_id}", data=data)


def _row(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row.get(name) or "") for name in ("id", "name", "text", "line")}
