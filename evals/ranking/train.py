"""Train the ranking model on a CPU: `python -m evals.ranking.train WEIGHTS FROM`.

It goes on from the weights of the entailment model (`FROM`), which already compares two texts, and uses its classes:
a passage that answers a question is trained as support, one that does not as neutral.
"""

import sys
from collections import Counter

import torch

from corpus.embeddings import SHIPPED, make_embedder
from evals.nli import fitting
from evals.nli.model import Comparer
from evals.ranking.examples import examples, pairs
from service.answering.cross_encoders import tokenizer_file

SEED = 11
RATE = 6e-5
EPOCHS = 2
"""Passes; each draws its negatives anew."""


def main(target: str, start: str) -> None:
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(tokenizer_file().parent)
    made, model = fitting.tokenizer(folder), Comparer(folder)
    model.load_state_dict(torch.load(start, weights_only=True))
    embedder = make_embedder(SHIPPED)
    read = [pair for epoch in range(EPOCHS) for pair in pairs(examples(SEED + epoch), embedder)]
    print(len(read), Counter((pair.source, pair.label) for pair in read), flush=True)
    fitting.fit_pairs(
        model,
        made,
        read,
        rate=RATE,
        seed=SEED,
        report=fitting.printed(),
    )
    torch.save(model.state_dict(), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
