"""Synthetic pairs of a title or conclusion against the rest of its abstract, or against a similar abstract."""

import re
from collections.abc import Iterator
from random import Random

from evals.nli import edits
from evals.nli.pairs import Pair, overlap
from evals.nli.passages import abstracts, best_window

_VERB = re.compile(
    r"\b(?:is|are|was|were|can|may|does|do|has|have|not|\w{3,}(?:ates|izes|ises|uces|ents|otes|ibits|ires|olls|ulates|eases|erves|ects|ances|ains|ines|ows|ives|ers|ides|ies))\b"
)

_SHARED = 0.4


def conclusion_pairs(rng: Random, rounds: int) -> Iterator[Pair]:
    """Claims are declarative titles and last sentences; evidence is the passage that shares most words with them."""
    listed = abstracts()
    near = _neighbours([" ".join([title, *lines]) for _, title, lines in listed])
    for _ in range(rounds):
        for row, (group, title, lines) in enumerate(listed):
            claims = [(edits.compress(lines[-1], rng), lines[:-1])]
            if _VERB.search(title) and not title.rstrip().endswith("?") and len(title.split()) >= 5:
                claims.append((edits.compress(title, rng), lines))
            for claim, rest in claims:
                if 5 <= len(claim.split()) <= 32:
                    yield from _pair(claim, rest, listed[rng.choice(near[row])][2], group, rng)


def _pair(claim: str, rest: list[str], other: list[str], group: str, rng: Random) -> Iterator[Pair]:
    draw, told = rng.random(), edits.paraphrase(claim, rng)
    best = best_window(claim, rest, rng)
    if draw < 0.36:
        if overlap(claim, best) >= _SHARED:
            yield Pair(told, best, "support", "conclusion", group)
    elif draw < 0.78:
        flipped = edits.flip(told, rng)
        if flipped is not None and overlap(claim, best) >= _SHARED:
            yield Pair(flipped, best, "refute", "conclusion", group)
    else:
        told = (edits.flip(told, rng) if rng.random() < 0.4 else None) or told
        if draw < 0.92:
            yield Pair(told, best_window(claim, other, rng), "neutral", "conclusion", group)
        else:
            weakest = min(rest, key=lambda s: overlap(claim, s))
            if overlap(claim, weakest) < 0.3:
                yield Pair(told, weakest, "neutral", "conclusion", group)


def _neighbours(texts: list[str], count: int = 3) -> list[list[int]]:
    """For each text the most similar others, by TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts)
    out: list[list[int]] = []
    for start in range(0, len(texts), 500):
        similar = (matrix[start : start + 500] @ matrix.T).toarray()
        order = (-similar).argsort(axis=1)[:, : count + 1]
        out.extend([int(j) for j in row if j != start + i][:count] for i, row in enumerate(order))
    return out
