"""Ask if it helped."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "help_count",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("inbox", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_help_count_counted")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_help_count_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_count")),
        sa.UniqueConstraint(
            "municipality_id",
            "half_year",
            "inbox",
            "answer",
            name=op.f("uq_help_count_municipality_id_half_year_inbox_answer"),
        ),
    )
    with op.batch_alter_table("help_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_count_half_year"), ["half_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_count_municipality_id"), ["municipality_id"], unique=False)

    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_if_helped", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_column("asked_if_helped")

    with op.batch_alter_table("help_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_count_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_help_count_half_year"))

    op.drop_table("help_count")
