"""Give each municipality a stamp, so that processes know when what they remember of it is out of date."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MUNICIPALITY = sa.table("municipality", sa.column("id", sa.String), sa.column("stamp", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stamp", sa.String(length=22), nullable=True))
    connection = op.get_bind()
    for known in connection.scalars(sa.select(MUNICIPALITY.c.id)).all():
        drawn = MUNICIPALITY.update().where(MUNICIPALITY.c.id == known).values(stamp=secrets.token_urlsafe(16))
        connection.execute(drawn)


def downgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_column("stamp")
