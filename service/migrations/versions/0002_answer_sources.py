"""Where the quotes of each answer stand, read from the answers that are stored already."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BATCH = 500
"""Answers in memory at once: one is about 10 KB."""


def upgrade() -> None:
    sources = op.create_table(
        "answer_sources",
        sa.Column("answer_id", sa.String(40), sa.ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("passage_id", sa.String(200), primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("stop", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Text, nullable=False),
    )
    answers = sa.table("answers", sa.column("id", sa.String), sa.column("record", sa.Text))
    connection, last = op.get_bind(), ""
    while True:
        stored = connection.execute(
            sa.select(answers.c.id, answers.c.record).where(answers.c.id > last).order_by(answers.c.id).limit(_BATCH)
        ).all()
        if not stored:
            break
        if rows := [row for answer_id, record in stored for row in _rows(answer_id, record)]:
            connection.execute(sources.insert(), rows)
        last = stored[-1][0]
    # What reads all places, each once, reads this alone.
    op.create_index("ix_answer_sources_place", "answer_sources", ["passage_id", "start", "stop", "document_id"])


def _rows(answer_id: str, record: str) -> Iterator[dict[str, Any]]:
    quotes = {
        (quote["passage_id"], quote["start"], quote["end"]): citation["source"]["id"]
        for citation in json.loads(record)["citations"]
        for quote in citation.get("quotes", ())
    }
    for (passage_id, start, stop), document_id in quotes.items():
        yield {
            "answer_id": answer_id,
            "passage_id": passage_id,
            "start": start,
            "stop": stop,
            "document_id": document_id,
        }


def downgrade() -> None:
    op.drop_table("answer_sources")
