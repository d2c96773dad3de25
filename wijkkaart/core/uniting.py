"""Two records that are one: what the one becomes, and how what pointed at the other follows."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from wijkkaart.core.merging import alike
from wijkkaart.record import FieldMeta, FieldType, Record, RecordKind, fields_of

_LISTS = frozenset(
    {FieldType.PHONES, FieldType.CHOICES, FieldType.AREAS, FieldType.RECORDS_AT, FieldType.SCHEDULES}
)
_KEYS = ("location_id", "organization_id", "contact_id")


class Pick(StrEnum):
    """Whose value of a field stays."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"
    """Only of lists: all that's in either."""


def differing(kept: Record, other: Record) -> list[str]:
    """The fields in which two records of a kind say something else, in the order of the form."""
    return [
        name
        for name in fields_of(kept.kind)
        if _holds(kept, name) and _holds(other, name) and not alike(name, kept, other)
    ]


def can_both(kind: RecordKind, name: str) -> bool:
    """Whether a field has room for what both say."""
    return fields_of(kind)[name].type in _LISTS


def united(
    kept: Record, other: Record, picks: Mapping[str, Pick]
) -> tuple[dict[str, Any], dict[str, FieldMeta]]:
    """The fields of `kept` that become otherwise, and what's known of them.

    Of a field that only one fills in, that stays; of one that both do, what `picks` says, `kept`'s without.
    A value that comes from `other` brings along who checked it, and who may see it.
    """
    values: dict[str, Any] = {}
    meta: dict[str, FieldMeta] = {}
    for name in fields_of(kept.kind):
        pick = picks.get(name, Pick.KEPT) if _holds(kept, name) else Pick.OTHER
        if pick is Pick.KEPT or not _holds(other, name):
            continue
        value = other[name] if pick is Pick.OTHER else _both(kept[name], other[name])
        value = _redirected(value, other.id, kept.id)
        if value != kept[name] and value != kept.id:
            values[name] = value
            meta[name] = other.meta.get(name, FieldMeta()) if pick is Pick.OTHER else _unchecked(kept, name)
    return values, meta


def redirected(record: Record, old: str, new: str) -> dict[str, Any]:
    """The fields of a record that point at `old`, pointing at `new` instead; never at the record itself."""
    found: dict[str, Any] = {}
    for name, field in fields_of(record.kind).items():
        value = record.values.get(name)
        if field.type in (FieldType.RECORD, FieldType.RECORDS_AT) and value:
            changed = _redirected(value, old, new)
            if changed != value:
                found[name] = field.empty if changed == record.id else changed
    if record.kind is RecordKind.NOTE and record.values.get("about") == old:
        found["about"] = new
    return found


def _redirected(value: Any, old: str, new: str) -> Any:
    """A value with one id in place of another; rows that come to say the same are kept once."""
    if value == old:
        return new
    if not isinstance(value, list) or not any(isinstance(row, dict) and set(_KEYS) & {*row} for row in value):
        return value
    rows = [{key: new if key in _KEYS and of == old else of for key, of in row.items()} for row in value]
    return rows if rows == value else _once(rows)


def _once(rows: list[Any]) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        at = [_who(each) for each in found]
        if _who(row) not in at:
            found.append(row)
        elif isinstance(row, dict):
            before = found[at.index(_who(row))]
            found[at.index(_who(row))] = {**row, **{key: of for key, of in before.items() if of}}
    return found


def _who(row: Any) -> Any:
    """What a row is about, without what it says of it."""
    if not isinstance(row, dict):
        return row
    if "number" in row:
        return "".join(sign for sign in str(row["number"]) if sign.isdigit())[-9:]
    keys = tuple(row.get(key) or "" for key in _KEYS)
    return keys if any(keys) else str(sorted(row.items(), key=str))


def _both(first: list[Any], second: list[Any]) -> list[Any]:
    return _once([*first, *second])


def _unchecked(record: Record, name: str) -> FieldMeta:
    return FieldMeta(visibility=record.meta.get(name, FieldMeta()).visibility)


def _holds(record: Record, name: str) -> bool:
    return record.values.get(name) not in (None, "", [], {})
