"""Items a few hundred at a time: what a statement, a model or memory takes at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items in order, the last one shorter. Items are taken when a list is asked for."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
