"""The open texts that pairs are made from, their sentences, and passages of neighbouring sentences.

Only Evidence Inference training articles and SciFact abstracts that no dev claim cites are read.
"""

import re
from random import Random
from typing import Any

from evals.nli.pairs import overlap, rows, selection_article

_SPLIT = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
_ABSTRACT = re.compile(r"^ABSTRACT[^\n]*:\n(.*(?:\n(?!\n).*)*)", re.MULTILINE)

_FINDINGS = re.compile(
    r"^ABSTRACT[^\n]*(?:RESULT|FINDING|CONCLUSION|OUTCOME)[^\n]*:\n(.*(?:\n(?!\n).*)*)", re.MULTILINE
)


def sentences(text: str) -> list[str]:
    return [s.strip() for s in _SPLIT.split(text) if 30 <= len(s) <= 450]


def finding_sentences(article: str) -> list[str]:
    """The sentences of an article's abstract that report findings; of the whole abstract where it is not divided."""
    parts = _FINDINGS.findall(article) or _ABSTRACT.findall(article)
    return sentences(" ".join(part.strip() for part in parts))


def training_articles() -> list[dict[str, Any]]:
    """Evidence Inference training articles, less those kept for selection."""
    articles = rows("evidence-inference/articles_ccby.jsonl.gz")
    return [a for a in articles if a["split"] == "train" and not selection_article(a["_id"])]


def training_abstracts() -> list[dict[str, Any]]:
    """SciFact abstracts that no claim of the dev split cites."""
    cited = {doc for c in rows("scifact/claims.jsonl.gz") if c["split"] == "dev" for doc in c["cited_doc_ids"]}
    return [a for a in rows("scifact/corpus.jsonl.gz") if a["_id"] not in cited]


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


def best_window(claim: str, lines: list[str], rng: Random, most: int = 85) -> str:
    """The one to three neighbouring sentences that share most words with the claim."""
    size = rng.choice((1, 2, 2, 3))
    spans = [" ".join(lines[i : i + size]) for i in range(max(1, len(lines) - size + 1))]
    short = [s for s in spans if len(s.split()) <= most] or [" ".join(s.split()[:most]) for s in spans]
    return max(short, key=lambda s: overlap(claim, s))
