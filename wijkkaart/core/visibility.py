"""What a role may see: the one door between the data and any output.

`strip_all` is for the records of the register, `visible` for the places of sources; the rules are the same.

- A field is seen by the role it's meant for and up; a record may say otherwise, field by field
  (`FieldMeta.visibility`). What the team writes for itself (`FOR_THE_TEAM`) is never opened.
- Whoever may not see the name of a record doesn't see the record.
- **Key persons** are the team's. Consent that is valid (`consents`) opens the fields in its scope to
  everybody; the record can narrow that to partners, and never widen it. So partners see no more than what
  the person agreed to. Once their time is up only `beheerder` still sees the record; the team is told that
  there's one (`notice`).
- **Sensitive places** (`Category.sensitive`) are known per gemeente to whoever isn't of the team: no point,
  address, hours in own words, route or other name, and nothing refers to them. What is offered there keeps
  its name and telephone, and loses the place. How they can be reached stays: it's why they're listed.
- What was thrown away is seen by the team and up.
- References to what may not be seen are taken out. A membership of an organisation through a person who may
  not be seen keeps the organisation alone.
- Who checked a field is the team's to know; when it was checked, and its source, are not secret.

Free text isn't read: an address or name that somebody types in a description isn't found. Forms warn for it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from wijkkaart.catalogue import categories
from wijkkaart.core.consent import consents, expired
from wijkkaart.core.visible_places import visible
from wijkkaart.model import gemeente_of, is_code
from wijkkaart.record import (
    SCOPED,
    FieldMeta,
    FieldType,
    Record,
    RecordKind,
    Role,
    fields_of,
    may_see,
)

__all__ = ["FOR_THE_TEAM", "Seen", "notice", "sensitive", "strip", "strip_all", "visible"]

FOR_THE_TEAM = frozenset({"remark", "source_ref"})
"""Fields that no record can open to others than the team."""
_SHOWN_OF_HIDDEN = frozenset(
    {
        "name",
        "category",
        "organization_id",
        "description",
        "gemeente",
        "phones",
        "email",
        "website",
        "schedules",
        "target_groups",
        "accessibility",
        "status",
        "opened",
        "closed",
        "alert",
    }
)
"""All that others than the team see of a sensitive place."""

_ROLES = frozenset(Role)
_RECORD_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Seen(Record):
    """A record as a role may see it: it went through the door."""

    role: Role = Role.PUBLIC
    """Whose eyes it was stripped for."""


def strip(record: Record, role: Role, today: date) -> Seen | None:
    """One record as `role` may see it; None when it may not be seen.

    Nobody can tell here whether what it refers to may be seen. So roles below the team get no references
    (`strip_all` keeps those that may be there); the team, whose forms need them, gets all.
    """
    return strip_all([record], role, today).get(record.id) if _outsider(role) else _bare(record, role, today)


def strip_all(records: Iterable[Record], role: Role, today: date) -> dict[str, Seen]:
    """Id to record as `role` may see it, in order, without what may not be seen and references to it.

    Give all records of the register: a reference to what isn't among them is taken out. What went
    through before comes out the same. Raises nothing; what can't be understood isn't shown.
    """
    everything = {record.id: record for record in records}
    shut = _shut(everything.values()) if _outsider(role) else frozenset()
    bare = {id_: _bare(record, role, today) for id_, record in everything.items()}
    seen = {id_: record for id_, record in bare.items() if record is not None}
    notes = [record for record in seen.values() if record.kind is K.NOTE]
    for note in [each for each in notes if _unsaid(each, everything, seen, shut)]:
        del seen[note.id]
    return {id_: _linked(record, seen, shut) for id_, record in seen.items()}


def notice(record: Record, role: Role, today: date) -> Seen | None:
    """A key person on the worklist of those whose time is up: to the team no more than the name and the date.

    Persons whose time isn't up are as `strip` has them.
    """
    if record.kind is not K.CONTACT or not expired(record, today) or role is not Role.TEAM:
        return strip(record, role, today)
    told = {name: record.values[name] for name in ("name", "expires") if name in record.values}
    return _seen(record, role, told, {})


K, T = RecordKind, FieldType


@cache
def _outsider(role: str) -> bool:
    return not may_see(role, Role.TEAM)


@cache
def _references(kind: str) -> tuple[str, ...]:
    """The fields of a kind that refer to records."""
    return tuple(name for name, each in fields_of(kind).items() if each.of or each.type is T.RECORDS_AT)


def sensitive(record: Record) -> bool:
    """Whether where it is must not be told: a place, offer or organisation of such a kind."""
    found = categories().get(str(record.values.get("category") or ""))
    return found is not None and found.sensitive


def _shut(records: Iterable[Record]) -> frozenset[str]:
    """Ids of places that nothing may lead to."""
    return frozenset(record.id for record in records if record.kind is K.LOCATION and sensitive(record))


@cache
def _plain(kind: str, role: str) -> frozenset[str]:
    """The fields that a role sees of a kind, where the record says nothing about it."""
    return frozenset(name for name, each in fields_of(kind).items() if may_see(role, each.visibility))


def _bare(record: Record, role: Role, today: date) -> Seen | None:
    """The record without fields that `role` may not see; its references aren't looked at."""
    if isinstance(record, Seen) and may_see(role, record.role):
        return record
    if record.trashed and _outsider(role):
        return None
    names = _names(record, role, today)
    if "name" not in names or not record.values.get("name"):
        return None
    values = {name: value for name, value in record.values.items() if name in names}
    if _outsider(role) and sensitive(record):
        values = _vague(record.kind, values)
    meta = {name: _told(known, record.kind, role) for name, known in record.meta.items() if name in values}
    return _seen(record, role, values, meta)


def _seen(record: Record, role: Role, values: Mapping[str, Any], meta: Mapping[str, FieldMeta]) -> Seen:
    return Seen(
        id=record.id,
        kind=record.kind,
        values=values,
        meta=meta,
        version=record.version,
        created=record.created,
        modified=record.modified,
        trashed=record.trashed,
        example=record.example,
        role=role,
    )


def _names(record: Record, role: Role, today: date) -> Collection[str]:
    """The fields of a record that `role` may see."""
    person = record.kind is K.CONTACT
    if role not in _ROLES:
        return ()
    if person and expired(record, today):
        return fields_of(record.kind) if role == Role.ADMIN else ()
    said = [(name, known) for name, known in record.meta.items() if known.visibility]
    if person and _outsider(role):
        open_ = set(SCOPED) & consents(record, today)
    elif not said:
        return _plain(record.kind, role)
    else:
        open_ = set(_plain(record.kind, role))
    for name, known in said:
        if name not in fields_of(record.kind):
            continue
        # A word that isn't a role is no permission; whoever manages the register can set it right.
        if not (may_see(role, known.visibility) or role == Role.ADMIN):
            open_.discard(name)
        elif not person and not (name in FOR_THE_TEAM and _outsider(role)):
            open_.add(name)
    return open_


def _told(known: FieldMeta, kind: RecordKind, role: Role) -> FieldMeta:
    """What is known about a field, without who checked it.

    Who may see it stays, so that stripping once more for a lesser role opens nothing.
    """
    if not _outsider(role):
        return known
    return FieldMeta("" if kind is K.CONTACT else known.origin, known.checked, visibility=known.visibility)


def _vague(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of something sensitive without what tells where it is."""
    kept = dict(values)
    if kind is K.LOCATION:
        kept = {name: value for name, value in kept.items() if name in _SHOWN_OF_HIDDEN}
    kept.pop("locations", None)
    if "service_area" in kept:
        kept["service_area"] = _coarse(kept["service_area"])
    if "schedules" in kept:
        kept["schedules"] = [{**each, "description": ""} for each in kept["schedules"] or []]
    return kept


def _coarse(codes: Iterable[str]) -> list[str]:
    return sorted({gemeente_of(code) for code in codes or () if is_code(code)})


# -- what refers to what


def _unsaid(
    note: Seen, everything: Mapping[str, Record], seen: Collection[str], shut: frozenset[str]
) -> bool:
    """Whether a note is about something that may not be seen; those about persons are the team's."""
    about = str(everything[note.id].values.get("about") or "")
    found = everything.get(about)
    if found is None:
        return _outsider(note.role) and bool(_RECORD_ID.fullmatch(about))
    return about not in seen or about in shut or (found.kind is K.CONTACT and _outsider(note.role))


def _linked(record: Seen, seen: Mapping[str, Seen], shut: frozenset[str]) -> Seen:
    """The record with only references to what is seen."""
    kept = dict(record.values)
    for name in _references(record.kind):
        value = kept.get(name)
        if not value:
            continue
        each = fields_of(record.kind)[name]
        if each.type is T.RECORD and (value not in seen or value in shut):
            del kept[name]
        elif each.type is T.RECORDS_AT and each.of is K.LOCATION:
            ids = [row.get("location_id") for row in value]
            kept[name] = [row for id_, row in zip(ids, value, strict=True) if id_ in seen and id_ not in shut]
            if "service_area" in kept and not shut.isdisjoint(ids):
                kept["service_area"] = _coarse(kept["service_area"])
        elif each.type is T.RECORDS_AT:
            kept[name] = [row for row in (_member(row, seen) for row in value) if row]
    if kept == record.values:
        return record
    return _seen(
        record, record.role, kept, {name: known for name, known in record.meta.items() if name in kept}
    )


def _member(row: Mapping[str, Any], seen: Mapping[str, Seen]) -> dict[str, Any]:
    """A membership with only who may be seen; {} when that is nobody."""
    kept = dict(row)
    person = seen.get(str(row.get("contact_id") or ""))
    if row.get("contact_id") and (person is None or "title" not in person.values):
        # What somebody is in a network is their role.
        kept["role"] = ""
    if person is None:
        kept["contact_id"] = ""
    if row.get("organization_id") not in seen:
        kept["organization_id"] = ""
    return kept if kept.get("contact_id") or kept.get("organization_id") else {}
