"""Training pairs from the development cases of `make bench-grounding`: written statements, and edits of them.

Only documents that `training_document` names are read; what the model learns of the others, it learned elsewhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from evals.bench.cases import GroundingCase, cases
from evals.nli import edits
from evals.nli.pairs import Label, Pair, fraction, overlap

_MISSING = frozenset(("drug", "trial", "population", "hedge"))
"""Kinds of edits after which the quotes say nothing of the statement rather than its opposite."""
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:\.\d+)?(?![\w-])")


def training_document(document: str) -> bool:
    """Seven in ten documents; the others show what the model makes of a document it has never seen."""
    return fraction(f"document:{document}") >= 0.3


def case_pairs(rng: Random, even: bool = False) -> Iterator[Pair]:
    """Every case once, and edits and other quotes for the paraphrases. `even`: as many true statements as wrong."""
    by_document: dict[str, list[GroundingCase]] = defaultdict(list)
    for case in cases("development"):
        if training_document(case.document):
            by_document[case.document].append(case)
    for document, listed in by_document.items():
        quotes = sorted({" ".join(case.quotes) for case in listed})
        for case in listed:
            evidence = " ".join(case.quotes)
            yield Pair(case.statement, evidence, _label(case), "case", document)
            if case.kind == "paraphrase":
                yield from _edits(case.statement, evidence, quotes, document, rng)
                if even:
                    yield Pair(case.statement, evidence, "support", "case", document)
                    yield Pair(edits.paraphrase(case.statement, rng), evidence, "support", "case", document)


def _label(case: GroundingCase) -> Label:
    if case.kind == "paraphrase":
        return "support"
    return "neutral" if case.kind in _MISSING else "refute"


def _edits(statement: str, evidence: str, quotes: list[str], document: str, rng: Random) -> Iterator[Pair]:
    draw = rng.random()
    if draw < 0.3 and (flipped := edits.flip(statement, rng)) is not None:
        yield Pair(flipped, evidence, "refute", "case", document)
    elif draw < 0.55 and (other := _other_number(statement, evidence, rng)) is not None:
        yield Pair(other, evidence, "refute", "case", document)
    elif draw < 0.8:
        others = sorted((q for q in quotes if q != evidence), key=lambda q: -overlap(statement, q))[:4]
        near = [q for q in others if overlap(statement, q) < 0.8]
        if near:
            yield Pair(statement, rng.choice(near), "neutral", "case", document)
    else:
        yield Pair(edits.paraphrase(statement, rng), evidence, "support", "case", document)


def _other_number(statement: str, evidence: str, rng: Random) -> str | None:
    """Two numbers of the statement exchanged, or one replaced by another of the evidence."""
    found = list(_NUMBER.finditer(statement))
    if not found:
        return None
    one = rng.choice(found)
    others = [m for m in found if m.group() != one.group()]
    if others and rng.random() < 0.5:
        first, second = sorted((one, rng.choice(others)), key=lambda m: m.start())
        middle = statement[first.end() : second.start()]
        return statement[: first.start()] + second.group() + middle + first.group() + statement[second.end() :]
    there = sorted(set(_NUMBER.findall(evidence)) - {one.group()})
    if not there:
        return None
    other: str = rng.choice(there)
    return statement[: one.start()] + other + statement[one.end() :]
