"""The history of reviews, which nothing can change or delete, and who is signed in at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REFUSAL = "The history of reviews is only added to."
_SQLITE = {
    "no_update": "BEFORE UPDATE ON review_events",
    "no_delete": "BEFORE DELETE ON review_events",
    # INSERT OR REPLACE deletes without firing the trigger above.
    "no_replace": "BEFORE INSERT ON review_events WHEN EXISTS (SELECT 1 FROM review_events AS held "
    "WHERE held.kind = NEW.kind AND held.item = NEW.item AND held.version = NEW.version)",
}


def upgrade() -> None:
    op.create_table(
        "review_events",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("risk", sa.Integer, nullable=False),
        sa.Column("reasons", sa.String(400), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    # What reads the whole history reads it in this order, a part at a time.
    op.create_index("ix_review_events_time", "review_events", ["at", "kind", "item", "version"])
    op.create_table(
        "desk_sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, index=True),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION review_events_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER review_events_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON review_events "
            "FOR EACH STATEMENT EXECUTE FUNCTION review_events_kept()"
        )
    else:
        for name, when in _SQLITE.items():
            op.execute(f"CREATE TRIGGER review_events_{name} {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")


def downgrade() -> None:
    op.drop_table("desk_sessions")
    op.drop_table("review_events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION review_events_kept")
