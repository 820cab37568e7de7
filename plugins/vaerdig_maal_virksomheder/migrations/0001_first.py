"""The plug-in's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_maal_virksomheder_arrangement",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("dato", sa.Date(), nullable=False),
        sa.Column("navn", sa.String(length=200), nullable=False),
        sa.Column("rolle", sa.String(length=10), nullable=False),
        sa.Column("virksomheder", sa.Integer(), nullable=True),
        sa.Column("ledige", sa.Integer(), nullable=True),
        sa.Column("ansaettelser", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "rolle IN ('arrangoer', 'deltager')", name=op.f("ck_vaerdig_maal_virksomheder_arrangement_rolle")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_maal_virksomheder_arrangement_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_maal_virksomheder_arrangement")),
    )
    with op.batch_alter_table("vaerdig_maal_virksomheder_arrangement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaerdig_maal_virksomheder_arrangement_municipality_id"), ["municipality_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("vaerdig_maal_virksomheder_arrangement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_maal_virksomheder_arrangement_municipality_id"))

    op.drop_table("vaerdig_maal_virksomheder_arrangement")
