"""The tables of the first release.

Follows nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_first_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("suspects", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_login"), ["login"], unique=False)

    op.create_table(
        "case_file",
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("phase", sa.String(length=60), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.String(length=60), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("gemeente_reason", sa.String(length=200), nullable=True),
        sa.Column("coordinator", sa.String(length=60), nullable=True),
        sa.Column("reporter_kind", sa.String(length=60), nullable=True),
        sa.Column("reporter", sa.String(length=200), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("triage_decision", sa.String(length=60), nullable=True),
        sa.Column("triage_reason", sa.Text(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("aftercare_on", sa.Date(), nullable=True),
        sa.Column("retention_from", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_file_coordinator"), ["coordinator"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_opened_on"), ["opened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_file_phase"), ["phase"], unique=False)

    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_name", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label_nl", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("parent", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint(
            "list_name",
            "code",
            "valid_from",
            "origin",
            name=op.f("uq_code_list_name_code_valid_from_origin"),
        ),
    )
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_list_name"), ["list_name"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "login", "kind", "record_id", "place", name=op.f("uq_draft_login_kind_record_id_place")
        ),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_login"), ["login"], unique=False)

    op.create_table(
        "location",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("location_kind", sa.String(length=60), nullable=True),
        sa.Column("risk_sector", sa.String(length=60), nullable=True),
        sa.Column("sector", sa.String(length=60), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("house_number", sa.String(length=20), nullable=True),
        sa.Column("postcode", sa.String(length=12), nullable=True),
        sa.Column("town", sa.String(length=200), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("country", sa.String(length=60), nullable=True),
        sa.Column("bag_id", sa.String(length=16), nullable=True),
        sa.Column("kvk_number", sa.String(length=12), nullable=True),
        sa.Column("web", sa.String(length=200), nullable=True),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_gemeente"), ["gemeente"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_kvk_number"), ["kvk_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_postcode"), ["postcode"], unique=False)
        batch_op.create_index(batch_op.f("ix_location_review_on"), ["review_on"], unique=False)

    op.create_table(
        "missing_reason",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", "field", name=op.f("pk_missing_reason")),
    )
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("partner_kind", sa.String(length=60), nullable=False),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("phone_after_hours", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("secure_channel", sa.String(length=200), nullable=True),
        sa.Column("response_days", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("given_names", sa.String(length=200), nullable=True),
        sa.Column("name_prefix", sa.String(length=30), nullable=True),
        sa.Column("family_name", sa.String(length=200), nullable=True),
        sa.Column("original_script", sa.String(length=200), nullable=True),
        sa.Column("birth", sa.String(length=200), nullable=True),
        sa.Column("birth_country", sa.String(length=60), nullable=True),
        sa.Column("sex", sa.String(length=60), nullable=True),
        sa.Column("gender", sa.String(length=60), nullable=True),
        sa.Column("form_of_address", sa.String(length=200), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("interpreter", sa.String(length=60), nullable=True),
        sa.Column("interpreter_note", sa.String(length=200), nullable=True),
        sa.Column("deceased_on", sa.String(length=200), nullable=True),
        sa.Column("sort_name", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "trail",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("machine", sa.String(length=120), nullable=False),
        sa.Column("sitting", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("values_hash", sa.String(length=64), nullable=True),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_trail")),
    )
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.create_index("ix_trail_case", ["case_id", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_login"), ["login"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_sitting"), ["sitting"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_undoes"), ["undoes"], unique=False)

    op.create_table(
        "care_plan",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("disagreement", sa.String(length=200), nullable=True),
        sa.Column("copy_given", sa.String(length=60), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_care_plan_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_care_plan_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_plan")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("care_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_plan_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_plan_made_on"), ["made_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_plan_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_plan_review_on"), ["review_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_plan_state"), ["state"], unique=False)

    op.create_table(
        "contact_moment",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.String(length=32), nullable=False),
        sa.Column("contact_kind", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=True),
        sa.Column("next_step", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_contact_moment_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_moment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_moment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_moment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_moment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_moment_held_at"), ["held_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contact_moment_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "contact_person",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("function", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_person_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_person_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "criminal_event",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("happened", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("officer", sa.String(length=200), nullable=True),
        sa.Column("police_number", sa.String(length=200), nullable=True),
        sa.Column("court_number", sa.String(length=200), nullable=True),
        sa.Column("suspect_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["organisation.id"], name=op.f("fk_criminal_event_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_criminal_event_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_criminal_event_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["suspect_id"], ["person.id"], name=op.f("fk_criminal_event_suspect_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criminal_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("criminal_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_criminal_event_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_criminal_event_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_criminal_event_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_criminal_event_happened"), ["happened"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_criminal_event_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_criminal_event_suspect_id"), ["suspect_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_criminal_event_term_ends_on"), ["term_ends_on"], unique=False
        )

    op.create_table(
        "deadline",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("track", sa.String(length=60), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=True),
        sa.Column("override_reason", sa.String(length=200), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_deadline_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deadline_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            "ix_deadline_next", ["met_on", "due_on", "case_id", "person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_deadline_person_id"), ["person_id"], unique=False)

    op.create_table(
        "destroyed_values",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["trail.seq"], name=op.f("fk_destroyed_values_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_destroyed_values")),
    )
    op.create_table(
        "document",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("document_kind", sa.String(length=60), nullable=True),
        sa.Column("classification", sa.String(length=60), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("blob", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["from_id"], ["organisation.id"], name=op.f("fk_document_from_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_blob"), ["blob"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_sha256"), ["sha256"], unique=False)

    op.create_table(
        "exploitation_episode",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("main_form", sa.String(length=60), nullable=True),
        sa.Column("forms", sa.Text(), nullable=True),
        sa.Column("scope", sa.String(length=60), nullable=True),
        sa.Column("since", sa.String(length=200), nullable=True),
        sa.Column("until", sa.String(length=200), nullable=True),
        sa.Column("ongoing", sa.String(length=60), nullable=True),
        sa.Column("age_class", sa.String(length=60), nullable=True),
        sa.Column("risk_sector", sa.String(length=60), nullable=True),
        sa.Column("sector", sa.String(length=60), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("countries", sa.Text(), nullable=True),
        sa.Column("means_of_control", sa.Text(), nullable=True),
        sa.Column("work", sa.String(length=200), nullable=True),
        sa.Column("hours_a_week", sa.Integer(), nullable=True),
        sa.Column("pay", sa.String(length=200), nullable=True),
        sa.Column("debt", sa.String(length=200), nullable=True),
        sa.Column("recruited", sa.String(length=200), nullable=True),
        sa.Column("recruitment_channels", sa.Text(), nullable=True),
        sa.Column("recruitment_country", sa.String(length=60), nullable=True),
        sa.Column("recruiter_tie", sa.String(length=60), nullable=True),
        sa.Column("online", sa.String(length=200), nullable=True),
        sa.Column("route", sa.String(length=200), nullable=True),
        sa.Column("ending", sa.String(length=200), nullable=True),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_exploitation_episode_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_exploitation_episode_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_exploitation_episode_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exploitation_episode")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("exploitation_episode", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exploitation_episode_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exploitation_episode_location_id"), ["location_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_exploitation_episode_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "identifier",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("identifier_kind", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("normal", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identifier_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("identifier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identifier_normal"), ["normal"], unique=False)
        batch_op.create_index(batch_op.f("ix_identifier_person_id"), ["person_id"], unique=False)

    op.create_table(
        "intake",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_by", sa.String(length=200), nullable=True),
        sa.Column("interpreter_used", sa.String(length=60), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("events", sa.Text(), nullable=True),
        sa.Column("worries", sa.Text(), nullable=True),
        sa.Column("civil_state", sa.String(length=60), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("children_note", sa.String(length=200), nullable=True),
        sa.Column("papers", sa.String(length=60), nullable=True),
        sa.Column("medical_need", sa.String(length=60), nullable=True),
        sa.Column("addiction", sa.String(length=60), nullable=True),
        sa.Column("school_work", sa.String(length=200), nullable=True),
        sa.Column("debts", sa.String(length=60), nullable=True),
        sa.Column("earlier_help", sa.String(length=200), nullable=True),
        sa.Column("pets", sa.String(length=200), nullable=True),
        sa.Column("rights_explained", sa.String(length=60), nullable=True),
        sa.Column("expert", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_intake_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_intake_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_intake_person_id"), ["person_id"], unique=False)

    op.create_table(
        "need_assessment",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("domain", sa.String(length=60), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("need", sa.String(length=200), nullable=True),
        sa.Column("wish", sa.String(length=200), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=True),
        sa.Column("assessed_by", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_need_assessment_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_need_assessment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_assessment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("need_assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_need_assessment_assessed_on"), ["assessed_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_need_assessment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_assessment_domain"), ["domain"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_need_assessment_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "note",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_note_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_kind", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_organisation",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("firm", sa.String(length=200), nullable=True),
        sa.Column("kvk_number", sa.String(length=12), nullable=True),
        sa.Column("function", sa.String(length=200), nullable=True),
        sa.Column("since", sa.String(length=200), nullable=True),
        sa.Column("until", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("grade", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_person_organisation_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_organisation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_organisation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_organisation_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_organisation_kvk_number"), ["kvk_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_organisation_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_person_organisation_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "person_place",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("address_kind", sa.String(length=60), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("since", sa.String(length=200), nullable=True),
        sa.Column("until", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_person_place_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_person_place_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_place_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_place")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_place_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_place_location_id"), ["location_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_place_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_relation",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=60), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=200), nullable=True),
        sa.Column("until", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("grade", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_person_relation_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_person_relation_other_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_relation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_relation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_relation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_relation_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_relation_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "person_role",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("since", sa.String(length=200), nullable=True),
        sa.Column("until", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_person_role_case_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
        sa.UniqueConstraint(
            "case_id", "person_id", "role", name=op.f("uq_person_role_case_id_person_id_role")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_role_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_role_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_person_role_played", ["person_id", "role"], unique=False)

    op.create_table(
        "residence_event",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("happened", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("lawyer_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["organisation.id"], name=op.f("fk_residence_event_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_residence_event_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["lawyer_id"], ["organisation.id"], name=op.f("fk_residence_event_lawyer_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_residence_event_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residence_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("residence_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_residence_event_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_residence_event_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_residence_event_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_residence_event_happened"), ["happened"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_residence_event_lawyer_id"), ["lawyer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_event_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_event_term_ends_on"), ["term_ends_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_residence_event_valid_until"), ["valid_until"], unique=False
        )

    op.create_table(
        "safety_assessment",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("risks", sa.Text(), nullable=True),
        sa.Column("threat", sa.Text(), nullable=True),
        sa.Column("threat_from", sa.String(length=200), nullable=True),
        sa.Column("regions_to_avoid", sa.String(length=200), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("measures_note", sa.String(length=200), nullable=True),
        sa.Column("children_safe", sa.String(length=60), nullable=True),
        sa.Column("police_informed", sa.String(length=60), nullable=True),
        sa.Column("nature", sa.String(length=60), nullable=True),
        sa.Column("assessed_by", sa.String(length=200), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_safety_assessment_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_safety_assessment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_assessment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("safety_assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_safety_assessment_assessed_on"), ["assessed_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_safety_assessment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_assessment_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_safety_assessment_next_on"), ["next_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_safety_assessment_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "signal",
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("seen", sa.String(length=200), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.String(length=60), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=True),
        sa.Column("source_contact", sa.String(length=200), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("gemeente", sa.String(length=60), nullable=True),
        sa.Column("forms", sa.Text(), nullable=True),
        sa.Column("risk_sector", sa.String(length=60), nullable=True),
        sa.Column("risk_groups", sa.Text(), nullable=True),
        sa.Column("persons_seen", sa.Integer(), nullable=True),
        sa.Column("minors", sa.String(length=60), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("grade_source", sa.String(length=60), nullable=True),
        sa.Column("grade_content", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=60), nullable=True),
        sa.Column("outcome_reason", sa.String(length=200), nullable=True),
        sa.Column("passed_to_id", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_signal_case_id")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_signal_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["passed_to_id"], ["organisation.id"], name=op.f("fk_signal_passed_to_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signal_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_outcome"), ["outcome"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_passed_to_id"), ["passed_to_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_review_on"), ["review_on"], unique=False)

    op.create_table(
        "suspect_details",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("grade", sa.String(length=60), nullable=True),
        sa.Column("way_of_working", sa.Text(), nullable=True),
        sa.Column("vehicles", sa.String(length=200), nullable=True),
        sa.Column("firms", sa.String(length=200), nullable=True),
        sa.Column("relation_to_victim", sa.String(length=200), nullable=True),
        sa.Column("police_number", sa.String(length=200), nullable=True),
        sa.Column("aangifte_on", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_suspect_details_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suspect_details_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspect_details")),
        sa.UniqueConstraint(
            "case_id", "person_id", name=op.f("uq_suspect_details_case_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("suspect_details", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspect_details_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_suspect_details_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "trail_touch",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["trail.seq"], name=op.f("fk_trail_touch_seq")),
        sa.PrimaryKeyConstraint("seq", "kind", "record_id", name=op.f("pk_trail_touch")),
    )
    with op.batch_alter_table("trail_touch", schema=None) as batch_op:
        batch_op.create_index("ix_trail_touch_record", ["kind", "record_id", "seq"], unique=False)

    op.create_table(
        "trail_values",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["trail.seq"], name=op.f("fk_trail_values_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_trail_values")),
    )
    op.create_table(
        "victim_details",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("safe_channels", sa.Text(), nullable=True),
        sa.Column("safe_times", sa.String(length=200), nullable=True),
        sa.Column("contact_rules", sa.Text(), nullable=True),
        sa.Column("code_word", sa.String(length=200), nullable=True),
        sa.Column("never_tell", sa.String(length=200), nullable=True),
        sa.Column("residence_status", sa.String(length=60), nullable=True),
        sa.Column("minor_at_start", sa.Boolean(), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("address_secret", sa.Boolean(), nullable=True),
        sa.Column("shelter_name", sa.String(length=200), nullable=True),
        sa.Column("shelter_address", sa.String(length=200), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("pregnant", sa.String(length=60), nullable=True),
        sa.Column("lvb", sa.String(length=60), nullable=True),
        sa.Column("children_with", sa.Integer(), nullable=True),
        sa.Column("income", sa.String(length=200), nullable=True),
        sa.Column("comensha_state", sa.String(length=60), nullable=True),
        sa.Column("comensha_reason", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_victim_details_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_victim_details_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_victim_details")),
        sa.UniqueConstraint(
            "case_id", "person_id", name=op.f("uq_victim_details_case_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("victim_details", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_victim_details_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_victim_details_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "advice_request",
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("caller_kind", sa.String(length=60), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("caller", sa.String(length=200), nullable=True),
        sa.Column("topics", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("signal_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_advice_request_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_advice_request_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_advice_request_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_request")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("advice_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_request_asked_on"), ["asked_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_request_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_advice_request_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_advice_request_signal_id"), ["signal_id"], unique=False
        )

    op.create_table(
        "goal",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.String(length=60), nullable=True),
        sa.Column("track", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_goal_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goal_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["care_plan.id"], name=op.f("fk_goal_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_state"), ["state"], unique=False)

    op.create_table(
        "inspection",
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("inspection_kind", sa.String(length=60), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("took_part", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("signal_id", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("indicators", sa.Text(), nullable=True),
        sa.Column("persons_found", sa.Integer(), nullable=True),
        sa.Column("findings_note", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("follow_up_note", sa.String(length=200), nullable=True),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_inspection_location_id")
        ),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_inspection_signal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inspection_held_on"), ["held_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_inspection_location_id"), ["location_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inspection_planned_on"), ["planned_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_inspection_signal_id"), ["signal_id"], unique=False)

    op.create_table(
        "sharing_ground",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=60), nullable=True),
        sa.Column("signatory_name", sa.String(length=200), nullable=True),
        sa.Column("consent_form", sa.String(length=60), nullable=True),
        sa.Column("text_version", sa.String(length=60), nullable=True),
        sa.Column("explained_in", sa.String(length=60), nullable=True),
        sa.Column("partner_kinds", sa.Text(), nullable=True),
        sa.Column("limits", sa.String(length=200), nullable=True),
        sa.Column("informed", sa.String(length=60), nullable=True),
        sa.Column("informed_not_reason", sa.String(length=60), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_note", sa.String(length=200), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_sharing_ground_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_sharing_ground_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sharing_ground_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_ground")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sharing_ground", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sharing_ground_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sharing_ground_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sharing_ground_given_on"), ["given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_sharing_ground_ground"), ["ground"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sharing_ground_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sharing_ground_valid_until"), ["valid_until"], unique=False
        )

    op.create_table(
        "signal_indicator",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=False),
        sa.Column("seen", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_indicator_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_indicator")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signal_indicator", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signal_indicator_signal_id"), ["signal_id"], unique=False
        )

    op.create_table(
        "action",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=200), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_action_case_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_action_goal_id")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organisation.id"], name=op.f("fk_action_partner_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_action_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(
            "ix_action_next",
            ["state", "due_on", "case_id", "done_on", "person_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_action_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_person_id"), ["person_id"], unique=False)

    op.create_table(
        "case_consult",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.String(length=32), nullable=False),
        sa.Column("consult_kind", sa.String(length=60), nullable=True),
        sa.Column("goal", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("chair", sa.String(length=200), nullable=True),
        sa.Column("expert", sa.String(length=60), nullable=True),
        sa.Column("informed", sa.String(length=60), nullable=True),
        sa.Column("informed_not_reason", sa.String(length=60), nullable=True),
        sa.Column("ground_id", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("agreements", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_consult_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["sharing_ground.id"], name=op.f("fk_case_consult_ground_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_consult")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_consult", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_consult_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_consult_ground_id"), ["ground_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_consult_held_at"), ["held_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_consult_next_on"), ["next_on"], unique=False)

    op.create_table(
        "notification",
        sa.Column("direction", sa.String(length=60), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("reporter_kind", sa.String(length=60), nullable=True),
        sa.Column("reporter", sa.String(length=200), nullable=True),
        sa.Column("reporter_contact", sa.String(length=200), nullable=True),
        sa.Column("urgency", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("informed", sa.String(length=60), nullable=True),
        sa.Column("informed_not_reason", sa.String(length=60), nullable=True),
        sa.Column("ground", sa.String(length=60), nullable=True),
        sa.Column("ground_id", sa.Integer(), nullable=True),
        sa.Column("comensha_state", sa.String(length=60), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("signal_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_notification_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["sharing_ground.id"], name=op.f("fk_notification_ground_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_notification_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notification_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_notification_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_ground_id"), ["ground_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_notification_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notification_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_notification_reported_on"), ["reported_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_notification_signal_id"), ["signal_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=60), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.String(length=60), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("ground_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_referral_case_id")),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["sharing_ground.id"], name=op.f("fk_referral_ground_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organisation.id"], name=op.f("fk_referral_partner_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_answer_by"), ["answer_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_ground_id"), ["ground_id"], unique=False)
        batch_op.create_index(
            "ix_referral_next",
            ["state", "answer_by", "case_id", "answered_on", "person_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_referral_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_sent_on"), ["sent_on"], unique=False)

    op.create_table(
        "consult_participant",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("consult_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("contact_person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("attended", sa.String(length=60), nullable=True),
        sa.Column("part_only", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_consult_participant_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["consult_id"], ["case_consult.id"], name=op.f("fk_consult_participant_consult_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_person_id"],
            ["contact_person.id"],
            name=op.f("fk_consult_participant_contact_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_consult_participant_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consult_participant")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consult_participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consult_participant_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consult_participant_consult_id"), ["consult_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consult_participant_contact_person_id"),
            ["contact_person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_consult_participant_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "disclosure",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("reader", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("ground", sa.String(length=60), nullable=True),
        sa.Column("ground_reason", sa.String(length=200), nullable=True),
        sa.Column("ground_id", sa.Integer(), nullable=True),
        sa.Column("informed", sa.String(length=60), nullable=True),
        sa.Column("informed_not_reason", sa.String(length=60), nullable=True),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=60), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_disclosure_case_id")),
        sa.ForeignKeyConstraint(
            ["ground_id"], ["sharing_ground.id"], name=op.f("fk_disclosure_ground_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["organisation.id"], name=op.f("fk_disclosure_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_disclosure_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_answer_by"), ["answer_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_ground_id"), ["ground_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_disclosure_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_disclosure_referral_id"), ["referral_id"], unique=False
        )
