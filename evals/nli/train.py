"""Train the entailment model on a CPU: `python -m evals.nli.train WEIGHTS` (about an hour on two cores).

Stage one reads synthetic pairs only. The later stages read new draws from the labelled sets and what was
written for this, with some synthetic pairs among them so that nothing is forgotten.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer

from evals.nli import fitting, gold, synthesis
from evals.nli.cases import case_pairs
from evals.nli.conclusions import conclusion_pairs
from evals.nli.model import Comparer
from evals.nli.pairs import Pair
from evals.nli.written import written_pairs
from service.answering.cross_encoders import tokenizer_file

SEED = 7


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over at most `pairs` examples of at most `tokens` tokens, the learning rate falling to zero."""

    name: str
    tokens: int
    rate: float
    pairs: int
    even: bool = False
    """As many true statements as wrong ones among the written cases, so that the probabilities fit them."""


STAGES = (
    Stage("synthetic", 100, 1.5e-4, 36_000),
    Stage("labelled", 160, 8e-5, 24_000),
    Stage("labelled, second draw", 160, 7e-5, 24_000),
    Stage("labelled, third draw", 160, 6e-5, 12_000, even=True),
)
LAST_SHARE = 0.6  # the served weights are the mean of the last two stages, weighted so


def synthetic(seed: int) -> list[Pair]:
    """Edited sentences, conclusions and comparisons."""
    return [
        *synthesis.edited_pairs(Random(seed), per_abstract=6),
        *conclusion_pairs(Random(seed + 1), rounds=2),
        *synthesis.comparison_pairs(Random(seed + 2), wordings=5),
    ]


def labelled(seed: int, even: bool) -> list[Pair]:
    """All labelled sets, each prompt, claim or statement in several wordings and passages."""
    rng = Random(seed)
    return [
        *gold.direction_gold(rng, wordings=8),
        *gold.scifact_gold(rng, rounds=6),
        *gold.kqa_gold(rng, rounds=1),
        *case_pairs(rng, even),
        *case_pairs(rng, even),
        *written_pairs(),
    ]


def main(target: str) -> None:
    """Train all stages. Each leaves its weights beside the target, so that an interrupted run goes on where it was."""
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    folder = str(tokenizer_file().parent)
    made, model = fitting.tokenizer(folder), Comparer(folder)
    invented, before = synthetic(SEED), _copy(model)
    for number, stage in enumerate(STAGES):
        before, kept = _copy(model), Path(f"{target}.stage{number + 1}")
        if kept.exists():
            model.load_state_dict(torch.load(kept, weights_only=True))
            continue
        pairs = invented if number == 0 else labelled(SEED + number, stage.even) + _some(invented, 4_000, number)
        chosen = _short(made, _some(pairs, len(pairs), number), stage)
        print(stage, len(chosen), Counter((p.source, p.label) for p in chosen), flush=True)
        fitting.fit_pairs(model, made, chosen, rate=stage.rate, seed=SEED + number, report=fitting.printed())
        torch.save(_copy(model), kept)
    after = _copy(model)
    torch.save(fitting.blended(before, after, LAST_SHARE), target)


def _copy(model: Comparer) -> dict[str, torch.Tensor]:
    return {name: weights.detach().clone() for name, weights in model.state_dict().items()}


def _some(pairs: Sequence[Pair], count: int, seed: int) -> list[Pair]:
    return Random(seed).sample(pairs, min(count, len(pairs)))


def _short(made: Tokenizer, pairs: Sequence[Pair], stage: Stage) -> list[Pair]:
    encodings = made.encode_batch([(p.statement, p.evidence) for p in pairs])
    return [p for p, e in zip(pairs, encodings, strict=True) if len(e.ids) <= stage.tokens][: stage.pairs]


if __name__ == "__main__":
    main(sys.argv[1])
