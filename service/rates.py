"""How often: counts what a caller does within a minute or a day, in this process or, by Redis, in all together.

While Redis does not answer, each process counts by itself: nobody is turned away for that, and nobody is unlimited.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

logger = logging.getLogger(__name__)

TIMEOUT = 0.25
"""Seconds that Redis may take."""
PAUSE = 5.0
"""Seconds for which Redis is not asked again after it did not answer."""
SWEEP = 60.0
"""Seconds after which counters that ended are looked for again."""

Told = Callable[[bool], None]
"""Is told whether this process counts alone although it has a Redis."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many, by `who`, in a minute or in a day; the time begins with the first. `name`: of the policy."""

    name: str
    amount: int
    daily: bool
    who: str

    @property
    def seconds(self) -> int:
        return self._item.get_expiry()

    @property
    def _item(self) -> RateLimitItem:
        return (RateLimitItemPerDay if self.daily else RateLimitItemPerMinute)(self.amount)


@dataclass(frozen=True, slots=True)
class Count:
    """After one more: whether it was within the limit, how many are left, and in how many seconds it begins anew."""

    within: bool
    remaining: int
    reset: int


class Counters(MemoryStorage):
    """Counters of this process. The library's own look through all of them whenever one counts: 114 ms of 100,000."""

    def __init__(self) -> None:
        super().__init__()
        self._swept = 0.0

    async def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        if now >= self._swept + SWEEP:
            self._swept = now
            for ended in [each for each, until in self.expirations.items() if until <= now]:
                await self.clear(ended)
        if self.expirations.get(key, 0.0) <= now:
            self.storage[key], self.expirations[key] = 0, now + expiry
        self.storage[key] += amount
        return self.storage[key]


class Rates:
    """Counts by limit."""

    def __init__(self, redis_url: str | None = None, told: Told = lambda alone: None) -> None:
        self._own = FixedWindowRateLimiter(Counters())
        self._pool = _pool(redis_url) if redis_url else None
        self._shared = FixedWindowRateLimiter(_storage(redis_url, self._pool)) if redis_url else None
        self._told = told
        self._ask_again = 0.0

    async def count(self, limit: Limit) -> Count:
        """One more under this limit."""
        if self._shared is not None and time.monotonic() >= self._ask_again:
            try:
                counted = await _counted(self._shared, limit)
            except (StorageError, OSError) as error:
                logger.warning("Redis does not answer (%s): this process counts alone", type(error).__name__)
                self._ask_again = time.monotonic() + PAUSE
                self._told(True)
            else:
                self._told(False)
                return counted
        return await _counted(self._own, limit)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.disconnect()


async def _counted(limiter: FixedWindowRateLimiter, limit: Limit) -> Count:
    item = limit._item
    within = await limiter.hit(item, limit.name, limit.who)
    window = await limiter.get_window_stats(item, limit.name, limit.who)
    return Count(within, window.remaining, max(1, math.ceil(window.reset_time - time.time())))


def _pool(url: str) -> "ConnectionPool":
    from redis.asyncio import ConnectionPool
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    at_once = Retry(NoBackoff(), 0)  # whoever asks does not wait for it twice
    address = url.replace("redis+unix://", "unix://")
    return ConnectionPool.from_url(address, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=at_once)


def _storage(url: str, pool: "ConnectionPool | None") -> Storage:
    from limits.aio.storage import RedisStorage

    return RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="footnote",
        connection_pool=pool,  # type: ignore[arg-type]  # documented; its annotation knows plain values only
    )
