"""Let what is registered be changed, deleted and brought back; of two with one periode, only the newest counts."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("vaerdig_spor_unge_uddannelsesplan",)

ONCE = "vaerdig_spor_unge_uddannelsesplan"
INDEX = "ix_vaerdig_spor_unge_uddannelsesplan_municipality_id_periode"
COUNTS = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("withdrawn_at", UtcDateTime(), nullable=True))
        op.add_column(table, sa.Column("withdrawn_by", sa.String(length=64), nullable=True))
    # The highest number was the one that counted; the others were history, and stay as deleted.
    op.execute(
        f"UPDATE {ONCE} SET withdrawn_at = CURRENT_TIMESTAMP, withdrawn_by = 'system' WHERE number < ("
        f"SELECT max(other.number) FROM {ONCE} AS other WHERE other.periode = {ONCE}.periode "
        f"AND other.municipality_id = {ONCE}.municipality_id)"
    )
    op.drop_column(ONCE, "number")
    op.create_index(
        INDEX, ONCE, ["municipality_id", "periode"], unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS
    )


def downgrade() -> None:
    op.drop_index(INDEX, ONCE)
    op.add_column(ONCE, sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
    for table in TABLES:
        # What was deleted would count again, since nothing says so any more.
        op.execute(f"DELETE FROM {table} WHERE withdrawn_at IS NOT NULL")
        for column in ("withdrawn_by", "withdrawn_at", "version"):
            op.drop_column(table, column)
