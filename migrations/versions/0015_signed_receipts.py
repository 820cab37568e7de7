"""Sign receipts, and end the log of each day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt_day",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("signed", sa.String(length=1000), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_receipt_day_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_day")),
        sa.UniqueConstraint("municipality_id", "day", name=op.f("uq_receipt_day_municipality_id_day")),
    )
    with op.batch_alter_table("receipt_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_day_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "receipt_leaf",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_receipt_leaf_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_leaf")),
        sa.UniqueConstraint("leaf", name=op.f("uq_receipt_leaf_leaf")),
        sa.UniqueConstraint("municipality_id", "day", "place", name=op.f("uq_receipt_leaf_municipality_id_day_place")),
    )
    with op.batch_alter_table("receipt_leaf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_leaf_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_leaf_municipality_id"), ["municipality_id"], unique=False)

    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receipt", sa.String(length=1000), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_column("receipt")

    with op.batch_alter_table("receipt_leaf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_leaf_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_leaf_day"))

    op.drop_table("receipt_leaf")
    with op.batch_alter_table("receipt_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_day_municipality_id"))

    op.drop_table("receipt_day")
