"""Conversations that nobody continued for the days of the setting are erased, at start and again and again."""

import asyncio
import contextlib
import logging
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from records_core import save
from sqlalchemy import text

from service.records import Records, UnknownRecord
from service.retention import forget_old
from service.settings import ServiceSettings


@pytest.fixture
def records(tmp_path):
    """A database that nothing has migrated yet: whatever is asked of it fails."""
    opened = Records(f"sqlite:///{tmp_path / 'answers.db'}")
    yield opened
    opened.close()


def age(records, conversation, days):
    """Make a conversation and its answers so many days old."""
    then = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with records._engine.begin() as connection:
        for table, key in (("conversations", "id"), ("answers", "conversation_id")):
            statement = text(f"UPDATE {table} SET created_at = :then WHERE {key} = :conversation")
            connection.execute(statement, {"then": then, "conversation": conversation})


async def kept_up(records, condition):
    """Forgets what is older than 30 days, without a pause worth the name, until the condition holds."""
    forgetting = asyncio.create_task(forget_old(records, 30, every=0.01))
    for _ in range(500):
        if condition():
            break
        await asyncio.sleep(0.01)
    forgetting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await forgetting
    assert condition()


def is_gone(records, answer_id):
    try:
        records.answer(answer_id, "local")
    except UnknownRecord:
        return True
    return False


def test_what_is_older_than_the_days_is_erased_and_nothing_else(records):
    records.migrate()
    old, conversation = save(records)
    age(records, conversation, 31)
    recent, conversation = save(records)
    age(records, conversation, 29)
    asyncio.run(kept_up(records, lambda: is_gone(records, old)))
    assert records.answer(recent, "local")


def test_what_becomes_old_while_the_service_runs_is_erased_too(records):
    records.migrate()
    first, conversation = save(records)
    age(records, conversation, 31)
    second, later = save(records)

    def both_in_turn():
        if is_gone(records, first) and not is_gone(records, second):
            age(records, later, 31)
        return is_gone(records, first) and is_gone(records, second)

    asyncio.run(kept_up(records, both_in_turn))


def test_a_database_that_fails_is_told_once_without_any_text_and_tried_again(records, caplog):
    caplog.set_level(logging.INFO)
    tries = iter(range(20))
    asyncio.run(kept_up(records, lambda: next(tries, None) is None))
    assert [entry.getMessage() for entry in caplog.records] == [
        "conversations older than 30 days cannot be erased: OperationalError"
    ]
    records.migrate()
    caplog.clear()
    answer_id, conversation = save(records)
    age(records, conversation, 31)
    asyncio.run(kept_up(records, lambda: is_gone(records, answer_id)))
    assert "erased 1 conversations" in caplog.text
    assert "dry mouth" not in caplog.text.lower() and answer_id not in caplog.text


@pytest.mark.parametrize(
    ("given", "days"), [(None, 30), ("1", 1), ("30", 30), ("36500", 36500), ("0", None), ("never", None)]
)
def test_days_are_a_whole_number_or_nothing(monkeypatch, given, days):
    monkeypatch.delenv("FOOTNOTE_RETENTION_DAYS", raising=False)
    if given is not None:
        monkeypatch.setenv("FOOTNOTE_RETENTION_DAYS", given)
    assert ServiceSettings().retention_days == days


@pytest.mark.parametrize("given", ["-1", "", "soon", "1.5", "36501", "none", "00"])
def test_anything_else_is_refused(monkeypatch, given):
    monkeypatch.setenv("FOOTNOTE_RETENTION_DAYS", given)
    with pytest.raises(ValidationError, match="retention_days"):
        ServiceSettings()
