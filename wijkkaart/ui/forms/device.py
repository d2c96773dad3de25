"""What somebody is typing on a form, kept in their browser too: it outlives a reload, a crash and a restart.

Only what differs from the register is kept, under the account that typed it, until it's saved or thrown
away, for two weeks at most; about a person no longer than a sign-in lasts. Signing out takes it off the
device (`sessie.js`), and so does the first page that's opened after its time (`page.js`). What comes back is
somebody's input like any other: its shape is checked here, its content when it's saved.
"""

import json
import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

import streamlit as st

from wijkkaart.config import settings
from wijkkaart.core.schedules import EMPTY as SCHEDULE
from wijkkaart.record import LINK_COLUMNS, ROLES, Field, FieldType, RecordKind, fields_of
from wijkkaart.ui import account, components
from wijkkaart.ui.forms.draft import Draft, opened, same

_DROPPED = "_concepten_weg"
_HOURS = 14 * 24
_FORM = 1
"""Of the text that is kept: what another form wrote isn't read."""
_TYPED = frozenset({FieldType.TEXT, FieldType.LONG, FieldType.EMAIL, FieldType.URL})
_PHONE = re.compile(r"(?a)phones-(\d{1,3})-(nummer|waarvoor)")
T = FieldType


def text_of(draft: Draft) -> str:
    """What differs from the register, as text; "" for nothing."""
    changed, roles = draft.changed(), draft.changed_roles()
    if not (changed or roles):
        return ""
    kept = {
        "form": _FORM,
        "id": draft.id,
        "kind": draft.kind,
        "version": draft.version,
        "begun": draft.begun,
        "values": changed,
        "base": {name: draft.base[name] for name in changed},
        "roles": roles,
    }
    return json.dumps(kept, ensure_ascii=False)


def taken_up(text: str, typed: Mapping[str, Any], draft: Draft) -> Draft | None:
    """A form that was just begun, with what was left on the device; None when that says nothing new.

    `typed` is what stood in a field that somebody was still in: key of its widget to text.
    """
    kept = _read(text)
    if kept is None or kept["kind"] != draft.kind or (not draft.new and kept["id"] != draft.id):
        kept = {"version": draft.version, "values": {}, "base": {}, "roles": {}, "begun": draft.begun}
    asked, found = fields_of(draft.kind), deepcopy(draft)
    for name, value in kept["values"].items():
        if name in asked and _shaped(asked[name], value) and not same(value, draft.base[name]):
            found.values[name] = opened(asked[name], value)
            if kept["version"] < draft.version:
                # Others changed the record since: what I saw then is what mine is compared with.
                found.base[name], found.version = kept["base"].get(name, draft.base[name]), kept["version"]
    for key, value in typed.items():
        _type(found, key.removeprefix("veld-"), value)
    found.roles |= {
        name: role for name, role in kept["roles"].items() if name in asked and role in ("", *ROLES)
    }
    found.id, found.begun = str(kept.get("id", draft.id)), str(kept["begun"])[:5]
    return found if found.touched else None


def _type(draft: Draft, name: str, text: Any) -> None:
    """Put in what stood in one field of text, or in a line of telephone numbers."""
    asked = fields_of(draft.kind)
    if not isinstance(text, str):
        return
    if name in asked and asked[name].type in _TYPED:
        draft.values[name] = text
    elif found := _PHONE.fullmatch(name):
        lines = draft.values.get("phones", [])
        if int(found[1]) == len(lines):
            lines.append({"number": "", "description": ""})
        if int(found[1]) < len(lines):
            lines[int(found[1])][{"nummer": "number", "waarvoor": "description"}[found[2]]] = text


def _read(text: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(text)
    except ValueError:
        return None
    if not isinstance(kept, dict) or kept.get("form") != _FORM or not isinstance(kept.get("version"), int):
        return None
    whole = all(isinstance(kept.get(name), dict) for name in ("values", "base", "roles"))
    return (
        kept if whole and all(isinstance(kept.get(name), str) for name in ("id", "kind", "begun")) else None
    )


def _shaped(asked: Field, value: Any) -> bool:
    """Whether a value has the shape of those of its field (`record.FieldType`)."""
    match asked.type:
        case T.NUMBER:
            return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
        case T.BOOL:
            return value is None or isinstance(value, bool)
        case T.CHOICES | T.AREAS:
            return _words(value)
        case T.PHONES:
            return isinstance(value, list) and all(_row(each, ("number", "description")) for each in value)
        case T.SCHEDULES:
            return isinstance(value, list) and all(map(_schedule, value))
        case T.RECORDS_AT:
            return isinstance(value, list) and all(_row(each, LINK_COLUMNS[asked.name]) for each in value)
        case T.CONSENT:
            return isinstance(value, dict) and all(
                isinstance(each, str) or _words(each) for each in value.values()
            )
    return isinstance(value, str)


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _row(value: Any, names: Collection[str]) -> bool:
    if not isinstance(value, dict) or value.keys() != set(names):
        return False
    schedules = value.get("schedules", [])
    words = all(isinstance(value[name], str) for name in names if name != "schedules")
    return words and isinstance(schedules, list) and all(map(_schedule, schedules))


def _schedule(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == SCHEDULE.keys()
        and all(type(value[name]) is type(usual) for name, usual in SCHEDULE.items())
        and _words(value["except"] + value["extra"])
    )


# -- in the browser


def keep(name: str, draft: Draft) -> None:
    """Keep what stands on a form on the device; for one that was just begun, ask what was left there."""
    who = account.account()
    key = "concept-op-apparaat"

    def take() -> None:
        left = st.session_state[key].get("gevonden") or {}
        if not draft.looked and not draft.touched and left.get("place") == place:
            draft.offered = taken_up(str(left.get("text") or ""), dict(left.get("typed") or {}), draft)
        draft.looked = True

    place = _place(who.id if who else "", name)
    # What was found stays there until somebody says what to do with it.
    text = text_of(draft) or (text_of(draft.offered) if draft.offered else "")
    hours = settings().session_hours if draft.kind is RecordKind.CONTACT else _HOURS
    data = {"place": place, "text": text, "look": not draft.looked, "hours": hours}
    with st.container(key="concept-bewaren"):
        components.component("concept", "forms/concept.js")(key=key, data=data, on_gevonden_change=take)


def drop(name: str) -> None:
    """Take off the device what was kept of a form, on whatever page comes next."""
    who = account.account()
    st.session_state.setdefault(_DROPPED, {})[name] = _place(who.id if who else "", name)


def dropped(name: str) -> bool:
    """Whether a form that is begun anew had its draft dropped; from now on it's kept again."""
    return st.session_state.get(_DROPPED, {}).pop(name, None) is not None


def clear() -> None:
    """On every page: take off the device what was dropped."""
    if found := st.session_state.get(_DROPPED):
        with st.container(key="concept-wissen"):
            components.component("concept_weg", "forms/concept.js")(
                key="concept-weg-apparaat", data={"drop": [*found.values()]}
            )


def _place(owner: str, name: str) -> str:
    return f"{components.DRAFTS}{owner} {name}"
