"""Do the cited quotes carry the statements? Once by our verifier and once by words alone, so that the verifier does
not mark its own homework.

Recall and precision are ALCE's (Gao et al., "Enabling Large Language Models to Generate Text with Citations",
arXiv 2305.14627), over all statements of an answer, the quotes of a citation in place of its passage.
"""

from collections.abc import Callable, Mapping, Sequence

from corpus.documents import Span
from corpus.lexical import terms
from evals.facts import numbers
from evals.metrics.score import Metric, Observed, Score, not_applicable, share
from service.answering.types import Evidence, Statement

Entails = Callable[[str, Sequence[Evidence]], bool]
LEXICAL = 0.5
"""The share of a statement's content words that its quotes must hold, by stem, to carry it by words alone."""


def number_fidelity(observed: Observed) -> Score:
    """Share of the statements whose every number stands in their quotes, or in title, year or section of the source.
    No tolerance. Own; the complaint behind it: TrustRAG 167 (87 % became 85 %)."""
    held: list[bool] = []
    lost: list[str] = []
    for statement in observed.answer.reply.statements:
        evidence = [piece for pieces in _cited(observed, statement).values() for piece in pieces]
        strange = numbers(statement.text) - numbers(_words(evidence))
        held.append(not strange)
        lost.extend(f"{number} in “{statement.text[:60]}”" for number in sorted(strange))
    return share(held, "; ".join(lost))


def citation_recall(observed: Observed) -> Score:
    """ALCE's citation recall by our verifier: share of the statements that all their citations together support."""
    return _recall(observed, _by_verifier(observed))


def citation_precision(observed: Observed) -> Score:
    """ALCE's citation precision by our verifier: share of the citations that are relevant. One is not where its
    statement is unsupported, or where it alone does not support it and the others do without it."""
    return _precision(observed, _by_verifier(observed))


def citation_recall_lexical(observed: Observed) -> Score:
    """ALCE's citation recall by words alone: a statement is carried where its quotes hold all its numbers and half
    of its content words by stem (lexical entailment, as the baseline of Dagan, Glickman and Magnini, RTE 2005)."""
    return _recall(observed, _by_words)


def citation_precision_lexical(observed: Observed) -> Score:
    """ALCE's citation precision with the same lexical entailment."""
    return _precision(observed, _by_words)


def superseded_share(observed: Observed) -> Score:
    """Share of the citations whose source, or a quoted section of it, was retracted or replaced. Own."""
    return share(
        [
            citation.source.standing != "current"
            or any(
                (passage := observed.passages.get(quote.passage_id)) is not None and passage.superseded_by is not None
                for quote in citation.quotes
            )
            for citation in observed.answer.reply.citations
        ]
    )


def _recall(observed: Observed, entails: Entails) -> Score:
    held, lost = [], []
    for statement in observed.answer.reply.statements:
        evidence = [piece for pieces in _cited(observed, statement).values() for piece in pieces]
        held.append(bool(evidence) and entails(statement.text, evidence))
        if not held[-1]:
            lost.append(f"“{statement.text[:80]}”")
    return share(held, "; ".join(lost))


def _precision(observed: Observed, entails: Entails) -> Score:
    held: list[bool] = []
    for statement in observed.answer.reply.statements:
        cited = _cited(observed, statement)
        together = [piece for pieces in cited.values() for piece in pieces]
        supported = bool(together) and entails(statement.text, together)
        for number, pieces in cited.items():
            rest = [piece for other, theirs in cited.items() if other != number for piece in theirs]
            alone = bool(pieces) and entails(statement.text, pieces)
            held.append(supported and (alone or not (rest and entails(statement.text, rest))))
    return share(held) if held else not_applicable("nothing is cited")


def _cited(observed: Observed, statement: Statement) -> Mapping[int, list[Evidence]]:
    """What stands behind each number of a statement: its quotes that the statement names, else all its quotes."""
    found: dict[int, list[Evidence]] = {}
    for citation in observed.answer.reply.citations:
        if citation.number not in statement.citations:
            continue
        named = [quote for quote in citation.quotes if quote.id in statement.quotes] or citation.quotes
        found[citation.number] = [
            Evidence(observed.passages[quote.passage_id], citation.source, Span(quote.start, quote.end))
            for quote in named
            if quote.passage_id in observed.passages
        ]
    return found


def _by_verifier(observed: Observed) -> Entails:
    return lambda statement, evidence: observed.tools.supports(statement, tuple(evidence))


def _by_words(statement: str, evidence: Sequence[Evidence]) -> bool:
    words = _words(evidence)
    said, held = set(terms(statement)), set(terms(words))
    return numbers(statement) <= numbers(words) and len(said & held) >= LEXICAL * len(said)


def _words(evidence: Sequence[Evidence]) -> str:
    """The quotes with what is known of their documents."""
    known = (
        (piece.text, piece.document.title, piece.document.study, piece.document.year, *piece.passage.section)
        for piece in evidence
    )
    return " ; ".join(str(part) for parts in known for part in parts if part)


METRICS = (
    Metric("number_fidelity", "statements whose numbers are their quotes'", 1, "higher", number_fidelity),
    Metric("citation_recall", "statements their citations carry (verifier)", 1, "higher", citation_recall),
    Metric("citation_precision", "citations that matter (verifier)", 1, "higher", citation_precision),
    Metric("citation_recall_lexical", "statements their citations carry (words)", 1, "higher", citation_recall_lexical),
    Metric("citation_precision_lexical", "citations that matter (words)", 1, "higher", citation_precision_lexical),
    Metric("superseded_share", "citations of replaced or retracted sources", 1, "lower", superseded_share),
)
