"""Note which municipality looks after an account: where the log says it was made, else where its earliest role is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FIRST_HOME = """
    UPDATE staff_user SET home_id = COALESCE(
        (SELECT audit_entry.municipality_id FROM audit_entry JOIN municipality ON municipality.id = audit_entry.municipality_id
         WHERE audit_entry.action = 'accounts.invited' AND audit_entry.object_id = staff_user.id
         ORDER BY audit_entry.at LIMIT 1),
        (SELECT role_grant.municipality_id FROM role_grant WHERE role_grant.user_id = staff_user.id
         ORDER BY role_grant.valid_from, role_grant.municipality_id LIMIT 1)
    )
"""
"""A role's first day is typed and may lie before the day it was given; the log's entry may not."""
FOREIGN_KEY = "fk_staff_user_home_id"


def upgrade() -> None:
    with op.batch_alter_table("staff_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("home_id", sa.String(length=40), nullable=True))
        batch_op.create_foreign_key(op.f(FOREIGN_KEY), "municipality", ["home_id"], ["id"], ondelete="RESTRICT")
    op.execute(FIRST_HOME)


def downgrade() -> None:
    with op.batch_alter_table("staff_user", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        batch_op.drop_column("home_id")
