"""Forgets conversations that nobody continued for as many days as the settings say."""

import logging
from datetime import UTC, datetime, timedelta

import anyio
from anyio import to_thread

from service.records import Records

logger = logging.getLogger(__name__)

EVERY = 3600.0
"""Seconds between two looks."""


async def forget_old(records: Records, days: int, every: float = EVERY) -> None:
    """At once and then again and again, until cancelled. A database that fails is told once, and tried again."""
    failing = False
    while True:
        try:
            erased = await to_thread.run_sync(records.forget_before, datetime.now(UTC) - timedelta(days=days))
        except Exception as error:
            # The kind of error alone: what a database says may repeat what it holds.
            if not failing:
                logger.error("conversations older than %d days cannot be erased: %s", days, type(error).__name__)
            failing = True
        else:
            failing = False
            if erased:
                logger.info("erased %d conversations that were not continued for %d days", erased, days)
        await anyio.sleep(every)
