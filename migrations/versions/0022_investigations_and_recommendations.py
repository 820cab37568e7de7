"""Investigations and recommendations."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tendency_aside",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=22), nullable=False),
        sa.Column("ended", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_tendency_aside_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tendency_aside")),
    )
    with op.batch_alter_table("tendency_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tendency_aside_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_tendency_aside_of", ["municipality_id", "unit", "theme"], unique=False)

    op.create_table(
        "recommendation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("made", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("given", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("released", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("effect", sa.String(length=40), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_recommendation_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_recommendation_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_recommendation_submission_mac")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recommendation_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "investigation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("begun", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("comments_asked", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("comments_clock_id", sa.String(length=22), nullable=True),
        sa.Column("drafting", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("ended", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("draft_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("message_id", sa.String(length=22), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_investigation_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comments_clock_id"],
            ["case_clock.id"],
            name=op.f("fk_investigation_comments_clock_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["case_message.id"], name=op.f("fk_investigation_message_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_investigation_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investigation")),
    )
    with op.batch_alter_table("investigation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_investigation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_investigation_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "recommendation_key",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("recommendation_id", sa.String(length=22), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("reader_key_id", sa.String(length=22), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("reader IN ('borgerraadgiver', 'ledelse')", name=op.f("ck_recommendation_key_reader_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_recommendation_key_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reader_key_id"], ["reader_key.id"], name=op.f("fk_recommendation_key_reader_key_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_key_recommendation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_key")),
        sa.UniqueConstraint("recommendation_id", "reader", name=op.f("uq_recommendation_key_recommendation_id_reader")),
    )
    with op.batch_alter_table("recommendation_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_key_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_recommendation_key_recommendation_id"), ["recommendation_id"], unique=False
        )

    op.create_table(
        "recommendation_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("recommendation_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_recommendation_step_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_step_recommendation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_step")),
        sa.UniqueConstraint(
            "recommendation_id", "position", name=op.f("uq_recommendation_step_recommendation_id_position")
        ),
    )
    with op.batch_alter_table("recommendation_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_step_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_recommendation_step_recommendation_id"), ["recommendation_id"], unique=False
        )

    op.create_table(
        "criticism",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("investigation_id", sa.String(length=22), nullable=False),
        sa.Column("point_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["investigation_id"], ["investigation.id"], name=op.f("fk_criticism_investigation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_criticism_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["klagepunkt.id"], name=op.f("fk_criticism_point_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criticism")),
        sa.UniqueConstraint("investigation_id", "point_id", name=op.f("uq_criticism_investigation_id_point_id")),
    )
    with op.batch_alter_table("criticism", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criticism_investigation_id"), ["investigation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_criticism_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_criticism_point_id"), ["point_id"], unique=False)

    op.create_table(
        "hearing",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("investigation_id", sa.String(length=22), nullable=False),
        sa.Column("clock_id", sa.String(length=22), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("general", sa.Boolean(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("sent", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=22), nullable=False),
        sa.Column("questions", sa.LargeBinary(), nullable=False),
        sa.Column("answered", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=22), nullable=True),
        sa.Column("answered_role", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("answer_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("answered IS NULL OR answer IS NOT NULL", name=op.f("ck_hearing_answer_is_there")),
        sa.ForeignKeyConstraint(["clock_id"], ["case_clock.id"], name=op.f("fk_hearing_clock_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["investigation_id"], ["investigation.id"], name=op.f("fk_hearing_investigation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_hearing_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("answer_mac", name=op.f("uq_hearing_answer_mac")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_hearing_submission_mac")),
    )
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_investigation_id"), ["investigation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hearing_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_hearing_investigation_id"))

    op.drop_table("hearing")
    with op.batch_alter_table("criticism", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criticism_point_id"))
        batch_op.drop_index(batch_op.f("ix_criticism_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_criticism_investigation_id"))

    op.drop_table("criticism")
    with op.batch_alter_table("recommendation_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_step_recommendation_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_step_municipality_id"))

    op.drop_table("recommendation_step")
    with op.batch_alter_table("recommendation_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_key_recommendation_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_key_municipality_id"))

    op.drop_table("recommendation_key")
    with op.batch_alter_table("investigation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_investigation_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_investigation_case_id"))

    op.drop_table("investigation")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_case_id"))

    op.drop_table("recommendation")
    with op.batch_alter_table("tendency_aside", schema=None) as batch_op:
        batch_op.drop_index("ix_tendency_aside_of")
        batch_op.drop_index(batch_op.f("ix_tendency_aside_municipality_id"))

    op.drop_table("tendency_aside")
