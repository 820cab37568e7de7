"""Note calls and conflicts of interest."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_avoid_wish",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("part", sa.String(length=40), server_default="sag", nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("seen", UtcDateTime(), nullable=True),
        sa.Column("seen_by", sa.String(length=22), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_avoid_wish_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_avoid_wish_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_avoid_wish")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_avoid_wish_submission_mac")),
    )
    with op.batch_alter_table("case_avoid_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_avoid_wish_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_avoid_wish_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_call",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("noted", UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=22), nullable=False),
        sa.Column("spoken_with", sa.String(length=20), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("next_try", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered", UtcDateTime(), nullable=True),
        sa.Column("answer_how", sa.String(length=20), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("answer IS NULL OR answer IN ('ja', 'nej')", name=op.f("ck_case_call_answer_known")),
        sa.CheckConstraint(
            "answer_how IS NULL OR answer_how IN ('paa_sagen', 'mundtligt')", name=op.f("ck_case_call_answer_how_known")
        ),
        sa.CheckConstraint("result IN ('loest', 'skriftligt', 'ikke_truffet')", name=op.f("ck_case_call_result_known")),
        sa.CheckConstraint("(answer IS NULL) = (answered IS NULL)", name=op.f("ck_case_call_answer_has_time")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_call_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_call_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_call")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_call_submission_mac")),
    )
    with op.batch_alter_table("case_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_call_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_call_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_conflict",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("marked", UtcDateTime(), nullable=False),
        sa.Column("marked_by", sa.String(length=22), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=40), server_default="sag", nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("lifted", UtcDateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(length=22), nullable=True),
        sa.Column("lifted_part", sa.String(length=40), server_default="sag", nullable=False),
        sa.Column("lifted_words", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(lifted IS NULL) = (lifted_by IS NULL)", name=op.f("ck_case_conflict_lifted_by_somebody")),
        sa.CheckConstraint(
            "lifted_by IS NULL OR lifted_by != user_id", name=op.f("ck_case_conflict_not_lifted_by_herself")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_conflict_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_conflict_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_conflict")),
    )
    with op.batch_alter_table("case_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_conflict_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_conflict_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_case_conflict_user", ["municipality_id", "user_id", "lifted"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_conflict", schema=None) as batch_op:
        batch_op.drop_index("ix_case_conflict_user")
        batch_op.drop_index(batch_op.f("ix_case_conflict_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_conflict_case_id"))

    op.drop_table("case_conflict")
    with op.batch_alter_table("case_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_call_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_call_case_id"))

    op.drop_table("case_call")
    with op.batch_alter_table("case_avoid_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_avoid_wish_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_avoid_wish_case_id"))

    op.drop_table("case_avoid_wish")
