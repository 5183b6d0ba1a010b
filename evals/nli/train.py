"""Train the entailment model on a CPU: `python -m evals.nli.train WEIGHTS` (about 50 minutes on two cores).

Stage one reads synthetic pairs only; stage two the labelled sets with some synthetic pairs, so that nothing is forgotten.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import torch

from corpus.embeddings import SHIPPED, SentenceTransformerEmbedder
from evals.nli import fitting, gold, synthesis
from evals.nli.conclusions import conclusion_pairs
from evals.nli.model import Comparer
from evals.nli.pairs import Pair

SEED = 7
STAGE_ONE = {"tokens": 100, "rate": 1.5e-4, "pairs": 36_000}
STAGE_TWO = {"tokens": 160, "rate": 8e-5, "pairs": 60_000}
KEPT_SYNTHETIC = 9_000


def synthetic() -> list[Pair]:
    """All synthetic pairs, shuffled."""
    pairs = [
        *synthesis.edited_pairs(Random(1), per_abstract=6),
        *conclusion_pairs(Random(2), rounds=2),
        *synthesis.comparison_pairs(Random(3), wordings=5),
    ]
    Random(4).shuffle(pairs)
    return pairs


def labelled() -> list[Pair]:
    """All pairs from the labelled sets."""
    rng = Random(11)
    return [
        *gold.direction_gold(rng, wordings=12),
        *gold.scifact_gold(rng, rounds=5),
        *gold.kqa_gold(rng, rounds=2),
        *gold.pubmedqa_gold(rng, rounds=4),
    ]


def main(target: str) -> None:
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(SentenceTransformerEmbedder(SHIPPED)._folder)
    made = fitting.tokenizer(folder)
    model = Comparer(folder)
    first = synthetic()
    print(Counter((p.source, p.label) for p in first))
    raise NotImplementedError(made, model, target, time, Iterable, Path)


if __name__ == "__main__":
    main(sys.argv[1])
