"""Train the model that reads whether two sentences disagree: `python -m evals.conflicts.train WEIGHTS FROM`.

It goes on from the weights of the entailment model (`FROM`) and reads the written pairs, pairs made of their parts that
disagree in nothing, and pairs that retrieval finds for questions about our own library. Needs a built corpus version.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import torch

from evals.cases import load
from evals.conflicts.cases import FOLDER, Side, WrittenPair
from evals.nli import fitting
from evals.nli.model import Comparer
from evals.ranking.library import fact_questions
from service.answering.candidates import candidates
from service.answering.conflicts.reader import LABELS, MOST_TOKENS, NONE, texts
from service.answering.cross_encoders import Texts, tokenizer_file
from service.answering.retrieval import Retriever
from service.bootstrap import open_retriever

SEED = 5
RATE = 1e-4
EPOCHS = 3
TITLED = 0.85
"""Share of the pairs that are read with the titles of their documents."""
OWN_QUESTIONS, OWN_NEAREST, OWN_OF_EACH, OWN_A_PASS = 1_600, 8, 4, 1_500
REAL = frozenset(("nice-ta930-2023",))
"""Documents of our library that do disagree with others: no pair of theirs is taken for agreement."""
REAL_STUDIES = frozenset(("VISION", "TheraP"))
Example = tuple[Texts, str]


def examples(pairs: Sequence[WrittenPair], rng: Random) -> list[Example]:
    """One pass: every pair, either way round, and for most of them another that disagrees in nothing."""
    found: list[Example] = []
    for pair in pairs:
        one, other = (pair.one, pair.other) if rng.random() < 0.5 else (pair.other, pair.one)
        titled = rng.random() < TITLED
        found.append((_texts(pair, one, one.text, other, other.text, titled=titled), pair.label))
        if (made := _agreeing(pair, one, other, pairs, rng)) is not None:
            found.append((made, NONE))
    rng.shuffle(found)
    return found


def _agreeing(pair: WrittenPair, one: Side, other: Side, pairs: Sequence[WrittenPair], rng: Random) -> Texts | None:
    """A side beside what takes none, two such, one sentence under both titles, or a side beside another matter."""
    kind = rng.random()
    if kind < 0.25:
        return _texts(pair, one, one.text, other, other.beside)
    if kind < 0.5:
        return _texts(pair, one, one.beside, other, other.text)
    if kind < 0.65:
        return _texts(pair, one, one.beside, other, other.beside)
    if kind < 0.75:
        return _texts(pair, one, one.text, other, one.text)
    if kind < 0.85:
        stranger = rng.choice(pairs).one
        return _texts(pair, one, one.text, stranger, stranger.text)
    return None


def _texts(pair: WrittenPair, one: Side, first: str, other: Side, second: str, *, titled: bool = True) -> Texts:
    titles = (one.title, other.title) if titled else ("", "")
    return texts(pair.question, (titles[0], first), (titles[1], second))


def own_pairs(retriever: Retriever, rng: Random) -> Iterator[Example]:
    """What is found for questions about our library, taken to disagree in nothing; few of its sentences do."""
    for case in rng.sample(fact_questions(), OWN_QUESTIONS):
        pool = [candidate.evidence for candidate in candidates(retriever.retrieve(case.question), retriever)]
        pairs = [
            (one, other)
            for one, other in combinations(pool[:OWN_NEAREST], 2)
            if one.document.id != other.document.id
            and REAL.isdisjoint((one.document.id, other.document.id))
            and {one.document.study, other.document.study} != REAL_STUDIES
        ]
        for one, other in rng.sample(pairs, min(OWN_OF_EACH, len(pairs))):
            yield texts(case.question, (one.document.title, one.text), (other.document.title, other.text)), NONE


def main(target: str, start: str) -> None:
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(tokenizer_file().parent)
    made, model = fitting.tokenizer(folder, MOST_TOKENS), Comparer(folder, len(LABELS))
    known = {name: weight for name, weight in torch.load(start, weights_only=True).items() if "out." not in name}
    model.load_state_dict(known, strict=False)
    rng = Random(SEED)
    pairs = load(WrittenPair, FOLDER / "training.jsonl")
    own = list(own_pairs(open_retriever(), rng))
    read: list[Example] = []
    for _ in range(EPOCHS):
        once = [*examples(pairs, rng), *rng.sample(own, min(OWN_A_PASS, len(own)))]
        rng.shuffle(once)
        read.extend(once)
    print(len(read), Counter(label for _, label in read), flush=True)
    encoded = [(e.ids, e.type_ids) for e in made.encode_batch([both for both, _ in read])]
    fitting.fit(
        model,
        encoded,
        [LABELS.index(label) for _, label in read],
        rate=RATE,
        seed=SEED,
        report=fitting.printed(),
    )
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
