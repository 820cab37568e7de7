"""Let what is registered be changed, deleted and brought back."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("vaerdig_spor_virksomhedsnaer_firmakontakt",)


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("withdrawn_at", UtcDateTime(), nullable=True))
        op.add_column(table, sa.Column("withdrawn_by", sa.String(length=64), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        # What was deleted would count again, since nothing says so any more.
        op.execute(f"DELETE FROM {table} WHERE withdrawn_at IS NOT NULL")
        for column in ("withdrawn_by", "withdrawn_at", "version"):
            op.drop_column(table, column)
