"""Let a klagepunkt be taken out of a case and brought back."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("klagepunkt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed", værdig.db.types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("klagepunkt", schema=None) as batch_op:
        batch_op.drop_column("removed")
