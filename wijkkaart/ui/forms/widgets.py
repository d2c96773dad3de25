"""A widget for every type of field; what has rows of its own stands in `rows` and `hours`."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Literal

import streamlit as st

from wijkkaart.present import choices
from wijkkaart.record import Field, FieldType
from wijkkaart.ui.components import literal
from wijkkaart.ui.forms import hours, rows
from wijkkaart.ui.forms.desk import Desk, beside, key, takes
from wijkkaart.ui.given import given

T = FieldType
FIRST, LAST = date(1000, 1, 1), date(2200, 12, 31)
DAY = "DD-MM-YYYY"
_UNKNOWN = "weet ik niet"
_YES_NO: Mapping[bool | None, str] = {True: "ja", False: "nee", None: _UNKNOWN}
_LIVE = frozenset({"name", "text", "address", "postcode"})
"""Fields of which something is said while somebody types."""
_LONGEST = {T.TEXT: 300, T.LONG: 10_000, T.EMAIL: 254, T.URL: 2000}


def ask(desk: Desk, asked: Field) -> None:
    """The widget of a field, with what is to be said of it."""
    with st.container(key=f"blok-{asked.name}"):
        _ASK[asked.type](desk, asked)
        beside(desk, asked)


def _text(desk: Desk, asked: Field) -> None:
    kinds: Mapping[FieldType, Literal["email", "url"]] = {T.EMAIL: "email", T.URL: "url"}
    examples = {T.EMAIL: "naam@voorbeeld.nl", T.URL: "www.voorbeeld.nl"}
    given(key(asked.name), desk.draft.values[asked.name])
    st.text_input(
        literal(desk.label(asked)),
        placeholder=examples.get(asked.type),
        type=kinds.get(asked.type, "default"),
        max_chars=_LONGEST[asked.type],
        live="600ms" if asked.name in _LIVE else False,
        autocomplete="off",
        **takes(desk.draft, asked.name),
    )


def _long(desk: Desk, asked: Field) -> None:
    given(key(asked.name), desk.draft.values[asked.name])
    st.text_area(
        literal(desk.label(asked)),
        max_chars=_LONGEST[T.LONG],
        height=150 if asked.name == "text" else 100,
        **takes(desk.draft, asked.name),
    )


def as_date(text: str) -> date | None:
    """An ISO date as a date; None for what isn't one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None


def iso(found: date | None) -> str:
    """A date as ISO text; "" for none."""
    return found.isoformat() if found else ""


def _date(desk: Desk, asked: Field) -> None:
    given(key(asked.name), as_date(desk.draft.values[asked.name]))
    st.date_input(
        literal(desk.label(asked)),
        min_value=FIRST,
        max_value=LAST,
        format=DAY,
        **takes(desk.draft, asked.name, iso),
    )


def _number(desk: Desk, asked: Field) -> None:
    value, age = desk.draft.values[asked.name], asked.name.endswith("_age")
    if age:
        given(key(asked.name), None if value is None else int(value))
        limits: dict[str, Any] = {"min_value": 0, "max_value": 120, "step": 1}
    else:
        given(key(asked.name), value)
        limits = {"step": 0.0001, "format": "%.6f"}
    st.number_input(
        literal(desk.label(asked)),
        value=None,
        **limits,
        **takes(desk.draft, asked.name, lambda found: None if found is None else float(found)),
    )


def _yes_no(desk: Desk, asked: Field) -> None:
    given(key(asked.name), desk.draft.values[asked.name])
    st.radio(
        literal(desk.label(asked)),
        [*_YES_NO],
        format_func=_YES_NO.__getitem__,
        horizontal=True,
        **takes(desk.draft, asked.name),
    )


def pick(
    label: str,
    options: list[str],
    chosen: str,
    names: Callable[[str], str],
    name: str,
    **more: Any,
) -> None:
    """A list with search from which one can be chosen, or none."""
    if chosen and chosen not in options:
        options = [*options, chosen]
    given(name, chosen or None)
    st.selectbox(
        literal(label), options, index=None, format_func=names, key=name, placeholder="Kies of typ", **more
    )


def _choice(desk: Desk, asked: Field) -> None:
    found = choices.of_field(asked)
    value = desk.draft.values[asked.name]
    callback = takes(desk.draft, asked.name, lambda chosen: chosen or "")
    name = callback.pop("key")
    pick(desk.label(asked), [*found], value, lambda each: found.get(each, each), name, **callback)


def _record(desk: Desk, asked: Field) -> None:
    value = desk.draft.values[asked.name]
    callback = takes(desk.draft, asked.name, lambda chosen: chosen or "")
    name = callback.pop("key")
    found = [each for each in desk.choices(asked.of or "", value) if each != desk.draft.id]
    pick(desk.label(asked), found, value, desk.name, name, **callback)


def _many(
    desk: Desk, asked: Field, options: list[str], names: Callable[[str], str], placeholder: str
) -> None:
    chosen = list(desk.draft.values[asked.name])
    given(key(asked.name), chosen)
    st.multiselect(
        literal(desk.label(asked)),
        [*options, *(each for each in chosen if each not in options)],
        format_func=names,
        placeholder=placeholder,
        select_all=False,
        **takes(desk.draft, asked.name, list),
    )


def _choices(desk: Desk, asked: Field) -> None:
    found = choices.of_field(asked)
    _many(desk, asked, [*found], lambda each: found.get(each, each), "Kies of typ")


def _areas(desk: Desk, asked: Field) -> None:
    options: list[str] = []
    if desk.gemeente:
        atlas = desk.guide.atlas
        options = [desk.gemeente]
        for level in ("wijk", "buurt"):
            options += [code for code in atlas.children(desk.gemeente, level).code if code not in options]
    _many(desk, asked, options, partial(_area, desk), "Kies wijken of buurten")


def _area(desk: Desk, code: str) -> str:
    level = {"WK": " (wijk)", "BU": " (buurt)"}.get(code[:2], "")
    return f"{desk.around.area(code)}{level}"


def gemeente(desk: Desk, asked: Field) -> None:
    """The gemeente, out of those that were loaded."""
    names = desk.guide.atlas.gemeenten
    value = desk.draft.values[asked.name]
    callback = takes(desk.draft, asked.name, lambda chosen: chosen or "")
    pick(
        desk.label(asked),
        [*names],
        value,
        lambda code: names.get(code, code),
        callback.pop("key"),
        **callback,
    )
    beside(desk, asked)


def _elsewhere(desk: Desk, asked: Field) -> None:
    """Fields that the form asks in a part of their own."""


_ASK: Mapping[FieldType, Callable[[Desk, Field], None]] = {
    T.TEXT: _text,
    T.LONG: _long,
    T.EMAIL: _text,
    T.URL: _text,
    T.DATE: _date,
    T.NUMBER: _number,
    T.BOOL: _yes_no,
    T.CHOICE: _choice,
    T.CHOICES: _choices,
    T.AREAS: _areas,
    T.RECORD: _record,
    T.PHONES: rows.phones,
    T.SCHEDULES: hours.ask,
    T.RECORDS_AT: rows.links,
    T.CONSENT: _elsewhere,
}
