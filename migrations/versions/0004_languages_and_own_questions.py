"""Keep who approved which translation, and a planned round's own questions."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translation_verdict",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_translation_verdict_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_translation_verdict_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_verdict")),
    )
    with op.batch_alter_table("translation_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_verdict_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_translation_verdict_text", ["municipality_id", "language", "text_hash"], unique=False)
    op.create_table(
        "round_local_draft",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_round_local_draft_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_round_local_draft_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_local_draft")),
    )
    with op.batch_alter_table("round_local_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_local_draft_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("round_local_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_local_draft_municipality_id"))
    op.drop_table("round_local_draft")
    with op.batch_alter_table("translation_verdict", schema=None) as batch_op:
        batch_op.drop_index("ix_translation_verdict_text")
        batch_op.drop_index(batch_op.f("ix_translation_verdict_municipality_id"))
    op.drop_table("translation_verdict")
