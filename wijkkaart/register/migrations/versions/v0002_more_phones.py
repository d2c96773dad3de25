"""More than one phone number a record, and what the first tables had no room for.

Alerts, moved places, references to sources, meeting times, terms of membership, special data of persons;
what is known of a field beside its value goes into the history; erased records, worklists, and pairs
that only look alike. Numbers go along, in the records as in their history.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_WITH_PHONES = ("organization", "location", "service", "contact")
_TEXTS = (
    ("location", "alert"),
    ("location", "source_ref"),
    ("service", "alert"),
    ("membership", "since"),
    ("membership", "until"),
)


def upgrade() -> None:
    """Add the columns and tables, and carry the phone numbers over."""
    for table, name in _TEXTS:
        op.add_column(table, sa.Column(name, sa.Text, nullable=False, server_default=""))
    # In SQL, as SQLite takes a reference only with the column itself. The types are those of both.
    op.execute(
        "ALTER TABLE location ADD COLUMN moved_to TEXT REFERENCES location (id) DEFERRABLE INITIALLY DEFERRED"
    )
    op.add_column("contact", sa.Column("special", sa.Boolean))
    op.add_column("network", sa.Column("meets", _JSON, nullable=False, server_default="[]"))
    for name in ("meta_before", "meta_after"):
        op.add_column("change", sa.Column(name, _JSON))
    for table in _WITH_PHONES:
        op.add_column(table, sa.Column("phones", _JSON, nullable=False, server_default="[]"))
        _carry_numbers(table)
        op.drop_column(table, "phone")
    _carry_history()
    op.create_index("change_by_time", "change", ["at"])
    _new_tables()


def _numbers(phone: str | None) -> list[dict[str, str]]:
    return [{"number": phone, "description": ""}] if phone else []


def _carry_numbers(name: str) -> None:
    table = sa.table(
        name,
        sa.column("id", sa.Text),
        sa.column("phone", sa.Text),
        sa.column("phones", _JSON),
        sa.column("meta", _JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(table.c.id, table.c.phone, table.c.meta)).all():
        meta: dict[str, Any] = row.meta or {}
        if "phone" in meta:
            meta = {"phones" if field == "phone" else field: known for field, known in meta.items()}
        elif not row.phone:
            continue
        update = table.update().where(table.c.id == row.id)
        connection.execute(update.values(phones=_numbers(row.phone), meta=meta))


def _carry_history() -> None:
    table = sa.table(
        "change",
        sa.column("id", sa.BigInteger),
        sa.column("field", sa.Text),
        sa.column("before", _JSON),
        sa.column("after", _JSON),
    )
    connection = op.get_bind()
    phones = sa.select(table).where(table.c.field == "phone")
    for row in connection.execute(phones).all():
        values = {"before": _numbers(row.before), "after": _numbers(row.after), "field": "phones"}
        connection.execute(table.update().where(table.c.id == row.id).values(**values))


def _new_tables() -> None:
    op.create_table(
        "gone",
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
    )
    op.create_index("ix_gone_revision", "gone", ["revision"])
    op.create_table(
        "not_duplicate",
        sa.Column("a", sa.Text, primary_key=True),
        sa.Column("b", sa.Text, primary_key=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "assignment",
        sa.Column("record_id", sa.Text, primary_key=True),
        sa.Column("week", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("done", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("assignment_by_week", "assignment", ["week", "account"])
