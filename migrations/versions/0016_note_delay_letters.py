"""Note delay letters."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS_BEFORE = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning')"
KINDS = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse')"


def upgrade() -> None:
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS)
    op.create_table(
        "case_delay",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("clock_id", sa.String(length=22), nullable=False),
        sa.Column("message_id", sa.String(length=22), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("was", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("until > was", name=op.f("ck_case_delay_later")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["case_clock.id"], name=op.f("fk_case_delay_clock_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["case_message.id"], name=op.f("fk_case_delay_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_delay_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_delay")),
    )
    with op.batch_alter_table("case_delay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_delay_clock_id"), ["clock_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_delay_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_delay_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_delay", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_delay_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_delay_message_id"))
        batch_op.drop_index(batch_op.f("ix_case_delay_clock_id"))

    op.drop_table("case_delay")
    op.execute("UPDATE case_message SET kind = 'svar' WHERE kind = 'forsinkelse'")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS_BEFORE)
