"""The plug-in's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_spor_virksomhedsnaer_firmakontakt",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("cvr", sa.String(length=8), nullable=False),
        sa.Column("virksomhed", sa.String(length=200), nullable=False),
        sa.Column("ansatte", sa.Integer(), nullable=True),
        sa.Column("slags", sa.String(length=10), nullable=False),
        sa.Column("dato", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "slags IN ('kontakt', 'besoeg')", name=op.f("ck_vaerdig_spor_virksomhedsnaer_firmakontakt_slags")
        ),
        sa.CheckConstraint("ansatte >= 0", name=op.f("ck_vaerdig_spor_virksomhedsnaer_firmakontakt_ansatte")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_spor_virksomhedsnaer_firmakontakt_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_spor_virksomhedsnaer_firmakontakt")),
    )
    with op.batch_alter_table("vaerdig_spor_virksomhedsnaer_firmakontakt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vaerdig_spor_virksomhedsnaer_firmakontakt_cvr"), ["cvr"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_vaerdig_spor_virksomhedsnaer_firmakontakt_municipality_id"),
            ["municipality_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("vaerdig_spor_virksomhedsnaer_firmakontakt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_spor_virksomhedsnaer_firmakontakt_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_vaerdig_spor_virksomhedsnaer_firmakontakt_cvr"))

    op.drop_table("vaerdig_spor_virksomhedsnaer_firmakontakt")
