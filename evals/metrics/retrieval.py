"""Were the wanted documents found, and how high? Of passages, a document stands where its first passage stands."""

from collections.abc import Callable
from itertools import zip_longest

from evals.metrics.score import Metric, Observed, Score, not_applicable, scored
from service.answering.types import Answer


def documents_found(answer: Answer) -> list[str]:
    """The documents that were read for an answer, best first; of several parts, the best of each part first."""
    rows = zip_longest(*(found.passages for found in answer.found))
    return list(dict.fromkeys(hit.document.id for row in rows for hit in row if hit is not None))


def recall_at_5(observed: Observed) -> Score:
    """Share of the wanted documents among the first five. Manning, Raghavan and Schuetze, "Introduction to
    Information Retrieval", 2008, chapter 8; computed by ir-measures."""
    return _measured(observed, "R@5")


def recall_at_10(observed: Observed) -> Score:
    """Share of the wanted documents among the first ten (as recall at 5)."""
    return _measured(observed, "R@10")


def ndcg_at_10(observed: Observed) -> Score:
    """Normalised discounted cumulative gain of the first ten, every wanted document gaining one. Jaervelin and
    Kekaelaeinen, "Cumulated gain-based evaluation of IR techniques", 2002; computed by ir-measures."""
    return _measured(observed, "nDCG@10")


def reciprocal_rank(observed: Observed) -> Score:
    """One over the rank of the first wanted document; its mean is MRR. Voorhees, TREC-8, 1999; by ir-measures."""
    return _measured(observed, "RR")


def _measured(observed: Observed, measure: str) -> Score:
    wanted = observed.ask.expected.documents
    if not wanted:
        return not_applicable("no document is wanted")
    if not observed.answer.found:
        return not_applicable("nothing was searched")
    import ir_measures

    ranked = documents_found(observed.answer)
    run = {"q": {document: -float(rank) for rank, document in enumerate(ranked)}}
    relevant = {"q": dict.fromkeys(wanted, 1)}
    found = ir_measures.calc_aggregate([ir_measures.parse_measure(measure)], relevant, run)
    (value,) = found.values()
    lost = [document for document in wanted if document not in ranked]
    return scored(value, f"not found: {', '.join(lost)}" if lost else "")


def wanted_document_cited(observed: Observed) -> Score:
    """Whether the answer cites a wanted document at all (success, as in TREC's success@k)."""
    return _cited(observed, lambda cited, wanted: bool(cited & wanted))


def wanted_documents_cited(observed: Observed) -> Score:
    """Share of the wanted documents that the answer cites (recall of sources)."""
    return _cited(observed, lambda cited, wanted: len(cited & wanted) / len(wanted))


def _cited(observed: Observed, value: Callable[[set[str], set[str]], float]) -> Score:
    wanted = set(observed.ask.expected.documents)
    if not wanted:
        return not_applicable("no document is wanted")
    if observed.answer.reply.outcome == "urgent":
        return not_applicable("what is said comes from the triage rules")
    cited = {citation.source.id for citation in observed.answer.reply.citations}
    lost = sorted(wanted - cited)
    return scored(value(cited, wanted), f"not cited: {', '.join(lost)}" if lost else "")


METRICS = (
    Metric("recall_at_5", "wanted documents among the first 5 found", 1, "higher", recall_at_5),
    Metric("recall_at_10", "wanted documents among the first 10 found", 1, "higher", recall_at_10),
    Metric("ndcg_at_10", "nDCG@10 of the documents found", 1, "higher", ndcg_at_10),
    Metric("mrr", "reciprocal rank of the first wanted document", 1, "higher", reciprocal_rank),
    Metric("wanted_document_cited", "a wanted document is cited", 1, "higher", wanted_document_cited),
    Metric("wanted_documents_cited", "wanted documents cited", 1, "higher", wanted_documents_cited),
)
