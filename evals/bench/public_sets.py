"""The verifier on public sets that it was not made for: direction of effect, SciFact, K-QA (origins in evals/nli/gold).

A direction pair's document is its article: title, abstract and abbreviations, as a bibliographic record has them.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from corpus.abbreviations import abbreviations
from evals.bench.intervals import Figure
from evals.nli.pairs import Pair, direction_pairs, kqa_pairs, rows, scifact_pairs
from service.answering.grounding import Judgement, Quoted, Verifier

DRAWS = 1000
ABSTRACT = 3500
"""Characters at the start of an article's text that hold its abstract."""
Numbers = npt.NDArray[np.float64]
Measure = Callable[[Numbers, Numbers], float]
Judged = Sequence[tuple[Pair, Judgement]]


def public_figures(verifier: Verifier) -> Iterator[Figure]:
    """The rows of the three sets, with bootstrap intervals over the groups (articles, claims, questions)."""
    direction = list(_directions(verifier))
    yield _figure("direction pairs, validation: what is shown", "balanced accuracy", direction, _shown, _balanced, 0.85)
    yield _figure("direction pairs, validation: score", "AUC", direction, _score, _auc)
    scifact = [(pair, verifier.verify(pair.statement, [Quoted(pair.evidence)])) for pair in scifact_pairs("dev")]
    yield _figure("SciFact dev: support against the rest", "AUC", scifact, _score, _auc, 0.88)
    judged = [(pair, judgement) for pair, judgement in scifact if pair.label != "neutral"]
    yield _figure("SciFact dev: support against refute", "AUC", judged, _score, _auc, 0.70)
    kqa = [(pair, verifier.verify(pair.statement, [Quoted(pair.evidence)])) for pair in kqa_pairs(held_out=True)]
    yield _figure("K-QA, held-out questions: support against the rest", "AUC", kqa, _score, _auc, 0.80)


def _directions(verifier: Verifier) -> Iterator[tuple[Pair, Judgement]]:
    articles = {row["_id"]: row for row in rows("evidence-inference/articles_ccby.jsonl.gz")}
    defined: dict[str, tuple[tuple[str, str], ...]] = {}
    for pair in direction_pairs("validation"):
        article = articles[pair.group]
        if pair.group not in defined:
            defined[pair.group] = tuple(abbreviations(article["text"]).items())
        quoted = Quoted(pair.evidence, article["title"], article["text"][:ABSTRACT], defined[pair.group])
        yield pair, verifier.verify(pair.statement, [quoted])


def _shown(judgement: Judgement) -> float:
    return float(judgement.verdict == "supported")


def _score(judgement: Judgement) -> float:
    return judgement.score


def _figure(
    name: str,
    kind: str,
    judged: Judged,
    read: Callable[[Judgement], float],
    measure: Measure,
    wanted: float | None = None,
) -> Figure:
    labels = np.array([float(pair.label == "support") for pair, _ in judged])
    found = np.array([read(judgement) for _, judgement in judged])
    names = np.array([pair.group for pair, _ in judged])
    groups = [np.flatnonzero(names == group) for group in dict.fromkeys(names)]
    rng, values = np.random.default_rng(0), list[float]()
    while len(values) < DRAWS:
        drawn = np.concatenate([groups[i] for i in rng.integers(0, len(groups), len(groups))])
        if 0 < labels[drawn].sum() < len(drawn):
            values.append(measure(labels[drawn], found[drawn]))
    low, high = np.percentile(values, [2.5, 97.5])
    return Figure(name, kind, len(judged), measure(labels, found), float(low), float(high), wanted)


def _balanced(labels: Numbers, shown: Numbers) -> float:
    return float(balanced_accuracy_score(labels > 0.5, shown > 0.5))


def _auc(labels: Numbers, scores: Numbers) -> float:
    return float(roc_auc_score(labels, scores))
