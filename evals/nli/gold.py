"""Training pairs from the training parts of Evidence Inference, SciFact and K-QA."""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any

from evals.nli import comparisons, edits
from evals.nli.comparisons import OPPOSITE, Comparison
from evals.nli.pairs import Label, Pair, kqa_held_out, overlap, rows, selection_article, selection_claim
from evals.nli.passages import best_window, sentences, training_articles

_TURNED: dict[Label, Label] = {"support": "refute", "refute": "support", "neutral": "neutral"}
_GIVEN = {
    "increased": "{a} significantly increased {o} compared with {b}.",
    "decreased": "{a} significantly decreased {o} compared with {b}.",
    "no_difference": "There was no significant difference in {o} between {a} and {b}.",
}


def direction_gold(rng: Random, wordings: int) -> Iterator[Pair]:
    """Evidence Inference prompts in many wordings against their spans, alone or with the text around them."""
    articles = {a["_id"]: a["text"] for a in training_articles()}
    prompts = defaultdict(list)
    for row in rows("evidence-inference/questions_with_evidence.jsonl.gz"):
        if row["split"] == "train" and not selection_article(row["doc_id"]) and len(row["label_votes"]) == 1:
            prompts[row["doc_id"]].append(row)
    for doc_id, listed in prompts.items():
        for row in listed:
            spans = row["evidence"]
            others = [o for o in listed if overlap(o["outcome"], row["outcome"]) < 0.3]
            for turn in range(wordings):
                span = spans[0] if turn % 2 == 0 else rng.choice(spans)
                evidence = _around(articles[doc_id], span, rng)
                yield _direction(row, evidence, others, doc_id, rng)


def _direction(row: dict[str, Any], evidence: str, others: list[dict[str, Any]], group: str, rng: Random) -> Pair:
    draw, label = rng.random(), row["label"]
    if draw < 0.1 and others:
        other = rng.choice(others)
        if overlap(other["outcome"], evidence) < 0.35:
            claim = Comparison(other["outcome"], other["intervention"], other["comparator"], rng.choice(list(OPPOSITE)))
            return Pair(_told(claim, rng), evidence, "neutral", "ei", group)
    right = Comparison(row["outcome"], row["intervention"], row["comparator"], label)
    if draw < 0.55:
        return Pair(_told(right, rng), evidence, "support", "ei", group)
    return Pair(_told(right.claiming(comparisons.opposed(label, rng)), rng), evidence, "refute", "ei", group)


def _told(comparison: Comparison, rng: Random) -> str:
    if rng.random() < 0.4:
        return _GIVEN[comparison.direction].format(o=comparison.outcome, a=comparison.first, b=comparison.second)
    return comparisons.tell(comparison, rng)


def _around(text: str, span: dict[str, Any], rng: Random) -> str:
    """The span, half the time with up to two sentences of the article around it."""
    if rng.random() < 0.55 or len(span["text"]) > 450:
        return str(span["text"])
    before = sentences(text[max(0, span["start"] - 500) : span["start"]])[-1:]
    after = sentences(text[span["end"] : span["end"] + 500])[:1]
    draw = rng.random()
    parts = [*(before if draw < 0.7 else []), span["text"], *(after if draw > 0.4 else [])]
    return " ".join(parts)


def scifact_gold(rng: Random, rounds: int) -> Iterator[Pair]:
    """SciFact claims against rationales, passages that hold one, and passages that hold none."""
    corpus = {a["_id"]: a["sentences"] for a in rows("scifact/corpus.jsonl.gz")}
    for row in rows("scifact/claim_evidence_pairs.jsonl.gz"):
        group = row["id"].split("-")[1]
        if row["split"] != "train" or selection_claim(group):
            continue
        lines, label = corpus[row["doc_id"]], row["label"]
        for _ in range(rounds):
            if label == "neutral":
                yield from _neutral_claim(row["claim"], lines, group, rng)
            else:
                yield from _judged_claim(row, lines, label, group, rng)


def _neutral_claim(claim: str, lines: list[str], group: str, rng: Random) -> Iterator[Pair]:
    told = (edits.flip(claim, rng) if rng.random() < 0.3 else None) or claim
    yield Pair(told, best_window(claim, lines, rng, 105), "neutral", "scifact", group)
    if rng.random() < 0.5:
        yield Pair(told, _window(lines, rng.randrange(len(lines)), rng), "neutral", "scifact", group)


def _judged_claim(row: dict[str, Any], lines: list[str], label: Label, group: str, rng: Random) -> Iterator[Pair]:
    claim, wanted = row["claim"], row["evidence_sentence_ids"]
    told = edits.paraphrase(claim, rng) if rng.random() < 0.5 else claim
    if rng.random() < 0.45:
        flipped = edits.flip(told, rng)
        if flipped is not None:
            told, label = flipped, _TURNED[label]
    where = rng.choice(wanted)
    yield Pair(told, _window(lines, where, rng), label, "scifact", group)
    if rng.random() < 0.4:
        yield Pair(told, " ".join(lines[i] for i in wanted), label, "scifact", group)
    bare = [i for i in range(len(lines)) if i not in wanted and overlap(claim, lines[i]) < 0.45]
    if bare and rng.random() < 0.45:
        yield Pair(told, lines[rng.choice(bare)], "neutral", "scifact", group)


def _window(lines: list[str], where: int, rng: Random, most: int = 105) -> str:
    """One to three sentences that hold sentence `where`."""
    size = rng.choice((1, 2, 3, 3))
    start = max(0, min(where - rng.randrange(size), len(lines) - size))
    text = " ".join(lines[start : start + size])
    return text if len(text.split()) <= most else lines[where]


def kqa_gold(rng: Random, rounds: int) -> Iterator[Pair]:
    """K-QA: the physicians' statements against their answers, the same answers without what carries the statement."""
    kept = [r for r in rows("kqa/questions_w_answers.jsonl.gz") if not kqa_held_out(r["Question"])]
    listed = [
        (r["Question"], s.strip(), r["Free_form_answer"]) for r in kept for s in r["Must_have"] + r["Nice_to_have"]
    ]
    for row in rows("kqa/nli_physician.jsonl.gz"):
        if not kqa_held_out(row["question"]):
            for _ in range(rounds):
                evidence = best_window(row["claim"], _lines(row["premise"]), rng, 110)
                if row["label"] != "support" or overlap(row["claim"], evidence) > 0.3:
                    yield Pair(row["claim"], evidence, row["label"], "kqa", row["question"])
    for question, statement, answer in listed:
        lines = _lines(answer)
        for _ in range(rounds):
            yield from _statement(statement, lines, question, listed, rng)


def _statement(
    statement: str, lines: list[str], question: str, listed: list[tuple[str, str, str]], rng: Random
) -> Iterator[Pair]:
    best = best_window(statement, lines, rng, 110)
    if overlap(statement, best) > 0.4:
        draw = rng.random()
        flipped = edits.flip(statement, rng) if draw < 0.25 else None
        told = flipped or (edits.paraphrase(statement, rng) if draw < 0.5 else statement)
        yield Pair(told, best, "refute" if flipped else "support", "kqa", question)
    weak = [s for s in lines if overlap(statement, s) < 0.4]
    if weak and rng.random() < 0.7:
        yield Pair(statement, " ".join(weak[:5]), "neutral", "kqa", question)
    if rng.random() < 0.4:
        near = max(rng.sample(listed, 40), key=lambda o: overlap(o[1], " ".join(lines)) if o[0] != question else -1.0)
        yield Pair(near[1], best_window(near[1], lines, rng, 110), "neutral", "kqa", question)


def _lines(text: str) -> list[str]:
    listed = sentences(text)
    return listed or [text]
