"""The borgerraadgiver's own report to the council."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beretning",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("built_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("released_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("generated", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("document", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("built_from", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("changes", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("readers", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(state = 'frigivet') = (released_at is not null)", name=op.f("ck_beretning_released_has_moment")
        ),
        sa.CheckConstraint("state in ('udkast', 'frigivet')", name=op.f("ck_beretning_state_known")),
        sa.CheckConstraint("version > 0", name=op.f("ck_beretning_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_beretning_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beretning")),
        sa.UniqueConstraint(
            "municipality_id", "period", "version", name=op.f("uq_beretning_municipality_id_period_version")
        ),
    )
    with op.batch_alter_table("beretning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beretning_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "uq_beretning_one_draft",
            ["municipality_id", "period"],
            unique=True,
            sqlite_where=sa.text("state = 'udkast'"),
            postgresql_where=sa.text("state = 'udkast'"),
        )

    op.create_table(
        "beretning_text",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("beretning_id", sa.String(length=22), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["beretning_id"], ["beretning.id"], name=op.f("fk_beretning_text_beretning_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_beretning_text_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beretning_text")),
    )
    with op.batch_alter_table("beretning_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beretning_text_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_beretning_text_newest", ["beretning_id", "place", "number"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("beretning_text", schema=None) as batch_op:
        batch_op.drop_index("ix_beretning_text_newest")
        batch_op.drop_index(batch_op.f("ix_beretning_text_municipality_id"))

    op.drop_table("beretning_text")
    with op.batch_alter_table("beretning", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_beretning_one_draft",
            sqlite_where=sa.text("state = 'udkast'"),
            postgresql_where=sa.text("state = 'udkast'"),
        )
        batch_op.drop_index(batch_op.f("ix_beretning_municipality_id"))

    op.drop_table("beretning")
