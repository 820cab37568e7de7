"""Keep the places where a round can be answered without an invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_place",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_screen", sa.Boolean(), nullable=False),
        sa.Column("asks_group", sa.Boolean(), nullable=False),
        sa.Column("daily_most", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("handed_out", sa.Integer(), nullable=False),
        sa.Column("is_stopped", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("daily_most >= 1", name=op.f("ck_survey_place_daily_most_natural")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_survey_place_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_survey_place_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_place")),
    )
    with op.batch_alter_table("survey_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_place_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_survey_place_round", ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("survey_place")
