"""Own areas: named sets of wijken and buurten, and outlines that somebody drew."""

import sqlalchemy as sa
from alembic import op

from wijkkaart.register.schema import Json

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "own_area",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("outline", Json),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("for_all", sa.Boolean, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Index("own_area_by_gemeente", "gemeente"),
    )
