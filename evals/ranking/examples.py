"""The pairs that the ranking model learns from: a question, and what the second stage would read of a passage.

Wanted passages and near misses as written; claims and their abstracts (SciFact, train); questions and the passages of
their evidence (Evidence Inference, train). Beside each wanted passage stand others that BM25 ranks high.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpus.documents import Passage
from corpus.embeddings import Embedder
from corpus.lexical import LexicalEntry, LexicalIndex
from corpus.sentences import sentence_spans
from evals.bench.collections import Collection, evidence_inference, evidence_inference_texts, scifact, scifact_texts
from evals.bench.libraries import Text, record
from evals.nli.pairs import Label, Pair, selection_article, selection_claim
from evals.ranking.written import title_and_text, written_passages, written_questions
from service.answering.ranking import nearest_sentence

NEGATIVES = 3
DEPTH = 30
"""Negatives are drawn from the first so many passages that BM25 finds."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage, before the window is chosen that the model reads."""

    question: str
    title: str
    passage: Passage
    relevant: bool
    source: str
    group: str


class Pool:
    """Passages of open texts to draw negatives from, by BM25."""

    def __init__(self, texts: Iterable[Text], folder: Path) -> None:
        self._entries = [LexicalEntry(p, record(text)) for text in texts for p in text.passages()]
        self._by_passage = {entry.passage.id: entry for entry in self._entries}
        self._index = LexicalIndex(folder)
        self._index.build(self._entries)

    def negatives(self, question: str, wanted: Mapping[str, int], rng: Random) -> list[LexicalEntry]:
        """Passages that rank high; none of a wanted passage or document."""
        found = [self._entries[row] for row, _ in self._index.search(question, DEPTH)]
        others = [e for e in found if e.passage.id not in wanted and e.document.id not in wanted]
        return rng.sample(others, min(NEGATIVES, len(others)))

    def wanted(self, wanted: Mapping[str, int], question: str) -> list[LexicalEntry]:
        """The wanted passages; of a wanted document the one that BM25 ranks first."""
        listed = [self._by_passage[key] for key in wanted if key in self._by_passage]
        found = [self._entries[row] for row, _ in self._index.search(question, 500)]
        first = {e.document.id: e for e in reversed(found) if e.document.id in wanted}
        return [*listed, *first.values()]


def examples(seed: int, selection: bool = False) -> list[Example]:
    """All sets, either for training or those kept for selection."""
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        articles = Pool(evidence_inference_texts("train"), Path(folder) / "articles")
        abstracts = Pool(scifact_texts(), Path(folder) / "abstracts")
        return [
            *_written(articles, rng, selection),
            *_collected(evidence_inference("train"), articles, rng, selection, "ei"),
            *_collected(scifact("train"), abstracts, rng, selection, "scifact"),
        ]


def _written(pool: Pool, rng: Random, selection: bool) -> Iterator[Example]:
    passages = written_passages()
    for case in written_questions(selection):
        title, text = title_and_text(passages[case.passage])
        passage = Passage(case.passage, case.passage, 0, (), text, 0, len(text), tuple(sentence_spans(text)))
        yield Example(case.question, title, passage, case.answers, "written", case.passage)
        if case.answers:
            group = {passages[case.passage].group: 1}
            for entry in pool.negatives(case.question, group, rng):
                yield Example(case.question, entry.document.title, entry.passage, False, "written", case.passage)


def _collected(collection: Collection, pool: Pool, rng: Random, selection: bool, source: str) -> Iterator[Example]:
    for key, question in collection.questions.items():
        wanted = collection.wanted[key]
        found = pool.wanted(wanted, question)
        kept = selection_claim(key) if source == "scifact" else any(selection_article(e.document.id) for e in found)
        if kept != selection:
            continue
        for entry in found:
            yield Example(question, entry.document.title, entry.passage, True, source, key)
        for entry in pool.negatives(question, wanted, rng):
            yield Example(question, entry.document.title, entry.passage, False, source, key)


def pairs(listed: list[Example], embedder: Embedder) -> list[Pair]:
    """What the model reads of each: the title, and the sentence nearest to the question with its neighbours."""
    questions = list(dict.fromkeys(e.question for e in listed))
    sentences = list(dict.fromkeys(e.passage.sentence(i) for e in listed for i in range(len(e.passage.sentences))))
    vectors = dict(zip(questions, embedder.embed(questions), strict=True))
    told = dict(zip(sentences, range(len(sentences)), strict=True))
    stored = embedder.embed(sentences)
    made = []
    for example in listed:
        passage = example.passage
        rows = [told[passage.sentence(i)] for i in range(len(passage.sentences))]
        nearest = nearest_sentence(stored[rows], vectors[example.question])
        text = f"{example.title}. {window(passage, nearest)}"
        label: Label = "support" if example.relevant else "neutral"
        made.append(Pair(example.question, text, label, example.source, example.group))
    return made


def window(passage: Passage, sentence: int) -> str:
    """A sentence with the one before and the one after it: more to learn from than the one that is read when served."""
    last = min(len(passage.sentences) - 1, sentence + 1)
    return passage.text[passage.sentences[max(0, sentence - 1)].start : passage.sentences[last].end]
