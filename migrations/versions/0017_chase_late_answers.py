"""Chase late answers."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_reminder",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_staff_reminder_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_reminder")),
        sa.UniqueConstraint(
            "municipality_id", "user_id", "day", name=op.f("uq_staff_reminder_municipality_id_user_id_day")
        ),
    )
    with op.batch_alter_table("staff_reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_reminder_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "clock_reminder",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("clock_id", sa.String(length=22), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["case_clock.id"], name=op.f("fk_clock_reminder_clock_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_clock_reminder_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_reminder")),
        sa.UniqueConstraint("clock_id", "step", name=op.f("uq_clock_reminder_clock_id_step")),
    )
    with op.batch_alter_table("clock_reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_reminder_clock_id"), ["clock_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_clock_reminder_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("clock_reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_reminder_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_clock_reminder_clock_id"))

    op.drop_table("clock_reminder")
    with op.batch_alter_table("staff_reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_reminder_municipality_id"))

    op.drop_table("staff_reminder")
