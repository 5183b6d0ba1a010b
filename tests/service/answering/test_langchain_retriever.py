"""Our retrieval in a chain of LangChain's own parts."""

import asyncio

import pytest
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from corpus.documents import EvidenceFilter
from service.answering.langchain_retriever import FootnoteRetriever

QUESTION = "How common is dry mouth?"


@pytest.fixture(scope="module")
def retriever(services):
    return FootnoteRetriever(retriever=services.retriever, k=5)


def test_a_chain_gets_the_passages_of_the_corpus_best_first(retriever, services):
    count = RunnableLambda(lambda given: {"asked": given["question"], "found": given["context"]})
    chain = {"context": retriever, "question": RunnablePassthrough()} | count
    answer = chain.invoke(QUESTION)
    assert answer["asked"] == QUESTION
    expected = services.retriever.retrieve(QUESTION, limit=5).passages
    assert [document.id for document in answer["found"]] == [hit.passage.id for hit in expected]


def test_a_document_is_a_passage_verbatim_with_its_source_and_its_place(retriever, corpus):
    for document in retriever.invoke(QUESTION):
        known = corpus.catalog.passages([document.id])[document.id]
        source = corpus.catalog.documents[document.metadata["source"]]
        assert document.page_content == known.text
        assert (document.metadata["title"], document.metadata["year"]) == (source.title, source.year)
        assert document.metadata["section"] == " > ".join(known.section)
        assert (document.metadata["page"], document.metadata["start"], document.metadata["end"]) == (
            known.page,
            known.start,
            known.end,
        )
        assert document.metadata["score"] == pytest.approx(sum(document.metadata["parts"].values()))


def test_it_can_be_awaited_and_filtered(services):
    labels = FootnoteRetriever(retriever=services.retriever, filters=EvidenceFilter(kinds=("label",)), k=3)
    documents = asyncio.run(labels.ainvoke(QUESTION))
    assert documents and {document.metadata["kind"] for document in documents} == {"label"}
