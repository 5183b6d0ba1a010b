"""Our retrieval as a LangChain retriever, for chains of your own (docs/retrieval.md). The only room that knows it.

from service.answering.langchain_retriever import FootnoteRetriever
from service.bootstrap import open_retriever

passages = FootnoteRetriever(retriever=open_retriever()).invoke("How common is dry mouth?")
"""

from dataclasses import asdict
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.documents import EvidenceFilter
from service.answering.retrieval import LIMIT, Retriever
from service.answering.types import ScoredPassage


class FootnoteRetriever(BaseRetriever):
    """Passages of the live corpus version, best first, as LangChain documents.

    `page_content` is the passage, verbatim. `metadata` names the source (`source`, `title`, `organization`, `year`,
    `kind`, `standing`, `doi`, `pmid`, `nct`, `url`), the place (`section`, `page`, `start` and `end` in the section's
    text, in code points) and the ranking (`score`, `parts`, `dense_rank`, `lexical_rank`).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    filters: EvidenceFilter = EvidenceFilter()
    k: int = LIMIT
    """How many passages at most."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.retriever.retrieve(query, self.filters, limit=self.k)
        return [_document(hit) for hit in found.passages]


def _document(hit: ScoredPassage) -> Document:
    passage, document = hit.passage, hit.document
    metadata: dict[str, Any] = {
        "source": document.id,
        "title": document.title,
        "organization": document.organization,
        "year": document.year,
        "kind": document.kind,
        "standing": document.standing,
        "evidence_level": passage.evidence_level or document.evidence_level,
        "doi": document.doi,
        "pmid": document.pmid,
        "nct": document.nct,
        "url": document.url,
        "section": " > ".join(passage.section),
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
        "parts": asdict(hit.parts),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
