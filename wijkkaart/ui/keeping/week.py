"""This week's list: who is on the team, who checks what, and what is done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.worklist import Task, week_of, worklist
from wijkkaart.guide import Guide
from wijkkaart.present import werklijst
from wijkkaart.record import Record, Role
from wijkkaart.register import accounts, history, settle
from wijkkaart.register.history import Action
from wijkkaart.ui import account
from wijkkaart.ui.components import literal
from wijkkaart.ui.records import changing
from wijkkaart.ui.records.around import doing, now, say

USUAL = 10
"""How many records somebody of the team checks in a week, unless they choose otherwise."""
_SEEN = "_vers_gezien"
_BACK = 8
"""Weeks that are looked back for who had a record before, and who was called in vain."""


@dataclass(frozen=True)
class Week:
    """The list of this week."""

    tasks: list[Task]
    records: Mapping[str, Record]
    missed: Mapping[str, int]
    """Id to how often nobody answered, of the last weeks."""
    given: Mapping[str, str]
    """Id to who passed it on to whoever has it now."""
    shares: Mapping[str, int]
    """Name of each member to how many they take on."""
    waiting: int
    """How many records have to be checked that are on nobody's list."""


def members() -> dict[str, int]:
    """Name of everybody who may have a list to how many they take on.

    Administrators take on nothing unless they say so, or there's nobody else.
    """
    found = [each for each in accounts.accounts(account.register()) if each.active]
    team = [each.name for each in found if each.role is Role.TEAM]
    usual = dict.fromkeys(team, USUAL)
    usual |= {each.name: 0 if team else USUAL for each in found if each.role is Role.ADMIN}
    return settle.shares(account.register(), usual)


def this_week(guide: Guide) -> Week:
    """The list as it stands; what is new on it is noted, so that it stays as it is until next week."""
    today, register = now().date(), account.register()
    week, shares = week_of(today), members()
    earlier = settle.assignments_since(register, week_of(today - timedelta(weeks=_BACK)))
    listed = {each.record_id: each for each in earlier if each.week == week}
    seen: werklijst.Seen = st.session_state.setdefault(_SEEN, {})
    stale = werklijst.stale(guide, today, settings().shelf_months, seen)
    known = {id_: found for id_ in listed if (found := guide.record(id_)) and not found.trashed}
    taken = sum(listed[id_].account in shares for id_ in known)
    # All of them have to be weighed only as long as somebody has room for more.
    known |= stale if taken < sum(shares.values()) else {}
    tasks = worklist(
        known.values(),
        today,
        settings().shelf_months,
        shares,
        earlier=earlier,
        dependants=werklijst.dependants(guide),
    )
    for name in shares:
        new = [task.record for task in tasks if task.member == name and task.record not in listed]
        if new:
            settle.assign(register, new, name, week, "")
    missed: dict[str, int] = {}
    for each in earlier:
        missed[each.record_id] = 0 if each.done else missed.get(each.record_id, 0) + each.missed
    return Week(
        tasks,
        known,
        missed,
        {id_: each.by for id_, each in listed.items() if each.by},
        shares,
        len(stale) - sum(not task.done for task in tasks),
    )


def _today() -> date:
    return now().date()


def missed(id_: str, name: str) -> None:
    """Nobody answered: it stays on the list."""

    def do() -> str:
        settle.settle_missed(account.register(), id_, week_of(_today()))
        return f"{literal(name)} is niet bereikt. Het blijft op de lijst staan, onder aan."

    doing(do)


def reached(id_: str, name: str) -> None:
    """It was a mistake that nobody answered."""

    def do() -> str:
        settle.settle_missed(account.register(), id_, week_of(_today()), -1)
        return f"Teruggenomen: {literal(name)} telt niet meer als niet bereikt."

    doing(do)


def hand_on(id_: str, name: str, key: str) -> None:
    """Give a task to the colleague who was chosen under `key`."""
    to = st.session_state.get(key)
    if not to:
        say("Kies eerst een collega.")
        return

    def do() -> str:
        settle.assign(account.register(), [id_], str(to), week_of(_today()), account.author().name)
        return f"{literal(name)} staat nu op de lijst van {literal(str(to))}."

    doing(do)


def take_back(id_: str) -> None:
    """Undo the last time that somebody said a record is still right."""
    found = history.history(account.register(), id_)
    edit = next((each.edit for each in found if each.action is Action.CONFIRM), "")
    if found and found[0].edit == edit:
        changing.undo(edit)
    else:
        say("Hierna is er nog iets gewijzigd. Bekijk de geschiedenis op de pagina van dit gegeven.")


def set_share(name: str, key: str) -> None:
    """Take on another number a week."""

    def do() -> str:
        number = int(st.session_state[key])
        settle.set_share(account.register(), name, number)
        return f"{literal(name)} kijkt voortaan hoogstens {number} per week na."

    doing(do)
