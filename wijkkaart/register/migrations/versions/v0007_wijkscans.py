"""Wijkscans: their parts with all versions, pictures, and the versions that were adopted."""

import sqlalchemy as sa
from alembic import op

from wijkkaart.register.schema import Json

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "wijkscan",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("area", sa.Text, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        *_written("created"),
        *_written("modified", "modified_by"),
        _text("trashed"),
        sa.Column("example", sa.Boolean, nullable=False),
        sa.Index("wijkscan_by_gemeente", "gemeente"),
    )
    op.create_table(
        "wijkscan_part",
        _of("wijkscan", primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", Json, nullable=False),
        *_written("at"),
    )
    op.create_table(
        "wijkscan_change",
        _of("wijkscan", primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", Json, nullable=False),
        *_written("at"),
        _text("began"),
        sa.Column("passing", sa.Boolean, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_table(
        "wijkscan_picture",
        sa.Column("id", sa.Text, primary_key=True),
        _of("wijkscan"),
        sa.Column("media", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        *_written("at"),
        sa.Index("wijkscan_picture_by_wijkscan", "wijkscan_id"),
    )
    op.create_table(
        "wijkscan_version",
        sa.Column("id", sa.Text, primary_key=True),
        _of("wijkscan"),
        sa.Column("name", sa.Text, nullable=False),
        *_written("at"),
        _text("note"),
        sa.Column("parts", Json, nullable=False),
        sa.Index("wijkscan_version_by_wijkscan", "wijkscan_id"),
    )
    op.create_table(
        "wijkscan_frozen",
        _of("wijkscan_version", "version_id", primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _of(table: str, name: str = "", *, primary_key: bool = False) -> sa.Column[str]:
    """The column with the id of what a row belongs to; the row goes with it."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return sa.Column(name or f"{table}_id", sa.Text, key, primary_key=primary_key, nullable=False)


def _written(at: str, by: str = "by") -> list[sa.Column[str]]:
    """When, and by whom."""
    return [sa.Column(at, sa.Text, nullable=False), sa.Column(by, sa.Text, nullable=False)]


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
