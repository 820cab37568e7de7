"""Keep until when a decision can be complained over, and how a date that was moved is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("days_left", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("declined", sa.Date(), nullable=True))
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("appeal_until", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_column("appeal_until")
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.drop_column("declined")
        batch_op.drop_column("days_left")
        batch_op.drop_column("counted_from")
