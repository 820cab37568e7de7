"""Order interpreters and keep translations."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_language_order",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("from_language", sa.String(length=10), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("talk_at", UtcDateTime(), nullable=True),
        sa.Column("about_id", sa.String(length=22), nullable=True),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("supplier", sa.LargeBinary(), nullable=False),
        sa.Column("noted", UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=22), nullable=False),
        sa.Column("ended", UtcDateTime(), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(ended IS NULL) = (state IN ('bestilt', 'bekraeftet'))",
            name=op.f("ck_case_language_order_ended_when_done"),
        ),
        sa.CheckConstraint(
            "(kind = 'oversaettelse') = (about_id IS NOT NULL)",
            name=op.f("ck_case_language_order_translation_has_original"),
        ),
        sa.CheckConstraint(
            "(kind = 'tolk') = (talk_at IS NOT NULL)", name=op.f("ck_case_language_order_interpreter_has_talk")
        ),
        sa.CheckConstraint("kind IN ('tolk', 'oversaettelse')", name=op.f("ck_case_language_order_kind_known")),
        sa.CheckConstraint(
            "state IN ('bestilt', 'bekraeftet', 'kan_ikke', 'holdt', 'holdt_uden', 'modtaget', 'afbestilt')",
            name=op.f("ck_case_language_order_state_known"),
        ),
        sa.CheckConstraint(
            "way IS NULL OR way IN ('telefon', 'video', 'fremmoede')", name=op.f("ck_case_language_order_way_known")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_language_order_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_language_order_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_language_order")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_language_order_submission_mac")),
    )
    with op.batch_alter_table("case_language_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_language_order_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_language_order_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_translation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("about_id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("maker", sa.String(length=20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("by_whom", sa.LargeBinary(), nullable=False),
        sa.Column("noted", UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=22), nullable=False),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "maker IN ('autoriseret', 'bureau', 'medarbejder', 'hjaelper', 'maskine')",
            name=op.f("ck_case_translation_maker_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_translation_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_translation_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_translation")),
        sa.UniqueConstraint(
            "case_id",
            "about_id",
            "language",
            "version",
            name=op.f("uq_case_translation_case_id_about_id_language_version"),
        ),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_translation_submission_mac")),
    )
    with op.batch_alter_table("case_translation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_translation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_translation_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("case_translation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_translation_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_translation_case_id"))

    op.drop_table("case_translation")
    with op.batch_alter_table("case_language_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_language_order_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_language_order_case_id"))

    op.drop_table("case_language_order")
