"""Tell apart which part of a case's keys a text is sealed under; keep closing letters while they are written.

Messages, reasons and klagepunkter of before lie under the part of the complaint itself (`sag`), and so does the answer that
names a case number. A migration holds no keys and cannot seal them anew: they stay readable where they are, for whoever is
given the complaint, and the consent page says so in those cases. Cases received from now on have a confidential part. Taken
down again, it is forgotten which part a text lies under, so that what was written since can no longer be opened.
"""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEALED = ("klagepunkt", "case_message", "case_event")
KINDS_BEFORE = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'afslutning')"
KINDS = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning')"


def upgrade() -> None:
    for table in SEALED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("part", sa.String(length=40), server_default="sag", nullable=False))
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS)
    op.create_table(
        "case_letter_draft",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name=op.f("ck_case_letter_draft_side_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_letter_draft_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_letter_draft_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_letter_draft")),
        sa.UniqueConstraint("case_id", "side", name=op.f("uq_case_letter_draft_case_id_side")),
    )
    with op.batch_alter_table("case_letter_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_letter_draft_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_letter_draft_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_letter_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_letter_draft_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_letter_draft_case_id"))
    op.drop_table("case_letter_draft")
    op.execute("UPDATE case_message SET kind = 'svar' WHERE kind = 'udtalelse'")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS_BEFORE)
    for table in reversed(SEALED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("part")
