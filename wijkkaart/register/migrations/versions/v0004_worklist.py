"""How often somebody was called in vain, and how much each member of the team takes on in a week."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("assignment", sa.Column("missed", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "share",
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
