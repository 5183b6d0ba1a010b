"""What a model has written, as read: one sentence and the keys that it names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its marks, and the passage keys that it names, known ones only."""

    text: str
    keys: tuple[str, ...]
