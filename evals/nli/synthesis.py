"""Synthetic pairs from open texts: comparisons between arms told rightly and wrongly, and edited sentences."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from evals.nli import comparisons, edits
from evals.nli.comparisons import Comparison, Direction
from evals.nli.pairs import Label, Pair, overlap, rows, words
from evals.nli.passages import abstracts, sentences, training_articles, with_neighbours

_COMPARES = re.compile(r"\b(?:than|compared|versus|vs|differ\w*|similar|comparable)\b")
_EQUAL = re.compile(
    r"\bno\b[^.;]{0,40}\bdifferen|not (?:significantly |statistically )*(?:differ|affect|change|improve)"
    r"|not (?:statistically )?significant"
    r"|similar (?:in|between|for|across)|no (?:significant )?effect|comparable"
)
_DIRECTED = re.compile(
    r"\b(higher|greater|increased|longer|more|larger|lower|smaller|decreased|reduced|shorter|fewer|less)\b"
)

_LESS = frozenset({"lower", "smaller", "decreased", "reduced", "shorter", "fewer", "less"})
_CONTROL = frozenset({"placeb", "contro"})


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
    found = Comparison(prompt["outcome"], prompt["intervention"], prompt["comparator"], "no_difference")
    if len(sentence) > 350 or overlap(found.outcome, sentence) < 0.75:
        return None
    signs, equal = {word in _LESS for word in _DIRECTED.findall(sentence)}, _EQUAL.search(sentence) is not None
    if equal and not signs:
        return found
    if len(signs) != 1 or equal:
        return None
    direction: Direction = "decreased" if signs == {True} else "increased"
    return _oriented(sentence, found.claiming(direction))


def _oriented(sentence: str, found: Comparison) -> Comparison | None:
    """The finding the right way round: the arm after "than" is the second one."""
    head, than, tail = _partition(sentence)
    first, second = words(found.first), words(found.second)
    only_first, only_second = first - second, second - first | _CONTROL - first
    forward = len(words(head) & only_first) + len(words(tail) & only_second)
    backward = len(words(head) & only_second) + len(words(tail) & only_first)
    if than and words(tail) & only_second and not backward:
        return found
    if than and backward > forward and words(tail) & only_first:
        return found.claiming(comparisons.OPPOSITE[found.direction])
    return None


def _partition(sentence: str) -> tuple[str, str, str]:
    parts = re.split(r"\b(than|compared (?:with|to)|versus|vs)\b", sentence, maxsplit=1)
    return (parts[0], parts[1], parts[2][:90]) if len(parts) == 3 else (sentence, "", "")


_TURN = {
    "higher": "lower",
    "greater": "smaller",
    "increased": "decreased",
    "longer": "shorter",
    "larger": "smaller",
    "elevated": "reduced",
}
_TURN |= {new: old for old, new in reversed(_TURN.items())}


def _turn_first(sentence: str) -> str | None:
    sites = re.findall(r"\b(?:" + "|".join(_TURN) + r")\b", sentence)
    return re.sub(rf"\b{sites[0]}\b", _TURN[sites[0]], sentence) if len(sites) == 1 else None


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
    if not 4 <= len(claim.split()) <= 35:
        return None
    label: Label = "neutral" if draw < 0.28 else "support" if draw < 0.64 else "refute"
    told: str | None
    if draw < 0.2:
        told = _elsewhere(listed, evidence, rng)
    elif draw < 0.28:
        told = _other_name(claim, " ".join(listed), evidence, rng)
    else:
        told = edits.paraphrase(claim, rng)
        told = edits.flip(told, rng) if label == "refute" else told
    return None if told is None else Pair(told, evidence, label, "edited", group)


def _elsewhere(listed: list[str], evidence: str, rng: Random) -> str | None:
    """A claim from another part of the abstract, half the time turned round: an edit alone must not mean refuted."""
    far = [s for s in listed if s not in evidence and edits.can_flip(s)]
    far = [s for s in far if overlap(edits.compress(s, rng), evidence) < 0.5]
    if not far:
        return None
    claim = edits.compress(rng.choice(far), rng)
    return edits.paraphrase((edits.flip(claim, rng) if rng.random() < 0.5 else None) or claim, rng)


_NAME = re.compile(r"\b(?=\w*[A-Z])(?=\w*[A-Z0-9]{2})[\w-]{3,}\b")


def _other_name(claim: str, text: str, evidence: str, rng: Random) -> str | None:
    """The claim with one name replaced by another name of the same abstract that the evidence does not have."""
    mine = sorted(set(_NAME.findall(claim)))
    others = sorted(set(_NAME.findall(text)) - set(_NAME.findall(evidence)))
    if not mine or not others:
        return None
    old = rng.choice(mine)
    return edits.paraphrase(claim.replace(old, rng.choice(others)), rng)
