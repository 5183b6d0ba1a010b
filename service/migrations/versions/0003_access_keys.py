"""Access keys, and the hashes of what they are sent as; requests that came with an Idempotency-Key."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_keys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scope", sa.String(10), nullable=False),
        sa.Column("role", sa.Text),
        sa.Column("origins", sa.Text, nullable=False),
        sa.Column("rate", sa.Integer),
        sa.Column("quota", sa.Integer),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "access_secrets",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column(
            "key_id",
            sa.String(16),
            sa.ForeignKey("access_keys.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "idempotent_requests",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("answer_id", sa.String(40), sa.ForeignKey("answers.id", ondelete="CASCADE"), index=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    for table in ("idempotent_requests", "access_secrets", "access_keys"):
        op.drop_table(table)
