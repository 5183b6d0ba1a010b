"""When to ask again: what is retryable, after a growing pause of random length, or when the service says."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from service.client.errors import ClientError


@dataclass(frozen=True, slots=True)
class Retries:
    """How often, and how long to wait at first and at most (seconds)."""

    most: int = 3
    first: float = 0.5
    longest: float = 20.0

    def pauses(self) -> "Pauses":
        """Those of one call."""
        lengths = (min(self.longest, self.first * 2**attempt) for attempt in range(self.most))
        return Pauses(random.uniform(0.5, 1) * length for length in lengths)


class Pauses:
    """The pauses before further attempts. Random, so that clients that failed together do not come back together."""

    def __init__(self, lengths: Iterator[float]) -> None:
        self._lengths = lengths

    def before_next(self, error: ClientError) -> float:
        """Seconds to wait before asking again. Raises `error` where that is of no use."""
        length = next(self._lengths, None) if error.retryable else None
        if length is None:
            raise error
        return max(length, error.retry_after or 0)
