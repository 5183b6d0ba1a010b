"""One build at a time: the second says who is at it, and waits."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

logger = logging.getLogger(__name__)


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a version store."""
    lock, holder = FileLock(root / "lock"), root / "lock.holder"
    try:
        lock.acquire(blocking=False)
    except Timeout:
        logger.warning("another build is running (%s): waiting for it", _who(holder))
        lock.acquire()
    try:
        fresh = holder.with_suffix(".new")
        fresh.write_text(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        fresh.replace(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    try:
        held = json.loads(holder.read_text())
        return f"process {held['pid']}, since {held['since']}"
    except (OSError, ValueError, KeyError):
        return "it does not say which"
