"""The verifier on public sets that it was not made for: direction of effect, SciFact, K-QA (origins in evals/nli/gold).

A direction pair's document metadata is its article's title and abstract, as a bibliographic record has them.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from evals.bench.intervals import Figure
from evals.nli.pairs import Pair, direction_pairs, kqa_pairs, rows, scifact_pairs
from service.answering.grounding import Quoted, Verifier
from service.answering.reading.synonyms import abbreviations

DRAWS = 1000
ABSTRACT = 3500
"""Characters at the start of an article's text that hold its abstract."""
Numbers = npt.NDArray[np.float64]
Measure = Callable[[Numbers, Numbers], float]


def public_figures(verifier: Verifier) -> list[Figure]:
    """The rows of the three sets, with bootstrap intervals over the groups (articles, claims, questions)."""
    direction, scifact, kqa = direction_pairs("validation"), scifact_pairs("dev"), kqa_pairs(held_out=True)
    judged = [pair for pair in scifact if pair.label != "neutral"]
    scores = dict(
        zip(scifact, (_score(verifier, pair.statement, [Quoted(pair.evidence)]) for pair in scifact), strict=True)
    )
    return [
        _figure(
            "direction pairs, validation",
            "balanced accuracy",
            direction,
            _directions(verifier, direction),
            _balanced,
            0.85,
        ),
        _figure(
            "SciFact dev: support against the rest", "AUC", scifact, [scores[pair] for pair in scifact], _auc, 0.88
        ),
        _figure("SciFact dev: support against refute", "AUC", judged, [scores[pair] for pair in judged], _auc, 0.70),
        _figure(
            "K-QA, held-out questions: support against the rest",
            "AUC",
            kqa,
            [_score(verifier, pair.statement, [Quoted(pair.evidence)]) for pair in kqa],
            _auc,
            0.80,
        ),
    ]


def _score(verifier: Verifier, statement: str, quotes: Sequence[Quoted]) -> float:
    return verifier.verify(statement, quotes).score


def _directions(verifier: Verifier, pairs: Sequence[Pair]) -> list[float]:
    articles = {row["_id"]: row for row in rows("evidence-inference/articles_ccby.jsonl.gz")}
    defined: dict[str, tuple[tuple[str, str], ...]] = {}
    scores = []
    for pair in pairs:
        article = articles[pair.group]
        if pair.group not in defined:
            defined[pair.group] = tuple(abbreviations(article["text"]).items())
        quoted = Quoted(pair.evidence, article["title"], article["text"][:ABSTRACT], defined[pair.group])
        scores.append(_score(verifier, pair.statement, [quoted]))
    return scores


def _figure(
    name: str, kind: str, pairs: Sequence[Pair], scores: Sequence[float], measure: Measure, wanted: float
) -> Figure:
    labels = np.array([float(pair.label == "support") for pair in pairs])
    found = np.array(scores)
    groups = [
        np.flatnonzero([pair.group == group for pair in pairs]) for group in dict.fromkeys(p.group for p in pairs)
    ]
    rng, values = np.random.default_rng(0), list[float]()
    while len(values) < DRAWS:
        drawn = np.concatenate([groups[i] for i in rng.integers(0, len(groups), len(groups))])
        if 0 < labels[drawn].sum() < len(drawn):
            values.append(measure(labels[drawn], found[drawn]))
    low, high = np.percentile(values, [2.5, 97.5])
    return Figure(name, kind, len(pairs), measure(labels, found), float(low), float(high), wanted)


def _balanced(labels: Numbers, scores: Numbers) -> float:
    return float(balanced_accuracy_score(labels > 0.5, scores >= 0.5))


def _auc(labels: Numbers, scores: Numbers) -> float:
    return float(roc_auc_score(labels, scores))
