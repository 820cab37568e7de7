"""Note up to when what a citizen has written needs no answer."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled_until", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_column("settled_until")
