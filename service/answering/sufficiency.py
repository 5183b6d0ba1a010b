"""Is there enough evidence to answer? Decided before anything is composed, by three signs and three rules.

Signs, weighed by a logistic model that `python -m evals.calibrate` fits on evals/cases (calibration, selection):
how relevant the best sentence is, how much of the question the library has words for, and how rare in general
English (wordfreq) the rarest word is that the library lacks: "ivermectin" weighs more than "plausible".
The rules: a question that names a study is answered from that study or not at all (studies.py), one that names
what looks like a study or product and is nowhere in the library is not answered, and a time horizon that is asked
for ("5-year survival") must stand in the evidence.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from wordfreq import zipf_frequency

from service.answering.candidates import Candidate
from service.answering.concepts import Concept
from service.answering.studies import Studies

INTERCEPT = -2.288
WEIGHTS = (2.694, 1.540, -0.203)
THRESHOLD = 0.55
IN_SCOPE = 0.3
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


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Whether the evidence is enough, whether the question is on the subject, what was looked for and missed."""

    enough: bool
    in_scope: bool
    probability: float
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def assess(
    question: str, asked: Sequence[Concept], pool: Sequence[Candidate], best: float, studies: Studies
) -> Sufficiency:
    """Judge the evidence found for a question of these concepts. `best`: how relevant the best sentence is."""
    probability = likelihood(signs(asked, best))
    absent = missing(question, asked, pool, studies)
    unknown = tuple(concept.name for concept in asked if not concept.known)
    enough = bool(pool) and probability >= THRESHOLD and not absent
    names = tuple(dict.fromkeys(concept.name for concept in asked))
    return Sufficiency(enough, bool(absent) or probability >= IN_SCOPE, probability, names, absent or unknown)


def missing(question: str, asked: Sequence[Concept], pool: Sequence[Candidate], studies: Studies) -> tuple[str, ...]:
    """What the rules find asked and not in the evidence."""
    return studies.absent(question, asked) or _names_unknown(question, asked) or _horizons(question, pool)


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


def signs(asked: Sequence[Concept], best: float) -> Signs:
    """What speaks for an answer. `best`: as `candidates.best_relevance` says."""
    total = sum(concept.weight for concept in asked) or 1.0
    unknown = [concept for concept in asked if not concept.known]
    return Signs(
        relevance=best,
        known=1.0 - sum(concept.weight for concept in unknown) / total,
        rarity=max((COMMON - zipf_frequency(concept.name, "en") for concept in unknown), default=0.0),
    )


def likelihood(found: Signs) -> float:
    """How likely it is that the library answers, between 0 and 1."""
    logit = INTERCEPT + sum(weight * sign for weight, sign in zip(WEIGHTS, astuple(found), strict=True))
    return 1.0 / (1.0 + math.exp(-logit))
