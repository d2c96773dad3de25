"""Hours by choosing: a line a time, and under them how visitors read it."""

from collections.abc import Callable
from datetime import date, time
from html import escape
from typing import Any

import streamlit as st

from wijkkaart.core.schedules import InvalidSchedule, oddities
from wijkkaart.present import hours_form
from wijkkaart.present.hours_form import DAY_LABELS, HOLIDAYS, RHYTHMS, SCHOOL_HOLIDAYS, Line, Row
from wijkkaart.present.record_words import sentence, times
from wijkkaart.record import Field
from wijkkaart.ui.forms.desk import Desk, part
from wijkkaart.ui.given import given

_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
_STEP = 900


def ask(desk: Desk, asked: Field) -> None:
    """The times of a field."""
    part(desk, asked)
    table(desk, desk.draft.values[asked.name], f"veld-{asked.name}")


def table(desk: Desk, lines: list[Line], key: str) -> None:
    """Lines of times that can be changed, added and taken out; `lines` is changed in place."""
    for number, line in enumerate(lines):
        with st.container(border=True, key=f"{key}-{number}"):
            if isinstance(line, Row):
                _row(lines, number, f"{key}-{number}")
            else:
                st.html(f"<p>{escape(sentence(times([dict(line)], desk.around)))}</p>")
                st.caption("Deze tijd past niet in de keuzes hieronder. U kunt hem laten staan of weghalen.")
            st.button(
                "Weghalen",
                key=f"{key}-{number}-weg",
                icon=":material/delete:",
                type="tertiary",
                on_click=_drop,
                args=(lines, number),
            )
    st.button("Tijd toevoegen", key=f"{key}-erbij", icon=":material/add:", on_click=_add, args=(lines,))
    _told(desk, lines)


def _add(lines: list[Line]) -> None:
    """Another line, with the times of the last: most places keep the same."""
    last = lines[-1] if lines else None
    same = {}
    if isinstance(last, Row):
        same = {name: getattr(last, name) for name in ("opens_at", "closes_at", "holidays")}
    lines.append(Row(**same))


def _drop(lines: list[Line], number: int) -> None:
    del lines[number]


def _told(desk: Desk, lines: list[Line]) -> None:
    """The whole in words, and what's odd about it."""
    schedules = hours_form.schedules_of(lines)
    if not schedules:
        return
    try:
        said = sentence(times([*schedules], desk.around))
        odd = oddities(schedules, desk.around.today, desk.gemeente)
    except InvalidSchedule as error:
        st.html(f'<p class="wk-odd" role="status">{escape(error.found)}</p>')
        return
    warned = "".join(f'<p class="wk-odd" role="status">{escape(each)}</p>' for each in odd)
    st.html(f'<p class="wk-said"><strong>Zo staat het er:</strong> {escape(said)}</p>{warned}')


def _row(lines: list[Line], number: int, key: str) -> None:
    row = lines[number]
    assert isinstance(row, Row)

    def widget(name: str, shown: Any, convert: Callable[[Any], Any], part: str) -> dict[str, Any]:
        return {
            "key": given(f"{key}-{part}", shown),
            "on_change": _put,
            "args": (lines, number, name, f"{key}-{part}", convert),
        }

    rhythms = [*RHYTHMS]
    how, when = st.columns([1, 2])
    with how:
        st.selectbox(
            "Hoe vaak", rhythms, format_func=RHYTHMS.__getitem__, **widget("rhythm", row.rhythm, str, "ritme")
        )
    if row.rhythm not in (hours_form.ONCE, hours_form.WORDS):
        with when:
            st.pills(
                "Dagen",
                [*DAY_LABELS],
                selection_mode="multi",
                format_func=DAY_LABELS.__getitem__,
                **widget("days", list(row.days), _in_order, "dagen"),
            )
    if row.rhythm in (hours_form.ONCE, hours_form.FORTNIGHTLY):
        with when:
            label = "Datum" if row.rhythm == hours_form.ONCE else "Eerste keer op"
            _date(label, widget("start", _as_date(row.start), _iso, "datum"))
    if row.rhythm == hours_form.WORDS:
        with when:
            st.text_input(
                "In woorden", max_chars=300, **widget("description", row.description, str, "woorden")
            )
        return
    first, last = st.columns(2)
    with first:
        st.time_input(
            "Van", value=None, step=_STEP, **widget("opens_at", _as_time(row.opens_at), _clock, "van")
        )
    with last:
        st.time_input(
            "Tot", value=None, step=_STEP, **widget("closes_at", _as_time(row.closes_at), _clock, "tot")
        )
    _more(row, widget)


def _more(row: Row, widget: Callable[..., dict[str, Any]]) -> None:
    """What few times have; open when something of it was filled in."""
    filled = bool(row.valid_from or row.valid_to or row.except_ or row.description)
    with st.expander("Feestdagen, vakanties en uitzonderingen", expanded=filled):
        first, last = st.columns(2)
        with first:
            st.selectbox(
                "Op feestdagen",
                [*HOLIDAYS],
                format_func=HOLIDAYS.__getitem__,
                **widget("holidays", row.holidays, str, "feestdagen"),
            )
            _date("Geldt vanaf", widget("valid_from", _as_date(row.valid_from), _iso, "vanaf"))
            _date("Gaat niet door op", widget("except_", None, _also(row), "niet"))
        with last:
            st.selectbox(
                "In schoolvakanties",
                [*SCHOOL_HOLIDAYS],
                format_func=SCHOOL_HOLIDAYS.__getitem__,
                **widget("school_holidays", row.school_holidays, str, "vakanties"),
            )
            _date("Geldt tot en met", widget("valid_to", _as_date(row.valid_to), _iso, "tm"))
            if row.except_:
                st.multiselect(
                    "Dagen dat het niet doorgaat",
                    list(row.except_),
                    format_func=_dutch,
                    select_all=False,
                    **widget("except_", list(row.except_), tuple, "uitzonderingen"),
                )
        st.text_input("Opmerking", max_chars=300, **widget("description", row.description, str, "opmerking"))


def _date(label: str, widget: dict[str, Any]) -> None:
    st.date_input(label, min_value=_FIRST, max_value=_LAST, format="DD-MM-YYYY", **widget)


def _put(lines: list[Line], number: int, name: str, key: str, convert: Callable[[Any], Any]) -> None:
    row = lines[number]
    if isinstance(row, Row):
        lines[number] = hours_form.changed(row, **{name: convert(st.session_state[key])})


def _also(row: Row) -> Callable[[date | None], tuple[str, ...]]:
    """One more day on which it isn't."""
    return lambda day: tuple(sorted({*row.except_, *([day.isoformat()] if day else [])}))


def _in_order(days: list[str] | None) -> tuple[str, ...]:
    return tuple(code for code in DAY_LABELS if code in (days or ()))


def _as_date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def _iso(found: date | None) -> str:
    return found.isoformat() if found else ""


def _dutch(text: str) -> str:
    return "-".join(reversed(text.split("-")))


def _as_time(text: str) -> time | None:
    try:
        return time.fromisoformat("00:00" if text.startswith("24:00") else text)
    except ValueError:
        return None


def _clock(found: time | None) -> str:
    return f"{found:%H:%M}" if found else ""
