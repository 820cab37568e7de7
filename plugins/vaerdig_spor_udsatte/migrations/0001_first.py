"""The plug-in's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_spor_udsatte_samarbejdsaftale",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("cvr", sa.String(length=8), nullable=False),
        sa.Column("slags", sa.String(length=20), nullable=False),
        sa.Column("pladser", sa.Integer(), nullable=False),
        sa.Column("indgaaet", sa.Date(), nullable=False),
        sa.Column("udloeb", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("pladser >= 1", name=op.f("ck_vaerdig_spor_udsatte_samarbejdsaftale_pladser")),
        sa.CheckConstraint(
            "udloeb IS NULL OR udloeb >= indgaaet", name=op.f("ck_vaerdig_spor_udsatte_samarbejdsaftale_udloeb")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_spor_udsatte_samarbejdsaftale_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_spor_udsatte_samarbejdsaftale")),
    )
    with op.batch_alter_table("vaerdig_spor_udsatte_samarbejdsaftale", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vaerdig_spor_udsatte_samarbejdsaftale_cvr"), ["cvr"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_vaerdig_spor_udsatte_samarbejdsaftale_municipality_id"), ["municipality_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("vaerdig_spor_udsatte_samarbejdsaftale", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_spor_udsatte_samarbejdsaftale_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_vaerdig_spor_udsatte_samarbejdsaftale_cvr"))

    op.drop_table("vaerdig_spor_udsatte_samarbejdsaftale")
