"""Reads what a model writes in whichever of the two forms it has chosen: JSON or running text with marks."""

from collections.abc import Collection

from service.answering.writing.structured import StructuredReader
from service.answering.writing.tagged import TaggedReader
from service.answering.writing.written import Written

_FENCE = "```json"


class Reader:
    """Feed it text in any pieces. Its first character tells the form: servers promise JSON and send prose."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = keys
        self._held = ""
        self._reader: StructuredReader | TaggedReader | None = None

    def feed(self, piece: str) -> list[Written]:
        """The sentences that are complete with this piece."""
        if self._reader is None:
            self._held += piece
            begin = self._held.lstrip()
            if not begin or (_FENCE.startswith(begin) and begin != _FENCE):
                return []
            piece, self._reader = begin, self._chosen(begin)
        return self._reader.feed(piece)

    def finish(self) -> list[Written]:
        """What is left when no more will come."""
        if self._reader is None:
            return []
        return self._reader.finish()

    def _chosen(self, begin: str) -> StructuredReader | TaggedReader:
        is_json = begin.startswith(("{", _FENCE))
        return StructuredReader(self._keys) if is_json else TaggedReader(self._keys)
