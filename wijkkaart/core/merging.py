"""Own knowledge over a place of a source, field by field.

A field that somebody filled in stays as it is, whatever the source says later; a field that was taken over
from the source follows it. Nothing is written: what both say is laid over each other each time it's shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wijkkaart.core.schedules import InvalidSchedule, in_words
from wijkkaart.core.search import plain
from wijkkaart.record import FieldMeta, FieldType, Record, fields_of

_INNER = frozenset({"source_ref", "remark", "organization_id", "moved_to"})
"""Fields that no source has a say in."""
_SAME_DEGREES = 0.0005
"""About 50 metres: closer is the same spot, measured otherwise."""


@dataclass(frozen=True)
class Difference:
    """A field of which a source says something else than own knowledge does."""

    field: str
    label: str
    """Dutch name of the field."""
    ours: Any
    theirs: Any
    origin: str
    """Id of the source."""
    checked: str
    """ISO date on which ours was last checked; "" for never."""


def overlay(source: Record, own: Record | None) -> Record:
    """The place as it's shown: own knowledge where there is any, what the source says elsewhere.

    Each field's `meta.origin` says where its value is from, "" for own knowledge. An empty own field hides
    nothing of the source. Without `own` it is the source's record.
    """
    if own is None:
        return source
    values: dict[str, Any] = {}
    meta: dict[str, FieldMeta] = {}
    for name in fields_of(own.kind):
        ours = own.meta.get(name)
        if name not in _INNER and not holds(own, name) and not _empty(source.values.get(name)):
            values[name] = source.values[name]
            theirs = source.meta.get(name, FieldMeta())
            # Confirmed was what stood there then: that still counts for the same, and not for another.
            same = ours is not None and alike(name, own, source)
            kept = replace(theirs, visibility=ours.visibility) if ours else theirs
            found = replace(kept, checked=ours.checked, checked_by=ours.checked_by) if ours and same else kept
        else:
            if name in own.values:
                values[name] = own.values[name]
            found = ours or FieldMeta()
        if found != FieldMeta():
            meta[name] = found
    return replace(own, values=values, meta=meta)


def differences(source: Record, own: Record) -> list[Difference]:
    """The fields that somebody filled in and the source contradicts, in the order of the form.

    How a thing is written makes no difference: `033-1234567` is `+31 33 123 45 67`.
    """
    found = []
    for name, field in fields_of(own.kind).items():
        if name in _INNER or not holds(own, name) or _empty(source.values.get(name)):
            continue
        if not alike(name, own, source):
            found.append(
                Difference(
                    field=name,
                    label=field.label,
                    ours=own.values[name],
                    theirs=source.values[name],
                    origin=source.meta.get(name, FieldMeta()).origin,
                    checked=own.meta.get(name, FieldMeta()).checked,
                )
            )
    return found


def holds(own: Record, name: str) -> bool:
    """Whether a field is own knowledge: filled in, and not taken over from a source."""
    return not _empty(own.values.get(name)) and not own.meta.get(name, FieldMeta()).origin


def alike(name: str, one: Record, other: Record) -> bool:
    """Whether two records say the same in a field, however it's written."""
    kind = fields_of(one.kind)[name].type
    first: Any = one.values.get(name)
    second: Any = other.values.get(name)
    if _empty(first) or _empty(second):
        return _empty(first) and _empty(second)
    if name in {"latitude", "longitude"}:
        return abs(float(first) - float(second)) <= _SAME_DEGREES
    return _bare(kind, name, first) == _bare(kind, name, second)


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _bare(kind: FieldType, name: str, value: Any) -> Any:
    """A value without what is only a way of writing."""
    if kind == FieldType.PHONES:
        return {_number(str(each.get("number") or "")) for each in value}
    if kind in {FieldType.CHOICES, FieldType.AREAS}:
        return set(value)
    if kind == FieldType.SCHEDULES:
        return _told(value)
    if kind == FieldType.URL:
        return re.sub(r"^https?://(www\.)?|/+$", "", str(value).strip().casefold())
    if name == "hours_text":
        return " ".join(str(value).casefold().split())  # 9.30 isn't 9-30
    if kind == FieldType.EMAIL or name == "postcode":
        return re.sub(r"\s", "", str(value)).casefold()
    if kind in {FieldType.TEXT, FieldType.LONG}:
        return " ".join(plain(str(value)).split()) or str(value).strip()
    return value


def _number(text: str) -> str:
    """The last nine digits, which a number has in every way of writing it."""
    return re.sub(r"\D", "", text)[-9:]


def _told(schedules: list[Mapping[str, Any]]) -> Any:
    try:
        return in_words(schedules)
    except InvalidSchedule:
        return schedules
