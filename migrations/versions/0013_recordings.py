"""Keep texts read aloud by people, each bound to the hash of its text."""

import sqlalchemy as sa
from alembic import op

from værdig.db.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_recording",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_text_recording_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_text_recording_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_recording")),
        sa.UniqueConstraint("municipality_id", "text_hash", name=op.f("uq_text_recording_municipality_id_text_hash")),
    )
    with op.batch_alter_table("text_recording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_recording_municipality_id"), ["municipality_id"], unique=False)
    op.create_table(
        "text_recording_sound",
        sa.Column("recording_id", sa.String(length=22), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_text_recording_sound_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["text_recording.id"],
            name=op.f("fk_text_recording_sound_recording_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_text_recording_sound")),
    )
    with op.batch_alter_table("text_recording_sound", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_recording_sound_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    op.drop_table("text_recording_sound")
    op.drop_table("text_recording")
