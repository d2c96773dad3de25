"""Lists of areas and of indicators that people keep for another time."""

import sqlalchemy as sa
from alembic import op

from wijkkaart.register.schema import Json

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "saved_list",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("entries", Json, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
