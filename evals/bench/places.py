"""The verifier as it is served, over the live corpus, and where each sentence of the corpus stands."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from corpus.embeddings import make_embedder
from corpus.versions import CorpusVersion, VersionStore
from service.answering.evidence import Grounding
from service.answering.grounding import Verifier
from service.answering.types import Evidence
from service.bootstrap import make_verifier
from service.settings import ServiceSettings

Places = Mapping[tuple[str, str], Evidence]
"""The sentences of the corpus, by document and text."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a benchmark of the verifier works with."""

    verifier: Verifier
    grounding: Grounding
    places: Places


@contextmanager
def served() -> Iterator[Served]:
    """The verifier in the configuration of the environment, the corpus open."""
    settings = ServiceSettings()
    with closing(VersionStore(settings.corpus.versions, settings.corpus.servers).open_live()) as corpus:
        embedder = make_embedder(settings.corpus.embedder, settings.corpus.embedder_dtype)
        verifier = make_verifier(settings, corpus, embedder)
        yield Served(verifier, Grounding(verifier, corpus.catalog), _sentences(corpus))


def _sentences(corpus: CorpusVersion) -> Places:
    pieces = (
        Evidence(passage, document, span)
        for document in corpus.catalog.documents.values()
        for passage in corpus.catalog.passages_of(document.id)
        for span in passage.sentences
    )
    return {(piece.document.id, piece.text): piece for piece in pieces}
