"""Do the quotes support the statement? The last gate before anything is shown. docs/grounding.md tells the whole story.

A statement that is a quote, word for word but for reference marks, is supported by identity. Anything else passes the
checks of `service.answering.checks`, each of which can only object. A firm objection stops the statement; the others
are weighed against how the entailment model reads the quotes, and without a model stop it too. Deterministic, offline.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from corpus.documents import Span
from corpus.embeddings import Embedder
from service.answering.checks.comparisons import check_comparisons
from service.answering.checks.conversions import conversions
from service.answering.checks.copies import check_copy
from service.answering.checks.counts import check_counts
from service.answering.checks.coverage import coverage
from service.answering.checks.exchanges import check_exchanges
from service.answering.checks.favours import check_favours
from service.answering.checks.findings import Finding, QuoteSpan
from service.answering.checks.hedges import check_hedges
from service.answering.checks.names import check_names
from service.answering.checks.numbers import check_numbers
from service.answering.checks.ordering import check_order
from service.answering.checks.polarity import check_polarity
from service.answering.checks.restrictions import check_restrictions
from service.answering.checks.significance import check_significance
from service.answering.checks.similarity import similarity_by
from service.answering.checks.weighing import Meaning
from service.answering.entailment import Entailment, OnnxEntailment
from service.answering.marks import without_marks
from service.answering.reading.sentence import Opposites, Sentence
from service.answering.reading.synonyms import general
from service.answering.types import Verdict

SHOWN = 0.4
"""The probability of support from which on a statement is shown (docs/grounding.md says why)."""
_SPACE = re.compile(r"\s+")


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

    `statement` is the span of the statement that fails; `quote` the span of the quote that decides. `score`
    ranks how far the quotes support it, 0 to 1; the verdict does not hang on it. `probability` of support, on which
    it does, is known with an entailment model only, and 1 for a quote word for word. `notes` name amounts that were
    converted.
    """

    verdict: Verdict
    reason: str
    score: float
    statement: Span | None = None
    quote: QuoteSpan | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    probability: float | None = None


Layer = Callable[[Sentence, Sequence[Sentence], Sequence[Sentence]], Iterator[Finding]]
LAYERS: dict[str, tuple[Layer, ...]] = {
    "numbers": (check_numbers, check_counts),
    "names": (check_names, check_restrictions),
    "polarity": (
        check_polarity,
        check_favours,
        check_exchanges,
        check_comparisons,
        check_significance,
        check_order,
        check_hedges,
    ),
    "copies": (check_copy,),
}
"""The checks by layer: each yields what it objects to. (statement, quotes, document metadata) -> findings."""


class Verifier:
    """Judges statements against the quotes that they name."""

    def __init__(
        self,
        synonyms: Sequence[Sequence[str]] = (),
        embedder: Embedder | None = None,
        entailment: Entailment | None = None,
        opposites: Opposites = (),
    ) -> None:
        """What a library adds to general English: `synonyms`, groups of phrases that mean the same, and `opposites`.

        Without an embedder or an entailment model, words alone tell what a statement is about.
        """
        self._synonyms_of = lru_cache(maxsize=512)(general().with_groups(synonyms).with_groups)
        self._opposites = opposites
        self._similarity = None if embedder is None else similarity_by(embedder)
        self._entailment = entailment

    def verify(self, statement: str, quotes: Sequence[Quoted | str]) -> Judgement:
        """Judge one statement against all of its quotes together."""
        named = [Quoted(quote) if isinstance(quote, str) else quote for quote in quotes]
        if not named:
            return Judgement("unsupported", "The statement names no quote.", 0.0)
        wanted = _normal(statement)
        for index, quote in enumerate(named):
            if wanted in (_normal(quote.text), _normal(without_marks(quote.text))):
                span = QuoteSpan(index, Span(0, len(quote.text)))
                return Judgement(
                    "supported", "The statement is the quote, word for word.", 1.0, None, span, probability=1.0
                )
        return self._judge(statement, named)

    def _judge(self, statement: str, quotes: Sequence[Quoted]) -> Judgement:
        examined = self.examine(statement, quotes)
        findings, score = examined.findings, examined.score
        if any(finding.firm for finding in findings) or (findings and not self._weighs):
            return _objection(findings, score)
        if self._weighs and examined.probability < SHOWN:
            return _objection(findings or (examined.reading(),), score)
        sure = examined.probability if self._weighs else None
        said = "Everything the statement says is in its quotes."
        return Judgement("supported", said, score, notes=examined.notes, probability=sure)

    def examine(self, statement: str, quotes: Sequence[Quoted]) -> "Examination":
        """What the checks object to, and how much of the meaning is in the quotes, before anything is decided."""
        synonyms = self._synonyms_of(tuple(dict.fromkeys(pair for quote in quotes for pair in quote.abbreviations)))
        read = partial(Sentence, synonyms=synonyms, opposites=self._opposites)
        said = read(statement)
        held = [read(quote.text) for quote in quotes]
        titles = read(" ; ".join(dict.fromkeys(quote.title for quote in quotes)))
        context = [titles, read(" ; ".join(dict.fromkeys(quote.metadata for quote in quotes)))]
        objected = [finding for checks in LAYERS.values() for check in checks for finding in check(said, held, context)]
        meaning = self._meaning(statement, quotes, coverage(said, held, context))
        findings = (*objected, *meaning.findings())
        return Examination(findings, meaning, tuple(conversions(said, held)))

    def _meaning(self, statement: str, quotes: Sequence[Quoted], covered: float) -> Meaning:
        texts = [quote.text for quote in quotes]
        measured = None if self._similarity is None else _beside().submit(self._similarity, statement, texts)
        relation = None if self._entailment is None else self._entailment.relations([(statement, " ".join(texts))])[0]
        similarity = None if measured is None else measured.result()
        if relation is None:
            return Meaning(covered, similarity)
        return Meaning(covered, similarity, relation.support, relation.refute)

    @property
    def _weighs(self) -> bool:
        return self._entailment is not None


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, before the verdict."""

    findings: tuple[Finding, ...]
    meaning: Meaning
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return self.meaning.score(self.findings)

    @property
    def probability(self) -> float:
        return self.meaning.probability(self.findings)

    def reading(self) -> Finding:
        """The model's objection in words: how it reads the quotes, where nothing weightier stands against it."""
        refuted = self.meaning.refute or 0.0
        if refuted > 1.0 - refuted - (self.meaning.support or 0.0):
            return Finding("entailment", f"The quotes read as the opposite (probability {refuted:.2f}).", True)
        return Finding("entailment", f"The quotes do not seem to say this (probability {self.probability:.2f}).")


def verify(statement: str, quotes: Sequence[Quoted | str]) -> Judgement:
    """Judge with the words of general English and the shipped model: no library's own words, no embedder."""
    return _shipped().verify(statement, quotes)


@cache
def _beside() -> ThreadPoolExecutor:
    """Where a statement is embedded while the entailment model reads it: a third less time for a judgement."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="similarity")


@cache
def _shipped() -> Verifier:
    return Verifier(entailment=OnnxEntailment())


def _objection(findings: tuple[Finding, ...], score: float) -> Judgement:
    """The verdict that the findings give: what contradicts goes first, then what is missing, then too much said."""
    first = next((finding for finding in findings if finding.contradicts), findings[0])
    verdict: Verdict = "unsupported"
    if first.contradicts:
        verdict = "contradicted"
    elif all(finding.layer == "hedges" for finding in findings):
        verdict = "partial"
    return Judgement(verdict, first.reason, score, first.statement, first.quote, findings)


def _normal(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
