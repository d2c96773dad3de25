"""Fields that are rows: phone numbers, places where something is given, members of a network."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from wijkkaart.record import Field, RecordKind
from wijkkaart.ui.forms import hours
from wijkkaart.ui.forms.desk import Desk, part
from wijkkaart.ui.given import given

Rows = list[dict[str, Any]]


def phones(desk: Desk, asked: Field) -> None:
    """Phone numbers with what each is for; there's always a line to type in."""
    lines: Rows = desk.draft.values[asked.name]
    if not lines:
        lines.append({"number": "", "description": ""})
    for number, line in enumerate(lines):
        key = f"veld-{asked.name}-{number}"
        left, right = st.columns(2)
        with left:
            st.text_input(
                desk.label(asked) if number == 0 else f"Telefoon {number + 1}",
                type="phone",
                max_chars=60,
                placeholder="bijvoorbeeld 033 123 45 67",
                autocomplete="off",
                **_widget(desk, asked, line, "number", f"{key}-nummer"),
            )
        with right:
            st.text_input(
                "Waarvoor" if number == 0 else f"Waarvoor is telefoon {number + 1}",
                max_chars=100,
                placeholder="bijvoorbeeld: balie, mobiel",
                autocomplete="off",
                **_widget(desk, asked, line, "description", f"{key}-waarvoor"),
            )
    _adding(lines, asked, "Nog een nummer", {"number": "", "description": ""}, len(lines) > 1)


def links(desk: Desk, asked: Field) -> None:
    """The rows of a link table."""
    part(desk, asked)
    lines: Rows = desk.draft.values[asked.name]
    row = _location if asked.name == "locations" else _member
    for number, line in enumerate(lines):
        with st.container(border=True, key=f"veld-{asked.name}-{number}"):
            row(desk, asked, line, f"veld-{asked.name}-{number}")
            st.button(
                "Weghalen",
                key=f"veld-{asked.name}-{number}-weg",
                icon=":material/delete:",
                type="tertiary",
                on_click=_drop,
                args=(lines, number),
            )
    if asked.name == "locations":
        _adding(lines, asked, "Plek toevoegen", {"location_id": "", "description": "", "schedules": []})
    else:
        empty = {"organization_id": "", "contact_id": "", "role": "", "since": "", "until": ""}
        _adding(lines, asked, "Deelnemer toevoegen", empty)


def _location(desk: Desk, asked: Field, line: dict[str, Any], key: str) -> None:
    _record(desk, asked, line, "location_id", RecordKind.LOCATION, "Plek", f"{key}-plek")
    st.text_input(
        "Waar in het gebouw, of bij wie",
        max_chars=300,
        **_widget(desk, asked, line, "description", f"{key}-toelichting"),
    )
    own = f"{key}-eigen-tijden"
    if st.checkbox("Op deze plek zijn de tijden anders", key=given(own, _asks(line, own)), on_change=_own,
                   args=(line, own)):  # fmt: skip
        hours.table(desk, line["schedules"], f"{key}-tijden")


def _asks(line: dict[str, Any], own: str) -> bool:
    return bool(line["schedules"] or st.session_state.get(own))


def _own(line: dict[str, Any], own: str) -> None:
    """Without times of its own, the place has those of the whole."""
    if not st.session_state[own]:
        line["schedules"].clear()


def _member(desk: Desk, asked: Field, line: dict[str, Any], key: str) -> None:
    left, right = st.columns(2)
    with left:
        _record(
            desk, asked, line, "organization_id", RecordKind.ORGANIZATION, "Organisatie", f"{key}-organisatie"
        )
    with right:
        _record(desk, asked, line, "contact_id", RecordKind.CONTACT, "Persoon", f"{key}-persoon")
    st.text_input("Rol in het netwerk", max_chars=300, **_widget(desk, asked, line, "role", f"{key}-rol"))


def _record(
    desk: Desk, asked: Field, line: dict[str, Any], name: str, kind: RecordKind, label: str, key: str
) -> None:
    widget = _widget(desk, asked, line, name, key, lambda chosen: chosen or "", line[name] or None)
    st.selectbox(
        label,
        desk.choices(kind, line[name]),
        index=None,
        format_func=desk.name,
        placeholder="Kies of typ een naam",
        **widget,
    )


def _widget(
    desk: Desk,
    asked: Field,
    line: dict[str, Any],
    name: str,
    key: str,
    convert: Callable[[Any], Any] = str,
    *shown: Any,
) -> dict[str, Any]:
    """Key and callback of a widget that asks a part of a row."""
    given(key, shown[0] if shown else line[name])

    def put() -> None:
        line[name] = convert(st.session_state[key])
        desk.draft.problems.pop(asked.name, None)

    return {"key": key, "on_change": put}


def _adding(lines: Rows, asked: Field, label: str, empty: dict[str, Any], less: bool = False) -> None:
    with st.container(horizontal=True):
        st.button(
            label,
            key=f"veld-{asked.name}-erbij",
            icon=":material/add:",
            on_click=_add,
            args=(lines, empty),
        )
        if less:
            st.button(
                "Laatste weghalen",
                key=f"veld-{asked.name}-weg",
                icon=":material/delete:",
                type="tertiary",
                on_click=_drop,
                args=(lines, -1),
            )


def _add(lines: Rows, empty: dict[str, Any]) -> None:
    lines.append({name: list(value) if isinstance(value, list) else value for name, value in empty.items()})


def _drop(lines: Rows, number: int) -> None:
    del lines[number]
