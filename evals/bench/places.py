"""Where a sentence of the corpus stands, found by its document and its text."""

from collections.abc import Mapping

from corpus.versions import CorpusVersion
from service.answering.types import Evidence

Places = Mapping[tuple[str, str], Evidence]


def sentences_of(corpus: CorpusVersion) -> Places:
    """Every sentence of every document."""
    found = {}
    for document in corpus.catalog.documents.values():
        for passage in corpus.catalog.passages_of(document.id):
            for span in passage.sentences:
                piece = Evidence(passage, document, span)
                found[document.id, piece.text] = piece
    return found
