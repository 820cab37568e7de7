"""Keep whom a round is sent to, sealed, until the last reminder."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _owned(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f(f"fk_{table}_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f(f"fk_{table}_round_id"), ondelete="CASCADE"
        ),
    )


def upgrade() -> None:
    op.create_table(
        "outreach",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("reminder_days", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("occasion", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("worker", sa.String(length=22), nullable=True),
        sa.Column("worker_until", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("letters", sa.String(length=10), nullable=False),
        sa.Column("letters_to", sa.String(length=10), nullable=False),
        sa.Column("letters_occasion", sa.Integer(), nullable=False),
        *_owned("outreach"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_outreach")),
    )
    op.create_table(
        "outbox",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_owned("outbox"),
        sa.CheckConstraint("mail IS NULL OR mail IN ('venter', 'sendt', 'afvist')", name=op.f("ck_outbox_mail_known")),
        sa.PrimaryKeyConstraint("round_id", "id", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letter_batch",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        *_owned("letter_batch"),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_letter_batch")),
    )
    op.create_table(
        "list_draft",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("made_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_owned("list_draft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_draft")),
        sa.UniqueConstraint("round_id", name=op.f("uq_list_draft_round_id")),
    )
    for table in ("outreach", "outbox", "letter_batch", "list_draft"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    for table in ("list_draft", "letter_batch", "outbox", "outreach"):
        op.drop_table(table)
