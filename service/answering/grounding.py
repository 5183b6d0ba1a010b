"""Do the quotes support the statement? The last gate before anything is shown. docs/grounding.md tells the whole story.

A statement that is a quote, word for word, is supported by identity. Anything else passes the checks of
`service.answering.checks`, each of which can only object; what none objects to is supported if enough of its words,
or its meaning, are in the quotes. Deterministic and offline.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.documents import Span
from corpus.embeddings import Embedder
from service.answering.checks.analysis import Sentence
from service.answering.checks.comparisons import check_comparisons
from service.answering.checks.copies import check_copy
from service.answering.checks.coverage import coverage
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.hedges import check_hedges
from service.answering.checks.names import check_names
from service.answering.checks.numbers import check_numbers
from service.answering.checks.ordering import check_order
from service.answering.checks.polarity import check_polarity
from service.answering.checks.restrictions import check_restrictions
from service.answering.checks.significance import check_significance
from service.answering.checks.synonyms import Synonyms, general
from service.answering.types import Verdict

_SPACE = re.compile(r"\s+")
COVERED = 0.5
"""The share of a statement's words, by weight, that its quotes must hold."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with what is known of its document: where names and years may stand that the quote leaves out."""

    text: str
    title: str = ""
    metadata: str = ""
    """Study, organisation, authors, year, section: whatever the bibliographic record says beside the title."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """(short form, long form) pairs that the document defines."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a statement, and a reason that a person can read.

    `statement` is the span of the statement that fails; `quote` the span of the quote that decides.
    """

    verdict: Verdict
    reason: str
    statement: Span | None = None
    quote: QuoteSpan | None = None
    findings: tuple[Finding, ...] = field(default=())


Layer = Callable[[Sentence, Sequence[Sentence], Sequence[Sentence]], Iterator[Finding]]
LAYERS: dict[str, tuple[Layer, ...]] = {
    "numbers": (check_numbers,),
    "names": (check_names, check_restrictions),
    "polarity": (check_polarity, check_comparisons, check_significance, check_order, check_hedges),
    "copies": (check_copy,),
}
"""The checks by layer: each yields what it objects to. (statement, quotes, document metadata) -> findings."""


class Verifier:
    """Judges statements against the quotes that they name."""

    def __init__(self, synonyms: Sequence[Sequence[str]] = (), embedder: Embedder | None = None) -> None:
        """`synonyms`: groups of phrases that mean the same in this library, beside those of general English."""
        self._synonyms = general().with_groups(synonyms)
        self._documents: dict[tuple[tuple[str, str], ...], Synonyms] = {}

    def verify(self, statement: str, quotes: Sequence[Quoted | str]) -> Judgement:
        """Judge one statement against all of its quotes together."""
        named = [Quoted(quote) if isinstance(quote, str) else quote for quote in quotes]
        if not named:
            return Judgement("unsupported", "The statement names no quote.")
        wanted = _normal(statement)
        for index, quote in enumerate(named):
            if wanted == _normal(quote.text):
                span = QuoteSpan(index, Span(0, len(quote.text)))
                return Judgement("supported", "The statement is the quote, word for word.", None, span)
        return self._judge(statement, named)

    def _judge(self, statement: str, quotes: Sequence[Quoted]) -> Judgement:
        synonyms = self._of(quotes)
        said = Sentence(statement, synonyms)
        held = [Sentence(quote.text, synonyms) for quote in quotes]
        titles = Sentence(" ; ".join(dict.fromkeys(quote.title for quote in quotes)), synonyms)
        context = [titles, Sentence(" ; ".join(dict.fromkeys(quote.metadata for quote in quotes)), synonyms)]
        findings = tuple(
            finding for checks in LAYERS.values() for check in checks for finding in check(said, held, context)
        )
        if findings:
            return _objection(findings)
        covered = coverage(said, held, context)
        if covered < COVERED:
            return Judgement("unsupported", f"Only {covered:.0%} of what the statement says is in its quotes.")
        return Judgement("supported", "Everything the statement says is in its quotes.")

    def _of(self, quotes: Sequence[Quoted]) -> Synonyms:
        defined = tuple(dict.fromkeys(pair for quote in quotes for pair in quote.abbreviations))
        if defined not in self._documents:
            self._documents[defined] = self._synonyms.with_groups(defined)
        return self._documents[defined]


def verify(statement: str, quotes: Sequence[Quoted | str]) -> Judgement:
    """Judge with the words of general English alone."""
    return Verifier().verify(statement, quotes)


def _objection(findings: tuple[Finding, ...]) -> Judgement:
    first = next((finding for finding in findings if finding.contradicts), findings[0])
    verdict: Verdict = "contradicted" if first.contradicts else "unsupported"
    return Judgement(verdict, first.reason, first.statement, first.quote, findings)


def _normal(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
