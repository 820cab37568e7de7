"""See correct or delete: requests for insight with dates and letters of their own, and a kind of message for them."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


KINDS_BEFORE = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse')"
KINDS = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse', 'indsigt')"


def upgrade() -> None:
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS)
    op.create_table(
        "case_insight",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("asked", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("registered", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=22), nullable=True),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("wish", sa.LargeBinary(), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("answered", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("copy_part", sa.String(length=40), nullable=True),
        sa.Column("copy", sa.LargeBinary(), nullable=True),
        sa.Column("fetched", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(answered IS NULL) = (state IN ('modtaget', 'sorteret'))",
            name=op.f("ck_case_insight_answered_when_decided"),
        ),
        sa.CheckConstraint("asked IN ('se', 'ret', 'slet')", name=op.f("ck_case_insight_asked_known")),
        sa.CheckConstraint("state = 'modtaget' OR kind IS NOT NULL", name=op.f("ck_case_insight_sorted_has_kind")),
        sa.CheckConstraint(
            "state IN ('modtaget', 'sorteret', 'imoedekommet', 'delvist', 'afslaaet')",
            name=op.f("ck_case_insight_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_insight_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_insight_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_insight")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_insight_submission_mac")),
    )
    with op.batch_alter_table("case_insight", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_insight_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_insight_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_insight_clock",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("insight_id", sa.String(length=22), nullable=False),
        sa.Column("duty", sa.String(length=30), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=600), nullable=False),
        sa.Column("stopped", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("stop_cause", sa.String(length=40), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "stopped IS NULL OR length(stop_cause) > 0", name=op.f("ck_case_insight_clock_stop_has_cause")
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["case_insight.id"], name=op.f("fk_case_insight_clock_insight_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_insight_clock_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_insight_clock")),
    )
    with op.batch_alter_table("case_insight_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_insight_clock_insight_id"), ["insight_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_insight_clock_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_insight_letter",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("insight_id", sa.String(length=22), nullable=False),
        sa.Column("message_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(until IS NULL) = (kind = 'afgoerelse')", name=op.f("ck_case_insight_letter_until_told")),
        sa.CheckConstraint("kind IN ('fristbrev', 'afgoerelse')", name=op.f("ck_case_insight_letter_kind_known")),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["case_insight.id"], name=op.f("fk_case_insight_letter_insight_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["case_message.id"], name=op.f("fk_case_insight_letter_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_insight_letter_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_insight_letter")),
    )
    with op.batch_alter_table("case_insight_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_insight_letter_insight_id"), ["insight_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_insight_letter_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_insight_letter_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_insight_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_insight_letter_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_insight_letter_message_id"))
        batch_op.drop_index(batch_op.f("ix_case_insight_letter_insight_id"))

    op.drop_table("case_insight_letter")
    with op.batch_alter_table("case_insight_clock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_insight_clock_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_insight_clock_insight_id"))

    op.drop_table("case_insight_clock")
    with op.batch_alter_table("case_insight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_insight_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_insight_case_id"))

    op.drop_table("case_insight")
    op.execute("UPDATE case_message SET kind = 'svar' WHERE kind = 'indsigt'")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS_BEFORE)
