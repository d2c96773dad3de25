"""The first tables: records with their links, history, accounts and sign-ins."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names.split()]


def _lists(names: str, empty: str = "[]") -> list[sa.Column[Any]]:
    return [sa.Column(name, _JSON, nullable=False, server_default=empty) for name in names.split()]


def _refers(name: str, table: str, *, required: bool = False, cascade: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(
        f"{table}.id", ondelete="CASCADE" if cascade else None, deferrable=True, initially="DEFERRED"
    )
    return sa.Column(name, sa.Text, key, nullable=not required)


def _records(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Text, primary_key=True),
        *columns,
        *_lists("meta", "{}"),
        sa.Column("version", sa.Integer, nullable=False),
        *_texts("created modified trashed"),
        sa.Column("example", sa.Boolean, nullable=False),
        sa.Column("revision", _LONG, nullable=False),
    )
    op.create_index(f"{table}_by_revision", table, ["revision"])


def upgrade() -> None:
    """Make the tables, and the one row of `register_state`."""
    _organizations_and_places()
    _offers_networks_and_persons()
    _links()
    _history()
    _accounts()


def _organizations_and_places() -> None:
    _records(
        "organization",
        *_texts("name alternate_name category legal_status description website email phone"),
        _refers("parent_organization_id", "organization"),
        *_lists("themes target_groups service_area"),
        *_texts("kvk status opened closed remark"),
    )
    _records(
        "location",
        *_texts("name alternate_name category description address postcode city gemeente"),
        _refers("organization_id", "organization"),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("approximate", sa.Boolean),
        *_texts("phone email website hours_text transportation status opened closed remark"),
        *_lists("schedules target_groups accessibility"),
    )


def _offers_networks_and_persons() -> None:
    _records(
        "service",
        *_texts("name alternate_name category description cost fees_description registration"),
        _refers("organization_id", "organization"),
        *_lists("themes target_groups schedules languages service_area"),
        sa.Column("minimum_age", sa.Float),
        sa.Column("maximum_age", sa.Float),
        *_texts("application_process phone email url status opened closed remark"),
    )
    _records(
        "contact",
        *_texts("name title category phone email lawful_basis expires remark"),
        _refers("organization_id", "organization"),
        _refers("location_id", "location"),
        *_lists("service_area target_groups themes"),
        *_lists("consent", "{}"),
    )
    _records(
        "network",
        *_texts("name description category website status opened closed remark"),
        _refers("organization_id", "organization"),
        _refers("contact_id", "contact"),
        *_lists("themes service_area"),
    )
    _records("note", *_texts("name text date origin about_kind about gemeente"))


def _links() -> None:
    op.create_table(
        "service_at_location",
        _refers("service_id", "service", required=True, cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _refers("location_id", "location", required=True),
        *_texts("description"),
        *_lists("schedules"),
        sa.UniqueConstraint("service_id", "position", name="service_at_location_in_order"),
    )
    op.create_index("service_at_location_by_location", "service_at_location", ["location_id"])
    op.create_table(
        "membership",
        _refers("network_id", "network", required=True, cascade=True),
        sa.Column("position", sa.Integer, nullable=False),
        _refers("organization_id", "organization"),
        _refers("contact_id", "contact"),
        *_texts("role"),
        sa.UniqueConstraint("network_id", "position", name="membership_in_order"),
    )
    op.create_index("membership_by_organization", "membership", ["organization_id"])
    op.create_index("membership_by_contact", "membership", ["contact_id"])


def _history() -> None:
    needed = [
        sa.Column(name, sa.Text, nullable=False)
        for name in ("edit", "record_id", "kind", "at", "by", "action", "field")
    ]
    op.create_table(
        "change",
        sa.Column("id", _LONG, primary_key=True, autoincrement=True),
        *needed,
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("before", _JSON),
        sa.Column("after", _JSON),
        sqlite_autoincrement=True,
    )
    op.create_index("change_by_record", "change", ["record_id", "version"])
    op.create_index("change_by_edit", "change", ["edit"])
    state = op.create_table(
        "register_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", _LONG, nullable=False),
    )
    op.bulk_insert(state, [{"id": 1, "revision": 0}])


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False, server_default="0"),
        *_texts("locked_until created"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.Text, primary_key=True),
        _refers("account_id", "account", required=True, cascade=True),
        *_texts("created used expires shown_as"),
    )
    op.create_index("session_by_account", "session", ["account_id"])
