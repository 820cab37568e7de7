"""Note how each background job went last."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_state",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("job_id", sa.String(length=120), nullable=False),
        sa.Column("done_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("failed_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_job_state_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_state")),
        sa.UniqueConstraint("municipality_id", "job_id", name=op.f("uq_job_state_municipality_id_job_id")),
    )
    with op.batch_alter_table("job_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_state_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("job_state", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state_municipality_id"))
    op.drop_table("job_state")
