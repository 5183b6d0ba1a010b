"""Measures in a process of its own, so that its size is its own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")


def alone(measure: Callable[..., Result], *arguments: Any) -> Result:
    """What `measure` returns; both go through pickle. Raises what it raises."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()
