"""Let a message to a citizen be a question: it answers nothing, so that what she is promised in writing stays promised."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse', 'indsigt', 'fuldmagt')"
KINDS = f"{BEFORE[:-1]}, 'spoergsmaal')"


def _restrict(kinds: str) -> None:
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), kinds)


def upgrade() -> None:
    _restrict(KINDS)


def downgrade() -> None:
    op.execute("UPDATE case_message SET kind = 'besked' WHERE kind = 'spoergsmaal'")
    _restrict(BEFORE)
