"""The first tables of the core."""

import sqlalchemy as sa
from alembic import op

import værdig.db.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=True),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("object_type", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("detail", værdig.db.types.CanonicalJson(), nullable=True),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("position", name=op.f("uq_audit_entry_position")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_audit_entry_object", ["object_type", "object_id"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("hostname", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("hostname", name=op.f("uq_municipality_hostname")),
    )
    op.create_table(
        "staff_user",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created", værdig.db.types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_user")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_user_fs_uniquifier")),
    )
    op.create_table(
        "complaint_case",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("inbox", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("returns_to", sa.String(length=30), nullable=True),
        sa.Column("received", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("anonymity", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=True),
        sa.Column("out_of_scope", sa.String(length=40), nullable=True),
        sa.Column("earlier_case_id", sa.String(length=22), nullable=True),
        sa.Column("represented", sa.Boolean(), nullable=False),
        sa.Column("registered_by", sa.String(length=22), nullable=True),
        sa.Column("registered_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("story", sa.LargeBinary(), nullable=False),
        sa.Column("particulars", sa.LargeBinary(), nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("code_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_seen", sa.Boolean(), nullable=False),
        sa.Column("first_answer", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("final_answer", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("closed", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "anonymity IN ('anonym', 'fortrolig', 'med_navn')", name=op.f("ck_complaint_case_anonymity_known")
        ),
        sa.CheckConstraint("inbox IN ('ledelse', 'borgerraadgiver')", name=op.f("ck_complaint_case_inbox_known")),
        sa.ForeignKeyConstraint(
            ["earlier_case_id"],
            ["complaint_case.id"],
            name=op.f("fk_complaint_case_earlier_case_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_complaint_case_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_case")),
        sa.UniqueConstraint("code_mac", name=op.f("uq_complaint_case_code_mac")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_complaint_case_municipality_id_number")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_complaint_case_submission_mac")),
    )
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_case_inbox_state", ["municipality_id", "inbox", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_case_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "contact_count",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("office", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_contact_count_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_count")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_contact_count_submission_mac")),
    )
    with op.batch_alter_table("contact_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_count_half_year"), ["half_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_count_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "disclosure_release",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("universe", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("audience", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("created", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("related", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("statements", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_disclosure_release_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_release")),
        sa.UniqueConstraint("municipality_id", "fingerprint", name="uq_disclosure_release_fingerprint"),
    )
    with op.batch_alter_table("disclosure_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_release_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_release_universe"), ["universe"], unique=False)

    op.create_table(
        "form_receipt",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("form_id", sa.String(length=120), nullable=False),
        sa.Column("page", sa.String(length=22), nullable=False),
        sa.Column("content", sa.LargeBinary(length=32), nullable=False),
        sa.Column("by_whom", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_form_receipt_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_receipt")),
        sa.UniqueConstraint(
            "municipality_id", "page", "content", name=op.f("uq_form_receipt_municipality_id_page_content")
        ),
    )
    with op.batch_alter_table("form_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_receipt_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_form_receipt_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "import_draft",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("importer", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_import_draft_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
    )
    with op.batch_alter_table("import_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_draft_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_draft_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("importer", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("remarks", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("dropped_columns", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("provisional", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("counts", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.Column("undone_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind IN ('hentet', 'afskrift', 'eksempel')", name=op.f("ck_import_run_kind_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_import_run_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_import_run_municipality_id_number")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_run_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "uq_import_run_file",
            ["municipality_id", "source", "sha256"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "key_holder",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_key_holder_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_key_holder_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_holder")),
        sa.UniqueConstraint("municipality_id", "user_id", name=op.f("uq_key_holder_municipality_id_user_id")),
    )
    with op.batch_alter_table("key_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_holder_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "metric_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("metric_id", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("computed_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("inputs", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("breaks", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_metric_run_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_run")),
    )
    with op.batch_alter_table("metric_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_metric_run_code"), ["code"], unique=False)
        batch_op.create_index("ix_metric_run_current", ["municipality_id", "metric_id", "half_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_metric_run_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "municipal_value",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("length(key) > 0", name=op.f("ck_municipal_value_key_named")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_municipal_value_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipal_value")),
        sa.UniqueConstraint(
            "municipality_id", "key", "valid_from", name=op.f("uq_municipal_value_municipality_id_key_valid_from")
        ),
    )
    with op.batch_alter_table("municipal_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipal_value_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "password_link",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("expires", værdig.db.types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('invite', 'reset')", name=op.f("ck_password_link_kind_known")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_password_link_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_password_link")),
    )
    with op.batch_alter_table("password_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_password_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "plan_adoption",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_plan_adoption_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_plan_adoption_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_adoption")),
        sa.UniqueConstraint(
            "municipality_id", "plan_id", "valid_from", name=op.f("uq_plan_adoption_municipality_id_plan_id_valid_from")
        ),
    )
    with op.batch_alter_table("plan_adoption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_adoption_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "plugin_fault",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plugin_id", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("seen_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_plugin_fault_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_fault")),
    )
    with op.batch_alter_table("plugin_fault", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plugin_fault_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_plugin_fault_recent", ["municipality_id", "plugin_id", "at"], unique=False)

    op.create_table(
        "plugin_switch",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plugin_id", sa.String(length=80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("by_whom", sa.String(length=64), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_plugin_switch_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plugin_switch")),
        sa.UniqueConstraint("municipality_id", "plugin_id", name=op.f("uq_plugin_switch_municipality_id_plugin_id")),
    )
    with op.batch_alter_table("plugin_switch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plugin_switch_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("questionnaire", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_questionnaire_version_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "municipality_id",
            "questionnaire",
            "version",
            name=op.f("uq_questionnaire_version_municipality_id_questionnaire_version"),
        ),
    )
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_version_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "reader_key",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("reader IN ('borgerraadgiver', 'ledelse')", name=op.f("ck_reader_key_reader_known")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_reader_key_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_key")),
        sa.UniqueConstraint(
            "municipality_id", "reader", "version", name=op.f("uq_reader_key_municipality_id_reader_version")
        ),
    )
    with op.batch_alter_table("reader_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_key_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("built_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("frozen_at", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("document", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("built_from", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state in ('udkast', 'frosset')", name=op.f("ck_report_state_known")),
        sa.CheckConstraint("version > 0", name=op.f("ck_report_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_report_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "municipality_id",
            "half_year",
            "kind",
            "version",
            name=op.f("uq_report_municipality_id_half_year_kind_version"),
        ),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "uq_report_one_draft",
            ["municipality_id", "half_year", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'udkast'"),
            postgresql_where=sa.text("state = 'udkast'"),
        )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_role_grant_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_role_grant_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["staff_user.id"], name=op.f("fk_role_grant_user_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_user_id"), ["user_id"], unique=False)

    op.create_table(
        "case_clock",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=600), nullable=False),
        sa.Column("paused", sa.Date(), nullable=True),
        sa.Column("pause_cause", sa.String(length=200), nullable=True),
        sa.Column("stopped", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("stop_cause", sa.String(length=40), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("paused IS NULL OR length(pause_cause) > 0", name=op.f("ck_case_clock_pause_has_cause")),
        sa.CheckConstraint("stopped IS NULL OR length(stop_cause) > 0", name=op.f("ck_case_clock_stop_has_cause")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_clock_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_clock_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clock")),
    )
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_clock_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_clock_due", ["municipality_id", "stopped", "due"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_clock_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_consent",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("given_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("given_how", sa.String(length=20), nullable=False),
        sa.Column("noted_by", sa.String(length=22), nullable=True),
        sa.Column("revoked", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("given_how IN ('paa_sagen', 'mundtligt')", name=op.f("ck_case_consent_given_how_known")),
        sa.CheckConstraint("scope IN ('uden_navn', 'med_navn')", name=op.f("ck_case_consent_scope_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_consent_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_consent_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_consent")),
    )
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_consent_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_consent_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_event",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("from_state", sa.String(length=30), nullable=True),
        sa.Column("to_state", sa.String(length=30), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("length(actor) > 0", name=op.f("ck_case_event_actor_given")),
        sa.CheckConstraint("length(reason_code) > 0", name=op.f("ck_case_event_reason_given")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_event_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_event_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_event_case_id_position")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_event_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_event_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_key",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("reader_key_id", sa.String(length=22), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("reader IN ('kode', 'borgerraadgiver', 'ledelse')", name=op.f("ck_case_key_reader_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_key_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_key_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reader_key_id"], ["reader_key.id"], name=op.f("fk_case_key_reader_key_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_key")),
        sa.UniqueConstraint("case_id", "part", "reader", name=op.f("uq_case_key_case_id_part_reader")),
    )
    with op.batch_alter_table("case_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_key_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_key_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_message",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("author_role", sa.String(length=40), nullable=True),
        sa.Column("author_id", sa.String(length=22), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("direction IN ('fra_borger', 'til_borger')", name=op.f("ck_case_message_direction_known")),
        sa.CheckConstraint(
            "kind IN ('besked', 'svar', 'rykker', 'henvisning', 'afslutning')", name=op.f("ck_case_message_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_message_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_message_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_message_submission_mac")),
    )
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_message_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_note",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind IN ('notat_til_sagen', 'internt_arbejdspapir')", name=op.f("ck_case_note_kind_known")),
        sa.CheckConstraint("side IN ('ledelse', 'borgerraadgiver')", name=op.f("ck_case_note_side_known")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_case_note_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_note_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_case_note_submission_mac")),
    )
    with op.batch_alter_table("case_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_note_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_note_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "inbox_opening",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("reader_key_id", sa.String(length=22), nullable=False),
        sa.Column("opened", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("used", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_inbox_opening_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reader_key_id"], ["reader_key.id"], name=op.f("fk_inbox_opening_reader_key_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_opening")),
    )
    with op.batch_alter_table("inbox_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_opening_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_opening_used"), ["used"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_opening_user_id"), ["user_id"], unique=False)

    op.create_table(
        "klagepunkt",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("principle", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("formality", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("reaction", sa.String(length=40), nullable=True),
        sa.Column("settled", værdig.db.types.UtcDateTime(), nullable=True),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("submission_mac", sa.LargeBinary(length=32), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["complaint_case.id"], name=op.f("fk_klagepunkt_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_klagepunkt_municipality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_klagepunkt")),
        sa.UniqueConstraint("submission_mac", name=op.f("uq_klagepunkt_submission_mac")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_klagepunkt_case_id_number")),
    )
    with op.batch_alter_table("klagepunkt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_klagepunkt_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_klagepunkt_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "metric_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("missing", sa.String(length=300), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.Column("kinds", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(value IS NULL) = (missing <> '')", name=op.f("ck_metric_value_missing_has_reason")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_metric_value_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["metric_run.id"], name=op.f("fk_metric_value_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric_value")),
        sa.UniqueConstraint("run_id", "period", name=op.f("uq_metric_value_run_id_period")),
    )
    with op.batch_alter_table("metric_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_metric_value_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=22), nullable=False),
        sa.Column("table_code", sa.String(length=60), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("where_json", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("period_type", sa.String(length=4), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("missing", sa.String(length=200), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(value IS NULL) = (missing <> '')", name=op.f("ck_observation_missing_has_reason")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_observation_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_observation_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint(
            "run_id",
            "table_code",
            "measure",
            "where_json",
            "area",
            "period",
            name=op.f("uq_observation_run_id_table_code_measure_where_json_area_period"),
        ),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "ix_observation_series", ["municipality_id", "table_code", "measure", "area"], unique=False
        )

    op.create_table(
        "reader_key_share",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("reader_key_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=True),
        sa.Column("made", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind IN ('kodeord', 'genopretning', 'maskine')", name=op.f("ck_reader_key_share_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_reader_key_share_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reader_key_id"], ["reader_key.id"], name=op.f("fk_reader_key_share_reader_key_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_key_share")),
        sa.UniqueConstraint(
            "reader_key_id", "kind", "user_id", name=op.f("uq_reader_key_share_reader_key_id_kind_user_id")
        ),
    )
    with op.batch_alter_table("reader_key_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_key_share_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reader_key_share_reader_key_id"), ["reader_key_id"], unique=False)

    op.create_table(
        "report_figure",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("report_id", sa.String(length=22), nullable=False),
        sa.Column("figure_id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("why_missing", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "value is not null or why_missing <> ''", name=op.f("ck_report_figure_missing_is_explained")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_report_figure_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_figure_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_figure")),
        sa.UniqueConstraint("report_id", "figure_id", name=op.f("uq_report_figure_report_id_figure_id")),
    )
    with op.batch_alter_table("report_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_figure_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_figure_report_id"), ["report_id"], unique=False)

    op.create_table(
        "report_text",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("report_id", sa.String(length=22), nullable=False),
        sa.Column("heading", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", værdig.db.types.UtcDateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_report_text_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_text_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
    )
    with op.batch_alter_table("report_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_text_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_report_text_newest", ["report_id", "heading", "number"], unique=False)

    op.create_table(
        "survey_round",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("half_year", værdig.db.types.HalfYearType(length=6), nullable=False),
        sa.Column("design", sa.String(length=20), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.String(length=80), nullable=False),
        sa.Column("questionnaire_version_id", sa.String(length=22), nullable=True),
        sa.Column("key_custody", sa.String(length=10), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("closing_step", sa.String(length=30), nullable=False),
        sa.Column("coarsening", værdig.db.types.CanonicalJson(), nullable=True),
        sa.Column("answers_total", sa.Integer(), nullable=True),
        sa.Column("unreadable", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("design IN ('census', 'after_conversation')", name=op.f("ck_survey_round_design_known")),
        sa.CheckConstraint("key_custody IN ('keyfile', 'holders')", name=op.f("ck_survey_round_custody_known")),
        sa.CheckConstraint(
            "state IN ('planlagt', 'aaben', 'lukker', 'lukket', 'tabt')", name=op.f("ck_survey_round_state_known")
        ),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_survey_round_window_in_order")),
        sa.CheckConstraint("threshold >= 5", name=op.f("ck_survey_round_threshold_floor")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_survey_round_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_survey_round_questionnaire_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_round")),
    )
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_round_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index(
            "uq_survey_round_design",
            ["municipality_id", "half_year", "design"],
            unique=True,
            sqlite_where=sa.text("state <> 'tabt'"),
            postgresql_where=sa.text("state <> 'tabt'"),
        )

    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=True),
        sa.Column("length_key", sa.String(length=20), nullable=True),
        sa.Column("chosen", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_answer_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["survey_round.id"], name=op.f("fk_answer_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_answer_round", ["round_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_draft_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["survey_round.id"], name=op.f("fk_draft_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "lookup", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "envelope",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_envelope_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_envelope_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "lookup", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_envelope_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "open_answer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_open_answer_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_open_answer_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("open_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_answer_municipality_id"), ["municipality_id"], unique=False)
        batch_op.create_index("ix_open_answer_round", ["round_id"], unique=False)

    op.create_table(
        "round_group",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.String(length=40), nullable=True),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("invited IS NULL OR invited >= 0", name=op.f("ck_round_group_invited_natural")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_round_group_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_round_group_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_round_group")),
    )
    with op.batch_alter_table("round_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_group_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "round_key_share",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("holder_id", sa.String(length=22), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["key_holder.id"], name=op.f("fk_round_key_share_holder_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_round_key_share_municipality_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_round_key_share_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "holder_id", name=op.f("pk_round_key_share")),
    )
    with op.batch_alter_table("round_key_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_key_share_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "round_result",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("content", værdig.db.types.CanonicalJson(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_round_result_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_round_result_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_result")),
    )
    with op.batch_alter_table("round_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_result_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "round_tally",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind IN ('channel', 'help', 'language')", name=op.f("ck_round_tally_kind_known")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_round_tally_number_natural")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_round_tally_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_round_tally_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "kind", "value", name=op.f("pk_round_tally")),
    )
    with op.batch_alter_table("round_tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_tally_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=32), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=True),
        sa.Column("length_key", sa.String(length=20), nullable=True),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_invitation_municipality_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "group_key"],
            ["round_group.round_id", "round_group.key"],
            name=op.f("fk_invitation_round_id_group_key"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["survey_round.id"], name=op.f("fk_invitation_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "lookup", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_municipality_id"), ["municipality_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_municipality_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("round_tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_tally_municipality_id"))

    op.drop_table("round_tally")
    with op.batch_alter_table("round_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_result_municipality_id"))

    op.drop_table("round_result")
    with op.batch_alter_table("round_key_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_key_share_municipality_id"))

    op.drop_table("round_key_share")
    with op.batch_alter_table("round_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_group_municipality_id"))

    op.drop_table("round_group")
    with op.batch_alter_table("open_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_open_answer_round")
        batch_op.drop_index(batch_op.f("ix_open_answer_municipality_id"))

    op.drop_table("open_answer")
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_envelope_municipality_id"))

    op.drop_table("envelope")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_municipality_id"))

    op.drop_table("draft")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_round")
        batch_op.drop_index(batch_op.f("ix_answer_municipality_id"))

    op.drop_table("answer")
    with op.batch_alter_table("survey_round", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_survey_round_design",
            sqlite_where=sa.text("state <> 'tabt'"),
            postgresql_where=sa.text("state <> 'tabt'"),
        )
        batch_op.drop_index(batch_op.f("ix_survey_round_municipality_id"))

    op.drop_table("survey_round")
    with op.batch_alter_table("report_text", schema=None) as batch_op:
        batch_op.drop_index("ix_report_text_newest")
        batch_op.drop_index(batch_op.f("ix_report_text_municipality_id"))

    op.drop_table("report_text")
    with op.batch_alter_table("report_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_figure_report_id"))
        batch_op.drop_index(batch_op.f("ix_report_figure_municipality_id"))

    op.drop_table("report_figure")
    with op.batch_alter_table("reader_key_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reader_key_share_reader_key_id"))
        batch_op.drop_index(batch_op.f("ix_reader_key_share_municipality_id"))

    op.drop_table("reader_key_share")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("ix_observation_series")
        batch_op.drop_index(batch_op.f("ix_observation_municipality_id"))

    op.drop_table("observation")
    with op.batch_alter_table("metric_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_metric_value_municipality_id"))

    op.drop_table("metric_value")
    with op.batch_alter_table("klagepunkt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_klagepunkt_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_klagepunkt_case_id"))

    op.drop_table("klagepunkt")
    with op.batch_alter_table("inbox_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_opening_user_id"))
        batch_op.drop_index(batch_op.f("ix_inbox_opening_used"))
        batch_op.drop_index(batch_op.f("ix_inbox_opening_municipality_id"))

    op.drop_table("inbox_opening")
    with op.batch_alter_table("case_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_note_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_note_case_id"))

    op.drop_table("case_note")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_message_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_message_case_id"))

    op.drop_table("case_message")
    with op.batch_alter_table("case_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_key_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_key_case_id"))

    op.drop_table("case_key")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_event_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_event_case_id"))

    op.drop_table("case_event")
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_consent_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_consent_case_id"))

    op.drop_table("case_consent")
    with op.batch_alter_table("case_clock", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_clock_municipality_id"))
        batch_op.drop_index("ix_case_clock_due")
        batch_op.drop_index(batch_op.f("ix_case_clock_case_id"))

    op.drop_table("case_clock")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grant_user_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_municipality_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_report_one_draft",
            sqlite_where=sa.text("state = 'udkast'"),
            postgresql_where=sa.text("state = 'udkast'"),
        )
        batch_op.drop_index(batch_op.f("ix_report_municipality_id"))

    op.drop_table("report")
    with op.batch_alter_table("reader_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reader_key_municipality_id"))

    op.drop_table("reader_key")
    with op.batch_alter_table("questionnaire_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_version_municipality_id"))

    op.drop_table("questionnaire_version")
    with op.batch_alter_table("plugin_switch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plugin_switch_municipality_id"))

    op.drop_table("plugin_switch")
    with op.batch_alter_table("plugin_fault", schema=None) as batch_op:
        batch_op.drop_index("ix_plugin_fault_recent")
        batch_op.drop_index(batch_op.f("ix_plugin_fault_municipality_id"))

    op.drop_table("plugin_fault")
    with op.batch_alter_table("plan_adoption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_adoption_municipality_id"))

    op.drop_table("plan_adoption")
    with op.batch_alter_table("password_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_password_link_user_id"))

    op.drop_table("password_link")
    with op.batch_alter_table("municipal_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipal_value_municipality_id"))

    op.drop_table("municipal_value")
    with op.batch_alter_table("metric_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_metric_run_municipality_id"))
        batch_op.drop_index("ix_metric_run_current")
        batch_op.drop_index(batch_op.f("ix_metric_run_code"))

    op.drop_table("metric_run")
    with op.batch_alter_table("key_holder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_holder_municipality_id"))

    op.drop_table("key_holder")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_import_run_file",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_import_run_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_import_run_created_at"))

    op.drop_table("import_run")
    with op.batch_alter_table("import_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_draft_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_import_draft_created_at"))

    op.drop_table("import_draft")
    with op.batch_alter_table("form_receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_receipt_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_form_receipt_at"))

    op.drop_table("form_receipt")
    with op.batch_alter_table("disclosure_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosure_release_universe"))
        batch_op.drop_index(batch_op.f("ix_disclosure_release_municipality_id"))

    op.drop_table("disclosure_release")
    with op.batch_alter_table("contact_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_count_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_contact_count_half_year"))

    op.drop_table("contact_count")
    with op.batch_alter_table("complaint_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_case_municipality_id"))
        batch_op.drop_index("ix_complaint_case_inbox_state")

    op.drop_table("complaint_case")
    op.drop_table("staff_user")
    op.drop_table("municipality")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_object")
        batch_op.drop_index(batch_op.f("ix_audit_entry_municipality_id"))

    op.drop_table("audit_entry")
