"""Nabellen: what has to be checked this week, by whom, and how far the team is."""

from html import escape

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.worklist import Task
from wijkkaart.errors import WijkkaartError
from wijkkaart.present import dutch, werklijst
from wijkkaart.present.record_words import Around
from wijkkaart.present.werklijst import Call, Progress, Question
from wijkkaart.record import Role, may_see
from wijkkaart.ui import account, components
from wijkkaart.ui.components import literal
from wijkkaart.ui.data import open_guide
from wijkkaart.ui.keeping import area, reminders, week
from wijkkaart.ui.keeping.week import Week
from wijkkaart.ui.records import changing
from wijkkaart.ui.records.around import around, said

_MINE, _TEAM = "Mijn lijst", "Hele team"
_SHOWN = 40


def _bar(found: Progress, name: str) -> str:
    percent = round(100 * found.share)
    return (
        f'<div class="wk-progress"><span class="wk-label">{escape(name)}</span>'
        f'<div class="wk-bar" role="img" aria-label="{percent}% gedaan">'
        f'<span style="width:{percent}%"></span></div><span>{escape(found.text)}</span></div>'
    )


def _progress(found: Week, me: str) -> None:
    """How far I am, and all of us."""
    mine = werklijst.progress(task for task in found.tasks if task.member == me)
    team = werklijst.progress(found.tasks)
    bars = [_bar(mine, "Uw lijst")] if mine.total else []
    st.html("".join([*bars, _bar(team, "Hele team")]))
    if found.waiting > 0:
        st.caption(
            f"Buiten deze lijst wachten nog {dutch.count(found.waiting, 'gegeven', 'gegevens')} op hun beurt."
            " Ze komen volgende week vanzelf, het dringendste eerst."
        )


def _questions(found: tuple[Question, ...]) -> str:
    lines = "".join(
        f"<li><strong>Vraag: {escape(each.text)}</strong>"
        f'<span class="wk-known">{escape(each.known)}</span>'
        f'<span class="wk-checked wk-stale">{escape(each.since)}</span></li>'
        for each in found
    )
    return f'<ul class="wk-questions">{lines}</ul>'


def _numbers(found: Call) -> str:
    links = "".join(
        f'<a class="wk-action" href="{escape(each.href)}"><span class="wk-symbol" aria-hidden="true">call'
        f"</span>Bel {escape(each.text)}{f' ({escape(each.via)})' if each.via else ''}</a>"
        for each in found.numbers
    )
    if links:
        return f'<nav class="wk-actions" aria-label="Bellen">{links}</nav>'
    return '<p class="wk-small">Er is geen telefoonnummer bekend. Ga langs, of kijk op de website.</p>'


def _task(task: Task, found: Week, words: Around, me: str) -> None:
    """One record to check."""
    record = found.records[task.record]
    shown = werklijst.call(task, record, words)
    with st.container(border=True, key=f"taak-{record.id}"):
        st.page_link("record_page.py", label=literal(shown.name), query_params={"id": record.id})
        st.html(f'<p class="wk-small wk-under">{escape(_about(task, shown, found, me))}</p>')
        st.html(_numbers(shown) + _questions(shown.questions))
        with st.container(horizontal=True, vertical_alignment="center", key=f"doen-{record.id}"):
            _buttons(task, shown, found)


def _about(task: Task, shown: Call, found: Week, me: str) -> str:
    """What kind of thing it is, where, who has it, and how often nobody answered."""
    missed, giver = found.missed.get(task.record, 0), found.given.get(task.record, "")
    parts = [shown.kind, shown.where, shown.leans]
    parts.append(f"op de lijst van {task.member}" if task.member != me else "")
    parts.append(f"doorgegeven door {giver}" if giver and giver != task.member else "")
    parts.append(f"{missed} keer niet bereikt" if missed else "")
    return " · ".join(part for part in parts if part)


def _buttons(task: Task, shown: Call, found: Week) -> None:
    record = found.records[task.record]
    st.button(
        "Klopt nog" if len(shown.questions) == 1 else "Alles klopt nog",
        key=f"klopt-{record.id}",
        icon=":material/check:",
        type="primary",
        on_click=changing.confirm,
        args=(record, task.fields),
    )
    for each in shown.questions if len(shown.questions) > 1 else ():
        st.button(
            each.short,
            key=f"klopt-{record.id}-{each.fields[0]}",
            icon=":material/check:",
            help=f"{literal(each.subject)}: alleen dit is gevraagd en klopt nog.",
            on_click=changing.confirm,
            args=(record, each.fields),
        )
    st.page_link(
        "bewerken_page.py", label="Aanpassen", icon=":material/edit:", query_params={"id": record.id}
    )
    st.button(
        "Niet bereikt",
        key=f"niet-bereikt-{record.id}",
        icon=":material/phone_missed:",
        on_click=week.missed,
        args=(record.id, record.name),
    )
    if found.missed.get(record.id):
        st.button(
            "Toch bereikt",
            key=f"toch-bereikt-{record.id}",
            type="tertiary",
            on_click=week.reached,
            args=(record.id, record.name),
        )
    others = [name for name in found.shares if name != task.member]
    if others:
        with st.popover("Geef door", icon=":material/forward:", key=f"doorgeven-{record.id}"):
            key = f"aan-{record.id}"
            st.selectbox("Aan wie", others, key=key, index=None, placeholder="Kies een collega")
            st.button(
                "Doorgeven",
                key=f"geef-{record.id}",
                on_click=week.hand_on,
                args=(record.id, record.name, key),
            )


def _done(tasks: list[Task], found: Week) -> None:
    """What was checked, folded, with the way back."""
    if not tasks:
        return
    with st.expander(f"Gedaan ({dutch.number(len(tasks))})", icon=":material/task_alt:"):
        for task in tasks:
            record = found.records[task.record]
            with st.container(horizontal=True, vertical_alignment="center", key=f"gedaan-{record.id}"):
                st.page_link("record_page.py", label=literal(record.name), query_params={"id": record.id})
                st.caption(literal(task.member), width="content")
                st.button(
                    "Toch niet",
                    key=f"toch-niet-{record.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    help="Neem terug dat dit klopt; het komt weer op de lijst.",
                    on_click=week.take_back,
                    args=(record.id,),
                )


def _settings(found: Week, me: str) -> None:
    """How many a week, and how long things stay fresh."""
    admin = may_see(account.role(), Role.ADMIN)
    with st.expander("Hoeveel per week, en wanneer iets oud is", icon=":material/tune:"):
        for name, number in found.shares.items():
            key = f"aantal-{name}"
            st.number_input(
                f"{literal(name)}{' (u)' if name == me else ''}: hoogstens per week",
                0,
                200,
                number,
                key=key,
                disabled=not (admin or name == me),
                on_change=week.set_share,
                args=(name, key),
            )
        st.caption(
            "Wie 0 kiest, krijgt geen lijst. De lijst van deze week blijft staan. "
            + ("" if admin else "Een beheerder kan ook het aantal van anderen kiezen. ")
            + "Zo lang geldt iets als nagekeken: "
            + literal("; ".join(werklijst.shelf_lives(settings().shelf_months)))
            + "."
        )


def _page() -> None:
    area.style()
    said(changing.undo)
    guide = open_guide()
    found, words, me = week.this_week(guide), around(guide), account.author().name
    _progress(found, me)
    mine = [task for task in found.tasks if task.member == me]
    which = st.segmented_control(
        "Welke lijst", [_MINE, _TEAM], key="lijst", default=_MINE if mine else _TEAM, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    tasks = mine if which == _MINE else found.tasks
    left = [task for task in tasks if not task.done]
    # Who wasn't reached comes last: another try later today.
    left.sort(key=lambda task: found.missed.get(task.record, 0) > 0)
    if which == _TEAM and found.tasks:
        bars = [_bar(each, each.name) for each in werklijst.by_member(found.tasks)]
        st.html("".join(bars))
    if not left:
        st.success("Alles op deze lijst is gedaan." if tasks else "Er staat niets op deze lijst.")
    for task in left[:_SHOWN]:
        _task(task, found, words, me)
    if len(left) > _SHOWN:
        st.caption(f"En nog {dutch.number(len(left) - _SHOWN)}: die verschijnen als u deze hebt gehad.")
    _done([task for task in tasks if task.done], found)
    reminders.show(guide)
    _settings(found, me)


with st.container(key="werklijst"):
    st.title("Deze week nabellen")
    st.write("Dit is te lang niet nagekeken. Bel, vraag of het nog klopt, en druk op één knop.")
    if account.allowed(Role.TEAM):
        try:
            _page()
        except WijkkaartError as error:
            components.problem(error)
