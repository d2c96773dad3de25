"""The tables of the register: a table a kind of record, a column a field of `record.FIELDS`.

They're written so that who reads SQL understands them. Text that isn't known is "", a number, yes-or-no
or reference that isn't known NULL, a list or structure JSON. Dates and times are ISO text; times are UTC.
A record that's thrown away stays where it is, with the time in `trashed`.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

import wijkkaart.register.wijkscan_schema  # noqa: F401 - so that `metadata` has all tables
from wijkkaart.record import FIELDS, Field, FieldType, RecordKind
from wijkkaart.register.columns import Json as Json
from wijkkaart.register.columns import Long as _Long
from wijkkaart.register.columns import metadata as metadata
from wijkkaart.register.columns import text as _text

_LISTS = {FieldType.PHONES, FieldType.CHOICES, FieldType.AREAS, FieldType.SCHEDULES}


def _reference(name: str, table: str, *, required: bool = False, cascade: bool = False) -> Column[Any]:
    """A column with the id of a record; checked at the end of the transaction, so the order is free."""
    key = ForeignKey(
        f"{table}.id", ondelete="CASCADE" if cascade else None, deferrable=True, initially="DEFERRED"
    )
    return Column(name, Text, key, nullable=not required)


def _json(name: str, empty: str) -> Column[Any]:
    return Column(name, Json, nullable=False, server_default=empty)


def _column(field: Field) -> Column[Any]:
    """The column of a field; those of type RECORDS_AT have a table of their own."""
    if field.type is FieldType.RECORD and field.of:
        return _reference(field.name, field.of)
    if field.type is FieldType.NUMBER:
        return Column(field.name, Float)
    if field.type is FieldType.BOOL:
        return Column(field.name, Boolean)
    if field.type is FieldType.CONSENT:
        return _json(field.name, "{}")
    if field.type in _LISTS:
        return _json(field.name, "[]")
    return _text(field.name)


def _records(kind: RecordKind) -> Table:
    return Table(
        kind.value,
        metadata,
        Column("id", Text, primary_key=True),
        *(_column(field) for field in FIELDS[kind] if field.type is not FieldType.RECORDS_AT),
        _json("meta", "{}"),
        Column("version", Integer, nullable=False),
        _text("created"),
        _text("modified"),
        _text("trashed"),
        Column("example", Boolean, nullable=False),
        Column("revision", _Long, nullable=False),
        Index(f"{kind.value}_by_revision", "revision"),
    )


RECORDS = {kind: _records(kind) for kind in RecordKind}
"""Kind to its table. `meta` is field name to what is known of it beside its value (`FieldMeta`)."""

service_at_location = Table(
    "service_at_location",
    metadata,
    _reference("service_id", "service", required=True, cascade=True),
    Column("position", Integer, nullable=False),
    _reference("location_id", "location", required=True),
    _text("description"),
    _json("schedules", "[]"),
    UniqueConstraint("service_id", "position", name="service_at_location_in_order"),
    Index("service_at_location_by_location", "location_id"),
)
"""Where an offer is given, in order; `schedules` only where they differ from those of the offer."""

membership = Table(
    "membership",
    metadata,
    _reference("network_id", "network", required=True, cascade=True),
    Column("position", Integer, nullable=False),
    _reference("organization_id", "organization"),
    _reference("contact_id", "contact"),
    _text("role"),
    _text("since"),
    _text("until"),
    UniqueConstraint("network_id", "position", name="membership_in_order"),
    Index("membership_by_organization", "organization_id"),
    Index("membership_by_contact", "contact_id"),
)
"""Who takes part in a network: an organisation, a key person, or one through the other."""

LINKS = {
    (RecordKind.SERVICE, "locations"): service_at_location,
    (RecordKind.NETWORK, "members"): membership,
}
"""Kind and name of each RECORDS_AT field to its table."""

change = Table(
    "change",
    metadata,
    Column("id", _Long, primary_key=True, autoincrement=True),
    Column("edit", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Json),
    Column("after", Json),
    Column("meta_before", Json),
    Column("meta_after", Json),
    Index("change_by_record", "record_id", "version"),
    Index("change_by_edit", "edit"),
    Index("change_by_time", "at"),
    sqlite_autoincrement=True,
)
"""The history: one row a field a save, with what stood there and what came. What one person did in one
go has one `edit`. Where only what's known of a field changed (`meta_…`), `before` and `after` are equal."""

register_state = Table(
    "register_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", _Long, nullable=False),
)
"""One row; its revision is raised by every change of a record. Writers queue for it."""

gone = Table(
    "gone",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("revision", _Long, nullable=False, index=True),
)
"""Records and wijkscans that were erased; nothing but that they were."""

erasure = Table(
    "erasure",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Proof that a person or a wijkscan was erased; its id is random, and nothing in it says who or what."""

account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("failed", Integer, nullable=False, server_default="0"),
    _text("locked_until"),
    _text("created"),
    Column("version", Integer, nullable=False, server_default="1"),
)
"""Who may sign in; `failed` counts the wrong passwords in a row."""

session = Table(
    "session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    _reference("account_id", "account", required=True, cascade=True),
    _text("created"),
    _text("used"),
    _text("expires"),
    _text("shown_as"),
    Index("session_by_account", "account_id"),
)
"""A sign-in that goes on; `shown_as` is the role that is tried on with "Bekijk als"."""

not_duplicate = Table(
    "not_duplicate",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Two records (the lower id first) that look alike, but of which somebody said that they differ."""

assignment = Table(
    "assignment",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("done", Text, nullable=False, server_default=""),
    Column("missed", Integer, nullable=False, server_default="0"),
    Index("assignment_by_week", "week", "account"),
)
"""Who checks which record in which week ("2026-W48"); `done` is when that was done, `missed` how often nobody
answered."""

share = Table(
    "share",
    metadata,
    Column("account", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
"""How many records a member of the team takes on in a week, where that isn't the usual number."""

own_area = Table(
    "own_area",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("parts", Json, nullable=False),
    Column("outline", Json),
    Column("owner", Text, nullable=False),
    Column("for_all", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    Index("own_area_by_gemeente", "gemeente"),
)
"""Areas that people put together: `parts` are codes of wijken and buurten, `outline` is a GeoJSON geometry
(WGS84) where one was drawn. Without `for_all` only the team sees it."""

saved_list = Table(
    "saved_list",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("entries", Json, nullable=False),
    Column("owner", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Lists that the team keeps for comparing: `kind` is `gebieden` or `cijfers`, `entries` are codes or ids."""
