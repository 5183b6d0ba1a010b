"""Is answered what the library answers, and nothing else?

Accuracy and precision as LitQA2 defines them (Skarlinski et al., arXiv 2409.13740): of all questions that have an
answer the share answered correctly, and of those that were answered the share correct. Abstaining costs accuracy,
answering wrongly costs both. Correct here: a wanted document is cited, a key fact is stated and nothing forbidden.
"""

from evals.metrics.facts import key_fact_recall, nothing_forbidden
from evals.metrics.retrieval import wanted_document_cited
from evals.metrics.score import Metric, Observed, Score, not_applicable, scored
from service.answering.types import ANSWERED


def abstention_recall(observed: Observed) -> Score:
    """Of the questions that the library cannot answer, those that were not answered. Own naming; see the module."""
    if observed.ask.expected.answered is not False:
        return not_applicable("it may be answered")
    return scored(not _is_answered(observed), f"outcome: {observed.answer.reply.outcome}")


def abstention_precision(observed: Observed) -> Score:
    """Of the questions that were not answered, those that the library cannot answer. Hangs on how many of either kind
    are asked: compare it only between runs of the same cases."""
    if observed.ask.expected.answered is None or _is_answered(observed):
        return not_applicable("it was answered, or nothing is expected")
    return scored(not observed.ask.expected.answered, f"outcome: {observed.answer.reply.outcome}")


def answered(observed: Observed) -> Score:
    """Of the questions that the library answers, those that were answered, in whole or in part."""
    if not observed.ask.expected.answered:
        return not_applicable("it is not to be answered")
    return scored(_is_answered(observed), f"outcome: {observed.answer.reply.outcome}")


def accuracy(observed: Observed) -> Score:
    """LitQA2's accuracy: of the questions that have an answer, those answered correctly (arXiv 2409.13740)."""
    if not observed.ask.expected.answered:
        return not_applicable("it has no answer")
    return scored(_is_answered(observed) and _is_correct(observed))


def precision(observed: Observed) -> Score:
    """LitQA2's precision: of the questions that were answered, those answered correctly (arXiv 2409.13740)."""
    if not observed.ask.expected.answered or not _is_answered(observed):
        return not_applicable("it was not answered, or has no answer")
    return scored(_is_correct(observed))


def _is_answered(observed: Observed) -> bool:
    return observed.answer.reply.outcome in ANSWERED


def _is_correct(observed: Observed) -> bool:
    stated = key_fact_recall(observed).value
    return (
        wanted_document_cited(observed).value == 1.0
        and (stated is None or stated > 0)
        and nothing_forbidden(observed).value in (None, 1.0)
    )


METRICS = (
    Metric("abstention_recall", "unanswerable questions not answered", 1, "higher", abstention_recall),
    Metric("abstention_precision", "refused questions that are unanswerable", 1, "higher", abstention_precision),
    Metric("answered", "answerable questions answered", 1, "higher", answered),
    Metric("accuracy", "answerable questions answered correctly", 1, "higher", accuracy),
    Metric("precision", "answered questions answered correctly", 1, "higher", precision),
)
