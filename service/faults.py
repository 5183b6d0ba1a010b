"""What failed and where, without its message: a message may repeat what a reader asked, and a log keeps it.

An exception's type and the places it went through are enough to find its cause.
"""

import logging
import traceback
from collections.abc import Iterator

OTHERS = ("uvicorn.error", "asyncio")
"""Loggers of libraries that write out an exception that reaches them."""


def trace(error: BaseException) -> str:
    """Types and places of an exception and of those behind it, innermost place last, one a line."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    before: BaseException | None = error
    while before is not None and id(before) not in seen:
        seen.add(id(before))
        yield f"{type(before).__module__}.{type(before).__qualname__}"
        for frame in traceback.extract_tb(before.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
        before = before.__cause__ or before.__context__


class _WithoutMessages(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            # The rest of asyncio's own text repeats the exception.
            said = record.getMessage().strip().split("\n")[0]
            record.msg, record.args = f"{said}\n{trace(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return True


_FILTER = _WithoutMessages()


def keep_messages_out_of_logs() -> None:
    """From now on the loggers of OTHERS write traces of ours in place of exceptions. Twice does nothing more."""
    for name in OTHERS:
        logging.getLogger(name).addFilter(_FILTER)
