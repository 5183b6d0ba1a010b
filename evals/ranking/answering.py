"""Train the model that reads whether a sentence answers a question: `python -m evals.ranking.answering WEIGHTS FROM`.

It goes on from the weights of the ranking model (`FROM`) and reads near misses about our own library, of which no
sentence that retrieval finds is an answer. What is written is the mean of both, which reads the unforeseen better than
either. Needs a built corpus version.
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random

import torch

from corpus.settings import PROJECT
from evals.nli import fitting
from evals.nli.model import Comparer
from evals.ranking.library import library_pairs
from service.answering.cross_encoders import tokenizer_file
from service.bootstrap import open_retriever

SEED = 11
RATE = 5e-5
EPOCHS = 2
SHARE = 0.6
"""What the new weights count beside those that they started from."""


def main(target: str, start: str) -> None:
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(tokenizer_file().parent)
    made, model = fitting.tokenizer(folder), Comparer(folder)
    model.load_state_dict(torch.load(start, weights_only=True))
    rng = Random(SEED)
    pairs = list(library_pairs(open_retriever(), PROJECT / "corpus" / "sources", rng))
    read = [pair for _ in range(EPOCHS) for pair in rng.sample(pairs, len(pairs))]
    print(len(read), Counter(pair.label for pair in read), flush=True)
    fitting.fit_pairs(
        model,
        made,
        read,
        rate=RATE,
        seed=SEED,
        report=fitting.printed(),
    )
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    torch.save(fitting.blended(torch.load(start, weights_only=True), model.state_dict(), SHARE), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
