"""Keep the words cleared to be quoted, and which languages of a round look read backwards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reversed_language",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_reversed_language_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_reversed_language_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "language", name=op.f("pk_reversed_language")),
    )
    with op.batch_alter_table("reversed_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reversed_language_municipality_id"), ["municipality_id"], unique=False)
    op.create_table(
        "quotation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("text_id", sa.String(length=22), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_frozen", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_quotation_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_quotation_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["text_id"], ["open_answer.id"], name=op.f("fk_quotation_text_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("text_id", name=op.f("uq_quotation_text_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("quotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotation_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_quotation_round", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("quotation")
    op.drop_table("reversed_language")
