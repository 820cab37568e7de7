"""Word letters."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("written", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=22), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=120), nullable=True),
        sa.Column("noted_by", sa.String(length=22), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(approved_on IS NULL) = (approved_by IS NULL)", name=op.f("ck_letter_text_approved_by_somebody")
        ),
        sa.CheckConstraint("approved_on IS NULL OR text IS NOT NULL", name=op.f("ck_letter_text_approved_is_own")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_letter_text_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
    )
    with op.batch_alter_table("letter_text", schema=None) as batch_op:
        batch_op.create_index("ix_letter_text_kind", ["municipality_id", "kind", "valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_text_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("letter_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_text_municipality_id"))
        batch_op.drop_index("ix_letter_text_kind")

    op.drop_table("letter_text")
