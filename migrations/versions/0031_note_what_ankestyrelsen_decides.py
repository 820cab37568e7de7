"""Note what Ankestyrelsen decides."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("board_outcome", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("board_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_column("board_on")
        batch_op.drop_column("board_outcome")
