"""Opaque keys of passages: what a model is shown, and names, in place of numbers, ids and titles."""

import hashlib
from collections.abc import Iterable, Iterator

_LETTERS = "bcdfghjklmnpqrstvwxz"
"""No vowels, so that no key is a word."""
LENGTH = 4


def keys_of(passage_ids: Iterable[str]) -> dict[str, str]:
    """The passages by key, in their order. The same passage has the same key in every question, but for clashes."""
    keyed: dict[str, str] = {}
    for passage_id in passage_ids:
        keyed[next(key for key in _candidates(passage_id) if key not in keyed)] = passage_id
    return keyed


def _candidates(passage_id: str) -> Iterator[str]:
    count = 0
    while True:
        digest = hashlib.blake2s(f"{passage_id}{count or ''}".encode()).digest()
        yield "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:LENGTH])
        count += 1
