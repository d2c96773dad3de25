"""The action plan: what, who, when, in which step of the road, and how it went on."""

import secrets
from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from wijkkaart.core.wijkscan import definition
from wijkkaart.core.wijkscan.parts import Action, Part
from wijkkaart.errors import RegisterError
from wijkkaart.present import dutch
from wijkkaart.ui.components import literal
from wijkkaart.ui.given import given
from wijkkaart.ui.records.around import doing
from wijkkaart.ui.wijkscan import saving
from wijkkaart.ui.wijkscan.opened import Opened

_FIELDS = ("what", "who", "when", "phase", "follow_up")


def write(found: Opened) -> None:
    """The plan to work in: a row an action by step of the road, and the way to add one."""
    plan = found.part(definition.ACTIONS).actions
    _road()
    if not plan:
        st.write("Er zijn nog geen acties. Begin met één ding dat u samen wilt doen.")
    for phase, title in _phases():
        rows = [each for each in plan if each.phase == phase]
        if rows:
            st.html(f'<h3 class="wk-part">{escape(title)}</h3>')
            for each in rows:
                _row(found, each)
    _add(found)


def _road() -> None:
    """The steps of the road, with what to ask at each."""
    with st.expander("De vier stappen van samen werken", icon=":material/route:"):
        steps = "".join(
            f"<div><h3>{number}. {escape(each.title)}</h3><p>{escape(each.about)}</p>"
            f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in each.questions)}</ul></div>"
            for number, each in enumerate(definition.phases(), 1)
        )
        st.html(f'<div class="ws-questions">{steps}</div>')


def read(found: Opened) -> None:
    """The plan as a table."""
    plan = found.part(definition.ACTIONS).actions
    if not plan:
        return
    names = {each.id: each.title for each in definition.phases()}
    titles = ("Wat", "Wie", "Wanneer", "Stap", "Stand")
    head = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in titles)
    states, masked = definition.states(), found.guide.masked
    rows = ""
    for each in plan:
        stand = states.get(each.state, each.state) + (f": {each.follow_up}" if each.follow_up else "")
        cells = (each.who, dutch.iso_day(each.when), names.get(each.phase, ""), stand)
        first = f'<th scope="row" role="rowheader">{escape(masked(each.what))}</th>'
        others = "".join(
            f'<td role="cell" data-label="{title}">{escape(masked(cell))}</td>'
            for title, cell in zip(titles[1:], cells, strict=True)
        )
        rows += f'<tr role="row">{first}{others}</tr>'
    # On a phone each cell has a line of its own, by the style; the roles keep it a table for who hears it.
    table = (
        f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )
    st.html(f'<div class="ws-text ws-plan-read"><div class="wk-all-figures">{table}</div></div>')


def _phases() -> list[tuple[str, str]]:
    return [*((each.id, each.title) for each in definition.phases()), ("", "Zonder stap")]


def _row(found: Opened, action: Action) -> None:
    states = definition.states()
    going = action.state in ("open", "bezig")
    late = going and "" < action.when < found.guide.day.isoformat()
    when = f"voor {dutch.iso_day(action.when)}" if action.when else "nog geen datum" if going else ""
    said = [action.who or "nog niemand", when + (": dat is voorbij" if late else "")]
    with st.container(border=True, key=f"ws-actie-{action.id}"):
        with st.container(
            horizontal=True, wrap=False, vertical_alignment="center", gap="small",
            key=f"ws-actierij-{action.id}",
        ):  # fmt: skip
            look = "wk-small wk-stale" if late else "wk-small"
            st.html(
                f'<p class="wk-name">{escape(action.what)}</p>'
                f'<p class="{look}">{escape(" · ".join(filter(None, said)))}</p>',
                width="stretch",
            )
            name = given(f"ws-stand-{action.id}", action.state)
            st.selectbox(
                "Stand", [*states], format_func=lambda each: states.get(each, each), key=name, width=150,
                label_visibility="collapsed", on_change=_stand, args=(found.id, action.id, name),
            )  # fmt: skip
            with st.popover("Aanpassen", icon=":material/edit:", key=_menu(action.id), on_change="rerun"):
                _form(found, action)
                st.button(
                    "Actie wissen", key=f"ws-wis-{action.id}", type="tertiary", icon=":material/delete:",
                    on_click=_remove, args=(found.id, action),
                )  # fmt: skip
        if action.follow_up:
            st.html(f'<p class="ws-follow">{escape(action.follow_up)}</p>')


def _add(found: Opened) -> None:
    icon, key = ":material/add:", _menu("")
    with st.popover("Actie toevoegen", icon=icon, type="primary", key=key, on_change="rerun"):
        _form(found, Action("", ""))


def _menu(id_: str) -> str:
    """The key of the menu with the form of an action; of a new one for ""."""
    return f"ws-aanpassen-{id_ or 'nieuw'}"


def _form(found: Opened, action: Action) -> None:
    phases = dict(_phases())
    name = f"ws-a-{action.id or len(found.part(definition.ACTIONS).actions)}"
    with st.form(f"{name}-formulier", border=False):
        st.text_input("Wat gaat u doen?", action.what, key=f"{name}-what", max_chars=300)
        st.text_input(
            "Wie?", action.who, key=f"{name}-who", max_chars=200,
            help="Een organisatie, groep of functie. Namen van bewoners alleen als zij dat goed vinden.",
        )  # fmt: skip
        left, right = st.columns(2)
        when = date.fromisoformat(action.when) if _is_day(action.when) else None
        left.date_input("Klaar op", when, key=f"{name}-when", format="DD-MM-YYYY")
        right.selectbox(
            "Stap", [*phases], [*phases].index(action.phase) if action.phase in phases else 0,
            format_func=lambda each: phases[each], key=f"{name}-phase",
        )  # fmt: skip
        if action.id:
            st.text_area("Wat kwam ervan?", action.follow_up, key=f"{name}-follow_up", max_chars=2000)
        st.form_submit_button("Bewaren", type="primary", on_click=_save, args=(found.id, action, name))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _save(scan: str, action: Action, name: str) -> None:
    typed = {field: st.session_state.get(f"{name}-{field}") for field in _FIELDS}
    values = {
        field: value.isoformat() if isinstance(value, date) else str(value or "").strip()
        for field, value in typed.items()
        if field != "follow_up" or action.id
    }

    def refuse() -> str:
        raise RegisterError("De actie is niet bewaard.", "Er staat nog niet wat u gaat doen.", "Vul dat in.")

    if not values["what"]:
        doing(refuse)
        return
    changed = replace(action, **values, id=action.id or secrets.token_hex(4))
    saving.alter(scan, definition.ACTIONS, lambda part: _put(part, changed), "De actie is bewaard.")
    st.session_state[_menu(action.id)] = False


def _put(part: Part, action: Action) -> Part:
    if all(each.id != action.id for each in part.actions):
        return replace(part, actions=(*part.actions, action))
    return replace(part, actions=tuple(action if each.id == action.id else each for each in part.actions))


def _stand(scan: str, id_: str, name: str) -> None:
    state = st.session_state[name]

    def how(part: Part) -> Part:
        plan = tuple(replace(each, state=state) if each.id == id_ else each for each in part.actions)
        return replace(part, actions=plan)

    saving.alter(scan, definition.ACTIONS, how)


def _remove(scan: str, action: Action) -> None:
    def how(part: Part) -> Part:
        return replace(part, actions=tuple(each for each in part.actions if each.id != action.id))

    saving.alter(scan, definition.ACTIONS, how, f"‘{literal(action.what)}’ is gewist.")
