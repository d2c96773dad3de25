"""What the tables of the register are made of."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()
"""All tables of the register."""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Long = BigInteger().with_variant(Integer(), "sqlite")


def text(name: str) -> Column[Any]:
    """A column of text; "" where nothing is known."""
    return Column(name, Text, nullable=False, server_default="")
