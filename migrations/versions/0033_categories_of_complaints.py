"""Let a municipality decide about all the lists its cases are filed under; forget the way of handling, which the events tell."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

COLUMNS = "id, valid_from, title, principle, used, number, written, written_by, municipality_id"


def _create(table: str, column: str, *more: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(length=22), nullable=False),
        *more,
        sa.Column(column, sa.String(length=80), nullable=False),
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
            name=op.f(f"fk_{table}_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        among = ["municipality_id", *(each.name for each in more), column, "valid_from"]
        batch_op.create_index(f"ix_{table}", among, unique=False)
        batch_op.create_index(batch_op.f(f"ix_{table}_municipality_id"), ["municipality_id"], unique=False)


def _drop(table: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_index(batch_op.f(f"ix_{table}_municipality_id"))
        batch_op.drop_index(f"ix_{table}")
    op.drop_table(table)


def upgrade() -> None:
    _create("complaint_category", "category", sa.Column("kind", sa.String(length=20), nullable=False))
    op.execute(
        f"INSERT INTO complaint_category (kind, category, {COLUMNS}) SELECT 'themes', theme, {COLUMNS} FROM complaint_theme"
    )
    _drop("complaint_theme")
    op.drop_column("complaint_case", "method")


def downgrade() -> None:
    op.add_column("complaint_case", sa.Column("method", sa.String(length=40), nullable=True))
    _create("complaint_theme", "theme")
    op.execute(
        f"INSERT INTO complaint_theme (theme, {COLUMNS}) SELECT category, {COLUMNS} FROM complaint_category WHERE kind = 'themes'"
    )
    _drop("complaint_category")
