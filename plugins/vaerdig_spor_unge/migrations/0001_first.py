"""The plug-in's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_spor_unge_uddannelsesplan",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("periode", sa.String(length=6), nullable=False),
        sa.Column("unge_i_alt", sa.Integer(), nullable=False),
        sa.Column("med_plan", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "med_plan BETWEEN 0 AND unge_i_alt", name=op.f("ck_vaerdig_spor_unge_uddannelsesplan_med_plan")
        ),
        sa.CheckConstraint("unge_i_alt >= 0", name=op.f("ck_vaerdig_spor_unge_uddannelsesplan_unge_i_alt")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_spor_unge_uddannelsesplan_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_spor_unge_uddannelsesplan")),
    )
    with op.batch_alter_table("vaerdig_spor_unge_uddannelsesplan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaerdig_spor_unge_uddannelsesplan_municipality_id"), ["municipality_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("vaerdig_spor_unge_uddannelsesplan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_spor_unge_uddannelsesplan_municipality_id"))

    op.drop_table("vaerdig_spor_unge_uddannelsesplan")
