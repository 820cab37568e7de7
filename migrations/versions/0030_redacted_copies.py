"""Redacted copies: what a side gives out of a case with something hidden, as a draft and as it was given."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_redaction",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("insight_id", sa.String(length=22), nullable=True),
        sa.Column("begun", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("begun_by", sa.String(length=22), nullable=False),
        sa.Column("finished", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("finished_by", sa.String(length=22), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name=op.f("ck_case_redaction_side_known")),
        sa.CheckConstraint(
            "(finished IS NULL) = (finished_by IS NULL)", name=op.f("ck_case_redaction_finished_has_hand")
        ),
        sa.CheckConstraint("(finished IS NULL) = (pdf IS NULL)", name=op.f("ck_case_redaction_finished_has_pdf")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_redaction_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["case_insight.id"], name=op.f("fk_case_redaction_insight_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_redaction_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_redaction")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_redaction_submission_mac")),
    )
    with op.batch_alter_table("case_redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_redaction_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_redaction_insight_id"), ["insight_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_redaction_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_redaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_redaction_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_redaction_insight_id"))
        batch_op.drop_index(batch_op.f("ix_case_redaction_case_id"))

    op.drop_table("case_redaction")
