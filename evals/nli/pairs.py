"""Statement and evidence pairs with a label, and the readers of the public data sets they come from.

The data sets are found by FOOTNOTE_BENCH_DATA; each file is checked by SHA-256 before it is read.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evals.settings import EvalSettings

Label = Literal["support", "refute", "neutral"]
LABELS: tuple[Label, ...] = ("support", "refute", "neutral")

SHA256 = {
    "evidence-inference/articles_ccby.jsonl.gz": "ea87ca3b5e0b54b2b30b43d42b3e4d983f0c364faa995df023b83517e1d370fb",
    "evidence-inference/direction_pairs.jsonl.gz": "1789d0166020e7d1299f969239cb4082bb77da344d81cc5a4474e27e8030282f",
    "evidence-inference/prompts_all.jsonl.gz": "d9a06bcbc4f6e41954dcc533367cbf195454788d5b42cd2d91d39f6c312e55da",
    "evidence-inference/questions_with_evidence.jsonl.gz": (
        "a9135cb36b5591cf5daf952f288542be6225637b980f66f3cec0f8546523016d"
    ),
    "kqa/nli_physician.jsonl.gz": "c53f4311005d9eab2e65af8ecc13b029080046e3f857588fce69b3fa7ed0419f",
    "kqa/questions_w_answers.jsonl.gz": "93da0302c3b4ef5ebcf4059682f5f114a6d69b50982ec8ec0ae6811e7dad0156",
    "scifact/claim_evidence_pairs.jsonl.gz": "9589f22082816341e65dd71c09b6a54d5fe061217bc8e930c445e6439a599a01",
    "scifact/claims.jsonl.gz": "70de598d9ceea70122a07cea84fdf4f0d02d2b7d4b972e918206dff09f9dd15b",
    "scifact/corpus.jsonl.gz": "c69c3d9ddb67e333a4906736ed4083e7941b7f2e5cca4675cfd835f5430faded",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One example. `group` is what training and selection must not share: an article, a claim or a question."""

    statement: str
    evidence: str
    label: Label
    source: str
    group: str


def data_folder() -> Path | None:
    """Where the public data sets are; None where the machine has none."""
    return EvalSettings().bench_data


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one data file, e.g. `scifact/corpus.jsonl.gz`."""
    folder = data_folder()
    if folder is None:
        raise SystemExit("Set FOOTNOTE_BENCH_DATA to the folder with scifact, evidence-inference and kqa.")
    path = folder / name
    if not path.exists():
        raise SystemExit(f"{path} is missing.")
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256[name]:
        raise SystemExit(f"{path} is not the expected file: SHA-256 {digest}, expected {SHA256[name]}.")
    return [json.loads(line) for line in gzip.decompress(data).split(b"\n") if line]


def fraction(key: str) -> float:
    """A number in [0, 1) that depends on the text only: splits that do not change with the order of the rows."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") / 2**64


def kqa_held_out(question: str) -> bool:
    """Half of the K-QA questions, in both files, appear in no training pair."""
    return fraction(question) < 0.5


def selection_article(doc_id: str) -> bool:
    """A tenth of the Evidence Inference training articles, kept for model selection and calibration."""
    return fraction(f"article:{doc_id}") < 0.1


def selection_claim(claim_id: str) -> bool:
    """About 15 % of the SciFact training claims, kept for model selection and calibration."""
    return fraction(f"claim:{claim_id}") < 0.15


def direction_pairs(split: str) -> list[Pair]:
    """Evidence Inference: a claim with the right or a wrong direction of effect against the annotated span."""
    splits = {row["_id"]: row["split"] for row in rows("evidence-inference/questions_with_evidence.jsonl.gz")}
    return [
        Pair(row["claim"], row["evidence"], row["label"], "ei", row["doc_id"])
        for row in rows("evidence-inference/direction_pairs.jsonl.gz")
        if splits[row["id"].rsplit("-", 1)[0]] == split
    ]


def scifact_pairs(split: str) -> list[Pair]:
    """SciFact claims against whole abstracts, so that length gives no label away."""
    return [
        Pair(row["claim"], row["abstract"], row["label"], "scifact", row["id"].split("-")[1])
        for row in rows("scifact/claim_evidence_pairs.jsonl.gz")
        if row["split"] == split
    ]


def kqa_pairs(held_out: bool) -> list[Pair]:
    """K-QA: gold statements against answers of language models, judged by three physicians."""
    return [
        Pair(row["claim"], row["premise"], row["label"], "kqa", row["question"])
        for row in rows("kqa/nli_physician.jsonl.gz")
        if kqa_held_out(row["question"]) == held_out
    ]


def words(text: str) -> set[str]:
    """The content words of a text, cut to six letters: enough to tell how much two texts share."""
    return {word[:6] for word in _tokens(text) if len(word) > 2 and word not in _STOP}


def overlap(text: str, other: str) -> float:
    """The share of the content words of `text` that `other` has."""
    wanted = words(text)
    return len(wanted & words(other)) / len(wanted) if wanted else 0.0


def _tokens(text: str) -> Iterable[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


_STOP = frozenset(
    "the and for with was were are not that this than from between compared group groups had has have after "
    "there significant significantly higher lower difference differences which both all did been also other".split()
)
