"""Let a municipality decide about the themes of complaints."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_theme",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("principle", sa.String(length=40), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=22), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_complaint_theme_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_theme")),
    )
    with op.batch_alter_table("complaint_theme", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_theme", ["municipality_id", "theme", "valid_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_theme_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("complaint_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_theme_municipality_id"))
        batch_op.drop_index("ix_complaint_theme")

    op.drop_table("complaint_theme")
