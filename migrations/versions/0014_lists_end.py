"""Keep a list only some weeks after something was last sent from it."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from værdig import clock

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT_DAYS = 21
_outreach = sa.table(
    "outreach",
    sa.column("kept_until", sa.Date()),
    sa.column("public_key", sa.LargeBinary()),
    sa.column("mail", sa.String()),
)


def upgrade() -> None:
    with op.batch_alter_table("outreach", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_until", sa.Date(), nullable=True))
    # When lists that are there were sent is not known: they get as long as one that is sent today.
    sent = _outreach.c.public_key.is_not(None) & (_outreach.c.mail == "faerdig")
    op.execute(_outreach.update().where(sent).values(kept_until=clock.today() + timedelta(days=_KEPT_DAYS)))


def downgrade() -> None:
    with op.batch_alter_table("outreach", schema=None) as batch_op:
        batch_op.drop_column("kept_until")
