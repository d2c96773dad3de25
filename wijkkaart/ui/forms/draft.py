"""What somebody is typing: kept in the session, so that no click and no other page loses it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from wijkkaart.core import validation
from wijkkaart.core.validation import InvalidRecord
from wijkkaart.present import form, hours_form
from wijkkaart.record import Field, FieldType, Record, RecordKind, fields_of
from wijkkaart.register.saving import FieldConflict
from wijkkaart.ui import account


@dataclass
class Draft:
    """A record as it stands on a form. Changed in place."""

    kind: RecordKind
    id: str
    """Of a new record as well: it gets this one."""
    version: int
    """The version that was looked at; 0 for a new record."""
    base: dict[str, Any]
    """What stood there, by field."""
    values: dict[str, Any]
    """What stands on the form; see `opened`."""
    roles_base: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """Field to the least role that sees it, "" for as usual."""
    origins: dict[str, str] = field(default_factory=dict)
    """Field to the source that its value comes from."""
    problems: dict[str, str] = field(default_factory=dict)
    """Field to what kept the last save back."""
    conflicts: list[FieldConflict] = field(default_factory=list)
    now: Record | None = None
    """How the record stands when there are conflicts."""
    told: list[str] = field(default_factory=list)
    """What others changed in the meantime."""
    apart: set[str] = field(default_factory=set)
    """Ids of records that look like this one but differ."""
    owner: str = ""
    """Id of the account that types."""
    begun: str = ""
    """`14.30`"""
    seen: bool = False
    """Whether the form was drawn before."""
    saved: bool = False
    """Whether it was saved a moment ago, so that the page can go on."""
    fault: str = ""
    """What went wrong, where no field is to blame."""
    pinned: bool = False
    """Whether somebody put the pin on the map, which no address moves any more."""
    located: tuple[str, str] = ("", "")
    """The address and postcode that the pin was last looked up for."""
    look: int = 0
    """Counts how often the map has to look elsewhere."""
    looked: bool = False
    """Whether the device was asked what was left there of this form."""
    offered: "Draft | None" = None
    """What was left there, to go on with."""

    @property
    def new(self) -> bool:
        """Whether nothing was saved of it yet."""
        return self.version == 0

    def value(self, name: str) -> Any:
        """What stands on the form, as the register would have it; it may not be right."""
        return closed(fields_of(self.kind)[name], self.values[name])

    def changed(self) -> dict[str, Any]:
        """Field to value, of what differs from what stood there."""
        found = {name: self.value(name) for name in self.values}
        return {name: value for name, value in found.items() if not same(value, self.base[name])}

    def changed_roles(self) -> dict[str, str]:
        """Field to role, of what differs."""
        return {name: role for name, role in self.roles.items() if role != self.roles_base.get(name, "")}

    @property
    def touched(self) -> bool:
        """Whether there's anything to save."""
        return bool(self.changed() or self.changed_roles())

    def clean(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The values that are right, and what's wrong with those that were changed and aren't."""
        right: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        changed = self.changed()
        for name in self.values:
            try:
                right |= validation.cleaned(self.kind, {name: self.value(name)})
            except InvalidRecord as error:
                if name in changed and not same(self.value(name), fields_of(self.kind)[name].empty):
                    wrong |= error.problems
        return right, wrong

    def record(self) -> Record:
        """What stands there as a record, as far as it's right: to compare and to put into words."""
        right, _ = self.clean()
        return Record(self.id, self.kind, {name: value for name, value in right.items() if value})


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; all that stands for "not known" does."""
    return bool(one == other) or (one in (None, "", [], {}) and other in (None, "", [], {}))


def opened(asked: Field, value: Any) -> Any:
    """A value of the register as a form holds it: rows that can be changed."""
    if value is None:
        return asked.empty
    if asked.type is FieldType.SCHEDULES:
        return hours_form.lines(value)
    if asked.type is FieldType.RECORDS_AT:
        return [
            {**row, "schedules": hours_form.lines(row["schedules"])} if "schedules" in row else dict(row)
            for row in value
        ]
    if asked.type is FieldType.PHONES:
        return [dict(row) for row in value]
    return list(value) if isinstance(value, list) else dict(value) if isinstance(value, dict) else value


def closed(asked: Field, value: Any) -> Any:
    """What a form holds as the register has it, without rows that say nothing."""
    if asked.type is FieldType.SCHEDULES:
        return hours_form.schedules_of(value)
    if asked.type is FieldType.RECORDS_AT:
        rows = [
            {**row, "schedules": hours_form.schedules_of(row["schedules"])} if "schedules" in row else row
            for row in value
        ]
        return [row for row in rows if any(row.get(name) for name in row if name.endswith("_id"))]
    if asked.type is FieldType.PHONES:
        return [row for row in value if row["number"].strip() or row["description"].strip()]
    return value


def of_record(record: Record, at: datetime) -> Draft:
    """A form on a record, as the visitor sees it."""
    fields = fields_of(record.kind)
    roles = {name: known.visibility for name, known in record.meta.items() if known.visibility}
    return Draft(
        kind=record.kind,
        id=record.id,
        version=record.version,
        base={name: record[name] for name in fields},
        values={name: opened(each, record[name]) for name, each in fields.items()},
        roles_base=roles,
        roles=dict(roles),
        origins={name: known.origin for name, known in record.meta.items() if known.origin},
        located=(record.values.get("address") or "", record.values.get("postcode") or ""),
        begun=f"{at.hour}.{at.minute:02d}",
    )


def of_new(kind: RecordKind, given: Mapping[str, Any], at: datetime, gemeente: str = "") -> Draft:
    """A form for a new record, with values that are known already."""
    fields = fields_of(kind)
    values = form.beginning(kind, at.date(), gemeente) | dict(given)
    return Draft(
        kind=kind,
        id=str(uuid.uuid4()),
        version=0,
        base=values,
        values={name: opened(each, values[name]) for name, each in fields.items()},
        begun=f"{at.hour}.{at.minute:02d}",
    )


def rebased(draft: Draft, now: Record, mine: Mapping[str, bool]) -> None:
    """Go on from how the record stands now: per field in conflict, keep mine or take theirs."""
    fields = fields_of(draft.kind)
    changed = draft.changed()
    for name, each in fields.items():
        if name not in changed or mine.get(name) is False:
            draft.values[name] = opened(each, now[name])
        draft.base[name] = now[name]
    roles = {name: known.visibility for name, known in now.meta.items() if known.visibility}
    kept = draft.changed_roles()
    draft.roles = roles | {name: role for name, role in kept.items() if mine.get(f"wie:{name}") is not False}
    draft.roles_base = roles
    draft.version, draft.conflicts, draft.now, draft.problems = now.version, [], None, {}


def drafts() -> dict[str, Draft]:
    """The drafts of this session, by the name they're kept under; also those from before signing in anew."""
    if account.UNSAVED not in st.session_state:
        st.session_state[account.UNSAVED] = account.left()
    found: dict[str, Draft] = st.session_state[account.UNSAVED]
    who = account.account()
    if who and any(each.owner != who.id for each in found.values()):
        # Somebody else signed in, in another tab of this browser: what was typed is kept for who typed it.
        account.leave()
        st.session_state[account.UNSAVED] = found = account.left()
    return found


def keep(name: str, draft: Draft) -> Draft:
    """Keep a draft for whoever is signed in."""
    who = account.account()
    draft.owner = who.id if who else ""
    drafts()[name] = draft
    return draft


def drop(name: str) -> None:
    """Forget a draft."""
    drafts().pop(name, None)
