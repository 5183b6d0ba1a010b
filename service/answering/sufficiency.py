"""Is there enough evidence to answer? Decided before anything is composed, by four signs and four rules.

Signs, weighed by a logistic model that `python -m evals.calibrate` fits on evals/cases (calibration, selection):
how relevant the best sentence is, how much of the question the library has words for, how rare in general English
(wordfreq) the rarest word is that the library lacks ("ivermectin" weighs more than "plausible"), and how probable a
cross-encoder finds it that one of the best sentences, if it holds the kind of figure that is asked for, answers it.
The rules: a question of which the library knows no word is not answered, one that names a study is answered from that
study or not at all (studies.py), one that names what looks like a study or product and is nowhere in the library is
not answered, and a time horizon that is asked for ("5-year survival") must stand in the evidence.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from wordfreq import zipf_frequency

from corpus.embeddings import Vectors
from service.answering.candidates import Candidate, best_relevance
from service.answering.concepts import Concept
from service.answering.figures import may_answer
from service.answering.ranking import Ranker, reading
from service.answering.retrieval import Retriever
from service.answering.studies import Studies

INTERCEPT = -3.137
WEIGHTS = (3.175, 0.683, -0.072, 0.529)
THRESHOLD = 0.25
IN_SCOPE = 0.08
READ = 8
"""How many of the best sentences are read beside the question."""
LARGEST = 6.0
"""Log odds beyond which a probability says no more."""
COMMON = 7.0
"""Zipf frequency of the commonest words; the scale is log10 of uses in a thousand million words."""
_NAME = re.compile(r"(?=.{5,})\w*[A-Z]\w*[A-Z]\w*")
_HORIZON = re.compile(r"\b(\d+)-(year|month|week)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the decision rests on."""

    relevance: float
    known: float
    rarity: float
    answers: float


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Whether the evidence is enough, whether the question is on the subject, what was looked for and missed."""

    enough: bool
    in_scope: bool
    probability: float
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refer: str = ""
    """Whom to ask instead, where no medical literature decides."""


class Assessor:
    """Judges what was found in one library."""

    def __init__(self, retriever: Retriever, studies: Studies, reader: Ranker) -> None:
        """`reader`: tells of a question and a text how probable it is that the one answers the other."""
        self._retriever = retriever
        self._studies = studies
        self._reader = reader

    def assess(
        self, question: str, asked: Sequence[Concept], vector: Vectors, pool: Sequence[Candidate], read: int = READ
    ) -> Sufficiency:
        """Judge what was found for a question of these concepts. `read`: how many of the best sentences are read."""
        probability = likelihood(self.signs(question, asked, vector, pool, read))
        absent = self.missing(question, asked, pool)
        unknown = tuple(concept.name for concept in asked if not concept.known)
        asks = any(concept.known for concept in asked)  # "hello there", "xq zw"
        enough = bool(pool) and asks and probability >= THRESHOLD and not absent
        in_scope = bool(absent) or (asks and probability >= IN_SCOPE)
        names = tuple(dict.fromkeys(concept.name for concept in asked))
        return Sufficiency(enough, in_scope, probability, names, absent or unknown)

    def signs(
        self, question: str, asked: Sequence[Concept], vector: Vectors, pool: Sequence[Candidate], read: int = READ
    ) -> Signs:
        """What speaks for an answer."""
        total = sum(concept.weight for concept in asked) or 1.0
        unknown = [concept for concept in asked if not concept.known]
        may = [candidate for candidate in pool[:read] if may_answer(question, candidate.evidence.text)]
        answers = sorted(self._read(question, may), reverse=True)
        return Signs(
            relevance=best_relevance(pool, vector, self._retriever),
            known=1.0 - sum(concept.weight for concept in unknown) / total,
            rarity=max((COMMON - zipf_frequency(concept.name, "en") for concept in unknown), default=0.0),
            answers=_logit(answers[0]) if answers else -LARGEST,
        )

    def ordered(self, question: str, pool: Sequence[Candidate]) -> list[Candidate]:
        """The best sentences by how probably they answer."""
        best = pool[:READ]
        ranked = zip(self._read(question, best), range(len(best)), strict=True)
        return [best[at] for _, at in sorted(ranked, key=lambda pair: -pair[0])]

    def _read(self, question: str, pool: Sequence[Candidate]) -> list[float]:
        return self._reader.probabilities([(question, reading(c.evidence.document, c.evidence.text)) for c in pool])

    def missing(self, question: str, asked: Sequence[Concept], pool: Sequence[Candidate]) -> tuple[str, ...]:
        """What the rules find asked and not in the evidence."""
        return self._studies.absent(question, asked) or _names_unknown(question, asked) or _horizons(question, pool)


def _names_unknown(question: str, asked: Sequence[Concept]) -> tuple[str, ...]:
    if question.isupper():
        return ()
    return tuple(c.name for c in asked if _NAME.fullmatch(c.name) and not c.known)


def _horizons(question: str, pool: Sequence[Candidate]) -> tuple[str, ...]:
    texts = [candidate.evidence.text for candidate in pool]
    return tuple(
        found[0]
        for found in _HORIZON.finditer(question)
        if not any(re.search(rf"\b{found[1]}[- ]{found[2]}s?\b", text, re.IGNORECASE) for text in texts)
    )


def likelihood(found: Signs) -> float:
    """How likely it is that the library answers, between 0 and 1."""
    logit = INTERCEPT + sum(weight * sign for weight, sign in zip(WEIGHTS, astuple(found), strict=True))
    return 1.0 / (1.0 + math.exp(-logit))


def _logit(probability: float) -> float:
    """Log odds, within LARGEST of even."""
    if not 0.0 < probability < 1.0:
        return math.copysign(LARGEST, probability - 0.5)
    return max(-LARGEST, min(LARGEST, math.log(probability / (1.0 - probability))))
