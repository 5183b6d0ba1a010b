"""How many answers are made at once: a few more wait for a short while, whoever comes after them is told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from service.errors import Busy

PATIENCE = 5.0
"""Seconds that a question waits for its turn."""


class Slots:
    """So many at once, and twice as many waiting."""

    def __init__(self, at_once: int, patience: float = PATIENCE) -> None:
        self._free = anyio.Semaphore(at_once)
        self._may_wait = 2 * at_once
        self._patience = patience

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """For as long as an answer is made. Raises Busy."""
        if self._free.statistics().tasks_waiting >= self._may_wait:
            raise Busy("As many questions are being answered and waiting as this service takes. Ask again in a moment.")
        try:
            with anyio.fail_after(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise Busy("No question was finished while this one waited. Ask again in a moment.") from error
        try:
            yield
        finally:
            self._free.release()
