"""Keep and delete: themes and packages of the journal, warnings, decisions, and tombstones of deleted cases."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_tombstone",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("inbox", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("closed", sa.Date(), nullable=False),
        sa.Column("deleted", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("ground", sa.String(length=30), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signed", sa.String(length=1000), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_tombstone_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_tombstone")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_case_tombstone_code_mac")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_case_tombstone_municipality_id_number")),
    )
    with op.batch_alter_table("case_tombstone", schema=None) as batch_op:
        batch_op.create_index("ix_case_tombstone_half_year", ["municipality_id", "half_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_tombstone_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_journal_theme",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.String(length=22), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_journal_theme_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_journal_theme_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_journal_theme")),
        sa.UniqueConstraint("case_id", "source", "row_id", name=op.f("uq_case_journal_theme_case_id_source_row_id")),
    )
    with op.batch_alter_table("case_journal_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_journal_theme_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_journal_theme_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_retention_review",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=30), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(decision = 'behold') = (until IS NOT NULL)", name=op.f("ck_case_retention_review_kept_until_a_day")
        ),
        sa.CheckConstraint(
            "(decision = 'slet') = (ground IS NOT NULL)", name=op.f("ck_case_retention_review_deleted_on_a_ground")
        ),
        sa.CheckConstraint("decision IN ('behold', 'slet')", name=op.f("ck_case_retention_review_decision_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_retention_review_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_retention_review_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_retention_review")),
    )
    with op.batch_alter_table("case_retention_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_retention_review_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_retention_review_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_retention_warning",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("stage IN ('varsel', 'gennemgang')", name=op.f("ck_case_retention_warning_stage_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_retention_warning_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_retention_warning_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_retention_warning")),
        sa.UniqueConstraint("case_id", "stage", "until", name=op.f("uq_case_retention_warning_case_id_stage_until")),
    )
    with op.batch_alter_table("case_retention_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_retention_warning_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_retention_warning_day"), ["day"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_retention_warning_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "case_transfer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("made", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=False),
        sa.Column("made_role", sa.String(length=40), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("confirmed", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=22), nullable=True),
        sa.Column("confirmed_role", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name=op.f("ck_case_transfer_side_known")),
        sa.CheckConstraint(
            "(confirmed IS NULL) = (reference IS NULL)", name=op.f("ck_case_transfer_confirmed_has_reference")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_transfer_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_transfer_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transfer")),
    )
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_transfer_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_transfer_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_transfer_document",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("transfer_id", sa.String(length=22), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_transfer_document_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["case_transfer.id"],
            name=op.f("fk_case_transfer_document_transfer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transfer_document")),
        sa.UniqueConstraint(
            "transfer_id", "source", "row_id", name=op.f("uq_case_transfer_document_transfer_id_source_row_id")
        ),
    )
    with op.batch_alter_table("case_transfer_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_transfer_document_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_case_transfer_document_transfer_id"), ["transfer_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_transfer_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_transfer_document_transfer_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_document_municipality_id"))

    op.drop_table("case_transfer_document")
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_transfer_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_case_id"))

    op.drop_table("case_transfer")
    with op.batch_alter_table("case_retention_warning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_retention_warning_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_retention_warning_day"))
        batch_op.drop_index(batch_op.f("ix_case_retention_warning_case_id"))

    op.drop_table("case_retention_warning")
    with op.batch_alter_table("case_retention_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_retention_review_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_retention_review_case_id"))

    op.drop_table("case_retention_review")
    with op.batch_alter_table("case_journal_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_journal_theme_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_journal_theme_case_id"))

    op.drop_table("case_journal_theme")
    with op.batch_alter_table("case_tombstone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_tombstone_municipality_id"))
        batch_op.drop_index("ix_case_tombstone_half_year")

    op.drop_table("case_tombstone")
