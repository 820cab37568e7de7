"""Fuldmagt: who represents or helps a citizen, the keys of a representative's own code, and a kind of message about it."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


KINDS_BEFORE = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse', 'indsigt')"
KINDS = "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'udtalelse', 'afslutning', 'forsinkelse', 'indsigt', 'fuldmagt')"


def upgrade() -> None:
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS)
    op.create_table(
        "case_representative",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("noted", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("noted_by", sa.String(length=64), nullable=False),
        sa.Column("proof_seen", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("proof_seen_by", sa.String(length=64), nullable=True),
        sa.Column("ended", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.Column("holds_code", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "(role = 'bisidder') = (basis = 'ingen')", name=op.f("ck_case_representative_bisidder_has_no_basis")
        ),
        sa.CheckConstraint(
            "basis IN ('skriftlig', 'mundtlig', 'beskikkelse', 'paa_sagen', 'ingen')",
            name=op.f("ck_case_representative_basis_known"),
        ),
        sa.CheckConstraint(
            "role <> 'bisidder' OR (code_mac IS NULL AND scope = '')",
            name=op.f("ck_case_representative_bisidder_opens_nothing"),
        ),
        sa.CheckConstraint(
            "role IN ('partsrepraesentant', 'vaerge', 'bisidder')", name=op.f("ck_case_representative_role_known")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_case_representative_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_representative_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_representative_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_representative")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_case_representative_code_mac")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_representative_submission_mac")),
    )
    with op.batch_alter_table("case_representative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_representative_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_representative_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_representative_key",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("representative_id", sa.String(length=22), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_case_representative_key_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["case_representative.id"],
            name=op.f("fk_case_representative_key_representative_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_representative_key")),
        sa.UniqueConstraint(
            "representative_id", "part", name=op.f("uq_case_representative_key_representative_id_part")
        ),
    )
    with op.batch_alter_table("case_representative_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_representative_key_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_case_representative_key_representative_id"), ["representative_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("case_representative_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_representative_key_representative_id"))
        batch_op.drop_index(batch_op.f("ix_case_representative_key_municipality_id"))

    op.drop_table("case_representative_key")
    with op.batch_alter_table("case_representative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_representative_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_representative_case_id"))

    op.drop_table("case_representative")
    op.execute("UPDATE case_message SET kind = 'besked' WHERE kind = 'fuldmagt'")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_case_message_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_case_message_kind_known"), KINDS_BEFORE)
