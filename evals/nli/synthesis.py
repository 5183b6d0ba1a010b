"""Synthetic pairs from open texts: comparisons, edited sentences, and titles or conclusions against their abstracts.

Only Evidence Inference training articles and SciFact abstracts that no dev claim cites are read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from evals.nli import comparisons, edits
from evals.nli.comparisons import Comparison, Direction
from evals.nli.pairs import Label, Pair, overlap, rows, selection_article, words

_SPLIT = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
_COMPARES = re.compile(r"\b(?:than|compared|versus|vs|differ\w*|similar|comparable)\b")
_EQUAL = re.compile(
    r"\bno\b[^.;]{0,40}\bdifferen|not (?:significantly |statistically )*(?:differ|affect|change|improve)|not (?:statistically )?significant"
    r"|similar (?:in|between|for|across)|no (?:significant )?effect|comparable"
)
_DIRECTED = re.compile(r"\b(higher|greater|increased|longer|more|larger|lower|smaller|decreased|reduced|shorter|fewer|less)\b")
_ABSTRACT = re.compile(r"^ABSTRACT[^\n]*:\n(.*(?:\n(?!\n).*)*)", re.MULTILINE)


def sentences(text: str) -> list[str]:
    return [s.strip() for s in _SPLIT.split(text) if 30 <= len(s) <= 450]


def training_articles() -> list[dict[str, Any]]:
    """Evidence Inference training articles, less those kept for selection."""
    articles = rows("evidence-inference/articles_ccby.jsonl.gz")
    return [a for a in articles if a["split"] == "train" and not selection_article(a["_id"])]


def training_abstracts() -> list[dict[str, Any]]:
    """SciFact abstracts that no claim of the dev split cites."""
    cited = {doc for c in rows("scifact/claims.jsonl.gz") if c["split"] == "dev" for doc in c["cited_doc_ids"]}
    return [a for a in rows("scifact/corpus.jsonl.gz") if a["_id"] not in cited]


def _prompts() -> dict[str, list[dict[str, Any]]]:
    by_article = defaultdict(list)
    for prompt in rows("evidence-inference/prompts_all.jsonl.gz"):
        if prompt["split"] == "train":
            by_article[prompt["doc_id"]].append(prompt)
    return by_article


def comparison_pairs(rng: Random, wordings: int = 6) -> Iterator[Pair]:
    """Comparisons found by patterns, and the articles' own prompts matched to sentences, against claims about them."""
    by_article = _prompts()
    for article in training_articles():
        prompts = by_article.get(article["_id"], [])
        arms = (prompts[0]["intervention"], prompts[0]["comparator"]) if prompts else None
        listed = sentences(article["text"])
        found: list[tuple[int, Comparison]] = []
        for i, sentence in enumerate(listed):
            if _COMPARES.search(sentence) or _EQUAL.search(sentence):
                comparison = comparisons.find(sentence, arms)
                if comparison is not None:
                    found.append((i, comparison))
                for prompt in prompts:
                    matched = _match(sentence, prompt)
                    if matched is not None:
                        found.append((i, matched))
        outcomes = sorted({c.outcome for _, c in found})
        for i, comparison in found:
            for _ in range(wordings):
                yield _comparison_pair(listed, i, comparison, outcomes, article["_id"], rng)


def _comparison_pair(
    listed: list[str], i: int, comparison: Comparison, outcomes: list[str], group: str, rng: Random
) -> Pair:
    sentence, draw = listed[i], rng.random()
    if draw < 0.12 and comparison.direction != "no_difference":
        turned = _turn_first(sentence)
        if turned is not None:
            sentence, comparison = turned, comparison.claiming(comparisons.OPPOSITE[comparison.direction])
    evidence = with_neighbours(listed, i, sentence, rng)
    others = [o for o in outcomes if overlap(o, evidence) < 0.3]
    if rng.random() < 0.14 and others:
        claim = replace(comparison, outcome=rng.choice(others), direction=rng.choice(list(comparisons.OPPOSITE)))
        return Pair(comparisons.tell(claim, rng), evidence, "neutral", "comparison", group)
    if rng.random() < 0.5:
        return Pair(comparisons.tell(comparison, rng), evidence, "support", "comparison", group)
    wrong = comparison.claiming(comparisons.opposed(comparison.direction, rng))
    return Pair(comparisons.tell(wrong, rng), evidence, "refute", "comparison", group)


def _match(sentence: str, prompt: dict[str, Any]) -> Comparison | None:
    """The finding on a prompt's outcome, where the sentence names the outcome and tells the direction plainly."""
    outcome, first, second = prompt["outcome"], prompt["intervention"], prompt["comparator"]
    if len(sentence) > 350 or overlap(outcome, sentence) < 0.75:
        return None
    directed = _DIRECTED.findall(sentence)
    if _EQUAL.search(sentence) and not directed:
        return Comparison(outcome, first, second, "no_difference")
    down = {"lower", "smaller", "decreased", "reduced", "shorter", "fewer", "less"}
    signs = {word in down for word in directed}
    if len(signs) != 1 or _EQUAL.search(sentence):
        return None
    head, than, tail = _partition(sentence)
    if not than:
        return None
    direction: Direction = "decreased" if signs == {True} else "increased"
    only_first, only_second = words(first) - words(second), words(second) - words(first) | {"placeb", "contro"} - words(first)
    forward = len(words(head) & only_first) + len(words(tail) & only_second)
    backward = len(words(head) & only_second) + len(words(tail) & only_first)
    if len(words(tail) & only_second) and not backward:
        return Comparison(outcome, first, second, direction)
    if backward > forward and len(words(tail) & only_first):
        return Comparison(outcome, first, second, comparisons.OPPOSITE[direction])
    return None


def _partition(sentence: str) -> tuple[str, str, str]:
    parts = re.split(r"\b(than|compared (?:with|to)|versus|vs)\b", sentence, maxsplit=1)
    return (parts[0], parts[1], parts[2][:90]) if len(parts) == 3 else (sentence, "", "")


_TURN = {"higher": "lower", "greater": "smaller", "increased": "decreased", "longer": "shorter", "larger": "smaller", "elevated": "reduced"}
_TURN |= {new: old for old, new in reversed(_TURN.items())}


def _turn_first(sentence: str) -> str | None:
    sites = re.findall(r"\b(?:" + "|".join(_TURN) + r")\b", sentence)
    return re.sub(rf"\b{sites[0]}\b", _TURN[sites[0]], sentence) if len(sites) == 1 else None


def with_neighbours(listed: list[str], i: int, sentence: str, rng: Random, most: int = 75) -> str:
    """The sentence, often with the one before or after it."""
    parts, draw = [sentence], rng.random()
    if draw > 0.5 and i > 0:
        parts.insert(0, listed[i - 1])
    if (0.3 < draw < 0.5 or draw > 0.85) and i + 1 < len(listed):
        parts.append(listed[i + 1])
    text = " ".join(parts)
    return text if len(text.split()) <= most else sentence


def abstracts() -> list[tuple[str, str, list[str]]]:
    """(id, title, sentences) of the abstracts of both collections."""
    out = [(a["_id"], a["title"], [s for s in a["sentences"] if len(s) > 30]) for a in training_abstracts()]
    for article in training_articles():
        body = " ".join(part.strip() for part in _ABSTRACT.findall(article["text"]))
        out.append((article["_id"], article["title"], sentences(body)))
    return [a for a in out if len(a[2]) >= 4]


def edited_pairs(rng: Random, per_abstract: int) -> Iterator[Pair]:
    """A sentence of an abstract, told again or turned round, against the passage that holds it."""
    for group, _, listed in abstracts():
        sites = [i for i, s in enumerate(listed) if edits.can_flip(s) and 7 <= len(s.split()) <= 50]
        rng.shuffle(sites)
        for i in sites[:per_abstract]:
            if (pair := _edited(listed, i, group, rng)) is not None:
                yield pair


def _edited(listed: list[str], i: int, group: str, rng: Random) -> Pair | None:
    base = edits.flip(listed[i], rng) if rng.random() < 0.3 else listed[i]
    if base is None:
        return None
    evidence = with_neighbours(listed, i, edits.paraphrase(base, rng) if rng.random() < 0.3 else base, rng)
    draw, claim = rng.random(), edits.compress(base, rng)
    if len(claim.split()) > 35 or len(claim.split()) < 4:
        return None
    if draw < 0.2:
        far = [s for s in listed if s not in evidence and edits.can_flip(s) and overlap(edits.compress(s, rng), evidence) < 0.5]
        if not far:
            return None
        claim = edits.compress(rng.choice(far), rng)
        claim = (edits.flip(claim, rng) if rng.random() < 0.5 else None) or claim
        return Pair(edits.paraphrase(claim, rng), evidence, "neutral", "edited", group)
    if draw < 0.28:
        swapped = _other_name(claim, " ".join(listed), evidence, rng)
        return None if swapped is None else Pair(edits.paraphrase(swapped, rng), evidence, "neutral", "edited", group)
    label: Label = "support" if draw < 0.64 else "refute"
    told = edits.paraphrase(claim, rng)
    if label == "refute":
        flipped = edits.flip(told, rng)
        return None if flipped is None else Pair(flipped, evidence, "refute", "edited", group)
    return Pair(told, evidence, "support", "edited", group)


_NAME = re.compile(r"\b(?=\w*[A-Z])(?=\w*[A-Z0-9]{2})[\w-]{3,}\b")


def _other_name(claim: str, text: str, evidence: str, rng: Random) -> str | None:
    """The claim with one name replaced by another name of the same abstract that the evidence does not have."""
    mine = sorted(set(_NAME.findall(claim)))
    others = sorted(set(_NAME.findall(text)) - set(_NAME.findall(evidence)))
    if not mine or not others:
        return None
    old = rng.choice(mine)
    return claim.replace(old, rng.choice(others))
