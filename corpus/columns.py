"""What retrieval asks of every passage before it reads any: columns by row number, held in memory.

A row is the place of a passage in its version: 0 for the first. Chroma and the catalogue know passages by id; the
lexical index and the matrices know them by row.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.documents import Document, EvidenceFilter

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """One passage without its text. Sentences have rows of their own, in the order of their passages."""

    id: str
    document_id: str
    superseded: bool
    sentences: int
    evidence_level: str | None


class Columns:
    """The passages of one corpus version by row, and which of them a question may draw on."""

    def __init__(self, entries: Sequence[PassageEntry], documents: Mapping[str, Document]) -> None:
        self.ids = [entry.id for entry in entries]
        self.row_of = {key: row for row, key in enumerate(self.ids)}
        self._sentences: Rows = np.array([entry.sentences for entry in entries], dtype=np.int64)
        self._first_sentence: Rows = np.cumsum(self._sentences) - self._sentences
        self._levels = [entry.evidence_level for entry in entries]
        self._documents = list(documents.values())
        numbers = {document.id: number for number, document in enumerate(self._documents)}
        self._document: Rows = np.array([numbers[entry.document_id] for entry in entries], dtype=np.int64)
        superseded: Mask = np.array([entry.superseded for entry in entries], dtype=np.bool_)
        current: Mask = np.array([document.standing == "current" for document in self._documents], dtype=np.bool_)
        self._citable: Mask = current[self._document] & ~superseded if entries else superseded
        self.admitted = lru_cache(maxsize=64)(self._admitted)

    def __len__(self) -> int:
        return len(self.ids)

    def document(self, row: int) -> Document:
        return self._documents[int(self._document[row])]

    def rows_of(self, documents: Collection[str]) -> Rows:
        """The rows of these documents' passages; an unknown id has none."""
        wanted = [number for number, document in enumerate(self._documents) if document.id in documents]
        return np.flatnonzero(np.isin(self._document, wanted))

    def evidence_level(self, row: int) -> str | None:
        """As its author printed it for the section."""
        return self._levels[row]

    def sentences(self, rows: Rows) -> tuple[Rows, Rows]:
        """The row of each passage's first sentence, and how many it has."""
        return self._first_sentence[rows], self._sentences[rows]

    def passages_of(self, sentences: Rows) -> Rows:
        """The rows of the passages that these sentences, by row, stand in."""
        return np.searchsorted(self._first_sentence, sentences, side="right") - 1

    def _admitted(self, filters: EvidenceFilter) -> Rows | None:
        """The rows that may be cited under a filter, in order; None where that is all of them."""
        wanted: Mask = np.array([filters.admits(document) for document in self._documents], dtype=np.bool_)
        mask = self._citable & wanted[self._document] if len(self) else self._citable
        return None if mask.all() else np.flatnonzero(mask)
