"""Follows the live corpus version: opens a new one beside the old, then serves it, while running requests finish.

A request keeps the services that it began with; an old version is closed when nothing refers to it any more.
"""

import asyncio
import logging
import weakref
from typing import Protocol

from anyio import to_thread

from service import bootstrap
from service.bootstrap import Services
from service.reviews.noticing import take_back_approvals

logger = logging.getLogger(__name__)

EVERY = 2.0
"""Seconds between two looks at which version is live."""
UNREADABLE = "(unreadable)"


class State(Protocol):
    """Where the services in use are kept."""

    services: Services


async def follow_live(state: State) -> None:
    """Until cancelled. A version that cannot be found or opened is told once, and the old one goes on serving."""
    live: str | None
    refused: str | None = None
    while True:
        await asyncio.sleep(EVERY)
        live = UNREADABLE
        try:
            live = await to_thread.run_sync(_live, state.services)
            if live in (None, state.services.corpus.id, refused):
                continue
            fresh = await to_thread.run_sync(_open, state.services)
            await to_thread.run_sync(take_back_approvals, fresh)
        except Exception:
            if live != refused:
                logger.exception("corpus version %s cannot be served; %s goes on", live, state.services.corpus.id)
            refused = live
            continue
        old, state.services = state.services, fresh
        weakref.finalize(old, old.corpus.close)
        del old
        refused = None
        logger.info("now serving corpus version %s", fresh.corpus.id)
        await to_thread.run_sync(fresh.articles.warm, abandon_on_cancel=True)
        del fresh


def _live(services: Services) -> str | None:
    return bootstrap.store_of(services.shared.settings).live()


def _open(services: Services) -> Services:
    shared = services.shared
    return bootstrap.open_version(shared, bootstrap.store_of(shared.settings).open_live())
