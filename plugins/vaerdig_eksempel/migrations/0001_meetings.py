"""Tables for open-house meetings and for what the site tells."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0001_vaerdig_eksempel"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaerdig_eksempel_meeting",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("guests >= 0", name=op.f("ck_vaerdig_eksempel_meeting_guests_counted")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_eksempel_meeting_municipality_id_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_eksempel_meeting")),
    )
    op.create_index(op.f("ix_vaerdig_eksempel_meeting_held_on"), "vaerdig_eksempel_meeting", ["held_on"])
    op.create_index(
        op.f("ix_vaerdig_eksempel_meeting_municipality_id"), "vaerdig_eksempel_meeting", ["municipality_id"]
    )
    op.create_table(
        "vaerdig_eksempel_happening",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_vaerdig_eksempel_happening_municipality_id_municipality"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaerdig_eksempel_happening")),
    )
    op.create_index(
        op.f("ix_vaerdig_eksempel_happening_municipality_id"), "vaerdig_eksempel_happening", ["municipality_id"]
    )


def downgrade() -> None:
    op.drop_table("vaerdig_eksempel_happening")
    op.drop_table("vaerdig_eksempel_meeting")
