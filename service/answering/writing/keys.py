"""Opaque keys of passages: what a model is shown, and names, in place of numbers, ids and titles."""

import hashlib
from collections.abc import Iterator, Sequence

from corpus.documents import Passage

_LETTERS = "bcdfghjklmnpqrstvwxz"
"""No vowels, so that no key is a word."""
LENGTH = 4


def keys_of(passages: Sequence[Passage]) -> dict[str, Passage]:
    """A key for each passage, in their order. The same passage has the same key in every question, but for clashes."""
    keyed: dict[str, Passage] = {}
    for passage in passages:
        key = next(key for key in _candidates(passage.id) if key not in keyed)
        keyed[key] = passage
    return keyed


def _candidates(passage_id: str) -> Iterator[str]:
    count = 0
    while True:
        digest = hashlib.blake2s(f"{passage_id}{count or ''}".encode()).digest()
        yield "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:LENGTH])
        count += 1
