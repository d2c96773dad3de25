"""The tables of the wijkscans: what they say now and said before, pictures, and what was adopted."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from wijkkaart.register.columns import Json, metadata, text


def _owner(table: str, name: str = "", *, primary_key: bool = False) -> Column[Any]:
    """The column with the id of what a row belongs to; the row goes with it."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Column(name or f"{table}_id", Text, key, primary_key=primary_key, nullable=False)


def _written(at: str, by: str = "by") -> tuple[Column[Any], Column[Any]]:
    """When, and by whom."""
    return Column(at, Text, nullable=False), Column(by, Text, nullable=False)


wijkscan = Table(
    "wijkscan",
    metadata,
    Column("id", Text, primary_key=True),
    Column("area", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    *_written("created"),
    *_written("modified", "modified_by"),
    text("trashed"),
    Column("example", Boolean, nullable=False),
    Index("wijkscan_by_gemeente", "gemeente"),
)
"""A wijkscan of an area or own area; all it says is in its parts."""

wijkscan_part = Table(
    "wijkscan_part",
    metadata,
    _owner("wijkscan", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", Json, nullable=False),
    *_written("at"),
)
"""A part as it stands; see `core.wijkscan.parts`."""

wijkscan_change = Table(
    "wijkscan_change",
    metadata,
    _owner("wijkscan", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("content", Json, nullable=False),
    *_written("at"),
    text("began"),
    Column("passing", Boolean, nullable=False),
    Column("size", Integer, nullable=False),
)
"""Every version of a part, that of now included. `began` is when its writer began the run of saves that
it belongs to; one that's `passing` was followed by another of that run, isn't shown, and goes in time."""

wijkscan_picture = Table(
    "wijkscan_picture",
    metadata,
    Column("id", Text, primary_key=True),
    _owner("wijkscan"),
    Column("media", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    *_written("at"),
    Index("wijkscan_picture_by_wijkscan", "wijkscan_id"),
)
"""Pictures in own texts: JPEG or PNG, `size` in bytes, width and height in pixels."""

wijkscan_version = Table(
    "wijkscan_version",
    metadata,
    Column("id", Text, primary_key=True),
    _owner("wijkscan"),
    Column("name", Text, nullable=False),
    *_written("at"),
    text("note"),
    Column("parts", Json, nullable=False),
    Index("wijkscan_version_by_wijkscan", "wijkscan_id"),
)
"""A wijkscan as it was adopted: `parts` is key to content."""

wijkscan_frozen = Table(
    "wijkscan_frozen",
    metadata,
    _owner("wijkscan_version", "version_id", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""The document of an adopted version as a role saw it: JSON, compressed by gzip."""
