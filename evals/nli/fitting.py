"""One training run over labelled texts: batches of like length, bfloat16 where the CPU has it, linear decay."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import torch
from tokenizers import Tokenizer

from evals.nli.model import Comparer, Encoding
from evals.nli.pairs import LABELS, Pair

MOST_TOKENS = 176
Encoded = tuple[list[int], list[int]]
"""Token and segment numbers of one text or pair."""
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
Weights = dict[str, torch.Tensor]
Report = Callable[[int, int, float], None]
"""Takes the step, how many there are, and the running mean of the loss."""


def tokenizer(folder: str, most: int = MOST_TOKENS) -> Tokenizer:
    """The embedding model's tokenizer, cut to the length that the model is trained and served with."""
    made = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    made.enable_truncation(most, strategy="longest_first")
    made.no_padding()
    return made


def tensors(encodings: Sequence[Encoded]) -> Batch:
    """Token and segment numbers, padded to the longest of the batch."""
    longest = max(len(ids) for ids, _ in encodings)
    ids = torch.zeros(len(encodings), longest, dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (tokens, types) in enumerate(encodings):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
        kinds[row, : len(tokens)] = torch.tensor(types)
    return ids, mask, kinds


def printed() -> Report:
    """Prints how a training goes, with the seconds since now."""
    began = time.monotonic()
    return lambda step, steps, loss: print(f"{step}/{steps} {loss:.4f} {time.monotonic() - began:.0f} s", flush=True)


def fit_pairs(
    model: Comparer, made: Tokenizer, pairs: Sequence[Pair], *, rate: float, seed: int, report: Report | None = None
) -> None:
    """Train on labelled pairs, in place."""
    encoded = [(e.ids, e.type_ids) for e in made.encode_batch([(p.statement, p.evidence) for p in pairs])]
    fit(model, encoded, [LABELS.index(p.label) for p in pairs], rate=rate, seed=seed, report=report)


def fit(
    model: Encoding,
    encoded: Sequence[Encoded],
    labels: Sequence[int],
    *,
    rate: float,
    seed: int,
    batch: int = 32,
    smoothing: float = 0.05,
    report: Report | None = None,
) -> None:
    """Train in place, one pass over the texts as they stand."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    optimizer = torch.optim.AdamW(_groups(model, rate), fused=True)
    plan = _batches(encoded, batch, Random(seed))
    model.train()
    average = 0.0
    for step, rows in enumerate(plan):
        scale = min(1.0, (step + 1) / (0.04 * len(plan))) * (1 - step / len(plan))
        for group in optimizer.param_groups:
            group["lr"] = group["initial"] * scale
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(*tensors([encoded[row] for row in rows]))
        targets = torch.tensor([labels[row] for row in rows])
        loss = torch.nn.functional.cross_entropy(logits.float(), targets, label_smoothing=smoothing)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average = loss.item() if step == 0 else 0.98 * average + 0.02 * loss.item()
        if report is not None and step % 50 == 49:
            report(step + 1, len(plan), average)
    model.eval()


def blended(before: Weights, after: Weights, share: float) -> Weights:
    """The mean of two sets of weights, in which those after count `share`, 0 to 1."""
    return {name: torch.lerp(before[name], after[name], share) for name in after}


def logits(model: Comparer, made: Tokenizer, pairs: Sequence[tuple[str, str]], batch: int = 32) -> torch.Tensor:
    """Scores of single pairs (no windows), in the order given."""
    encoded = [(e.ids, e.type_ids) for e in made.encode_batch(list(pairs))]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    out = torch.zeros(len(encoded), len(LABELS))
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            out[rows] = model(*tensors([encoded[row] for row in rows])).float()
    return out


def _groups(model: Encoding, rate: float) -> list[dict[str, object]]:
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder") and p.requires_grad]
    plain = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.ndim < 2 and p.requires_grad]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.ndim >= 2 and p.requires_grad]
    return [
        {"params": body, "weight_decay": 0.01, "lr": rate, "initial": rate},
        {"params": plain, "weight_decay": 0.0, "lr": rate, "initial": rate},
        {"params": head, "weight_decay": 0.01, "lr": rate, "initial": 3 * rate},
    ]


def _batches(encoded: Sequence[Encoded], batch: int, rng: Random) -> list[list[int]]:
    order = list(range(len(encoded)))
    rng.shuffle(order)
    out: list[list[int]] = []
    for start in range(0, len(order), batch * 60):
        pool = sorted(order[start : start + batch * 60], key=lambda i: len(encoded[i][0]))
        chunks = [pool[i : i + batch] for i in range(0, len(pool), batch)]
        rng.shuffle(chunks)
        out.extend(chunks)
    return out
