"""The plug-in's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_maal_sagsbehandling_opfoelgning",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("slags", sa.String(length=10), nullable=False),
        sa.Column("dato", sa.Date(), nullable=False),
        sa.Column("emne", sa.String(length=200), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "slags IN ('leder', 'udvalg')", name=op.f("ck_vaerdig_maal_sagsbehandling_opfoelgning_slags")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_maal_sagsbehandling_opfoelgning_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_maal_sagsbehandling_opfoelgning")),
    )
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_opfoelgning", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaerdig_maal_sagsbehandling_opfoelgning_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "vaerdig_maal_sagsbehandling_svartid",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("maaned", sa.Date(), nullable=False),
        sa.Column("besvaret", sa.Integer(), nullable=False),
        sa.Column("til_tiden", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("besvaret >= 0", name=op.f("ck_vaerdig_maal_sagsbehandling_svartid_besvaret")),
        sa.CheckConstraint(
            "til_tiden BETWEEN 0 AND besvaret", name=op.f("ck_vaerdig_maal_sagsbehandling_svartid_til_tiden")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_maal_sagsbehandling_svartid_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_maal_sagsbehandling_svartid")),
    )
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_svartid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaerdig_maal_sagsbehandling_svartid_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "vaerdig_maal_sagsbehandling_undervisning",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("dato", sa.Date(), nullable=False),
        sa.Column("emne", sa.String(length=200), nullable=False),
        sa.Column("deltagere", sa.Integer(), nullable=False),
        sa.Column("medarbejdere", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "deltagere BETWEEN 0 AND medarbejdere", name=op.f("ck_vaerdig_maal_sagsbehandling_undervisning_deltagere")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_maal_sagsbehandling_undervisning_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_maal_sagsbehandling_undervisning")),
    )
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_undervisning", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vaerdig_maal_sagsbehandling_undervisning_municipality_id"), ["municipality_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_undervisning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_maal_sagsbehandling_undervisning_municipality_id"))

    op.drop_table("vaerdig_maal_sagsbehandling_undervisning")
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_svartid", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_maal_sagsbehandling_svartid_municipality_id"))

    op.drop_table("vaerdig_maal_sagsbehandling_svartid")
    with op.batch_alter_table("vaerdig_maal_sagsbehandling_opfoelgning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vaerdig_maal_sagsbehandling_opfoelgning_municipality_id"))

    op.drop_table("vaerdig_maal_sagsbehandling_opfoelgning")
